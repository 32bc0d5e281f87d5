//! A time zone as a calendar's file must bring it along (RFC 5545, 3.6.5).

use jiff::civil;

use super::series::day_name;
use super::text::Lines;
use crate::model::{Date, Zone};

const DAY: i32 = 24 * 60 * 60;

/// The year in which the rules of a zone begin in the file.
const YEAR: i16 = 1970;

/// A clock that a zone keeps for all or a part of the year.
#[derive(Debug)]
struct Clock<'a> {
    name: &'a str,
    /// Seconds east of UTC.
    offset: i32,
}

/// When a clock takes over: `M3.5.0/1`.
#[derive(Debug, Clone, Copy)]
struct Change {
    month: i8,
    /// From 1; 5 is the last.
    week: i8,
    /// From 0, Sunday, as POSIX counts.
    weekday: u8,
    /// Seconds since midnight of that day; may lie outside it.
    time: i32,
}

/// Writes the zone's clocks. A rule that cannot be read writes nothing (none is known).
pub fn write(zone: Zone, lines: &mut Lines) {
    let Some((usual, other)) = parse(zone.rule) else { return };
    lines.raw("BEGIN:VTIMEZONE");
    lines.raw(&format!("TZID:{}", zone.name));
    match &other {
        None => observance(&usual, &usual, None, false, lines),
        Some((other, start, end)) => {
            // Ireland's rule calls winter the exception; what runs ahead is daylight time.
            let ahead = other.offset > usual.offset;
            observance(&usual, other, Some(*end), !ahead, lines);
            observance(other, &usual, Some(*start), ahead, lines);
        }
    }
    lines.raw("END:VTIMEZONE");
}

/// A clock, the one before it, and when it takes over.
fn observance(
    clock: &Clock<'_>,
    before: &Clock<'_>,
    change: Option<Change>,
    daylight: bool,
    lines: &mut Lines,
) {
    let part = if daylight { "DAYLIGHT" } else { "STANDARD" };
    lines.raw(&format!("BEGIN:{part}"));
    match change {
        None => lines.raw(&format!("DTSTART:{YEAR}0101T000000")),
        Some(change) => {
            let (start, rule) = onset(change);
            lines.raw(&format!("DTSTART:{start}"));
            lines.raw(&format!("RRULE:FREQ=YEARLY;BYMONTH={};{rule}", change.month));
        }
    }
    lines.raw(&format!("TZOFFSETFROM:{}", offset(before.offset)));
    lines.raw(&format!("TZOFFSETTO:{}", offset(clock.offset)));
    lines.text("TZNAME", clock.name);
    lines.raw(&format!("END:{part}"));
}

/// The first change in [`YEAR`] and the rule of those that follow. Some zones say "at 26:00 on
/// the fourth Thursday", which is a Friday that no number of a week names: its days do.
fn onset(change: Change) -> (String, String) {
    let first = civil::Date::new(YEAR, change.month, 1).unwrap_or(civil::Date::ZERO);
    let length = first.days_in_month();
    let mut time = change.time;
    let mut shift = i8::try_from(time.div_euclid(DAY)).unwrap_or(0);
    let (low, high) = match change.week {
        5 => (length - 6, length),
        week => (week * 7 - 6, week * 7),
    };
    if low + shift < 1 || high + shift > length {
        // Midnight at the end of a last day of the month is the second before it.
        time = time.clamp(0, DAY - 1);
        shift = 0;
    }
    let time = time.rem_euclid(DAY);
    let weekday = (i32::from(change.weekday) + 6 + i32::from(shift)).rem_euclid(7);
    let weekday = u8::try_from(weekday).unwrap_or(0);
    let is_it = |day: &i8| {
        let date = civil::Date::new(YEAR, change.month, *day);
        date.is_ok_and(|date| date.weekday().to_monday_zero_offset() == weekday as i8)
    };
    let range = low + shift..=high + shift;
    let day = range.clone().find(is_it).unwrap_or(1);
    let start = super::day(Date(first));
    let clock = format!("{:02}{:02}{:02}", time / 3600, time / 60 % 60, time % 60);
    let start = format!("{}{day:02}T{clock}", &start[..6]);
    let name = day_name(weekday);
    let rule = match (shift, change.week) {
        (0, 5) => format!("BYDAY=-1{name}"),
        (0, week) => format!("BYDAY={week}{name}"),
        _ => {
            let days: Vec<String> = range.map(|day| day.to_string()).collect();
            format!("BYDAY={name};BYMONTHDAY={}", days.join(","))
        }
    };
    (start, rule)
}

/// `+0530`.
fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let seconds = seconds.abs();
    format!("{sign}{:02}{:02}", seconds / 3600, seconds / 60 % 60)
}

type Rule<'a> = (Clock<'a>, Option<(Clock<'a>, Change, Change)>);

/// The usual clock, and the other one with when it starts and ends.
fn parse(rule: &str) -> Option<Rule<'_>> {
    let (clocks, changes) = match rule.split_once(',') {
        Some((clocks, changes)) => (clocks, Some(changes.split_once(',')?)),
        None => (rule, None),
    };
    let (name, rest) = clock_name(clocks)?;
    let (west, rest) = seconds(rest)?;
    let usual = Clock { name, offset: -west };
    let Some((start, end)) = changes else { return Some((usual, None)) };
    let (name, rest) = clock_name(rest)?;
    // An hour ahead, where nothing is said.
    let offset = match rest {
        "" => usual.offset + 3600,
        rest => -seconds(rest)?.0,
    };
    Some((usual, Some((Clock { name, offset }, change(start)?, change(end)?))))
}

/// `GMT` or `<+0530>`, and what follows.
fn clock_name(text: &str) -> Option<(&str, &str)> {
    match text.strip_prefix('<') {
        Some(quoted) => quoted.split_once('>'),
        None => {
            let end = text.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(text.len());
            (end > 0).then(|| text.split_at(end))
        }
    }
}

/// `-5:30` as seconds, and what follows.
fn seconds(text: &str) -> Option<(i32, &str)> {
    let is_part = |letter: char| letter.is_ascii_digit() || letter == ':';
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let end = digits.find(|letter| !is_part(letter)).unwrap_or(digits.len());
    let mut total = 0;
    for (part, unit) in digits[..end].split(':').zip([3600, 60, 1]) {
        total += part.parse::<i32>().ok()? * unit;
    }
    Some((sign * total, &digits[end..]))
}

fn change(text: &str) -> Option<Change> {
    let (day, time) = text.split_once('/').unwrap_or((text, "2"));
    let mut parts = day.strip_prefix('M')?.split('.');
    let mut next = || parts.next()?.parse::<i8>().ok();
    Some(Change {
        month: next()?,
        week: next()?,
        weekday: u8::try_from(next()?).ok()?,
        time: seconds(time)?.0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(name: &str) -> String {
        let mut lines = Lines::default();
        write(Zone::named(name).unwrap(), &mut lines);
        lines.into_text()
    }

    #[test]
    fn every_zone_can_be_said() {
        for zone in Zone::all() {
            assert!(parse(zone.rule).is_some(), "{zone:?}");
            assert!(jiff::tz::TimeZone::posix(zone.rule).is_ok(), "{zone:?}");
        }
    }

    #[test]
    fn clocks_change_when_the_zone_says() {
        let london = written("Europe/London");
        assert!(london.contains("BEGIN:DAYLIGHT\r\nDTSTART:19700329T010000\r\n"), "{london}");
        assert!(london.contains("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"), "{london}");
        assert!(london.contains("TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\n"), "{london}");
        let kolkata = written("Asia/Kolkata");
        assert!(kolkata.contains("TZOFFSETTO:+0530\r\nTZNAME:IST\r\n"), "{kolkata}");
        let jerusalem = written("Asia/Jerusalem");
        assert!(jerusalem.contains("DTSTART:19700327T020000\r\n"), "{jerusalem}");
        assert!(jerusalem.contains("BYDAY=FR;BYMONTHDAY=23,24,25,26,27,28,29\r\n"), "{jerusalem}");
        let dublin = written("Europe/Dublin");
        assert!(dublin.contains("BEGIN:DAYLIGHT\r\nDTSTART:19700329T010000\r\n"), "{dublin}");
        let cairo = written("Africa/Cairo");
        assert!(cairo.contains("DTSTART:19701029T235959\r\n"), "{cairo}");
        let nuuk = written("America/Nuuk");
        assert!(nuuk.contains("DTSTART:19700328T230000\r\n"), "{nuuk}");
    }
}
