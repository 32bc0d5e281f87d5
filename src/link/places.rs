//! The places on pages that links can lead to.
//!
//! In: a page's document. Out: the id that an anchor names, or what it may have meant. A page is made
//! ready when a link first asks for a place on it: one page may have as many places as links to them,
//! and to walk through all for each would take the square of both.

use std::sync::OnceLock;

use foldhash::{HashMap, HashSet};

use crate::diagnostic::Names;
use crate::markdown::Document;

/// The ids of one page.
pub struct Places<'a> {
    document: &'a Document,
    ids: HashSet<&'a str>,
    /// What is compared loosely, once an id is not found as written.
    loose: OnceLock<Loose<'a>>,
}

struct Loose<'a> {
    /// In small letters; `None` where several ids differ in case alone.
    folded: HashMap<String, Option<&'a str>>,
    names: Names<&'a str>,
}

impl<'a> Places<'a> {
    pub fn of(document: &'a Document) -> Places<'a> {
        Places { document, ids: document.ids().collect(), loose: OnceLock::new() }
    }

    /// The id that a link into this page names: as written, else the only one that differs in
    /// case alone, which forges follow too.
    pub fn find(&self, written: &str) -> Option<&'a str> {
        let exact = self.ids.get(written).copied();
        exact.or_else(|| self.loose().folded.get(&written.to_lowercase()).copied().flatten())
    }

    /// The id that was probably meant, the first of those that are as near.
    pub fn nearest(&self, written: &str) -> Option<&'a str> {
        self.loose().names.nearest(written, |_| true).first().copied()
    }

    fn loose(&self) -> &Loose<'a> {
        self.loose.get_or_init(|| {
            let mut folded: HashMap<String, Option<&'a str>> = HashMap::default();
            for id in self.document.ids() {
                let several = |known: &mut Option<&'a str>| *known = None;
                folded.entry(id.to_lowercase()).and_modify(several).or_insert(Some(id));
            }
            Loose { folded, names: Names::new(self.document.ids().map(|id| (id, id))) }
        })
    }
}
