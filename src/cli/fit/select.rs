//! Which place and which practice are meant.
//!
//! In: texts from the command line. Out: entries and values, or a failure that says what
//! was meant perhaps. Must not: guess (a title is suggested, never taken).

use crate::cli::args::FitArgs;
use crate::cli::layout;
use crate::diagnostic::{Failure, Hint, did_you_mean};
use crate::fit::{FittedPlaybook, Place};
use crate::link::Values;
use crate::model::{KindId, Relation, several};
use crate::validate::EntryId;

/// More names than this are not listed in a hint.
const MANY: usize = 12;

/// The place that is asked about. Without one, every factor is unknown.
pub fn place(args: &FitArgs, playbook: &FittedPlaybook) -> Result<Place, Failure> {
    if let Some(text) = &args.team {
        return Ok(Place::Team(entry(text, KindId::TEAM, "--team", playbook)?));
    }
    if let Some(text) = &args.context {
        return Ok(Place::Context(entry(text, KindId::CONTEXT, "--context", playbook)?));
    }
    let mut values = Values::unknown(&playbook.linked.factors);
    for text in &args.set {
        set(text, &mut values, playbook)?;
    }
    Ok(Place::Given(values))
}

/// A team or a context, by bare id or in full.
fn entry(
    text: &str,
    kind: KindId,
    flag: &str,
    playbook: &FittedPlaybook,
) -> Result<EntryId, Failure> {
    let linked = &playbook.linked.playbook;
    let name = &linked.kinds.get(kind).name;
    let id = text.strip_prefix(&format!("{name}/")).unwrap_or(text);
    let Some((found, _)) = linked.of_kind(kind).find(|(_, entry)| &*entry.id == id) else {
        let failure = Failure::new(format!("there is no {name} `{text}`"));
        let other = [(KindId::TEAM, "--team"), (KindId::CONTEXT, "--context")]
            .into_iter()
            .filter(|(other, _)| *other != kind)
            .find(|(other, _)| linked.of_kind(*other).any(|(_, entry)| &*entry.id == id));
        let ids: Vec<&str> = linked.of_kind(kind).map(|(_, entry)| &*entry.id).collect();
        let titles = linked.of_kind(kind).map(|(_, entry)| (&*entry.title.value, &*entry.id));
        return Err(match (suggestion(id, &ids, titles), other) {
            (_, Some((_, other))) => failure.hint(Hint::meant(format!("{other} {id}"))),
            (Some(hint), None) => failure.hint(hint),
            (None, None) if linked.drafts.iter().any(|draft| &*draft.id == id) => {
                failure.hint(format!("it is a draft, and `{flag} {id} --drafts` shows it"))
            }
            (None, None) => offer(failure, &several(name), &ids),
        });
    };
    Ok(found)
}

/// Reads `factor=value[,value]` into the values; the same factor again adds to its set.
fn set(text: &str, values: &mut Values, playbook: &FittedPlaybook) -> Result<(), Failure> {
    let factors = &playbook.linked.factors;
    let Some((name, wanted)) = text.split_once('=') else {
        return Err(Failure::new(format!("`--set {text}` names no value"))
            .hint("write it as `factor=value`, for example `--set interruptions=high`"));
    };
    let Some(id) = factors.named(name.trim()) else {
        let failure = Failure::new(format!("there is no factor `{name}`"));
        let ids: Vec<&str> = factors.list.iter().map(|factor| &*factor.id).collect();
        let titles = factors.list.iter().map(|factor| (&*factor.title, &*factor.id));
        return Err(match suggestion(name.trim(), &ids, titles) {
            Some(hint) => failure.hint(hint),
            None => offer(failure, "factors", &ids),
        });
    };
    let factor = factors.get(id);
    // A value may have a comma in it.
    let wanted: Vec<&str> = match factor.value(wanted.trim()) {
        Some(_) => vec![wanted.trim()],
        None => wanted.split(',').map(str::trim).collect(),
    };
    if wanted.contains(&"unknown") {
        return match (wanted.as_slice(), values.get(id)) {
            ([_], None) => Ok(()),
            _ => Err(Failure::new(format!("`{}` is `unknown` and something else", factor.id))
                .hint("either nobody knows, or these are the values")),
        };
    }
    let mut mask = values.get(id).unwrap_or(0);
    for value in wanted {
        let Some(index) = factor.value(value) else {
            let failure = Failure::new(match value {
                "" => format!("`--set {text}` names no value"),
                value => format!("`{value}` is not a value of `{}`", factor.id),
            });
            let ids: Vec<&str> = factor.values.iter().map(|value| &*value.id).collect();
            let labels = factor.values.iter().map(|value| (&*value.label, &*value.id));
            let words: Vec<&str> = ids.iter().copied().chain(["unknown"]).collect();
            return Err(match suggestion(value, &words, labels) {
                Some(hint) => failure.hint(hint),
                None => offer(failure, "values", &ids),
            });
        };
        mask |= 1 << index;
    }
    values.set(id, Some(mask));
    Ok(())
}

/// A practice, by bare id where one kind alone has it, or in full.
pub fn practice(text: &str, playbook: &FittedPlaybook) -> Result<EntryId, Failure> {
    let linked = &playbook.linked.playbook;
    let is_practice = |id: EntryId| linked.kinds.is_practice(linked.entry(id).kind);
    let practices: Vec<(EntryId, String)> = linked
        .entries()
        .filter(|(id, _)| is_practice(*id))
        .map(|(id, _)| (id, linked.reference(id)))
        .collect();
    let is_meant = |id: EntryId, reference: &str| {
        if text.contains('/') { reference == text } else { &*linked.entry(id).id == text }
    };
    let meant: Vec<&(EntryId, String)> =
        practices.iter().filter(|(id, reference)| is_meant(*id, reference)).collect();
    match meant.as_slice() {
        [(id, _)] => Ok(*id),
        [] => {
            let failure = Failure::new(format!("there is no practice `{text}`"));
            let other = linked.entries().find(|(id, entry)| {
                !entry.is_page() && (&*entry.id == text || linked.reference(*id) == text)
            });
            if let Some((id, _)) = other {
                let reference = linked.reference(id);
                return Err(failure.hint(format!("`{reference}` is there, but no practice")));
            }
            let names: Vec<&str> = practices
                .iter()
                .map(|(id, reference)| match text.contains('/') {
                    true => &**reference,
                    false => &*linked.entry(*id).id,
                })
                .collect();
            let titles = practices.iter().flat_map(|(id, reference)| {
                let entry = linked.entry(*id);
                let aka = entry.common.aka.iter().map(|text| &*text.value);
                aka.chain([&*entry.title.value]).map(move |title| (title, &**reference))
            });
            Err(match suggestion(text, &names, titles) {
                Some(hint) => failure.hint(hint),
                None => failure.hint("`playbook fit --all` lists every practice"),
            })
        }
        several => {
            let names: Vec<String> =
                several.iter().map(|(_, reference)| format!("`{reference}`")).collect();
            Err(Failure::new(format!("`{text}` is the id of several practices"))
                .hint(format!("write {}", layout::listed(&names, "or"))))
        }
    }
}

/// What is said of an entry whose front matter has errors, which have been printed.
pub fn faulty(id: EntryId, playbook: &FittedPlaybook) -> Failure {
    let reference = playbook.linked.playbook.reference(id);
    Failure::new(format!("`{reference}` has errors, so it cannot be judged"))
        .hint("mend what stands above first")
}

/// Why a practice that is there, and whole, takes no part in rankings.
pub fn retired(practice: EntryId, playbook: &FittedPlaybook) -> Failure {
    let reference = playbook.linked.playbook.reference(practice);
    let failure = Failure::new(format!("`{reference}` is retired, so it is not judged"));
    match playbook.linked.graph.outgoing_by(practice, Relation::ReplacedBy).next() {
        Some(by) => {
            failure.hint(format!("it was replaced by `{}`", playbook.linked.playbook.reference(by)))
        }
        None => failure,
    }
}

/// "did you mean", from what is written in references or, failing that, from titles, which
/// do not resolve.
fn suggestion<'a>(
    wrong: &str,
    ids: &[&'a str],
    titles: impl Iterator<Item = (&'a str, &'a str)>,
) -> Option<Hint> {
    did_you_mean(wrong, ids.iter().copied()).or_else(|| {
        let wrong = wrong.to_lowercase();
        let mut titled = titles.filter(|(title, _)| title.to_lowercase() == wrong);
        titled.next().map(|(_, id)| Hint::meant(id))
    })
}

/// Names everything that there is, where that is not too much.
fn offer(failure: Failure, what: &str, names: &[&str]) -> Failure {
    match names.len() {
        0 => failure.hint(format!("this playbook has no {what}")),
        count if count > MANY => failure,
        _ => failure.hint(format!("{what} are `{}`", names.join("`, `"))),
    }
}
