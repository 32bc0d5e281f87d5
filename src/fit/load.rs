//! A team's meeting load, in hours per person and week.

use super::{FittedPlaybook, Row};
use crate::model::{Detail, Duration, KindId, Participant, Relation};
use crate::validate::EntryId;

/// What a team's running rituals take of each person's week, and what could not be counted.
#[derive(Debug, Clone, Default)]
pub struct Load<'a> {
    pub items: Vec<LoadItem<'a>>,
    /// Rituals that run and are not in the sum, with the reason: never counted as zero.
    pub uncounted: Vec<(Row<'a>, Uncounted)>,
    /// The sum of the items, in hours per person and week.
    pub hours: f64,
    /// Preparation of whatever runs; apart from the sum.
    pub prep: Vec<(Row<'a>, Prep)>,
}

/// What those who prepare a ritual spend on it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Prep {
    /// In hours per week.
    AWeek(f64),
    /// For one, where nobody can say how many there are.
    EachTime(Duration),
}

/// One ritual's share.
#[derive(Debug, Clone, Copy)]
pub struct LoadItem<'a> {
    pub row: Row<'a>,
    pub hours: f64,
}

/// Why a ritual is not in the sum.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Uncounted {
    /// It happens when something happens.
    Trigger,
    /// Nobody says how long it takes.
    UnknownDuration,
    /// Nobody says how often it happens, or how long its cycle is.
    UnknownCycle,
    /// Everybody may stay away; in hours per week for who comes.
    Optional(f64),
}

impl FittedPlaybook {
    /// The duration over the cycle's nominal length, for the rituals that a team runs.
    pub fn load(&self, team: EntryId) -> Load<'_> {
        let mut load = Load::default();
        for row in self.running(team) {
            let Detail::Ritual(ritual) = &self.entry(row.practice).detail else { continue };
            let cycle = self.cycle_of(team, &row);
            let days = cycle.and_then(|cycle| self.nominal_days(cycle));
            let a_week = |length: Duration| Some(hours_a_week(length, days?));
            if let Some(prep) = ritual.prep {
                let each = Prep::EachTime(prep.value);
                load.prep.push((row, a_week(prep.value).map_or(each, Prep::AWeek)));
            }
            if days.is_none() {
                let triggered = cycle.is_none() && ritual.trigger.is_some();
                let why = if triggered { Uncounted::Trigger } else { Uncounted::UnknownCycle };
                load.uncounted.push((row, why));
                continue;
            }
            let Some(hours) = self.length_of(&row).and_then(a_week) else {
                load.uncounted.push((row, Uncounted::UnknownDuration));
                continue;
            };
            let may_stay_away = |part: &Participant| part.optional.unwrap_or(false);
            if !ritual.participants.is_empty() && ritual.participants.iter().all(may_stay_away) {
                load.uncounted.push((row, Uncounted::Optional(hours)));
                continue;
            }
            load.hours += hours;
            load.items.push(LoadItem { row, hours });
        }
        load
    }

    /// What a role spends in the rituals of the library, in hours per week: for each ritual
    /// its parts, whether it may stay away, and its hours where they can be counted.
    pub fn role_hours(&self, role: EntryId) -> Vec<RoleHours<'_>> {
        let rituals = self.linked.graph.incoming_by(role, Relation::Participants);
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
            let hours =
                ritual.duration.zip(days).map(|(length, days)| hours_a_week(length.value, days));
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

/// A length that comes round every so many days. What comes round every day does so on working
/// days: five in a week, not seven. What comes round twice a day does so ten times.
fn hours_a_week(length: Duration, days: f64) -> f64 {
    let times = if days < 1.5 { 5.0 / days } else { 7.0 / days };
    hours_of(length) * times
}

/// What a ritual takes of somebody's hours: one of a day takes a working day, not the night too.
fn hours_of(length: Duration) -> f64 {
    const A_DAY: f64 = 8.0;
    const DAYS_A_MONTH: f64 = 5.0 * 365.25 / 7.0 / 12.0;
    let (weeks, rest) = (length.days / 7, length.days % 7);
    let days = f64::from(weeks * 5 + rest.min(5)) + f64::from(length.months) * DAYS_A_MONTH;
    f64::from(length.minutes) / 60.0 + days * A_DAY
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
