//! The relations between entries, in one table: what they are called, from both sides.

/// A relation: authors write one side, the other is derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Relation {
    /// The top-level key under which it is written.
    pub name: &'static str,
    /// How the entry that writes it says it: "produces".
    pub forward: &'static str,
    /// How the entry that is named says it: "made by".
    pub inverse: &'static str,
}

const fn relation(name: &'static str, forward: &'static str, inverse: &'static str) -> Relation {
    Relation { name, forward, inverse }
}

/// Every built-in relation, in the order in which pages show them.
pub const RELATIONS: &[Relation] = &[
    relation("needs", "answers", "answered by"),
    relation("cycle", "happens every", "rituals on this rung"),
    relation("participants", "takes part", "takes part in"),
    relation("consumes", "consumes", "consumed by"),
    relation("produces", "makes", "made by"),
    relation("updates", "updates", "updated by"),
    relation("horizon", "looks ahead", "artifacts that look this far"),
    relation("uses", "uses", "used by"),
    relation("nests_in", "nests in", "holds"),
    relation("requires", "requires", "required by"),
    relation("alternatives", "instead of it", "alternative to"),
    relation("pairs_with", "pairs with", "pairs with"),
    relation("conflicts_with", "conflicts with", "conflicts with"),
    relation("replaced_by", "replaced by", "replaces"),
    relation("like", "like", "teams like this"),
    relation("practices", "runs", "run by"),
    relation("stubborn_about", "stubborn about", "held on to by"),
    relation("interactions", "works with", "works with"),
    relation("feeds_on", "feeds on", "feeds"),
    relation("try_instead", "try instead", "instead of"),
    relation("owner", "owned by", "owns"),
    relation("see_also", "see also", "see also"),
];

impl Relation {
    pub fn named(name: &str) -> Option<&'static Relation> {
        RELATIONS.iter().find(|relation| relation.name == name)
    }
}
