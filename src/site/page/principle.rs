//! A principle: what it means, and what it costs.

use std::borrow::Cow;

use super::{Html, render};
use crate::model::{Principle, Relation};
use crate::site::here::Here;
use crate::site::part::{self, EntryShell};
use crate::site::view::PrincipleView;
use crate::validate::EntryId;

pub fn page(here: Here<'_>, id: EntryId, principle: &Principle) -> Html {
    let shell = EntryShell { id, page_type: "principle", dated: false }.shell(here);
    let graph = &here.playbook().linked.graph;
    let view = PrincipleView {
        entry: part::entry_view(here, id, &[Relation::StubbornAbout]),
        means: principle.means.iter().map(|text| Cow::Borrowed(&*text.value)).collect(),
        costs_us: principle.costs_us.iter().map(|text| Cow::Borrowed(&*text.value)).collect(),
        stubborn: here.links(graph.incoming_by(id, Relation::StubbornAbout)),
    };
    render(here, &shell, &view)
}
