//! The drawings of a team's page: its ladder, how work flows through it, with whom it works.

use super::name_of;
use crate::diagram::{
    self, Chip, Drawing, Flow, FlowNode, Interaction as Neighbour, Interactions, Ladder, Rung, Tie,
};
use crate::fit::Row;
use crate::model::{KindId, Relation, Team};
use crate::site::here::Here;
use crate::site::page::practice::node;
use crate::site::part;
use crate::site::view::DiagramView;
use crate::validate::EntryId;

/// A row as a chip of the ladder.
fn chip(here: Here<'_>, row: &Row<'_>, column: usize) -> Chip {
    let entry = here.entry(row.practice);
    Chip {
        label: name_of(here, row).to_owned(),
        note: here.playbook().length_of(row).map(|length| length.to_string()),
        also: row.row.local_name.as_ref().map(|_| entry.title.value.to_string()),
        url: Some(here.entry_url(row.practice).into_owned()),
        status: part::status_of(here, row).id.into_owned(),
        column,
    }
}

/// What the team runs, by cycle.
pub fn ladder(here: Here<'_>, id: EntryId) -> Drawing {
    ladder_of(here, &title(here, id), &[id])
}

fn title(here: Here<'_>, id: EntryId) -> String {
    format!("What {} runs, by cycle", here.entry(id).title.value)
}

/// The same as nested cycles, where there is more than one to nest.
pub fn wheel<'a>(here: Here<'a>, id: EntryId) -> Option<DiagramView<'a>> {
    let ladder = gather(here, &title(here, id), &[id]);
    if ladder.rungs.iter().filter(|rung| !rung.aside).count() < 2 {
        return None;
    }
    let draw = |frame: &diagram::Frame| diagram::wheel(&ladder, frame);
    part::diagram("d.wheel", diagram::responsive("d.wheel", diagram::WIDE, draw))
}

/// A cycle as a rung on which nothing stands yet.
fn rung(here: Here<'_>, cycle: EntryId) -> Rung {
    let facts = here.facts(cycle);
    Rung {
        label: here.entry(cycle).title.value.to_string(),
        note: (!facts.is_empty()).then_some(facts),
        url: Some(here.entry_url(cycle).into_owned()),
        ..Rung::default()
    }
}

/// The ladder of one team, or of several side by side.
pub fn ladder_of(here: Here<'_>, title: &str, teams: &[EntryId]) -> Drawing {
    let ladder = gather(here, title, teams);
    // Two teams side by side have room for their names where there is room for both.
    let widest = if teams.len() > 1 { 720 } else { diagram::WIDE };
    diagram::responsive("d.ladder", widest, |frame| diagram::ladder(&ladder, frame))
}

/// What teams run: from the longest cycle used to the shortest, and behind them what happens when
/// something happens.
fn gather(here: Here<'_>, title: &str, teams: &[EntryId]) -> Ladder {
    let playbook = here.playbook();
    let columns = teams.iter().map(|team| here.entry(*team).title.value.to_string());
    let cycles: Vec<EntryId> = playbook.ladder().iter().rev().copied().collect();
    let mut rungs: Vec<Rung> = cycles.iter().map(|cycle| rung(here, *cycle)).collect();
    let mut aside = Vec::new();
    for (column, &team) in teams.iter().enumerate() {
        for row in playbook.running(team) {
            let cycle = playbook.cycle_of(team, &row);
            match cycle.and_then(|own| cycles.iter().position(|cycle| *cycle == own)) {
                Some(at) => rungs[at].chips.push(chip(here, &row, column)),
                // Only a ritual is something that happens; an artifact is not waited for.
                None if here.entry(row.practice).kind == KindId::RITUAL => {
                    aside.push(chip(here, &row, column));
                }
                None => {}
            }
        }
    }
    // Nothing is missing on a cycle that is retired.
    let mut at = cycles.iter();
    rungs.retain(|rung| {
        let is_retired = at.next().is_some_and(|cycle| playbook.is_retired(*cycle));
        !rung.chips.is_empty() || !is_retired
    });
    let used = |rung: &Rung| !rung.chips.is_empty();
    let ends = rungs.iter().position(used).zip(rungs.iter().rposition(used));
    let mut shown = ends.map_or(Vec::new(), |(first, last)| rungs.drain(first..=last).collect());
    if !aside.is_empty() {
        shown.push(Rung {
            label: "When needed".into(),
            chips: aside,
            aside: true,
            ..Rung::default()
        });
    }
    Ladder {
        title: title.to_owned(),
        columns: if teams.len() > 1 { columns.collect() } else { Vec::new() },
        rungs: shown,
    }
}

/// How work flows: what the team's rituals make, change and read.
pub fn flow<'a>(here: Here<'a>, id: EntryId) -> Option<DiagramView<'a>> {
    let graph = &here.playbook().linked.graph;
    let mut ids: Vec<EntryId> = Vec::new();
    let mut nodes: Vec<FlowNode> = Vec::new();
    let mut ties = Vec::new();
    let mut at = |practice: EntryId, name: Option<&str>, nodes: &mut Vec<FlowNode>| {
        if let Some(index) = ids.iter().position(|known| *known == practice) {
            return index;
        }
        let mut box_of = node(here, practice, false);
        if let Some(name) = name.filter(|name| *name != box_of.label) {
            box_of.note = Some(std::mem::replace(&mut box_of.label, name.to_owned()));
        }
        ids.push(practice);
        nodes.push(box_of);
        nodes.len() - 1
    };
    let rows: Vec<Row<'_>> = here.playbook().running(id).collect();
    let named = |practice: EntryId| {
        let row = rows.iter().find(|row| row.practice == practice)?;
        row.row.local_name.as_ref().map(|name| &*name.value)
    };
    for row in rows.iter().filter(|row| here.entry(row.practice).kind == KindId::RITUAL) {
        for (relation, tie) in [
            (Relation::Produces, Tie::Makes),
            (Relation::Updates, Tie::Updates),
            (Relation::Consumes, Tie::Feeds),
        ] {
            for artifact in graph.outgoing_by(row.practice, relation) {
                if here.entry(artifact).is_retired() {
                    continue;
                }
                let ritual = at(row.practice, named(row.practice), &mut nodes);
                let other = at(artifact, named(artifact), &mut nodes);
                ties.push(if tie == Tie::Feeds {
                    (other, tie.clone(), ritual)
                } else {
                    (ritual, tie.clone(), other)
                });
            }
        }
    }
    if ties.is_empty() {
        return None;
    }
    let title = format!("How work flows through {}", here.entry(id).title.value);
    let flow = Flow { title, nodes, ties };
    part::diagram(
        "d.flow",
        diagram::responsive("d.flow", diagram::WIDE, |frame| diagram::flow(&flow, frame)),
    )
}

/// With whom the team works, and how.
pub fn interactions<'a>(here: Here<'a>, id: EntryId, team: &'a Team) -> Option<DiagramView<'a>> {
    let views = super::interactions(here, id, team);
    if views.is_empty() {
        return None;
    }
    let title = &here.entry(id).title.value;
    let neighbours = views.iter().map(|own| Neighbour {
        label: own.team.title.to_string(),
        url: Some(own.team.url.to_string()),
        mode: own.mode.replace(' ', "-"),
        mode_label: own.mode.to_string(),
        what: (!own.what.is_empty()).then(|| own.what.to_string()),
        until: super::ending(own),
        over: own.ended,
    });
    let all = Interactions {
        title: format!("With whom {title} works"),
        team: title.to_string(),
        neighbours: neighbours.collect(),
    };
    part::diagram_over_list(
        "d.interactions",
        diagram::responsive("d.interactions", diagram::WIDE, |frame| {
            diagram::interactions(&all, frame)
        }),
    )
}
