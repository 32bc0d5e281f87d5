//! The views of pages without an entry: print, not found, redirect.

use serde::Serialize;

use super::{FactView, Html, LinkGroup, Text};

/// The whole book, or one team, on a page.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PrintView<'a> {
    /// The title.
    pub title: Text<'a>,
    /// A sentence under it; empty if none.
    pub summary: Text<'a>,
    /// The chapters.
    pub chapters: Vec<PrintChapter<'a>>,
    /// What can be printed besides; of a book too long for one page, its parts.
    pub besides: Vec<LinkGroup<'a>>,
}

/// A chapter: the entries of a kind, or one side of a team.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PrintChapter<'a> {
    /// The title.
    pub title: Text<'a>,
    /// An id unique on the page.
    pub id: Text<'a>,
    /// The entries.
    pub entries: Vec<PrintEntry<'a>>,
}

/// An entry in print. Links in its body point within the page where their goal is on it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PrintEntry<'a> {
    /// An id unique on the page, which also starts the ids of its headings.
    pub id: Text<'a>,
    /// The kind in words; empty if none.
    pub kind_title: Text<'a>,
    /// The title.
    pub title: Text<'a>,
    /// The summary; empty if none.
    pub summary: Text<'a>,
    /// What else is known, as in the card.
    pub facts: Vec<FactView<'a>>,
    /// The body, its headings from `h4` on.
    pub body: Html<'a>,
}

/// The page for addresses that are none. Its URLs are absolute, from `shell.root`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct NotFoundView<'a> {
    /// What to say; empty for the usual words.
    pub message: Text<'a>,
}

/// A page that sends on to another.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct RedirectView<'a> {
    /// Where to, relative to this page.
    pub url: Text<'a>,
    /// The title of the page it goes to.
    pub title: Text<'a>,
}
