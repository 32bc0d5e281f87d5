//! Teams and contexts: rungs without a ritual, what fits and is not run, what is unknown.

use super::{Question, is_living};
use crate::fit::{FittedPlaybook, Judgement, Verdict};
use crate::link::FactorId;
use crate::validate::EntryId;

/// How many practices a question names.
const FEW: usize = 3;

/// Cycles on which a team has no ritual, between two on which it has some.
pub fn empty_rungs(playbook: &FittedPlaybook) -> Vec<Question> {
    let mut found = Vec::new();
    for team in playbook.teams() {
        let rungs = playbook.rungs(team);
        for (index, rung) in rungs.iter().enumerate().filter(|(_, rung)| rung.is_gap) {
            let shorter = rungs[..index].iter().rev().find(|rung| !rung.rows.is_empty());
            let longer = rungs[index..].iter().find(|rung| !rung.rows.is_empty());
            if let (Some(shorter), Some(longer)) = (shorter, longer) {
                found.push(Question::EmptyRung {
                    team,
                    cycle: rung.cycle,
                    shorter: shorter.cycle,
                    longer: longer.cycle,
                });
            }
        }
    }
    found
}

/// What fits a team (the verdict `fits`) and what it does not run, in the order of its
/// ranking; what lacks something that it requires comes last. What the team once ran and let
/// go, or will begin, is not asked about: it has been thought of.
pub fn fits_but_not_run(playbook: &FittedPlaybook) -> Vec<Question> {
    let mut found = Vec::new();
    for team in playbook.teams() {
        let known = |practice| playbook.rows(team).any(|row| row.practice == practice);
        let mut fitting: Vec<&Judgement> = playbook
            .judged(team)
            .with(Verdict::Fits)
            .iter()
            .filter(|judgement| !known(judgement.practice))
            .collect();
        fitting.sort_by_key(|judgement| judgement.flags.not_yet);
        let practices: Vec<EntryId> =
            fitting.iter().take(FEW).map(|judgement| judgement.practice).collect();
        if !practices.is_empty() {
            let more = fitting.len() - practices.len();
            found.push(Question::FitsButNotRun { team, practices, more });
        }
    }
    found
}

/// For each team, then each context, the next best question, where an answer would change
/// anything.
pub fn unknowns(playbook: &FittedPlaybook) -> Vec<Question> {
    let mut found = Vec::new();
    for place in playbook.teams().chain(playbook.contexts()) {
        let Some(said) = playbook.linked.values(place) else { continue };
        let Some(next) = playbook.next_question(place) else { continue };
        let factors = playbook.linked.factors.iter();
        let unknown: Vec<FactorId> = factors
            .filter(|(id, factor)| {
                said.values.get(*id).is_none() && is_living(playbook.entry(factor.entry))
            })
            .map(|(id, _)| id)
            .collect();
        found.push(Question::UnknownThatMatters { place, unknown, next });
    }
    found
}
