//! Which day it is.
//!
//! In: `--as-of`, the environment and the clock. Out: the two days that the pipeline asks
//! for. The precedence is `--as-of`, SOURCE_DATE_EPOCH, `as-of` in book.toml, today: the
//! first two override the book and become `as_of`; the clock only fills in, as `today`.
//! Must not: be asked twice in one run.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::diagnostic::Failure;
use crate::model::Date;

const EPOCH: &str = "SOURCE_DATE_EPOCH";

/// The days of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The day that the caller set.
    pub as_of: Option<Date>,
    /// The day by the clock, in UTC, so that machines everywhere agree on it.
    pub today: Date,
}

/// Settles the days from the argument, the environment and the clock.
pub fn days(as_of: Option<&str>) -> Result<Days, Failure> {
    let as_of = match as_of {
        Some(text) => Some(typed(text)?),
        None => match std::env::var_os(EPOCH) {
            Some(text) => Some(epoch(&text.to_string_lossy())?),
            None => None,
        },
    };
    Ok(Days { as_of, today: day(Timestamp::now()) })
}

fn typed(text: &str) -> Result<Date, Failure> {
    Date::parse(text).ok_or_else(|| {
        Failure::new(format!("`--as-of {text}` is not a day of the calendar"))
            .hint("write the day as `YYYY-MM-DD`, for example `2026-06-01`")
    })
}

/// The day of a count of seconds since 1970, which is digits and nothing else.
fn epoch(text: &str) -> Result<Date, Failure> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = digits.then(|| text.parse().ok()).flatten();
    let timestamp = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
    timestamp.map(day).ok_or_else(|| {
        Failure::new(format!("{EPOCH} is `{text}`, which is not a count of seconds since 1970"))
            .hint("set it to what `git log -1 --format=%ct` prints, or unset it")
    })
}

fn day(timestamp: Timestamp) -> Date {
    Date(timestamp.to_zoned(TimeZone::UTC).date())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_epoch_is_digits_and_nothing_else() {
        assert_eq!(epoch("0").ok(), Date::parse("1970-01-01"));
        assert_eq!(epoch("1780272000").ok(), Date::parse("2026-06-01"));
        for wrong in
            ["", "now", "-1", "+1", " 1", "1.5", "99999999999999999999", "9223372036854775807"]
        {
            assert!(epoch(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_day_or_a_failure(text in ".{0,24}") {
            let _ = epoch(&text);
            let _ = typed(&text);
        }

        #[test]
        fn a_day_comes_back_from_any_of_its_seconds(days in 0i64..40_000, second in 0i64..86_400) {
            let found = epoch(&(days * 86_400 + second).to_string());
            prop_assert_eq!(found.map(|date| date.days_since(Date::EPOCH)), Ok(days));
        }
    }
}
