//! Rituals against what they make, update and read, and against the rungs they stand on.

use foldhash::HashSet;

use super::{Sheet, SheetCell, SheetRow};
use crate::fit::Row;
use crate::model::{Detail, KindId, Relation};
use crate::site::here::Here;
use crate::site::view::{CellReasons, LegendView, Link, MatrixCell};
use crate::site::words;
use crate::validate::{EntryId, MATRIX_WIDTH};

/// The relations between a ritual and an artifact, the one that says most first: its name, its
/// class, shape, letter and word, and what it means.
const RELATIONS: [(Relation, &str, &str, &str, &str, &str); 3] = [
    (Relation::Produces, "makes", "●", "M", "Makes", "The ritual makes the artifact."),
    (Relation::Updates, "updates", "◐", "U", "Updates", "The ritual changes it."),
    (Relation::Consumes, "reads", "○", "R", "Reads", "The ritual reads it."),
];

/// `chosen_by` are the rows that decide which artifacts stand in the columns, where there are
/// more than can be shown.
pub fn artifacts<'a>(here: Here<'a>, rows: &[EntryId], chosen_by: &[EntryId]) -> Sheet<'a> {
    let graph = &here.playbook().linked.graph;
    let mut columns: Vec<EntryId> = here.playbook().linked.playbook.artifacts().collect();
    if columns.len() > MATRIX_WIDTH {
        // Those that the rows at hand have something to do with say most.
        let edges = chosen_by.iter().flat_map(|ritual| graph.outgoing(*ritual));
        let touched: HashSet<EntryId> = edges.map(|edge| edge.to).collect();
        columns.retain(|artifact| touched.contains(artifact));
        columns.truncate(MATRIX_WIDTH);
    }
    let rows = rows.iter().map(|&ritual| {
        let related: Vec<Vec<EntryId>> = RELATIONS
            .iter()
            .map(|(relation, ..)| graph.outgoing_by(ritual, *relation).collect())
            .collect();
        let cells = columns.iter().map(|artifact| {
            let held: Vec<usize> =
                (0..RELATIONS.len()).filter(|at| related[*at].contains(artifact)).collect();
            relation_cell(&held)
        });
        SheetRow { id: ritual, cells: cells.collect() }
    });
    let legend = RELATIONS.iter().map(|(_, class, glyph, letter, word, meaning)| LegendView {
        id: (*class).into(),
        glyph: (*glyph).into(),
        letter: (*letter).into(),
        word: (*word).into(),
        meaning: (*meaning).into(),
    });
    Sheet {
        rows: rows.collect(),
        columns: here.links(columns.iter().copied()),
        legend: legend.collect(),
        is_of_fit: false,
    }
}

fn relation_cell<'a>(held: &[usize]) -> Option<SheetCell<'a>> {
    let &first = held.first()?;
    let (_, class, glyph, ..) = RELATIONS[first];
    let letters: String = held.iter().map(|at| RELATIONS[*at].3).collect();
    let said: Vec<String> = held
        .iter()
        .enumerate()
        .map(|(nth, at)| {
            let word = RELATIONS[*at].4;
            if nth == 0 { word.to_owned() } else { word.to_lowercase() }
        })
        .collect();
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    let word = words::and_list(&said);
    Some(SheetCell {
        shown: MatrixCell {
            class: class.into(),
            glyph: glyph.into(),
            letter: letters.into(),
            text: word.clone().into(),
            ..MatrixCell::default()
        },
        reasons: Some(CellReasons { word: word.into(), ..CellReasons::default() }),
    })
}

/// The rungs from the shortest, and behind them what happens when something happens.
pub fn cycles<'a>(here: Here<'a>, rows: &[EntryId]) -> Sheet<'a> {
    let playbook = here.playbook();
    let mut ladder = playbook.ladder().to_vec();
    ladder.retain(|cycle| !playbook.is_retired(*cycle));
    ladder.truncate(MATRIX_WIDTH - 1);
    let rows: Vec<SheetRow<'a>> = rows
        .iter()
        .filter_map(|&ritual| {
            let Detail::Ritual(own) = &here.entry(ritual).detail else { return None };
            let home =
                own.cycle.as_ref().and_then(|own| playbook.linked.target(ritual, own.reference));
            let running: Vec<(Option<EntryId>, EntryId, Row<'a>)> = playbook
                .run_by(ritual)
                .filter(|(team, row)| row.runs && !playbook.is_retired(*team))
                .map(|(team, row)| (playbook.cycle_of(team, &row), team, row))
                .collect();
            let rungs = ladder.iter().map(|rung| Some(*rung)).chain([None]);
            let cells = rungs.map(|rung| {
                let on: Vec<_> = running.iter().filter(|(own, ..)| *own == rung).collect();
                let here_at_home = match rung {
                    Some(_) => rung == home,
                    None => home.is_none() && own.trigger.is_some(),
                };
                let trigger = own.trigger.as_ref().filter(|_| rung.is_none());
                rung_cell(here, here_at_home, trigger.map(|text| &*text.value), &on)
            });
            Some(SheetRow { id: ritual, cells: cells.collect() })
        })
        .collect();
    let mut columns: Vec<Link<'a>> = here.links(ladder.iter().copied());
    let rituals = &playbook.linked.playbook.kinds.get(KindId::RITUAL).folder;
    columns.push(here.page(&format!("{rituals}/"), "When needed"));
    let legend = |id: &'static str, glyph: &'static str, word: &'static str, meaning| LegendView {
        id: id.into(),
        glyph: glyph.into(),
        word: word.into(),
        meaning,
        ..LegendView::default()
    };
    Sheet {
        rows,
        columns,
        legend: vec![
            legend("makes", "●", "Its own rung", "Where the ritual stands in the library.".into()),
            legend("reads", "○", "A team’s rung", "Where a team runs it otherwise.".into()),
            legend("", "3", "Teams", "The number says how many teams run it there.".into()),
        ],
        is_of_fit: false,
    }
}

fn rung_cell<'a>(
    here: Here<'a>,
    home: bool,
    trigger: Option<&str>,
    on: &[&(Option<EntryId>, EntryId, Row<'a>)],
) -> Option<SheetCell<'a>> {
    if !home && on.is_empty() {
        return None;
    }
    let word = if home { "Its own rung" } else { "A team’s rung" };
    let teams = on.iter().map(|(_, team, row)| {
        let title = &here.entry(*team).title.value;
        match &row.row.local_name {
            Some(name) => format!("{title} (“{}”)", name.value),
            None => title.to_string(),
        }
    });
    let teams: Vec<String> = teams.collect();
    let names: Vec<&str> = teams.iter().map(String::as_str).collect();
    let mut note = match names.len() {
        0 => "No team runs it here.".to_owned(),
        _ => format!("Run here by {}.", words::and_list(&names)),
    };
    if let Some(trigger) = trigger {
        note = format!("When: {}. {note}", trigger.trim_end_matches('.'));
    }
    let count = words::count(on.len(), "team");
    Some(SheetCell {
        shown: MatrixCell {
            class: if home { "makes" } else { "reads" }.into(),
            glyph: if home { "●" } else { "○" }.into(),
            letter: if on.is_empty() { "".into() } else { on.len().to_string().into() },
            text: format!("{word}, {count}").into(),
            ..MatrixCell::default()
        },
        reasons: Some(CellReasons {
            word: word.into(),
            note: note.into(),
            ..CellReasons::default()
        }),
    })
}
