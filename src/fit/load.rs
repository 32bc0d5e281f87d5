//! A team's meeting load, in hours per person and week.

use super::{FittedPlaybook, Row};
use crate::model::{Detail, KindId};
use crate::validate::EntryId;

/// What a team's running rituals take of each person's week, and what could not be counted.
#[derive(Debug, Clone, Default)]
pub struct Load<'a> {
    pub items: Vec<LoadItem<'a>>,
    /// Rituals that run and are not in the sum, with the reason: never counted as zero.
    pub uncounted: Vec<(Row<'a>, Uncounted)>,
    /// The sum of the items, in hours per person and week.
    pub hours: f64,
    /// Preparation, in hours per week of those who prepare; apart from the sum.
    pub prep_hours: f64,
}

/// One ritual's share.
#[derive(Debug, Clone, Copy)]
pub struct LoadItem<'a> {
    pub row: Row<'a>,
    pub hours: f64,
    pub prep_hours: Option<f64>,
}

/// Why a ritual is not in the sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Uncounted {
    /// It happens when something happens.
    Trigger,
    /// Nobody says how long it takes.
    UnknownDuration,
    /// Nobody says how often it happens, or how long its cycle is.
    UnknownCycle,
}

impl FittedPlaybook {
    /// The duration over the cycle's nominal length, for the rituals that a team runs.
    pub fn load(&self, team: EntryId) -> Load<'_> {
        let mut load = Load::default();
        for row in self.running(team) {
            let Detail::Ritual(ritual) = &self.entry(row.practice).detail else { continue };
            let cycle = self.cycle_of(team, &row);
            if cycle.is_none() && ritual.trigger.is_some() {
                load.uncounted.push((row, Uncounted::Trigger));
                continue;
            }
            let Some(days) = cycle.and_then(|cycle| self.nominal_days(cycle)) else {
                load.uncounted.push((row, Uncounted::UnknownCycle));
                continue;
            };
            // A day's ritual happens on working days: five in a week, not seven.
            let times_a_week = if days < 1.5 { 5.0 / days.max(1.0) } else { 7.0 / days };
            let a_week = |minutes: f64| minutes / 60.0 * times_a_week;
            let prep_hours = ritual.prep.map(|prep| a_week(prep.value.about_minutes()));
            let Some(duration) = row.row.duration.or(ritual.duration) else {
                load.uncounted.push((row, Uncounted::UnknownDuration));
                continue;
            };
            let hours = a_week(duration.value.about_minutes());
            load.hours += hours;
            load.prep_hours += prep_hours.unwrap_or(0.0);
            load.items.push(LoadItem { row, hours, prep_hours });
        }
        load
    }

    /// What a role spends in the rituals of the library, in hours per week: for each ritual
    /// its parts, whether it may stay away, and its hours where they can be counted.
    pub fn role_hours(&self, role: EntryId) -> Vec<RoleHours<'_>> {
        let rituals = self.linked.graph.incoming_by(role, "participants");
        let mut found = Vec::new();
        for id in rituals {
            let entry = self.entry(id);
            let Detail::Ritual(ritual) = &entry.detail else { continue };
            if entry.kind != KindId::RITUAL {
                continue;
            }
            let parts = ritual.participants.iter();
            let parts: Vec<_> = parts
                .filter(|part| self.linked.target(id, part.role.reference) == Some(role))
                .collect();
            if parts.is_empty() {
                continue;
            }
            let cycle =
                ritual.cycle.as_ref().and_then(|cycle| self.linked.target(id, cycle.reference));
            let days = cycle.and_then(|cycle| self.nominal_days(cycle));
            let hours = ritual.duration.zip(days).map(|(duration, days)| {
                let times = if days < 1.5 { 5.0 / days.max(1.0) } else { 7.0 / days };
                duration.value.about_minutes() / 60.0 * times
            });
            found.push(RoleHours {
                ritual: id,
                parts: parts.iter().filter_map(|own| Some(&*own.part.as_ref()?.value)).collect(),
                optional: parts.iter().all(|own| own.optional.unwrap_or(false)),
                hours,
            });
        }
        found
    }
}

/// One ritual of a role.
#[derive(Debug, Clone)]
pub struct RoleHours<'a> {
    pub ritual: EntryId,
    /// What it does there: one for each time that the ritual names it with a part.
    pub parts: Vec<&'a str>,
    /// Whether it may stay away whatever its part.
    pub optional: bool,
    /// Hours per week; `None` where they cannot be counted.
    pub hours: Option<f64>,
}
