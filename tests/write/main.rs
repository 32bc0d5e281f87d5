//! The `write` room: a site is published in whole or not at all, and nothing else is touched.
//!
//! - `create`: authors' own files, made and changed.
//! - `publish`: what a build leaves on disk, and what it carries over.
//! - `refuse`: outputs that must not be written (rows 64 to 68 and 72 of the hostile list).
//! - `faults`: a disk that fails at the n-th call, for every n.
//! - `processes`: what needs another process: kills, limits, other users, small disks.

mod create;
mod disk;
mod faults;
#[cfg(unix)]
mod processes;
mod publish;
#[cfg(unix)]
mod refuse;
mod world;
