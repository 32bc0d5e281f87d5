//! Two teams side by side, and the way to each pair.
//!
//! `differs` says in sentences what is most telling; `choose` says when to choose whose way.
//! Practices meet by the library's name for them, whatever a team calls them.

mod choose;
pub mod data;
mod differs;

use super::team::ladder_of;
use super::{Html, render};
use crate::fit::{Applies, Judgement, Row, Verdict, applies};
use crate::link::{FactorDef, FactorId, Mask};
use crate::model::{Lean, Relation};
use crate::site::here::{Here, encode_query};
use crate::site::part::{self, Plain, Side};
use crate::site::view::{
    CompareCell, CompareChoice, CompareHubView, ComparePractice, CompareRow, CompareRun,
    CompareView, Link, RunView, Text,
};
use crate::site::words;
use crate::validate::{COMPARED_TEAMS, EntryId, compare_address};

/// How many teams the hub lists.
const TEAMS: usize = 100;

/// How many practices a comparison lists.
const PRACTICES: usize = 120;

pub fn hub(here: Here<'_>) -> Html {
    let mut plain = Plain::new("compare-hub", "Compare teams");
    plain.section = "compare";
    plain.description =
        "Any two teams side by side: what differs, and when to choose whose way.".into();
    plain.dated = true;
    let teams: Vec<EntryId> = here.playbook().teams().collect();
    let choices = teams.iter().take(TEAMS).map(|&team| {
        let like = here.playbook().linked.graph.outgoing_by(team, Relation::Like).next();
        let others = teams.iter().filter(|other| **other != team).take(COMPARED_TEAMS);
        let with = others.filter_map(|&other| {
            let url =
                here.url_if(&compare_address(&here.playbook().linked.playbook, team, other))?;
            Some(Link { url, ..here.link(other) })
        });
        CompareChoice {
            team: here.link_with_summary(team),
            like: like.map_or("", |like| &here.entry(like).title.value).into(),
            with: with.collect(),
        }
    });
    let view = CompareHubView {
        teams: choices.collect(),
        more: teams.len().saturating_sub(TEAMS),
        on_demand: teams.len() > COMPARED_TEAMS,
    };
    let mut shell = plain.shell(here);
    shell.data = vec!["data.js".into()];
    shell.scripts = vec!["compare-words.js".into(), "compare.js".into()];
    render(here, &shell, &view)
}

/// One of the teams, with what it runs and ran.
struct Team<'a> {
    id: EntryId,
    title: &'a str,
    rows: Vec<Row<'a>>,
}

impl<'a> Team<'a> {
    fn new(here: Here<'a>, id: EntryId) -> Team<'a> {
        let rows = here.playbook().rows(id).collect();
        Team { id, title: &here.entry(id).title.value, rows }
    }

    /// What it does with a practice: the row that runs, else the latest that did or will.
    fn row(&self, practice: EntryId) -> Option<&Row<'a>> {
        let own = self.rows.iter().filter(|row| row.practice == practice);
        own.max_by_key(|row| (row.runs, row.row.since.map(|since| since.value)))
    }

    /// The row that runs.
    fn runs(&self, practice: EntryId) -> Option<&Row<'a>> {
        self.row(practice).filter(|row| row.runs)
    }

    /// What it says of a factor, and whether that is assumed.
    fn says(&self, here: Here<'_>, factor: FactorId) -> (Option<Mask>, bool) {
        let said = here.playbook().linked.values(self.id);
        said.map_or((None, false), |said| (said.values.get(factor), said.assumed[factor.index()]))
    }
}

pub fn page(here: Here<'_>, one: EntryId, other: EntryId) -> Html {
    let teams = [Team::new(here, one), Team::new(here, other)];
    let title = format!("{} and {}", teams[0].title, teams[1].title);
    let mut plain = Plain::new("compare", title.clone());
    plain.section = "compare";
    plain.description =
        format!("What differs between {title}, and when to choose whose way.").into();
    plain.crumbs = vec![("compare/".into(), "Compare teams".into())];
    plain.dated = true;
    let (context_same, context) = context(here, &teams);
    let practices = practices(here, &teams);
    let (practices_same, practices): (Vec<Pair>, Vec<Pair>) =
        practices.into_iter().partition(|pair| pair.alike);
    let differs = differs::sentences(here, &teams);
    let rhythm = ladder_of(here, &format!("What {title} run, by cycle"), &[one, other]);
    let view = CompareView {
        title: title.into(),
        teams: teams.iter().map(|team| here.link_with_summary(team.id)).collect(),
        differs: differs.into_iter().map(Into::into).collect(),
        context,
        context_same,
        practices: shown(here, &teams, &practices),
        practices_same: shown(here, &teams, &practices_same),
        rhythm: part::diagram("d.rhythm", rhythm),
        hours: teams
            .iter()
            .map(|team| {
                let load = here.playbook().load(team.id);
                match load.items.is_empty() {
                    true => "".into(),
                    false => words::hours(load.hours).into(),
                }
            })
            .collect(),
        choose: choose::views(here, &teams),
        third_url: third_url(here, [one, other]),
    };
    render(here, &plain.shell(here), &view)
}

/// The page on which any teams are compared, with these two chosen.
fn third_url<'a>(here: Here<'a>, teams: [EntryId; 2]) -> Option<Text<'a>> {
    here.playbook().teams().nth(2)?;
    let mut url = here.url_if("compare/")?.into_owned();
    url.push_str("?teams=");
    for (at, team) in teams.into_iter().enumerate() {
        url.push_str(if at > 0 { "," } else { "" });
        encode_query(&here.entry(team).id, &mut url);
    }
    Some(url.into())
}

/// The factors in which they say the same, and those in which they do not.
fn context<'a>(
    here: Here<'a>,
    teams: &[Team<'a>; 2],
) -> (Vec<CompareRow<'a>>, Vec<CompareRow<'a>>) {
    let mut same = Vec::new();
    let mut different = Vec::new();
    for (factor, def) in here.playbook().linked.factors.iter() {
        let said = teams.each_ref().map(|team| team.says(here, factor));
        let cells = said.map(|(mask, assumed)| CompareCell {
            text: mask.map(|mask| values(def, mask)).unwrap_or_else(|| "unknown".into()).into(),
            unknown: mask.is_none(),
            assumed,
        });
        let row = CompareRow { head: here.link(def.entry), cells: cells.to_vec() };
        if said[0].0 == said[1].0 { same.push(row) } else { different.push(row) }
    }
    (same, different)
}

fn values(def: &FactorDef, mask: Mask) -> String {
    words::labels(def.values_of(mask).map(|value| &*value.label))
}

/// A practice that one of them names.
struct Pair {
    practice: EntryId,
    alike: bool,
    /// Both run it, one does, or neither any more: the order of the table.
    place: u8,
}

fn practices(here: Here<'_>, teams: &[Team<'_>; 2]) -> Vec<Pair> {
    let mut named: Vec<EntryId> =
        teams.iter().flat_map(|team| team.rows.iter().map(|row| row.practice)).collect();
    named.sort_unstable();
    named.dedup();
    let mut pairs: Vec<Pair> = named
        .into_iter()
        .map(|practice| {
            let (alike, place) = match (teams[0].runs(practice), teams[1].runs(practice)) {
                (Some(one), Some(other)) => (is_alike(here, teams, one, other), 0),
                (Some(_), None) => (false, 1),
                (None, Some(_)) => (false, 2),
                (None, None) => (false, 3),
            };
            Pair { practice, alike, place }
        })
        .collect();
    pairs.sort_by_key(|pair| (pair.place, pair.practice));
    pairs
}

/// Run on the same rung, at the same hour, for the same time, in the same state, and as the
/// library has it: what a name alone tells apart is run alike.
fn is_alike(here: Here<'_>, teams: &[Team<'_>; 2], one: &Row<'_>, other: &Row<'_>) -> bool {
    let cycle = |team: &Team<'_>, row: &Row<'_>| here.playbook().cycle_of(team.id, row);
    let at = |row: &Row<'_>| row.row.at.map(|at| at.value);
    cycle(&teams[0], one) == cycle(&teams[1], other)
        && at(one) == at(other)
        && here.playbook().length_of(one) == here.playbook().length_of(other)
        && part::status_of(here, one).id == part::status_of(here, other).id
        && one.row.changed.is_empty()
        && other.row.changed.is_empty()
}

fn shown<'a>(here: Here<'a>, teams: &[Team<'a>; 2], pairs: &[Pair]) -> Vec<ComparePractice<'a>> {
    let shown = pairs.iter().take(PRACTICES);
    shown
        .map(|pair| ComparePractice {
            practice: here.link(pair.practice),
            cells: teams.iter().map(|team| cell(here, team, pair.practice)).collect(),
        })
        .collect()
}

fn cell<'a>(here: Here<'a>, team: &Team<'a>, practice: EntryId) -> CompareRun<'a> {
    match team.row(practice) {
        Some(row) => {
            let run = part::run_view(here, team.id, row, Side::Neither);
            // The status is told besides; the verdict is the other columns' matter.
            CompareRun { run: Some(RunView { verdict: None, ..run }), absent: "".into() }
        }
        None => CompareRun { run: None, absent: absent(here, team.id, practice).into() },
    }
}

/// Why a team does not use a practice, as far as the evidence says: what it comes to there,
/// and the first reason for that.
fn absent(here: Here<'_>, team: EntryId, practice: EntryId) -> String {
    if here.entry(practice).is_retired() {
        return "It is retired.".to_owned();
    }
    let Some(judgement) = here.playbook().judgement(team, practice) else { return String::new() };
    let word = match judgement.verdict {
        Verdict::Fits => "It would fit",
        Verdict::LeansFor => "Slightly for it",
        Verdict::Mixed => "Mixed",
        Verdict::CantTell => "Can’t tell",
        Verdict::NothingSaid => return "Nothing is said of it for such a team.".to_owned(),
        Verdict::LeansAgainst => "Slightly against it",
        Verdict::FitsBadly => "It would fit badly",
        Verdict::Avoid => "To be avoided here",
    };
    match first_reason(here, team, &judgement) {
        Some(because) => format!("{word}: {because}"),
        None => format!("{word}."),
    }
}

/// The strongest line that makes a verdict; for one that cannot be told, the first open one.
fn first_reason<'a>(here: Here<'a>, team: EntryId, judgement: &Judgement) -> Option<&'a str> {
    let linked = &here.playbook().linked;
    let values = &linked.values(team)?.values;
    let written = &here.entry(judgement.practice).practice.as_ref()?.fit;
    let wanted = |lean: Lean| match judgement.verdict {
        Verdict::Fits | Verdict::LeansFor => lean == Lean::For,
        Verdict::Avoid => lean == Lean::Avoid,
        Verdict::LeansAgainst | Verdict::FitsBadly | Verdict::Mixed => lean == Lean::Against,
        Verdict::CantTell | Verdict::NothingSaid => true,
    };
    let open = judgement.verdict == Verdict::CantTell;
    let lines = linked.lines(judgement.practice).iter().zip(written);
    let telling = lines.filter_map(|(line, written)| {
        let line = line.as_ref()?;
        let applies = applies(line, values);
        let counts = if open { applies == Applies::Unknown } else { applies.counts() };
        (counts && wanted(line.lean)).then_some((line.strength, &*written.because.value))
    });
    // The first of the strongest.
    telling
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .max_by_key(|(strength, _)| *strength)
        .map(|it| it.1)
}
