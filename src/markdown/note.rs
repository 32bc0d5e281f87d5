//! Footnotes.
//!
//! In: references and definitions, wherever they stand. Out: numbers in the text, and one
//! list at the end of the page with ways back.
//! Must not: lose a definition that nothing refers to, or grow without bound where one
//! footnote is referred to endlessly.

use std::collections::HashMap;

use crate::source::Span;

use super::document::Anchor;
use super::out::Out;
use super::writer::Writer;

/// More ways back than this help nobody.
const WAYS_BACK: u32 = 100;

#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Places in `all` by label.
    known: HashMap<String, usize, foldhash::fast::FixedState>,
    all: Vec<Note>,
    /// Places in `all` in the order of their numbers.
    numbered: Vec<usize>,
    /// What was being written when a definition began, and the definition's place.
    paused: Vec<(Out, usize)>,
}

#[derive(Debug, Default)]
struct Note {
    text: Option<Out>,
    number: Option<usize>,
    references: u32,
    span: Option<Span>,
}

impl Notes {
    /// The place of a label, which is compared without case, as markdown does.
    fn place(&mut self, label: &str) -> usize {
        let all = &mut self.all;
        *self.known.entry(label.to_lowercase()).or_insert_with(|| {
            all.push(Note::default());
            all.len() - 1
        })
    }

    /// Gives a note the next number, unless it has one.
    fn number(&mut self, place: usize) -> usize {
        *self.all[place].number.get_or_insert_with(|| {
            self.numbered.push(place);
            self.numbered.len()
        })
    }
}

impl Writer<'_> {
    pub(super) fn note_reference(&mut self, label: &str) {
        let place = self.notes.place(label);
        let number = self.notes.number(place);
        let note = &mut self.notes.all[place];
        note.references += 1;
        let html = &mut self.out.html;
        html.push_str("<sup class=\"footnote-ref\"><a href=\"#fn:");
        html.push_str(&format!("{number}\" id=\"{}", way_back(number, note.references)));
        html.push_str("\" role=\"doc-noteref\" aria-label=\"Footnote ");
        html.push_str(&format!("{number}\">{number}</a></sup>"));
    }

    pub(super) fn start_note(&mut self, label: &str) {
        let place = self.notes.place(label);
        let text = std::mem::take(&mut self.out);
        self.aside += text.size();
        self.notes.paused.push((text, place));
        let span = self.span(self.last_end..self.last_end);
        self.notes.all[place].span.get_or_insert(span);
    }

    pub(super) fn end_note(&mut self) {
        let Some((text, place)) = self.notes.paused.pop() else { return };
        self.aside -= text.size();
        let note = std::mem::replace(&mut self.out, text);
        self.aside += note.size();
        self.notes.all[place].text.get_or_insert_default().append(&note);
    }

    /// The list at the end of the page.
    pub(super) fn write_notes(&mut self) {
        for place in 0..self.notes.all.len() {
            self.notes.number(place);
        }
        let notes = std::mem::take(&mut self.notes);
        if notes.numbered.is_empty() {
            return;
        }
        self.out.fresh_line();
        self.out.push(
            "<div class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\">\n<ol>\n",
        );
        for (place, number) in notes.numbered.iter().zip(1..) {
            let note = &notes.all[*place];
            let id = format!("fn:{number}");
            self.out.push(&format!("<li id=\"{id}\">"));
            if let Some(span) = note.span {
                self.anchors.push(Anchor { id: id.into(), span });
            }
            if let Some(text) = &note.text {
                self.out.append(text);
            }
            let inside = self.out.ends_with("</p>\n");
            if inside {
                self.out.html.truncate(self.out.html.len() - "</p>\n".len());
            } else if note.references > 0 {
                self.out.fresh_line();
                self.out.push("<p>");
            }
            for time in 1..=note.references.min(WAYS_BACK) {
                let back = way_back(number, time);
                let which = if time == 1 { String::new() } else { format!("-{time}") };
                self.out.push(&format!(
                    " <a href=\"#{back}\" class=\"footnote-back\" role=\"doc-backlink\" \
                     aria-label=\"Back to reference {number}{which}\">↩\u{fe0e}</a>"
                ));
            }
            if inside || note.references > 0 {
                self.out.push("</p>\n");
            }
            self.out.push("</li>\n");
        }
        self.out.push("</ol>\n</div>\n");
    }
}

/// The ids of the references in what was written. Nothing else has an id like theirs.
pub(super) fn references(html: &str) -> impl Iterator<Item = &str> {
    let ids = html.split(" id=\"").skip(1).filter_map(|part| part.split('"').next());
    ids.filter(|id| id.starts_with("fnref:"))
}

/// The id of the `time`-th reference to a footnote.
fn way_back(number: usize, time: u32) -> String {
    match time {
        1 => format!("fnref:{number}"),
        time => format!("fnref:{number}-{time}"),
    }
}
