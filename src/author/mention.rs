//! Every place of a page that names something, with what it means.
//!
//! In: a linked playbook. Out: [`Mention`]s, by the place in the text where each stands.
//! Must not: resolve by itself what linking has resolved.

use crate::link::{BodyTarget, LinkedPlaybook, Lookup, Owner};
use crate::model::{Accepted, Detail, Ref, Text};
use crate::source::Span;
use crate::validate::EntryId;

/// What a mention means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    Entry(EntryId),
    /// A value of a factor, by its index.
    Value(EntryId, usize),
}

/// A place that names something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention<'a> {
    pub span: Span,
    pub meant: Meant,
    /// The heading that a link leads to.
    pub anchor: Option<&'a str>,
}

/// The mentions of one page, those of its fields before those of its body. A faulty entry's
/// fields are not known.
pub fn mentions<'a>(
    playbook: &'a LinkedPlaybook,
    id: EntryId,
    lookup: &Lookup<'_>,
) -> Vec<Mention<'a>> {
    let page = playbook.page(id);
    let entry = &page.entry;
    let mut found = Vec::new();
    let mut add = |span: Span, meant: Meant| found.push(Mention { span, meant, anchor: None });
    for (index, reference) in (0..).zip(&entry.refs) {
        if let Some(target) = playbook.target(id, Ref { index }) {
            add(reference.span, Meant::Entry(target));
        }
    }
    for (text, owner) in entry.common.owner.iter().zip(playbook.owners(id)) {
        if let Owner::Entry(target) = owner {
            add(text.span, Meant::Entry(*target));
        }
    }
    let mut said: Vec<(&Text, Vec<&Text>)> = Vec::new();
    let lines = entry.practice.iter().flat_map(|practice| &practice.fit);
    for condition in lines.flat_map(|line| &line.when.conditions) {
        let values = match &condition.accepted {
            Accepted::OneOf(values) => values.iter().collect(),
            Accepted::Range { at_least, at_most } => at_least.iter().chain(at_most).collect(),
        };
        said.push((&condition.factor, values));
    }
    if let Detail::Team(team) = &entry.detail {
        for text in team.parties() {
            if let Some(Owner::Entry(target)) = lookup.party(&text.value) {
                add(text.span, Meant::Entry(target));
            }
        }
    }
    let claims = entry.detail.claims();
    said.extend(claims.map(|claim| (&claim.factor, claim.values.iter().collect())));
    for (factor, values) in said {
        let Some(known) = playbook.factors.named(&factor.value) else { continue };
        let known = playbook.factors.get(known);
        add(factor.span, Meant::Entry(known.entry));
        for value in values {
            if let Some(at) = known.value(&value.value) {
                add(value.span, Meant::Value(known.entry, at));
            }
        }
    }
    for (link, target) in page.body.links.iter().zip(playbook.body_targets(id)) {
        let (meant, anchor) = match target {
            BodyTarget::Entry { id, anchor } => (Meant::Entry(*id), anchor.as_deref()),
            BodyTarget::Value { factor, value } => (Meant::Value(*factor, *value as usize), None),
            _ => continue,
        };
        found.push(Mention { span: link.span, meant, anchor });
    }
    found
}
