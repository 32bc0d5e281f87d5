//! A page in outline: the keys of its front matter, then its headings, one inside the other.

use gen_lsp_types::{DocumentSymbol, Range, SymbolKind};

use super::position::Lines;
use crate::load::{Front, RawPage};
use crate::source::Span;
use crate::yaml::{Node, Value};

/// How deep the front matter is told.
const DEPTH: usize = 3;

pub fn outline(page: &RawPage, lines: &Lines<'_>) -> Vec<DocumentSymbol> {
    let mut symbols = match &page.front {
        Front::Map(node) => keys(node, lines, DEPTH),
        Front::None | Front::Toml | Front::Faulty => Vec::new(),
    };
    let headings: Vec<(u8, &str, Span)> = (page.body.headings.iter())
        .map(|heading| (heading.level, &*heading.text, heading.span))
        .collect();
    symbols.extend(sections(&headings, page.text.len(), lines));
    symbols
}

fn keys(node: &Node, lines: &Lines<'_>, depth: usize) -> Vec<DocumentSymbol> {
    let Value::Map(map) = &node.value else { return Vec::new() };
    let symbols = map.iter().map(|(key, value)| {
        let children = if depth > 1 { keys(value, lines, depth - 1) } else { Vec::new() };
        // An alias stands elsewhere than its key.
        let range = match value.span.start >= key.span.end {
            true => key.span.range().start..value.span.range().end,
            false => key.span.range(),
        };
        let detail = match &value.value {
            Value::Scalar { text, .. } => text.chars().take(80).collect(),
            Value::List(items) => format!("{}", items.len()),
            Value::Map(_) | Value::Null => String::new(),
        };
        let ranges = [lines.range(range), lines.span(key.span)];
        let symbol = symbol(&key.value, detail, SymbolKind::Key, ranges);
        DocumentSymbol { children: Some(children).filter(|own| !own.is_empty()), ..symbol }
    });
    symbols.collect()
}

/// Headings as sections, each up to the next that is not below it.
fn sections(headings: &[(u8, &str, Span)], end: usize, lines: &Lines<'_>) -> Vec<DocumentSymbol> {
    let mut found: Vec<DocumentSymbol> = Vec::new();
    // Sections that are open, with their levels.
    let mut open: Vec<(u8, DocumentSymbol)> = Vec::new();
    for (at, (level, text, span)) in headings.iter().enumerate() {
        let next = headings[at + 1..].iter().find(|(other, ..)| other <= level);
        let until = next.map_or(end, |(_, _, next)| next.range().start);
        close(&mut open, &mut found, *level);
        let range = lines.range(span.range().start..until.max(span.range().end));
        let own = symbol(text, String::new(), SymbolKind::String, [range, lines.span(*span)]);
        open.push((*level, own));
    }
    close(&mut open, &mut found, 0);
    found
}

/// Closes the sections that a heading of a level ends.
fn close(open: &mut Vec<(u8, DocumentSymbol)>, found: &mut Vec<DocumentSymbol>, level: u8) {
    while open.last().is_some_and(|(own, _)| *own >= level) {
        let Some((_, done)) = open.pop() else { return };
        match open.last_mut() {
            Some((_, parent)) => parent.children.get_or_insert_default().push(done),
            None => found.push(done),
        }
    }
}

/// A symbol; `ranges` are all of it, and its name.
fn symbol(name: &str, detail: String, kind: SymbolKind, ranges: [Range; 2]) -> DocumentSymbol {
    // A name must not be empty.
    let name = if name.trim().is_empty() { "…" } else { name }.to_owned();
    let [range, selection_range] = ranges;
    let detail = Some(detail).filter(|detail| !detail.is_empty());
    #[allow(deprecated, reason = "the type has the member all the same")]
    DocumentSymbol {
        name,
        detail,
        kind,
        tags: None,
        deprecated: None,
        range,
        selection_range,
        children: None,
    }
}
