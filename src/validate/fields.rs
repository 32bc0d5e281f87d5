//! What one entry's fields must be to each other.

use std::fmt::Display;

use foldhash::HashMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Detail, Duration, Entry, Factor, FactorValue, Team, Text};
use crate::source::{Located, fold, is_device, is_every_folders, is_invisible};

/// The most values that a factor can have: verdicts are sets of bits.
pub const MAX_VALUES: usize = 64;

const LONG_SUMMARY: usize = 200;

/// The most bytes of a text that becomes a folder of the output: disks take 255, and some of
/// them less.
const LONGEST_ADDRESS: usize = 200;

/// Whether a text is short enough for a page of its own.
pub fn fits_address(text: &Text) -> bool {
    text.value.len() <= LONGEST_ADDRESS
}

pub fn check(entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    if entry.is_faulty() {
        return;
    }
    if let Some(summary) = entry.common.summary.as_ref().filter(|_| !entry.is_page()) {
        let length = summary.value.chars().count();
        if length > LONG_SUMMARY && !entry.allows(Code::LongSummary) {
            let message = format!(
                "the summary has {length} characters, and {LONG_SUMMARY} are what a list can show"
            );
            diagnostics.push(
                Diagnostic::new(Code::LongSummary, summary.span, message)
                    .hint("say what it is in one sentence and leave the rest to the body"),
            );
        }
    }
    // A plain page's is passed over, with a warning.
    let wrong = |tag: &&Text| !entry.is_page() && !fits_address(tag);
    for tag in entry.common.tags.iter().filter(wrong) {
        let message = too_long("the tag", tag);
        diagnostics.push(
            Diagnostic::new(Code::BadValue, tag.span, message)
                .hint("write a word or a few; what needs a sentence belongs into the body"),
        );
    }
    check_lengths(entry, diagnostics);
    match &entry.detail {
        Detail::Factor(factor) => check_factor(factor, diagnostics),
        Detail::Team(team) => check_team(team, diagnostics),
        Detail::Exercise(exercise) => {
            let people = exercise.people.as_ref();
            let ends = people.and_then(|people| people.min.zip(people.max));
            diagnostics
                .extend(ends.and_then(|(min, max)| ends_at_odds(&min, &max, |count| *count)));
        }
        Detail::Cycle(cycle) => {
            let span = cycle.span.as_ref();
            let ends = span.and_then(|span| span.min.zip(span.max));
            // That a longest is no time at all has been said.
            let ends = ends.filter(|(_, max)| max.value != Duration::default());
            diagnostics.extend(ends.and_then(|(min, max)| ends_at_odds(&min, &max, least_minutes)));
        }
        _ => {}
    }
}

/// Lengths by which something else is counted must be some time.
fn check_lengths(entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    let trial = entry.practice.as_ref().and_then(|practice| practice.trial.as_ref());
    let cycle = match &entry.detail {
        Detail::Cycle(cycle) => Some(cycle),
        _ => None,
    };
    let span = cycle.and_then(|cycle| cycle.span.as_ref());
    let lengths = [
        ("review_every", entry.common.review_every),
        ("for", trial.and_then(|trial| trial.length)),
        ("nominal", cycle.and_then(|cycle| cycle.nominal)),
        ("max", span.and_then(|span| span.max)),
    ];
    for (key, length) in lengths {
        let Some(length) = length.filter(|length| length.value == Duration::default()) else {
            continue;
        };
        let message = format!("`{key}` is no time at all");
        diagnostics.push(
            Diagnostic::new(Code::BadValue, length.span, message)
                .hint("write how long it is, like `2w`, or leave the key out"),
        );
    }
}

fn too_long(what: &str, text: &Text) -> String {
    let length = text.value.len();
    format!("{what} has {length} bytes, and {LONGEST_ADDRESS} are what an address can hold")
}

/// How long it is at least: a month is about 30 days, and nobody is wrong who calls it so.
fn least_minutes(length: &Duration) -> f64 {
    match length.months {
        0 => length.about_minutes(),
        _ => length.about_days().floor() * 24.0 * 60.0,
    }
}

/// Nothing lies between the ends of a range that stand the wrong way round.
fn ends_at_odds<T: Display, N: PartialOrd>(
    min: &Located<T>,
    max: &Located<T>,
    size: impl Fn(&T) -> N,
) -> Option<Diagnostic> {
    if size(&min.value) <= size(&max.value) {
        return None;
    }
    let message = format!("`max` ({}) is less than `min` ({})", max.value, min.value);
    let found = Diagnostic::new(Code::BadValue, max.span, message);
    Some(found.label(min.span, "the least").hint("write the smaller of the two as `min`"))
}

fn check_factor(factor: &Factor, diagnostics: &mut Vec<Diagnostic>) {
    let mut first: HashMap<String, &FactorValue> = HashMap::default();
    for value in factor.values.iter() {
        let id = &*value.id.value;
        if id == "unknown" {
            let message = "no value may be called `unknown`: it says that nobody knows";
            diagnostics.push(
                Diagnostic::new(Code::ReservedValue, value.id.span, message)
                    .hint("choose another id"),
            );
        }
        if !fits_address(&value.id) {
            let message = too_long("the value's id", &value.id);
            diagnostics.push(
                Diagnostic::new(Code::BadValue, value.id.span, message)
                    .hint("use a short id, and say the rest in its `label`"),
            );
        } else if id.is_empty()
            || id.contains(['/', '\\'])
            || id.starts_with('.')
            || id.ends_with(['.', ' '])
            || is_device(id.split('.').next().unwrap_or(""))
            || is_every_folders(id)
            || id.chars().any(|c| c.is_control() || is_invisible(c))
        {
            let message = format!("`{id}` cannot be a value's id: it becomes an address");
            diagnostics.push(
                Diagnostic::new(Code::BadValue, value.id.span, message)
                    .hint("use letters, digits and `-`"),
            );
        }
        let known = *first.entry(fold(id)).or_insert(value);
        if !std::ptr::eq(known, value) {
            let message = if known.id == value.id {
                format!("the value `{id}` stands twice")
            } else {
                let (one, other) = (&known.id.value, &value.id.value);
                format!("`{one}` and `{other}` are one address on some systems")
            };
            diagnostics.push(
                Diagnostic::new(Code::BadValue, value.id.span, message)
                    .label(known.id.span, "first written here")
                    .hint("give each value an id of its own"),
            );
        }
    }
    if let Some(beyond) = factor.values.get(MAX_VALUES) {
        let message = format!("a factor has at most {MAX_VALUES} values");
        diagnostics.push(
            Diagnostic::new(Code::BadValue, beyond.id.span, message)
                .hint("a question with so many answers is several questions: split the factor"),
        );
    }
}

fn check_team(team: &Team, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(size) = team.size.filter(|size| size.value < 0) {
        let message = format!("a team cannot be {} people", size.value);
        diagnostics.push(
            Diagnostic::new(Code::BadValue, size.span, message).hint("write how many people it is"),
        );
    }
    for row in &team.practices {
        let Some(since) = &row.since else { continue };
        for (key, end) in [("until", &row.until), ("expires", &row.expires)] {
            let Some(end) = end.filter(|end| end.value < since.value) else { continue };
            let message = format!("`{key}` ({}) lies before `since` ({})", end.value, since.value);
            diagnostics.push(
                Diagnostic::new(Code::UntilBeforeSince, end.span, message)
                    .label(since.span, "it began here")
                    .hint("check the years of the two days"),
            );
        }
    }
}
