//! Places as editors count them: lines from 0, and units of one encoding within a line.
//!
//! In: a text whose lines end in `\n`, `\r\n` or `\r`, bytes or positions. Out: the other of the
//! two. A position that is none lands on the nearest that is one.

use gen_lsp_types::{Position, Range};

use crate::source::Span;

/// The units that columns count, as agreed with the editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    Utf8,
    #[default]
    Utf16,
}

impl Encoding {
    fn count(self, text: &str) -> usize {
        match self {
            Encoding::Utf8 => text.len(),
            Encoding::Utf16 => text.encode_utf16().count(),
        }
    }

    fn of(self, c: char) -> usize {
        match self {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
        }
    }
}

/// The byte order mark, which some editors keep as a character of the text.
pub const MARK: char = '\u{feff}';

/// A text by its lines.
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    encoding: Encoding,
    /// Byte order marks that the editor has before the text, and counts.
    marks: usize,
}

impl<'a> Lines<'a> {
    pub fn new(text: &'a str, encoding: Encoding) -> Self {
        Lines::behind_marks(text, 0, encoding)
    }

    /// The same of a text from which byte order marks were taken that the editor still has.
    pub fn behind_marks(text: &'a str, marks: usize, encoding: Encoding) -> Self {
        let bytes = text.as_bytes();
        let ends_line = |at: &usize| match bytes[*at] {
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            byte => byte == b'\n',
        };
        let next = (0..bytes.len()).filter(ends_line).map(|at| at + 1);
        Lines { text, starts: std::iter::once(0).chain(next).collect(), encoding, marks }
    }

    /// The units of a line that stand before its text.
    fn lead(&self, line: usize) -> usize {
        if line == 0 { self.marks * self.encoding.of(MARK) } else { 0 }
    }

    /// The position of a byte.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let column = self.lead(line) + self.encoding.count(&self.text[self.starts[line]..offset]);
        Position { line: narrow(line), character: narrow(column) }
    }

    pub fn range(&self, bytes: std::ops::Range<usize>) -> Range {
        Range { start: self.position(bytes.start), end: self.position(bytes.end) }
    }

    pub fn span(&self, span: Span) -> Range {
        self.range(span.range())
    }

    /// The byte of a position.
    pub fn offset(&self, position: Position) -> usize {
        let line = usize::try_from(position.line).unwrap_or(usize::MAX);
        let Some(&start) = self.starts.get(line) else { return self.text.len() };
        let next = self.starts.get(line + 1).map_or(self.text.len(), |next| *next);
        let end = start + self.text[start..next].trim_end_matches(['\r', '\n']).len();
        let wanted = usize::try_from(position.character).unwrap_or(usize::MAX);
        let mut units = self.lead(line);
        for (at, c) in self.text[start..end].char_indices() {
            units += self.encoding.of(c);
            if units > wanted {
                return start + at;
            }
        }
        end
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn columns_count_what_was_agreed() {
        let text = "a\n🦉é b\n";
        let b = text.find('b').unwrap();
        let wide = Lines::new(text, Encoding::Utf16);
        assert_eq!(wide.position(b), at(1, 4));
        assert_eq!(wide.offset(at(1, 4)), b);
        let bytes = Lines::new(text, Encoding::Utf8);
        assert_eq!(bytes.position(b), at(1, 7));
        assert_eq!(bytes.offset(at(1, 7)), b);
    }

    #[test]
    fn what_is_no_position_lands_on_the_nearest() {
        let text = "a\n🦉";
        let lines = Lines::new(text, Encoding::Utf16);
        assert_eq!(lines.offset(at(0, 99)), 1);
        assert_eq!(lines.offset(at(1, 1)), 2);
        assert_eq!(lines.offset(at(9, 0)), text.len());
        assert_eq!(lines.position(99), at(1, 2));
        assert_eq!(lines.position(3), at(1, 0));
        assert_eq!(Lines::new("", Encoding::Utf16).offset(at(0, 0)), 0);
    }
}
