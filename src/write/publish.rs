//! Making the files and publishing them in whole.
//!
//! In: an [`Output`] and a [`Content`]. Out: the site on disk, and how large it is.
//! Must not: write a byte outside the stage, keep a page in memory once it is written.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use rayon::prelude::*;

use crate::diagnostic::Failure;

use super::carry::carry_over;
use super::content::{Content, Produced, Stopped};
use super::disk::Disk;
use super::output::{Output, inspect};
use super::plan::Plan;
use super::stage::{Stage, remove_site, sweep};
use super::swap::{Swap, swap};
use super::system::too_many_open;

/// What was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The content's files; the marker is not counted.
    pub files: usize,
    pub bytes: u64,
    /// The old site, if it could not be removed. The next build removes it.
    pub leftover: Option<PathBuf>,
}

impl Output<'_> {
    /// Makes every file, in parallel, in a folder beside the output, and exchanges the two.
    /// At any moment, also when the process is killed, the output is the old site or the new
    /// one. `progress` is told how many files are done, from any thread.
    ///
    /// Once `interrupted` is set nothing more is produced, and what was written is removed;
    /// after the exchange it is too late for that, and the build succeeds.
    pub fn publish(
        mut self,
        content: &dyn Content,
        progress: &(dyn Fn(usize) + Sync),
        interrupted: &AtomicBool,
    ) -> Result<Written, Stopped> {
        let plan = Plan::of(content)?;
        let mut made = Vec::new();
        let written = self.make_parents(&mut made).and_then(|()| {
            sweep(self.disk, &self.place.path);
            let stage = Stage::open(self.disk, &self.place.path, &plan.marker)?;
            self.begun.stage(stage.path.clone(), made.clone());
            self.fill_and_swap(stage, &plan, content, progress, interrupted)
        });
        if written.is_err() {
            for folder in made.iter().rev() {
                // Stays where it is not empty: then it is not only ours any more.
                let _ = self.disk.remove_folder(folder);
            }
        }
        written.map_err(explain)
    }

    /// Makes the folders above the output, and tells which were not there.
    fn make_parents(&self, made: &mut Vec<PathBuf>) -> Result<(), Stopped> {
        for folder in &self.place.missing {
            match self.disk.make_folder(folder) {
                Ok(()) => made.push(folder.clone()),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(Failure::io("make", folder, &error).into()),
            }
        }
        Ok(())
    }

    fn fill_and_swap(
        &mut self,
        mut stage: Stage<'_>,
        plan: &Plan,
        content: &dyn Content,
        progress: &(dyn Fn(usize) + Sync),
        interrupted: &AtomicBool,
    ) -> Result<Written, Stopped> {
        let filled = Filling { stage: &stage, content, progress, interrupted }.fill(plan);
        self.begun.done();
        let swapped = filled.and_then(|size| {
            let old = self.take_over(&mut stage, plan, interrupted)?;
            Ok((size, old))
        });
        let (bytes, old) = match swapped {
            Ok(done) => done,
            Err(Stopped::Failed(failure)) => return Err(Stopped::Failed(stage.abandon(failure))),
            Err(other) => return Err(other),
        };
        let leftover = old.filter(|old| match remove_site(self.disk, old) {
            Ok(()) => false,
            // Another build took it for a leftover, which it is.
            Err(error) => error.kind() != io::ErrorKind::NotFound,
        });
        Ok(Written { files: content.len(), bytes, leftover })
    }

    /// Carries over what survives and puts the stage in the output's place. The output is
    /// looked through once more: somebody may have put a file there while pages rendered,
    /// and another build may have published.
    fn take_over(
        &mut self,
        stage: &mut Stage<'_>,
        plan: &Plan,
        interrupted: &AtomicBool,
    ) -> Result<Option<PathBuf>, Stopped> {
        let stop = || interrupted.load(Ordering::Relaxed);
        let mut carried = false;
        // Each turn is lost only to another build, which won it.
        for _ in 0..64 {
            self.hold(interrupted)?;
            let output = &self.place.path;
            let standing = inspect(self.disk, output)?;
            if standing.exists && !carried {
                let is_ours = |name: &str| plan.writes.contains(&name) || standing.record.has(name);
                match carry_over(self.disk, output, &stage.path, &is_ours, &stop) {
                    Err(_) if stop() => return Err(Stopped::Interrupted),
                    other => {
                        other.map_err(|error| Failure::io("carry over from", output, &error))?
                    }
                }
                carried = true;
            }
            if stop() {
                return Err(Stopped::Interrupted);
            }
            if let Swap::Done(old) = swap(stage, output, &standing)? {
                return Ok(old);
            }
        }
        let output = self.place.path.display();
        Err(Failure::new(format!("cannot replace `{output}`: it changes all the time")).into())
    }
}

/// A failure says what the machine refused; this says what that means for the site.
fn explain(stopped: Stopped) -> Stopped {
    match stopped {
        Stopped::Failed(failure) => Stopped::Failed(failure.hint("nothing was published")),
        other => other,
    }
}

/// What the threads share while they fill a stage.
struct Filling<'a, 'd> {
    stage: &'a Stage<'d>,
    content: &'a dyn Content,
    progress: &'a (dyn Fn(usize) + Sync),
    interrupted: &'a AtomicBool,
}

impl Filling<'_, '_> {
    /// Makes every folder and every file; the bytes written.
    fn fill(&self, plan: &Plan) -> Result<u64, Stopped> {
        for folders in &plan.folders {
            folders.par_iter().try_for_each(|folder| {
                self.check()?;
                let path = self.stage.path.join(folder);
                self.disk()
                    .make_folder(&path)
                    .and_then(|()| self.settle_mode(&path, 0o755))
                    .map_err(|error| Stopped::from(Failure::io("make", &path, &error)))
            })?;
        }
        let done = AtomicUsize::new(0);
        let bytes = AtomicU64::new(0);
        let refused = AtomicBool::new(false);
        let alone = Mutex::new(());
        (0..self.content.len()).into_par_iter().try_for_each_init(Vec::new, |buffer, index| {
            self.check()?;
            buffer.clear();
            buffer.shrink_to(1 << 20);
            let produced = match self.content.produce(index, buffer) {
                Ok(produced) => produced,
                Err(Stopped::Refused) => {
                    refused.store(true, Ordering::Relaxed);
                    return Ok(());
                }
                Err(other) => return Err(other),
            };
            if refused.load(Ordering::Relaxed) {
                return Ok(());
            }
            let path = self.stage.path.join(&*self.content.path(index));
            let size = match produced {
                Produced::Bytes => patiently(&alone, || self.disk().write(&path, buffer))
                    .map(|()| buffer.len() as u64)
                    .map_err(|error| Failure::io("write", &path, &error))?,
                Produced::Streamed => self.stream(&alone, index, &path)?,
                Produced::CopyOf(source) => self.copy(&alone, &source, &path)?,
            };
            self.settle_mode(&path, 0o644).map_err(|error| Failure::io("write", &path, &error))?;
            bytes.fetch_add(size, Ordering::Relaxed);
            (self.progress)(done.fetch_add(1, Ordering::Relaxed) + 1);
            Ok(())
        })?;
        if refused.into_inner() {
            return Err(Stopped::Refused);
        }
        Ok(bytes.into_inner())
    }

    fn disk(&self) -> &dyn Disk {
        self.stage.disk
    }

    fn check(&self) -> Result<(), Stopped> {
        if self.interrupted.load(Ordering::Relaxed) {
            return Err(Stopped::Interrupted);
        }
        Ok(())
    }

    fn stream(&self, alone: &Mutex<()>, index: usize, to: &Path) -> Result<u64, Stopped> {
        let fill = |out: &mut dyn Write| {
            self.content.stream(index, &mut Heeding { out, stop: self.interrupted })
        };
        let written = patiently(alone, || self.disk().stream(to, &fill));
        self.check()?;
        Ok(written.map_err(|error| Failure::io("write", to, &error))?)
    }

    fn copy(&self, alone: &Mutex<()>, from: &Path, to: &Path) -> Result<u64, Stopped> {
        let stop = || self.interrupted.load(Ordering::Relaxed);
        let copied = patiently(alone, || {
            let mut source = self.disk().open(from)?;
            self.disk().copy(&mut source, to, &stop)
        });
        match copied {
            Err(_) if stop() => Err(Stopped::Interrupted),
            other => Ok(other.map_err(|error| {
                let verb = format!("copy `{}` to", from.display());
                Failure::io(&verb, to, &error)
            })?),
        }
    }

    fn settle_mode(&self, path: &Path, mode: u32) -> io::Result<()> {
        if self.stage.sets_modes { self.disk().set_mode(path, mode) } else { Ok(()) }
    }
}

/// Writes until it is told to stop.
struct Heeding<'a> {
    out: &'a mut dyn Write,
    stop: &'a AtomicBool,
}

impl Write for Heeding<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Not `Interrupted`, which writers take for a reason to try again.
        if self.stop.load(Ordering::Relaxed) {
            return Err(io::Error::other("told to stop"));
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Where too many files are open (a small `ulimit -n`, many threads), waits for the others
/// to close theirs: one thread insists, and no thread waits with a file in its hands.
fn patiently<T>(alone: &Mutex<()>, call: impl Fn() -> io::Result<T>) -> io::Result<T> {
    let mut result = call();
    if !result.as_ref().is_err_and(too_many_open) {
        return result;
    }
    // A poisoned lock guards nothing: it only makes threads take turns.
    let _turn = alone.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    for _ in 0..200 {
        result = call();
        if !result.as_ref().is_err_and(too_many_open) {
            break;
        }
        thread::sleep(Duration::from_millis(5));
    }
    result
}

#[cfg(all(test, unix))]
mod tests {
    use std::cell::Cell;

    use rustix::io::Errno;

    use super::*;

    #[test]
    fn too_many_open_files_are_waited_for_and_other_errors_are_not() {
        let alone = Mutex::new(());
        let calls = Cell::new(0);
        let fails = |times, errno: Errno| {
            calls.set(0);
            let result = patiently(&alone, || {
                calls.set(calls.get() + 1);
                if calls.get() > times { Ok(()) } else { Err(errno.into()) }
            });
            (result.is_ok(), calls.get())
        };
        assert_eq!(fails(3, Errno::MFILE), (true, 4));
        assert_eq!(fails(3, Errno::NFILE), (true, 4));
        assert_eq!(fails(3, Errno::NOSPC), (false, 1));
        assert_eq!(fails(u32::MAX, Errno::MFILE), (false, 201));
    }
}
