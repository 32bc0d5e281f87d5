//! Disks with faults: the real one, which fails or kills its process at the n-th call.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use playbook::write::{Disk, Fill, Lock, Seen, System, What};

/// What happens at the n-th call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The call fails; later ones succeed.
    Once(io::ErrorKind),
    /// The call and all later ones fail, as on a disk that is gone.
    Forever(io::ErrorKind),
    /// The process ends, as by `kill -9`. Calls that only read are not counted.
    #[cfg(unix)]
    Kill,
}

pub struct Faulty {
    pub at: usize,
    pub fault: Fault,
    /// Whether the system can exchange two folders.
    pub exchanges: bool,
    /// Whether the file system has hard links.
    pub links: bool,
    /// Somebody who is faster: called with the output just before it is replaced.
    pub meddler: Option<fn(&Path)>,
    /// Another one: called with the folder of a file that has just been read.
    pub reader: Option<fn(&Path)>,
    pub calls: AtomicUsize,
    /// The name of the first call that failed.
    pub failed: Mutex<Option<&'static str>>,
}

impl Faulty {
    pub fn new(at: usize, fault: Fault) -> Faulty {
        Faulty {
            at,
            fault,
            exchanges: true,
            links: true,
            meddler: None,
            reader: None,
            calls: AtomicUsize::new(0),
            failed: Mutex::new(None),
        }
    }

    /// A disk without faults.
    pub fn sound() -> Faulty {
        Faulty::new(usize::MAX, Fault::Once(io::ErrorKind::Other))
    }

    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }

    pub fn failed(&self) -> Option<&'static str> {
        *self.failed.lock().unwrap()
    }

    fn next(&self, call: &'static str) -> io::Result<()> {
        #[cfg(unix)]
        const READS: [&str; 8] =
            ["resolve", "look", "is_mount_point", "may_write", "list", "read", "open", "lock"];
        #[cfg(unix)]
        if self.fault == Fault::Kill && READS.contains(&call) {
            return Ok(());
        }
        let number = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
        let kind = match self.fault {
            Fault::Once(kind) if number == self.at => kind,
            Fault::Forever(kind) if number >= self.at => kind,
            #[cfg(unix)]
            Fault::Kill if number == self.at => {
                let this = rustix::process::getpid();
                rustix::process::kill_process(this, rustix::process::Signal::KILL).unwrap();
                unreachable!("the process has ended");
            }
            _ => return Ok(()),
        };
        self.failed.lock().unwrap().get_or_insert(call);
        Err(kind.into())
    }
}

impl Disk for Faulty {
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.next("resolve")?;
        System.resolve(path)
    }
    fn look(&self, path: &Path) -> io::Result<Option<Seen>> {
        self.next("look")?;
        System.look(path)
    }
    fn is_mount_point(&self, folder: &Path) -> io::Result<bool> {
        self.next("is_mount_point")?;
        System.is_mount_point(folder)
    }
    fn may_write(&self, folder: &Path) -> io::Result<()> {
        self.next("may_write")?;
        System.may_write(folder)
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<(OsString, What)>> {
        self.next("list")?;
        System.list(folder)
    }
    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        self.next("read")?;
        let bytes = System.read(file)?;
        if let (Some(meddle), Some(folder)) = (self.reader, file.parent()) {
            meddle(folder);
        }
        Ok(bytes)
    }
    fn open(&self, file: &Path) -> io::Result<File> {
        self.next("open")?;
        System.open(file)
    }
    fn lock(&self, file: &Path) -> io::Result<Option<Lock>> {
        self.next("lock")?;
        System.lock(file)
    }
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.next("make_folder")?;
        System.make_folder(folder)
    }
    fn write(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        // A disk that fails has often written a part.
        self.next("write").inspect_err(|_| {
            let _ = fs::write(file, &bytes[..bytes.len() / 2]);
        })?;
        System.write(file, &bytes[..bytes.len() / 2])?;
        self.next("write the rest")?;
        fs::write(file, bytes)
    }
    fn stream(&self, to: &Path, fill: &Fill<'_>) -> io::Result<u64> {
        self.next("stream").inspect_err(|_| {
            let _ = fs::write(to, "half");
        })?;
        System.stream(to, fill)
    }
    fn copy(&self, from: &mut File, to: &Path, stop: &dyn Fn() -> bool) -> io::Result<u64> {
        self.next("copy").inspect_err(|_| {
            let _ = fs::write(to, "half");
        })?;
        System.copy(from, to, stop)
    }
    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()> {
        self.next("set_mode")?;
        System.set_mode(path, mode)
    }
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.next("link")?;
        if !self.links {
            return Err(io::ErrorKind::Unsupported.into());
        }
        System.link(from, to)
    }
    fn copy_link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.next("copy_link")?;
        System.copy_link(from, to)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.next("rename")?;
        System.rename(from, to)
    }
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        self.next("exchange")?;
        if let Some(meddle) = self.meddler {
            meddle(other);
        }
        if !self.exchanges {
            return Err(io::ErrorKind::Unsupported.into());
        }
        System.exchange(one, other)
    }
    fn remove_file(&self, file: &Path) -> io::Result<()> {
        self.next("remove_file")?;
        System.remove_file(file)
    }
    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        self.next("remove_folder")?;
        System.remove_folder(folder)
    }
    fn remove_tree(&self, folder: &Path) -> io::Result<()> {
        // A removal that fails has often removed a part.
        self.next("remove_tree").inspect_err(|_| {
            if let Some(Ok(first)) = fs::read_dir(folder).ok().and_then(|mut all| all.next()) {
                let _ = fs::remove_file(first.path()).or_else(|_| fs::remove_dir_all(first.path()));
            }
        })?;
        System.remove_tree(folder)
    }
}
