//! The folder beside the output in which a site grows until it is whole.
//!
//! In: an output's path. Out: a [`Stage`] that removes itself unless it was published.
//! Must not: touch a folder that a living build is filling, remove one that is not ours.
//!
//! A stage is called `.NAME.playbook-new-PID-N`, and `.NAME.playbook-old-PID-N` is an
//! output that was moved aside on a system that cannot exchange two folders. Each has a
//! marker, and the build that fills it holds a lock on the marker: a killed build leaves no
//! lock, so that the next one knows what to remove, whatever became of process ids.

use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::Failure;

use super::disk::{Disk, Lock, What};
use super::record::{MARKER, survives};

/// Which of the two folders beside an output it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Age {
    /// A site that grows.
    New,
    /// An output that was moved aside.
    Old,
}

impl Age {
    /// The word in its name.
    fn word(self) -> &'static str {
        match self {
            Age::New => "new",
            Age::Old => "old",
        }
    }
}

/// A folder that is being filled.
pub struct Stage<'d> {
    pub disk: &'d dyn Disk,
    pub path: PathBuf,
    /// Where the old output goes if the two cannot be exchanged.
    pub aside: PathBuf,
    /// Whether the umask takes more from files than it should, so that every mode is set.
    pub sets_modes: bool,
    /// Held until the build ends: when the stage has become the output, it keeps others
    /// from claiming it before the old one is removed.
    _lock: Option<Lock>,
    ours: bool,
}

impl<'d> Stage<'d> {
    /// Makes a stage for an output whose parent exists.
    pub fn open(disk: &'d dyn Disk, output: &Path, marker: &str) -> Result<Self, Failure> {
        let mut attempt = 0;
        loop {
            attempt += 1;
            let path = beside(output, Age::New, attempt);
            let aside = beside(output, Age::Old, attempt);
            let mut stage =
                Stage { disk, path, aside, sets_modes: false, _lock: None, ours: false };
            match stage.begin(marker) {
                Ok(true) => return Ok(stage),
                // Another process of the same number had the name, or took the folder for a
                // leftover before it was locked.
                Ok(false) if attempt < 16 => stage.ours = false,
                Err(error) if is_taken(&error) && attempt < 16 => stage.ours = false,
                result => {
                    let error = result.err().unwrap_or_else(|| io::ErrorKind::AlreadyExists.into());
                    let failure = Failure::io("write", &stage.path, &error);
                    return Err(stage.abandon(failure));
                }
            }
        }
    }

    fn begin(&mut self, marker: &str) -> io::Result<bool> {
        self.disk.make_folder(&self.path)?;
        self.ours = true;
        let file = self.path.join(MARKER);
        self.disk.write(&file, marker.as_bytes())?;
        let Some(lock) = self.disk.lock(&file)? else { return Ok(false) };
        self._lock = Some(lock);
        let mode = self.disk.look(&self.path)?.and_then(|seen| seen.mode);
        self.sets_modes = mode.is_some_and(|mode| mode & 0o777 != 0o755);
        if self.sets_modes {
            self.disk.set_mode(&self.path, 0o755)?;
            self.disk.set_mode(&file, 0o644)?;
        }
        Ok(true)
    }

    /// From now on the path of the stage holds the old output, or nothing.
    pub fn published(&mut self) {
        self.ours = false;
    }

    /// Removes the stage, and says in the failure if that failed too.
    pub fn abandon(mut self, failure: Failure) -> Failure {
        if !self.ours {
            return failure;
        }
        self.ours = false;
        match remove_site(self.disk, &self.path) {
            Ok(()) => failure,
            Err(error) => failure.hint(format!(
                "`{}` could not be removed ({error}); the next build removes it",
                self.path.display()
            )),
        }
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        if self.ours {
            // A panic, or an interruption; what cannot be removed the next build removes.
            let _ = remove_site(self.disk, &self.path);
        }
    }
}

/// Removes what a build wrote. The marker goes last, so that a removal that is cut short can
/// still be recognised and finished.
pub fn remove_site(disk: &dyn Disk, folder: &Path) -> io::Result<()> {
    let mut has_marker = false;
    for (name, what) in disk.list(folder)? {
        if name == MARKER {
            has_marker = true;
        } else if what == What::Folder {
            disk.remove_tree(&folder.join(name))?;
        } else {
            disk.remove_file(&folder.join(name))?;
        }
    }
    if has_marker {
        disk.remove_file(&folder.join(MARKER))?;
    }
    disk.remove_folder(folder)
}

/// Removes what killed builds of this output left beside it. What cannot be removed stays
/// for the next build; it is in nobody's way.
pub fn sweep(disk: &dyn Disk, output: &Path) {
    for age in [Age::New, Age::Old] {
        for dead in leftovers(disk, output, age) {
            // Moved aside, and another folder was made in its place before it could be put
            // back: it may hold the only copy.
            if age == Age::Old && !has_what_survives(disk, &dead.path, output) {
                continue;
            }
            let _ = match dead.state {
                // Not `remove_site`: another build may have made it just now.
                State::Empty => disk.remove_folder(&dead.path),
                State::Marked(_) | State::Rest => remove_site(disk, &dead.path),
            };
        }
    }
}

/// Whether the output has everything that is carried over from an old one.
fn has_what_survives(disk: &dyn Disk, old: &Path, output: &Path) -> bool {
    disk.list(old).is_ok_and(|entries| {
        entries
            .iter()
            .filter(|(name, what)| survives(name, *what))
            .all(|(name, _)| disk.look(&output.join(name)).is_ok_and(|seen| seen.is_some()))
    })
}

/// Puts back an output that a killed build had moved aside, on a system that cannot
/// exchange two folders.
pub fn restore(disk: &dyn Disk, output: &Path) -> io::Result<()> {
    if disk.look(output)?.is_none()
        && let Some(old) = leftovers(disk, output, Age::Old).first()
    {
        disk.rename(&old.path, output)?;
    }
    Ok(())
}

/// A stage that no living build holds.
struct Leftover {
    path: PathBuf,
    state: State,
}

enum State {
    /// It has a marker, which is held while this value lives: nobody else takes the stage
    /// for a leftover, or for its own.
    Marked(#[expect(dead_code, reason = "held, not read")] Lock),
    /// The build was killed in its first moment, or in its last.
    Empty,
    /// An output that never had a marker, whose repository is carried over already.
    Rest,
}

fn leftovers(disk: &dyn Disk, output: &Path, age: Age) -> Vec<Leftover> {
    let Some(parent) = output.parent() else { return Vec::new() };
    let stem = stem(output, age);
    let mut paths: Vec<PathBuf> = disk
        .list(parent)
        .unwrap_or_default()
        .into_iter()
        .filter(|(name, what)| {
            *what == What::Folder && name.to_str().is_some_and(|name| name.starts_with(&stem))
        })
        .map(|(name, _)| parent.join(name))
        .collect();
    paths.sort();
    let state = |path: PathBuf| {
        let state = state_of(disk, &path).ok()??;
        Some(Leftover { path, state })
    };
    paths.into_iter().filter_map(state).collect()
}

/// The state of a stage, if no living build holds it and it is not somebody's own folder.
fn state_of(disk: &dyn Disk, stage: &Path) -> io::Result<Option<State>> {
    let entries = disk.list(stage)?;
    if entries.iter().any(|(name, what)| name == MARKER && *what == What::File) {
        let lock = disk.lock(&stage.join(MARKER))?.filter(Lock::is_certain);
        return Ok(lock.map(State::Marked));
    }
    if entries.is_empty() {
        return Ok(Some(State::Empty));
    }
    let rest = entries.iter().all(|(name, what)| survives(name, *what));
    Ok(rest.then_some(State::Rest))
}

/// What the names of an output's stages begin with.
fn stem(output: &Path, age: Age) -> String {
    let name = output.file_name().unwrap_or_default().to_string_lossy();
    // With what follows, the name must stay below the 255 bytes that a name may have.
    let name = &name[..name.floor_char_boundary(200)];
    format!(".{name}.playbook-{}-", age.word())
}

fn beside(output: &Path, age: Age, attempt: u32) -> PathBuf {
    let stem = stem(output, age);
    output.with_file_name(format!("{stem}{}-{attempt}", std::process::id()))
}

fn is_taken(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound)
}
