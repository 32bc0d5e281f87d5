//! What will stand in the output, settled before a page is rendered.
//!
//! In: the paths of a [`Content`]. Out: a [`Plan`]: the marker's text and the folders.
//! Must not: touch the disk, let through a path that leads out of the output.

use std::collections::BTreeSet;

use crate::diagnostic::Failure;

use super::content::Content;
use super::record::{KEPT, MARKER, ancestors, marker_text};

/// The shape of an output.
#[derive(Debug)]
pub struct Plan {
    /// The text of the marker, with every file's path.
    pub marker: String,
    /// Every folder by how deep it stands, the outermost first: those of one depth can be made at
    /// once.
    pub folders: Vec<Vec<String>>,
    /// Which of [`KEPT`] the content writes itself, so that the old one is not carried over.
    pub writes: Vec<&'static str>,
}

impl Plan {
    pub fn of(content: &dyn Content) -> Result<Plan, Failure> {
        let mut paths: Vec<_> = (0..content.len()).map(|index| content.path(index)).collect();
        paths.sort_unstable();
        let mut folders = BTreeSet::new();
        for path in &paths {
            if let Some(why) = fault(path) {
                return Err(Failure::new(format!("cannot write `{}`: {why}", path.escape_debug())));
            }
            for folder in ancestors(path) {
                // Where a folder is known, so are those that it stands in.
                if !folders.insert(folder.to_owned()) {
                    break;
                }
            }
        }
        for (one, other) in paths.iter().zip(paths.iter().skip(1)) {
            if one == other {
                return Err(Failure::new(format!("two files of the site want to be `{one}`")));
            }
        }
        if let Some(path) = paths.iter().find(|path| folders.contains(&***path)) {
            return Err(Failure::new(format!("`{path}` would be a file and a folder of the site")));
        }
        let writes =
            KEPT.into_iter().filter(|kept| paths.iter().any(|path| path == kept)).collect();
        let marker = marker_text(paths.iter().map(|path| &**path));
        let mut by_depth: Vec<Vec<String>> = Vec::new();
        for folder in folders {
            let depth = folder.matches('/').count();
            by_depth.resize_with(by_depth.len().max(depth + 1), Vec::new);
            by_depth[depth].push(folder);
        }
        Ok(Plan { marker, folders: by_depth, writes })
    }
}

/// Why a path must not be written, whatever the site says.
fn fault(path: &str) -> Option<&'static str> {
    let mut parts = path.split('/').peekable();
    if path.starts_with('/') {
        return Some("it is not relative");
    }
    let taken = |name: &&str| [MARKER, ".git"].iter().any(|taken| taken.eq_ignore_ascii_case(name));
    if parts.peek().is_some_and(taken) {
        return Some("the name is taken");
    }
    for part in parts {
        if part.is_empty() {
            return Some("a part of the path has no name");
        }
        if part == "." || part == ".." {
            return Some("it leads out of its folder");
        }
        if part.chars().any(char::is_control) {
            return Some("it holds a control character");
        }
        if cfg!(windows) && part.contains(['\\', ':']) {
            return Some("it holds a character that names a folder on this system");
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn only_paths_that_stay_inside_pass() {
        for path in ["index.html", "a/b c/#?%&\"'.html", "a..b", "…/…", "CNAME", "a/.git"] {
            assert_eq!(fault(path), None, "{path}");
        }
        for path in [
            "",
            "/",
            "/etc/passwd",
            "..",
            "a/../../b",
            "a/..",
            "./a",
            "a//b",
            "a/",
            "a\0b",
            "a\nb",
            ".git",
            ".GIT/hooks/post-checkout",
            ".playbook",
            "a/\u{7f}",
        ] {
            assert!(fault(path).is_some(), "{path:?}");
        }
    }
}
