//! Keys that say nothing without another, and sources that lead nowhere: what stands there would be
//! shown nowhere.

use super::{promising, warn};
use crate::diagnostic::{Code, Diagnostic};
use crate::fit::FittedPlaybook;
use crate::markdown::is_web;
use crate::model::{Entry, State};
use crate::source::Span;

pub fn check(playbook: &FittedPlaybook, found: &mut Vec<Diagnostic>) {
    for entry in promising(playbook) {
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
