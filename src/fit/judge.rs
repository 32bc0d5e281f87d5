//! All practices in one place: verdicts, flags and their order.

use std::cmp::Reverse;

use super::FittedPlaybook;
use super::rules::{Flags, LineCounts, Verdict, decide};
use crate::link::Values;
use crate::validate::EntryId;

/// Where practices are judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Context(EntryId),
    Team(EntryId),
    /// Values that somebody gave.
    Given(Values),
}

/// One practice's verdict in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judgement {
    pub practice: EntryId,
    pub verdict: Verdict,
    pub flags: Flags,
    pub counts: LineCounts,
}

/// Every practice in one place, best first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    ranked: Vec<Judgement>,
    /// For each entry its index in the ranking, plus one; 0 where it is not ranked.
    positions: Vec<u32>,
}

impl Ranking {
    /// In order: the verdicts in theirs; within one verdict more applying strong `for` lines
    /// first, then more clear, then more slight, then the title, bytewise.
    pub fn ranked(&self) -> &[Judgement] {
        &self.ranked
    }

    /// The verdict of one practice; `None` for what is not ranked (retired, no practice).
    pub fn of(&self, practice: EntryId) -> Option<&Judgement> {
        let position = *self.positions.get(practice.index())?;
        self.ranked.get((position as usize).checked_sub(1)?)
    }

    /// The practices of one verdict, in order.
    pub fn with(&self, verdict: Verdict) -> &[Judgement] {
        let start = self.ranked.partition_point(|judgement| judgement.verdict < verdict);
        let end = self.ranked.partition_point(|judgement| judgement.verdict <= verdict);
        &self.ranked[start..end]
    }
}

/// One practice by itself.
pub fn judge_one(
    playbook: &FittedPlaybook,
    values: &Values,
    team: Option<EntryId>,
    practice: EntryId,
) -> Judgement {
    let lines = playbook.linked.lines(practice).iter().flatten();
    let (verdict, mut flags, counts) = decide(lines, values);
    flags.not_yet = team.is_some_and(|team| {
        playbook.requirements(practice).any(|required| !playbook.runs(team, required))
    });
    Judgement { practice, verdict, flags, counts }
}

pub fn judge(playbook: &FittedPlaybook, values: &Values, team: Option<EntryId>) -> Ranking {
    let mut ranked: Vec<Judgement> = playbook
        .practices()
        .iter()
        .map(|&practice| judge_one(playbook, values, team, practice))
        .collect();
    let title = |judgement: &Judgement| &*playbook.entry(judgement.practice).title.value;
    ranked.sort_by(|a, b| {
        (a.verdict, Reverse(a.counts), title(a), a.practice).cmp(&(
            b.verdict,
            Reverse(b.counts),
            title(b),
            b.practice,
        ))
    });
    let mut positions = vec![0; playbook.linked.playbook.pages.len()];
    for (position, judgement) in (1..).zip(&ranked) {
        positions[judgement.practice.index()] = position;
    }
    Ranking { ranked, positions }
}
