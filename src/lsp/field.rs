//! What the model wants at a place in front matter.
//!
//! In: the steps that lead there. Out: what may stand there, and the documentation of the key
//! that it stands under, both from the one definition of fields.

use super::cursor::Step;
use crate::model::{
    ClaimFields, DeclaredType, FieldSpec, Fields, KindId, Kinds, RangeEnds, Shape, Takes, Targets,
    keys,
};

/// What may stand at a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Wants<'a> {
    /// The keys of an entry.
    Entry,
    Shape(Shape),
    Declared(&'a DeclaredType),
    /// The name of a role or a team, or plain words.
    Party,
    /// The name of a kind.
    Kind,
    /// A word to find the entry by.
    Tag,
    /// A value of a factor; in a condition a range as well, for a team the long form.
    Factor {
        factor: &'a str,
        within: Within,
    },
    Nothing,
}

/// Where a factor is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    Condition,
    Context,
    Team,
    /// Where only a value may stand.
    Value,
}

/// A key with what is said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doc<'a> {
    pub key: &'a str,
    pub text: &'a str,
    pub is_required: bool,
    pub example: &'a str,
}

impl Doc<'static> {
    fn of(spec: &'static FieldSpec) -> Self {
        let FieldSpec { key, doc: text, required: is_required, example, .. } = *spec;
        Doc { key, text, is_required, example }
    }
}

/// What stands at the end of some steps.
#[derive(Debug, Clone, PartialEq)]
pub struct Field<'a> {
    pub wants: Wants<'a>,
    /// Of the last key among the steps.
    pub doc: Option<Doc<'a>>,
}

/// Follows steps from the top of an entry's front matter.
pub fn follow<'a>(steps: &[Step<'a>], kind: KindId, kinds: &'a Kinds) -> Field<'a> {
    let mut field = Field { wants: Wants::Entry, doc: None };
    for step in steps {
        field = match step {
            Step::Key(key) => enter(&field.wants, key, kind, kinds),
            Step::Item => Field { wants: item(field.wants), doc: field.doc },
        };
    }
    field
}

fn item(wants: Wants<'_>) -> Wants<'_> {
    match wants {
        Wants::Shape(Shape::List(inner)) => Wants::Shape(*inner),
        Wants::Factor { factor, .. } => Wants::Factor { factor, within: Within::Value },
        Wants::Declared(DeclaredType::List | DeclaredType::Ref(_)) | Wants::Party | Wants::Tag => {
            wants
        }
        _ => Wants::Nothing,
    }
}

fn enter<'a>(wants: &Wants<'a>, key: &'a str, kind: KindId, kinds: &'a Kinds) -> Field<'a> {
    let nothing = Field { wants: Wants::Nothing, doc: None };
    let spec_of = |specs: &'static [FieldSpec]| {
        let Some(spec) = specs.iter().find(|spec| spec.key == key) else { return nothing.clone() };
        Field { wants: of_shape((spec.shape)(), spec.key), doc: Some(Doc::of(spec)) }
    };
    match wants {
        Wants::Entry => {
            let keys = keys(kind, kinds);
            let Some(found) = keys.iter().find(|known| known.name == key) else { return nothing };
            let (wants, example) = match found.takes {
                Takes::Field(spec) => (of_shape((spec.shape)(), spec.key), spec.example),
                Takes::Declared(declared) => (Wants::Declared(declared), ""),
            };
            let is_required = found.required;
            let doc = Doc { key: found.name, text: found.doc, is_required, example };
            Field { wants, doc: Some(doc) }
        }
        // One value may stand for a list of one.
        Wants::Shape(Shape::List(inner)) => {
            enter(&Wants::Shape((**inner).clone()), key, kind, kinds)
        }
        Wants::Shape(Shape::Fields(mapping)) => spec_of(mapping.specs),
        Wants::Shape(shape @ (Shape::Conditions | Shape::FactorValues | Shape::TeamContext)) => {
            let within = match shape {
                Shape::Conditions => Within::Condition,
                Shape::TeamContext => Within::Team,
                _ => Within::Context,
            };
            let factor = key.strip_prefix("factor/").unwrap_or(key);
            Field { wants: Wants::Factor { factor, within }, doc: None }
        }
        Wants::Factor { factor, within } => {
            let value = Wants::Factor { factor, within: Within::Value };
            // What may stand by itself: a list, or that nobody knows.
            let claim = Wants::Factor { factor, within: Within::Context };
            match (within, key) {
                (Within::Condition, _) => {
                    let field = spec_of(RangeEnds::specs());
                    let wants = if field.doc.is_some() { value } else { Wants::Nothing };
                    Field { wants, ..field }
                }
                (Within::Team, "value") => Field { wants: claim, ..spec_of(ClaimFields::specs()) },
                (Within::Team, _) => spec_of(ClaimFields::specs()),
                _ => nothing,
            }
        }
        _ => nothing,
    }
}

/// A shape, or what is known of the text under a key.
fn of_shape<'a>(shape: Shape, key: &str) -> Wants<'a> {
    let is_text = match &shape {
        Shape::Text => true,
        Shape::List(inner) => **inner == Shape::Text,
        _ => false,
    };
    match key {
        "owner" | "said_by" if is_text => Wants::Party,
        "kind" if is_text => Wants::Kind,
        "tags" if is_text => Wants::Tag,
        _ => Wants::Shape(shape),
    }
}

/// The keys of the mapping that may stand at a place, built in and fixed.
pub fn mapping<'a>(wants: &Wants<'a>) -> Option<Vec<Doc<'a>>> {
    let specs = match wants {
        Wants::Shape(Shape::Fields(mapping)) => mapping.specs,
        Wants::Shape(Shape::List(inner)) => match &**inner {
            Shape::Fields(mapping) => mapping.specs,
            _ => return None,
        },
        Wants::Factor { within: Within::Condition, .. } => RangeEnds::specs(),
        Wants::Factor { within: Within::Team, .. } => ClaimFields::specs(),
        _ => return None,
    };
    Some(specs.iter().map(Doc::of).collect())
}

/// The words for what may stand behind a key.
pub fn words(wants: &Wants<'_>, kinds: &Kinds) -> String {
    match wants {
        Wants::Shape(shape) => shape_words(shape),
        Wants::Declared(declared) => match declared {
            DeclaredType::Text => "text".into(),
            DeclaredType::Date => "a date".into(),
            DeclaredType::Duration => "a duration".into(),
            DeclaredType::Number => "a number".into(),
            DeclaredType::Choice(_) => "one word".into(),
            DeclaredType::List => "texts".into(),
            DeclaredType::Ref(kind) => format!("entries: {}", kinds.get(*kind).name),
        },
        Wants::Party => "a role, a team or plain words".into(),
        Wants::Kind => "a kind".into(),
        Wants::Tag => "words".into(),
        Wants::Factor { .. } => "a value of the factor".into(),
        Wants::Entry | Wants::Nothing => String::new(),
    }
}

fn shape_words(shape: &Shape) -> String {
    match shape {
        Shape::Text => "text".into(),
        Shape::Date => "a date".into(),
        Shape::Duration => "a duration, as `45m`".into(),
        Shape::At => "a day and an hour".into(),
        Shape::Number => "a whole number".into(),
        Shape::Flag => "`true` or `false`".into(),
        Shape::Choice(choices) => {
            let words: Vec<&str> = choices.iter().map(|choice| choice.word).collect();
            words.join(", ")
        }
        Shape::Ref(Targets::Kinds([])) => "an entry".into(),
        Shape::Ref(Targets::Kinds(kinds)) => format!("an entry: {}", kinds.join(", ")),
        Shape::Ref(Targets::Practices) => "a practice".into(),
        Shape::List(inner) => format!("a list: {}", shape_words(inner)),
        Shape::Fields(_) => "keys of its own".into(),
        Shape::Conditions => "factors, with the values that are accepted".into(),
        Shape::FactorValues | Shape::TeamContext => "factors, with their values".into(),
        Shape::Allow => "codes of checks, with the reasons".into(),
    }
}
