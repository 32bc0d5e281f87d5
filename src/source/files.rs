//! The texts of a run, as a value: what was read, under which name.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::Span;

/// A file of one [`Files`] table. Ids are handed out in the order in which files are added
/// and stay the same while the table lives, also when a file's text is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// One source text.
#[derive(Debug)]
pub struct SourceFile {
    /// The path as people write it: relative to the root of the playbook, with `/`.
    pub path: Arc<str>,
    /// The text, without a byte order mark and with `\n` alone at the ends of lines.
    pub text: Arc<str>,
    /// Where each step of the text stands, made when somebody first asks.
    steps: OnceLock<Box<[LineColumn]>>,
}

/// A place as people count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
}

impl SourceFile {
    fn new(path: Arc<str>, text: Arc<str>) -> SourceFile {
        SourceFile { path, text, steps: OnceLock::new() }
    }

    /// The place of a byte. Counting begins at the step before it, so that neither many places in
    /// a file nor a file of one line cost more than they must.
    fn place(&self, offset: usize) -> LineColumn {
        let offset = self.text.floor_char_boundary(offset);
        let steps = self.steps.get_or_init(|| {
            let mut at = LineColumn { line: 1, column: 1 };
            let chunks = self.text.as_bytes().chunks(STEP);
            let starts = chunks.map(|chunk| {
                let behind = at.behind(chunk);
                std::mem::replace(&mut at, behind)
            });
            starts.collect()
        });
        let Some(step) = steps.get(offset / STEP).or(steps.last()) else {
            return LineColumn { line: 1, column: 1 };
        };
        let start = (offset / STEP).min(steps.len() - 1) * STEP;
        step.behind(&self.text.as_bytes()[start..offset])
    }
}

/// Bytes from one known place of a text to the next.
const STEP: usize = 1024;

impl LineColumn {
    /// The place behind some bytes that stand here. They may begin or end inside a character,
    /// which counts where its first byte stands.
    fn behind(self, bytes: &[u8]) -> LineColumn {
        let is_first = |byte: &&u8| **byte & 0b1100_0000 != 0b1000_0000;
        let letters = |bytes: &[u8]| bytes.iter().filter(is_first).count() as u32;
        match bytes.iter().rposition(|byte| *byte == b'\n') {
            None => LineColumn { line: self.line, column: self.column + letters(bytes) },
            Some(last) => {
                let lines = bytes[..=last].iter().filter(|byte| **byte == b'\n').count() as u32;
                LineColumn { line: self.line + lines, column: 1 + letters(&bytes[last + 1..]) }
            }
        }
    }
}

/// Every text that a diagnostic of this run can point into.
///
/// Cloning shares the texts.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// What stands before a path where people and programs are shown it.
    shown_root: Arc<str>,
    files: Vec<Arc<SourceFile>>,
    ids: Arc<BTreeMap<Arc<str>, FileId>>,
}

impl Files {
    pub fn new() -> Self {
        Files::default()
    }

    /// A table whose paths are shown with `root` before them: the way from where the program runs
    /// to the root of the playbook, which ends in `/` unless it is empty.
    pub fn shown_below(root: &str) -> Self {
        Files { shown_root: root.into(), ..Files::default() }
    }

    /// The path of a file from where the program runs: what can be clicked, and what a forge
    /// looks up.
    pub fn shown_path(&self, id: FileId) -> Cow<'_, str> {
        let path = &*self.get(id).path;
        match &*self.shown_root {
            "" => Cow::Borrowed(path),
            root => Cow::Owned(format!("{root}{path}")),
        }
    }

    /// Adds a text, or replaces the text of a path that is already known.
    pub fn add(&mut self, path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> FileId {
        let file = Arc::new(SourceFile::new(path.into(), text.into()));
        if let Some(&id) = self.ids.get(&file.path) {
            self.files[id.0 as usize] = file;
            return id;
        }
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        Arc::make_mut(&mut self.ids).insert(Arc::clone(&file.path), id);
        self.files.push(file);
        id
    }

    /// Sets the text of a file that was added before it was read.
    pub fn set_text(&mut self, id: FileId, text: impl Into<Arc<str>>) {
        let entry = &mut self.files[id.0 as usize];
        let path = Arc::clone(&entry.path);
        *entry = Arc::new(SourceFile::new(path, text.into()));
    }

    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The id of a path, if it was added.
    pub fn id(&self, path: &str) -> Option<FileId> {
        self.ids.get(path).copied()
    }

    /// The text that a span covers; empty where the span does not fit the text (which is
    /// then a fault of the caller, but never worth a panic while an error is printed).
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file).text.get(span.range()).unwrap_or("")
    }

    /// Where a span begins, in lines and characters.
    pub fn start(&self, span: Span) -> LineColumn {
        self.get(span.file).place(span.start as usize)
    }

    /// Where a span ends: the place just behind its last character.
    pub fn end(&self, span: Span) -> LineColumn {
        self.get(span.file).place(span.end as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        let mut files = Files::new();
        let id = files.add("a.md", "één\nzwei drei\n");
        let span = Span::new(id, 6, 10);
        assert_eq!(files.slice(span), "zwei");
        assert_eq!(files.start(span), LineColumn { line: 2, column: 1 });
        let accent = Span::new(id, 2, 3);
        assert_eq!(files.start(accent), LineColumn { line: 1, column: 2 });
        assert_eq!(files.end(Span::new(id, 999, 999)), LineColumn { line: 3, column: 1 });
    }

    /// Whatever the steps are, a place is what counting from the first byte finds.
    #[test]
    fn places_are_counted_alike_wherever_the_counting_begins() {
        let texts = [
            String::new(),
            "x".repeat(STEP),
            "\n".repeat(STEP * 2),
            "zwölf Boxkämpfer ẞ 🚀\n日本".repeat(200),
            "é".repeat(STEP * 2 + 1),
        ];
        for text in texts {
            let mut files = Files::new();
            let id = files.add("a.md", text.as_str());
            for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let line = text[..offset].matches('\n').count() as u32 + 1;
                let start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
                let column = text[start..offset].chars().count() as u32 + 1;
                let place = files.start(Span::new(id, offset, offset));
                assert_eq!(place, LineColumn { line, column }, "{offset}");
            }
        }
    }

    #[test]
    fn a_replaced_text_keeps_its_id() {
        let mut files = Files::new();
        let first = files.add("a.md", "one");
        files.add("b.md", "two");
        assert_eq!(files.add("a.md", "three"), first);
        assert_eq!(&*files.get(first).text, "three");
    }
}
