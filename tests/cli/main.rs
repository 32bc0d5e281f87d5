//! The command line, as a person or a script meets it: the real program, in folders of its
//! own.
//!
//! - `usage`: help, exit statuses, "did you mean".
//! - `check`, `fit`, `ask`, `build`: what each command prints, and where.
//! - `manual`: the manual's page of all commands.
//! - `pages`: what pages say of small playbooks.
//! - `streams`: readers that leave, disks that are full, signals.
//! - `endless`: templates that never end, and builds that are told to stop.

mod ask;
mod build;
mod check;
#[cfg(unix)]
mod endless;
mod fit;
mod manual;
mod pages;
#[cfg(unix)]
mod streams;
mod usage;
mod world;
