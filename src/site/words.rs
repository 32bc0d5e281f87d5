//! The words that pages use for values: days, lengths of time, counts, conditions.

use std::borrow::Cow;

use crate::fit::{Flags, Verdict};
use crate::link::{FactorDef, Mask};
use crate::model::{Date, Keeping, KindDef, KindId, Lean, Status, Text, several};
use crate::site::view::{
    DateView, FlagView, LegendView, STATUSES, StatusView, VERDICTS, VerdictView,
};

/// What an author wrote, empty where it is nothing.
pub fn text(text: Option<&Text>) -> &str {
    text.map_or("", |text| &text.value)
}

pub fn texts(texts: &[Text]) -> Vec<Cow<'_, str>> {
    texts.iter().map(|text| Cow::Borrowed(&*text.value)).collect()
}

pub fn date(date: Date) -> DateView<'static> {
    DateView { iso: Cow::Owned(date.to_string()), words: Cow::Owned(date.in_words()) }
}

/// "1 team", "3 teams".
pub fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {}", several(one)) }
}

/// A condition of a line, such as "interruptions: some or high".
pub fn condition(factor: &FactorDef, accepted: Mask) -> String {
    let labels: Vec<&str> = factor.values_of(accepted).map(|value| &*value.label).collect();
    format!("{}: {}", inside(&factor.title), or_list(&labels))
}

/// "a", "a or b", "a, b or c".
pub fn or_list(words: &[&str]) -> String {
    list(words, "or")
}

/// "a", "a and b", "a, b and c".
pub fn and_list(words: &[&str]) -> String {
    list(words, "and")
}

fn list(words: &[&str], last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [rest @ .., end] => format!("{} {last} {end}", rest.join(", ")),
    }
}

/// The labels of values in a row: "Established and closing".
pub fn labels<'a>(labels: impl Iterator<Item = &'a str>) -> String {
    let labels: Vec<String> = labels
        .enumerate()
        .map(|(at, label)| if at == 0 { label.to_owned() } else { inside(label) })
        .collect();
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    and_list(&labels)
}

/// How often, by the title of a cycle: "every week", "every six weeks", "every few hours".
pub fn every(cycle: &str) -> String {
    let cycle = inside(cycle);
    match cycle.ends_with('s') && !cycle.contains(' ') {
        true => format!("every few {cycle}"),
        false => format!("every {cycle}"),
    }
}

/// How often, of what stands on no cycle and has its trigger.
pub const WHEN_NEEDED: &str = "when needed";

/// A title or a label as it stands inside a sentence: the first letter small, unless the first
/// word has another capital or a digit in it ("GDPR", "McKinsey", "Q3"). All other capitals are
/// the author's. `explorer.js` does the same.
pub fn inside(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    let rest = letters.as_str();
    let word = rest.split(char::is_whitespace).next().unwrap_or("");
    if word.contains(|next: char| next.is_uppercase() || next.is_numeric()) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    out.extend(first.to_lowercase());
    out + rest
}

/// "4.5 hours", "1 hour".
pub fn in_hours(hours: f64) -> String {
    let number = self::hours(hours);
    let unit = if number == "1" { "hour" } else { "hours" };
    format!("{number} {unit}")
}

/// Hours to one decimal: "4.5", "0.3", "12". What is there is never nothing: "less than 0.1".
pub fn hours(hours: f64) -> String {
    let tenths = (hours * 10.0).round() / 10.0;
    if hours > 0.0 && tenths == 0.0 {
        return "less than 0.1".to_owned();
    }
    if (tenths - tenths.round()).abs() < 0.05 {
        format!("{tenths:.0}")
    } else {
        format!("{tenths:.1}")
    }
}

pub fn lean(lean: Lean) -> &'static str {
    lean.word()
}

pub fn kept(kept: Keeping) -> &'static str {
    match kept {
        Keeping::Snapshot => "as a snapshot, true for its day",
        Keeping::Living => "alive: it is kept true",
        Keeping::Log => "as a log: added to, never rewritten",
    }
}

/// The verdict as word, shape and letter, without flags.
pub fn verdict(verdict: Verdict) -> VerdictView<'static> {
    let legend = legend(verdict);
    VerdictView {
        verdict: legend.id.clone(),
        word: legend.word.clone(),
        glyph: legend.glyph.clone(),
        letter: legend.letter.clone(),
        flags: Vec::new(),
    }
}

/// The verdict with its flags in words.
pub fn flagged(verdict: Verdict, flags: Flags) -> VerdictView<'static> {
    let flag = |id: &'static str, word: &'static str, because: &'static str| FlagView {
        id: id.into(),
        word: word.into(),
        because: because.into(),
    };
    let mut view = self::verdict(verdict);
    if flags.could_be_ruled_out {
        let because = "An answer that nobody has given yet could rule it out.";
        view.flags.push(flag("could-be-ruled-out", "could be ruled out", because));
    }
    if flags.not_yet {
        let because = "The team does not run something that it requires.";
        view.flags.push(flag("not-yet", "not yet", because));
    }
    if flags.part_of_the_work {
        let because = "A reason holds for part of the work only.";
        view.flags.push(flag("part-of-the-work", "for part of the work", because));
    }
    view
}

/// The line of the legend that explains a verdict.
pub fn legend(verdict: Verdict) -> &'static LegendView<'static> {
    let word = verdict.word();
    VERDICTS.iter().find(|legend| legend.id == word).unwrap_or(&VERDICTS[0])
}

/// A status by its id; `established` where nothing is said of a practice that runs.
pub fn status(id: &str) -> StatusView<'static> {
    STATUSES.iter().find(|status| status.id == id).cloned().unwrap_or_default()
}

/// What an entry of a kind is called on pages. Contexts are called by what readers look for.
pub fn singular(kind: KindId, def: &KindDef) -> &str {
    if kind == KindId::CONTEXT && &*def.title == "Context" { "Kind of team" } else { &def.title }
}

/// The same of several entries of a kind.
pub fn plural(kind: KindId, def: &KindDef) -> &str {
    if kind == KindId::CONTEXT && &*def.plural == "Contexts" {
        "Kinds of team"
    } else {
        &def.plural
    }
}

/// How many of a status are called.
pub fn status_plural(status: Status) -> &'static str {
    match status {
        Status::Seedling => "Seedlings",
        Status::Growing => "Growing",
        Status::Established => "Established",
        Status::FreightTrain => "Freight trains",
        Status::Composting => "Compost",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_lists() {
        assert_eq!(count(1, "query"), "1 query");
        assert_eq!(count(2, "query"), "2 queries");
        assert_eq!(count(2, "day"), "2 days");
        assert_eq!(or_list(&["a", "b", "c"]), "a, b or c");
        assert_eq!(inside("At the end"), "at the end");
        assert_eq!(inside("DAG of steps"), "DAG of steps");
        assert_eq!(inside("McKinsey view"), "McKinsey view");
        assert_eq!(inside("Load by GDPR"), "load by GDPR");
        assert_eq!(inside("X"), "x");
        assert_eq!(every("PI"), "every PI");
        assert_eq!(every("SAP release"), "every SAP release");
        assert_eq!(labels(["Established", "Closing"].into_iter()), "Established and closing");
        assert_eq!(every("Hours"), "every few hours");
        assert_eq!(every("Six weeks"), "every six weeks");
        assert_eq!(hours(4.0), "4");
        assert_eq!(hours(0.25), "0.3");
        assert_eq!(hours(0.01), "less than 0.1");
        assert_eq!(hours(0.0), "0");
        assert_eq!(in_hours(0.98), "1 hour");
        assert_eq!(in_hours(1.5), "1.5 hours");
    }
}
