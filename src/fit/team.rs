//! What a team runs, and where that rubs against its context.

use super::FittedPlaybook;
use super::rules::Verdict;
use crate::model::{Detail, Duration, Relation, Status, Team, TeamPractice};
use crate::validate::EntryId;

/// One row of a team's practices with the practice that it means.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    pub practice: EntryId,
    pub row: &'a TeamPractice,
    /// Whether it runs on the day of judgement.
    pub runs: bool,
}

/// Where what a team does rubs against what it is.
#[derive(Debug, Clone, Copy)]
pub enum Tension<'a> {
    /// It runs what its context says to avoid.
    RunsAvoid(Row<'a>),
    /// It runs a practice without one that it requires.
    WithoutRequired { row: Row<'a>, required: EntryId },
}

/// A cycle of the ladder with what a team runs on it.
#[derive(Debug, Clone)]
pub struct Rung<'a> {
    pub cycle: EntryId,
    pub rows: Vec<Row<'a>>,
    /// Nothing stands on it, although something does on a shorter and on a longer one. A cycle
    /// that is retired is missed by nobody.
    pub is_gap: bool,
}

impl FittedPlaybook {
    /// The team's own fields; `None` where the entry is no team or is faulty.
    pub fn team(&self, id: EntryId) -> Option<&Team> {
        match &self.entry(id).detail {
            Detail::Team(team) => Some(team),
            _ => None,
        }
    }

    /// The rows of a team whose practice is known, in the order of its front matter.
    pub fn rows(&self, team: EntryId) -> impl Iterator<Item = Row<'_>> {
        let rows = self.team(team).map_or(&[][..], |team| &team.practices);
        rows.iter().filter_map(move |row| {
            let practice = self.linked.target(team, row.target.reference)?;
            Some(Row { practice, row, runs: self.row_runs(row) })
        })
    }

    /// The rows that run.
    pub fn running(&self, team: EntryId) -> impl Iterator<Item = Row<'_>> {
        self.rows(team).filter(|row| row.runs)
    }

    /// A row runs unless it is composting, begins in the future, or has ended; on its last
    /// day it still runs.
    fn row_runs(&self, row: &TeamPractice) -> bool {
        let composting = row.standing() == Status::Composting;
        let not_begun = row.since.is_some_and(|since| since.value > self.as_of);
        !(composting || not_begun || self.has_ended(row))
    }

    /// Whether the last day of a row is over.
    pub fn has_ended(&self, row: &TeamPractice) -> bool {
        row.until.is_some_and(|until| until.value < self.as_of)
    }

    /// Whether a team runs a practice: any of its rows does.
    pub fn runs(&self, team: EntryId, practice: EntryId) -> bool {
        self.running(team).any(|row| row.practice == practice)
    }

    /// The practices that a practice requires, in the order of its front matter.
    pub fn requirements(&self, practice: EntryId) -> impl Iterator<Item = EntryId> {
        let requires = self.entry(practice).practice.as_ref().map_or(&[][..], |own| &own.requires);
        let kinds = &self.linked.playbook.kinds;
        requires
            .iter()
            .filter_map(move |reason| self.linked.target(practice, reason.target.reference))
            .filter(|required| kinds.is_practice(self.entry(*required).kind))
    }

    /// The teams that run a practice, with their rows.
    pub fn run_by(&self, practice: EntryId) -> impl Iterator<Item = (EntryId, Row<'_>)> {
        let teams = self.linked.graph.incoming_by(practice, Relation::Practices);
        teams.flat_map(move |team| {
            let rows = self.rows(team).filter(move |row| row.practice == practice);
            rows.map(move |row| (team, row))
        })
    }

    /// The team's tensions, in the order of its practices.
    pub fn tensions(&self, team: EntryId) -> Vec<Tension<'_>> {
        let judged = self.judged(team);
        let mut tensions = Vec::new();
        for row in self.running(team) {
            if judged.of(row.practice).is_some_and(|found| found.verdict == Verdict::Avoid) {
                tensions.push(Tension::RunsAvoid(row));
            }
            for required in self.requirements(row.practice) {
                if !self.runs(team, required) {
                    tensions.push(Tension::WithoutRequired { row, required });
                }
            }
        }
        tensions
    }

    /// The cycle of a row: the team's own, else the ritual's.
    pub fn cycle_of(&self, team: EntryId, row: &Row<'_>) -> Option<EntryId> {
        if let Some(own) = &row.row.cycle {
            return self.linked.target(team, own.reference);
        }
        match &self.entry(row.practice).detail {
            Detail::Ritual(ritual) => {
                self.linked.target(row.practice, ritual.cycle.as_ref()?.reference)
            }
            _ => None,
        }
    }

    /// How long a row takes: as the team has it, else as the ritual does.
    pub fn length_of(&self, row: &Row<'_>) -> Option<Duration> {
        let ritual = match &self.entry(row.practice).detail {
            Detail::Ritual(ritual) => ritual.duration,
            _ => None,
        };
        row.row.duration.or(ritual).map(|length| length.value)
    }

    /// The team's ladder, from the shortest cycle to the longest, with what it runs on each.
    pub fn rungs(&self, team: EntryId) -> Vec<Rung<'_>> {
        let rows: Vec<(Option<EntryId>, Row<'_>)> =
            self.running(team).map(|row| (self.cycle_of(team, &row), row)).collect();
        let mut rungs: Vec<Rung<'_>> = self
            .ladder()
            .iter()
            .map(|&cycle| Rung {
                cycle,
                rows: rows
                    .iter()
                    .filter(|(own, _)| *own == Some(cycle))
                    .map(|(_, row)| *row)
                    .collect(),
                is_gap: false,
            })
            .collect();
        let used: Vec<usize> =
            (0..rungs.len()).filter(|index| !rungs[*index].rows.is_empty()).collect();
        if let (Some(&first), Some(&last)) = (used.first(), used.last()) {
            for rung in &mut rungs[first..=last] {
                rung.is_gap = rung.rows.is_empty() && !self.is_retired(rung.cycle);
            }
        }
        rungs
    }
}
