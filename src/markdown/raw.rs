//! HTML that an author wrote.
//!
//! In: a block of HTML or one inline tag, and where its lines stand in the file. Out: the
//! tags that pass, rebuilt from their names and values, with their addresses as holes; what
//! was taken out is remembered for one warning.
//! Must not: let a tag through as it is written (unless the book allows all HTML), or let one
//! block of HTML swallow what follows it.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, listed};
use crate::source::Span;

use super::document::{Anchor, LinkForm};
use super::out::Mark;
use super::tag::{self, Tag};
use super::vocabulary::{self, Element};
use super::writer::Writer;
use super::{DEPTH_LIMIT, escape, url};

/// What is known of the author's HTML so far.
#[derive(Debug, Default)]
pub(super) struct Raw {
    /// Elements of the author's that are open, outermost first, and how deep they began.
    pub open: Vec<(String, usize)>,
    /// Whether a link is open in HTML that passes as it is.
    pub is_in_link: bool,
    /// Whether a tag was let through that has an end: then the page must be sifted.
    pub must_sift: bool,
    /// What was taken out because it could run or fetch something.
    acting: Gone,
    /// What was taken out because it is not among what passes.
    other: Gone,
    /// Ids that the page has by itself.
    ids: Gone,
    /// Where the first of all this stood.
    first: Option<Span>,
    /// An inline element that goes with its content, and where it began.
    going: Option<(String, Mark, usize)>,
}

/// Where the pieces of a text stand in the body: offset in the text, offset in the body.
pub(super) type Places = Vec<(usize, usize)>;

/// How many of the things that were taken out are named.
const NAMED: usize = 12;

/// Names of what was taken out, each once.
#[derive(Debug, Default)]
struct Gone {
    names: Vec<String>,
    /// Whether there were more than are named.
    more: bool,
}

impl Gone {
    fn add(&mut self, name: String) {
        if self.names.contains(&name) {
        } else if self.names.len() < NAMED {
            self.names.push(name);
        } else {
            self.more = true;
        }
    }

    /// The names as a list, and whether it is of many; `None` where there are none.
    fn told(&self) -> Option<(String, bool)> {
        let mut names: Vec<_> = self.names.iter().map(|name| format!("`{name}`")).collect();
        names.extend(self.more.then(|| "more".to_string()));
        (!names.is_empty()).then(|| (listed(&names, "and"), names.len() > 1))
    }
}

impl Raw {
    /// Remembers what was taken out, and whether it could run or fetch something.
    pub fn take_out(&mut self, name: String, acts: bool, span: Span) {
        self.first.get_or_insert(span);
        let gone = if acts { &mut self.acting } else { &mut self.other };
        gone.add(name);
    }

    /// The same of an id of the page's own.
    pub fn take_id(&mut self, id: &str, span: Span) {
        self.first.get_or_insert(span);
        self.ids.add(format!("#{id}"));
    }

    /// The one warning of a file.
    pub fn warning(&self) -> Option<Diagnostic> {
        let span = self.first?;
        let were = |many| if many { "were" } else { "was" };
        let they = |many, one, all| if many { all } else { one };
        let acting = self.acting.told().map(|(gone, many)| {
            let (were, they) = (were(many), they(many, "it", "they"));
            format!("{gone} {were} taken out: {they} could run or fetch something")
        });
        let other = self.other.told().map(|(gone, many)| {
            let (were, they) = (were(many), they(many, "it is", "they are"));
            let gone_too = if acting.is_some() { "too" } else { "taken out" };
            format!("{gone} {were} {gone_too}: {they} not among the HTML that passes")
        });
        let is_html = acting.is_some() || other.is_some();
        let ids = self.ids.told().map(|(gone, many)| {
            let (were, they) = (were(many), they(many, "it has the form", "they have the form"));
            format!("{gone} {were} taken out: {they} of the ids of the page's own parts")
        });
        let hints = [
            (is_html, "say it in markdown, or put it between backticks to show it"),
            (ids.is_some(), "begin an id with neither `s.`, `d.`, `fn:` nor `fnref:`"),
        ];
        let told: Vec<String> = acting.into_iter().chain(other).chain(ids).collect();
        let mut found = Diagnostic::new(Code::UnsafeHtml, span, told.join("; "));
        for (_, hint) in hints.into_iter().filter(|(is_meant, _)| *is_meant) {
            found = found.hint(hint);
        }
        Some(found)
    }
}

impl Writer<'_> {
    /// Closes what an author left open in an element that ends, so that nothing leaks out of
    /// a paragraph.
    pub(super) fn leave(&mut self) {
        let depth = self.depth();
        if self.raw.going.as_ref().is_some_and(|(_, _, began)| depth < *began) {
            self.raw.going = None;
        }
        while self.raw.open.last().is_some_and(|(_, began)| depth < *began) {
            if let Some((name, _)) = self.raw.open.pop() {
                self.close_tag(&name);
            }
        }
    }

    /// One inline tag, comment or declaration.
    pub(super) fn inline_html(&mut self, html: &str, range: Range<usize>) {
        self.altered = true;
        let places = vec![(0, range.start)];
        if self.input.unsafe_html {
            return self.pass_html(html, &places);
        }
        let Some(tag) = tag::read(html, 0) else { return };
        if let Some((name, mark, depth)) = &self.raw.going
            && tag.closes
            && *name == tag.name
        {
            if self.depth() == *depth {
                self.out.cut_back(*mark);
            }
            self.raw.going = None;
            return;
        }
        let whole = vocabulary::element(&tag.name) == Element::GoesWhole;
        if whole && !tag.closes && self.raw.going.is_none() {
            self.raw.going = Some((tag.name.clone(), self.out.mark(), self.depth()));
        }
        self.judge(html, 0, &tag, &places);
    }

    /// A block of HTML.
    pub(super) fn html_block(&mut self, html: &str, places: &Places) {
        self.altered = true;
        if self.input.unsafe_html {
            return self.pass_html(html, places);
        }
        let mut at = 0;
        while let Some(next) = html[at..].find('<') {
            self.out.push(&html[at..at + next]);
            at += next;
            let rest = &html[at..];
            if rest.starts_with("<!--") {
                // `<!-->` and `<!--->` are comments too, empty ones.
                let end = rest[2..].find("-->").map(|end| end + 2 + 3);
                match end {
                    Some(end) => at += end,
                    // Its end was forgotten: better to see the rest than to miss it.
                    None => return escape::text(&mut self.out.html, rest),
                }
            } else if rest.starts_with("<!") || rest.starts_with("<?") {
                let end = if rest.starts_with("<![CDATA[") { "]]>" } else { ">" };
                match rest.find(end) {
                    Some(found) => at += found + end.len(),
                    None => return escape::text(&mut self.out.html, rest),
                }
            } else if let Some(tag) = tag::read(html, at) {
                self.judge(html, at, &tag, places);
                at = tag.end;
                if !tag.closes && vocabulary::element(&tag.name) == Element::GoesWhole {
                    match end_of(&html[at..], &tag.name) {
                        Some(end) => at += end,
                        None => return,
                    }
                }
            } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
                // A tag that never ends: the rest is text, and what follows the block is safe.
                escape::text(&mut self.out.html, rest);
                return;
            } else {
                self.out.push("&lt;");
                at += 1;
            }
        }
        self.out.push(&html[at..]);
    }

    /// Writes a tag, or what is to be seen of it.
    fn judge(&mut self, html: &str, at: usize, tag: &Tag<'_>, places: &Places) {
        let span = self.place(places, at..tag.end);
        match vocabulary::element(&tag.name) {
            Element::Text => escape::text(&mut self.out.html, &html[at..tag.end]),
            Element::Goes | Element::GoesWhole if tag.closes => {}
            Element::Goes | Element::GoesWhole => self.take_tag_out(tag, span),
            Element::Void if tag.closes => {}
            Element::Void => self.open_tag(tag, places, span),
            Element::Passes if tag.closes => {
                // An end without a start could close what the page itself opened.
                // What is open inside it ends with it.
                if let Some(open) = self.raw.open.iter().rposition(|(open, _)| *open == tag.name) {
                    for (name, _) in self.raw.open.split_off(open).iter().rev() {
                        self.close_tag(name);
                    }
                }
            }
            Element::Passes if self.raw.open.len() >= DEPTH_LIMIT => self.too_deep(span),
            Element::Passes => {
                self.raw.must_sift = true;
                self.raw.open.push((tag.name.clone(), self.depth()));
                self.open_tag(tag, places, span);
            }
        }
    }

    /// Remembers a tag that goes. Where it could do nothing itself, its attributes might have.
    fn take_tag_out(&mut self, tag: &Tag<'_>, span: Span) {
        let acts = vocabulary::acts(&tag.name, |name| tag.attribute(name).is_some());
        for attribute in tag.attributes.iter().filter(|_| !acts) {
            if vocabulary::is_harmful(&attribute.name) {
                self.raw.take_out(attribute.name.clone(), true, span);
            }
        }
        self.raw.take_out(format!("<{}>", tag.name), acts, span);
    }

    /// HTML as it is, where the book allows it; addresses are holes all the same.
    fn pass_html(&mut self, html: &str, places: &Places) {
        let (mut at, mut copied) = (0, 0);
        while let Some(next) = html[at..].find('<') {
            at += next;
            let Some(tag) = tag::read(html, at) else {
                // A tag that never ends takes the rest with it, and nothing in there is a tag.
                if tag::begins(html, at) {
                    break;
                }
                at += 1;
                continue;
            };
            for name in ["id", "name"] {
                if let Some(id) = tag.attribute(name).filter(|_| name == "id" || tag.name == "a") {
                    let span = self.place(places, id.place.clone());
                    self.ids.keep(&id.decoded());
                    self.anchors.push(Anchor { id: id.decoded().trim().into(), span });
                }
            }
            let (name, form) = match tag.name.as_str() {
                "a" => ("href", LinkForm::HtmlLink),
                "img" => ("src", LinkForm::HtmlImage),
                _ => ("", LinkForm::HtmlLink),
            };
            if let Some(address) = tag.attribute(name)
                && url::is_safe(&address.decoded())
            {
                self.out.push(&html[copied..address.whole.start]);
                self.address(address, form, places);
                copied = address.whole.end;
            }
            if tag.name == "a" {
                self.raw.is_in_link = !tag.closes;
            }
            at = tag.end;
            if !tag.closes && vocabulary::element(&tag.name) == Element::GoesWhole {
                at += end_of(&html[at..], &tag.name).unwrap_or(html.len() - at);
            }
        }
        self.out.push(&html[copied..]);
    }

    /// The span of a stretch of HTML whose lines stand at `places`.
    pub(super) fn place(&self, places: &Places, range: Range<usize>) -> Span {
        let at = |offset: usize| {
            let line = places.partition_point(|&(start, _)| start <= offset).saturating_sub(1);
            places.get(line).map_or(0, |&(start, body)| body + (offset - start))
        };
        self.span(at(range.start)..at(range.end))
    }
}

/// Behind the end tag of `name` in `html`.
fn end_of(html: &str, name: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(next) = html[at..].find("</") {
        at += next + 2;
        let rest = &html.as_bytes()[at..];
        if rest.len() >= name.len() && rest[..name.len()].eq_ignore_ascii_case(name.as_bytes()) {
            return html[at..].find('>').map(|end| at + end + 1);
        }
    }
    None
}
