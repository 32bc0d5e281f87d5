//! The texts of a run, as a value: what was read, under which name.

use std::collections::BTreeMap;
use std::sync::Arc;

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
}

/// A place as people count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
}

/// Every text that a diagnostic of this run can point into.
///
/// Cloning shares the texts.
#[derive(Debug, Clone, Default)]
pub struct Files {
    files: Vec<Arc<SourceFile>>,
    ids: Arc<BTreeMap<Arc<str>, FileId>>,
}

impl Files {
    pub fn new() -> Self {
        Files::default()
    }

    /// Adds a text, or replaces the text of a path that is already known.
    pub fn add(&mut self, path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> FileId {
        let file = Arc::new(SourceFile { path: path.into(), text: text.into() });
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
        *entry = Arc::new(SourceFile { path, text: text.into() });
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
        self.place(span.file, span.start as usize)
    }

    /// Where a span ends: the place just behind its last character.
    pub fn end(&self, span: Span) -> LineColumn {
        self.place(span.file, span.end as usize)
    }

    fn place(&self, file: FileId, offset: usize) -> LineColumn {
        let text = &self.get(file).text;
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let line = before.bytes().filter(|&byte| byte == b'\n').count();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let column = before[line_start..].chars().count();
        LineColumn { line: line as u32 + 1, column: column as u32 + 1 }
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

    #[test]
    fn a_replaced_text_keeps_its_id() {
        let mut files = Files::new();
        let first = files.add("a.md", "one");
        files.add("b.md", "two");
        assert_eq!(files.add("a.md", "three"), first);
        assert_eq!(&*files.get(first).text, "three");
    }
}
