//! Every relation from both sides: authors write one, the other is derived.

use std::sync::Arc;

use super::EntryLinks;
use super::body::BodyTarget;
use super::refs::Owner;
use crate::model::{DeclaredValue, Entry, KindId, Relation};
use crate::validate::{EntryId, Playbook};

/// What a relation is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RelationName {
    BuiltIn(Relation),
    /// A field that the site declares: the kind of the entries that write it, and its index
    /// among the fields of that kind. Another kind's field of the same index says another thing.
    Declared(KindId, u16),
    /// A link in a body, or a reference, an owner or a speaker that says something about a row
    /// of a field.
    Mention,
}

/// One entry naming another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    pub to: EntryId,
    pub relation: RelationName,
    pub from: EntryId,
}

/// All edges, to be asked from either end. An entry that names another twice by one relation
/// does so once here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Graph {
    /// Sorted by `to`, relation, `from`.
    incoming: Vec<Edge>,
    starts_in: Vec<u32>,
    /// Sorted by `from`, relation, `to`.
    outgoing: Vec<Edge>,
    starts_out: Vec<u32>,
}

impl Graph {
    pub(super) fn derive(playbook: &Playbook, links: &[Arc<EntryLinks>]) -> Graph {
        let mut edges = Vec::new();
        for (from, entry) in playbook.entries() {
            edges.extend(edges_of(from, entry, &links[from.index()]));
        }
        edges.retain(|edge| edge.from != edge.to);
        edges.sort_unstable();
        edges.dedup();
        let count = playbook.pages.len();
        let starts_in = starts(edges.iter().map(|edge| edge.to), count);
        let mut outgoing = edges.clone();
        outgoing.sort_unstable_by_key(|edge| (edge.from, edge.relation, edge.to));
        let starts_out = starts(outgoing.iter().map(|edge| edge.from), count);
        Graph { incoming: edges, starts_in, outgoing, starts_out }
    }

    /// Who names the entry, by relation, then in the site's order.
    pub fn incoming(&self, to: EntryId) -> &[Edge] {
        slice(&self.incoming, &self.starts_in, to)
    }

    /// Whom the entry names, by relation, then in the site's order.
    pub fn outgoing(&self, from: EntryId) -> &[Edge] {
        slice(&self.outgoing, &self.starts_out, from)
    }

    /// Who names the entry by one built-in relation.
    pub fn incoming_by(&self, to: EntryId, relation: Relation) -> impl Iterator<Item = EntryId> {
        let relation = RelationName::BuiltIn(relation);
        self.incoming(to).iter().filter(move |edge| edge.relation == relation).map(|edge| edge.from)
    }

    /// Whom the entry names by one built-in relation.
    pub fn outgoing_by(&self, from: EntryId, relation: Relation) -> impl Iterator<Item = EntryId> {
        let relation = RelationName::BuiltIn(relation);
        self.outgoing(from).iter().filter(move |edge| edge.relation == relation).map(|edge| edge.to)
    }

    /// Every edge, by the entry that writes it.
    pub fn edges(&self) -> &[Edge] {
        &self.outgoing
    }
}

impl RelationName {
    /// The built-in relation, where it is one.
    pub fn built_in(self) -> Option<Relation> {
        match self {
            RelationName::BuiltIn(relation) => Some(relation),
            _ => None,
        }
    }
}

/// Whom an entry names, as it is written.
pub(super) fn edges_of(from: EntryId, entry: &Entry, own: &EntryLinks) -> Vec<Edge> {
    let mut edges = Vec::new();
    let mut declared: Vec<Option<u16>> = vec![None; entry.refs.len()];
    for value in &entry.declared {
        if let DeclaredValue::Refs(refs) = &value.value {
            for reference in refs {
                declared[reference.index as usize] = u16::try_from(value.field).ok();
            }
        }
    }
    for (index, (text, target)) in entry.refs.iter().zip(&own.refs).enumerate() {
        let Some(to) = *target else { continue };
        let relation = match (declared[index], text.relation) {
            (Some(field), _) => RelationName::Declared(entry.kind, field),
            (None, Some(relation)) => RelationName::BuiltIn(relation),
            (None, None) => RelationName::Mention,
        };
        edges.push(Edge { to, relation, from });
    }
    for owner in &own.owners {
        if let Owner::Entry(to) = owner {
            edges.push(Edge { to: *to, relation: RelationName::BuiltIn(Relation::Owner), from });
        }
    }
    let named = own.named.iter().map(|to| Edge { to: *to, relation: RelationName::Mention, from });
    edges.extend(named);
    for target in &own.body {
        let to = match target {
            BodyTarget::Entry { id, .. } => *id,
            BodyTarget::Value { factor, .. } => *factor,
            _ => continue,
        };
        edges.push(Edge { to, relation: RelationName::Mention, from });
    }
    edges
}

/// Where the edges of each entry begin in a sorted list; one more at the end.
fn starts(ids: impl Iterator<Item = EntryId>, count: usize) -> Vec<u32> {
    let mut starts = vec![0; count + 1];
    for id in ids {
        starts[id.index() + 1] += 1;
    }
    for index in 1..starts.len() {
        starts[index] += starts[index - 1];
    }
    starts
}

fn slice<'a>(edges: &'a [Edge], starts: &[u32], id: EntryId) -> &'a [Edge] {
    &edges[starts[id.index()] as usize..starts[id.index() + 1] as usize]
}
