//! The marker: a file in every output that says whose it is, and what was written.
//!
//! In: an output folder. Out: the [`Record`] of its marker, and what in it is not ours.
//! Must not: write.
//!
//! The record is the list of files, one a line, and not a digest: only a list tells a file
//! that somebody added from one that somebody removed, and it can be read. It names nothing
//! that is not published beside it. It costs 35 bytes a page and is complete before the
//! first page is written.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::disk::{Disk, What};

/// The name of the marker file.
pub const MARKER: &str = ".playbook";

/// What survives in an output although we did not write it: the repository of a branch
/// that is served, and the domain of a forge's pages.
pub const KEPT: [&str; 2] = [".git", "CNAME"];

const HEAD: &str = "# Written by playbook, which replaces this folder as a whole: add nothing here.\n\
                    # Only `.git` and `CNAME` are carried over. Record version 1.\n";

/// The files that a build wrote: relative paths with `/`, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    files: HashSet<String>,
    folders: HashSet<String>,
}

/// The text of a marker. The paths are sorted and have no control characters.
pub fn marker_text<'a>(paths: impl ExactSizeIterator<Item = &'a str>) -> String {
    let mut text = String::from(HEAD);
    let count = paths.len();
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    // The last line tells a whole record from one that a power failure cut.
    text.push_str(&format!("# {count} files\n"));
    text
}

impl Record {
    /// Reads a marker; `None` where it is not one, or not whole.
    pub fn parse(bytes: &[u8]) -> Option<Record> {
        let text = std::str::from_utf8(bytes).ok()?.strip_prefix(HEAD)?;
        let (list, last) =
            text.strip_suffix('\n')?.rsplit_once('\n').unwrap_or(("", text.trim_end()));
        let count: usize = last.strip_prefix("# ")?.strip_suffix(" files")?.parse().ok()?;
        let files: HashSet<String> = list.lines().map(str::to_owned).collect();
        if files.len() != count {
            return None;
        }
        let folders = files.iter().flat_map(|file| ancestors(file)).map(str::to_owned).collect();
        Some(Record { files, folders })
    }

    pub fn has(&self, file: &str) -> bool {
        self.files.contains(file)
    }

    /// What stands in an output and was not written by a build, in order. What the build
    /// wrote and somebody removed is no stranger.
    pub fn strangers(&self, disk: &dyn Disk, output: &Path) -> io::Result<Vec<String>> {
        let mut strangers = self.strangers_below(disk, output, "")?;
        strangers.sort();
        Ok(strangers)
    }

    fn strangers_below(
        &self,
        disk: &dyn Disk,
        output: &Path,
        folder: &str,
    ) -> io::Result<Vec<String>> {
        let mut strangers = Vec::new();
        let mut below = Vec::new();
        for (name, what) in disk.list(&output.join(folder))? {
            if folder.is_empty() && (name == MARKER || survives(&name, what)) {
                continue;
            }
            let Some(name) = name.to_str() else {
                strangers.push(join(folder, &name.to_string_lossy()));
                continue;
            };
            let path = join(folder, name);
            match what {
                What::File if self.files.contains(&path) => {}
                What::Folder if self.folders.contains(&path) => below.push(path),
                _ => strangers.push(path),
            }
        }
        let found: Vec<Vec<String>> = below
            .par_iter()
            .map(|folder| self.strangers_below(disk, output, folder))
            .collect::<io::Result<_>>()?;
        strangers.extend(found.into_iter().flatten());
        Ok(strangers)
    }
}

/// Whether an entry at the top of an output is carried over from build to build.
pub fn survives(name: &OsStr, what: What) -> bool {
    (name == ".git" && what != What::Special) || (name == "CNAME" && what == What::File)
}

/// The folders that a relative path stands in, the nearest first.
pub fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(end, _)| &path[..end])
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_reads_back_and_a_cut_one_does_not() {
        for paths in [vec![], vec!["index.html"], vec!["a/b/index.html", "a/index.html"]] {
            let text = marker_text(paths.iter().copied());
            let record = Record::parse(text.as_bytes()).expect("a whole record");
            assert_eq!(record.files.len(), paths.len());
            assert!(paths.iter().all(|path| record.has(path)));
            for cut in 0..text.len() {
                assert_eq!(Record::parse(&text.as_bytes()[..cut]), None, "cut at {cut}");
            }
        }
    }

    #[test]
    fn the_folders_of_a_path_come_nearest_first() {
        assert_eq!(ancestors("a/b/c.html").collect::<Vec<_>>(), ["a/b", "a"]);
        assert_eq!(ancestors("index.html").count(), 0);
    }
}
