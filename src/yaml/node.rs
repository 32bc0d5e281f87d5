//! The tree: scalars as written, lists, and mappings in the order of the file.

use std::num::NonZeroU32;

use crate::source::{Located, Span};

/// A YAML value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub value: Value,
    pub span: Span,
    /// The byte of a `#` that ends the value and may belong to it: `#12`, `#team-channel`. Behind
    /// a comment's sign stands a blank.
    pub cut: Option<NonZeroU32>,
}

/// What a node holds. Plain scalars are kept to the letter: `1.10` and `no` are texts until a
/// field asks for a number or a yes.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing, `~` or `null`, unquoted.
    Null,
    /// A scalar; `plain` where it was written without quotes.
    Scalar {
        text: Box<str>,
        plain: bool,
    },
    List(Vec<Node>),
    Map(Map),
}

/// Keys and values in file order; keys are unique.
pub type Map = Vec<(Located<Box<str>>, Node)>;

impl Node {
    /// What the node is, for "expected a date, got a list".
    pub fn what(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Scalar { .. } => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }

    /// The value of a key, where the node is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.value {
            Value::Map(map) => {
                map.iter().find(|(name, _)| &*name.value == key).map(|(_, node)| node)
            }
            _ => None,
        }
    }

    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }
}
