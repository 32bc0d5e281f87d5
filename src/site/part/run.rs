//! What a team does with a practice, and how that changed over time.

use std::borrow::Cow;

use crate::fit::Row;
use crate::model::{Date, Detail, Duration, Status};
use crate::site::here::{Here, encode, join_facts};
use crate::site::part;
use crate::site::view::{ChangeView, HistoryView, Link, RunView, StatusView, Text};
use crate::site::words;
use crate::source::Located;
use crate::validate::EntryId;

/// How many teams the page of a practice lists.
pub const TEAMS: usize = 30;

/// From which side a row is shown: its own name is then left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Team,
    Practice,
    Neither,
}

/// Where a row stands in its life on the day of judgement.
pub fn status_of(here: Here<'_>, row: &Row<'_>) -> StatusView<'static> {
    let as_of = here.playbook().as_of;
    let word = match row.row.standing() {
        Status::Composting => "composting",
        _ if row.row.since.is_some_and(|since| since.value > as_of) => "planned",
        _ if here.playbook().has_ended(row.row) => "ended",
        status => status.word(),
    };
    words::status(word)
}

/// One row of a team's practices.
pub fn run_view<'a>(here: Here<'a>, team: EntryId, row: &Row<'a>, side: Side) -> RunView<'a> {
    let playbook = here.playbook();
    let own = row.row;
    let cycle = playbook.cycle_of(team, row);
    let trigger = match &here.entry(row.practice).detail {
        Detail::Ritual(ritual) => ritual.trigger.as_ref(),
        _ => None,
    };
    let every = match (cycle, trigger) {
        (Some(cycle), _) => words::every(&here.entry(cycle).title.value),
        (None, Some(_)) => words::WHEN_NEEDED.to_owned(),
        (None, None) => String::new(),
    };
    let at = own.at.map(|at| at.value.to_string()).unwrap_or_default();
    let judgement = playbook.judgement(team, row.practice);
    let day = |day: Option<Located<Date>>| day.map(|day| words::date(day.value));
    RunView {
        team: if side == Side::Team { Link::default() } else { here.link(team) },
        practice: if side == Side::Practice { Link::default() } else { here.link(row.practice) },
        local_name: own.local_name.as_ref().map_or("", |name| &name.value).into(),
        status: status_of(here, row),
        runs: row.runs,
        cycle: cycle.map(|cycle| here.link(cycle)),
        rhythm: join_facts(&[&every, &at]).into(),
        trigger: trigger
            .filter(|_| cycle.is_none() && side != Side::Practice)
            .map_or("", |trigger| &trigger.value)
            .into(),
        duration: playbook.length_of(row).map(Duration::in_words).unwrap_or_default().into(),
        owner: own.owner.as_ref().map(|owner| here.said_by(&owner.value)),
        since: day(own.since),
        until: day(own.until),
        expires: day(own.expires),
        expired: row.runs && own.expires.is_some_and(|expires| expires.value < playbook.as_of),
        last_tended: day(own.last_tended),
        changed: own
            .changed
            .iter()
            .map(|change| ChangeView {
                what: Cow::Borrowed(&change.what.value),
                because: change.because.as_ref().map_or("", |why| &why.value).into(),
            })
            .collect(),
        keep_because: own.keep_because.as_ref().map_or("", |why| &why.value).into(),
        verdict: judgement.map(|judgement| here.verdict(&judgement)),
        grounds: judgement
            .filter(|_| side == Side::Practice)
            .map(|judgement| part::grounds(here, team, &judgement)),
        grounds_url: judgement
            .filter(|_| side == Side::Team)
            .and_then(|_| grounds_url(here, team, row.practice)),
        id: "".into(),
    }
}

/// Where the practice's page tells what the verdict of a team that runs it rests on; none where
/// so many run it that the team's row may not stand there.
fn grounds_url<'a>(here: Here<'a>, team: EntryId, practice: EntryId) -> Option<Text<'a>> {
    let mut running = here.playbook().run_by(practice).filter(|(_, row)| row.runs).take(TEAMS);
    running.find(|(other, _)| *other == team)?;
    let mut url = here.entry_url(practice).into_owned();
    url.push('#');
    encode(&part::row_anchor(here, team), &mut url);
    Some(url.into())
}

/// What began, ended and is due, newest first.
pub fn history<'a>(here: Here<'a>, team: EntryId) -> Vec<HistoryView<'a>> {
    let as_of = here.playbook().as_of;
    let mut events = Vec::new();
    for row in here.playbook().rows(team) {
        let mut add = |day: Date, id: &'static str, word: &'static str, note: &'a str| {
            events.push((
                day,
                HistoryView {
                    date: words::date(day),
                    id: id.into(),
                    word: word.into(),
                    practice: here.link(row.practice),
                    local_name: row.row.local_name.as_ref().map_or("", |name| &name.value).into(),
                    note: note.into(),
                },
            ));
        };
        if let Some(since) = row.row.since {
            let (id, word) =
                if since.value > as_of { ("planned", "To start") } else { ("started", "Started") };
            add(since.value, id, word, "");
        }
        if let Some(until) = row.row.until {
            let why = row.row.changed.last().and_then(|change| change.because.as_ref());
            let (id, word) =
                if until.value >= as_of { ("due", "To stop") } else { ("stopped", "Stopped") };
            add(until.value, id, word, why.filter(|_| !row.runs).map_or("", |why| &why.value));
        }
        if let Some(expires) = row.row.expires.filter(|_| row.runs) {
            add(expires.value, "due", "Meant to come down", "");
        }
    }
    events.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.practice.title.cmp(&b.1.practice.title)));
    events.into_iter().map(|(_, event)| event).collect()
}
