//! Team models: what a team runs against its context, without what it needs, or past its day.

use foldhash::HashMap;

use super::{living, warn};
use crate::diagnostic::{Code, Diagnostic};
use crate::fit::{FittedPlaybook, Row, Verdict};
use crate::model::{At, Detail, Duration, Entry, KindId, Relation, Text};
use crate::validate::EntryId;

pub fn check(playbook: &FittedPlaybook, found: &mut Vec<Diagnostic>) {
    for (id, entry) in living(playbook).filter(|(_, entry)| entry.kind == KindId::TEAM) {
        for row in playbook.running(id) {
            check_row(playbook, id, entry, &row, found);
        }
        check_twice(playbook, id, entry, found);
    }
    shared_names(playbook, found);
}

fn check_row(
    playbook: &FittedPlaybook,
    team: EntryId,
    entry: &Entry,
    row: &Row<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let playbook_ref = |id| playbook.linked.playbook.reference(id);
    let span = entry.refs[row.row.target.reference.index as usize].span;
    let team_name = &entry.title.value;
    let practice = playbook.entry(row.practice);
    let title = &practice.title.value;
    if practice.is_retired() {
        let message = format!("{team_name} runs `{title}`, which is retired");
        let hint = match replacement(playbook, row.practice) {
            Some(id) => format!("it was replaced by `{}`", playbook_ref(id)),
            None => "set `until:`, or bring the practice back".to_owned(),
        };
        warn(found, entry, Code::RetiredInUse, span, message, hint);
        return;
    }
    let verdict = playbook.judgement(team, row.practice).map(|judgement| judgement.verdict);
    if verdict == Some(Verdict::Avoid) && row.row.keep_because.is_none() {
        let message = format!("{team_name} runs `{title}`, which its context says to avoid");
        let hint = "say why with `keep_because:`, or stop running it";
        warn(found, entry, Code::AvoidWithoutReason, span, message, hint);
    }
    for required in playbook.requirements(row.practice) {
        if !playbook.runs(team, required) {
            let missing = playbook_ref(required);
            let message =
                format!("{team_name} runs `{title}` without `{missing}`, which it requires");
            let stop = format!("or stop running `{title}`");
            let mut rows = playbook.rows(team).filter(|row| row.practice == required);
            let hint = match rows.next() {
                _ if playbook.entry(required).is_retired() => {
                    let instead = match replacement(playbook, required) {
                        Some(id) => format!("`{}`", playbook_ref(id)),
                        None => "something else".to_owned(),
                    };
                    format!("`{missing}` is retired: let `{title}` require {instead}, {stop}")
                }
                None => format!("add `{missing}` to the team's practices, {stop}"),
                Some(row) => match row.row.since.filter(|since| since.value > playbook.as_of) {
                    Some(since) => format!("begin it before {}, {stop} until then", since.value),
                    None => format!("take `{missing}` up again, {stop}"),
                },
            };
            warn(found, entry, Code::PrerequisiteNotRun, span, message, hint);
        }
    }
    if let Some(expires) = row.row.expires.filter(|expires| expires.value < playbook.as_of) {
        let message =
            format!("{team_name} still runs `{title}`, which was to be down by {}", expires.value);
        let hint = "take it down (`until:`), or say by when it will be";
        warn(found, entry, Code::ScaffoldExpired, expires.span, message, hint);
    }
    check_weekday(playbook, team, entry, row, found);
}

/// What a retired practice was replaced by.
fn replacement(playbook: &FittedPlaybook, retired: EntryId) -> Option<EntryId> {
    playbook.linked.graph.outgoing_by(retired, Relation::ReplacedBy).next()
}

/// The weekday of `at` is one that the cycle keeps to, and on which the first day lies.
fn check_weekday(
    playbook: &FittedPlaybook,
    team: EntryId,
    entry: &Entry,
    row: &Row<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let Some(at) = row.row.at else { return };
    let Some(weekday) = at.value.weekday else { return };
    let day_of = |weekday: u8| At { weekday: Some(weekday), minutes: None };
    let cycle = playbook.cycle_of(team, row).map(|cycle| &playbook.entry(cycle).detail);
    let nominal = match cycle {
        Some(Detail::Cycle(cycle)) => cycle.nominal.map(|length| length.value),
        _ => None,
    };
    // Months keep to a weekday too: the second Tuesday stays the second Tuesday.
    let strays = |length: &Duration| {
        length.months == 0 && (length.whole_days() == 0 || !length.whole_days().is_multiple_of(7))
    };
    if let Some(length) = nominal.filter(strays) {
        let named = day_of(weekday);
        let message =
            format!("`at` names a weekday, `{named}`, and a cycle of {length} keeps to none");
        let hint = match at.value.minutes {
            Some(_) => {
                let hour = At { weekday: None, ..at.value };
                format!(
                    "write the hour alone, `at: \"{hour}\"`, or give the row a `cycle:` of weeks"
                )
            }
            None => "take `at:` out, or give the row a `cycle:` of weeks".to_owned(),
        };
        warn(found, entry, Code::WeekdayAtOdds, at.span, message, hint);
        return;
    }
    if let Some(first) = row.row.first
        && first.value.weekday() != weekday
    {
        let (is, says) = (day_of(first.value.weekday()), day_of(weekday));
        let message = format!("`first` ({}) is a `{is}`, and `at` says `{says}`", first.value);
        let hint = "correct one of the two; the calendar goes by `at`, from that day on";
        warn(found, entry, Code::WeekdayAtOdds, first.span, message, hint);
    }
}

/// Two rows of a practice that run at once, under one name and in one rhythm, are one meeting
/// that is counted twice.
fn check_twice(
    playbook: &FittedPlaybook,
    team: EntryId,
    entry: &Entry,
    found: &mut Vec<Diagnostic>,
) {
    if entry.allows(Code::PracticeTwice) {
        return;
    }
    let span = |row: &Row<'_>| entry.refs[row.row.target.reference.index as usize].span;
    let mut first: HashMap<EntryId, Vec<Row<'_>>> = HashMap::default();
    for row in playbook.running(team) {
        let rows = first.entry(row.practice).or_default();
        if let Some(other) = rows.iter().find(|other| is_same(playbook, team, other, &row)) {
            let (name, title) = (&entry.title.value, &playbook.entry(row.practice).title.value);
            let message = format!("{name} runs `{title}` in two rows that nothing tells apart");
            let hint = "set `until:` where it has ended, or give each its `local_name:`";
            found.push(
                Diagnostic::new(Code::PracticeTwice, span(&row), message)
                    .label(span(other), "the other one")
                    .hint(hint),
            );
        } else {
            rows.push(row);
        }
    }
}

/// Whether two rows of a practice differ in neither name nor rhythm. A team may well hold one
/// ritual on two days of the week.
fn is_same(playbook: &FittedPlaybook, team: EntryId, one: &Row<'_>, other: &Row<'_>) -> bool {
    let name = |row: &Row<'_>| row.row.local_name.as_ref().map(|name| name.value.to_lowercase());
    let times = one.row.at.zip(other.row.at);
    // As in the calendar: the day of the first is the day of all where `at` names none.
    let day = |row: &Row<'_>| {
        let named = row.row.at.and_then(|at| at.value.weekday);
        named.or(row.row.first.map(|first| first.value.weekday()))
    };
    let days = day(one).zip(day(other));
    name(one) == name(other)
        && playbook.cycle_of(team, one) == playbook.cycle_of(team, other)
        && times.is_none_or(|(one, other)| one.value == other.value)
        && days.is_none_or(|(one, other)| one == other)
}

/// One local name for two practices makes people talk past each other.
fn shared_names(playbook: &FittedPlaybook, found: &mut Vec<Diagnostic>) {
    let mut first: HashMap<String, (EntryId, EntryId, &Text)> = HashMap::default();
    for (id, entry) in living(playbook).filter(|(_, entry)| entry.kind == KindId::TEAM) {
        for row in playbook.rows(id).filter(|row| !playbook.has_ended(row.row)) {
            let Some(name) = &row.row.local_name else { continue };
            let key = name.value.to_lowercase();
            match first.get(&key) {
                None => {
                    first.insert(key, (id, row.practice, name));
                }
                Some((_, practice, _)) if *practice == row.practice => {}
                Some((team, practice, other)) => {
                    let message = format!(
                        "“{}” stands for `{}` here and for `{}` elsewhere",
                        name.value,
                        playbook.entry(row.practice).title.value,
                        playbook.entry(*practice).title.value
                    );
                    if !entry.allows(Code::SharedLocalName) {
                        found.push(
                            Diagnostic::new(Code::SharedLocalName, name.span, message)
                                .label(other.span, "the other one")
                                .hint(if *team == id {
                                    "find another name for one of the two practices"
                                } else {
                                    "let one of the two teams find another name"
                                }),
                        );
                    }
                }
            }
        }
    }
}
