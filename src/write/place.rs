//! Where a site may be written, and where it must not.
//!
//! In: the output as it was asked for, and what is [`Guarded`]. Out: the folder itself,
//! with every link followed.
//! Must not: change anything on disk, look into the output.

use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::Failure;

use super::disk::{Disk, What};

/// The folders that no output may harm. Relative paths start at `cwd`.
#[derive(Debug, Clone, Copy)]
pub struct Guarded<'a> {
    /// The playbook's root. The output may lie in it.
    pub root: &'a Path,
    /// The sources. The output must not lie in them either.
    pub content: &'a Path,
    /// The theme, if the playbook has one of its own; like `content`.
    pub theme: Option<&'a Path>,
    /// The playbook's configuration, a file, whether there is one or not; like `content`.
    pub config: &'a Path,
    /// The home folder, if it is known.
    pub home: Option<&'a Path>,
    /// The working directory, absolute. A relative output starts here.
    pub cwd: &'a Path,
}

/// A folder that may become the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Absolute, without links.
    pub path: PathBuf,
    /// The folders above it that do not exist yet, the highest first.
    pub missing: Vec<PathBuf>,
}

const HINT: &str = "name a folder of its own, such as `book`";

/// Settles where `out` is, and refuses what must not be written.
pub fn settle(disk: &dyn Disk, out: &Path, guarded: &Guarded<'_>) -> Result<Place, Failure> {
    let refuse =
        |why: String| Failure::new(format!("cannot write the site to `{}`: {why}", out.display()));
    if out.as_os_str().is_empty() {
        return Err(refuse("it has no name".into()).hint(HINT));
    }
    let path = follow(disk, &guarded.cwd.join(out)).map_err(|why| match why {
        Lost::Io(error) => refuse(error.to_string()),
        Lost::Dangling(link) => refuse(format!("the link `{}` leads to nothing", link.display()))
            .hint("make the folder that it leads to, or remove the link"),
        Lost::Up => refuse("`..` follows a folder that does not exist".into()),
        Lost::File(file) if file == guarded.cwd.join(out) => {
            refuse("it is not a folder".into()).hint(HINT)
        }
        Lost::File(file) => {
            refuse(format!("`{}` is not a folder", shown(&file, guarded))).hint(HINT)
        }
    })?;
    if path.parent().is_none() {
        return Err(refuse("it is the root of the file system".into()).hint(HINT));
    }
    let failed = |error: io::Error| refuse(error.to_string());

    let folders = [
        ("your home folder", guarded.home, false),
        ("the working directory", Some(guarded.cwd), false),
        ("the playbook's root", Some(guarded.root), false),
        ("the playbook's configuration", Some(guarded.config), true),
        ("the content", Some(guarded.content), true),
        ("the theme", guarded.theme, true),
    ];
    for (name, folder, is_source) in folders {
        let Some(folder) = folder else { continue };
        let folder = guarded.cwd.join(folder);
        // A folder that is not there cannot be harmed, but one that will be there can.
        let folder = follow(disk, &folder).unwrap_or(folder);
        if contains(disk, &path, &folder).map_err(failed)? {
            let it = if path == folder { "is" } else { "holds" };
            return Err(refuse(format!("it {it} {name}")).hint(HINT));
        }
        if is_source && contains(disk, &folder, &path).map_err(failed)? {
            let hint = match (name, contains(disk, &folder, guarded.cwd).map_err(failed)?) {
                // All of the root is content, and so every folder of it.
                ("the content", true) => "name one outside of the content, such as `../book`",
                _ => HINT,
            };
            return Err(refuse(format!("it lies inside {name}")).hint(hint));
        }
    }
    may_be_made(disk, &path, &refuse)
}

/// Checks what is at `path` now, and whether a folder can be made there.
fn may_be_made(
    disk: &dyn Disk,
    path: &Path,
    refuse: &dyn Fn(String) -> Failure,
) -> Result<Place, Failure> {
    let failed = |error: io::Error| refuse(error.to_string());
    let mut missing = Vec::new();
    let mut above = path;
    match disk.look(path).map_err(failed)? {
        Some(seen) if seen.what != What::Folder => {
            return Err(refuse("it is not a folder".into()).hint(HINT));
        }
        Some(_) => {
            if disk.is_mount_point(path).map_err(failed)? {
                let inside = path.join("site");
                return Err(refuse("it is a mount point, which cannot be exchanged".into())
                    .hint(format!("write to a folder inside it: `{}`", inside.display())));
            }
            disk.may_write(path).map_err(failed)?;
        }
        None => {}
    }
    while let Some(parent) = above.parent() {
        match disk.look(parent).map_err(failed)? {
            Some(seen) if seen.what == What::Folder => {
                disk.may_write(parent).map_err(|error| {
                    refuse(format!("no folder can be made in `{}`: {error}", parent.display()))
                })?;
                break;
            }
            Some(_) => return Err(refuse(format!("`{}` is not a folder", parent.display()))),
            None => missing.insert(0, parent.to_owned()),
        }
        above = parent;
    }
    Ok(Place { path: path.to_owned(), missing })
}

/// Why a path could not be followed.
enum Lost {
    Io(io::Error),
    Dangling(PathBuf),
    Up,
    /// This one of the folders above it is a file.
    File(PathBuf),
}

/// A path as people wrote it, where it starts at the working directory.
fn shown<'p>(path: &'p Path, guarded: &Guarded<'_>) -> std::path::Display<'p> {
    path.strip_prefix(guarded.cwd).unwrap_or(path).display()
}

/// Follows every link in an absolute path. The end of it need not exist.
fn follow(disk: &dyn Disk, path: &Path) -> Result<PathBuf, Lost> {
    match disk.resolve(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            // The nearest that is there at all is what nothing can lie in. (Not by the path as
            // it was written: behind a slash at its end a file is not there.)
            let path: PathBuf = path.components().collect();
            let file = path.ancestors().find(|above| disk.resolve(above).is_ok());
            return Err(file.map_or(Lost::Io(error), |file| Lost::File(file.to_owned())));
        }
        other => return other.map_err(Lost::Io),
    }
    if disk.look(path).map_err(Lost::Io)?.is_some() {
        return Err(Lost::Dangling(path.to_owned()));
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => Ok(follow(disk, parent)?.join(name)),
        _ => Err(Lost::Up),
    }
}

/// Whether `outer` is `inner` or lies above it: by name, and by what the names stand for
/// (a folder can be reached by two names, by a bind mount or where case does not count).
fn contains(disk: &dyn Disk, outer: &Path, inner: &Path) -> io::Result<bool> {
    if inner.starts_with(outer) {
        return Ok(true);
    }
    let Some(id) = disk.look(outer)?.and_then(|seen| seen.id) else { return Ok(false) };
    for above in inner.ancestors() {
        if disk.look(above)?.and_then(|seen| seen.id) == Some(id) {
            return Ok(true);
        }
    }
    Ok(false)
}
