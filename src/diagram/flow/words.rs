//! The flow in words: each node that does something, and what it does to which.
//!
//! In: [`Flow`]. Out: a description and the list that says the same as the drawing.
//! Must not: shorten anything.

use super::{Flow, Tie};
use crate::diagram::{Item, Leaf, counted};

pub fn words(flow: &Flow) -> (String, Vec<Item>) {
    let mut items: Vec<Item> = flow
        .nodes
        .iter()
        .map(|node| Item {
            text: match &node.note {
                Some(note) => format!("{} ({note})", node.label),
                None => node.label.clone(),
            },
            url: node.url.clone(),
            children: Vec::new(),
        })
        .collect();
    let mut named = vec![false; flow.nodes.len()];
    let mut add = |at: usize, verb: &str, other: usize| {
        let node = &flow.nodes[other];
        let leaf = Leaf { text: format!("{verb} {}", node.label), url: node.url.clone() };
        if !items[at].children.contains(&leaf) {
            items[at].children.push(leaf);
        }
        named[other] = true;
    };
    let inside: Vec<&(usize, Tie, usize)> = flow
        .ties
        .iter()
        .filter(|(from, _, to)| *from < flow.nodes.len() && *to < flow.nodes.len())
        .collect();
    // What it takes before what it makes: the order of the work itself.
    for (from, tie, to) in &inside {
        if *tie == Tie::Feeds {
            add(*to, "takes", *from);
        }
    }
    for (from, tie, to) in &inside {
        match tie {
            Tie::Feeds => {}
            Tie::Makes => add(*from, "makes", *to),
            Tie::Updates => add(*from, "updates", *to),
            Tie::Named(verb) => add(*from, verb, *to),
        }
    }
    // A node that is only ever named by others needs no line of its own.
    let mut at = 0;
    items.retain(|item| {
        at += 1;
        !item.children.is_empty() || !named[at - 1]
    });
    (description(flow, inside.len()), items)
}

/// "3 rituals and 5 artifacts, with 9 ties between them."
fn description(flow: &Flow, ties: usize) -> String {
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for node in &flow.nodes {
        match kinds.iter_mut().find(|(kind, _)| *kind == node.kind) {
            Some((_, count)) => *count += 1,
            None => kinds.push((&node.kind, 1)),
        }
    }
    let mut parts: Vec<String> = kinds.iter().map(|(kind, count)| counted(*count, kind)).collect();
    let last = parts.pop().unwrap_or_default();
    let kinds = if parts.is_empty() { last } else { format!("{} and {last}", parts.join(", ")) };
    format!("{kinds}, with {} between them.", counted(ties, "tie"))
}
