//! Every call to the file system that this room makes, as a trait.
//!
//! In: paths. Out: what the system answers, as `io::Result`. The real one is
//! [`System`](super::System); tests put one in its place that fails at the n-th call.
//! Must not: know what an output folder is.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What stands at a path; links are not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Folder,
    File,
    Link,
    /// A pipe, a socket, a device.
    Special,
}

/// What a look at a path shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    pub what: What,
    /// Device and number: the same folder by whatever path. `None` where the system has
    /// no such numbers.
    pub id: Option<(u64, u64)>,
    /// The permission bits; `None` where the system has none.
    pub mode: Option<u32>,
}

/// A lock on a file, held until it is dropped or the process ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    /// `None` where the file system knows no locks.
    pub file: Option<File>,
    /// Which file is locked, as in [`Seen`].
    pub id: Option<(u64, u64)>,
}

impl Lock {
    /// Whether another process can see that this lock is held.
    pub fn is_certain(&self) -> bool {
        self.file.is_some()
    }
}

/// Writes the whole of a file.
pub type Fill<'a> = dyn Fn(&mut dyn Write) -> io::Result<()> + 'a;

/// The file system, as far as publishing a site needs it. Paths are absolute.
pub trait Disk: Sync {
    /// The path with every link followed. Fails where nothing is there.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;
    /// What stands at a path, or `None` where nothing does.
    fn look(&self, path: &Path) -> io::Result<Option<Seen>>;
    fn is_mount_point(&self, folder: &Path) -> io::Result<bool>;
    /// Fails where files cannot be made in a folder.
    fn may_write(&self, folder: &Path) -> io::Result<()>;
    /// The names in a folder, in no order.
    fn list(&self, folder: &Path) -> io::Result<Vec<(OsString, What)>>;
    fn read(&self, file: &Path) -> io::Result<Vec<u8>>;
    /// Opens a file to copy from; refuses anything but a file, and never waits for one.
    fn open(&self, file: &Path) -> io::Result<File>;
    /// Locks a file that exists; `None` where another holds it, or where it was replaced
    /// meanwhile. Does not wait.
    fn lock(&self, file: &Path) -> io::Result<Option<Lock>>;
    /// Makes a folder that must not exist yet, with mode 0755 less the umask.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;
    /// Writes a file that must not exist yet, with mode 0644 less the umask.
    fn write(&self, file: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Gives a new file to `fill` to be written; the size. The mode is as for [`Disk::write`].
    fn stream(&self, to: &Path, fill: &Fill<'_>) -> io::Result<u64>;
    /// Streams into a file that must not exist yet; the size. Asks `stop` between pieces,
    /// and answers `Interrupted` when told so.
    fn copy(&self, from: &mut File, to: &Path, stop: &dyn Fn() -> bool) -> io::Result<u64>;
    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()>;
    /// A second name for a file (or link, or socket) on the same file system.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Makes a symbolic link with the same target.
    fn copy_link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Renames a folder. An empty folder at `to` is replaced, anything else is an error.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Exchanges two folders in one step. `Unsupported` where the system cannot.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()>;
    /// Removes a file, a link, a socket.
    fn remove_file(&self, file: &Path) -> io::Result<()>;
    /// Removes an empty folder.
    fn remove_folder(&self, folder: &Path) -> io::Result<()>;
    /// Removes a folder and all that is in it; links are removed, not followed.
    fn remove_tree(&self, folder: &Path) -> io::Result<()>;
}
