//! What is known of the playbook around the author: factors, values, entries.

use std::collections::BTreeMap;

use crate::link::{FactorDef, LinkedPlaybook};
use crate::model::{Date, Kinds};

/// What the author could name: everything that a playbook holds, or nothing yet.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    pub kinds: &'a Kinds,
    /// The day that examples of dates name.
    pub today: Date,
    playbook: Option<&'a LinkedPlaybook>,
}

/// An entry that could be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownEntry<'a> {
    pub kind: &'a str,
    pub id: &'a str,
    pub title: &'a str,
    pub summary: Option<&'a str>,
}

impl<'a> Known<'a> {
    /// The kinds alone, where there is no playbook to look at.
    pub fn nothing(kinds: &'a Kinds, today: Date) -> Self {
        Known { kinds, today, playbook: None }
    }

    pub fn of(playbook: &'a LinkedPlaybook, today: Date) -> Self {
        Known { kinds: &playbook.playbook.kinds, today, playbook: Some(playbook) }
    }

    /// The factors, in the site's order.
    pub fn factors(self) -> &'a [FactorDef] {
        self.playbook.map_or(&[], |playbook| &playbook.factors.list)
    }

    /// The entries of some kinds, of all but plain pages where none is named, in the site's
    /// order. Faulty ones are there too: they are named all the same.
    pub fn entries(self, kinds: &[&str]) -> impl Iterator<Item = KnownEntry<'a>> {
        let playbook = self.playbook.map(|linked| &linked.playbook);
        let pages = playbook.map_or(&[][..], |playbook| &playbook.pages);
        pages
            .iter()
            .filter(|page| !page.entry.is_page())
            .map(move |page| KnownEntry {
                kind: &self.kinds.get(page.entry.kind).name,
                id: &page.entry.id,
                title: &page.entry.title.value,
                summary: page.entry.common.summary.as_ref().map(|summary| &*summary.value),
            })
            .filter(move |entry| kinds.is_empty() || kinds.contains(&entry.kind))
    }

    /// The ids that one entry alone has, of whatever kind: they may stand without a kind.
    pub fn bare_ids(self, kinds: &[&str]) -> Vec<&'a str> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for entry in self.entries(kinds) {
            *counts.entry(entry.id).or_default() += 1;
        }
        counts.into_iter().filter(|(_, count)| *count == 1).map(|(id, _)| id).collect()
    }
}
