//! Relations that must form a line: `nests_in`, `requires`, `replaced_by`.

use super::graph::Graph;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::validate::{EntryId, Playbook};

const LINES: [&str; 3] = ["nests_in", "requires", "replaced_by"];

pub fn find(playbook: &Playbook, graph: &Graph, diagnostics: &mut Vec<Diagnostic>) {
    for relation in LINES {
        for circle in circles(playbook, graph, relation) {
            diagnostics.push(report(playbook, relation, &circle));
        }
    }
}

/// Each circle once, beginning with its first entry in the site's order. An entry that names
/// itself is a circle of one; the graph leaves those out, so they are looked for here.
fn circles(playbook: &Playbook, graph: &Graph, relation: &str) -> Vec<Vec<EntryId>> {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        Not,
        OnPath,
        Done,
    }
    let mut seen = vec![Seen::Not; playbook.pages.len()];
    let mut found = Vec::new();
    for (start, entry) in playbook.entries() {
        if names_itself(entry, relation, playbook, start) {
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
                }
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

fn names_itself(
    entry: &crate::model::Entry,
    relation: &str,
    playbook: &Playbook,
    id: EntryId,
) -> bool {
    let own = |text: &str| text == &*entry.id || text == playbook.reference(id);
    !entry.is_faulty()
        && entry.refs.iter().any(|reference| reference.relation == relation && own(&reference.text))
}

fn report(playbook: &Playbook, relation: &str, circle: &[EntryId]) -> Diagnostic {
    let names: Vec<String> = circle
        .iter()
        .chain(&circle[..1])
        .map(|id| format!("`{}`", playbook.reference(*id)))
        .collect();
    let message = format!("`{relation}` goes in a circle: {}", names.join(" → "));
    Diagnostic::new(Code::ReferenceLoop, place(playbook, relation, circle[0]), message)
        .hint("take one of these references out")
}

/// Where the entry writes the relation.
fn place(playbook: &Playbook, relation: &str, id: EntryId) -> Span {
    let entry = playbook.entry(id);
    let written = entry.refs.iter().find(|reference| reference.relation == relation);
    written.map_or(entry.span(), |reference| reference.span)
}
