//! What a verdict rests on: the lines that apply in a place, told by what holds there, and what
//! would change it. The lines themselves stand on the practice's page, once.

use super::would::would_change;
use crate::fit::{Applies, Judgement, applies};
use crate::model::{Lean, capital};
use crate::site::here::Here;
use crate::site::view::{GroundView, GroundsView};
use crate::site::words;
use crate::validate::EntryId;

/// What the verdict of a practice in a context or a team rests on.
pub fn grounds<'a>(here: Here<'a>, place: EntryId, judgement: &Judgement) -> GroundsView<'a> {
    let linked = &here.playbook().linked;
    let values = &linked.known(place);
    let mut lines = Vec::new();
    for (number, line) in (1..).zip(linked.lines(judgement.practice)) {
        let Some(line) = line else { continue };
        let partly = match applies(line, values) {
            Applies::Yes => false,
            Applies::Partly => true,
            Applies::No | Applies::Unknown => continue,
        };
        // Of what the line accepts, what is so in this place.
        let holds = line.when.iter().map(|(factor, accepted)| {
            let here_too = values.get(*factor).map_or(*accepted, |own| own & accepted);
            words::condition(linked.factors.get(*factor), here_too)
        });
        let holds: Vec<String> = holds.collect();
        let holds = if holds.is_empty() { "everywhere".into() } else { holds.join(" and ") };
        let (lean, words) = (words::lean(line.lean).into(), capital(&holds).into());
        let view = GroundView { number, lean, words, partly };
        lines.push((line.lean != Lean::Avoid, view));
    }
    lines.sort_by_key(|(after, _)| *after);
    GroundsView {
        lines: lines.into_iter().map(|(_, line)| line).collect(),
        would_change: would_change(here, judgement, values),
    }
}

/// The anchor of a team's row on the page of a practice that it runs.
pub fn row_anchor(here: Here<'_>, team: EntryId) -> String {
    // An id holds no blank; one that is made of a path may.
    format!("s.at-{}", here.entry(team).id.replace(char::is_whitespace, "%20"))
}
