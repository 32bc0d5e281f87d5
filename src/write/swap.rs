//! The moment in which a whole new site takes the place of the old one.
//!
//! In: a filled stage and the output's path. Out: the new output, and what there was before
//! at another path, to be removed.
//! Must not: leave a mixture at any moment.
//!
//! Nothing is flushed to the disk first (no fsync). A killed process, and a killed machine's
//! other processes, see the old site or the new one; after a power failure files may be
//! empty, as after any copying, and the next build makes them again: a site is not data, its
//! sources are. Flushing would cost more than everything else together.

use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::Failure;

use super::disk::Disk;
use super::output::Standing;
use super::record::MARKER;
use super::stage::Stage;

/// How an attempt ended.
pub enum Swap {
    /// The stage is the output. The path of what was there before, if something was; its
    /// removal is the caller's.
    Done(Option<PathBuf>),
    /// Another build published, or an output vanished, at this very moment: look again.
    Lost,
}

/// Puts the stage in the output's place.
///
/// `standing` is what was looked through. Another folder may have come in its place since; it
/// is taken only where another build wrote it.
pub fn swap(stage: &mut Stage<'_>, output: &Path, standing: &Standing) -> Result<Swap, Failure> {
    let disk = stage.disk;
    let failed = |error: io::Error| Failure::io("replace", output, &error);
    if disk.look(output).map_err(failed)?.is_none_or(|_| is_empty(disk, output)) {
        return match disk.rename(&stage.path, output) {
            Ok(()) => {
                stage.published();
                Ok(Swap::Done(None))
            }
            Err(error) if is_occupied(&error) => Ok(Swap::Lost),
            Err(error) => Err(failed(error)),
        };
    }
    let old = match disk.exchange(&stage.path, output) {
        Ok(()) => stage.path.clone(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Swap::Lost),
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {
            two_renames(stage, output)?;
            // What is called old is put back when there is no output: half of it, if the
            // removal is cut short. So it is not removed under that name.
            match disk.rename(&stage.aside, &stage.path) {
                Ok(()) => stage.path.clone(),
                Err(_) => stage.aside.clone(),
            }
        }
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            let hint = "a folder of a container's image cannot be replaced: remove it, or \
                        name another output";
            return Err(failed(error).hint(hint));
        }
        Err(error) => return Err(failed(error)),
    };
    // Where the disk does not answer, nothing is known against the folder.
    if is_another(disk, &old, standing).unwrap_or(false) {
        return Err(undo(stage, output, &old));
    }
    stage.published();
    Ok(Swap::Done(Some(old)))
}

/// Whether a folder is neither the one that was looked through nor one that a build wrote.
fn is_another(disk: &dyn Disk, old: &Path, standing: &Standing) -> io::Result<bool> {
    let Some(seen) = disk.look(old)? else { return Ok(false) };
    let marked = disk.look(&old.join(MARKER))?.is_some();
    Ok(!marked && (standing.marked || seen.id != standing.id))
}

fn is_empty(disk: &dyn Disk, folder: &Path) -> bool {
    disk.list(folder).is_ok_and(|entries| entries.is_empty())
}

fn is_occupied(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::AlreadyExists)
}

/// For a moment there is no output: the best that such a system can do. A build that is
/// killed in that moment leaves the old output aside, and the next one puts it back.
fn two_renames(stage: &Stage<'_>, output: &Path) -> Result<(), Failure> {
    let disk = stage.disk;
    let failed = |error: io::Error| Failure::io("replace", output, &error);
    disk.rename(output, &stage.aside).map_err(failed)?;
    disk.rename(&stage.path, output).map_err(|error| {
        let failure = failed(error);
        match disk.rename(&stage.aside, output) {
            Ok(()) => failure,
            Err(_) => failure.hint(format!(
                "the old site is in `{}`; the next build puts it back",
                stage.aside.display()
            )),
        }
    })
}

/// Somebody put another folder in the output's place while the site was built: it goes back.
fn undo(stage: &mut Stage<'_>, output: &Path, old: &Path) -> Failure {
    let failure = Failure::new(format!(
        "cannot replace `{}`: another folder took its place during the build",
        output.display()
    ));
    let exchanged = || -> io::Result<()> {
        stage.disk.rename(old, &stage.aside)?;
        stage.disk.rename(output, &stage.path)?;
        stage.disk.rename(&stage.aside, output)
    };
    let back = match stage.disk.exchange(old, output) {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => exchanged(),
        other => other,
    };
    if back.is_ok() {
        return failure;
    }
    // It is not ours to remove.
    stage.published();
    failure.hint(format!("that folder is now `{}`", old.display()))
}
