//! Filling the holes.
//!
//! In: a document, and an answer for each of its links. Out: the page's HTML.
//! Must not: look anything up; the answers are the caller's.

use std::borrow::Cow;

use super::colours::Colours;
use super::document::Document;
use super::out::{Kind, Piece, pieces};
use super::{escape, url};

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target<'t> {
    /// Somewhere in this site.
    Href(Href<'t>),
    /// Out of the site, as written.
    External,
    /// Nowhere: its text is shown, and no link.
    Missing,
}

/// An address in this site and what is known of it. Everything is escaped when written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Href<'t> {
    pub url: Cow<'t, str>,
    /// What a wikilink without a label says.
    pub name: Option<Cow<'t, str>>,
    /// A tooltip, unless the author wrote one.
    pub title: Option<Cow<'t, str>>,
    /// Classes, separated by blanks.
    pub class: Option<Cow<'t, str>>,
    /// An image's width and height in pixels, so that the page does not jump.
    pub size: Option<(u32, u32)>,
}

impl<'t> Href<'t> {
    pub fn new(url: impl Into<Cow<'t, str>>) -> Self {
        Href { url: url.into(), ..Href::default() }
    }
}

/// How a document stands among others on one page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Among<'p> {
    /// What each id begins with, and so do the ways from footnotes and headings to them.
    pub prefix: &'p str,
    /// How many levels deeper its headings stand; none stands deeper than 6.
    pub deeper: u8,
}

impl Among<'_> {
    fn level(self, level: u8) -> char {
        (b'0' + level.saturating_add(self.deeper).min(6)) as char
    }
}

impl Document {
    /// Writes the page's HTML to the end of `out`.
    ///
    /// `resolve` is asked once for each link that the page shows, with its index in
    /// [`Document::links`]. Code is shown in `colours`, and kept there.
    pub fn render<'t>(
        &self,
        colours: &Colours,
        resolve: &mut dyn FnMut(usize) -> Target<'t>,
        out: &mut String,
    ) {
        self.render_among(Among::default(), colours, resolve, out);
    }

    /// As [`Document::render`], on a page that shows several documents. Where `resolve` leads
    /// is left alone.
    pub fn render_among<'t>(
        &self,
        among: Among<'_>,
        colours: &Colours,
        resolve: &mut dyn FnMut(usize) -> Target<'t>,
        out: &mut String,
    ) {
        out.reserve(self.html.len() + self.holes.len() * 48);
        let prefix = among.prefix;
        let mut ids = Ids { prefix, in_tag: false };
        // The links that are open: their targets, innermost last.
        let mut open: Vec<Target<'t>> = Vec::new();
        for piece in pieces(&self.html, &self.holes) {
            let (kind, bytes) = match piece {
                Piece::Html(html) => {
                    ids.copy(html, out);
                    continue;
                }
                Piece::Hole(kind, bytes) => (kind, bytes),
            };
            match kind {
                Kind::LinkOpen(link) => {
                    let mut target = resolve(link as usize);
                    // Addresses were judged when they were read, but for those of wikilinks.
                    let destination = &self.links[link as usize].destination;
                    if target == Target::External && !url::is_safe(destination) {
                        target = Target::Missing;
                    }
                    self.open_link(link, &target, bytes, out);
                    open.push(target);
                }
                Kind::LinkClose => match open.pop() {
                    Some(Target::Missing) => out.push_str("</span>"),
                    _ => out.push_str("</a>"),
                },
                Kind::Name(link) => match open.last() {
                    Some(Target::Href(Href { name: Some(name), .. })) => escape::text(out, name),
                    // It may not have been meant as a link: `[[nodiscard]]`.
                    Some(Target::Missing) => {
                        out.push_str("[[");
                        escape::text(out, &self.links[link as usize].destination);
                        out.push_str("]]");
                    }
                    _ => escape::text(out, &self.links[link as usize].destination),
                },
                Kind::Href(link) => match resolve(link as usize) {
                    Target::Href(href) => attribute(out, "href", &href.url),
                    Target::External => self.address(out, "href", link),
                    Target::Missing => {}
                },
                Kind::Src(link) => match resolve(link as usize) {
                    Target::Href(href) => attribute(out, "src", &href.url),
                    Target::External | Target::Missing => self.address(out, "src", link),
                },
                Kind::Image { link, alt } => {
                    let (alt, title) = bytes.split_at(alt as usize);
                    self.image(link, &resolve(link as usize), alt, title, out);
                }
                Kind::Code { language } => {
                    let (language, code) = bytes.split_at(language as usize);
                    colours.block(language, code, out);
                }
                Kind::HeadingOpen(heading) => self.open_heading(heading, among, bytes, out),
                Kind::HeadingClose(heading) => {
                    self.anchor(heading, among, out);
                    self.close_heading(heading, among, out);
                }
                Kind::HeadingEnd(heading) => self.close_heading(heading, among, out),
            }
        }
    }

    fn open_link(&self, link: u32, target: &Target<'_>, title: &str, out: &mut String) {
        let mut written = Some(title).filter(|title| !title.is_empty());
        match target {
            Target::Href(href) => {
                out.push_str("<a");
                attribute(out, "href", &href.url);
                if let Some(class) = &href.class {
                    attribute(out, "class", class);
                }
                written = written.or(href.title.as_deref());
            }
            Target::External => {
                out.push_str("<a class=\"external\" rel=\"noopener\"");
                self.address(out, "href", link);
            }
            Target::Missing => out.push_str("<span class=\"broken-link\""),
        }
        if let Some(title) = written {
            attribute(out, "title", title);
        }
        out.push('>');
    }

    fn image(&self, link: u32, target: &Target<'_>, alt: &str, title: &str, out: &mut String) {
        match target {
            Target::Missing => {
                out.push_str("<span class=\"broken-link\">");
                let text =
                    if alt.is_empty() { &self.links[link as usize].destination } else { alt };
                escape::text(out, text);
                out.push_str("</span>");
                return;
            }
            Target::External => {
                out.push_str("<img");
                self.address(out, "src", link);
            }
            Target::Href(href) => {
                out.push_str("<img");
                attribute(out, "src", &href.url);
                if let Some((width, height)) = href.size {
                    attribute(out, "width", &width.to_string());
                    attribute(out, "height", &height.to_string());
                }
                if let Some(class) = &href.class {
                    attribute(out, "class", class);
                }
            }
        }
        attribute(out, "alt", alt);
        if !title.is_empty() {
            attribute(out, "title", title);
        }
        out.push_str(" loading=\"lazy\">");
    }

    fn open_heading(&self, heading: u32, among: Among<'_>, classes: &str, out: &mut String) {
        let heading = &self.headings[heading as usize];
        out.push_str("<h");
        out.push(among.level(heading.level));
        attribute_start(out, "id");
        escape::attribute(out, among.prefix);
        escape::attribute(out, &heading.id);
        out.push('"');
        if !classes.is_empty() {
            attribute(out, "class", classes);
        }
        out.push('>');
    }

    fn anchor(&self, heading: u32, among: Among<'_>, out: &mut String) {
        let heading = &self.headings[heading as usize];
        out.push_str(" <a class=\"anchor\" href=\"#");
        // A percent sign of an id is one of its letters.
        for part in [among.prefix, &heading.id] {
            escape::address(out, &part.replace('%', "%25"));
        }
        // Who hears a heading hears its words alone; the table of contents leads to it too.
        out.push_str("\" tabindex=\"-1\" aria-hidden=\"true\">#</a>");
    }

    fn close_heading(&self, heading: u32, among: Among<'_>, out: &mut String) {
        let heading = &self.headings[heading as usize];
        out.push_str("</h");
        out.push(among.level(heading.level));
        out.push_str(">\n");
    }

    /// A link's destination as written.
    fn address(&self, out: &mut String, name: &str, link: u32) {
        attribute_start(out, name);
        escape::address(out, &self.links[link as usize].destination);
        out.push('"');
    }
}

fn attribute(out: &mut String, name: &str, value: &str) {
    attribute_start(out, name);
    escape::attribute(out, value);
    out.push('"');
}

fn attribute_start(out: &mut String, name: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
}

/// The ids that stand in a document's HTML, and the ways to them.
struct Ids<'p> {
    prefix: &'p str,
    /// Whether the HTML so far ended inside a tag (a hole stands in it).
    in_tag: bool,
}

impl Ids<'_> {
    fn copy(&mut self, html: &str, out: &mut String) {
        if self.prefix.is_empty() {
            return out.push_str(html);
        }
        let mut rest = html;
        while !rest.is_empty() {
            // Inside a tag quotes are escaped, so that ` id="` is always the attribute.
            let signs: &[&str] = if self.in_tag { &[" id=\"", " href=\"#"] } else { &[] };
            let edge = if self.in_tag { '>' } else { '<' };
            let stop = rest.find(edge).map_or(rest.len(), |at| at + 1);
            let (stretch, behind) = rest.split_at(stop);
            let sign = signs.iter().filter_map(|sign| Some(stretch.find(sign)? + sign.len())).min();
            if let Some(end) = sign {
                out.push_str(&rest[..end]);
                escape::attribute(out, self.prefix);
                rest = &rest[end..];
                continue;
            }
            out.push_str(stretch);
            self.in_tag ^= stretch.ends_with(edge);
            rest = behind;
        }
    }
}
