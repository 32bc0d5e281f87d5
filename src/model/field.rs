//! What a field is: a typed member, defined once, with documentation. Everything else that needs
//! to know fields is derived from that.

use crate::diagnostic::{Code, nearest};
use crate::model::reading::{MapReader, Reading};
use crate::model::{Choice, Targets};
use crate::source::{Located, is_blank};
use crate::yaml::{Node, Value};

/// A text with its place.
pub type Text = Located<Box<str>>;

/// What may stand in a field: for schemas, scaffolds, completions and documentation.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    Text,
    Date,
    Duration,
    /// Day and hour: `Tue 10:00`.
    At,
    Number,
    Flag,
    Choice(&'static [Choice]),
    /// A reference to one of these.
    Ref(Targets),
    List(Box<Shape>),
    Fields(&'static Mapping),
    /// A mapping from a factor to what is accepted of it.
    Conditions,
    /// A mapping from a factor to its value or values.
    FactorValues,
    /// A mapping from a factor to what a team says of it.
    TeamContext,
    /// A mapping from a code of a check to the reason why it is silenced.
    Allow,
}

/// A mapping with a fixed set of keys.
#[derive(Debug, PartialEq)]
pub struct Mapping {
    /// The name of the struct, unique among all: `FitLine`.
    pub name: &'static str,
    /// What it is, in a sentence.
    pub doc: &'static str,
    pub specs: &'static [FieldSpec],
}

/// One key of a mapping.
#[derive(Debug, Clone, Copy)]
pub struct FieldSpec {
    pub key: &'static str,
    /// One or more sentences for people who write it.
    pub doc: &'static str,
    /// Whether the key must be there.
    pub required: bool,
    /// A value to learn from, empty where the shape says enough. For a list it is an item;
    /// several stand apart by ` | `.
    pub example: &'static str,
    /// What others call it, apart by ` | `: understood well enough to say how it is called here.
    pub also: &'static str,
    pub shape: fn() -> Shape,
}

impl FieldSpec {
    /// The examples, in order; none where the shape says enough.
    pub fn examples(&self) -> impl Iterator<Item = &'static str> {
        self.example.split(" | ").filter(|example| !example.is_empty())
    }

    pub fn name(&self) -> KeyName<'static> {
        KeyName { key: self.key, also: self.also }
    }
}

/// A key as it is called here, and by others.
#[derive(Debug, Clone, Copy)]
pub struct KeyName<'a> {
    pub key: &'a str,
    /// As in [`FieldSpec::also`].
    pub also: &'static str,
}

impl KeyName<'_> {
    /// Whether others call it so.
    pub fn is_also(&self, written: &str) -> bool {
        let written = written.to_lowercase().replace('-', "_");
        self.also.split(" | ").any(|also| also == written)
    }
}

/// The key that an unknown one was probably meant to be: what others call so, or else the one whose
/// letters are nearest.
pub fn meant_key<'k>(
    written: &str,
    known: impl Iterator<Item = KeyName<'k>> + Clone,
) -> Option<&'k str> {
    let also = known.clone().find(|name| name.is_also(written)).map(|name| name.key);
    also.or_else(|| nearest(written, known.map(|name| name.key)))
}

impl PartialEq for FieldSpec {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key && self.doc == other.doc
    }
}

/// A type that a front matter field can have.
pub trait Field: Sized {
    /// Whether the key must be there; what [`Field::absent`] answers where it is not.
    const REQUIRED: bool = true;

    fn shape() -> Shape;

    /// Reads the value, or says what is wrong with it and returns `None`.
    fn read(node: &Node, reading: &mut Reading<'_>) -> Option<Self>;

    /// Whether the value says nothing, which a required one may not.
    fn is_blank(&self) -> bool {
        false
    }

    /// The value where the key is not there; `None` where the key is required.
    fn absent() -> Option<Self> {
        None
    }
}

/// A struct whose members are the keys of a mapping.
pub trait Fields: Sized {
    const MAPPING: &'static Mapping;

    fn specs() -> &'static [FieldSpec] {
        Self::MAPPING.specs
    }

    fn read_fields(map: &mut MapReader<'_>, reading: &mut Reading<'_>) -> Option<Self>;
}

impl Field for Text {
    fn shape() -> Shape {
        Shape::Text
    }

    fn read(node: &Node, reading: &mut Reading<'_>) -> Option<Self> {
        let text = reading.scalar(node, "text")?.trim();
        reading.say_cut(node);
        Some(Located::new(text.into(), node.span))
    }

    fn is_blank(&self) -> bool {
        is_blank(&self.value)
    }
}

impl<T: Field> Field for Option<T> {
    const REQUIRED: bool = false;

    fn shape() -> Shape {
        T::shape()
    }

    fn read(node: &Node, reading: &mut Reading<'_>) -> Option<Self> {
        T::read(node, reading).map(Some)
    }

    fn is_blank(&self) -> bool {
        self.as_ref().is_some_and(T::is_blank)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

/// A list; a single value may stand for a list of one. Blank texts are left out: they say nothing.
impl<T: Field> Field for Vec<T> {
    const REQUIRED: bool = false;

    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }

    fn read(node: &Node, reading: &mut Reading<'_>) -> Option<Self> {
        let Value::List(nodes) = &node.value else {
            if let Value::Scalar { text, plain: true } = &node.value
                && is_list_without_blanks(text)
            {
                let hint = "put a blank behind the `-` of each item";
                reading.wrong_type(node, "a list").hints.push(hint.into());
                return None;
            }
            let only = T::read(node, reading)?;
            return Some(if only.is_blank() { Vec::new() } else { vec![only] });
        };
        // A list of texts where mappings are meant is one mistake, told at the first of them.
        let is_no_map = |node: &Node| matches!(node.value, Value::Scalar { .. });
        if matches!(T::shape(), Shape::Fields(_))
            && nodes.iter().all(is_no_map)
            && let Some(first) = nodes.first()
        {
            return T::read(first, reading).map(|only| vec![only]);
        }
        // Every element is read, so that every fault is told.
        let read: Vec<Option<T>> = nodes.iter().map(|node| T::read(node, reading)).collect();
        let read: Option<Vec<T>> = read.into_iter().collect();
        read.map(|read| read.into_iter().filter(|value| !value.is_blank()).collect())
    }

    fn absent() -> Option<Self> {
        Some(Vec::new())
    }
}

/// Whether a text was meant as the items of a list: `-one -two`, or with the dots of a word
/// processor.
fn is_list_without_blanks(text: &str) -> bool {
    let behind = text.strip_prefix('-').filter(|behind| behind.starts_with(char::is_alphabetic));
    behind.is_some() || text.starts_with(['•', '–', '—'])
}

/// A list that must not be empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Vec1<T>(pub Vec<T>);

impl<T> std::ops::Deref for Vec1<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T: Field> Field for Vec1<T> {
    fn shape() -> Shape {
        Vec::<T>::shape()
    }

    fn read(node: &Node, reading: &mut Reading<'_>) -> Option<Self> {
        let list = Vec::<T>::read(node, reading)?;
        if list.is_empty() {
            let message = format!("`{}` is empty", reading.key());
            reading.fault(Code::MissingKey, node.span, message);
            return None;
        }
        Some(Vec1(list))
    }
}

/// A value whose type keeps no place of its own.
macro_rules! located_field {
    ($($type:ty),*) => {$(
        impl Field for Located<$type> {
            fn shape() -> Shape {
                <$type>::shape()
            }

            fn read(node: &Node, reading: &mut Reading<'_>) -> Option<Self> {
                <$type>::read(node, reading).map(|value| Located::new(value, node.span))
            }
        }
    )*};
}
located_field!(
    crate::model::Date,
    crate::model::Duration,
    crate::model::practice::Lean,
    crate::model::team::Status,
    i64
);

impl Field for i64 {
    fn shape() -> Shape {
        Shape::Number
    }

    fn read(node: &Node, reading: &mut Reading<'_>) -> Option<Self> {
        let text = reading.scalar(node, "a whole number")?;
        match text.parse() {
            Ok(number) => Some(number),
            Err(_) => {
                let message = format!("`{}` takes a whole number, not `{text}`", reading.key());
                reading.fault(Code::WrongType, node.span, message);
                None
            }
        }
    }
}

/// Defines a struct whose members are keys: one definition for reading, schema and help.
macro_rules! fields {
    ($(#[doc = $doc:literal])* pub struct $name:ident {
        $(
            $(#[doc = $field_doc:literal])*
            $(#[example = $example:literal])?
            $(#[also = $also:literal])?
            $field:ident $(= $key:literal)? : $type:ty,
        )*
    }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name { $($(#[doc = $field_doc])* pub $field: $type,)* }

        impl $crate::model::field::Fields for $name {
            const MAPPING: &'static $crate::model::field::Mapping =
                &$crate::model::field::Mapping {
                    name: stringify!($name),
                    doc: concat!($($doc),*).trim_ascii(),
                    specs: &[
                        $($crate::model::field::FieldSpec {
                            key: fields!(@key $field $($key)?),
                            doc: concat!($($field_doc),*).trim_ascii(),
                            required: <$type as $crate::model::field::Field>::REQUIRED,
                            example: concat!($($example)?),
                            also: concat!($($also)?),
                            shape: <$type as $crate::model::field::Field>::shape,
                        },)*
                    ],
                };

            #[allow(unused_variables)]
            fn read_fields(
                map: &mut $crate::model::reading::MapReader<'_>,
                reading: &mut $crate::model::reading::Reading<'_>,
            ) -> Option<Self> {
                map.expect(Self::specs());
                let mut specs = Self::specs().iter();
                $(let $field = match specs.next() {
                    Some(spec) => map.field::<$type>(spec, reading),
                    None => None,
                };)*
                Some($name { $($field: $field?,)* })
            }
        }

        impl $crate::model::field::Field for $name {
            fn shape() -> $crate::model::field::Shape {
                $crate::model::field::Shape::Fields(
                    <$name as $crate::model::field::Fields>::MAPPING,
                )
            }

            fn read(
                node: &$crate::yaml::Node,
                reading: &mut $crate::model::reading::Reading<'_>,
            ) -> Option<Self> {
                $crate::model::reading::mapping(node, reading)
            }
        }
    };
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
}
pub(in crate::model) use fields;
