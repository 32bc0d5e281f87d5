//! What is said to authors: one mistake, one sentence, one place, one way out.
//!
//! In: what the stages find. Out: [`Diagnostic`]s, collected in an [`Outcome`] beside the
//! stage's value, and printed as human, short, json, github or sarif.
//! Must not: decide what is a mistake (the stages do), or end the program.

mod code;
mod failure;
mod hint;
mod level;
mod outcome;
mod print;
mod suggest;
mod words;

pub use code::Code;
pub use failure::Failure;
pub use hint::{Hint, Proposal};
pub use level::Levels;
pub use outcome::Outcome;
pub use print::{Format, Printer};
pub use suggest::{Names, did_you_mean, hint_at, looks_the_same, nearest};
pub use words::{listed, printable, printable_json, thousands};

use crate::source::Span;

/// How bad it is: an error keeps the site from being written, a warning does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Warning,
    Error,
}

impl Severity {
    pub fn name(self) -> &'static str {
        match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A second place that explains the first ("first used here").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

/// One thing that an author should know.
///
/// `message` is one sentence without a full stop, with names in backticks. `hints` say what
/// to do, most useful first. `severity` is the code's own; the site may set another level
/// (see [`Levels`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    pub message: String,
    pub span: Span,
    pub labels: Vec<Label>,
    pub hints: Vec<Hint>,
}

impl Diagnostic {
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity: code.severity(),
            message: message.into(),
            span,
            labels: Vec::new(),
            hints: Vec::new(),
        }
    }

    pub fn hint(mut self, hint: impl Into<Hint>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds a hint where there is one to give.
    pub fn maybe_hint(mut self, hint: Option<impl Into<Hint>>) -> Self {
        self.hints.extend(hint.map(Into::into));
        self
    }

    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
