//! A context: what matters in it, what fits there and why, who lives in it.

use std::borrow::Cow;

use super::{Html, render};
use crate::model::{Context, Relation};
use crate::site::here::Here;
use crate::site::part::{self, EntryShell};
use crate::site::view::{ContextValueView, ContextView, NextQuestion};
use crate::validate::EntryId;

pub fn page(here: Here<'_>, id: EntryId, context: &Context) -> Html {
    let shell = EntryShell { id, page_type: "context", dated: false }.shell(here);
    let playbook = here.playbook();
    let said = playbook.linked.values(id);
    let view = ContextView {
        entry: part::entry_view(here, id, &[Relation::Like]),
        values: values(here, id),
        funded_as: context.funded_as.as_ref().map_or("", |text| &text.value).into(),
        groups: said
            .map(|said| part::verdict_groups(here, id, &said.values, None))
            .unwrap_or_default(),
        teams: playbook
            .linked
            .graph
            .incoming_by(id, Relation::Like)
            .map(|team| here.link_with_summary(team))
            .collect(),
        next_question: next_question(here, id),
        explorer_url: part::explorer_url(here, id),
        diagram: None,
    };
    render(here, &shell, &view)
}

/// Every factor, and what a context or a team says of it.
pub fn values<'a>(here: Here<'a>, id: EntryId) -> Vec<ContextValueView<'a>> {
    let linked = &here.playbook().linked;
    let Some(said) = linked.values(id) else { return Vec::new() };
    let factors = linked.factors.iter();
    factors
        .map(|(factor, def)| {
            let mask = said.values.get(factor);
            let looks: Vec<&str> = def
                .values_of(mask.unwrap_or(0))
                .filter_map(|value| value.looks_like.as_deref())
                .collect();
            ContextValueView {
                factor: here.link(def.entry),
                question: Cow::Borrowed(&def.question),
                values: mask.map(|mask| here.values(factor, mask)).unwrap_or_default(),
                looks_like: if looks.len() == 1 { looks[0].into() } else { "".into() },
                assumed: said.assumed[factor.index()],
                ..ContextValueView::default()
            }
        })
        .collect()
}

/// The question whose answer would change most.
pub fn next_question<'a>(here: Here<'a>, id: EntryId) -> Option<NextQuestion<'a>> {
    let question = here.playbook().next_question(id)?;
    let def = here.playbook().linked.factors.get(question.factor);
    Some(NextQuestion {
        factor: here.link(def.entry),
        question: Cow::Borrowed(&def.question),
        would_change: question.would_change,
        values: here.values(question.factor, def.all()),
    })
}
