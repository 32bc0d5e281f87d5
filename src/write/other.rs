//! What a system that is not Unix has of it: enough to publish, with two renames instead
//! of an exchange and without a lock (a folder with an open file in it cannot be renamed
//! there, so that the last of two builds at once wins).
//!
//! In and out: as [`Disk`](super::Disk) says. Must not: decide anything.

use std::fs::{DirBuilder, File, Metadata, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use super::{Seen, What};

pub fn seen(metadata: &Metadata) -> Seen {
    Seen { what: What::from(metadata.file_type()), id: None, mode: None }
}

pub fn is_mount_point(_folder: &Path) -> io::Result<bool> {
    Ok(false)
}

pub fn may_write(_folder: &Path) -> io::Result<()> {
    Ok(())
}

pub fn never_wait(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

pub fn folder_mode(builder: &mut DirBuilder) -> &mut DirBuilder {
    builder
}

pub fn file_mode(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

pub fn set_mode(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}

pub fn symlink(_target: &Path, _at: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

pub fn try_lock(_file: &File) -> Result<(), TryLockError> {
    Err(TryLockError::Error(io::ErrorKind::Unsupported.into()))
}

pub fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

pub fn too_many_open(_error: &io::Error) -> bool {
    false
}
