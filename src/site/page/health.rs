//! How the playbook itself is doing: diagnostics, reviews, owners.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Html, render};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::link::Owner;
use crate::model::{Date, Duration, KindId};
use crate::site::here::Here;
use crate::site::part::{self, Plain};
use crate::site::view::{HealthView, OwnerRow, Party, ProblemGroup, ReviewRow};
use crate::site::words;
use crate::validate::EntryId;

/// How many diagnostics of a code are shown.
const PROBLEMS: usize = 20;

/// How many reviews are listed, and how many where none is due soon.
const REVIEWS: usize = 60;
const COMING: usize = 8;

/// How many owners are listed, and how many entries of each.
const OWNERS: usize = 60;
const OWNED: usize = 12;

pub fn page(here: Here<'_>) -> Html {
    let mut plain = Plain::new("health", "Health");
    plain.description = "How the handbook itself is doing: checks, reviews, owners.".into();
    plain.dated = true;
    let found = &here.site.diagnostics;
    let errors = found.iter().filter(|found| found.is_error()).count();
    let view = HealthView {
        errors,
        warnings: found.len() - errors,
        groups: groups(here),
        reviews: reviews(here),
        owners: owners(here),
    };
    render(here, &plain.shell(here), &view)
}

/// The diagnostics by code, errors first.
fn groups<'a>(here: Here<'a>) -> Vec<ProblemGroup<'a>> {
    let mut by_code: BTreeMap<(Reverse<Severity>, Code), Vec<&'a Diagnostic>> = BTreeMap::new();
    for found in &here.site.diagnostics {
        by_code.entry((Reverse(found.severity), found.code)).or_default().push(found);
    }
    let groups = by_code.into_iter().map(|((severity, code), found)| ProblemGroup {
        code: code.name().into(),
        meaning: code.sentence().into(),
        severity: severity.0.name().into(),
        problems: found.iter().take(PROBLEMS).map(|found| part::problem(here, found)).collect(),
        more: found.len().saturating_sub(PROBLEMS),
    });
    groups.collect()
}

/// What is overdue or due within three months; else what is due next.
fn reviews<'a>(here: Here<'a>) -> Vec<ReviewRow<'a>> {
    let as_of = here.playbook().as_of;
    let soon = as_of.plus(Duration { months: 3, ..Duration::default() });
    let mut due: Vec<(Date, EntryId)> = Vec::new();
    for (id, entry) in here.playbook().linked.playbook.entries() {
        let common = &entry.common;
        if entry.is_retired() {
            continue;
        }
        if let (Some(reviewed), Some(every)) = (common.reviewed, common.review_every) {
            due.push((reviewed.value.plus(every.value), id));
        }
    }
    due.sort_unstable();
    let shown = due.iter().take_while(|(day, _)| *day <= soon).count().max(COMING);
    due.truncate(shown.min(REVIEWS));
    let rows = due.into_iter().map(|(day, id)| ReviewRow {
        entry: here.link(id),
        owners: here.playbook().linked.owners(id).iter().map(|own| here.party(own)).collect(),
        reviewed: here.entry(id).common.reviewed.map(|day| words::date(day.value)),
        due: Some(words::date(day)),
        overdue: day < as_of,
    });
    rows.collect()
}

/// Who owns how much, those who own most first, and what should have an owner and has none
/// last.
fn owners<'a>(here: Here<'a>) -> Vec<OwnerRow<'a>> {
    let linked = &here.playbook().linked;
    let mut owned: BTreeMap<(Option<EntryId>, &'a str), Vec<EntryId>> = BTreeMap::new();
    let mut unowned = Vec::new();
    for (id, entry) in linked.playbook.entries() {
        if entry.is_retired() || entry.is_page() {
            continue;
        }
        let owners = linked.owners(id);
        let needs_one = entry.practice.is_some() || entry.kind == KindId::TEAM;
        if owners.is_empty() && needs_one {
            unowned.push(id);
        }
        for owner in owners {
            let key = match owner {
                Owner::Entry(owner) => (Some(*owner), ""),
                Owner::Text(text) => (None, &**text),
            };
            owned.entry(key).or_default().push(id);
        }
    }
    let row = |owner: Party<'a>, entries: &[EntryId]| OwnerRow {
        owner,
        count: entries.len(),
        entries: here.links(entries.iter().copied().take(OWNED)),
    };
    let mut rows: Vec<OwnerRow<'a>> = owned
        .into_iter()
        .map(|((owner, text), entries)| {
            let party = match owner {
                Some(id) => {
                    let link = here.link(id);
                    Party { name: link.title, url: Some(link.url) }
                }
                None => Party { name: text.into(), url: None },
            };
            row(party, &entries)
        })
        .collect();
    rows.sort_by(|a, b| (Reverse(a.count), &a.owner.name).cmp(&(Reverse(b.count), &b.owner.name)));
    rows.truncate(OWNERS);
    if !unowned.is_empty() {
        rows.push(row(Party::default(), &unowned));
    }
    rows
}
