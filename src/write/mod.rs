//! Publishing: a site on disk, in whole or not at all.
//!
//! In: a [`Content`] (paths, and how to make each file) and the folder that was asked for.
//! Out: the folder holding exactly that site, and nothing else changed anywhere.
//! Must not: know what a page is; read the clock, the environment or the terminal; remove
//! a folder that does not carry our marker, or a file that no build wrote.
//!
//! The way of a build:
//! 1. [`Output::claim`] settles the folder (`place`), locks it, and reads its marker
//!    (`record`): what a build wrote there, against what is there now.
//! 2. [`Output::publish`] plans the folders (`plan`), makes a hidden folder beside the
//!    output (`stage`), renders into it on all cores (`publish`), carries over `.git` and
//!    `CNAME` (`carry`), exchanges the two (`swap`) and removes the old one.
//!
//! A build that is told to stop removes what it wrote. Where it cannot stop, because a file is
//! never done, another thread does that before it ends the program (`begun`).
//!
//! Authors' own files are made and changed by `create`, which never writes over what is there.
//!
//! Every call to the file system goes through [`Disk`], so that tests can let each fail.

mod begun;
mod carry;
mod content;
mod create;
mod disk;
mod output;
mod place;
mod plan;
mod publish;
mod record;
mod stage;
mod swap;
mod system;

pub use begun::Begun;
pub use content::{Content, Produced, Stopped};
pub use create::{Rewrite, generated, new_file, new_project, rewrite};
pub use disk::{Disk, Fill, Lock, Seen, What};
pub use output::Output;
pub use place::Guarded;
pub use publish::Written;
pub use record::MARKER;
pub use system::System;
