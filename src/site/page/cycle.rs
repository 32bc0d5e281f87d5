//! A cycle: one rung of the ladder, and what stands on it.

use super::{Html, render};
use crate::model::{Cycle, KindId, Relation};
use crate::site::here::Here;
use crate::site::part::{self, EntryShell};
use crate::site::view::{CycleView, LadderRung, Link, RungTeam};
use crate::validate::EntryId;

/// How many rituals and artifacts a rung lists.
const LIST: usize = 60;

pub fn page(here: Here<'_>, id: EntryId, cycle: &Cycle) -> Html {
    let shell = EntryShell { id, page_type: "cycle", dated: true }.shell(here);
    let playbook = here.playbook();
    let graph = &playbook.linked.graph;
    let on_rung = |cycle: EntryId| {
        graph.incoming_by(cycle, Relation::Cycle).filter(|from| {
            let entry = here.entry(*from);
            entry.kind == KindId::RITUAL && !entry.is_retired()
        })
    };
    let with_summaries = |ids: &mut dyn Iterator<Item = EntryId>| -> (Vec<Link<'_>>, usize) {
        (ids.take(LIST).map(|id| here.link_with_summary(id)).collect(), ids.count())
    };
    let (rituals, more_rituals) = with_summaries(&mut on_rung(id));
    let (artifacts, more_artifacts) = with_summaries(&mut graph.incoming_by(id, Relation::Horizon));
    let ladder = playbook.ladder().iter().map(|&rung| LadderRung {
        cycle: here.link(rung),
        count: on_rung(rung).count(),
        current: rung == id,
    });
    let mut teams = Vec::new();
    let mut missing = Vec::new();
    for team in playbook.teams() {
        let rungs = playbook.rungs(team);
        let Some(rung) = rungs.iter().find(|rung| rung.cycle == id) else { continue };
        if rung.is_gap {
            missing.push(here.link(team));
        }
        if !rung.rows.is_empty() {
            let mut practices: Vec<EntryId> = rung.rows.iter().map(|row| row.practice).collect();
            practices.sort_unstable();
            practices.dedup();
            teams.push(RungTeam { team: here.link(team), practices: here.links(practices) });
        }
    }
    let view = CycleView {
        entry: part::entry_view(here, id, &[Relation::Cycle, Relation::Horizon]),
        span: span(cycle).into(),
        nominal: cycle.nominal.map(|length| length.value.in_words()).unwrap_or_default().into(),
        ladder: ladder.collect(),
        diagram: None,
        rituals,
        more_rituals,
        artifacts,
        more_artifacts,
        teams,
        missing,
    };
    render(here, &shell, &view)
}

fn span(cycle: &Cycle) -> String {
    let ends = cycle.span.as_ref().map(|span| (span.min, span.max));
    match ends {
        Some((Some(min), Some(max))) if min.value == max.value => min.value.in_words(),
        Some((Some(min), Some(max))) => {
            format!("{} to {}", min.value.in_words(), max.value.in_words())
        }
        Some((Some(min), None)) => format!("from {}", min.value.in_words()),
        Some((None, Some(max))) => format!("up to {}", max.value.in_words()),
        _ => String::new(),
    }
}
