//! What a build has begun to write, for whoever ends the program while a file is never done.
//!
//! In: the stage, while it is filled. Out: its removal, from another thread.
//! Must not: remove a stage that is whole: from then on it may be the output at any moment.

use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard};

use super::disk::Disk;
use super::stage::remove_site;

/// What lies on the disk of a build that is not done. Many may look at it.
pub struct Begun<'d> {
    disk: &'d dyn Disk,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The stage, while it is filled.
    stage: Option<PathBuf>,
    /// The folders above the output that were made for it, the highest first.
    parents: Vec<PathBuf>,
}

impl<'d> Begun<'d> {
    pub(super) fn nothing(disk: &'d dyn Disk) -> Begun<'d> {
        Begun { disk, state: Mutex::default() }
    }

    /// A stage is being filled from now on.
    pub(super) fn stage(&self, stage: PathBuf, parents: Vec<PathBuf>) {
        *self.state() = State { stage: Some(stage), parents };
    }

    /// The stage is whole, or its builder removes it.
    pub(super) fn done(&self) {
        *self.state() = State::default();
    }

    /// Whether a stage is being filled.
    pub fn is_filled(&self) -> bool {
        self.state().stage.is_some()
    }

    /// Removes the stage that is being filled, and the folders made for it. The output is as it
    /// was. Where a thread is still writing a file this may fail, and can be tried again; what
    /// cannot be removed the next build removes.
    ///
    /// # Errors
    /// What kept the stage from being removed.
    pub fn remove(&self) -> io::Result<()> {
        let state = self.state();
        if let Some(stage) = &state.stage {
            match remove_site(self.disk, stage) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            for folder in state.parents.iter().rev() {
                // Stays where it is not empty: then it is not only ours any more.
                let _ = self.disk.remove_folder(folder);
            }
        }
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A path is set in one step.
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}
