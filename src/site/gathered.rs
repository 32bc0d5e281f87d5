//! What is gathered over all entries of a site, each when a page first asks for it.
//!
//! In: nothing; whoever asks knows how it is made. Out: the same for all who ask, and for the
//! next site of a preview as long as no entry says anything new. Must not: hold what depends on
//! the body of an entry.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::folders::Folders;
use super::page::Term;
use super::shared::SharedParts;
use crate::ask::Question;
use crate::model::KindId;
use crate::validate::{EntryId, Tag};

/// How many entries are found under a need, a cycle, a role or a context.
pub type MarkCounts = BTreeMap<EntryId, usize>;

/// Lists and counts.
pub struct Gathered {
    /// The names of the glossary, in its order.
    pub glossary: OnceLock<Vec<Term>>,
    /// The practices by title, as the explorer numbers them.
    pub practices_by_title: OnceLock<Vec<EntryId>>,
    /// The practices that comparisons speak of.
    pub compared_practices: OnceLock<Vec<EntryId>>,
    /// What the playbook asks of itself.
    pub questions: OnceLock<Vec<Question>>,
    /// The tags, by their keys.
    pub tags: OnceLock<BTreeMap<String, Tag>>,
    /// The folders of plain pages that are in an order of their own.
    pub folders: OnceLock<Folders>,
    /// By kind, what its entries are found under.
    marks: Box<[OnceLock<MarkCounts>]>,
    /// What many pages show alike.
    pub parts: SharedParts,
}

impl Gathered {
    /// Nothing yet, of a playbook with so many kinds.
    pub fn new(kinds: usize) -> Gathered {
        Gathered {
            glossary: OnceLock::new(),
            practices_by_title: OnceLock::new(),
            compared_practices: OnceLock::new(),
            questions: OnceLock::new(),
            tags: OnceLock::new(),
            folders: OnceLock::new(),
            marks: (0..kinds).map(|_| OnceLock::new()).collect(),
            parts: SharedParts::default(),
        }
    }

    /// What the entries of a kind are found under, counted once.
    pub fn marks(&self, kind: KindId, count: impl FnOnce() -> MarkCounts) -> &MarkCounts {
        self.marks[usize::from(kind.0)].get_or_init(count)
    }
}
