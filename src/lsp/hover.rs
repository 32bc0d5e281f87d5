//! What is said of the thing at a place: a key's documentation, a word's meaning, an entry.
//!
//! In: a page and a byte of it. Out: markdown, and the bytes that it speaks of.

use std::ops::Range;

use super::book::Page;
use super::cursor::{self, FrontSpot, Role, Spot, Step};
use super::entries;
use super::field::{self, Doc, Wants};
use super::navigate::{self, Target};
use crate::model::Shape;

/// What is said at a byte.
pub fn hover(page: Page<'_>, text: &str, offset: usize) -> Option<(String, Range<usize>)> {
    let linked = page.linked();
    if let Some((target, range)) = navigate::at(page, text, offset) {
        let text = match target {
            Target::Entry(id, _) => entries::card(linked, id),
            Target::Value(factor, at) => {
                let (_, factor) = linked.factors.of(factor)?;
                entries::value_card(factor, at)
            }
        };
        return Some((text, range));
    }
    match cursor::spot(text, offset) {
        Spot::Front(spot) => front(page, &spot, text),
        Spot::Edge | Spot::Body => None,
    }
}

fn front(page: Page<'_>, spot: &FrontSpot<'_>, text: &str) -> Option<(String, Range<usize>)> {
    let kinds = &page.linked().playbook.kinds;
    let range = spot.token.clone();
    let word = cursor::unquoted(&text[range.clone()]);
    if spot.role == Role::Key {
        let mut path = spot.path.clone();
        path.push(Step::Key(word));
        let field = field::follow(&path, page.kind, kinds);
        let doc = field.doc?;
        let takes = field::words(&field.wants, kinds);
        return Some((format!("{}\n\nTakes {takes}.", of_key(doc)), range));
    }
    let field = field::follow(&spot.path, page.kind, kinds);
    let shape = match &field.wants {
        Wants::Shape(Shape::List(inner)) => Some(&**inner),
        Wants::Shape(shape) => Some(shape),
        _ => None,
    };
    if let Some(Shape::Choice(choices)) = shape
        && let Some(choice) = choices.iter().find(|choice| choice.word == word)
    {
        return Some((format!("`{}`: {}", choice.word, choice.meaning), range));
    }
    Some((of_key(field.doc?), range))
}

/// The documentation of a key.
pub fn of_key(doc: Doc<'_>) -> String {
    let required = if doc.is_required { " (required)" } else { "" };
    let mut out = format!("**`{}`**{required}\n\n{}", doc.key, doc.text);
    if let Some(example) = doc.example.split(" | ").find(|example| !example.is_empty()) {
        out.push_str(&format!("\n\nFor example `{example}`"));
    }
    out
}
