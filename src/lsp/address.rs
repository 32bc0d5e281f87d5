//! Files as editors name them: `file:` addresses, and paths.
//!
//! In: one. Out: the other; `None` for what is no file of this machine.

use std::path::{Component, Path, PathBuf};

use crate::source::{absolute_uri_path, read_uri_strictly};

/// The path of an address, without `.` and `..` in it.
pub fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    let rest = rest.strip_prefix("localhost").unwrap_or(rest);
    // What stands before the path is another machine's name.
    let encoded = rest.strip_prefix('/')?.split(['?', '#']).next()?;
    let text = read_uri_strictly(encoded).filter(|text| !text.contains('\0'))?;
    let is_drive = |text: &str| {
        let mut letters = text.chars();
        letters.next().is_some_and(|c| c.is_ascii_alphabetic()) && letters.next() == Some(':')
    };
    let text = if is_drive(&text) { text.into_owned() } else { format!("/{text}") };
    let mut path = PathBuf::new();
    for part in Path::new(&text).components() {
        match part {
            Component::ParentDir => {
                path.pop();
            }
            Component::CurDir => {}
            part => path.push(part),
        }
    }
    Some(path)
}

/// The address of a path that begins at the root.
pub fn uri(path: &Path) -> String {
    format!("file://{}", absolute_uri_path(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_paths() {
        let there = |text: &str| path(text).map(|path| path.to_string_lossy().into_owned());
        assert_eq!(there("file:///a/b%20c/%C3%A9.md").as_deref(), Some("/a/b c/é.md"));
        assert_eq!(there("file:///a/./x/../b.md").as_deref(), Some("/a/b.md"));
        assert_eq!(there("file:///c%3A/book/a.md").as_deref(), Some("c:/book/a.md"));
        for other in ["untitled:Untitled-1", "file://host/a", "file:///a%", "file:///a%00", ""] {
            assert_eq!(path(other), None, "{other}");
        }
        assert_eq!(uri(Path::new("/a/b c/é.md")), "file:///a/b%20c/%C3%A9.md");
        assert_eq!(uri(Path::new("C:\\book")), "file:///C%3A/book");
    }
}
