//! References as they are written: text that waits to be resolved.

use std::marker::PhantomData;

use crate::model::field::{Field, Shape};
use crate::model::reading::Reading;
use crate::model::relation::Relation;
use crate::model::{KindId, Kinds};
use crate::source::Span;
use crate::yaml::Node;

/// A reference in a field: the index of its text in the entry's table of references.
///
/// The typed fields never hold a reference as a string. Linking fills a table of the same
/// length with the entries that are meant, so that nothing has to be copied to resolve it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ref {
    pub index: u32,
}

/// The text of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefText {
    /// `kind/id` or a bare `id`.
    pub text: Box<str>,
    pub span: Span,
    /// How the entry is related to what it names; `None` where it names it without relating the
    /// two, and in a field that the site declares.
    pub relation: Option<Relation>,
    pub targets: Targets,
}

/// What a reference may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Targets {
    /// Entries of these kinds; of any where empty.
    Kinds(&'static [&'static str]),
    /// Practices, of the kinds that a site declares too.
    Practices,
}

impl Targets {
    /// The kinds, of those that a site has; any where empty.
    pub fn among(self, kinds: &Kinds) -> Vec<KindId> {
        match self {
            Targets::Kinds(names) => names.iter().filter_map(|name| kinds.named(name)).collect(),
            Targets::Practices => {
                kinds.iter().filter(|(_, kind)| kind.practice).map(|(kind, _)| kind).collect()
            }
        }
    }

    /// The names of the same.
    pub fn names(self, kinds: &Kinds) -> Vec<&str> {
        self.among(kinds).into_iter().map(|kind| &*kinds.get(kind).name).collect()
    }
}

/// What a reference of a type may mean.
pub trait Target {
    const TARGETS: Targets;
}

/// Markers for references to one kind, or to several.
pub mod targets {
    macro_rules! targets {
        ($($name:ident [$($kind:literal),*];)*) => {$(
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub struct $name;

            impl super::Target for $name {
                const TARGETS: super::Targets = super::Targets::Kinds(&[$($kind),*]);
            }
        )*};
    }

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Practice;

    impl super::Target for Practice {
        const TARGETS: super::Targets = super::Targets::Practices;
    }

    targets! {
        Any [];
        Need ["need"];
        Cycle ["cycle"];
        Role ["role"];
        Ritual ["ritual"];
        Artifact ["artifact"];
        Context ["context"];
        Team ["team"];
    }
}

/// A reference that may mean entries of the kinds `T`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct To<T> {
    pub reference: Ref,
    target: PhantomData<T>,
}

/// What names nothing is no reference: no field keeps it.
const BLANK: Ref = Ref { index: u32::MAX };

impl<T: Target> Field for To<T> {
    fn shape() -> Shape {
        Shape::Ref(T::TARGETS)
    }

    fn read(node: &Node, reading: &mut Reading<'_>) -> Option<Self> {
        let text = reading.scalar(node, "a reference")?;
        let reference = match text.trim() {
            "" => BLANK,
            text => reading.reference(text, node.span, T::TARGETS),
        };
        Some(To { reference, target: PhantomData })
    }

    fn is_blank(&self) -> bool {
        self.reference == BLANK
    }
}

impl<T> std::ops::Deref for To<T> {
    type Target = Ref;

    fn deref(&self) -> &Ref {
        &self.reference
    }
}
