//! Teams against factors: what each says of itself.

use super::{Sheet, SheetCell, SheetRow};
use crate::link::{FactorDef, FactorId, Mask};
use crate::site::here::Here;
use crate::site::view::{CellReasons, LegendView, MatrixCell};
use crate::site::words;
use crate::validate::{EntryId, MATRIX_WIDTH};

pub fn factors<'a>(here: Here<'a>, rows: &[EntryId]) -> Sheet<'a> {
    let playbook = here.playbook();
    let living = playbook.linked.factors.iter().filter(|(_, def)| !playbook.is_retired(def.entry));
    let factors: Vec<(FactorId, &FactorDef)> = living.take(MATRIX_WIDTH).collect();
    let rows = rows.iter().map(|&team| {
        let said = playbook.linked.values(team);
        let cells = factors.iter().map(|(factor, def)| {
            let mask = said.and_then(|said| said.values.get(*factor));
            let assumed = said.is_some_and(|said| said.assumed[factor.index()]);
            let mut cell = cell(def, mask, assumed);
            if let Some(reasons) = &mut cell.reasons {
                reasons.note = note(here, team, *factor, assumed).into();
            }
            Some(cell)
        });
        SheetRow { id: team, cells: cells.collect() }
    });
    let legend = |id: &'static str, glyph: &'static str, word: &'static str| LegendView {
        id: id.into(),
        glyph: glyph.into(),
        word: word.into(),
        ..LegendView::default()
    };
    Sheet {
        rows: rows.collect(),
        columns: here.links(factors.iter().map(|(_, def)| def.entry)),
        legend: vec![
            legend("value", "○", "Lowest, where a factor has an order"),
            legend("value", "●", "Highest"),
            legend("assumed", "≈", "Assumed from the kind of team"),
            legend("unknown", "◇", "Unknown"),
        ],
        is_of_fit: false,
    }
}

fn cell<'a>(def: &'a FactorDef, mask: Option<Mask>, assumed: bool) -> SheetCell<'a> {
    let Some(mask) = mask else {
        let shown = MatrixCell {
            class: "unknown".into(),
            glyph: "◇".into(),
            letter: "unknown".into(),
            text: "unknown".into(),
            ..MatrixCell::default()
        };
        let reasons = CellReasons { word: "Unknown".into(), ..CellReasons::default() };
        return SheetCell { shown, reasons: Some(reasons) };
    };
    let said = words::labels(def.values_of(mask).map(|value| &*value.label));
    SheetCell {
        shown: MatrixCell {
            class: if assumed { "assumed" } else { "value" }.into(),
            glyph: place(def, mask).into(),
            letter: said.clone().into(),
            text: if assumed { format!("{said}, assumed") } else { said.clone() }.into(),
            ..MatrixCell::default()
        },
        reasons: Some(CellReasons { word: said.into(), ..CellReasons::default() }),
    }
}

/// How far up an ordered factor the highest of some values stands.
fn place(def: &FactorDef, mask: Mask) -> &'static str {
    const PLACES: [&str; 5] = ["○", "◔", "◑", "◕", "●"];
    if !def.ordered {
        return "";
    }
    let highest = (Mask::BITS - 1).saturating_sub(mask.leading_zeros()) as usize;
    let steps = def.values.len().saturating_sub(1).max(1);
    PLACES[(highest * (PLACES.len() - 1)).div_ceil(steps).min(PLACES.len() - 1)]
}

/// Who said so and when.
fn note(here: Here<'_>, team: EntryId, factor: FactorId, assumed: bool) -> String {
    let playbook = here.playbook();
    let Some(own) = playbook.team(team) else { return String::new() };
    let factors = &playbook.linked.factors;
    if assumed {
        let like = own.like.as_ref().and_then(|like| playbook.linked.target(team, like.reference));
        return match like {
            Some(like) => format!("Assumed from {}.", here.entry(like).title.value),
            None => String::new(),
        };
    }
    let claim = own
        .context
        .claims
        .iter()
        .find(|claim| factors.named(&claim.claim.factor.value) == Some(factor));
    let Some(claim) = claim else { return "Nobody has said.".to_owned() };
    let mut said = Vec::new();
    let who = claim.said_by.as_ref().map(|who| here.said_by(&who.value).name);
    match (who, claim.as_of) {
        (Some(who), Some(day)) => said.push(format!("{who}, {}.", words::date(day).words)),
        (Some(who), None) => said.push(format!("{who}.")),
        (None, Some(day)) => said.push(format!("{}.", words::date(day).words)),
        (None, None) => {}
    }
    said.extend(claim.note.as_ref().map(|note| note.value.to_string()));
    said.join(" ")
}
