//! The ranking as JSON: a contract of the command line.
//!
//! In: a fitting. Out: one object, its keys in the order of the contract; practices in the
//! order of the ranking, lines and requirements in that of the front matter.
//! Must not: leave out what did not apply.

use serde_json::{Value, json};

use super::Fitting;
use crate::fit::{Applies, Judgement, applies, unknown_factors};
use crate::model::FitLine;
use crate::validate::EntryId;

pub fn object(fitting: &Fitting<'_>) -> Value {
    let factors = &fitting.playbook.linked.factors;
    let context: serde_json::Map<String, Value> = factors
        .iter()
        .map(|(id, factor)| {
            let values = fitting
                .values
                .get(id)
                .map(|mask| factor.values_of(mask).map(|value| &*value.id).collect::<Vec<&str>>());
            (factor.id.to_string(), json!(values))
        })
        .collect();
    let practices: Vec<Value> =
        fitting.judgements.iter().map(|judgement| practice(fitting, judgement)).collect();
    let next = fitting.next.map(
        |next| json!({ "factor": factors.get(next.factor).id, "would_change": next.would_change }),
    );
    json!({
        "as_of": fitting.playbook.as_of.to_string(),
        "context": context,
        "practices": practices,
        "next_question": next,
    })
}

fn practice(fitting: &Fitting<'_>, judgement: &Judgement) -> Value {
    let playbook = fitting.playbook;
    let id = judgement.practice;
    let entry = playbook.entry(id);
    let flags: Vec<&str> = judgement.flags.words().collect();
    let own = entry.practice.as_deref();
    let lines: Vec<Value> = own
        .map_or(&[][..], |own| &own.fit)
        .iter()
        .enumerate()
        .map(|(index, written)| line(fitting, id, index, written))
        .collect();
    let requires: Vec<Value> = own
        .map_or(&[][..], |own| &own.requires)
        .iter()
        .filter_map(|reason| playbook.linked.target(id, reason.target.reference))
        .map(|required| {
            let kind = playbook.entry(required).kind;
            let met = match playbook.linked.playbook.kinds.is_practice(kind) {
                true => fitting.runs(required),
                false => None,
            };
            json!({ "ref": playbook.linked.playbook.reference(required), "met": met })
        })
        .collect();
    json!({
        "ref": playbook.linked.playbook.reference(id),
        "title": entry.title.value,
        "verdict": judgement.verdict.word(),
        "flags": flags,
        "lines": lines,
        "requires": requires,
        "runs": fitting.runs(id),
    })
}

/// A line of the front matter. One whose conditions could not be understood (which has been
/// reported) is unknown, for no factor's sake.
fn line(fitting: &Fitting<'_>, id: EntryId, index: usize, written: &FitLine) -> Value {
    let linked = &fitting.playbook.linked;
    let line = linked.lines(id).get(index).and_then(Option::as_ref);
    let applies = line.map_or(Applies::Unknown, |line| applies(line, &fitting.values));
    let unknown: Vec<&str> = line
        .map(|line| unknown_factors(line, &fitting.values))
        .unwrap_or_default()
        .into_iter()
        .map(|factor| &*linked.factors.get(factor).id)
        .collect();
    json!({
        "lean": written.lean.value.word(),
        "strength": written.strength().word(),
        "basis": written.basis().word(),
        "because": written.because.value,
        "applies": applies.word(),
        "unknown": unknown,
    })
}
