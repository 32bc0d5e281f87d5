//! Practices against contexts, and against teams: verdicts and the lines behind them.

use super::{Sheet, SheetCell, SheetRow};
use crate::fit::{Applies, Judgement, Row, Verdict, applies, unknown_factors};
use crate::link::Values;
use crate::site::here::Here;
use crate::site::part;
use crate::site::view::{CellReasons, LegendView, MatrixCell, VERDICTS};
use crate::site::words;
use crate::validate::{EntryId, MATRIX_WIDTH};

pub fn contexts<'a>(here: Here<'a>, rows: &[EntryId]) -> Sheet<'a> {
    let places: Vec<EntryId> = here.playbook().contexts().take(MATRIX_WIDTH).collect();
    let mut legend = VERDICTS.to_vec();
    legend.push(flag());
    Sheet { legend, ..sheet(here, &places, rows, false) }
}

pub fn teams<'a>(here: Here<'a>, rows: &[EntryId]) -> Sheet<'a> {
    let places: Vec<EntryId> = here.playbook().teams().take(MATRIX_WIDTH).collect();
    let mut legend = VERDICTS.to_vec();
    legend.push(flag());
    legend.push(LegendView {
        id: "run".into(),
        glyph: "▢".into(),
        word: "Run by the team".into(),
        meaning: "The team runs it on the site’s date.".into(),
        ..LegendView::default()
    });
    Sheet { legend, ..sheet(here, &places, rows, true) }
}

/// What the dot in a cell's corner means.
fn flag() -> LegendView<'static> {
    LegendView {
        id: "flag".into(),
        glyph: "•".into(),
        word: "With a proviso".into(),
        meaning: "It holds for part of the work, could be ruled out, or needs something first."
            .into(),
        ..LegendView::default()
    }
}

fn sheet<'a>(here: Here<'a>, places: &[EntryId], rows: &[EntryId], teams: bool) -> Sheet<'a> {
    let playbook = here.playbook();
    let known: Vec<_> = places.iter().map(|place| playbook.linked.known(*place)).collect();
    let rows = rows.iter().map(|&practice| {
        let mut running: Vec<(EntryId, Row<'a>)> = Vec::new();
        if teams {
            running = playbook.run_by(practice).filter(|(_, row)| row.runs).collect();
        }
        let cells = places.iter().zip(&known).map(|(&place, values)| {
            let row = running.iter().find(|(team, _)| *team == place).map(|(_, row)| row);
            cell(here, practice, place, values, row)
        });
        SheetRow { id: practice, cells: cells.collect() }
    });
    Sheet {
        rows: rows.collect(),
        columns: here.links(places.iter().copied()),
        is_of_fit: true,
        ..Sheet::default()
    }
}

/// What is said of one practice in one place, where `values` are known; `row` is where a team
/// runs it.
fn cell<'a>(
    here: Here<'a>,
    practice: EntryId,
    place: EntryId,
    values: &Values,
    row: Option<&Row<'a>>,
) -> Option<SheetCell<'a>> {
    let playbook = here.playbook();
    let lines = playbook.linked.lines(practice);
    let judgement = playbook.judgement(place, practice)?;
    let Judgement { verdict, flags, .. } = judgement;
    let view = here.verdict(&judgement);
    let mut reasons = CellReasons { word: view.word.clone(), ..CellReasons::default() };
    let mut open = Vec::new();
    for (number, line) in (1..).zip(lines) {
        let Some(line) = line else { continue };
        match applies(line, values) {
            Applies::Yes => reasons.applies.push(number),
            Applies::Partly => reasons.partly.push(number),
            Applies::Unknown => {
                reasons.unknown.push(number);
                open.extend(unknown_factors(line, values));
            }
            Applies::No => {}
        }
    }
    let mut notes = Vec::new();
    if let Some(row) = row {
        let status = part::status_of(here, row).word.to_lowercase();
        notes.push(match &row.row.local_name {
            Some(name) => format!("They run it as “{}” ({status}).", name.value),
            None => format!("They run it ({status})."),
        });
    }
    if verdict == Verdict::CantTell {
        open.sort_unstable();
        open.dedup();
        let factors = &playbook.linked.factors;
        let titles: Vec<String> =
            open.iter().map(|factor| words::inside(&factors.get(*factor).title)).collect();
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        notes.push(format!("Nobody has said: {}.", words::and_list(&titles)));
    }
    for flag in &view.flags {
        if flag.id != "part-of-the-work" {
            notes.push(flag.because.to_string());
        }
    }
    reasons.note = notes.join(" ").into();
    let silent = verdict == Verdict::NothingSaid && row.is_none();
    let runs = row.is_some();
    let said: Vec<&str> = std::iter::once(&*view.word)
        .chain(view.flags.iter().map(|flag| &*flag.word))
        .chain(runs.then_some("run by the team"))
        .collect();
    Some(SheetCell {
        shown: MatrixCell {
            text: said.join(", ").into(),
            // A prerequisite is told where the verdict could lead to a start.
            flagged: flags.could_be_ruled_out
                || flags.part_of_the_work
                || (flags.not_yet && verdict < Verdict::CantTell),
            class: view.verdict.clone(),
            glyph: view.glyph.clone(),
            letter: view.letter.clone(),
            runs,
            reasons: None,
        },
        reasons: (!silent).then_some(reasons),
    })
}
