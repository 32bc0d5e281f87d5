//! Lengths of time as people write them: `45m`, `1h30m`, `8w`, `6mo`, `1y`.

use std::fmt;

use crate::diagnostic::{Code, Hint};
use crate::model::field::{Field, Shape};
use crate::model::reading::Reading;
use crate::yaml::Node;

/// A length of time in calendar months, days and minutes, which do not convert into each
/// other exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Duration {
    pub months: u32,
    pub days: u32,
    pub minutes: u32,
}

const MINUTES_A_DAY: f64 = 24.0 * 60.0;
const DAYS_A_MONTH: f64 = 365.25 / 12.0;

impl Duration {
    /// Reads units from largest to smallest, each at most once; `None` for anything else.
    pub fn parse(text: &str) -> Option<Duration> {
        let mut rest = text.trim();
        let mut duration = Duration::default();
        let mut last_unit = 0;
        if rest.is_empty() {
            return None;
        }
        while !rest.is_empty() {
            let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let amount: u32 = rest[..digits].parse().ok().filter(|amount| *amount <= 100_000)?;
            rest = &rest[digits..];
            let letters = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
            let (order, field, each) = match &rest[..letters] {
                "y" => (1, &mut duration.months, 12),
                "mo" => (2, &mut duration.months, 1),
                "w" => (3, &mut duration.days, 7),
                "d" => (4, &mut duration.days, 1),
                "h" => (5, &mut duration.minutes, 60),
                "m" | "min" => (6, &mut duration.minutes, 1),
                _ => return None,
            };
            if order <= last_unit {
                return None;
            }
            last_unit = order;
            *field += amount * each;
            rest = &rest[letters..];
        }
        Some(duration)
    }

    /// As people say it: "45 minutes", "1 hour 30 minutes", "6 weeks", "1 year".
    pub fn in_words(self) -> String {
        let weeks = if self.days.is_multiple_of(7) { self.days / 7 } else { 0 };
        let units = [
            (self.months / 12, "year"),
            (self.months % 12, "month"),
            (weeks, "week"),
            (self.days - weeks * 7, "day"),
            (self.minutes / 60, "hour"),
            (self.minutes % 60, "minute"),
        ];
        let said = units.into_iter().filter(|(number, _)| *number > 0);
        let said = said.map(|(number, one)| match number {
            1 => format!("1 {one}"),
            _ => format!("{number} {one}s"),
        });
        let words: Vec<String> = said.collect();
        if words.is_empty() { "no time".to_owned() } else { words.join(" ") }
    }

    /// Whole days in the part below months.
    pub fn whole_days(self) -> u32 {
        self.days + self.minutes / (24 * 60)
    }

    /// About how many minutes it is: a month is a twelfth of a year of 365.25 days.
    pub fn about_minutes(self) -> f64 {
        let days = f64::from(self.days) + f64::from(self.months) * DAYS_A_MONTH;
        f64::from(self.minutes) + days * MINUTES_A_DAY
    }

    /// About how many days it is.
    pub fn about_days(self) -> f64 {
        self.about_minutes() / MINUTES_A_DAY
    }
}

/// In the largest units that divide it: `1y`, `18mo`, `2w`, `1h30m`.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.months {
            0 => {}
            months if months.is_multiple_of(12) => write!(f, "{}y", months / 12)?,
            months => write!(f, "{months}mo")?,
        }
        match self.days {
            0 => {}
            days if days.is_multiple_of(7) => write!(f, "{}w", days / 7)?,
            days => write!(f, "{days}d")?,
        }
        match (self.minutes / 60, self.minutes % 60) {
            (0, 0) if self.months == 0 && self.days == 0 => write!(f, "0m"),
            (0, 0) => Ok(()),
            (hours, 0) => write!(f, "{hours}h"),
            (0, minutes) => write!(f, "{minutes}m"),
            (hours, minutes) => write!(f, "{hours}h{minutes}m"),
        }
    }
}

impl Field for Duration {
    fn shape() -> Shape {
        Shape::Duration
    }

    fn read(node: &Node, reading: &mut Reading<'_>) -> Option<Self> {
        let text = reading.scalar(node, "a duration")?;
        let duration = Duration::parse(text);
        if duration.is_none() {
            let message = format!("`{text}` is not a duration");
            let hint = clock(text).or_else(|| in_units(text)).unwrap_or_else(|| {
                "write durations like `45m`, `1h30m`, `2d`, `8w`, `6mo` or `1y`".into()
            });
            reading.fault(Code::BadValue, node.span, message).hints.push(hint);
        }
        duration
    }
}

/// `1:30` is a time of day to some and ninety minutes to YAML 1.1; here it is neither.
fn clock(text: &str) -> Option<Hint> {
    let (hours, minutes) = text.split_once(':')?;
    let hours: u32 = hours.parse().ok()?;
    let minutes: u32 = minutes.parse().ok().filter(|minutes| *minutes < 60)?;
    let duration =
        Duration { minutes: hours.checked_mul(60)?.checked_add(minutes)?, ..Duration::default() };
    Some(Hint::proposing("write", duration.to_string()))
}

/// `20 min` and `1 hour 30 minutes` in the units that are read.
fn in_units(text: &str) -> Option<Hint> {
    let mut compact = String::new();
    for part in text.to_lowercase().split_whitespace() {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let (amount, unit) = part.split_at(digits);
        compact.push_str(amount);
        compact.push_str(match unit {
            "min" | "mins" | "minute" | "minutes" => "m",
            "hr" | "hrs" | "hour" | "hours" => "h",
            "day" | "days" => "d",
            "week" | "weeks" => "w",
            "month" | "months" => "mo",
            "year" | "years" => "y",
            unit => unit,
        });
    }
    Duration::parse(&compact).map(|_| Hint::proposing("write", compact))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_come_back_as_written() {
        for text in ["45m", "1h30m", "8w", "6mo", "1y", "3d", "18mo", "2w", "4h"] {
            assert_eq!(Duration::parse(text).unwrap().to_string(), text);
        }
        for wrong in ["", "1", "m", "1:30", "30m1h", "1h1h", "1.5h", "-1d", "999999999999y", "1s"] {
            assert_eq!(Duration::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn lengths_are_said_in_words() {
        let said = [
            ("45m", "45 minutes"),
            ("1h30m", "1 hour 30 minutes"),
            ("6w", "6 weeks"),
            ("18mo", "1 year 6 months"),
            ("10d", "10 days"),
            ("0m", "no time"),
        ];
        for (text, words) in said {
            assert_eq!(Duration::parse(text).unwrap().in_words(), words);
        }
    }

    #[test]
    fn units_in_words_are_told_how_they_are_written() {
        for (text, hint) in [("20 min", "20m"), ("90 minutes", "90m"), ("1 Hour 30 min", "1h30m")] {
            assert_eq!(in_units(text), Some(Hint::proposing("write", hint)), "{text}");
        }
        for wrong in ["soon", "20", "half an hour", "20 sec", ""] {
            assert_eq!(in_units(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_clock_is_told_how_to_be_a_duration() {
        assert_eq!(clock("1:30"), Some(Hint::proposing("write", "1h30m")));
        assert_eq!(clock("noon"), None);
    }
}
