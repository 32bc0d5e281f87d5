//! Home: three doors, what changed, the garden at a glance; what there is to read, where neither a text of
//! its own nor the navigation says it.

use std::borrow::Cow;

use super::{Html, render};
use crate::fit::Row;
use crate::model::{Date, KindId};
use crate::site::here::Here;
use crate::site::part::{self, EntryShell, Plain};
use crate::site::view::{GardenCount, HomeChange, HomeView, KindDoor, Link};
use crate::site::words;
use crate::validate::EntryId;

/// How many links a door shows, and how many changes are told.
const DOOR: usize = 14;
const CHANGES: usize = 8;

pub fn page(here: Here<'_>, text: Option<EntryId>) -> Html {
    let config = &here.site.config;
    let (changes, garden) = (changes(here), garden(here));
    // Without teams nothing on it depends on the day.
    let dated = !changes.is_empty() || !garden.is_empty();
    let mut shell = match text {
        Some(id) => EntryShell { id, page_type: "home", dated }.shell(here),
        None => Plain { dated, ..Plain::new("home", config.title.as_str()) }.shell(here),
    };
    if shell.description.is_empty() {
        shell.description = config.description.as_str().into();
    }
    shell.breadcrumbs = Vec::new();
    let summary = text.and_then(|id| here.entry(id).common.summary.as_ref());
    let mut view = HomeView {
        title: text.map_or(config.title.as_str(), |id| &here.entry(id).title.value).into(),
        lead: summary.map_or(config.description.as_str(), |text| &text.value).into(),
        body: text.map(|id| part::body(here, id)).unwrap_or_default(),
        text: text.map(|id| part::own_text(here, id)),
        needs: part::some_of(here, KindId::NEED, DOOR),
        contexts: part::some_of(here, KindId::CONTEXT, DOOR),
        teams: part::some_of(here, KindId::TEAM, DOOR),
        kinds: doors(here),
        changes,
        garden,
        questions: super::questions::count(here),
        ..HomeView::default()
    };
    let (reading, more) = super::prose::children(here);
    if text.is_none() || reading.len() > part::READING {
        (view.reading, view.more_reading) = (reading, more);
    }
    render(here, &shell, &view)
}

fn doors<'a>(here: Here<'a>) -> Vec<KindDoor<'a>> {
    let book = &here.playbook().linked.playbook;
    let kinds = book.kinds.iter().filter(|(_, def)| def.practice);
    let doors = kinds.filter_map(|(kind, def)| {
        let count = book.in_use(kind).count();
        let index = Link {
            kind: Cow::Borrowed(&*def.name),
            ..here.page(&format!("{}/", def.folder), &*def.plural)
        };
        (count > 0).then(|| KindDoor { index, count, some: part::some_of(here, kind, 4) })
    });
    doors.collect()
}

/// What teams began and stopped, newest first.
fn changes<'a>(here: Here<'a>) -> Vec<HomeChange<'a>> {
    let playbook = here.playbook();
    let mut events: Vec<(Date, &'static str, EntryId, Row<'a>)> = Vec::new();
    for team in playbook.teams() {
        for row in playbook.rows(team) {
            let past = |day: Date| day <= playbook.as_of;
            if let Some(since) = row.row.since.filter(|since| past(since.value)) {
                events.push((since.value, "started", team, row));
            }
            if let Some(until) = row.row.until.filter(|until| until.value < playbook.as_of) {
                events.push((until.value, "stopped", team, row));
            }
        }
    }
    events.sort_by(|a, b| (b.0, a.2, a.3.practice).cmp(&(a.0, b.2, b.3.practice)));
    events
        .into_iter()
        .take(CHANGES)
        .map(|(day, verb, team, row)| HomeChange {
            date: words::date(day),
            what: format!("{} {verb}", here.entry(team).title.value).into(),
            link: here.link(row.practice),
        })
        .collect()
}

fn garden<'a>(here: Here<'a>) -> Vec<GardenCount<'a>> {
    let beds = super::garden::counts(here);
    if beds.iter().all(|(_, count)| *count == 0) {
        return Vec::new();
    }
    let counted = beds.into_iter().map(|(id, count)| GardenCount {
        status: words::status(id),
        count,
        url: format!("{}#s.{id}", here.url("garden/")).into(),
    });
    counted.collect()
}
