//! Tables.
//!
//! In: rows and cells as they start and end. Out: a table that scrolls by itself, with
//! alignment as classes (a `style` attribute would break the content security policy).
//! Must not: leave a header cell without text: screen readers would announce nothing.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::writer::Writer;
use crate::diagnostic::{Code, Diagnostic};

/// The table that is being written.
#[derive(Debug, Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// The element of the cell that is open.
    cell: &'static str,
    /// How many tables the page has by now.
    count: usize,
}

impl Writer<'_> {
    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.table.alignments = alignments;
        self.table.count += 1;
        self.out
            .push("<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table");
        if self.table.count > 1 {
            self.out.push(&format!(" {}", self.table.count));
        }
        self.out.push("\"><table>\n");
    }

    pub(super) fn start_head(&mut self) {
        self.table.in_head = true;
        self.table.column = 0;
        self.out.push("<thead><tr>");
    }

    pub(super) fn end_head(&mut self) {
        self.table.in_head = false;
        self.out.push("</tr></thead>\n<tbody>\n");
    }

    pub(super) fn start_row(&mut self, range: Range<usize>) {
        self.table.column = 0;
        let row = self.body.get(range.clone()).unwrap_or("");
        // The parser drops what stands beyond the last column without a word.
        if let Some(surplus) = surplus(row, self.table.alignments.len()) {
            let span = self.span(range.start + surplus.start..range.start + surplus.end);
            let told = "this stands beyond the last column of the table, and is not shown";
            let found = Diagnostic::new(Code::SurplusCells, span, told);
            let hint = "give the table another column, or write `\\|` for a bar that is text";
            self.diagnostics.push(found.hint(hint));
        }
        self.out.push("<tr>");
    }

    pub(super) fn start_cell(&mut self, range: Range<usize>) {
        let text = self.body.get(range).unwrap_or("");
        let blank = text.trim_matches(|c: char| c == '|' || c.is_whitespace()).is_empty();
        let heads = self.table.in_head && !blank;
        self.table.cell = if heads { "th" } else { "td" };
        self.out.push(if heads { "<th scope=\"col\"" } else { "<td" });
        self.out.push(match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => " class=\"align-left\">",
            Some(Alignment::Center) => " class=\"align-center\">",
            Some(Alignment::Right) => " class=\"align-right\">",
            _ => ">",
        });
    }

    pub(super) fn end_cell(&mut self) {
        self.table.column += 1;
        self.out.push("</");
        self.out.push(self.table.cell);
        self.out.push(">");
    }

    pub(super) fn end_table(&mut self) {
        self.out.push("</tbody>\n</table></div>\n");
    }
}

/// What stands in a row beyond so many cells, if it is anything.
fn surplus(row: &str, columns: usize) -> Option<Range<usize>> {
    let end = row.trim_end().len();
    let lead = end - row[..end].trim_start().len();
    let mut start = lead + usize::from(row[lead..end].starts_with('|'));
    let mut cells = 0;
    let mut is_escaped = false;
    for (at, byte) in row.bytes().enumerate().take(end).skip(start) {
        match byte {
            b'|' if !is_escaped => {
                cells += 1;
                start = at + 1;
                if cells == columns {
                    break;
                }
            }
            _ => is_escaped = byte == b'\\' && !is_escaped,
        }
    }
    let rest = row.get(start..end)?;
    let text = rest.trim_matches(|c: char| c == '|' || c.is_whitespace());
    if cells < columns || text.is_empty() {
        return None;
    }
    let start = start + rest.find(text)?;
    Some(start..start + text.len())
}

#[cfg(test)]
mod tests {
    use super::surplus;

    #[test]
    fn what_stands_beyond_the_last_column() {
        let beyond = |row: &'static str| surplus(row, 2).map(|range| &row[range]);
        for whole in
            ["| a | b |", "a | b", "| a |", "| a | b | |", "| a | b \\| c |", "", "|", "| a | b ||"]
        {
            assert_eq!(beyond(whole), None, "{whole}");
        }
        assert_eq!(beyond("| a | b | c |"), Some("c"));
        assert_eq!(beyond("a | `b | c`\n"), Some("c`"));
        assert_eq!(beyond("| é | b | 🦉 | d |"), Some("🦉 | d"));
    }
}
