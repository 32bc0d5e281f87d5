//! What `playbook new` wrote into an entry and nobody has replaced yet.
//!
//! In: an entry and its text. Out: what is still to be written, each with its place. Only the very
//! words of a scaffold count, so that nobody's own are taken for them.

use super::body;
use super::scaffold::SUMMARY;
use crate::model::{Detail, Entry, Factor, FactorValue, FieldSpec, Fields, Text};
use crate::source::Span;

/// What is still to be written, in words, and where it is to stand; in the order of the file.
/// `text` is the file's, or empty where its body is known to hold no comment.
pub fn unwritten(entry: &Entry, text: &str) -> Vec<(String, Span)> {
    let mut found = Vec::new();
    let mut is_still = |key: &str, own: Option<&Text>, is_example: &dyn Fn(&str) -> bool| {
        if let Some(own) = own.filter(|own| is_example(&own.value)) {
            found.push((format!("`{key}`"), own.span));
        }
    };
    let (before, behind) = SUMMARY;
    is_still("summary", entry.common.summary.as_ref(), &|own| {
        // The title may have been changed since.
        own.strip_prefix(before).is_some_and(|own| own.ends_with(behind))
    });
    if let Detail::Factor(factor) = &entry.detail {
        let question = |own: &str| is_example(Factor::specs(), "question", own);
        is_still("question", Some(&factor.question), &question);
        for value in factor.values.iter() {
            let looks_like = |own: &str| is_example(FactorValue::specs(), "looks_like", own);
            is_still("looks_like", value.looks_like.as_ref(), &looks_like);
        }
    }
    found.extend(questions(entry, text));
    found.sort_by_key(|(_, span)| span.start);
    found
}

/// Whether a value is one of those that teach what a key takes.
fn is_example(specs: &[FieldSpec], key: &str, own: &str) -> bool {
    specs.iter().any(|spec| spec.key == key && spec.examples().any(|example| example == own))
}

/// The questions of the body under which nothing stands.
fn questions(entry: &Entry, text: &str) -> Vec<(String, Span)> {
    let (before, behind) = body::COMMENT;
    let sections = body::sections(entry.kind);
    let mut open: Option<(String, Span)> = None;
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let span = Span::new(entry.file, start, start + line.trim_end().len());
        start += line.len();
        let asked = words.strip_prefix(before).and_then(|words| words.strip_suffix(behind));
        let asked = asked.and_then(|asked| sections.iter().find(|(_, own)| *own == asked));
        // What stands below a smaller heading was written here.
        let is_next = words.starts_with("# ") || words.starts_with("## ") || asked.is_some();
        if is_next {
            found.extend(open.take());
        } else if !words.is_empty() {
            open = None;
        }
        if let Some((heading, _)) = asked {
            let what = match *heading {
                "" => "the first words".to_owned(),
                heading => format!("“{heading}”"),
            };
            open = Some((what, span));
        }
    }
    found.extend(open);
    found
}
