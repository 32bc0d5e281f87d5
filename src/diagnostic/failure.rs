//! What the machine refused: a disk, a port, an output folder. Never an author's mistake.

use std::fmt;
use std::io;
use std::path::Path;

use super::printable;

/// Why the program could not run. The path or address is part of the message; the exit
/// status is 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// One sentence without a full stop.
    pub message: String,
    /// What to do about it, most useful first.
    pub hints: Vec<String>,
}

impl Failure {
    pub fn new(message: impl Into<String>) -> Self {
        Failure { message: message.into(), hints: Vec::new() }
    }

    /// "cannot VERB `PATH`: why".
    pub fn io(verb: &str, path: &Path, error: &io::Error) -> Self {
        Failure::new(format!("cannot {verb} `{}`: {error}", path.display()))
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", printable(&self.message))?;
        for hint in &self.hints {
            write!(f, "\n  = help: {}", printable(hint))?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}
