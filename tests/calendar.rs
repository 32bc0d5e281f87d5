//! Calendars, read back by a parser that is not ours, and their rules expanded by a library that
//! is not ours either: Larkspur's teams, and a team as a prankster would write it.

#[path = "support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::path::Path;

use icalendar::parser::{Component, read_calendar, unfold};
use playbook::calendar::{self, Calendar, Event, Series};
use playbook::model::{Date, Zone};
use playbook::pipeline;
use playbook::site::{Route, Site};
use playbook::validate::Own;
use rrule::RRuleSet;
use support::{Shelf, page, site};

/// Every calendar of a site, by its address.
fn calendars(site: &Site) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (address, route) in site.routes().iter() {
        if matches!(route, Route::Own(Own::Calendar(_))) {
            found.insert(address.to_owned(), page(site, address));
        }
    }
    found
}

/// What a reader of calendars makes of an event.
struct Read {
    fields: BTreeMap<String, (String, Vec<(String, String)>)>,
}

impl Read {
    /// A value, its signs read as what they stand for.
    fn text(&self, name: &str) -> String {
        self.fields.get(name).unwrap_or_else(|| panic!("no {name}")).0.clone()
    }

    /// The days and hours of a year, in the event's own time.
    fn in_2026(&self) -> Vec<String> {
        let (start, parameters) = &self.fields["DTSTART"];
        let parameter = |name| parameters.iter().find(|(key, _)| key == name);
        let parameters = match (parameter("TZID"), parameter("VALUE")) {
            (Some((_, zone)), _) => format!(";TZID={zone}"),
            (_, Some((_, value))) => format!(";VALUE={value}"),
            _ => String::new(),
        };
        let rule = &self.fields["RRULE"].0;
        let set = format!("DTSTART{parameters}:{start}\nRRULE:{rule}");
        let set: RRuleSet = set.parse().unwrap_or_else(|error| panic!("{set}: {error}"));
        let result = set.all(5_000);
        let days = result.dates.into_iter().map(|day| day.format("%a %F %H:%M").to_string());
        days.filter(|day| day.contains(" 2026-")).collect()
    }
}

/// Reads a file as a program would, after holding it against what RFC 5545 asks of its bytes.
fn read(text: &str) -> Vec<Read> {
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "a bare break: {text}");
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "a line of {} octets: {line}", line.len());
    }
    let unfolded = unfold(text);
    let calendar = read_calendar(&unfolded).unwrap_or_else(|error| panic!("{error}: {text}"));
    let events = calendar.components.iter().filter(|part| part.name == "VEVENT");
    events.map(event).collect()
}

fn event(component: &Component<'_>) -> Read {
    let mut fields = BTreeMap::new();
    for property in &component.properties {
        let parameters = property.params.iter().map(|own| {
            (own.key.to_string(), own.val.as_ref().map(ToString::to_string).unwrap_or_default())
        });
        let value = (property.val.to_string(), parameters.collect());
        let twice = fields.insert(property.name.to_string(), value);
        assert!(twice.is_none(), "{} stands twice", property.name);
    }
    for required in ["UID", "DTSTAMP", "DTSTART", "RRULE", "SUMMARY"] {
        assert!(fields.contains_key(required), "no {required}: {fields:?}");
    }
    Read { fields }
}

#[test]
fn larkspurs_rituals_fall_on_the_days_that_its_teams_name() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let site = site(root);
    let calendars = calendars(&site);
    assert_eq!(calendars.len(), 6);
    let mut all = BTreeMap::new();
    let mut uids = Vec::new();
    for (address, text) in &calendars {
        assert!(address.starts_with("teams/") && address.ends_with(".ics"), "{address}");
        assert!(text.contains("BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\n"));
        for event in read(text) {
            uids.push(event.text("UID"));
            let days = event.in_2026();
            assert!(!days.is_empty(), "{address}: {}", event.text("SUMMARY"));
            all.insert(event.text("SUMMARY"), (days, event.fields["DTSTART"].0.clone()));
        }
    }
    let count = uids.len();
    uids.sort();
    uids.dedup();
    assert_eq!(uids.len(), count);
    assert!(count > 15, "{count}");
    // Front matter names an hour for each, and a day unless it is every day: every occurrence
    // keeps both, in winter and in summer.
    let daily = ["Morning post", "Nine at nine", "Ten past nine"];
    for (name, (days, start)) in &all {
        let hour = format!("{}:{}", &start[9..11], &start[11..13]);
        let keeps_day = |day: &String| match daily.contains(&name.as_str()) {
            true => !day.starts_with('S'),
            false => day[..3] == days[0][..3],
        };
        assert!(days.iter().all(keeps_day), "{name}: {days:?}");
        assert!(days.iter().all(|day| day.ends_with(&hour)), "{name}: {days:?}");
    }
    // Six-weekly from Tue 2026-01-13; the closed kitchen fortnightly from Wed 2025-11-12.
    let of = |name: &str| &all.get(name).unwrap_or_else(|| panic!("{name} in {:?}", all.keys())).0;
    assert_eq!(
        of("Morning post")[..3],
        ["Thu 2026-01-01 08:00", "Fri 2026-01-02 08:00", "Mon 2026-01-05 08:00"]
    );
    assert_eq!(
        of("Trading post")[..3],
        ["Tue 2026-01-13 10:00", "Tue 2026-02-24 10:00", "Tue 2026-04-07 10:00"]
    );
    assert_eq!(of("The closed kitchen")[..2], ["Wed 2026-01-07 14:00", "Wed 2026-01-21 14:00"]);
    assert_eq!(of("The closed kitchen").len(), 26);
    let desk = page(&site, "teams/front-desk/");
    assert!(desk.contains("Subscribe to this team’s rituals"), "{desk}");
    assert!(desk.contains("Not in the calendar:"), "{desk}");
    assert!(desk.contains("(it comes round more than once a day)"), "{desk}");
}

/// A ritual of every rhythm, and a team that names it as unkindly as front matter allows.
fn nasty() -> Shelf {
    let shelf = Shelf::new();
    let config = |zone: &str| {
        format!(
            "[book]\ntitle = \"Nasty\"\ntime-zone = \"{zone}\"\n\
             [output.html]\nsite-url = \"https://how.example/we-work/\"\n"
        )
    };
    shelf.put("book.toml", config("America/New_York"));
    let cycles = [
        ("month", "1mo"),
        ("week", "1w"),
        ("year", "1y"),
        ("day", "1d"),
        ("odd", "10d"),
        ("hours", "4h"),
    ];
    for (id, nominal) in cycles {
        shelf.put(
            &format!("content/cycles/{id}.md"),
            format!("---\ntitle: {id}\nsummary: About {id}.\nnominal: {nominal}\n---\n"),
        );
        shelf.put(
            &format!("content/rituals/{id}ly.md"),
            format!(
                "---\ntitle: The {id}ly\nsummary: \"Once a {id}; with, commas\\\\ and\\nlines\"\ncycle: {id}\nduration: 1h30m\n---\n"
            ),
        );
    }
    shelf.put(
        "content/rituals/fire.md",
        "---\ntitle: Fire\nsummary: When it burns.\ntrigger: It burns.\n---\n",
    );
    shelf.put(
        "content/teams/nasty.md",
        "---
title: \"Nasty, Inc.; 🌿\"
summary: A team.
practices:
  - ref: monthly
    local_name: \"End, of; month\\\\\\nagain 🌿🌿🌿🌿🌿🌿🌿🌿🌿🌿🌿🌿🌿🌿🌿🌿🌿🌿🌿日本語日本語日本語\"
    at: 16:30
    first: 2026-01-31
  - ref: yearly
    local_name: Leap
    at: 9:00
    first: 2024-02-29
  - ref: weekly
    local_name: Until the end
    at: Tue 01:30
    since: 2026-01-01
    until: 2026-07-21
  - ref: weekly
    local_name: All day
    at: Fri
    first: 2026-01-02
    duration: 1d
    until: 2026-06-19
  - ref: dayly
    local_name: Every day
    at: 23:30
  - ref: oddly
    at: Mon 10:00
    first: 2026-01-05
  - ref: hoursly
    at: 10:00
  - ref: fire
---
",
    );
    shelf
}

#[test]
fn nothing_that_a_team_writes_breaks_its_calendar() {
    let shelf = nasty();
    let site = site(shelf.root());
    let calendars = calendars(&site);
    let text = &calendars["teams/nasty.ics"];
    let events = read(text);
    let titles: Vec<String> = events.iter().map(|event| event.text("SUMMARY")).collect();
    assert_eq!(titles.len(), 5, "{titles:?}");
    assert!(titles[0].starts_with("End, of; month\\\nagain 🌿"), "{titles:?}");
    assert!(titles[0].ends_with("日本語日本語日本語"));
    assert!(text.contains("NAME:Nasty\\, Inc.\\; 🌿: rituals\r\n"), "{text}");
    let about = events[0].text("DESCRIPTION");
    assert!(
        about.contains("The monthly") && about.contains("with, commas\\ and\nlines"),
        "{about}"
    );
    assert_eq!(events[0].fields["URL"].0, "https://how.example/we-work/rituals/monthly/");
    assert_eq!(events[0].text("UID"), "monthly.nasty@how.example");
    assert_eq!(events[3].text("UID"), "weekly.2.nasty@how.example");

    // The month's last day where it has no thirty-first.
    let months = events[0].in_2026();
    let ends: Vec<&str> = months.iter().map(|day| &day[9..14]).collect();
    assert_eq!(
        ends,
        [
            "01-31", "02-28", "03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-30",
            "10-31", "11-30", "12-31"
        ]
    );
    assert!(months.iter().all(|day| day.ends_with("16:30")), "{months:?}");
    assert_eq!(events[1].in_2026(), ["Sat 2026-02-28 09:00"]);

    // `until` is the last day on which it runs, wherever UTC already stands on that night.
    let until = events[2].in_2026();
    assert_eq!(until.first().unwrap(), "Tue 2026-01-06 01:30");
    assert_eq!(until.last().unwrap(), "Tue 2026-07-21 01:30");
    assert!(events[2].fields["RRULE"].0.ends_with(";UNTIL=20260722T035959Z"));
    assert_eq!(events[2].fields["DURATION"].0, "PT1H30M");

    assert_eq!(events[3].fields["DTSTART"].0, "20260102");
    assert_eq!(events[3].fields["DURATION"].0, "P1D");
    assert_eq!(events[3].fields["TRANSP"].0, "TRANSPARENT");
    assert!(events[3].fields["RRULE"].0.ends_with(";UNTIL=20260619"));
    assert_eq!(events[3].in_2026().len(), 25);

    let days = events[4].in_2026();
    assert_eq!(days[0], "Mon 2026-06-01 23:30");
    assert!(!days.iter().any(|day| day.starts_with('S')), "{days:?}");

    let page = page(&site, "teams/nasty/");
    assert!(page.contains("webcal://how.example/we-work/teams/nasty.ics"), "{page}");
    for why in [
        "it names a weekday, and a cycle of 10 days keeps to none",
        "it comes round more than once a day",
        "it is held when needed",
    ] {
        assert!(page.contains(why), "{why}: {page}");
    }
}

#[test]
fn without_a_zone_hours_float_and_an_unknown_zone_is_told() {
    let shelf = nasty();
    shelf.put("book.toml", "[book]\ntitle = \"Nasty\"\n");
    let calendars = calendars(&site(shelf.root()));
    let text = &calendars["teams/nasty.ics"];
    assert!(!text.contains("TZID") && !text.contains("VTIMEZONE"), "{text}");
    assert!(text.contains("DTSTART:20260131T163000\r\n"), "{text}");
    assert!(text.contains(";UNTIL=20260721T235959\r\n"), "{text}");
    assert!(read(text).iter().any(|event| event.text("UID") == "monthly.nasty@nasty"));

    shelf.put("book.toml", "[book]\ntime-zone = \"Europe/Lodnon\"\n");
    let configured = pipeline::configure(shelf.root(), &support::request()).expect("readable");
    let found = format!("{configured:?}");
    assert!(found.contains("there is no time zone `Europe/Lodnon`"), "{found}");
    assert!(found.contains("did you mean `Europe/London`?"), "{found}");
}

/// The offsets from UTC that a file's own zone gives, by the local time at which each begins
/// in 2026.
fn changes(text: &str) -> Vec<(String, String)> {
    let unfolded = unfold(text);
    let calendar = read_calendar(&unfolded).expect("a calendar");
    let zone = calendar.components.iter().find(|part| part.name == "VTIMEZONE").expect("a zone");
    let mut changes = Vec::new();
    for clock in &zone.components {
        let field = |name: &str| clock.find_prop(name).map(|own| own.val.to_string());
        let Some(rule) = field("RRULE") else { continue };
        let start = field("DTSTART").expect("a start");
        let set: RRuleSet = format!("DTSTART:{start}Z\nRRULE:{rule}").parse().expect("a rule");
        let days = set.all(100).dates.into_iter().map(|day| day.format("%FT%T").to_string());
        let of_2026: Vec<String> = days.filter(|day| day.starts_with("2026-")).collect();
        let [onset] = &of_2026[..] else { panic!("{rule} gives {of_2026:?}") };
        let offset = field("TZOFFSETTO").expect("an offset");
        changes.push((onset.clone(), offset));
    }
    changes.sort();
    changes
}

#[test]
fn every_zone_changes_its_clocks_when_it_should() {
    for zone in Zone::all() {
        let calendar = Calendar {
            name: "x".into(),
            generator: "x".into(),
            language: "en".into(),
            zone: Some(zone),
            stamp: Date::parse("2026-06-01").unwrap(),
            events: vec![Event {
                uid: "x".into(),
                title: "x".into(),
                about: String::new(),
                url: None,
                series: Series {
                    start: Date::parse("2026-06-01").unwrap(),
                    rule: "FREQ=WEEKLY".into(),
                },
                minutes: Some(0),
                length: None,
                until: None,
            }],
        };
        let clocks = jiff::tz::TimeZone::posix(zone.rule).expect("a rule");
        let year = jiff::civil::date(2026, 1, 1).to_zoned(jiff::tz::TimeZone::UTC).unwrap();
        let wanted: Vec<(String, String)> = clocks
            .following(year.timestamp())
            .take_while(|change| change.timestamp().to_string().as_str() < "2027")
            .map(|change| {
                let before = change.timestamp() - jiff::SignedDuration::from_secs(1);
                let before = clocks.to_offset(before).to_datetime(change.timestamp());
                let offset = change.offset().seconds();
                let sign = if offset < 0 { '-' } else { '+' };
                let (hours, minutes) = (offset.abs() / 3600, offset.abs() / 60 % 60);
                (format!("{before}"), format!("{sign}{hours:02}{minutes:02}"))
            })
            .collect();
        let found = changes(&calendar::write(&calendar));
        // The end of a last Thursday is written as the second before it.
        let found: Vec<_> = found
            .into_iter()
            .map(|(onset, offset)| (onset.replace("29T23:59:59", "30T00:00:00"), offset))
            .collect();
        assert_eq!(found, wanted, "{zone:?}");
    }
}
