//! Links that were followed: one file under several paths.
//!
//! In: what each link leads to. Out: for a path, every path under which the same is read.
//! Must not: look at the disk, or know links that leave the project.

use std::path::{Path, PathBuf};

/// Links and what they lead to, without links on the way. Paths are from the root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Links(Vec<Link>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Link {
    at: PathBuf,
    to: PathBuf,
}

impl Links {
    pub(super) fn add(&mut self, at: PathBuf, to: PathBuf) {
        self.0.push(Link { at, to });
    }

    /// What links lead to, in the order of the links.
    pub fn targets(&self) -> impl Iterator<Item = &Path> {
        self.0.iter().map(|link| link.to.as_path())
    }

    /// The path, and every other one under which what lies there is read, in order.
    pub fn names(&self, path: &Path) -> Vec<PathBuf> {
        let inner = self.0.iter().filter(|link| path.starts_with(&link.at));
        let inner = inner.max_by_key(|link| link.at.components().count());
        let real = inner.and_then(|link| moved(path, &link.at, &link.to));
        let real = real.unwrap_or_else(|| path.to_owned());
        let others = self.0.iter().filter_map(|link| {
            // Where the folder of a target came or went, so did what the link shows.
            let is_above = link.to.starts_with(&real).then(|| link.at.clone());
            moved(&real, &link.to, &link.at).or(is_above)
        });
        let mut names: Vec<PathBuf> = others.collect();
        names.extend([path.to_owned(), real]);
        names.sort();
        names.dedup();
        names
    }
}

/// A path in `from` as it is called in `to`.
fn moved(path: &Path, from: &Path, to: &Path) -> Option<PathBuf> {
    let rest = path.strip_prefix(from).ok()?;
    // Joining nothing would leave a slash at the end.
    Some(if rest.as_os_str().is_empty() { to.to_owned() } else { to.join(rest) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_edited_has_every_name_under_which_it_is_read() {
        let mut links = Links::default();
        for (at, to) in [
            ("content/b.md", "content/a.md"),
            ("content/c.md", "notes/n.md"),
            ("content/shelf", "shared"),
        ] {
            links.add(at.into(), to.into());
        }
        let names = |path: &str| -> Vec<String> {
            let names = links.names(Path::new(path));
            names.iter().map(|name| name.to_string_lossy().into_owned()).collect()
        };
        assert_eq!(names("content/a.md"), ["content/a.md", "content/b.md"]);
        assert_eq!(names("content/b.md"), ["content/a.md", "content/b.md"]);
        assert_eq!(names("content/other.md"), ["content/other.md"]);
        assert_eq!(names("notes"), ["content/c.md", "notes"]);
        assert_eq!(names("shared/x/y.md"), ["content/shelf/x/y.md", "shared/x/y.md"]);
        assert_eq!(names("content/shelf/x/y.md"), ["content/shelf/x/y.md", "shared/x/y.md"]);
    }
}
