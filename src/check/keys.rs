//! Keys that say nothing without another, entries that name themselves, and sources that lead nowhere:
//! what stands there would be shown nowhere.

use super::{promising, warn};
use crate::diagnostic::{Code, Diagnostic};
use crate::fit::FittedPlaybook;
use crate::markdown::is_web;
use crate::model::{Entry, Ref, Relation, State};
use crate::source::Span;
use crate::validate::EntryId;

pub fn check(playbook: &FittedPlaybook, found: &mut Vec<Diagnostic>) {
    for (id, entry) in promising(playbook) {
        name_themselves(playbook, id, entry, found);
        let common = &entry.common;
        for url in entry.common.sources.iter().filter_map(|source| source.url.as_ref()) {
            if !url.value.is_empty() && !is_web(&url.value) {
                let message =
                    format!("`{}` is no address of the web, and the source has no link", url.value);
                let hint = "write all of it, with `https://` before it";
                warn(found, entry, Code::UnsafeUrl, url.span, message, hint);
            }
        }
        let mut lone = |keys: &str, have: &str, without: &str, span: Span, hint: &str| {
            let message = format!("{keys} {have} no effect without {without}");
            warn(found, entry, Code::LoneKey, span, message, hint);
        };
        if let (Some(every), None) = (common.review_every, common.reviewed) {
            let hint = "add `reviewed:` with the day on which somebody last read it";
            lone("`review_every`", "has", "`reviewed`", every.span, hint);
        }
        if let (Some(then), None) = (&common.then, common.expires) {
            let hint = "add `expires:` with the last day on which it holds";
            lone("`then`", "has", "`expires`", then.span, hint);
        }
        if entry.state() == State::Active
            && let Some((keys, have, span)) = farewell(entry)
        {
            let hint = "add `state: retired`, or say it in the text";
            lone(keys, have, "`state: retired`", span, hint);
        }
    }
}

/// What is said of an entry and itself relates nothing. Where a circle is an error, a circle of one is
/// told as that.
fn name_themselves(
    playbook: &FittedPlaybook,
    id: EntryId,
    entry: &Entry,
    found: &mut Vec<Diagnostic>,
) {
    for (index, reference) in (0..).zip(&entry.refs) {
        let is_itself = playbook.linked.target(id, Ref { index }) == Some(id);
        if is_itself && !reference.relation.is_some_and(Relation::is_line) {
            let message = format!("`{}` names itself here", entry.title.value);
            let hint = "name the other one that is meant, or take it out";
            warn(found, entry, Code::SelfReference, reference.span, message, hint);
        }
    }
}

/// What an entry says that only a retired one can mean, and where it begins.
fn farewell(entry: &Entry) -> Option<(&'static str, &'static str, Span)> {
    let successor = entry.common.replaced_by.as_ref();
    let successor =
        successor.and_then(|own| entry.refs.get(own.reference.index as usize)).map(|own| own.span);
    let because = entry.common.because.as_ref().map(|text| text.span);
    match (successor, because) {
        (Some(one), Some(_)) => Some(("`replaced_by` and `because`", "have", one)),
        (Some(one), None) => Some(("`replaced_by`", "has", one)),
        (None, Some(other)) => Some(("`because`", "has", other)),
        (None, None) => None,
    }
}
