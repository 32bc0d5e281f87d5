//! Days, as `YYYY-MM-DD`.

use std::fmt;

use crate::diagnostic::{Code, Hint};
use crate::model::Duration;
use crate::model::field::{Field, Shape};
use crate::model::reading::Reading;
use crate::yaml::Node;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub jiff::civil::Date);

impl Date {
    /// 1970-01-01, for what has no day of its own.
    pub const EPOCH: Date = Date(jiff::civil::Date::constant(1970, 1, 1));

    /// Reads `YYYY-MM-DD`, to the letter; `None` for anything else, and for days that the
    /// calendar does not have.
    pub fn parse(text: &str) -> Option<Date> {
        let bytes = text.as_bytes();
        let digits = |range: std::ops::Range<usize>| bytes[range].iter().all(u8::is_ascii_digit);
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        if !(digits(0..4) && digits(5..7) && digits(8..10)) {
            return None;
        }
        text.parse().ok().map(Date)
    }

    /// As people write it: "14 April 2026".
    pub fn in_words(self) -> String {
        let month = MONTHS[usize::try_from(self.0.month() - 1).unwrap_or(0)];
        format!("{} {month} {}", self.0.day(), self.0.year())
    }

    /// From 0, Monday.
    pub fn weekday(self) -> u8 {
        u8::try_from(self.0.weekday().to_monday_zero_offset()).unwrap_or(0)
    }

    /// The day that many years, months and days later; the calendar's last day where that
    /// would lie beyond it.
    pub fn plus(self, duration: Duration) -> Date {
        let span = jiff::Span::new()
            .try_months(i64::from(duration.months))
            .and_then(|span| span.try_days(i64::from(duration.whole_days())));
        let later = span.and_then(|span| self.0.checked_add(span));
        Date(later.unwrap_or(jiff::civil::Date::MAX))
    }

    /// Whole days from `earlier` to this day; negative where `earlier` is later.
    pub fn days_since(self, earlier: Date) -> i64 {
        self.0.since(earlier.0).map_or(0, |span| i64::from(span.get_days()))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Field for Date {
    fn shape() -> Shape {
        Shape::Date
    }

    fn read(node: &Node, reading: &mut Reading<'_>) -> Option<Self> {
        let text = reading.scalar(node, "a date")?;
        let date = Date::parse(text);
        if date.is_none() {
            let message = format!("`{text}` is not a day of the calendar");
            let hint = padded(text).unwrap_or_else(|| {
                "write the day as `YYYY-MM-DD`, for example `2026-06-01`".into()
            });
            reading.fault(Code::BadValue, node.span, message).hints.push(hint);
        }
        date
    }
}

/// `2026-3-1` and `2026/03/01` with all their digits and dashes, where that is a day.
fn padded(text: &str) -> Option<Hint> {
    let parts: Vec<&str> = text.trim().split(['-', '/', '.']).collect();
    let [year, month, day] = parts[..] else { return None };
    let day = Date::parse(&format!("{year}-{month:0>2}-{day:0>2}"))?;
    Some(Hint::proposing("write", day.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_to_the_letter() {
        assert!(Date::parse("2026-06-01").is_some());
        for wrong in ["2024-02-30", "99999-01-01", "2026-6-1", "2026-06-01T10:00", "", "+026-06-01"]
        {
            assert_eq!(Date::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_day_without_its_zeros_is_written_out() {
        assert_eq!(padded("2026-3-1"), Some(Hint::proposing("write", "2026-03-01")));
        assert_eq!(padded("2026/12/24"), Some(Hint::proposing("write", "2026-12-24")));
        for wrong in ["2026-13-1", "1-3-2026", "tomorrow", "2026-3", ""] {
            assert_eq!(padded(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn months_stay_in_their_month() {
        let date = Date::parse("2026-01-31").unwrap();
        assert_eq!(date.plus(Duration::parse("1mo").unwrap()), Date::parse("2026-02-28").unwrap());
        assert_eq!(date.plus(Duration::parse("1y").unwrap()), Date::parse("2027-01-31").unwrap());
        assert_eq!(date.plus(Duration::parse("9999y").unwrap()).0, jiff::civil::Date::MAX);
    }
}
