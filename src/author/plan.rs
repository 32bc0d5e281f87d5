//! What a renaming changes: which bytes of which files become what, and what moves.
//!
//! In: changes of texts as they were read. Out: the same in the bytes of a file as it lies on disk.
//! Must not: find out what has to change (`rename` does), or touch the disk.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::source::{FileId, Span};

/// What a new id asks to be changed.
#[derive(Debug, Clone)]
pub struct Plan {
    /// By file, in the order in which they stand, without overlap.
    pub changes: BTreeMap<FileId, Vec<Change>>,
    /// The file, or the folder that holds `index.md`, relative to the content folder.
    pub from: String,
    pub to: String,
    /// Places that name the entry in a way that cannot be changed safely.
    pub by_hand: Vec<Span>,
}

/// Some bytes of a file's text and what they become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub range: Range<usize>,
    pub old: String,
    pub new: String,
}

impl Plan {
    /// Makes the changes of one file in its bytes as they lie on disk, where a byte order mark
    /// and other ends of lines may stand that the plan knows nothing of. `None` where the file
    /// is no longer what the plan was made for.
    pub fn apply(&self, file: FileId, on_disk: &str) -> Option<String> {
        let mut out = String::with_capacity(on_disk.len() + 64);
        let mut changes = self.changes.get(&file)?.iter().peekable();
        let mark = '\u{feff}';
        let text = on_disk.strip_prefix(mark).unwrap_or(on_disk);
        if text.len() < on_disk.len() {
            out.push(mark);
        }
        let ending = if text.contains("\r\n") { "\r\n" } else { "\n" };
        // The place in the text as the plan knows it: each end of a line is one byte.
        let mut at = 0;
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if let Some(change) = changes.next_if(|change| change.range.start == at) {
                rest = rest.strip_prefix(change.old.as_str())?;
                out.push_str(&change.new.replace('\n', ending));
                at = change.range.end;
                continue;
            }
            let (here, known) =
                if rest.starts_with("\r\n") { (2, 1) } else { (c.len_utf8(), c.len_utf8()) };
            out.push_str(&rest[..here]);
            rest = &rest[here..];
            at += known;
        }
        changes.next().is_none().then_some(out)
    }

    /// How many places change.
    pub fn len(&self) -> usize {
        self.changes.values().map(Vec::len).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_land_in_files_with_other_ends_of_lines() {
        let known = "---\ntitle: a\n---\nsee b\n";
        let at = known.find("see b").unwrap() + 4;
        let change = |start: usize, old: &str, new: &str| Change {
            range: start..start + old.len(),
            old: old.into(),
            new: new.into(),
        };
        let plan = Plan {
            changes: BTreeMap::from([(
                FileId(0),
                vec![change(13, "", "x: y\n"), change(at, "b", "c")],
            )]),
            from: String::new(),
            to: String::new(),
            by_hand: Vec::new(),
        };
        let wanted = "---\ntitle: a\nx: y\n---\nsee c\n";
        assert_eq!(plan.apply(FileId(0), known).as_deref(), Some(wanted));
        let windows = format!("\u{feff}{}", known.replace('\n', "\r\n"));
        let wanted = format!("\u{feff}{}", wanted.replace('\n', "\r\n"));
        assert_eq!(plan.apply(FileId(0), &windows).as_deref(), Some(&*wanted));
        assert_eq!(plan.apply(FileId(0), "---\ntitle: a\n---\nsee d\n"), None);
        assert_eq!(plan.apply(FileId(0), "---\n"), None);
    }
}
