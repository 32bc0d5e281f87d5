//! A playbook in which pages were edited where they stand.
//!
//! In: a former judgement and the pages of now. Out: the playbook with the new pages in the
//! places of the old ones, where every name, address and place is as it was. Must not: guess:
//! what could touch another page is for the whole way through.

use std::sync::Arc;

use foldhash::HashMap;

use super::{Judged, JudgedPage, Page, Playbook, site_order};
use crate::diagnostic::Outcome;
use crate::model::{KindId, State};
use crate::source::Files;

/// The playbook, or `None` where a page is no longer what others take it for.
pub fn replace(
    former: &Judged,
    pages: &[Arc<JudgedPage>],
    files: &Files,
) -> Option<Outcome<Playbook>> {
    if !former.is_clean {
        return None;
    }
    let mut playbook = former.gathered.clone();
    playbook.files = files.clone();
    let changed: Vec<(&JudgedPage, &JudgedPage)> = former
        .pages
        .iter()
        .zip(pages)
        .filter(|(old, new)| !Arc::ptr_eq(old, new))
        .map(|(old, new)| (&**old, &**new))
        .collect();
    if changed.iter().any(|(old, new)| !stands_alike(old, new)) {
        return None;
    }
    let places: HashMap<*const Page, usize> = match changed.len() {
        0 => HashMap::default(),
        _ => playbook.pages.iter().enumerate().map(|(at, page)| (Arc::as_ptr(page), at)).collect(),
    };
    let mut replaced = Vec::with_capacity(changed.len());
    for (old, new) in changed {
        let at = *places.get(&Arc::as_ptr(&old.page))?;
        playbook.pages[at] = Arc::clone(&new.page);
        replaced.push(at);
    }
    let in_order = |at: usize| match playbook.pages.get(at..at + 2) {
        Some([one, other]) => site_order(one) <= site_order(other),
        _ => true,
    };
    if !replaced.iter().all(|&at| in_order(at) && (at == 0 || in_order(at - 1))) {
        return None;
    }
    let faults = pages.iter().flat_map(|page| page.faults.iter().cloned()).collect();
    Some(Outcome::new(playbook, faults))
}

/// Panics where a playbook is not the one that gathering it anew gives; for debug builds, so
/// that every test of a preview holds the two together.
pub fn assert_same(own: &Outcome<Playbook>, anew: &Outcome<Playbook>) {
    let (one, two) = (&own.value, &anew.value);
    assert!(
        one.pages.len() == two.pages.len()
            && one.pages.iter().zip(&two.pages).all(|(one, two)| Arc::ptr_eq(one, two)),
        "the pages stand in their order"
    );
    assert_eq!(one.drafts, two.drafts, "the drafts are those of before");
    assert_eq!(one.aliases, two.aliases, "the old addresses are those of before");
    assert_eq!(own.diagnostics, anew.diagnostics, "nothing is wrong between pages");
}

/// Whether a page is to all others what it was.
fn stands_alike(old: &JudgedPage, new: &JudgedPage) -> bool {
    let whole = [KindId::FACTOR, KindId::CONTEXT, KindId::TEAM, KindId::CYCLE];
    let (one, two) = (&old.page.entry, &new.page.entry);
    new.odd_keys.is_empty()
        && one.kind == two.kind
        && !whole.contains(&two.kind)
        && one.id == two.id
        && one.state() == two.state()
        && two.state() != State::Draft
        && one.is_faulty() == two.is_faulty()
        && one.practice.is_some() == two.practice.is_some()
        && one.common.aliases == two.common.aliases
        && one.common.tags == two.common.tags
        && old.page.path == new.page.path
        && old.page.address == new.page.address
        && old.page.body.ids().eq(new.page.body.ids())
}
