//! A factor, and one of its values: "if your team is *rebuilding* …".

use std::borrow::Cow;

use super::{Html, render};
use crate::link::{FactorId, Line, Mask};
use crate::model::{Factor, KindId, Lean};
use crate::site::here::Here;
use crate::site::part::{self, EntryShell, Plain};
use crate::site::view::{FactorValueRow, FactorValueView, FactorView, Link, NavLink, PracticeLine};
use crate::validate::EntryId;

/// How many practices of each lean the page of a value shows.
const LIST: usize = 60;

pub fn page(here: Here<'_>, id: EntryId, factor: &Factor) -> Html {
    let shell = EntryShell { id, page_type: "factor", dated: false }.shell(here);
    let factors = &here.playbook().linked.factors;
    let found = factors.of(id);
    let values = found.map(|(own, def)| {
        let mentioned = mentions(here, own);
        let rows = (0..def.values.len()).map(|value| {
            let count = |lean: Lean| {
                mentioned
                    .iter()
                    .filter(|(_, own, mask)| *own == lean && mask >> value & 1 == 1)
                    .count()
            };
            FactorValueRow {
                value: here.value(own, value),
                looks_like: def.values[value].looks_like.as_deref().unwrap_or("").into(),
                leans_for: count(Lean::For),
                leans_against: count(Lean::Against),
                avoid: count(Lean::Avoid),
                contexts: holders(here, here.playbook().contexts(), own, value),
                teams: holders(here, here.playbook().teams(), own, value),
            }
        });
        rows.collect()
    });
    let unknown = found.map(|(own, _)| {
        let places = here.playbook().contexts().chain(here.playbook().teams());
        let silent = places.filter(|place| {
            here.playbook().linked.values(*place).is_some_and(|said| said.values.get(own).is_none())
        });
        here.links(silent)
    });
    let view = FactorView {
        entry: part::entry_view(here, id, &[]),
        question: Cow::Borrowed(&factor.question.value),
        ordered: factor.ordered.unwrap_or(false),
        values: values.unwrap_or_default(),
        unknown: unknown.unwrap_or_default(),
    };
    render(here, &shell, &view)
}

/// Practices that have a line about a factor, once for each lean, with the accepted values.
fn mentions(here: Here<'_>, factor: FactorId) -> Vec<(EntryId, Lean, Mask)> {
    let mut found: Vec<(EntryId, Lean, Mask)> = Vec::new();
    for &practice in here.playbook().practices() {
        for line in here.playbook().linked.lines(practice).iter().flatten() {
            let Some((_, mask)) = line.when.iter().find(|(own, _)| *own == factor) else {
                continue;
            };
            let known =
                found.iter_mut().rev().take(3).find(|own| (own.0, own.1) == (practice, line.lean));
            match known {
                Some(own) => own.2 |= mask,
                None => found.push((practice, line.lean, *mask)),
            }
        }
    }
    found
}

/// The contexts or teams that have a value.
fn holders<'a>(
    here: Here<'a>,
    places: impl Iterator<Item = EntryId>,
    factor: FactorId,
    value: usize,
) -> Vec<Link<'a>> {
    let has = |place: &EntryId| {
        let said = here.playbook().linked.values(*place);
        said.and_then(|said| said.values.get(factor)).is_some_and(|mask| mask >> value & 1 == 1)
    };
    here.links(places.filter(has))
}

/// The page of one value.
pub fn value_page(here: Here<'_>, factor: FactorId, value: usize) -> Html {
    let linked = &here.playbook().linked;
    let def = linked.factors.get(factor);
    let own = &def.values[value];
    let mut plain = Plain::new("factor-value", format!("{}: {}", def.title, own.label));
    plain.description = own.looks_like.as_deref().unwrap_or("").into();
    let factors = linked.playbook.kinds.get(KindId::FACTOR);
    plain.section = &factors.folder;
    plain.crumbs = vec![
        (format!("{}/", factors.folder), Cow::Borrowed(&*factors.plural)),
        (here.site.routes().entry(def.entry).to_owned(), Cow::Borrowed(&*def.title)),
    ];
    let mut shell = plain.shell(here);
    shell.kind = "factor".into();
    let values = (0..def.values.len()).map(|at| {
        let link = here.value(factor, at);
        NavLink { title: link.title, url: link.url, current: at == value }
    });
    let leaning = |lean: Lean| {
        let mut rows = Vec::new();
        let mut more = 0;
        for &practice in here.playbook().practices() {
            let accepts = |line: &Line| {
                line.lean == lean
                    && line.when.iter().any(|(own, mask)| *own == factor && mask >> value & 1 == 1)
            };
            let lines = linked.lines(practice);
            let Some(index) = lines.iter().position(|line| line.as_ref().is_some_and(accepts))
            else {
                continue;
            };
            if rows.len() == LIST {
                more += 1;
                continue;
            }
            let found =
                here.lines(practice, None).into_iter().find(|line| line.number == index + 1);
            rows.extend(found.map(|line| PracticeLine { practice: here.link(practice), line }));
        }
        (rows, more)
    };
    let (leans_for, more_for) = leaning(Lean::For);
    let (leans_against, more_against) = leaning(Lean::Against);
    let (avoid, more_avoid) = leaning(Lean::Avoid);
    let view = FactorValueView {
        factor: here.link(def.entry),
        question: Cow::Borrowed(&def.question),
        id: Cow::Borrowed(&own.id),
        label: Cow::Borrowed(&own.label),
        looks_like: own.looks_like.as_deref().unwrap_or("").into(),
        values: values.collect(),
        leans_for,
        more_for,
        leans_against,
        more_against,
        avoid,
        more_avoid,
        contexts: holders(here, here.playbook().contexts(), factor, value),
        teams: holders(here, here.playbook().teams(), factor, value),
    };
    render(here, &shell, &view)
}
