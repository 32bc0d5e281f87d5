//! What could stand at a place: keys, words, entries, factors and values.
//!
//! In: a page, its text as it is now, and a byte of it. Out: completions, in the order of the
//! documentation or of the site. Must not: offer what would be a mistake there.

use std::ops::Range;

use gen_lsp_types::{
    CompletionItem, CompletionItemKind, Documentation, MarkupContent, MarkupKind, TextEdit,
};

use super::book::Page;
use super::cursor::{self, FrontSpot, Role, Spot, Step};
use super::entries;
use super::field::{self, Doc, Wants, Within};
use super::position::Lines;
use crate::author::{Known, KnownEntry, flow, scalar};
use crate::diagnostic::Code;
use crate::link::Lookup;
use crate::markdown::literal;
use crate::model::{DeclaredType, KindId, Shape, Takes, keys};

/// What is offered: a word, and what is said of it.
struct Offer {
    label: String,
    /// What is written, where it is not the label.
    insert: Option<String>,
    /// What is held against the letters that were typed.
    filter: Option<String>,
    kind: CompletionItemKind,
    detail: String,
    /// Markdown.
    text: String,
}

impl Offer {
    fn new(label: impl Into<String>, kind: CompletionItemKind) -> Offer {
        Offer {
            label: label.into(),
            insert: None,
            filter: None,
            kind,
            detail: String::new(),
            text: String::new(),
        }
    }
}

/// The completions at a byte.
pub fn complete(
    page: Page<'_>,
    text: &str,
    offset: usize,
    lines: &Lines<'_>,
) -> Vec<CompletionItem> {
    let (offers, range) = match cursor::spot(text, offset) {
        Spot::Front(spot) => front(page, &spot, text),
        Spot::Body => match wikilink(page, text, offset) {
            Some(found) => found,
            None => return Vec::new(),
        },
        Spot::Edge => return Vec::new(),
    };
    let range = lines.range(range);
    let items = offers.into_iter().enumerate().map(|(at, offer)| CompletionItem {
        text_edit: Some(
            TextEdit { range, new_text: offer.insert.unwrap_or_else(|| offer.label.clone()) }
                .into(),
        ),
        label: offer.label,
        kind: Some(offer.kind),
        detail: Some(offer.detail).filter(|detail| !detail.is_empty()),
        documentation: Some(offer.text).filter(|text| !text.is_empty()).map(|value| {
            Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value })
        }),
        sort_text: Some(format!("{at:05}")),
        filter_text: offer.filter,
        ..CompletionItem::default()
    });
    items.collect()
}

fn front(page: Page<'_>, spot: &FrontSpot<'_>, text: &str) -> (Vec<Offer>, Range<usize>) {
    let kinds = &page.linked().playbook.kinds;
    let found = field::follow(&spot.path, page.kind, kinds);
    let mut range = spot.token.clone();
    let mut key_offers = keys_of(page, &found.wants, spot);
    // A value, without the quotes that stand around it.
    if text[range.clone()].starts_with(['"', '\'']) {
        let end = text[range.clone()].len() > 1 && text[range.clone()].ends_with(['"', '\'']);
        range = range.start + 1..range.end - usize::from(end);
    }
    // Behind a colon or a dash a value begins with a blank, which may not be typed yet.
    let blank = if text[..range.start].ends_with([':', '-']) { " " } else { "" };
    match (spot.role, &mut key_offers) {
        (Role::Key | Role::Open, Some(offers)) => {
            let has_colon = spot.role == Role::Key && text[spot.token.end..].starts_with(':');
            let is_of_list = spot.is_alone
                && matches!(found.wants, Wants::Shape(Shape::List(_)))
                && matches!(spot.path.last(), Some(Step::Key(_)));
            for offer in offers.iter_mut() {
                let before = if is_of_list { "- " } else { "" };
                let after = match offer.kind {
                    _ if has_colon => "",
                    CompletionItemKind::Module if !spot.in_flow => ":",
                    _ => ": ",
                };
                offer.insert = Some(format!("{blank}{before}{}{after}", offer.label));
            }
            (key_offers.unwrap_or_default(), range)
        }
        (Role::Key, None) => (Vec::new(), range),
        (Role::Value | Role::Open, _) => {
            let mut offers = values_of(page, &found.wants);
            let begins_list =
                spot.role == Role::Open && matches!(spot.path.last(), Some(Step::Key(_)));
            let is_quoted = range != spot.token;
            for offer in &mut offers {
                let value = match is_quoted {
                    true => offer.label.clone(),
                    false => value(&offer.label, spot.in_flow),
                };
                let before = if begins_list { "- " } else { "" };
                offer.insert = Some(format!("{blank}{before}{value}"));
            }
            (offers, range)
        }
    }
}

/// A word as it may stand in front matter, between brackets or not. Tags and the words of a site's
/// own fields may be anything, and YAML would take some of their signs for its own.
fn value(word: &str, in_flow: bool) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.');
    match word {
        word if word.chars().all(is_plain) => word.to_owned(),
        word if in_flow => flow(word),
        word => scalar(word),
    }
}

/// The keys that could stand there, but for those that do; `None` where no keys belong.
fn keys_of(page: Page<'_>, wants: &Wants<'_>, spot: &FrontSpot<'_>) -> Option<Vec<Offer>> {
    let kinds = &page.linked().playbook.kinds;
    let is_free = |key: &str| !spot.siblings.contains(&key);
    if *wants == Wants::Entry {
        let keys = keys(page.kind, kinds);
        let offers = keys.iter().filter(|key| is_free(key.name)).map(|key| {
            let wants = field::follow(&[Step::Key(key.name)], page.kind, kinds).wants;
            let example = match key.takes {
                Takes::Field(spec) => spec.example,
                Takes::Declared(_) => "",
            };
            let doc = Doc { key: key.name, text: key.doc, is_required: key.required, example };
            key_offer(doc, &wants, page)
        });
        return Some(offers.collect());
    }
    if let Some(docs) = field::mapping(wants) {
        let is_condition = matches!(wants, Wants::Factor { within: Within::Condition, .. });
        // Under a factor a value is as good as a range; on one line only the value is meant.
        if is_condition && spot.role == Role::Value {
            return None;
        }
        let offers = docs.into_iter().filter(|doc| is_free(doc.key)).map(|doc| {
            let mut path = spot.path.clone();
            path.push(Step::Key(doc.key));
            key_offer(doc, &field::follow(&path, page.kind, kinds).wants, page)
        });
        return Some(offers.collect());
    }
    match wants {
        Wants::Shape(Shape::Conditions | Shape::FactorValues | Shape::TeamContext) => {
            let linked = page.linked();
            let factors = linked.factors.list.iter().filter(|factor| is_free(&factor.id));
            let offers = factors.map(|factor| Offer {
                detail: factor.title.to_string(),
                text: entries::card(linked, factor.entry),
                ..Offer::new(&*factor.id, CompletionItemKind::Property)
            });
            Some(offers.collect())
        }
        Wants::Shape(Shape::Allow) => {
            let codes = Code::ALL.iter().filter(|code| !code.is_fixed() && is_free(code.name()));
            let offers = codes.map(|code| Offer {
                text: code.sentence().into(),
                ..Offer::new(code.name(), CompletionItemKind::Property)
            });
            Some(offers.collect())
        }
        _ => None,
    }
}

fn key_offer(doc: Doc<'_>, wants: &Wants<'_>, page: Page<'_>) -> Offer {
    let is_nested = matches!(
        wants,
        Wants::Shape(
            Shape::Fields(_)
                | Shape::Conditions
                | Shape::FactorValues
                | Shape::TeamContext
                | Shape::Allow
        )
    ) || matches!(wants, Wants::Shape(Shape::List(inner)) if matches!(**inner, Shape::Fields(_)));
    let kind = if is_nested { CompletionItemKind::Module } else { CompletionItemKind::Property };
    let required = if doc.is_required { "required; " } else { "" };
    Offer {
        detail: format!("{required}{}", field::words(wants, &page.linked().playbook.kinds)),
        text: super::hover::of_key(doc),
        ..Offer::new(doc.key, kind)
    }
}

/// The values that could stand there.
fn values_of(page: Page<'_>, wants: &Wants<'_>) -> Vec<Offer> {
    let linked = page.linked();
    let as_of = page.standing.run.playbook.as_of;
    let known = Known::of(linked, as_of);
    let kinds = &page.linked().playbook.kinds;
    let words = |words: &[(&str, &str)]| -> Vec<Offer> {
        let offer = |(word, meaning): &(&str, &str)| Offer {
            text: (*meaning).to_owned(),
            ..Offer::new(*word, CompletionItemKind::EnumMember)
        };
        words.iter().map(offer).collect()
    };
    let refs = |names: &[&str]| known.entries(names).map(|entry| entry_offer(&entry)).collect();
    match wants {
        Wants::Shape(shape) => {
            let shape = match shape {
                Shape::List(inner) => &**inner,
                shape => shape,
            };
            match shape {
                Shape::Choice(choices) => {
                    let choices = choices.iter().map(|choice| (choice.word, choice.meaning));
                    words(&choices.collect::<Vec<_>>())
                }
                Shape::Flag => words(&[("true", ""), ("false", "")]),
                Shape::Ref(targets) => refs(&targets.names(kinds)),
                Shape::Date => {
                    vec![Offer::new(as_of.to_string(), CompletionItemKind::Value)]
                }
                _ => Vec::new(),
            }
        }
        Wants::Declared(DeclaredType::Choice(choices)) => {
            let choices: Vec<(&str, &str)> = choices.iter().map(|word| (&**word, "")).collect();
            words(&choices)
        }
        Wants::Declared(DeclaredType::Ref(kind)) => refs(&[&kinds.get(*kind).name]),
        Wants::Declared(DeclaredType::Date) => {
            vec![Offer::new(as_of.to_string(), CompletionItemKind::Value)]
        }
        Wants::Party => refs(&["role", "team"]),
        Wants::Kind => {
            let kinds = kinds.iter().filter(|(kind, _)| *kind != KindId::PAGE);
            kinds.map(|(_, def)| Offer::new(&*def.name, CompletionItemKind::EnumMember)).collect()
        }
        Wants::Tag => {
            let tags = linked.playbook.entries().flat_map(|(_, entry)| &entry.common.tags);
            let tags: std::collections::BTreeSet<&str> = tags.map(|tag| &*tag.value).collect();
            tags.into_iter().map(|tag| Offer::new(tag, CompletionItemKind::Value)).collect()
        }
        Wants::Factor { factor, within } => {
            let Some(factor) = linked.factors.named(factor) else { return Vec::new() };
            let factor = linked.factors.get(factor);
            let mut offers: Vec<Offer> = (factor.values.iter().enumerate())
                .map(|(at, value)| Offer {
                    detail: value.label.to_string(),
                    text: entries::value_card(factor, at),
                    ..Offer::new(&*value.id, CompletionItemKind::EnumMember)
                })
                .collect();
            if matches!(within, Within::Team | Within::Context) {
                offers.extend(words(&[("unknown", "Nobody knows; said on purpose.")]));
            }
            offers
        }
        _ => Vec::new(),
    }
}

fn entry_offer(entry: &KnownEntry<'_>) -> Offer {
    let KnownEntry { kind, id, title, summary } = *entry;
    Offer {
        filter: Some(format!("{kind}/{id} {title}")),
        detail: title.to_owned(),
        text: literal(summary.unwrap_or("")),
        ..Offer::new(format!("{kind}/{id}"), CompletionItemKind::Reference)
    }
}

/// Completions inside of `[[`: entries, their headings, values of factors.
fn wikilink(page: Page<'_>, text: &str, offset: usize) -> Option<(Vec<Offer>, Range<usize>)> {
    let before = text.get(..offset)?;
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let open = line + before[line..].rfind("[[")? + 2;
    let typed = &before[open..];
    if typed.contains(']') || typed.contains('|') {
        return None;
    }
    let rest = text[offset..].split('\n').next().unwrap_or("");
    // A link that is there has another name; in a table a backslash stands before its label.
    let word = rest.find(|c: char| matches!(c, ']' | '|' | '\\' | '#' | '[') || c.is_whitespace());
    let is_closed = word.is_some_and(|word| rest[word..].starts_with([']', '|', '\\', '#']));
    // In the midst of a sentence its signs stay.
    let name = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '/')));
    let end = if is_closed { word } else { name };
    let end = offset + end.unwrap_or(rest.len());
    let closing = if is_closed { "" } else { "]]" };
    let linked = page.linked();
    if let Some((name, _)) = typed.split_once('#') {
        let lookup = Lookup::new(&linked.playbook);
        let target = match name.trim() {
            "" => page.entry?,
            name => entries::meant(name, &[], &lookup)?,
        };
        let headings = linked.page(target).body.headings.iter().map(|heading| Offer {
            insert: Some(format!("{}{closing}", heading.id)),
            filter: Some(format!("{} {}", heading.id, heading.text)),
            detail: heading.text.to_string(),
            ..Offer::new(&*heading.id, CompletionItemKind::Reference)
        });
        return Some((headings.collect(), open + name.len() + 1..end));
    }
    let known = Known::of(linked, page.standing.run.playbook.as_of);
    let mut offers: Vec<Offer> = known.entries(&[]).map(|entry| entry_offer(&entry)).collect();
    for factor in &linked.factors.list {
        let named = typed.strip_prefix("factor/").and_then(|rest| rest.strip_prefix(&*factor.id));
        if named.is_some_and(|rest| rest.starts_with('/')) {
            offers = (factor.values.iter().enumerate())
                .map(|(at, value)| Offer {
                    detail: value.label.to_string(),
                    text: entries::value_card(factor, at),
                    ..Offer::new(
                        format!("factor/{}/{}", factor.id, value.id),
                        CompletionItemKind::EnumMember,
                    )
                })
                .collect();
        }
    }
    for offer in &mut offers {
        offer.insert = Some(format!("{}{closing}", offer.label));
    }
    Some((offers, open..end))
}
