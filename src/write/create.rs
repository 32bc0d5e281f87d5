//! Authors' own files: a new one, a whole new playbook, and the same change in many.
//!
//! In: paths and bytes. Out: files that were not there before, or that were changed each in
//! one step. Must not: write over anything, but what a [`Rewrite`] has read; leave half of a
//! playbook behind.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use foldhash::HashMap;

use super::content::Stopped;
use super::disk::{Disk, What};
use super::record::MARKER;
use super::stage::{Stage, sweep};
use crate::diagnostic::Failure;

/// The most names that a refusal lists.
const LISTED: usize = 10;

const STAGE_MARKER: &str =
    "# A playbook is being made here. If nobody makes it any more, it can be removed.\n";

/// Writes a file that must not exist yet, in folders that need not.
pub fn new_file(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        make_folders(disk, folder)?;
    }
    match disk.write(path, bytes) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(Failure::new(format!("`{}` is there already", path.display()))
                .hint("nothing was written; remove it or choose another name"))
        }
        Err(error) => {
            // What was begun is of no use; a file that was there before did not get so far.
            let _ = disk.remove_file(path);
            Err(Failure::io("write", path, &error))
        }
    }
}

/// Writes a whole playbook into a folder that is empty or not there, or nothing.
///
/// The files are written into a hidden folder first. Where the folder does not exist, that
/// one becomes it, in one step. Where it exists (it may be the one in which somebody stands,
/// or a volume of its own), what is in the hidden folder moves over name by name, the
/// configuration last.
pub fn new_project(
    disk: &dyn Disk,
    folder: &Path,
    files: &[(String, Cow<'static, [u8]>)],
    stop: &AtomicBool,
) -> Result<(), Stopped> {
    let exists = match disk.resolve(folder) {
        Ok(there) => Some(there),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(Failure::io("read", folder, &error).into()),
    };
    let folder = exists.as_deref().unwrap_or(folder);
    // Beside a name within it, where the folder is there: on the same file system, and hidden.
    let beside = if exists.is_some() { folder.join("init") } else { folder.to_owned() };
    sweep(disk, &beside);
    if exists.is_some() {
        refuse_full(disk, folder)?;
    } else if disk.look(folder).is_ok_and(|seen| seen.is_some()) {
        let failure = Failure::new(format!("the link `{}` leads to nothing", folder.display()));
        return Err(failure.into());
    }
    let made = match beside.parent() {
        Some(parent) => make_folders(disk, parent)?,
        None => Vec::new(),
    };
    let written = fill(disk, folder, &beside, exists.is_some(), files, stop);
    if written.is_err() {
        for folder in made.iter().rev() {
            let _ = disk.remove_folder(folder);
        }
    }
    written
}

fn fill(
    disk: &dyn Disk,
    folder: &Path,
    beside: &Path,
    exists: bool,
    files: &[(String, Cow<'static, [u8]>)],
    stop: &AtomicBool,
) -> Result<(), Stopped> {
    let mut stage = Stage::open(disk, beside, STAGE_MARKER)?;
    for (path, bytes) in files {
        if stop.load(Ordering::Relaxed) {
            return Err(Stopped::Interrupted);
        }
        let path = stage.path.join(path);
        let parent = path.parent().unwrap_or(&stage.path);
        if let Err(failure) = make_folders(disk, parent).and_then(|_| {
            disk.write(&path, bytes).map_err(|error| Failure::io("write", &path, &error))
        }) {
            return Err(stage.abandon(failure).into());
        }
    }
    if stop.load(Ordering::Relaxed) {
        return Err(Stopped::Interrupted);
    }
    let done = match exists {
        true => move_over(disk, &stage.path, folder),
        false => disk
            .remove_file(&stage.path.join(MARKER))
            .and_then(|()| disk.rename(&stage.path, folder)),
    };
    match done {
        Ok(()) if exists => Ok(()),
        Ok(()) => {
            stage.published();
            Ok(())
        }
        Err(error) => Err(stage.abandon(Failure::io("write", folder, &error)).into()),
    }
}

/// Moves everything but the marker, the configuration last; what was moved goes back where
/// something cannot be.
fn move_over(disk: &dyn Disk, from: &Path, to: &Path) -> io::Result<()> {
    let mut names: Vec<_> = disk.list(from)?.into_iter().map(|(name, _)| name).collect();
    names.retain(|name| name != MARKER);
    names.sort_by_key(|name| (name == "book.toml", name.clone()));
    for (index, name) in names.iter().enumerate() {
        let target = to.join(name);
        let moved = disk.look(&target).and_then(|there| match there {
            Some(_) => Err(io::ErrorKind::AlreadyExists.into()),
            None => disk.rename(&from.join(name), &target),
        });
        if let Err(error) = moved {
            for name in &names[..index] {
                let _ = disk.rename(&to.join(name), &from.join(name));
            }
            return Err(error);
        }
    }
    Ok(())
}

fn refuse_full(disk: &dyn Disk, folder: &Path) -> Result<(), Failure> {
    let mut listed = disk.list(folder).map_err(|error| Failure::io("read", folder, &error))?;
    // A repository without a file is as good as empty, and nothing of it is touched.
    listed.retain(|(name, _)| name != ".git");
    if listed.is_empty() {
        return Ok(());
    }
    let mut names: Vec<String> = listed
        .into_iter()
        .map(|(name, what)| {
            let slash = if what == What::Folder { "/" } else { "" };
            format!("`{}{slash}`", name.to_string_lossy())
        })
        .collect();
    names.sort();
    Err(Failure::new(format!("the folder `{}` is not empty", folder.display()))
        .hint(format!("it holds {}", some_of(names)))
        .hint("nothing was written; name a folder that is empty or not there yet"))
}

/// As many of some names as a refusal lists, and how many more there are.
fn some_of(mut names: Vec<String>) -> String {
    let more = names.len().saturating_sub(LISTED);
    names.truncate(LISTED);
    let listed = names.join(", ");
    if more > 0 { format!("{listed} and {more} more") } else { listed }
}

/// Makes the folders that are missing, and returns them, the highest first.
fn make_folders(disk: &dyn Disk, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut missing = Vec::new();
    let mut at = Some(folder);
    while let Some(folder) = at.filter(|folder| !folder.as_os_str().is_empty()) {
        match disk.resolve(folder) {
            Ok(_) => break,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                missing.push(folder.to_owned())
            }
            Err(error) => return Err(Failure::io("read", folder, &error)),
        }
        at = folder.parent();
    }
    missing.reverse();
    for folder in &missing {
        match disk.make_folder(folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(Failure::io("make", folder, &error));
            }
            _ => {}
        }
    }
    Ok(missing)
}

/// One file and what becomes of its text; `None` where it is no longer the text that was meant.
pub struct Rewrite<'a> {
    pub path: PathBuf,
    pub edit: Box<dyn Fn(&str) -> Option<String> + 'a>,
}

/// Changes texts, each file in one step, then moves a file or a folder to a place that must be
/// free: all of it, or nothing.
///
/// Every new text is known, and lies on the disk beside its file, before the first one takes
/// its place. Where something fails after that, the old texts go back, and what cannot go back
/// is told.
pub fn rewrite(
    disk: &dyn Disk,
    files: &[Rewrite<'_>],
    moved: Option<(&Path, &Path)>,
) -> Result<(), Failure> {
    if let Some((_, to)) = moved
        && disk.look(to).map_err(|error| Failure::io("read", to, &error))?.is_some()
    {
        return Err(Failure::new(format!("`{}` is there already", to.display()))
            .hint("nothing was changed"));
    }
    let texts = new_texts(disk, files)?;
    let mut staged: Vec<Beside> = Vec::with_capacity(texts.len());
    for text in &texts {
        match write_beside(disk, &text.path, text.new.as_bytes()) {
            Ok(beside) => staged.push(beside),
            Err(error) => {
                discard(disk, &staged);
                let failure = Failure::io("write", text.shown, &error);
                return Err(failure.hint("nothing was changed"));
            }
        }
    }
    let mut replaced = 0;
    let mut failed = None;
    for (text, beside) in texts.iter().zip(&staged) {
        if let Err(error) = disk.rename(&beside.new, &beside.path) {
            failed = Some(Failure::io("write", text.shown, &error));
            break;
        }
        replaced += 1;
    }
    if failed.is_none()
        && let Some((from, to)) = moved
        && let Err(error) = disk.rename(from, to)
    {
        failed = Some(Failure::io("rename", from, &error));
    }
    let Some(failure) = failed else { return Ok(()) };
    // First what needs no room, so that there is some for the old texts.
    discard(disk, &staged[replaced..]);
    let mut remain = Vec::new();
    for text in &texts[..replaced] {
        if replace(disk, &text.path, &text.old).is_err() {
            remain.push(format!("`{}`", text.shown.display()));
        }
    }
    if remain.is_empty() {
        return Err(failure.hint("nothing was changed"));
    }
    Err(failure.hint(format!(
        "the old text could not be put back in {}, where the new one stands",
        some_of(remain)
    )))
}

/// What a file holds and what it is to hold.
struct NewText<'a> {
    /// As it was named.
    shown: &'a Path,
    /// With every link followed.
    path: PathBuf,
    old: Vec<u8>,
    new: String,
}

/// Reads every file and makes its new text. A file that goes by two names, one of them a link,
/// is one.
fn new_texts<'a>(disk: &dyn Disk, files: &'a [Rewrite<'_>]) -> Result<Vec<NewText<'a>>, Failure> {
    let mut texts: Vec<NewText<'a>> = Vec::with_capacity(files.len());
    let mut known: HashMap<PathBuf, usize> = HashMap::default();
    for file in files {
        let unreadable =
            |error: &io::Error| Failure::io("read", &file.path, error).hint("nothing was changed");
        let path = disk.resolve(&file.path).map_err(|error| unreadable(&error))?;
        let old = disk.read(&path).map_err(|error| unreadable(&error))?;
        let text = std::str::from_utf8(&old).ok().and_then(|text| (file.edit)(text));
        let changed = || {
            Failure::new(format!("`{}` was changed meanwhile", file.path.display()))
                .hint("nothing was written; try again")
        };
        let new = text.ok_or_else(changed)?;
        match known.get(&path).map(|&at| &texts[at]) {
            Some(known) if known.new == new => {}
            Some(known) => {
                let (one, other) = (known.shown.display(), file.path.display());
                let message = format!("`{one}` and `{other}` are one file, and would differ");
                return Err(Failure::new(message).hint("nothing was changed"));
            }
            None => {
                known.insert(path.clone(), texts.len());
                texts.push(NewText { shown: &file.path, path, old, new });
            }
        }
    }
    Ok(texts)
}

/// Writes files that a program made and makes again. One that is there is replaced if it holds
/// `mark`, by which one knows that it was made so; else nothing is written.
pub fn generated(
    disk: &dyn Disk,
    folder: &Path,
    files: &[(String, Vec<u8>)],
    mark: &str,
) -> Result<(), Failure> {
    for (name, _) in files {
        let path = folder.join(name);
        let is_ours = match disk.read(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).contains(mark),
            Err(error) if error.kind() == io::ErrorKind::NotFound => true,
            Err(error) => return Err(Failure::io("read", &path, &error)),
        };
        if !is_ours {
            return Err(Failure::new(format!("`{}` is somebody's own file", path.display()))
                .hint("nothing was written; name another folder"));
        }
    }
    make_folders(disk, folder)?;
    for (name, bytes) in files {
        let path = folder.join(name);
        let there = disk.look(&path).map_err(|error| Failure::io("read", &path, &error))?;
        let written = match there {
            Some(_) => replace(disk, &path, bytes),
            // A part of one would be taken for somebody's own.
            None => disk.write(&path, bytes).inspect_err(|error| {
                if error.kind() != io::ErrorKind::AlreadyExists {
                    let _ = disk.remove_file(&path);
                }
            }),
        };
        written.map_err(|error| Failure::io("write", &path, &error))?;
    }
    Ok(())
}

/// A new text that lies beside the file whose place it is to take.
struct Beside {
    /// The file, with every link followed.
    path: PathBuf,
    new: PathBuf,
}

/// Writes a file's new text beside it, with the file's own mode; a part of one does not stay.
fn write_beside(disk: &dyn Disk, file: &Path, bytes: &[u8]) -> io::Result<Beside> {
    // A link stays one: what it leads to is changed.
    let path = disk.resolve(file)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let name = &name[..name.floor_char_boundary(200)];
    let new = path.with_file_name(format!(".{name}.playbook-new-{}", std::process::id()));
    let mode = disk.look(&path)?.and_then(|seen| seen.mode);
    let written = disk
        .write(&new, bytes)
        .and_then(|()| mode.map_or(Ok(()), |mode| disk.set_mode(&new, mode)));
    match written {
        Ok(()) => Ok(Beside { path, new }),
        Err(error) => {
            let _ = disk.remove_file(&new);
            Err(error)
        }
    }
}

fn discard(disk: &dyn Disk, staged: &[Beside]) {
    for beside in staged {
        let _ = disk.remove_file(&beside.new);
    }
}

fn replace(disk: &dyn Disk, file: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = write_beside(disk, file, bytes)?;
    let replaced = disk.rename(&beside.new, &beside.path);
    if replaced.is_err() {
        let _ = disk.remove_file(&beside.new);
    }
    replaced
}
