//! What a body becomes: small enough to keep ten thousand of them.
//!
//! In: what the writer collected. Out: [`Document`], the value that other rooms ask about
//! headings, links and anchors. Must not: be changed once it is made.

use std::ops::Range;

use crate::source::Span;

use super::escape;
use super::out::{Hole, Out};
use super::url;

/// A body, read once. [`Document::render`] makes its HTML.
#[derive(Debug, Clone, Default)]
pub struct Document {
    pub(super) html: Box<str>,
    pub(super) holes: Box<[Hole]>,
    /// The headings that the page shows, in order.
    pub headings: Box<[Heading]>,
    /// Every link and image, in order; [`Document::render`] asks for them by index.
    pub links: Box<[Link]>,
    /// Places beside headings that a link can lead to: `id` and `name` in HTML, footnotes,
    /// and the first `h1` where it was dropped.
    pub anchors: Box<[Anchor]>,
    /// The text of the first `h1`, where the page does not show it: it equals the title, or
    /// there was no title and it is one.
    pub first_h1: Option<Box<str>>,
    /// Where the body stands in its file, where the page shows all of it and as it is written:
    /// no HTML of the author's, no address that was taken out, nothing cut.
    pub source: Option<Range<usize>>,
    /// Whether there is a code block.
    pub has_code: bool,
    /// Whether there is a formula.
    pub has_math: bool,
}

/// A heading that the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// As shown, 2 to 6: an `h1` in a body is shown as `h2`.
    pub level: u8,
    /// Unique in the page.
    pub id: Box<str>,
    /// Without markup. A wikilink without a label counts as it is written.
    pub text: Box<str>,
    pub span: Span,
}

/// How a link was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkForm {
    /// `[[destination]]`
    Wiki,
    /// `[text](destination)`, or by way of a definition.
    Inline,
    /// `<https://…>` or `<someone@example.org>`, and `https://…` as it is
    Autolink,
    /// `![text](destination)`, or by way of a definition.
    Image,
    /// `<a href="destination">`
    HtmlLink,
    /// `<img src="destination">`
    HtmlImage,
}

/// A link or an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub form: LinkForm,
    /// As written, with markdown's and HTML's escapes undone but percent signs left alone;
    /// with its `?query` and `#anchor`. Its scheme, if any, is a safe one.
    pub destination: Box<str>,
    /// The destination alone; for a link by way of a definition, the one in the definition.
    pub span: Span,
    /// Whether the author gave it a text. Only a wikilink may have none, and then shows the
    /// name of what it leads to.
    pub labelled: bool,
}

impl Link {
    /// Whether it leads out of the site.
    pub fn is_external(&self) -> bool {
        self.form != LinkForm::Wiki && url::is_external(&self.destination)
    }

    /// Whether it stands for a file that the page shows.
    pub fn is_image(&self) -> bool {
        matches!(self.form, LinkForm::Image | LinkForm::HtmlImage)
    }

    /// The destination before its `#`, and the anchor behind it.
    pub fn split(&self) -> (&str, Option<&str>) {
        match self.destination.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor)),
            None => (&self.destination, None),
        }
    }
}

/// A place that a link can lead to and that is no heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    pub id: Box<str>,
    pub span: Span,
}

impl Document {
    /// Every id that a link into this page can name.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let headings = self.headings.iter().map(|heading| &*heading.id);
        headings.chain(self.anchors.iter().map(|anchor| &*anchor.id))
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.html.trim().is_empty() && self.holes.is_empty()
    }

    /// The bytes that it keeps, for budgets and measurements.
    pub fn weight(&self) -> usize {
        let headings = self.headings.iter().map(|heading| heading.id.len() + heading.text.len());
        let links = self.links.iter().map(|link| link.destination.len());
        let anchors = self.anchors.iter().map(|anchor| anchor.id.len());
        size_of::<Document>()
            + self.html.len()
            + size_of_val(&*self.holes)
            + size_of_val(&*self.headings)
            + size_of_val(&*self.links)
            + size_of_val(&*self.anchors)
            + headings.chain(links).chain(anchors).sum::<usize>()
    }

    /// A body that could not be read, as it stands.
    pub(super) fn verbatim(body: &str) -> Document {
        let mut html = String::from("<pre class=\"markdown-fault\">");
        escape::text(&mut html, body);
        html.push_str("</pre>\n");
        Document { html: html.into(), ..Document::default() }
    }

    pub(super) fn of(out: Out) -> Document {
        Document { html: Box::from(&*out.html), holes: exact(out.holes), ..Document::default() }
    }
}

/// As much memory as the items need. To shrink what they grew in would not do: an allocator
/// leaves a block as it is while half of it is used, and a large book keeps ten thousand of them.
pub(super) fn exact<T>(items: Vec<T>) -> Box<[T]> {
    let mut own = Vec::with_capacity(items.len());
    own.extend(items);
    own.into()
}
