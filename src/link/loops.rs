//! Circles in the relations that must form a line.

use std::sync::Arc;

use super::EntryLinks;
use super::graph::Graph;
use crate::diagnostic::{Code, Diagnostic, thousands};
use crate::model::Relation;
use crate::source::Span;
use crate::validate::{EntryId, Playbook};

/// How many entries of a circle are named: it may have all of a book in it.
const NAMED: usize = 8;

/// How many circles of one relation are told: in a tangle there may be more of them than a machine can
/// hold, and the rest shows as these are taken apart.
const TOLD: usize = 1_000;

pub fn find(
    playbook: &Playbook,
    links: &[Arc<EntryLinks>],
    graph: &Graph,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for relation in Relation::LINES {
        for circle in circles(playbook, links, graph, relation) {
            diagnostics.push(report(playbook, links, relation, &circle));
        }
    }
}

/// Each circle once, beginning with its first entry in the site's order, up to [`TOLD`] of them. An
/// entry that names itself is a circle of one; the graph leaves those out, so they are looked for here.
fn circles(
    playbook: &Playbook,
    links: &[Arc<EntryLinks>],
    graph: &Graph,
    relation: Relation,
) -> Vec<Vec<EntryId>> {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        Not,
        OnPath,
        Done,
    }
    let mut seen = vec![Seen::Not; playbook.pages.len()];
    let mut found = Vec::new();
    'starts: for (start, _) in playbook.entries() {
        if written(playbook, links, relation, start, start).is_some() {
            found.push(vec![start]);
        }
        if seen[start.index()] != Seen::Not {
            continue;
        }
        // A walk without recursion: a chain of requirements may be as long as the book.
        let mut path: Vec<(EntryId, Vec<EntryId>)> =
            vec![(start, graph.outgoing_by(start, relation).collect())];
        seen[start.index()] = Seen::OnPath;
        while let Some((at, next)) = path.last_mut() {
            let Some(to) = next.pop() else {
                seen[at.index()] = Seen::Done;
                path.pop();
                continue;
            };
            match seen[to.index()] {
                Seen::Done => {}
                Seen::Not => {
                    seen[to.index()] = Seen::OnPath;
                    path.push((to, graph.outgoing_by(to, relation).collect()));
                }
                Seen::OnPath => {
                    let from = path.iter().position(|(id, _)| *id == to).unwrap_or(0);
                    let mut circle: Vec<EntryId> = path[from..].iter().map(|(id, _)| *id).collect();
                    let first = circle.iter().enumerate().min_by_key(|(_, id)| **id);
                    let first = first.map_or(0, |(index, _)| index);
                    circle.rotate_left(first);
                    found.push(circle);
                    if found.len() >= TOLD {
                        break 'starts;
                    }
                }
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Where an entry names another by a relation, if it does.
fn written(
    playbook: &Playbook,
    links: &[Arc<EntryLinks>],
    relation: Relation,
    from: EntryId,
    to: EntryId,
) -> Option<Span> {
    let refs = playbook.entry(from).refs.iter().zip(&links[from.index()].refs);
    refs.filter(|(reference, _)| reference.relation == Some(relation))
        .find(|(_, target)| **target == Some(to))
        .map(|(reference, _)| reference.span)
}

fn report(
    playbook: &Playbook,
    links: &[Arc<EntryLinks>],
    relation: Relation,
    circle: &[EntryId],
) -> Diagnostic {
    let name = |id: &EntryId| format!("`{}`", playbook.reference(*id));
    let mut names: Vec<String> = circle.iter().take(NAMED).map(name).collect();
    if circle.len() > NAMED {
        names.push(format!("{} more", thousands(circle.len() - NAMED)));
    }
    names.push(name(&circle[0]));
    let message = format!("`{}` goes in a circle: {}", relation.key(), names.join(" → "));
    let first = circle[0];
    let second = circle.get(1).copied().unwrap_or(first);
    let place = written(playbook, links, relation, first, second)
        .unwrap_or_else(|| playbook.entry(first).span());
    Diagnostic::new(Code::ReferenceLoop, place, message).hint("take one of these references out")
}
