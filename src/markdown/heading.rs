//! Headings: their ids, their levels, and the one that is the title.
//!
//! In: a heading's start and end. Out: its holes, its entry in the document's list, or
//! nothing where the page shows it elsewhere. Must not: change any level but an `h1`'s.

use std::ops::Range;

use super::document::{Anchor, Heading};
use super::out::{Kind, Mark};
use super::slug::is_the_pages;
use super::writer::Writer;
use super::{escape, note, vocabulary};

/// What became of the first `h1`.
#[derive(Debug)]
pub(super) enum FirstH1 {
    Unseen,
    Shown,
    Dropped(String),
}

impl FirstH1 {
    /// The text that the page shows as its title instead.
    pub fn into_title(self) -> Option<Box<str>> {
        match self {
            FirstH1::Dropped(text) => Some(text.into()),
            _ => None,
        }
    }
}

/// A heading whose end is not read yet.
#[derive(Debug)]
pub(super) struct OpenHeading {
    written: u8,
    id: Option<String>,
    /// Whether `{…}` held neither id nor class: then it is text.
    braces: bool,
    /// Before the heading, and behind its opening hole.
    before: Mark,
    inside: Mark,
    /// What readers see of it, without markup.
    pub text: String,
}

/// A heading's words as they are written, with their stars and backticks, which a title in front
/// matter may hold too.
fn written(source: &str) -> &str {
    match source.trim_start_matches('#') {
        words if words.len() < source.len() => words.trim_end().trim_end_matches('#'),
        // The line below it is none of it.
        _ => source.rsplit_once('\n').map_or(source, |(words, _)| words),
    }
}

impl Writer<'_> {
    pub(super) fn start_heading<S: AsRef<str>>(
        &mut self,
        level: u8,
        id: Option<&str>,
        classes: &[S],
        others: impl Iterator<Item = S>,
        range: Range<usize>,
    ) {
        let own = |id: &&str| !id.is_empty() && !is_the_pages(id);
        let taken = id.filter(|id| is_the_pages(id));
        let id = id.filter(own);
        let others: Vec<S> = others.collect();
        let braces = id.is_none() && taken.is_none() && classes.is_empty() && !others.is_empty();
        let source = self.body.get(range.clone()).unwrap_or("").trim_end();
        let span = self.span(range.start..range.start + source.len());
        if let Some(taken) = taken {
            self.raw.take_id(taken, span);
        }
        if !braces {
            for name in &others {
                let acts = vocabulary::is_harmful(&name.as_ref().to_ascii_lowercase());
                self.raw.take_out(name.as_ref().to_string(), acts, span);
            }
        }
        let before = self.out.mark();
        let classes: Vec<&str> = classes.iter().map(AsRef::as_ref).collect();
        let kind = Kind::HeadingOpen(self.headings.len() as u32);
        self.out.hole(kind, [&classes.join(" "), ""]);
        self.heading = Some(OpenHeading {
            written: level,
            id: id.map(str::to_string),
            braces,
            before,
            inside: self.out.mark(),
            text: String::new(),
        });
    }

    pub(super) fn end_heading(&mut self, range: Range<usize>) {
        let Some(mut heading) = self.heading.take() else { return };
        let source = self.body[range.clone()].trim_end();
        if heading.braces
            && let Some(at) = source.rfind('{')
        {
            let braces = source[at..].trim_end_matches(['#', ' ', '\t', '\n', '-', '=']);
            heading.text.push(' ');
            heading.text.push_str(braces);
            self.out.push(" ");
            escape::text(&mut self.out.html, braces);
        }
        let text = heading.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let span = self.span(range.start..range.start + source.len());
        let empty = text.is_empty() && self.out.is_at(heading.inside);
        if empty {
            self.out.cut_back(heading.before);
            return;
        }
        let id = match &heading.id {
            Some(id) => self.ids.wanted(id),
            // As on a forge, each blank counts, those side by side too.
            None => self.ids.of_heading(&heading.text.replace('\n', " ")),
        };
        if heading.written == 1 && matches!(self.first_h1, FirstH1::Unseen) {
            let is_written = || self.input.title.is_some() && self.is_title(written(source));
            if self.is_title(&text) || is_written() {
                // Links to it still find the top of the page, and so do the ways back from its
                // footnotes.
                let back: String = note::references(&self.out.html[heading.before.html..])
                    .map(|id| format!("<span id=\"{id}\"></span>"))
                    .collect();
                self.out.cut_back(heading.before);
                self.out.push(&back);
                self.out.push("<span id=\"");
                escape::attribute(&mut self.out.html, &id);
                self.out.push("\"></span>\n");
                self.anchors.push(Anchor { id: id.into(), span });
                self.first_h1 = FirstH1::Dropped(text);
                return;
            }
            self.first_h1 = FirstH1::Shown;
        }
        let kind = Kind::HeadingClose(self.headings.len() as u32);
        self.out.hole(kind, ["", ""]);
        let level = heading.written.max(2);
        self.headings.push(Heading { level, id: id.into(), text: text.into(), span });
    }

    /// Whether the page shows this text as its title: it is the title, or there is none and
    /// the first `h1` becomes it.
    fn is_title(&self, text: &str) -> bool {
        match self.input.title {
            Some(title) => title.split_whitespace().eq(text.split_whitespace()),
            None => !text.is_empty(),
        }
    }
}
