//! When to choose whose way: the values in which two teams differ, and the lines that turn
//! on them and speak for what the one does or against what the other does.

use super::{Team, values};
use crate::fit::applies;
use crate::link::{Line, Mask};
use crate::model::{Lean, Strength};
use crate::site::here::Here;
use crate::site::view::{ChooseReason, ChooseView};
use crate::site::words;
use crate::validate::EntryId;

/// How many conditions are given for each team.
const CONDITIONS: usize = 6;

pub fn views<'a>(here: Here<'a>, teams: &[Team<'a>; 2]) -> Vec<ChooseView<'a>> {
    let sides = [(&teams[0], &teams[1]), (&teams[1], &teams[0])].map(|(own, other)| ChooseView {
        team: here.link(own.id),
        when: conditions(here, own, other),
    });
    if sides.iter().all(|side| side.when.is_empty()) { Vec::new() } else { sides.to_vec() }
}

/// A line that speaks for the one team's way because of one factor.
struct Reason<'a> {
    /// Speaking for what a team does says more than speaking against what the other does.
    speaks_for: bool,
    strength: Strength,
    practice: EntryId,
    because: &'a str,
    /// The values of the factor that the line accepts.
    mask: Mask,
}

fn conditions<'a>(here: Here<'a>, own: &Team<'a>, other: &Team<'a>) -> Vec<ChooseReason<'a>> {
    let linked = &here.playbook().linked;
    let (Some(mine), Some(theirs)) = (linked.values(own.id), linked.values(other.id)) else {
        return Vec::new();
    };
    let mut told: Vec<EntryId> = Vec::new();
    let mut found: Vec<((bool, Strength), ChooseReason<'a>)> = Vec::new();
    for (factor, def) in linked.factors.iter() {
        let (Some(here_it), Some(there)) = (mine.values.get(factor), theirs.values.get(factor))
        else {
            continue;
        };
        if here_it == there {
            continue;
        }
        // What the line accepts of the one's values, where it accepts none of the other's.
        let turns = |line: &Line| {
            let turns =
                applies(line, &mine.values).counts() && !applies(line, &theirs.values).counts();
            let (_, accepted) = line.when.iter().find(|(own, _)| *own == factor)?;
            (turns && accepted & there == 0).then_some(accepted & here_it)
        };
        let mut reasons = Vec::new();
        reasons.extend(reasons_of(here, own, other, true, &turns));
        reasons.extend(reasons_of(here, other, own, false, &turns));
        // Each practice makes one point.
        reasons.retain(|reason| !told.contains(&reason.practice));
        let best =
            reasons.into_iter().rev().max_by_key(|reason| (reason.speaks_for, reason.strength));
        let Some(best) = best else { continue };
        told.push(best.practice);
        let condition = format!(
            "{} is “{}”",
            words::inside(&def.title),
            words::inside(&values(def, best.mask))
        );
        found.push((
            (best.speaks_for, best.strength),
            ChooseReason {
                condition: condition.into(),
                practice: here.link(best.practice),
                speaks_for: best.speaks_for,
                because: best.because.into(),
            },
        ));
    }
    found.sort_by_key(|found| std::cmp::Reverse(found.0));
    found.truncate(CONDITIONS);
    found.into_iter().map(|(_, reason)| reason).collect()
}

/// The turning lines of what a team runs: those for it, or those against it. What the other
/// runs too, as the library has it, is no choice.
fn reasons_of<'a>(
    here: Here<'a>,
    team: &Team<'a>,
    other: &Team<'a>,
    speaks_for: bool,
    turns: &dyn Fn(&Line) -> Option<Mask>,
) -> Vec<Reason<'a>> {
    let mut reasons = Vec::new();
    for row in team.rows.iter().filter(|row| row.runs) {
        if other.runs(row.practice).is_some() {
            continue;
        }
        let Some(own) = here.entry(row.practice).practice.as_ref() else { continue };
        let lines = here.playbook().linked.lines(row.practice).iter().zip(&own.fit);
        for (line, written) in lines {
            let Some(line) = line else { continue };
            if (line.lean == Lean::For) == speaks_for
                && let Some(mask) = turns(line)
            {
                reasons.push(Reason {
                    speaks_for,
                    strength: line.strength,
                    practice: row.practice,
                    because: &written.because.value,
                    mask,
                });
            }
        }
    }
    reasons
}
