//! What survives from build to build although we did not write it.
//!
//! In: the old output. Out: its `.git` and `CNAME`, in the stage.
//! Must not: move anything: until the stage has become the output, the old one is whole.
//!
//! Files get a second name (a hard link), which costs no copying and keeps everything about
//! them. Where the file system has no links, they are copied.

use std::io;
use std::path::Path;

use super::disk::{Disk, What};
use super::record::survives;

/// Carries over what survives, except what the new site writes itself, and what the old
/// site had written.
pub fn carry_over(
    disk: &dyn Disk,
    output: &Path,
    stage: &Path,
    is_ours: &dyn Fn(&str) -> bool,
    stop: &dyn Fn() -> bool,
) -> io::Result<()> {
    for (name, what) in disk.list(output)? {
        if survives(&name, what) && !name.to_str().is_some_and(is_ours) {
            carry(disk, &output.join(&name), &stage.join(&name), what, stop)?;
        }
    }
    Ok(())
}

fn carry(
    disk: &dyn Disk,
    from: &Path,
    to: &Path,
    what: What,
    stop: &dyn Fn() -> bool,
) -> io::Result<()> {
    if stop() {
        return Err(io::ErrorKind::Interrupted.into());
    }
    if what == What::Folder {
        disk.make_folder(to)?;
        for (name, what) in disk.list(from)? {
            carry(disk, &from.join(&name), &to.join(&name), what, stop)?;
        }
        return copy_mode(disk, from, to);
    }
    match disk.link(from, to) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::StorageFull => Err(error),
        Err(_) => match what {
            What::File => {
                disk.copy(&mut disk.open(from)?, to, stop)?;
                copy_mode(disk, from, to)
            }
            What::Link => disk.copy_link(from, to),
            // A socket or a pipe belongs to a process that makes it again.
            What::Folder | What::Special => Ok(()),
        },
    }
}

fn copy_mode(disk: &dyn Disk, from: &Path, to: &Path) -> io::Result<()> {
    match disk.look(from)?.and_then(|seen| seen.mode) {
        Some(mode) => disk.set_mode(to, mode),
        None => Ok(()),
    }
}
