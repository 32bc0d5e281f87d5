//! What a stage hands on: its value and everything that it found.

use super::Diagnostic;

/// A stage's value with its diagnostics. The value is there even where there are errors: what
/// is faulty was set aside, so that later stages judge only what is whole.
#[derive(Debug, Clone)]
pub struct Outcome<T> {
    pub value: T,
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Outcome<T> {
    pub fn new(value: T, diagnostics: Vec<Diagnostic>) -> Self {
        Outcome { value, diagnostics }
    }

    /// The value; its diagnostics go to the end of `into`.
    pub fn collect(self, into: &mut Vec<Diagnostic>) -> T {
        into.extend(self.diagnostics);
        self.value
    }
}
