//! What readers find by: every word of the site, with the pages on which it stands.
//!
//! In: pages as titles, names, summaries and sections of text. Out: an [`Index`]: the words in
//! order, and for each its pages with a weight and the section that says it best, cut into
//! shards so that a question loads few of them. `themes/default/assets/search-query.js` asks it.
//! Must not: know addresses, or what a page is about.

mod index;
mod words;

#[cfg(test)]
mod tests;

pub use index::{Index, Posting, index, shards};
pub use words::{fold, words};

use std::borrow::Cow;

/// A page as it is found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page<'a> {
    pub title: Cow<'a, str>,
    /// Other names: aliases, and what teams call it.
    pub names: Vec<&'a str>,
    pub summary: &'a str,
    /// In order; the first stands before any heading.
    pub sections: Vec<Section<'a>>,
}

/// A stretch of a page under one heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section<'a> {
    /// The heading's id; empty before the first, and where the section stands on another page.
    pub id: &'a str,
    pub heading: &'a str,
    pub text: String,
}
