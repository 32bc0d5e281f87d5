//! The real file system.
//!
//! In and out: as [`Disk`] says. Paths are absolute and go to the standard library: calls
//! relative to an open folder measured 8% faster, which is not worth a second way of
//! naming files.
//! Must not: decide anything.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::disk::{Disk, Fill, Lock, Seen, What};

#[cfg_attr(unix, path = "unix.rs")]
#[cfg_attr(not(unix), path = "other.rs")]
mod native;

pub use native::too_many_open;

/// The disk of this machine.
#[derive(Debug, Clone, Copy)]
pub struct System;

/// How much of a file is copied before the next question whether to go on.
const PIECE: usize = 256 * 1024;

impl From<fs::FileType> for What {
    fn from(file_type: fs::FileType) -> What {
        if file_type.is_dir() {
            What::Folder
        } else if file_type.is_file() {
            What::File
        } else if file_type.is_symlink() {
            What::Link
        } else {
            What::Special
        }
    }
}

impl Disk for System {
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn look(&self, path: &Path) -> io::Result<Option<Seen>> {
        match fs::symlink_metadata(path) {
            Ok(metadata) => Ok(Some(native::seen(&metadata))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn is_mount_point(&self, folder: &Path) -> io::Result<bool> {
        native::is_mount_point(folder)
    }

    fn may_write(&self, folder: &Path) -> io::Result<()> {
        native::may_write(folder)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<(OsString, What)>> {
        fs::read_dir(folder)?
            .map(|entry| {
                let entry = entry?;
                Ok((entry.file_name(), What::from(entry.file_type()?)))
            })
            .collect()
    }

    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.open(file)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn open(&self, file: &Path) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(true);
        let file = native::never_wait(&mut options).open(file)?;
        if file.metadata()?.is_file() {
            Ok(file)
        } else {
            Err(io::Error::other("it is not a file"))
        }
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Lock>> {
        let mut options = OpenOptions::new();
        // Writable, because network file systems lock nothing else.
        options.read(true).write(true);
        let file = native::never_wait(&mut options).open(path)?;
        let id = native::seen(&file.metadata()?).id;
        match native::try_lock(&file) {
            Ok(()) => {
                // Between opening and locking, the folder may have been exchanged.
                let same = self.look(path)?.is_some_and(|there| there.id == id);
                Ok(same.then_some(Lock { file: Some(file), id }))
            }
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(_)) => Ok(Some(Lock { file: None, id })),
        }
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        let mut builder = DirBuilder::new();
        native::folder_mode(&mut builder).create(folder)
    }

    fn write(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        new_file(file)?.write_all(bytes)
    }

    fn stream(&self, to: &Path, fill: &Fill<'_>) -> io::Result<u64> {
        let mut to = BufWriter::with_capacity(PIECE, new_file(to)?);
        fill(&mut to)?;
        to.into_inner()?.stream_position()
    }

    fn copy(&self, from: &mut File, to: &Path, stop: &dyn Fn() -> bool) -> io::Result<u64> {
        let mut to = new_file(to)?;
        let size = from.metadata()?.len();
        let mut piece = vec![0; usize::try_from(size).unwrap_or(PIECE).clamp(1, PIECE)];
        let mut copied = 0;
        loop {
            let read = match from.read(&mut piece) {
                Ok(0) => return Ok(copied),
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            to.write_all(&piece[..read])?;
            copied += read as u64;
            if stop() {
                return Err(io::ErrorKind::Interrupted.into());
            }
        }
    }

    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()> {
        native::set_mode(path, mode)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    fn copy_link(&self, from: &Path, to: &Path) -> io::Result<()> {
        native::symlink(&fs::read_link(from)?, to)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        native::exchange(one, other)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        fs::remove_dir(folder)
    }

    fn remove_file(&self, file: &Path) -> io::Result<()> {
        fs::remove_file(file)
    }

    fn remove_tree(&self, folder: &Path) -> io::Result<()> {
        // Its folders in parallel: an old site has thousands of them. The standard library
        // removes a tree without following a link that is put in its way meanwhile; it is
        // asked again for the top, for whatever is left.
        let pages: Vec<PathBuf> = fs::read_dir(folder)?
            .flatten()
            .filter(|entry| entry.file_type().is_ok_and(|file_type| file_type.is_dir()))
            .map(|entry| entry.path())
            .collect();
        let gone = |removed: io::Result<()>| match removed {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        };
        pages.par_iter().with_min_len(8).try_for_each(|page| gone(fs::remove_dir_all(page)))?;
        gone(fs::remove_dir_all(folder))
    }
}

fn new_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    native::file_mode(&mut options).open(path)
}
