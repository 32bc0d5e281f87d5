//! The ranking as text: grouped by verdict, reasons as sentences, long lists folded.
//!
//! In: a fitting. Out: text for a terminal. Must not: tell verdicts apart by colour alone.

use std::collections::BTreeSet;

use super::{Fitting, words};
use crate::cli::layout::{self, wrap};
use crate::cli::terminal::Stream;
use crate::fit::{Applies, Judgement, Verdict, unknown_factors};
use crate::link::FactorId;
use crate::model::FitLine;
use crate::validate::EntryId;

/// How many practices of a verdict are shown. What fits and what must be avoided is what
/// people came for.
fn few(verdict: Verdict) -> usize {
    match verdict {
        Verdict::Fits | Verdict::Avoid => 8,
        Verdict::LeansFor | Verdict::Mixed | Verdict::CantTell => 5,
        _ => 3,
    }
}

pub fn text(fitting: &Fitting<'_>, all: bool, out: &Stream) -> String {
    let mut text = header(fitting, out);
    let mut folded = false;
    for verdict in Verdict::ALL {
        let group: Vec<&Judgement> =
            fitting.judgements.iter().filter(|judgement| judgement.verdict == verdict).collect();
        if group.is_empty() {
            continue;
        }
        let (sign, word, meaning) = words::verdict(verdict);
        let heading = out.bold(&format!("{sign} {word}"));
        let count = if fitting.practice.is_some() {
            String::new()
        } else {
            format!(" ({})", layout::thousands(group.len()))
        };
        let meaning = out.dim(meaning.trim_end_matches('.'));
        text.push_str(&format!("\n{heading}{count}: {meaning}\n"));
        let shown = if all { group.len() } else { few(verdict).min(group.len()) };
        for judgement in &group[..shown] {
            text.push_str(&practice(fitting, judgement, out));
        }
        if let [first, ..] = &group[shown..] {
            folded = true;
            let more = layout::thousands(group.len() - shown);
            let title = layout::printable(&fitting.playbook.entry(first.practice).title.value);
            text.push_str(&format!("\n  and {more} more, from {title} on\n"));
        }
    }
    if fitting.judgements.is_empty() {
        text.push_str("\nThis playbook has no practices yet\n");
    }
    text.push_str(&next_question(fitting, out));
    if folded {
        text.push_str(&out.dim("\n`--all` folds nothing; a practice’s id shows all its lines\n"));
    }
    text
}

/// Who is asked about, what is known of them, and on which day.
fn header(fitting: &Fitting<'_>, out: &Stream) -> String {
    let playbook = fitting.playbook;
    let as_of = format!("as of {}", playbook.as_of);
    let mut text = match fitting.entry() {
        Some(id) => {
            let reference = playbook.linked.playbook.reference(id);
            let title = out.bold(&layout::printable(&playbook.entry(id).title.value));
            format!(
                "{title}  {}\n",
                out.dim(&format!("{}, {as_of}", layout::printable(&reference)))
            )
        }
        None => {
            let nothing = fitting.values.0.iter().all(Option::is_none);
            let title = if nothing { "Anywhere" } else { "With the values given" };
            format!("{}  {}\n", out.bold(title), out.dim(&as_of))
        }
    };
    let said = fitting.entry().and_then(|id| playbook.linked.values(id));
    let (mut own, mut assumed, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for (id, factor) in playbook.linked.factors.iter() {
        let Some(mask) = fitting.values.get(id) else {
            unknown.push(factor.title.to_string());
            continue;
        };
        let labels: Vec<&str> = factor.values_of(mask).map(|value| &*value.label).collect();
        let words = format!("{}: {}", factor.title, layout::listed(&labels, "and"));
        let is_assumed = said.is_some_and(|said| said.assumed[id.index()]);
        if is_assumed { assumed.push(words) } else { own.push(words) }
    }
    for (name, list) in [("known", own), ("assumed", assumed), ("unknown", unknown)] {
        if !list.is_empty() {
            let first = format!("  {name:<8} ");
            text.push_str(&wrap(&list.join("; "), out.width, &first, "           "));
        }
    }
    text
}

fn practice(fitting: &Fitting<'_>, judgement: &Judgement, out: &Stream) -> String {
    let playbook = fitting.playbook;
    let id = judgement.practice;
    let mut name = format!("{}  ", out.bold(&layout::printable(&playbook.entry(id).title.value)));
    let reference = playbook.linked.playbook.reference(id);
    name.push_str(&out.dim(&layout::printable(&reference)));
    if let Some(running) = running(fitting, id) {
        name.push_str(&format!("  {running}"));
    }
    let mut text = format!("\n  {name}\n");
    let own = playbook.entry(id).practice.as_deref();
    let lines = playbook.linked.lines(id);
    for (index, written) in own.map_or(&[][..], |own| &own.fit).iter().enumerate() {
        let line = lines.get(index).and_then(Option::as_ref);
        let (applies, how) = words::applying(line, fitting);
        if fitting.practice.is_none() && !applies.counts() {
            continue;
        }
        let when = line.map(|line| words::conditions(line, &playbook.linked.factors));
        let shown = Shown { written, applies, how, when: when.flatten() };
        text.push_str(&sentence(&shown, fitting.practice.is_some(), out));
    }
    text.push_str(&notes(fitting, judgement, out));
    text
}

/// "run as “Night notes”", for a team.
fn running(fitting: &Fitting<'_>, practice: EntryId) -> Option<String> {
    let team = fitting.team()?;
    let row = fitting.playbook.running(team).find(|row| row.practice == practice)?;
    Some(match &row.row.local_name {
        Some(name) => format!("runs as “{}”", layout::printable(&name.value)),
        None => "runs".to_owned(),
    })
}

/// A line of the front matter with how it applies.
struct Shown<'a> {
    written: &'a FitLine,
    applies: Applies,
    how: String,
    when: Option<String>,
}

/// A reason, with its condition in words before it and its weight behind it.
fn sentence(shown: &Shown<'_>, whole: bool, out: &Stream) -> String {
    let written = shown.written;
    let condition = match (&shown.when, shown.applies) {
        (Some(when), Applies::Partly) if !whole => format!("For part of the work, where {when}: "),
        (Some(when), _) => format!("Where {when}: "),
        (None, _) => String::new(),
    };
    let mut weight =
        vec![written.strength().word().to_owned(), words::basis(written.basis()).to_owned()];
    if whole {
        weight.insert(0, written.lean.value.word().to_owned());
        weight.extend(written.source.as_ref().map(|source| format!("source: {}", source.value)));
        weight.extend(written.as_of.map(|day| format!("as of {day}")));
    }
    // All lines are shown where one practice was asked for, so each says how it applies;
    // elsewhere only those stand that do.
    let how = if whole { format!("[{}] ", shown.how) } else { String::new() };
    let text = format!("{how}{condition}{} ({})", written.because.value, weight.join("; "));
    let first = format!("    {} ", words::lean_sign(written.lean.value));
    wrap(&text, out.width, &first, "      ")
}

/// What should be known beside the reasons: flags, what is unknown, what is required.
fn notes(fitting: &Fitting<'_>, judgement: &Judgement, out: &Stream) -> String {
    let playbook = fitting.playbook;
    let id = judgement.practice;
    let mut notes = Vec::new();
    let unknown = unknown_of(fitting, id);
    if !unknown.is_empty() {
        let factors = &playbook.linked.factors;
        let names: Vec<&str> =
            unknown.into_iter().map(|factor| &*factors.get(factor).title).collect();
        let names = layout::listed(&names, "and");
        if judgement.flags.could_be_ruled_out {
            notes.push(("!", format!("Could be ruled out; depends on {names}")));
        } else if judgement.verdict == Verdict::CantTell {
            notes.push(("?", format!("Depends on {names}")));
        }
    }
    let requires: Vec<String> = playbook
        .requirements(id)
        .map(|required| {
            let title = &playbook.entry(required).title.value;
            match fitting.runs(required) {
                Some(true) => format!("{title} (runs)"),
                Some(false) => format!("{title} (not run)"),
                None => title.to_string(),
            }
        })
        .collect();
    if !requires.is_empty() {
        let (sign, not_yet) =
            if judgement.flags.not_yet { ("!", "Not yet: r") } else { ("·", "R") };
        notes.push((sign, format!("{not_yet}equires {}", layout::listed(&requires, "and"))));
    }
    let line =
        |(sign, text): &(&str, String)| wrap(text, out.width, &format!("    {sign} "), "      ");
    notes.iter().map(line).collect()
}

/// The factors that leave any line of a practice unknown, in the site's order.
fn unknown_of(fitting: &Fitting<'_>, practice: EntryId) -> BTreeSet<FactorId> {
    let lines = fitting.playbook.linked.lines(practice).iter().flatten();
    lines.flat_map(|line| unknown_factors(line, &fitting.values)).collect()
}

/// The one answer that would tell most.
fn next_question(fitting: &Fitting<'_>, out: &Stream) -> String {
    let Some(next) = fitting.next else { return String::new() };
    let factor = fitting.playbook.linked.factors.get(next.factor);
    let verdicts = layout::counted(next.would_change, "verdict");
    let ids: Vec<&str> = factor.values.iter().map(|value| &*value.id).collect();
    let mut text = format!("\n{}\n", out.bold("The next best question"));
    text.push_str(&wrap(&factor.question, out.width, "  ", "  "));
    let known = format!(
        "An answer could change {verdicts}: `{}` is {}",
        factor.id,
        layout::listed(&ids, "or"),
    );
    text.push_str(&wrap(&known, out.width, "  ", "  "));
    text
}
