//! Calendars to subscribe to: plain data in, the text of an iCalendar file (RFC 5545) out.
//!
//! In: a [`Calendar`] of [`Event`]s, each with a [`Series`] of days, whose names may be
//! anything. Out: the file's text. The same input gives the same bytes.
//! Must not: know what a playbook is, look at the clock, or ask the machine for its time zones.

mod series;
mod text;
mod zone;

pub use series::{Rhythm, Series, Unfit};

use jiff::civil;
use jiff::tz::TimeZone;

use crate::model::{Date, Duration, Zone};
use text::Lines;

/// One file.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// What a calendar program lists it as.
    pub name: String,
    /// The program that made it, with its version.
    pub generator: String,
    pub language: String,
    /// Where the hours are meant. Without one they float: ten o'clock wherever one reads it.
    pub zone: Option<Zone>,
    /// The day on which all of it was true.
    pub stamp: Date,
    pub events: Vec<Event>,
}

/// What comes again and again.
#[derive(Debug, Clone)]
pub struct Event {
    /// The same for the same thing whenever the file is made, and nowhere else in the world.
    pub uid: String,
    pub title: String,
    pub about: String,
    /// A whole address.
    pub url: Option<String>,
    pub series: Series,
    /// Minutes since midnight; all day where nobody says.
    pub minutes: Option<u16>,
    pub length: Option<Duration>,
    /// The last day on which it may happen.
    pub until: Option<Date>,
}

/// The text of a calendar's file.
pub fn write(calendar: &Calendar) -> String {
    let clocks = calendar.zone.and_then(|zone| TimeZone::posix(zone.rule).ok());
    // Hours are tied to a zone only where the file can say what that zone is.
    let zone = calendar.zone.filter(|_| clocks.is_some());
    let mut lines = Lines::default();
    lines.raw("BEGIN:VCALENDAR");
    lines.raw("VERSION:2.0");
    lines.text("PRODID", &format!("-//playbook//{}//EN", calendar.generator));
    lines.raw("CALSCALE:GREGORIAN");
    lines.text("NAME", &calendar.name);
    lines.text("X-WR-CALNAME", &calendar.name);
    if let Some(zone) = zone {
        lines.raw(&format!("X-WR-TIMEZONE:{}", zone.name));
    }
    lines.raw("REFRESH-INTERVAL;VALUE=DURATION:P1D");
    lines.raw("X-PUBLISHED-TTL:P1D");
    // A file has one part at the least, also one of no events.
    let empty = calendar.events.is_empty();
    if empty || calendar.events.iter().any(|own| own.minutes.is_some()) {
        let own = zone.or_else(|| Zone::named("UTC").filter(|_| empty));
        own.into_iter().for_each(|zone| zone::write(zone, &mut lines));
    }
    for event in &calendar.events {
        write_event(event, calendar, zone.zip(clocks.as_ref()), &mut lines);
    }
    lines.raw("END:VCALENDAR");
    lines.into_text()
}

fn write_event(
    event: &Event,
    calendar: &Calendar,
    zone: Option<(Zone, &TimeZone)>,
    lines: &mut Lines,
) {
    lines.raw("BEGIN:VEVENT");
    lines.text("UID", &event.uid);
    lines.raw(&format!("DTSTAMP:{}T000000Z", day(calendar.stamp)));
    let start = day(event.series.start);
    let mut rule = event.series.rule.clone();
    if let Some(minutes) = event.minutes {
        let hour = format!("{:02}{:02}00", minutes / 60 % 24, minutes % 60);
        match zone {
            Some((zone, _)) => lines.raw(&format!("DTSTART;TZID={}:{start}T{hour}", zone.name)),
            None => lines.raw(&format!("DTSTART:{start}T{hour}")),
        }
        if let Some(until) = event.until.and_then(|until| end_of(until, zone)) {
            rule.push_str(&format!(";UNTIL={until}"));
        }
    } else {
        lines.raw(&format!("DTSTART;VALUE=DATE:{start}"));
        if let Some(until) = event.until {
            rule.push_str(&format!(";UNTIL={}", day(until)));
        }
    }
    if let Some(length) = event.length.and_then(|length| length_of(length, event.minutes)) {
        lines.raw(&format!("DURATION:{length}"));
    }
    lines.raw(&format!("RRULE:{rule}"));
    let name = match calendar.language.as_str() {
        language if text::is_language(language) => format!("SUMMARY;LANGUAGE={language}"),
        _ => "SUMMARY".to_owned(),
    };
    lines.text(&name, &event.title);
    if !event.about.is_empty() {
        lines.text("DESCRIPTION", &event.about);
    }
    if let Some(url) = &event.url {
        lines.raw(&format!("URL:{url}"));
    }
    // What has no hour keeps nobody's day busy.
    let busy = if event.minutes.is_some() { "OPAQUE" } else { "TRANSPARENT" };
    lines.raw(&format!("TRANSP:{busy}"));
    lines.raw("END:VEVENT");
}

/// `20260601`. Years that have not four digits are no years of RFC 5545.
fn day(date: Date) -> String {
    let date = date.0;
    format!("{:04}{:02}{:02}", date.year().clamp(0, 9999), date.month(), date.day())
}

/// The last second of a day: in UTC where the hours have a zone, as RFC 5545 asks, else as
/// local as they are. `None` where the calendar ends before.
fn end_of(until: Date, zone: Option<(Zone, &TimeZone)>) -> Option<String> {
    let last = until.0.to_datetime(civil::time(23, 59, 59, 0));
    let Some((_, clocks)) = zone else { return Some(format!("{}T235959", day(until))) };
    let utc = clocks.to_ambiguous_zoned(last).compatible().ok()?.with_time_zone(TimeZone::UTC);
    let time = utc.time();
    let date = day(Date(utc.date()));
    Some(format!("{date}T{:02}{:02}{:02}Z", time.hour(), time.minute(), time.second()))
}

/// A length as RFC 5545 writes it. It has no months, and a whole day's event has no hours.
fn length_of(length: Duration, minutes: Option<u16>) -> Option<String> {
    if length.months > 0 || (length.days == 0 && length.minutes == 0) {
        return None;
    }
    if minutes.is_none() && length.minutes > 0 {
        return None;
    }
    let mut text = String::from("P");
    if length.days > 0 {
        text.push_str(&format!("{}D", length.days));
    }
    if length.minutes > 0 {
        text.push('T');
        // Hours and minutes, as a person would say them.
        let (hours, rest) = (length.minutes / 60, length.minutes % 60);
        if hours > 0 {
            text.push_str(&format!("{hours}H"));
        }
        if rest > 0 {
            text.push_str(&format!("{rest}M"));
        }
    }
    Some(text)
}
