//! The level that a site gives each code.

use std::collections::BTreeMap;

use super::{Code, Diagnostic, Severity};

/// Levels per code, as `[check]` in book.toml sets them; `None` is off.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    set: BTreeMap<Code, Option<Severity>>,
    /// Every warning is an error (`--strict`).
    pub strict: bool,
}

impl Levels {
    /// Sets a code's level. A fixed code keeps its own.
    pub fn set(&mut self, code: Code, level: Option<Severity>) {
        if !code.is_fixed() {
            self.set.insert(code, level);
        }
    }

    /// The same levels without `--strict`: what is an error by itself.
    pub fn lenient(&self) -> Levels {
        Levels { strict: false, ..self.clone() }
    }

    /// The level of a code: the site's, else its own; `None` where the site turned it off.
    pub fn of(&self, code: Code) -> Option<Severity> {
        let level = match self.set.get(&code) {
            Some(level) => *level,
            None => Some(code.severity()),
        };
        match level {
            Some(_) if self.strict => Some(Severity::Error),
            level => level,
        }
    }

    /// Whether no code that is a warning by itself is an error here.
    pub fn warnings_stay(&self) -> bool {
        let rises = |(code, level): (&Code, &Option<Severity>)| {
            code.severity() == Severity::Warning && *level == Some(Severity::Error)
        };
        !self.strict && !self.set.iter().any(rises)
    }

    /// Gives each diagnostic its level and takes out those that are off, in order of place.
    pub fn apply(&self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let mut settled: Vec<Diagnostic> = diagnostics
            .into_iter()
            .filter_map(|mut diagnostic| {
                diagnostic.severity = self.of(diagnostic.code)?;
                Some(diagnostic)
            })
            .collect();
        settled.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
        settled.dedup();
        settled
    }
}
