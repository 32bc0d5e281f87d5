//! Fields that a site declares in book.toml: what they hold, and how they are read.

use crate::diagnostic::{Code, did_you_mean};
use crate::model::field::{Field, Text};
use crate::model::kind::{DeclaredField, DeclaredType};
use crate::model::reading::{MapReader, Reading};
use crate::model::reference::{To, targets};
use crate::model::{Date, Duration, Ref};
use crate::source::Located;
use crate::yaml::Node;

/// A field of the site's own, in the order in which the site declares them.
#[derive(Debug, Clone, PartialEq)]
pub struct Declared {
    /// The index of the field in its kind's list.
    pub field: usize,
    pub value: DeclaredValue,
}

/// What a declared field holds.
#[derive(Debug, Clone, PartialEq)]
pub enum DeclaredValue {
    Text(Text),
    Date(Located<Date>),
    Duration(Located<Duration>),
    List(Vec<Text>),
    Refs(Vec<Ref>),
}

impl DeclaredValue {
    /// Whether it says nothing: a blank text, a list of none.
    fn is_blank(&self) -> bool {
        match self {
            DeclaredValue::Text(text) => text.is_blank(),
            DeclaredValue::List(texts) => texts.is_empty(),
            DeclaredValue::Refs(refs) => refs.is_empty(),
            DeclaredValue::Date(_) | DeclaredValue::Duration(_) => false,
        }
    }
}

/// Reads the fields that a site declares, after the built-in ones; `None` where one is
/// faulty or missing.
pub(in crate::model) fn read(
    declared: &[DeclaredField],
    fields: &mut MapReader<'_>,
    reading: &mut Reading<'_>,
) -> Option<Vec<Declared>> {
    let mut values = Vec::new();
    let mut whole = true;
    for (field, definition) in declared.iter().enumerate() {
        let value = fields.take(&definition.key).map(|node| {
            reading.at_key(&definition.key, |reading| read_value(node, &definition.kind, reading))
        });
        match value {
            Some(None) => whole = false,
            Some(Some(value)) if !value.is_blank() => values.push(Declared { field, value }),
            // What says nothing is no answer.
            _ if definition.required => {
                let add = match &*definition.doc {
                    "" => format!("add `{}:`", definition.key),
                    doc => format!("add `{}:`. {doc}", definition.key),
                };
                let write = match &*definition.doc {
                    "" => "write it behind the colon",
                    doc => doc,
                };
                fields.missing(&definition.key, add, write, reading);
                whole = false;
            }
            None => fields.say_cut(&definition.key, reading),
            _ => {}
        }
    }
    whole.then_some(values)
}

fn read_value(
    node: &Node,
    kind: &DeclaredType,
    reading: &mut Reading<'_>,
) -> Option<DeclaredValue> {
    match kind {
        DeclaredType::Text => Field::read(node, reading).map(DeclaredValue::Text),
        DeclaredType::Date => Field::read(node, reading).map(DeclaredValue::Date),
        DeclaredType::Duration => Field::read(node, reading).map(DeclaredValue::Duration),
        DeclaredType::List => Field::read(node, reading).map(DeclaredValue::List),
        DeclaredType::Number => {
            reading.scalar(node, "a number")?;
            let text: Text = Field::read(node, reading)?;
            if text.value.parse::<f64>().is_ok_and(f64::is_finite) {
                return Some(DeclaredValue::Text(text));
            }
            let message = format!("`{}` takes a number, not `{}`", reading.key(), text.value);
            reading.fault(Code::WrongType, node.span, message);
            None
        }
        DeclaredType::Choice(words) => {
            reading.scalar(node, "one word")?;
            let text: Text = Field::read(node, reading)?;
            if words.contains(&text.value) {
                return Some(DeclaredValue::Text(text));
            }
            let message = format!("`{}` is not a value of `{}`", text.value, reading.key());
            let words: Vec<&str> = words.iter().map(|word| &**word).collect();
            let hint = did_you_mean(&text.value, words.iter().copied())
                .unwrap_or_else(|| format!("choose one of `{}`", words.join("`, `")).into());
            reading.fault(Code::BadValue, node.span, message).hints.push(hint);
            None
        }
        DeclaredType::Ref(_) => {
            // Which kind belongs there is known where the reference is looked up.
            let refs: Vec<To<targets::Any>> = Field::read(node, reading)?;
            Some(DeclaredValue::Refs(refs.into_iter().map(|to| to.reference).collect()))
        }
    }
}
