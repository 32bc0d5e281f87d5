//! The text without its markup, for search.
//!
//! In: a document. Out: what a reader reads, section by section, with single blanks.
//! Must not: tell what readers do not see.

use super::document::Document;
use super::out::{Kind, Piece, pieces};
use super::tag;

/// A stretch of a page under one heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The index of its heading; `None` before the first.
    pub heading: Option<usize>,
    /// What stands under it, without the heading itself.
    pub text: String,
}

impl Document {
    /// The page's sections in order. `name` tells what a wikilink without a label says, by
    /// the link's index; `None` is its destination as written.
    pub fn sections(&self, name: &mut dyn FnMut(usize) -> Option<String>) -> Vec<Section> {
        let mut sections = vec![Section::default()];
        let mut text = Text::default();
        let mut in_heading = false;
        for piece in pieces(&self.html, &self.holes) {
            match piece {
                Piece::Html(_) if in_heading => {}
                Piece::Html(html) => text.html(html),
                Piece::Hole(Kind::HeadingOpen(heading), _) => {
                    if let Some(last) = sections.last_mut() {
                        last.text = text.take();
                    }
                    let heading = Some(heading as usize);
                    sections.push(Section { heading, text: String::new() });
                    in_heading = true;
                }
                Piece::Hole(Kind::HeadingClose(_) | Kind::HeadingEnd(_), _) => in_heading = false,
                Piece::Hole(..) if in_heading => {}
                Piece::Hole(kind, bytes) => self.hole(kind, bytes, name, &mut text),
            }
        }
        if let Some(last) = sections.last_mut() {
            last.text = text.take();
        }
        sections.retain(|section| section.heading.is_some() || !section.text.is_empty());
        sections
    }

    fn hole(
        &self,
        kind: Kind,
        bytes: &str,
        name: &mut dyn FnMut(usize) -> Option<String>,
        text: &mut Text,
    ) {
        match kind {
            Kind::Name(link) => match name(link as usize) {
                Some(name) => text.words(&name),
                None => text.words(&self.links[link as usize].destination),
            },
            Kind::Image { alt, .. } => text.words(&bytes[..alt as usize]),
            Kind::Code { language } => {
                text.gap = true;
                text.words(&bytes[language as usize..]);
                text.gap = true;
            }
            _ => {}
        }
    }
}

/// Text that is being gathered from HTML.
#[derive(Debug, Default)]
struct Text {
    out: String,
    /// Whether a blank belongs before the next letter.
    gap: bool,
    /// Whether the number of a footnote is passed over.
    in_note: bool,
    /// Whether the HTML so far ended inside a tag (a hole stands in it).
    in_tag: bool,
}

impl Text {
    fn take(&mut self) -> String {
        self.gap = false;
        std::mem::take(&mut self.out)
    }

    /// Text as it is.
    fn words(&mut self, text: &str) {
        for letter in text.chars() {
            if letter.is_whitespace() {
                self.gap = true;
                continue;
            }
            if self.gap && !self.out.is_empty() {
                self.out.push(' ');
            }
            self.gap = false;
            self.out.push(letter);
        }
    }

    /// HTML: its tags go, its entities are undone.
    fn html(&mut self, html: &str) {
        let mut rest = html;
        if self.in_tag {
            let Some(end) = rest.find('>') else { return };
            rest = &rest[end + 1..];
            self.in_tag = false;
        }
        while let Some(at) = rest.find(['<', '&']) {
            self.plain(&rest[..at]);
            rest = &rest[at..];
            if let Some(tail) = rest.strip_prefix('&') {
                let (letter, length) = entity(tail);
                self.plain(letter);
                rest = &tail[length..];
                continue;
            }
            match rest {
                _ if rest.starts_with("<sup class=\"footnote-ref\"") => self.in_note = true,
                _ if rest.starts_with("</sup>") => self.in_note = false,
                _ if rest.starts_with("<a href=\"#fnref") => self.in_note = true,
                _ if rest.starts_with("</a>") => self.in_note = false,
                _ => {}
            }
            if parts(rest) {
                self.gap = true;
                self.in_note = false;
            }
            let Some(end) = tag::length(rest) else {
                self.in_tag = true;
                return;
            };
            rest = &rest[end..];
        }
        self.plain(rest);
    }

    fn plain(&mut self, text: &str) {
        if !self.in_note {
            self.words(text);
        }
    }
}

/// Whether the tag at the start of `html` parts words: all do but those inside a line.
fn parts(html: &str) -> bool {
    let name = html.trim_start_matches(['<', '/']);
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    !matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "cite"
            | "code"
            | "del"
            | "dfn"
            | "em"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "u"
            | "var"
            | "wbr"
    )
}

/// The entity behind a `&`: those that the writer and the sieve write.
fn entity(tail: &str) -> (&'static str, usize) {
    for (name, letter) in
        [("amp;", "&"), ("lt;", "<"), ("gt;", ">"), ("quot;", "\""), ("nbsp;", " ")]
    {
        if tail.starts_with(name) {
            return (letter, name.len());
        }
    }
    ("&", 0)
}
