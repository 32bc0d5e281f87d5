//! Tables.
//!
//! In: rows and cells as they start and end. Out: a table that scrolls by itself, with
//! alignment as classes (a `style` attribute would break the content security policy).
//! Must not: leave a header cell without text: screen readers would announce nothing.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::writer::Writer;

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

    pub(super) fn start_row(&mut self) {
        self.table.column = 0;
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
