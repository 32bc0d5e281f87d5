//! The keys that an entry may have, the built-in ones and the site's own, in one list.

use crate::model::detail::detail_specs;
use crate::model::entry::REQUIRED;
use crate::model::field::{FieldSpec, Fields, KeyName, Shape};
use crate::model::kind::{DeclaredField, DeclaredType};
use crate::model::{Common, KindId, Kinds, Practice};

/// One key that an entry of a kind may have.
#[derive(Debug, Clone, PartialEq)]
pub struct Key<'a> {
    pub name: &'a str,
    /// For people who write it; empty where a site declares a key without a word about it.
    pub doc: &'a str,
    /// Whether the key must be there.
    pub required: bool,
    pub takes: Takes<'a>,
    pub group: Group,
}

/// What may stand behind a key.
#[derive(Debug, Clone, PartialEq)]
pub enum Takes<'a> {
    Field(&'static FieldSpec),
    Declared(&'a DeclaredType),
}

/// Why an entry has a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Every entry has it.
    Every,
    /// Its kind has it.
    Kind,
    /// Every practice has it.
    Practice,
    /// The site declares it.
    Site,
}

impl<'a> Key<'a> {
    /// How it is called here, and by others.
    pub fn names(&self) -> KeyName<'a> {
        match self.takes {
            Takes::Field(spec) => spec.name(),
            Takes::Declared(_) => KeyName { key: self.name, also: "" },
        }
    }
}

impl Takes<'_> {
    /// The shape of a built-in key.
    pub fn shape(&self) -> Option<Shape> {
        match self {
            Takes::Field(spec) => Some((spec.shape)()),
            Takes::Declared(_) => None,
        }
    }
}

/// Every key that an entry of a kind may have, in the order of the documentation.
pub fn keys(kind: KindId, kinds: &Kinds) -> Vec<Key<'_>> {
    let def = kinds.get(kind);
    let practice = if def.practice { Practice::specs() } else { &[] };
    let groups = [
        (Group::Every, Common::specs()),
        (Group::Kind, detail_specs(kind)),
        (Group::Practice, practice),
    ];
    let built_in = groups.into_iter().flat_map(|(group, specs)| {
        specs.iter().map(move |spec| Key {
            name: spec.key,
            doc: spec.doc,
            required: spec.required
                || (group == Group::Every && kind != KindId::PAGE && REQUIRED.contains(&spec.key)),
            takes: Takes::Field(spec),
            group,
        })
    });
    let declared = def.declared.iter().map(|field: &DeclaredField| Key {
        name: &field.key,
        doc: field.doc.trim(),
        required: field.required,
        takes: Takes::Declared(&field.kind),
        group: Group::Site,
    });
    built_in.chain(declared).collect()
}
