//! Words that a field chooses from: enums whose names and meanings are written once.

use crate::diagnostic::{Code, Hint, did_you_mean, listed};
use crate::model::field::{Field, Shape};
use crate::model::reading::Reading;
use crate::yaml::Node;

/// One word of a choice and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    pub word: &'static str,
    pub meaning: &'static str,
}

/// Defines an enum with its words as people write them.
macro_rules! choices {
    ($(#[doc = $doc:literal])* pub enum $name:ident {
        $($(#[doc = $meaning:literal])* $variant:ident = $word:literal,)*
    }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[doc = $meaning])* $variant,)* }

        impl $name {
            /// Every choice, in the order of the documentation.
            pub const ALL: &[$name] = &[$($name::$variant,)*];

            /// The words and their meanings.
            pub const CHOICES: &[$crate::model::Choice] = &[$($crate::model::Choice {
                word: $word,
                meaning: concat!($($meaning),*).trim_ascii(),
            },)*];

            /// The word as people write it.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }

            /// What it means, as a sentence.
            pub fn meaning(self) -> &'static str {
                match self { $($name::$variant => concat!($($meaning),*).trim_ascii(),)* }
            }

            pub fn from_word(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)* _ => None }
            }
        }

        impl $crate::model::field::Field for $name {
            fn shape() -> $crate::model::field::Shape {
                $crate::model::field::Shape::Choice($name::CHOICES)
            }

            fn read(
                node: &$crate::yaml::Node,
                reading: &mut $crate::model::reading::Reading<'_>,
            ) -> Option<Self> {
                let word = $crate::model::choice::word(node, $name::CHOICES, reading)?;
                $name::from_word(&word)
            }
        }
    };
}
pub(in crate::model) use choices;

/// The node's text if it is one of the words; else says which they are.
pub(in crate::model) fn word(
    node: &Node,
    choices: &'static [Choice],
    reading: &mut Reading<'_>,
) -> Option<String> {
    let text = reading.scalar(node, "one word")?;
    if choices.iter().any(|choice| choice.word == text) {
        return Some(text.to_owned());
    }
    let hint = did_you_mean(text, choices.iter().map(|choice| choice.word)).unwrap_or_else(|| {
        let words: Vec<String> =
            choices.iter().map(|choice| format!("`{}`", choice.word)).collect();
        format!("choose one of {}", listed(&words, "or")).into()
    });
    let message = format!("`{text}` is not a value of `{}`", reading.key());
    reading.fault(Code::BadValue, node.span, message).hints.push(hint);
    None
}

/// `yes` and `no` in the one spelling that YAML 1.2 knows.
impl Field for bool {
    fn shape() -> Shape {
        Shape::Flag
    }

    fn read(node: &Node, reading: &mut Reading<'_>) -> Option<Self> {
        let text = reading.scalar(node, "`true` or `false`")?;
        match text {
            "true" => Some(true),
            "false" => Some(false),
            other => {
                let message = format!("`{}` takes `true` or `false`, not `{other}`", reading.key());
                let hint = match other {
                    "yes" | "on" | "True" | "TRUE" | "Yes" => Hint::proposing("write", "true"),
                    "no" | "off" | "False" | "FALSE" | "No" => Hint::proposing("write", "false"),
                    _ => "write `true` or `false`".into(),
                };
                reading.fault(Code::WrongType, node.span, message).hints.push(hint);
                None
            }
        }
    }
}
