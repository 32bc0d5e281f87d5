//! A team's rituals as a calendar, and those that no calendar can hold, with why.

use crate::calendar::{self, Calendar, Event, Rhythm, Series, Unfit};
use crate::config::Config;
use crate::fit::{FittedPlaybook, Row};
use crate::model::{Detail, KindId};
use crate::site::Site;
use crate::site::here::encode;
use crate::site::words;
use crate::validate::EntryId;

/// What a team's calendar holds and what not, in the order of its practices.
pub struct Dated<'a> {
    pub inside: Vec<(Row<'a>, Series)>,
    pub outside: Vec<(Row<'a>, String)>,
}

/// The rituals that a team runs, by whether their days can be said.
pub fn dated(playbook: &FittedPlaybook, team: EntryId) -> Dated<'_> {
    let mut dated = Dated { inside: Vec::new(), outside: Vec::new() };
    for row in playbook.running(team) {
        let entry = playbook.entry(row.practice);
        if entry.kind != KindId::RITUAL {
            continue;
        }
        let cycle = playbook.cycle_of(team, &row);
        let length = cycle.and_then(|cycle| match &playbook.entry(cycle).detail {
            Detail::Cycle(cycle) => cycle.nominal.map(|length| length.value),
            _ => None,
        });
        let rhythm = Rhythm {
            cycle: length,
            weekday: row.row.at.and_then(|at| at.value.weekday),
            first: row.row.first.map(|day| day.value),
            since: row.row.since.map(|day| day.value),
            until: row.row.until.map(|day| day.value),
            as_of: playbook.as_of,
        };
        let triggered = match &entry.detail {
            Detail::Ritual(ritual) => cycle.is_none() && ritual.trigger.is_some(),
            _ => false,
        };
        match Series::of(&rhythm) {
            Ok(series) => dated.inside.push((row, series)),
            Err(_) if triggered => {
                dated.outside.push((row, "it is held when needed".to_owned()));
            }
            Err(unfit) => dated.outside.push((row, because(unfit))),
        }
    }
    dated
}

fn because(unfit: Unfit) -> String {
    match unfit {
        Unfit::NoLength => "nobody says how often it happens".into(),
        Unfit::ManyADay => "it comes round more than once a day".into(),
        Unfit::Uneven => "its cycle is no whole number of days, weeks or months".into(),
        Unfit::NoDay => "nobody says on which day".into(),
        Unfit::NoFirst => "nobody says when the first one was".into(),
        Unfit::KeepsNoWeekday(days) => {
            let days = words::count(days as usize, "day");
            format!("it names a weekday, and a cycle of {days} keeps to none")
        }
        Unfit::Over => "it ends before its next day comes".into(),
    }
}

/// The file.
pub fn calendar(site: &Site, team: EntryId) -> Vec<u8> {
    let playbook = &site.playbook;
    let config = &site.config;
    let home = &playbook.entry(team).title.value;
    let mut events: Vec<Event> = Vec::new();
    let mut held: Vec<EntryId> = Vec::new();
    for (row, series) in dated(playbook, team).inside {
        let ritual = playbook.entry(row.practice);
        let title = &ritual.title.value;
        let name = row.row.local_name.as_ref().map_or(&**title, |name| &name.value);
        held.push(row.practice);
        let nth = held.iter().filter(|held| **held == row.practice).count();
        let length = playbook.length_of(&row);
        let minutes = row.row.at.and_then(|at| at.value.minutes);
        let mut about: Vec<String> = Vec::new();
        if name != &**title {
            about.push(format!("{home}’s name for {title}."));
        }
        about.extend(ritual.common.summary.as_ref().map(|text| text.value.to_string()));
        if let Some(length) = length.filter(|_| minutes.is_none()) {
            about.push(format!("It takes {}.", length.in_words()));
        }
        events.push(Event {
            uid: uid(config, &playbook.entry(team).id, &ritual.id, nth),
            title: name.to_owned(),
            about: about.join("\n\n"),
            url: whole_address(config, site.routes.entry(row.practice)),
            series,
            minutes,
            length,
            until: row.row.until.map(|day| day.value),
        });
    }
    let calendar = Calendar {
        name: format!("{home}: rituals"),
        generator: concat!("playbook ", env!("CARGO_PKG_VERSION")).to_owned(),
        language: config.language.clone(),
        zone: config.time_zone,
        stamp: playbook.as_of,
        events,
    };
    calendar::write(&calendar).into_bytes()
}

/// The address with its host, where the site knows its own.
fn whole_address(config: &Config, address: &str) -> Option<String> {
    let mut url = config.site_url.contains("://").then(|| config.site_url.clone())?;
    encode(address, &mut url);
    Some(url)
}

/// The address by which calendar programs subscribe, where the site knows its own.
pub fn subscribe_url(config: &Config, address: &str) -> Option<String> {
    let url = whole_address(config, address)?;
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    Some(format!("webcal://{rest}"))
}

/// Stable while team, ritual and site keep their names; the site's host makes it unlike any
/// other's, or its title where it knows no host.
fn uid(config: &Config, team: &str, ritual: &str, nth: usize) -> String {
    let host = config.site_url.split_once("://").map(|(_, rest)| rest.split('/').next());
    let site = host.flatten().map_or_else(|| config.title.to_lowercase(), str::to_owned);
    let plain = |text: &str| -> String {
        let parts = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '.');
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
    };
    let again = if nth > 1 { format!(".{nth}") } else { String::new() };
    let site = match plain(&site) {
        site if site.is_empty() => "playbook".to_owned(),
        site => site,
    };
    format!("{ritual}{again}.{team}@{site}")
}
