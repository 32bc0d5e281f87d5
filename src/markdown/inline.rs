//! Links and images.
//!
//! In: where a link starts and ends, and what markdown says of it. Out: its holes, its entry
//! in the document's list with the span of its destination, or its text alone where the
//! address is not safe. Must not: resolve anything.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType};

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

use super::document::{Link, LinkForm};
use super::out::{Kind, Mark};
use super::url;
use super::writer::Writer;

/// A link whose end is not read yet.
#[derive(Debug)]
pub(super) struct OpenLink {
    /// Its place among the links; `None` where its address is not safe.
    index: Option<u32>,
    form: LinkForm,
    /// Kept only where the address is not safe.
    destination: String,
    range: Range<usize>,
    definition: Option<Range<usize>>,
    /// Whether it shows the name of what it leads to.
    pub shows_name: bool,
    inside: Mark,
}

/// An image whose end is not read yet.
#[derive(Debug)]
pub(super) struct OpenImage {
    form: LinkForm,
    destination: String,
    title: String,
    range: Range<usize>,
    definition: Option<Range<usize>>,
    alt: String,
    depth: usize,
}

/// What kind of link it is, and its destination as the author meant it.
fn read(link_type: LinkType, destination: &str) -> (LinkForm, String) {
    match link_type {
        // `\|` inside a table keeps its backslash.
        LinkType::WikiLink { .. } => {
            let destination = destination.trim_end();
            let destination = destination.strip_suffix('\\').unwrap_or(destination);
            (LinkForm::Wiki, on_one_line(destination))
        }
        LinkType::Email => (LinkForm::Autolink, format!("mailto:{destination}")),
        LinkType::Autolink => (LinkForm::Autolink, destination.to_string()),
        _ => (LinkForm::Inline, destination.to_string()),
    }
}

/// What is wrapped over lines between two words. The indentation of the later lines and the
/// signs of the quotes around them are none of it.
fn on_one_line(text: &str) -> String {
    let mut lines = text.split('\n');
    let first = lines.next().unwrap_or("").trim();
    let later = lines.map(|line| line.trim_start_matches(begins_line).trim_end());
    let said = std::iter::once(first).chain(later).filter(|line| !line.is_empty());
    said.collect::<Vec<_>>().join(" ")
}

/// Whether a letter may stand before a line's own text where a paragraph goes on.
fn begins_line(letter: char) -> bool {
    letter == '>' || letter.is_whitespace()
}

impl Writer<'_> {
    pub(super) fn start_link(
        &mut self,
        link_type: LinkType,
        destination: &str,
        title: &str,
        range: Range<usize>,
        definition: Option<Range<usize>>,
    ) {
        let (form, destination) = read(link_type, destination);
        let shows_name = link_type == LinkType::WikiLink { has_pothole: false };
        let mut link = OpenLink {
            index: None,
            form,
            destination: String::new(),
            range,
            definition,
            shows_name,
            inside: self.out.mark(),
        };
        if form == LinkForm::Wiki || url::is_safe(&destination) {
            let index = self.links.len() as u32;
            let span = self.span(link.range.clone());
            let destination = destination.into();
            self.links.push(Link { form, destination, span, labelled: !shows_name });
            self.out.hole(Kind::LinkOpen(index), [title, ""]);
            link.index = Some(index);
            link.inside = self.out.mark();
            if shows_name {
                self.out.hole(Kind::Name(index), ["", ""]);
            }
        } else {
            link.destination = destination;
        }
        self.open_links.push(link);
    }

    pub(super) fn end_link(&mut self) {
        let Some(link) = self.open_links.pop() else { return };
        let place = match link.form {
            LinkForm::Wiki => wiki_destination(self.body, &link.range),
            LinkForm::Autolink => link.range.start + 1..link.range.end.saturating_sub(1),
            _ => self.destination(&link.range, &link.definition),
        };
        let span = self.span(place);
        let Some(index) = link.index else {
            return self.unsafe_url(&link.destination, span);
        };
        let known = &mut self.links[index as usize];
        known.span = span;
        if link.form == LinkForm::Wiki && self.out.is_at(link.inside) {
            known.labelled = false;
            self.out.hole(Kind::Name(index), ["", ""]);
        }
        self.out.hole(Kind::LinkClose, ["", ""]);
    }

    pub(super) fn start_image(
        &mut self,
        link_type: LinkType,
        destination: &str,
        title: &str,
        range: Range<usize>,
        definition: Option<Range<usize>>,
    ) {
        let (form, destination) = read(link_type, destination);
        self.image = Some(OpenImage {
            form,
            destination,
            title: title.to_string(),
            range,
            definition,
            alt: String::new(),
            depth: 0,
        });
    }

    /// What stands between an image's brackets: only its text counts.
    pub(super) fn in_image(&mut self, event: Event<'_>, range: Range<usize>) {
        let Some(image) = &mut self.image else { return };
        match event {
            Event::Start(_) => image.depth += 1,
            Event::End(_) if image.depth == 0 => self.end_image(range.end),
            Event::End(_) => image.depth -= 1,
            Event::Text(text) | Event::Code(text) => image.alt.push_str(&text),
            Event::InlineMath(text) => {
                image.alt.push_str(&format!("${text}$"));
                self.ends_in_price(&range);
            }
            Event::DisplayMath(text) => image.alt.push_str(&format!("$${text}$$")),
            Event::SoftBreak | Event::HardBreak => image.alt.push(' '),
            _ => {}
        }
    }

    pub(super) fn end_image(&mut self, end: usize) {
        let Some(mut image) = self.image.take() else { return };
        // `last_end` is the end of the text between the brackets here.
        image.range.end = image.range.end.min(end);
        let span = match image.form {
            LinkForm::Wiki => {
                if image.alt == image.destination {
                    image.alt.clear();
                }
                let inside = image.range.start + 1..image.range.end;
                self.span(wiki_destination(self.body, &inside))
            }
            _ => self.span(self.destination(&image.range, &image.definition)),
        };
        let alt = image.alt.trim();
        if !url::is_safe(&image.destination) {
            self.unsafe_url(&image.destination, span);
            return self.text(alt);
        }
        if self.is_foreign(&image.destination) {
            return self.foreign(&image.destination, alt, &image.title, span);
        }
        let link = self.links.len() as u32;
        let (form, labelled) = (LinkForm::Image, !alt.is_empty());
        self.links.push(Link { form, destination: image.destination.into(), span, labelled });
        self.out.hole(Kind::Image { link, alt: alt.len() as u32 }, [alt, &image.title]);
    }

    /// Whether an image comes from a host that the book does not allow.
    pub(super) fn is_foreign(&self, destination: &str) -> bool {
        url::is_external(destination)
            && url::host(destination)
                .is_none_or(|host| !url::is_listed(&host, self.input.image_hosts))
    }

    /// A link in place of an image from another host; its text alone inside a link.
    pub(super) fn foreign(&mut self, destination: &str, alt: &str, title: &str, span: Span) {
        self.altered = true;
        let host = url::host(destination).unwrap_or_else(|| destination.to_string());
        let told = format!("an image from `{host}` became a link");
        self.diagnostics.push(
            Diagnostic::new(Code::ExternalImage, span, told)
                .hint("keep the image beside the page")
                .hint(format!("or allow its host in book.toml: `image-hosts = [\"{host}\"]`")),
        );
        let text = if alt.is_empty() { destination } else { alt };
        let is_in_html = self.raw.open.iter().any(|(open, _)| open == "a");
        if is_in_html || !self.open_links.is_empty() {
            return self.text(text);
        }
        let link = self.links.len() as u32;
        let (form, destination) = (LinkForm::Inline, destination.into());
        self.links.push(Link { form, destination, span, labelled: true });
        self.out.hole(Kind::LinkOpen(link), [title, ""]);
        self.text(text);
        self.out.hole(Kind::LinkClose, ["", ""]);
    }

    pub(super) fn unsafe_url(&mut self, destination: &str, span: Span) {
        self.altered = true;
        let scheme = url::scheme(destination).unwrap_or_default();
        let told = format!("a link with the scheme `{scheme}:` is not safe and was taken out");
        let mut diagnostic = Diagnostic::new(Code::UnsafeUrl, span, told)
            .hint("links may begin with `https:`, `http:`, `mailto:`, `tel:` or `ftp:`");
        if !matches!(scheme.as_str(), "javascript" | "data" | "vbscript" | "file") {
            diagnostic = diagnostic.hint("a file whose name holds a colon is written `./a:b.md`");
        }
        self.diagnostics.push(diagnostic);
    }

    /// Where the destination of a link or image stands, the text of which has just ended.
    fn destination(&self, range: &Range<usize>, definition: &Option<Range<usize>>) -> Range<usize> {
        let (from, until, sign) = match definition {
            Some(definition) => (definition.start, definition.end, "]:"),
            None => (self.last_end.max(range.start), range.end, "]("),
        };
        let is_sign = |text: &str, at: usize| definition.is_none() || !is_escaped(text, at);
        let find =
            |text: &str| text.match_indices(sign).map(|(at, _)| at).find(|at| is_sign(text, *at));
        let Some(found) = self.body.get(from..until).and_then(find) else {
            return range.clone();
        };
        let behind = &self.body[from + found + sign.len()..until];
        let mut text = behind.trim_start();
        if behind[..behind.len() - text.len()].contains('\n') {
            text = text.trim_start_matches(begins_line);
        }
        let start = until - text.len();
        let length = length_of_destination(text);
        match text.starts_with('<') {
            true => start + 1..start + length.saturating_sub(1).max(1),
            false => start..start + length,
        }
    }
}

/// Whether a backslash takes its meaning from the sign at a place.
fn is_escaped(text: &str, at: usize) -> bool {
    text[..at].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

/// How far a destination reaches, with its `<` and `>` if it has them.
pub(super) fn length_of_destination(text: &str) -> usize {
    let bracketed = text.starts_with('<');
    let mut parentheses = 0_u32;
    let mut escaped = false;
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '>' if bracketed => return at + 1,
            _ if bracketed => {}
            '(' => parentheses += 1,
            ')' if parentheses == 0 => return at,
            ')' => parentheses -= 1,
            letter if letter.is_ascii_whitespace() => return at,
            _ => {}
        }
    }
    text.len()
}

/// The place of what `[[…]]` or `[[…|label]]` leads to.
fn wiki_destination(body: &str, range: &Range<usize>) -> Range<usize> {
    let inside = range.start + 2..range.end.saturating_sub(2).max(range.start + 2);
    let Some(text) = body.get(inside.clone()) else { return range.clone() };
    let text = text.split('|').next().unwrap_or(text);
    let mut name = text.trim_start();
    if text[..text.len() - name.len()].contains('\n') {
        name = name.trim_start_matches(begins_line);
    }
    let start = inside.start + text.len() - name.len();
    let said = name.trim_end_matches(begins_line);
    if name[said.len()..].contains('\n') {
        name = said;
    }
    let name = name.trim_end();
    let name = name.strip_suffix('\\').unwrap_or(name).trim_end();
    start..start + name.len()
}
