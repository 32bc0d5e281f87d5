//! The relations between entries, in one table: what they are called, from both sides.

macro_rules! relations {
    ($($name:ident $key:literal $forward:literal $inverse:literal;)*) => {
        /// A relation: authors write one side, the other is derived. In the order in which pages
        /// show them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Relation {
            $($name,)*
        }

        impl Relation {
            #[cfg(test)]
            const ALL: &[Relation] = &[$(Relation::$name,)*];

            /// The top-level key under which it is written.
            pub fn key(self) -> &'static str {
                match self {
                    $(Relation::$name => $key,)*
                }
            }

            /// How the entry that writes it says it: "produces".
            pub fn forward(self) -> &'static str {
                match self {
                    $(Relation::$name => $forward,)*
                }
            }

            /// How the entry that is named says it: "made by".
            pub fn inverse(self) -> &'static str {
                match self {
                    $(Relation::$name => $inverse,)*
                }
            }

            /// The relation that is written under a key.
            pub fn of_key(key: &str) -> Option<Relation> {
                match key {
                    $($key => Some(Relation::$name),)*
                    _ => None,
                }
            }
        }
    };
}

relations! {
    Needs "needs" "answers" "answered by";
    Cycle "cycle" "happens every" "rituals on this rung";
    Participants "participants" "takes part" "takes part in";
    Consumes "consumes" "consumes" "consumed by";
    Produces "produces" "makes" "made by";
    Updates "updates" "updates" "updated by";
    Horizon "horizon" "looks ahead" "artifacts that look this far";
    Uses "uses" "uses" "used by";
    NestsIn "nests_in" "nests in" "holds";
    Requires "requires" "requires" "required by";
    Alternatives "alternatives" "instead of it" "alternative to";
    PairsWith "pairs_with" "pairs with" "pairs with";
    ConflictsWith "conflicts_with" "conflicts with" "conflicts with";
    ReplacedBy "replaced_by" "replaced by" "replaces";
    Like "like" "like" "teams like this";
    Practices "practices" "runs" "run by";
    StubbornAbout "stubborn_about" "stubborn about" "held on to by";
    Interactions "interactions" "works with" "works with";
    FeedsOn "feeds_on" "feeds on" "feeds";
    TryInstead "try_instead" "try instead" "instead of";
    Owner "owner" "owned by" "owns";
    SeeAlso "see_also" "see also" "see also";
}

impl Relation {
    /// Those that must form a line: what follows them comes to an end.
    pub const LINES: [Relation; 3] = [Relation::NestsIn, Relation::Requires, Relation::ReplacedBy];

    /// Whether it is one of [`Relation::LINES`].
    pub fn is_line(self) -> bool {
        Relation::LINES.contains(&self)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::{Common, Fields, Kinds, Practice, Shape, detail_specs};

    fn holds_references(shape: &Shape) -> bool {
        match shape {
            Shape::Ref(_) => true,
            Shape::List(item) => holds_references(item),
            Shape::Fields(mapping) => {
                mapping.specs.iter().any(|spec| holds_references(&(spec.shape)()))
            }
            _ => false,
        }
    }

    #[test]
    fn every_key_of_references_is_a_relation_and_no_other_is() {
        let kinds = Kinds::builtin();
        let own = kinds.iter().flat_map(|(kind, _)| detail_specs(kind));
        let keys: BTreeSet<&str> = own
            .chain(Common::specs())
            .chain(Practice::specs())
            .filter(|spec| holds_references(&(spec.shape)()))
            .map(|spec| spec.key)
            .collect();
        // An owner may be anybody: what names one is a text.
        let relations: BTreeSet<&str> = Relation::ALL
            .iter()
            .map(|relation| relation.key())
            .filter(|key| *key != "owner")
            .collect();
        assert_eq!(keys, relations);
    }
}
