//! The next best question: the unknown factor whose answer would change most.

use super::FittedPlaybook;
use super::rules::decide;
use crate::link::{FactorId, Line, Values};

/// A factor worth asking for, and how many practices' verdicts some answer would change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextQuestion {
    pub factor: FactorId,
    pub would_change: usize,
}

/// For each unknown factor the number of practices whose verdict some value of it would
/// change; the factor with the most, ties by the factors' order on the site; none where no
/// answer would change a verdict.
pub fn next(playbook: &FittedPlaybook, values: &Values) -> Option<NextQuestion> {
    counts(playbook, values)
        .into_iter()
        .filter(|question| question.would_change > 0)
        // The first of the greatest: `max_by_key` alone would take the last.
        .rev()
        .max_by_key(|question| question.would_change)
}

/// Every unknown factor with its count, in the order of the site.
pub fn counts(playbook: &FittedPlaybook, values: &Values) -> Vec<NextQuestion> {
    let factors = &playbook.linked.factors;
    let mut counts: Vec<NextQuestion> = factors
        .iter()
        .filter(|(factor, _)| values.get(*factor).is_none())
        .filter(|(_, def)| !playbook.entry(def.entry).is_retired())
        .map(|(factor, _)| NextQuestion { factor, would_change: 0 })
        .collect();
    let mut answered = values.clone();
    for &practice in playbook.practices() {
        let lines = || playbook.linked.lines(practice).iter().flatten();
        let verdict = decide(lines(), values).0;
        for question in &mut counts {
            let factor = question.factor;
            let asks = |line: &Line| line.when.iter().any(|(asked, _)| *asked == factor);
            if !lines().any(asks) {
                continue;
            }
            let changes = (0..factors.get(factor).values.len()).any(|value| {
                answered.set(factor, Some(1 << value));
                decide(lines(), &answered).0 != verdict
            });
            answered.set(factor, None);
            question.would_change += usize::from(changes);
        }
    }
    counts
}
