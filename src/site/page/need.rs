//! A need: the question that a reader comes with, and what answers it.

use std::borrow::Cow;

use super::{Html, render};
use crate::model::{Lean, Relation};
use crate::site::here::Here;
use crate::site::part::{self, EntryShell};
use crate::site::view::{LineView, NeedGroup, NeedPractice, NeedView};
use crate::validate::EntryId;

/// How many entries of a kind are shown.
const GROUP: usize = 40;

pub fn page(here: Here<'_>, id: EntryId) -> Html {
    let shell = EntryShell { id, page_type: "need", dated: true }.shell(here);
    let playbook = here.playbook();
    let kinds = &playbook.linked.playbook.kinds;
    let answers: Vec<EntryId> = playbook
        .linked
        .graph
        .incoming_by(id, Relation::Needs)
        .filter(|from| !here.entry(*from).is_retired())
        .collect();
    let groups = kinds.iter().filter(|(_, def)| def.practice).filter_map(|(kind, def)| {
        let of_kind = answers.iter().filter(|id| here.entry(**id).kind == kind);
        let practices: Vec<NeedPractice<'_>> =
            of_kind.take(GROUP).map(|id| practice(here, *id)).collect();
        (!practices.is_empty()).then_some(NeedGroup {
            kind: Cow::Borrowed(&*def.name),
            title: Cow::Borrowed(&*def.plural),
            practices,
        })
    });
    let is_practice = |id: &EntryId| kinds.is_practice(here.entry(*id).kind);
    let besides: Vec<EntryId> = answers.iter().copied().filter(|id| !is_practice(id)).collect();
    let view = NeedView {
        answers: groups.collect(),
        besides: part::by_kind(here, &besides, GROUP),
        related: here.links(playbook.linked.graph.outgoing_by(id, Relation::SeeAlso)),
        entry: part::entry_view(here, id, &[Relation::Needs]),
    };
    render(here, &shell, &view)
}

fn practice<'a>(here: Here<'a>, id: EntryId) -> NeedPractice<'a> {
    let own = here.entry(id).practice.as_ref().map_or(&[][..], |own| &own.fit);
    let mut lines: Vec<Option<LineView<'a>>> = here.lines(id, None).into_iter().map(Some).collect();
    let mut strongest = |wanted: &dyn Fn(Lean) -> bool| {
        let found = own
            .iter()
            .enumerate()
            .filter(|(_, line)| wanted(line.lean.value))
            // The first of the strongest.
            .rev()
            .max_by_key(|(_, line)| (line.lean.value == Lean::Avoid, line.strength()))?;
        let number = found.0 + 1;
        lines
            .iter_mut()
            .find(|line| line.as_ref().is_some_and(|line| line.number == number))?
            .take()
    };
    NeedPractice {
        practice: here.link_with_summary(id),
        facts: here.facts(id).into(),
        best: strongest(&|lean| lean == Lean::For),
        worst: strongest(&|lean| lean != Lean::For),
        teams: here.playbook().run_by(id).filter(|(_, row)| row.runs).count(),
    }
}
