//! On which days something comes round: from a cycle's length, a weekday and a first day.
//!
//! Nothing is guessed. What cannot be said of a ritual is an [`Unfit`], which the team's page
//! tells in words.

use crate::model::{Date, Duration};

/// What is known of how often and when.
#[derive(Debug, Clone, Copy)]
pub struct Rhythm {
    /// The cycle's usual length.
    pub cycle: Option<Duration>,
    /// From 0, Monday.
    pub weekday: Option<u8>,
    /// The first day of the series.
    pub first: Option<Date>,
    /// The day since when it runs, which need not be one of its days.
    pub since: Option<Date>,
    /// The last day on which it may happen.
    pub until: Option<Date>,
    /// The day of judgement.
    pub as_of: Date,
}

/// The days of a series: the first, and the rule by which it goes on (RFC 5545, 3.3.10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    pub start: Date,
    pub rule: String,
}

/// Why something has no days in a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// Nobody says how long its cycle is.
    NoLength,
    /// It comes round more than once a day.
    ManyADay,
    /// Its cycle mixes months with days, or days with hours.
    Uneven,
    /// Nobody says on which day.
    NoDay,
    /// Nobody says when it began, and its cycle is longer than a week.
    NoFirst,
    /// A weekday is named, and a cycle of so many days does not keep to one.
    KeepsNoWeekday(u32),
    /// It ends before its first day comes.
    Over,
}

const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// The two letters of a weekday, from 0, Monday.
pub fn day_name(weekday: u8) -> &'static str {
    DAYS[usize::from(weekday % 7)]
}

/// A cycle's length, as far as a rule can say it.
enum Step {
    Days(u32),
    Weeks(u32),
    Months(u32),
}

impl Series {
    pub fn of(rhythm: &Rhythm) -> Result<Series, Unfit> {
        let step = step(rhythm.cycle.ok_or(Unfit::NoLength)?)?;
        let begun = rhythm.first.or(rhythm.since);
        let series = match step {
            Step::Days(count) => {
                if rhythm.weekday.is_some() {
                    return Err(Unfit::KeepsNoWeekday(count));
                }
                if count == 1 {
                    workdays(begun.unwrap_or(rhythm.as_of))
                } else {
                    days(begun, count)
                }
            }
            Step::Weeks(count) => {
                let weekday =
                    rhythm.weekday.or(rhythm.first.map(Date::weekday)).ok_or(Unfit::NoDay)?;
                // Of every week, any is the first.
                let begun = begun.or((count == 1).then_some(rhythm.as_of)).ok_or(Unfit::NoFirst)?;
                let start = on_or_after(begun, weekday).ok_or(Unfit::Over)?;
                let by = format!("BYDAY={}", day_name(weekday));
                Ok(Series { start, rule: rule("WEEKLY", count, &by) })
            }
            Step::Months(count) => months(rhythm, count),
        }?;
        match rhythm.until {
            Some(until) if until < series.start => Err(Unfit::Over),
            _ => Ok(series),
        }
    }
}

fn step(cycle: Duration) -> Result<Step, Unfit> {
    const DAY: u32 = 24 * 60;
    if cycle.months > 0 {
        let whole = cycle.days == 0 && cycle.minutes == 0;
        return if whole { Ok(Step::Months(cycle.months)) } else { Err(Unfit::Uneven) };
    }
    match cycle.whole_days() {
        0 if cycle.minutes == 0 => Err(Unfit::NoLength),
        0 => Err(Unfit::ManyADay),
        _ if !cycle.minutes.is_multiple_of(DAY) => Err(Unfit::Uneven),
        days if days.is_multiple_of(7) => Ok(Step::Weeks(days / 7)),
        days => Ok(Step::Days(days)),
    }
}

/// A day's cycle keeps the working week, as the meeting load counts it.
fn workdays(begun: Date) -> Result<Series, Unfit> {
    let start = match begun.weekday() {
        5 | 6 => on_or_after(begun, 0).ok_or(Unfit::Over)?,
        _ => begun,
    };
    Ok(Series { start, rule: rule("WEEKLY", 1, "BYDAY=MO,TU,WE,TH,FR") })
}

fn days(begun: Option<Date>, count: u32) -> Result<Series, Unfit> {
    let start = begun.ok_or(Unfit::NoFirst)?;
    Ok(Series { start, rule: rule("DAILY", count, "") })
}

/// With a weekday: the second Tuesday stays the second Tuesday, and the fifth is the last.
/// Without: the same day of the month, or the last that a shorter month has.
fn months(rhythm: &Rhythm, count: u32) -> Result<Series, Unfit> {
    let (start, by) = match (rhythm.weekday, rhythm.first) {
        (Some(weekday), first) => {
            let begun = first.or(rhythm.since).ok_or(Unfit::NoFirst)?;
            let start = on_or_after(begun, weekday).ok_or(Unfit::Over)?;
            let which = match (start.0.day() - 1) / 7 + 1 {
                5 => -1,
                which => which,
            };
            (start, format!("BYDAY={which}{}", day_name(weekday)))
        }
        (None, Some(first)) => {
            let by = match first.0.day() {
                day @ 29.. => {
                    let days: Vec<String> = (28..=day).map(|day| day.to_string()).collect();
                    format!("BYMONTHDAY={};BYSETPOS=-1", days.join(","))
                }
                day => format!("BYMONTHDAY={day}"),
            };
            (first, by)
        }
        (None, None) => return Err(Unfit::NoDay),
    };
    let rule = if count.is_multiple_of(12) {
        rule("YEARLY", count / 12, &format!("BYMONTH={};{by}", start.0.month()))
    } else {
        rule("MONTHLY", count, &by)
    };
    Ok(Series { start, rule })
}

fn rule(frequency: &str, interval: u32, by: &str) -> String {
    let mut rule = format!("FREQ={frequency}");
    if interval > 1 {
        rule.push_str(&format!(";INTERVAL={interval}"));
    }
    if !by.is_empty() {
        rule.push(';');
        rule.push_str(by);
    }
    rule
}

/// The first such weekday from a day on; `None` where the calendar ends before.
fn on_or_after(date: Date, weekday: u8) -> Option<Date> {
    let ahead = (7 + i64::from(weekday) - i64::from(date.weekday())) % 7;
    date.0.checked_add(jiff::Span::new().days(ahead)).ok().map(Date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<Date> {
        Some(Date::parse(text).unwrap())
    }

    fn series(cycle: &str, weekday: Option<u8>, first: &str, since: &str) -> Result<String, Unfit> {
        let some = |text: &str| if text.is_empty() { None } else { day(text) };
        let rhythm = Rhythm {
            cycle: Duration::parse(cycle),
            weekday,
            first: some(first),
            since: some(since),
            until: None,
            as_of: day("2026-06-01").unwrap(),
        };
        Series::of(&rhythm).map(|own| format!("{} {}", own.start, own.rule))
    }

    #[test]
    fn weeks_keep_their_weekday() {
        let week = |first, since| series("1w", Some(1), first, since).unwrap();
        assert_eq!(week("2026-01-06", ""), "2026-01-06 FREQ=WEEKLY;BYDAY=TU");
        assert_eq!(week("", "2026-01-08"), "2026-01-13 FREQ=WEEKLY;BYDAY=TU");
        assert_eq!(week("", ""), "2026-06-02 FREQ=WEEKLY;BYDAY=TU");
        let six = series("6w", Some(1), "2026-01-13", "").unwrap();
        assert_eq!(six, "2026-01-13 FREQ=WEEKLY;INTERVAL=6;BYDAY=TU");
        assert_eq!(series("2w", Some(1), "", ""), Err(Unfit::NoFirst));
        assert_eq!(series("2w", None, "", "2026-01-08"), Err(Unfit::NoDay));
        assert_eq!(
            series("14d", None, "2026-01-08", "").unwrap(),
            "2026-01-08 FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"
        );
    }

    #[test]
    fn a_day_is_a_working_day() {
        let found = series("1d", None, "2026-01-10", "").unwrap();
        assert_eq!(found, "2026-01-12 FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
        assert_eq!(series("24h", None, "2026-01-12", ""), Ok(found));
        assert_eq!(
            series("3d", None, "", "2026-01-10").unwrap(),
            "2026-01-10 FREQ=DAILY;INTERVAL=3"
        );
        assert_eq!(series("10d", Some(0), "", "2026-01-10"), Err(Unfit::KeepsNoWeekday(10)));
    }

    #[test]
    fn months_keep_their_place() {
        let found = |cycle, weekday, first| series(cycle, weekday, first, "").unwrap();
        assert_eq!(
            found("3mo", Some(1), "2026-01-20"),
            "2026-01-20 FREQ=MONTHLY;INTERVAL=3;BYDAY=3TU"
        );
        assert_eq!(found("1mo", Some(5), "2026-01-31"), "2026-01-31 FREQ=MONTHLY;BYDAY=-1SA");
        assert_eq!(found("1mo", None, "2026-01-28"), "2026-01-28 FREQ=MONTHLY;BYMONTHDAY=28");
        assert_eq!(
            found("1mo", None, "2026-01-31"),
            "2026-01-31 FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"
        );
        assert_eq!(
            found("1y", None, "2024-02-29"),
            "2024-02-29 FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1"
        );
        assert_eq!(
            found("3y", Some(0), "2024-01-01"),
            "2024-01-01 FREQ=YEARLY;INTERVAL=3;BYMONTH=1;BYDAY=1MO"
        );
        assert_eq!(series("3mo", None, "", "2026-01-01"), Err(Unfit::NoDay));
    }

    #[test]
    fn what_no_rule_says_is_left_out() {
        assert_eq!(series("4h", Some(0), "2026-01-05", ""), Err(Unfit::ManyADay));
        assert_eq!(series("1d12h", None, "2026-01-05", ""), Err(Unfit::Uneven));
        assert_eq!(series("1mo2w", None, "2026-01-05", ""), Err(Unfit::Uneven));
        assert_eq!(series("", None, "2026-01-05", ""), Err(Unfit::NoLength));
        assert_eq!(series("1w", Some(0), "9999-12-30", ""), Err(Unfit::Over));
    }
}
