//! An anti-pattern: how it sounds, what feeds it, what to do instead.

use std::borrow::Cow;

use super::{Html, render};
use crate::model::{AntiPattern, Relation};
use crate::site::here::Here;
use crate::site::part::{self, EntryShell};
use crate::site::view::AntiPatternView;
use crate::validate::EntryId;

pub fn page(here: Here<'_>, id: EntryId, trap: &AntiPattern) -> Html {
    let shell = EntryShell { id, page_type: "anti-pattern", dated: false }.shell(here);
    let linked = &here.playbook().linked;
    let instead = trap.try_instead.iter().filter_map(|reason| {
        let target = linked.target(id, reason.target.reference)?;
        Some(here.reasoned(target, &reason.because.value))
    });
    let view = AntiPatternView {
        entry: part::entry_view(here, id, &[]),
        sounds_like: trap.sounds_like.iter().map(|text| Cow::Borrowed(&*text.value)).collect(),
        seen_when: trap.seen_when.as_ref().map_or("", |text| &text.value).into(),
        feeds_on: here.links(linked.graph.outgoing_by(id, Relation::FeedsOn)),
        try_instead: instead.collect(),
    };
    render(here, &shell, &view)
}
