//! The views of lists: a kind's index, tags, a tag, the glossary of names.

use serde::Serialize;

use super::{EntryView, Html, Link, LinkGroup, NavLink, PagerView, Text, VerdictView};

/// Every entry of a kind.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct KindIndexView<'a> {
    /// The kind's id.
    pub kind: Text<'a>,
    /// Many of it in words, or the title of the folder's own text.
    pub title: Text<'a>,
    /// What the kind is, as a sentence.
    pub summary: Text<'a>,
    /// The folder's own text; empty if there is none.
    pub body: Html<'a>,
    /// What that text says of itself besides: other names, needs, sources, what else to read,
    /// tags. Its body and what points to it are left out; none where there is no such text.
    pub text: Option<EntryView<'a>>,
    /// How many entries there are on all pages.
    pub count: usize,
    /// The ways to narrow the list; empty where none would.
    pub facets: Vec<FacetView<'a>>,
    /// The entries of this page, in the site's order.
    pub entries: Vec<IndexEntry<'a>>,
    /// The other pages, if there are any.
    pub pager: Option<PagerView<'a>>,
}

/// A way to narrow a list.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FacetView<'a> {
    /// `need`, `cycle`, `role` or `context`.
    pub id: Text<'a>,
    /// In words, such as `Need`.
    pub title: Text<'a>,
    /// The choices.
    pub options: Vec<FacetOption<'a>>,
}

/// A choice of a facet: without JavaScript a link to the page that lists it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FacetOption<'a> {
    /// The token that an entry's `tokens` are held against, such as `need/see-whether-it-worked`.
    pub token: Text<'a>,
    /// In words.
    pub title: Text<'a>,
    /// The page that shows the same choice.
    pub url: Text<'a>,
    /// How many entries it leaves, over all pages.
    pub count: usize,
}

/// An entry in its kind's index.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct IndexEntry<'a> {
    /// The entry, with its summary.
    pub link: Link<'a>,
    /// A few words beside it: rhythm and length, or how many values; empty if none.
    pub facts: Text<'a>,
    /// Other names.
    pub aka: Vec<Text<'a>>,
    /// The facets it is found under.
    pub tokens: Vec<Text<'a>>,
    /// How many teams run it; none where that is not asked.
    pub teams: Option<usize>,
    /// The verdict in a context, where the list is of one.
    pub verdict: Option<VerdictView<'a>>,
}

/// Every tag.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TagsView<'a> {
    /// The tags, by name.
    pub tags: Vec<TagCount<'a>>,
    /// How many more there are than are listed: those least used.
    pub more: usize,
}

/// A tag and how often it is used.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TagCount<'a> {
    /// The tag's page.
    pub tag: Link<'a>,
    /// How many entries have it.
    pub count: usize,
}

/// One tag.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TagView<'a> {
    /// The tag.
    pub tag: Text<'a>,
    /// The entries, by kind.
    pub groups: Vec<LinkGroup<'a>>,
    /// How many there are.
    pub count: usize,
}

/// Every name under which something is known.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct GlossaryView<'a> {
    /// How many names there are on all pages.
    pub count: usize,
    /// The letters of all pages, and where each begins.
    pub index: Vec<NavLink<'a>>,
    /// The names of this page, by letter.
    pub letters: Vec<GlossaryLetter<'a>>,
    /// The other pages, if there are any.
    pub pager: Option<PagerView<'a>>,
}

/// The names that start with a letter.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct GlossaryLetter<'a> {
    /// The letter, or `#`.
    pub letter: Text<'a>,
    /// An id for the heading.
    pub id: Text<'a>,
    /// The names.
    pub terms: Vec<GlossaryTerm<'a>>,
}

/// A name.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct GlossaryTerm<'a> {
    /// The name.
    pub term: Text<'a>,
    /// What it names.
    pub link: Link<'a>,
    /// Whether it is another name than the title.
    pub alias: bool,
    /// The teams that call it so.
    pub teams: Vec<Link<'a>>,
}
