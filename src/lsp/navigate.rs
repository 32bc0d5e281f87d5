//! From a name to what it means, and from what is meant to every name of it.
//!
//! In: a page and a byte of it. Out: spans. What linking has resolved is asked first; where a
//! page is half written and its fields are not known, the word itself is looked up.

use std::ops::Range;

use super::book::Page;
use super::cursor::{self, FrontSpot, Role, Spot};
use super::entries;
use super::field::{self, Wants};
use crate::author::{Meant, mentions};
use crate::link::{LinkedPlaybook, Lookup};
use crate::model::{DeclaredType, Detail, KindId, Shape};
use crate::source::Span;
use crate::validate::EntryId;

/// What a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An entry, and the heading in it.
    Entry(EntryId, Option<Box<str>>),
    /// A value of a factor.
    Value(EntryId, usize),
}

/// What the name at a byte means, and the bytes of the name.
pub fn at(page: Page<'_>, text: &str, offset: usize) -> Option<(Target, Range<usize>)> {
    let linked = page.linked();
    let lookup = Lookup::new(&linked.playbook);
    if let Some(id) = page.entry
        && *page.raw.text == *text
    {
        let mentions = mentions(linked, id, &lookup);
        let here = mentions.into_iter().find(|mention| {
            mention.span.file == page.raw.file
                && mention.span.range().start <= offset
                && offset <= mention.span.range().end
        });
        if let Some(mention) = here {
            let target = match mention.meant {
                Meant::Entry(id) => Target::Entry(id, mention.anchor.map(Into::into)),
                Meant::Value(factor, at) => Target::Value(factor, at),
            };
            return Some((target, mention.span.range()));
        }
    }
    match cursor::spot(text, offset) {
        Spot::Front(spot) => front(page, &spot, text, &lookup),
        Spot::Edge | Spot::Body => None,
    }
}

fn front(
    page: Page<'_>,
    spot: &FrontSpot<'_>,
    text: &str,
    lookup: &Lookup<'_>,
) -> Option<(Target, Range<usize>)> {
    let linked = page.linked();
    let range = spot.token.clone();
    let word = cursor::unquoted(&text[range.clone()]);
    let wants = field::follow(&spot.path, page.kind, &page.linked().playbook.kinds).wants;
    let entry =
        |kinds: &[KindId]| entries::meant(word, kinds, lookup).map(|id| Target::Entry(id, None));
    let kinds = &linked.playbook.kinds;
    let target = match wants {
        _ if word.is_empty() => None,
        Wants::Shape(Shape::Conditions | Shape::FactorValues | Shape::TeamContext) => {
            entries::meant(word, &[KindId::FACTOR], lookup).map(|id| Target::Entry(id, None))
        }
        _ if spot.role == Role::Key => None,
        Wants::Shape(Shape::Ref(targets)) => entry(&targets.among(kinds)),
        Wants::Shape(Shape::List(inner)) => match *inner {
            Shape::Ref(targets) => entry(&targets.among(kinds)),
            _ => None,
        },
        Wants::Declared(DeclaredType::Ref(kind)) => entry(&[*kind]),
        Wants::Party => entry(&[KindId::ROLE, KindId::TEAM]),
        Wants::Factor { factor, .. } => {
            let factor = linked.factors.get(linked.factors.named(factor)?);
            let at = factor.value(word)?;
            Some(Target::Value(factor.entry, at))
        }
        _ => None,
    };
    target.map(|target| (target, range))
}

/// Where what is meant stands itself.
pub fn place(linked: &LinkedPlaybook, target: &Target) -> Span {
    match target {
        Target::Entry(id, anchor) => {
            let page = linked.page(*id);
            let anchor = anchor.as_ref().and_then(|anchor| {
                let heading = page.body.headings.iter().find(|heading| heading.id == *anchor);
                let other = page.body.anchors.iter().find(|own| own.id == *anchor);
                heading.map(|heading| heading.span).or(other.map(|own| own.span))
            });
            anchor.unwrap_or(page.entry.span())
        }
        Target::Value(factor, at) => {
            let entry = linked.entry(*factor);
            match &entry.detail {
                Detail::Factor(detail) => {
                    detail.values.get(*at).map_or(entry.span(), |value| value.id.span)
                }
                _ => entry.span(),
            }
        }
    }
}

/// What a search for references from a byte is after: what the name there means, or the page
/// itself.
pub fn sought(page: Page<'_>, text: &str, offset: usize) -> Option<Target> {
    if let Some((target, _)) = at(page, text, offset) {
        return Some(match target {
            Target::Entry(id, _) => Target::Entry(id, None),
            value => value,
        });
    }
    let own = page.entry?;
    // In a factor's own page its values are declared.
    if let Detail::Factor(factor) = &page.linked().entry(own).detail {
        let here = |span: Span| span.range().start <= offset && offset <= span.range().end;
        if let Some(at) = factor.values.iter().position(|value| here(value.id.span)) {
            return Some(Target::Value(own, at));
        }
    }
    match cursor::spot(text, offset) {
        Spot::Front(_) | Spot::Edge => Some(Target::Entry(own, None)),
        Spot::Body => None,
    }
}

/// Every name of what is meant, page by page.
pub fn references(linked: &LinkedPlaybook, target: &Target) -> Vec<Span> {
    let lookup = Lookup::new(&linked.playbook);
    let wanted = match target {
        Target::Entry(id, _) => Meant::Entry(*id),
        Target::Value(factor, at) => Meant::Value(*factor, *at),
    };
    let pages = linked.playbook.entries().flat_map(|(id, _)| mentions(linked, id, &lookup));
    pages.filter(|mention| mention.meant == wanted).map(|mention| mention.span).collect()
}
