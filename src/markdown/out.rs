//! HTML with holes, while it is being written.
//!
//! In: pieces of HTML and holes, in order. Out: one buffer and the list of its holes.
//! Must not: know what a hole will be filled with.

/// A place that is filled when the page is rendered.
///
/// The `len` bytes of the buffer from `at` belong to the hole and are not HTML: they are
/// what it needs to be filled (see [`Hole::kind`]). Holes stand in the order of `at`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hole {
    pub at: u32,
    pub len: u32,
    pub kind: Kind,
}

/// What fills a hole. Numbers are indexes into the document's links and headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The start of a link; the bytes are its title.
    LinkOpen(u32),
    /// The end of the innermost link.
    LinkClose,
    /// The name of what a wikilink without a label leads to.
    Name(u32),
    /// The `href` of an author's own `<a>`.
    Href(u32),
    /// The `src` of an author's own `<img>`.
    Src(u32),
    /// An image; the bytes are its text (`alt` of them) and its title.
    Image { link: u32, alt: u32 },
    /// A code block; the bytes are its language (`language` of them) and its code.
    Code { language: u32 },
    /// The start of a heading; the bytes are its classes.
    HeadingOpen(u32),
    /// The anchor and the end of a heading.
    HeadingClose(u32),
    /// The end of a heading that stands in a link, which can hold no other.
    HeadingEnd(u32),
}

#[derive(Debug, Default)]
pub(super) struct Out {
    pub html: String,
    pub holes: Vec<Hole>,
}

/// A place in an [`Out`] to go back to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub html: usize,
    pub holes: usize,
}

impl Out {
    pub fn push(&mut self, html: &str) {
        self.html.push_str(html);
    }

    pub fn hole(&mut self, kind: Kind, bytes: [&str; 2]) {
        let at = self.html.len();
        self.html.push_str(bytes[0]);
        self.html.push_str(bytes[1]);
        // A page is cut long before 4 GiB.
        let len = (self.html.len() - at) as u32;
        self.holes.push(Hole { at: at as u32, len, kind });
    }

    /// How large the page is by now: the HTML, and what its holes will grow to at the least.
    pub fn size(&self) -> usize {
        self.html.len() + self.holes.len() * 48
    }

    pub fn mark(&self) -> Mark {
        Mark { html: self.html.len(), holes: self.holes.len() }
    }

    pub fn cut_back(&mut self, mark: Mark) {
        self.html.truncate(mark.html);
        self.holes.truncate(mark.holes);
    }

    /// Whether nothing was written since the mark.
    pub fn is_at(&self, mark: Mark) -> bool {
        self.html.len() == mark.html && self.holes.len() == mark.holes
    }

    /// Begins a new line of HTML, where none has just begun.
    pub fn fresh_line(&mut self) {
        if let Some(hole) = self.holes.last()
            && (hole.at + hole.len) as usize == self.html.len()
        {
            if !matches!(hole.kind, Kind::Code { .. } | Kind::HeadingClose(_) | Kind::HeadingEnd(_))
            {
                self.html.push('\n');
            }
        } else if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
    }

    /// Whether the HTML (not a hole's bytes) ends with `end`.
    pub fn ends_with(&self, end: &str) -> bool {
        self.html.ends_with(end)
            && self
                .holes
                .last()
                .is_none_or(|hole| (hole.at + hole.len) as usize + end.len() <= self.html.len())
    }

    pub fn append(&mut self, other: &Out) {
        let shift = self.html.len() as u32;
        self.html.push_str(&other.html);
        self.holes.extend(other.holes.iter().map(|hole| Hole { at: hole.at + shift, ..*hole }));
    }
}

/// A stretch of a document: HTML as it is, or a hole with its bytes.
pub(super) enum Piece<'a> {
    Html(&'a str),
    Hole(Kind, &'a str),
}

/// The stretches of a document in order.
pub(super) fn pieces<'a>(html: &'a str, holes: &'a [Hole]) -> impl Iterator<Item = Piece<'a>> {
    let ends = holes.iter().map(|hole| (hole.at + hole.len) as usize);
    let starts = std::iter::once(0).chain(ends);
    let stops = holes.iter().map(Some).chain(std::iter::once(None));
    starts.zip(stops).flat_map(move |(start, hole)| {
        let stop = hole.map_or(html.len(), |hole| hole.at as usize);
        let plain = (start < stop).then(|| Piece::Html(&html[start..stop]));
        let hole = hole.map(|hole| {
            let from = hole.at as usize;
            Piece::Hole(hole.kind, &html[from..from + hole.len as usize])
        });
        plain.into_iter().chain(hole)
    })
}
