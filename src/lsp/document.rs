//! A document that an editor has open, as the editor has it.
//!
//! In: what the editor tells of its changes, in places of its own text. Out: that text as a
//! page's is, with `\n` at the ends of lines and without a byte order mark, and the places of it
//! as the editor counts them. An edit may make one end of a line of two, or two of one, and a mark
//! where none was: hence the editor's text is kept as it is, and the page's made of the whole.

use std::sync::Arc;

use gen_lsp_types::TextDocumentContentChangeEvent as Change;

use super::position::{Encoding, Lines, MARK};
use crate::load::unix_lines;

pub struct Document {
    /// As the editor writes it.
    pub uri: String,
    pub version: i32,
    /// As a page's text is.
    pub text: Arc<str>,
    /// The editor's own.
    written: String,
}

impl Document {
    pub fn new(uri: String, version: i32, text: String) -> Document {
        Document { uri, version, text: unix_lines(text.clone()).into(), written: text }
    }

    /// Makes changes in their order: each speaks of the text that the one before it left.
    pub fn change(&mut self, version: i32, changes: Vec<Change>, encoding: Encoding) {
        self.version = version;
        for change in changes {
            match change {
                Change::TextDocumentContentChangeWholeDocument(whole) => self.written = whole.text,
                Change::TextDocumentContentChangePartial(part) => {
                    let lines = Lines::new(&self.written, encoding);
                    let start = lines.offset(part.range.start);
                    let end = lines.offset(part.range.end).max(start);
                    self.written.replace_range(start..end, &part.text);
                }
            }
        }
        self.text = unix_lines(self.written.clone()).into();
    }

    /// How many byte order marks the editor has before the text.
    pub fn marks(&self) -> usize {
        self.written.chars().take_while(|c| *c == MARK).count()
    }
}

#[cfg(test)]
mod tests {
    use gen_lsp_types::{
        Position, Range, TextDocumentContentChangePartial, TextDocumentContentChangeWholeDocument,
    };
    use proptest::prelude::*;

    use super::*;

    /// The editor's text as nobody would keep it: the characters, in order.
    struct Naive(Vec<char>);

    impl Naive {
        /// Whether the character at an index is the first of those that end a line.
        fn ends_line(&self, at: usize) -> bool {
            matches!(self.0[at], '\r')
                || (self.0[at] == '\n' && (at == 0 || self.0[at - 1] != '\r'))
        }

        /// The index of a position, found one character at a time.
        fn index(&self, position: Position, encoding: Encoding) -> usize {
            let (mut line, mut column) = (0, 0);
            for (at, c) in self.0.iter().enumerate() {
                if line == position.line && self.ends_line(at) {
                    return at;
                }
                let is_second = *c == '\n' && !self.ends_line(at);
                if self.ends_line(at) || is_second {
                    line += u32::from(!is_second);
                    column = 0;
                    continue;
                }
                let units = match encoding {
                    Encoding::Utf8 => c.len_utf8(),
                    Encoding::Utf16 => c.len_utf16(),
                };
                column += units;
                if line == position.line && column > position.character as usize {
                    return at;
                }
            }
            self.0.len()
        }

        /// As a page's text is.
        fn page(&self) -> String {
            let marks = self.0.iter().take_while(|c| **c == '\u{feff}').count();
            let mut page = String::new();
            for at in marks..self.0.len() {
                match self.0[at] {
                    '\r' => page.push('\n'),
                    '\n' if at > marks && self.0[at - 1] == '\r' => {}
                    c => page.push(c),
                }
            }
            page
        }
    }

    fn a_text() -> impl Strategy<Value = String> {
        let pieces =
            ["\r", "\n", "\r\n", "\u{feff}", "a", "bc", "é", "🦉", "\u{2028}", "---\n", ""];
        proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..7)
            .prop_map(|pieces| pieces.concat())
    }

    fn a_place() -> impl Strategy<Value = Position> {
        let far = prop_oneof![9 => 0u32..9, 1 => Just(u32::MAX)];
        (0u32..6, far).prop_map(|(line, character)| Position { line, character })
    }

    fn an_edit() -> impl Strategy<Value = (Option<(Position, Position)>, String)> {
        let range = prop_oneof![8 => (a_place(), a_place()).prop_map(Some), 1 => Just(None)];
        (range, a_text())
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 2000, failure_persistence: None, ..ProptestConfig::default()
        })]

        /// Whatever is edited, in one message or in several, the text is the editor's, and every
        /// place of it is told where the editor has it.
        #[test]
        fn the_text_goes_with_the_editors(
            text in a_text(),
            messages in proptest::collection::vec(
                proptest::collection::vec(an_edit(), 0..3), 0..5),
            encoding in proptest::sample::select(vec![Encoding::Utf8, Encoding::Utf16]),
        ) {
            let mut naive = Naive(text.chars().collect());
            let mut document = Document::new("file:///a".into(), 0, text);
            for (version, edits) in messages.into_iter().enumerate() {
                let mut changes = Vec::new();
                for (range, text) in edits {
                    let Some((start, end)) = range else {
                        naive.0 = text.chars().collect();
                        changes.push(Change::TextDocumentContentChangeWholeDocument(
                            TextDocumentContentChangeWholeDocument { text },
                        ));
                        continue;
                    };
                    let from = naive.index(start, encoding);
                    let to = naive.index(end, encoding).max(from);
                    naive.0.splice(from..to, text.chars());
                    #[expect(deprecated, reason = "part of the protocol's type")]
                    changes.push(Change::TextDocumentContentChangePartial(
                        TextDocumentContentChangePartial {
                            range: Range { start, end },
                            range_length: None,
                            text,
                        },
                    ));
                }
                document.change(version as i32, changes, encoding);
                prop_assert_eq!(&*document.text, naive.page());
                let lines = Lines::behind_marks(&document.text, document.marks(), encoding);
                for (at, _) in document.text.char_indices().chain([(document.text.len(), ' ')]) {
                    let place = lines.position(at);
                    prop_assert_eq!(lines.offset(place), at);
                    let before = Naive(naive.0[..naive.index(place, encoding)].to_vec());
                    prop_assert_eq!(before.page(), &document.text[..at]);
                }
            }
        }
    }
}
