//! A document that an editor has open, as the editor has it.
//!
//! In: what the editor tells of its changes. Out: its text, with `\n` at the ends of lines and
//! without a byte order mark: as a page's text is, so that lines and columns are the same.

use gen_lsp_types::TextDocumentContentChangeEvent as Change;

use super::position::{Encoding, Lines};
use crate::load::unix_lines;

pub struct Document {
    /// As the editor writes it.
    pub uri: String,
    pub version: i32,
    pub text: String,
}

impl Document {
    pub fn new(uri: String, version: i32, text: &str) -> Document {
        Document { uri, version, text: unix_lines(text.to_owned()) }
    }

    /// Makes changes in their order: each speaks of the text that the one before it left.
    pub fn change(&mut self, version: i32, changes: Vec<Change>, encoding: Encoding) {
        self.version = version;
        for change in changes {
            match change {
                Change::TextDocumentContentChangeWholeDocument(whole) => {
                    self.text = unix_lines(whole.text);
                }
                Change::TextDocumentContentChangePartial(part) => {
                    let lines = Lines::new(&self.text, encoding);
                    let start = lines.offset(part.range.start);
                    let end = lines.offset(part.range.end).max(start);
                    self.text.replace_range(start..end, &unix_lines(part.text));
                }
            }
        }
    }
}
