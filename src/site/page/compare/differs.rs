//! What differs between two teams, in sentences, the most telling first.

use super::{Team, values};
use crate::fit::{Row, Verdict};
use crate::link::{FactorId, Mask};
use crate::model::{Duration, KindId, Lean};
use crate::site::here::Here;
use crate::site::page::team::name_of;
use crate::site::words;
use crate::validate::EntryId;

/// How many sentences of each sort are said.
const OPPOSED: usize = 2;
const RUN_OTHERWISE: usize = 3;
const FACTORS: usize = 4;

pub fn sentences(here: Here<'_>, teams: &[Team<'_>; 2]) -> Vec<String> {
    let mut said = opposed(here, teams);
    said.extend(run_otherwise(here, teams));
    said.extend(factors(here, teams));
    said.extend(hours(here, teams));
    said.extend(shared(teams));
    said
}

/// What one runs and the evidence tells the other to keep away from.
fn opposed(here: Here<'_>, teams: &[Team<'_>; 2]) -> Vec<String> {
    let mut found: Vec<(Verdict, String)> = Vec::new();
    for (own, other) in [(&teams[0], &teams[1]), (&teams[1], &teams[0])] {
        let verdict = |team: &Team<'_>, practice: EntryId| {
            here.playbook().judgement(team.id, practice).map(|judgement| judgement.verdict)
        };
        for row in own.rows.iter().filter(|row| row.runs) {
            let (Some(here_it), Some(there)) =
                (verdict(own, row.practice), verdict(other, row.practice))
            else {
                continue;
            };
            let speaks_for = matches!(here_it, Verdict::Fits | Verdict::LeansFor);
            if !speaks_for || !matches!(there, Verdict::FitsBadly | Verdict::Avoid) {
                continue;
            }
            let title = &here.entry(row.practice).title.value;
            let advice = match there {
                Verdict::Avoid => "tells it to keep away",
                _ => "speaks against it",
            };
            let ending = match other.runs(row.practice) {
                Some(_) => ", and it runs it all the same",
                None => "",
            };
            found.push((
                there,
                format!(
                    "{title} fits {}. At {} the evidence {advice}{ending}.",
                    own.title, other.title
                ),
            ));
        }
    }
    found.sort_by_key(|found| std::cmp::Reverse(found.0));
    found.truncate(OPPOSED);
    found.into_iter().map(|(_, sentence)| sentence).collect()
}

/// What both run, in another rhythm or for another length.
fn run_otherwise(here: Here<'_>, teams: &[Team<'_>; 2]) -> Vec<String> {
    let [one, other] = teams;
    let rhythm = |team: &Team<'_>, row: &Row<'_>| {
        let cycle = here.playbook().cycle_of(team.id, row);
        let every =
            cycle.map(|cycle| format!("every {}", words::inside(&here.entry(cycle).title.value)));
        let length = here.playbook().length_of(row).map(Duration::in_words);
        let known: Vec<String> = every.into_iter().chain(length).collect();
        (cycle, here.playbook().length_of(row), known.join(" for "))
    };
    let mut said = Vec::new();
    for row in one.rows.iter().filter(|row| row.runs) {
        let Some(theirs) = other.runs(row.practice) else { continue };
        if here.entry(row.practice).kind != KindId::RITUAL {
            continue;
        }
        let (mine, yours) = (rhythm(one, row), rhythm(other, theirs));
        if (mine.0, mine.1) == (yours.0, yours.1) || mine.2.is_empty() || yours.2.is_empty() {
            continue;
        }
        let called = |row: &Row<'_>| match &row.row.local_name {
            Some(_) => format!(" as “{}”", name_of(here, row)),
            None => String::new(),
        };
        // Another rung says more than another length.
        said.push((
            mine.0 == yours.0,
            format!(
                "Both run {}: {} {}{}, {} {}{}.",
                here.entry(row.practice).title.value,
                one.title,
                mine.2,
                called(row),
                other.title,
                yours.2,
                called(theirs),
            ),
        ));
    }
    said.sort_by_key(|(same_rung, _)| *same_rung);
    said.truncate(RUN_OTHERWISE);
    said.into_iter().map(|(_, sentence)| sentence).collect()
}

/// The factors in which they differ: those on which most of the practices turn first.
fn factors(here: Here<'_>, teams: &[Team<'_>; 2]) -> Vec<String> {
    let factors = here.playbook().linked.factors.iter();
    let mut found: Vec<(usize, String)> = Vec::new();
    for (factor, def) in factors {
        let (one, other) = (teams[0].says(here, factor).0, teams[1].says(here, factor).0);
        if let (Some(one), Some(other)) = (one, other)
            && one != other
        {
            let sentence = format!(
                "{}: “{}” at {}, “{}” at {}.",
                def.title,
                words::inside(&values(def, one)),
                teams[0].title,
                words::inside(&values(def, other)),
                teams[1].title
            );
            found.push((turning(here, factor, one, other), sentence));
        }
    }
    found.sort_by_key(|found| std::cmp::Reverse(found.0));
    found.truncate(FACTORS);
    found.into_iter().map(|(_, sentence)| sentence).collect()
}

/// How many lines accept what one says of a factor and not what the other says.
fn turning(here: Here<'_>, factor: FactorId, one: Mask, other: Mask) -> usize {
    let playbook = here.playbook();
    let lines = playbook.practices().iter().flat_map(|id| playbook.linked.lines(*id)).flatten();
    lines
        .filter_map(|line| {
            line.when.iter().find(|(own, _)| *own == factor).map(|(_, mask)| (line.lean, mask))
        })
        .filter(|(_, mask)| (*mask & one == 0) != (*mask & other == 0))
        .map(|(lean, _)| if lean == Lean::Avoid { 2 } else { 1 })
        .sum()
}

/// What their meetings cost, where that differs by an hour a week or by half.
fn hours(here: Here<'_>, teams: &[Team<'_>; 2]) -> Option<String> {
    let [one, other] = teams.each_ref().map(|team| here.playbook().load(team.id));
    if one.items.is_empty() || other.items.is_empty() {
        return None;
    }
    let apart = (one.hours - other.hours).abs();
    (apart >= 1.0 || apart * 2.0 >= one.hours.min(other.hours)).then(|| {
        format!(
            "Meetings take {} a person and week at {}, {} at {}.",
            words::in_hours(one.hours),
            teams[0].title,
            words::hours(other.hours),
            teams[1].title
        )
    })
}

/// How many practices they have in common.
fn shared(teams: &[Team<'_>; 2]) -> Option<String> {
    let count = |team: &Team<'_>| {
        let mut runs: Vec<EntryId> =
            team.rows.iter().filter(|row| row.runs).map(|row| row.practice).collect();
        runs.sort_unstable();
        runs.dedup();
        runs
    };
    let [one, other] = teams.each_ref().map(count);
    let both = one.iter().filter(|practice| other.binary_search(practice).is_ok()).count();
    if one.is_empty() && other.is_empty() {
        return None;
    }
    let both_words = match both {
        0 => "They have no practice in common".to_owned(),
        1 => "They have one practice in common".to_owned(),
        both => format!("They have {both} practices in common"),
    };
    Some(format!(
        "{both_words}; {} alone runs {}, {} {}.",
        teams[0].title,
        one.len() - both,
        teams[1].title,
        other.len() - both
    ))
}
