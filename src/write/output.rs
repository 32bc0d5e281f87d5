//! A folder that may become the output, checked and held.
//!
//! In: the output as it was asked for, and what is guarded. Out: an [`Output`], on which
//! [`Output::publish`] can be called once.
//! Must not: change anything (but for an output that a killed build had moved aside, which
//! is put back).

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::diagnostic::Failure;

use super::begun::Begun;
use super::content::Stopped;
use super::disk::{Disk, Lock, Seen, What};
use super::place::{Guarded, Place, settle};
use super::record::{MARKER, Record, survives};
use super::stage::restore;
use super::system::System;

/// How long to wait for another build of the same output, and how often to look.
const PATIENCE: Duration = Duration::from_secs(60);
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// An output folder that is ours to replace. While it lives, no other build claims it.
pub struct Output<'d> {
    pub(super) disk: &'d dyn Disk,
    pub(super) place: Place,
    /// Held while the old output exists: on its marker, so that nothing lies beside it.
    lock: Option<Lock>,
    patience: Duration,
    pub(super) begun: Arc<Begun<'d>>,
}

impl Output<'static> {
    /// Settles where the output is, waits for another build that holds it, and checks that
    /// it may be replaced. Nothing is changed.
    ///
    /// A relative path starts at `guarded.cwd`; a link is followed, and its target is the
    /// output. The folder may be missing, with any number of folders above it; it may be
    /// empty but for `.git` and `CNAME`; or it carries our marker and nothing that a build
    /// did not write.
    pub fn claim(
        out: &Path,
        guarded: &Guarded<'_>,
        interrupted: &AtomicBool,
    ) -> Result<Self, Stopped> {
        Output::claim_on(&System, PATIENCE, out, guarded, interrupted)
    }
}

impl<'d> Output<'d> {
    /// [`Output::claim`] on another disk, and with another patience: for tests.
    pub fn claim_on(
        disk: &'d dyn Disk,
        patience: Duration,
        out: &Path,
        guarded: &Guarded<'_>,
        interrupted: &AtomicBool,
    ) -> Result<Self, Stopped> {
        let place = settle(disk, out, guarded)?;
        restore(disk, &place.path).map_err(|error| Failure::io("restore", &place.path, &error))?;
        let begun = Arc::new(Begun::nothing(disk));
        let mut output = Output { disk, place, lock: None, patience, begun };
        output.hold(interrupted)?;
        inspect(disk, output.path())?;
        Ok(output)
    }

    /// The folder itself: absolute, every link followed.
    pub fn path(&self) -> &Path {
        &self.place.path
    }

    /// What [`Output::publish`] has begun to write, at any moment.
    pub fn begun(&self) -> Arc<Begun<'d>> {
        Arc::clone(&self.begun)
    }

    /// Locks the marker of the output that stands there now, if it has one and is not locked
    /// by us already. Without one there is nothing to wait for: whoever publishes first
    /// makes it.
    pub(super) fn hold(&mut self, interrupted: &AtomicBool) -> Result<(), Stopped> {
        let marker = self.place.path.join(MARKER);
        let failed = |error| Failure::io("lock", &marker, &error);
        let mut waited = Duration::ZERO;
        loop {
            match self.disk.look(&marker).map_err(failed)? {
                Some(seen) if self.lock.as_ref().is_some_and(|held| held.id == seen.id) => {
                    return Ok(());
                }
                Some(seen) if seen.what == What::File => {}
                _ => return Ok(()),
            }
            match self.disk.lock(&marker) {
                Ok(Some(lock)) => {
                    self.lock = Some(lock);
                    return Ok(());
                }
                // Held; or exchanged just now, and the next look sees the new one.
                Ok(None) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(failed(error).into()),
            }
            if interrupted.load(Ordering::Relaxed) {
                return Err(Stopped::Interrupted);
            }
            if waited >= self.patience {
                let output = self.place.path.display();
                let failure = Failure::new(format!("another build is still writing `{output}`"));
                return Err(failure.hint("wait for it, or end it").into());
            }
            thread::sleep(LOOK_AGAIN);
            waited += LOOK_AGAIN;
        }
    }
}

/// An output as it stands, and as it may be replaced.
#[derive(Default)]
pub(super) struct Standing {
    /// Which folder it is; `None` where there is none.
    pub id: Option<(u64, u64)>,
    /// What a build wrote there.
    pub record: Record,
    /// Whether there is anything to carry over from.
    pub exists: bool,
    /// Whether it carries our marker.
    pub marked: bool,
}

/// How often an output is looked through that another build replaces meanwhile.
const LOOKS: usize = 64;

/// Looks through an output, and refuses one that holds anything we did not write.
pub(super) fn inspect(disk: &dyn Disk, output: &Path) -> Result<Standing, Failure> {
    let look = || disk.look(output).map_err(|error| Failure::io("read", output, &error));
    let mut seen = look()?;
    for _ in 1..LOOKS {
        let found = look_through(disk, output, seen.as_ref());
        // The list of one build says nothing of what another wrote.
        let now = look()?;
        let is_one = now.as_ref().map(|now| now.id) == seen.as_ref().map(|seen| seen.id);
        if is_one {
            return found;
        }
        seen = now;
    }
    look_through(disk, output, seen.as_ref())
}

fn look_through(disk: &dyn Disk, output: &Path, seen: Option<&Seen>) -> Result<Standing, Failure> {
    let failed = |error| Failure::io("read", output, &error);
    let Some(seen) = seen else { return Ok(Standing::default()) };
    let mut standing = Standing { id: seen.id, exists: true, ..Standing::default() };
    let entries = disk.list(output).map_err(failed)?;
    let marker = entries.iter().find(|(name, _)| name == MARKER);
    match marker {
        None if entries.iter().all(|(name, what)| survives(name, *what)) => return Ok(standing),
        None => {
            return Err(Failure::new(format!(
                "`{}` is not empty, and playbook did not write it",
                output.display()
            ))
            .hint("name a folder that does not exist yet, or empty this one"));
        }
        Some(_) => {}
    }
    let record = match marker {
        Some((_, What::File)) => {
            let path: PathBuf = output.join(MARKER);
            let bytes = disk.read(&path).map_err(|error| Failure::io("read", &path, &error))?;
            Record::parse(&bytes)
        }
        _ => None,
    };
    standing.marked = true;
    standing.record = record.ok_or_else(|| {
        Failure::new(format!("`{}` has a `{MARKER}` that cannot be read", output.display()))
            .hint("if it holds nothing but an old site, remove the folder")
    })?;
    let strangers = standing.record.strangers(disk, output).map_err(failed)?;
    match strangers.split_first() {
        None => Ok(standing),
        Some((first, rest)) => {
            let more = match rest.len() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            Err(Failure::new(format!(
                "`{}` holds `{}`{more}, which playbook did not write",
                output.display(),
                first.escape_debug()
            ))
            .hint("move it away: the folder is replaced as a whole")
            .hint("what belongs to the site goes into the content folder"))
        }
    }
}
