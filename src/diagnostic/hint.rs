//! A way out: its words, and what they say to write, where they say it to the letter.
//!
//! In: what a stage knows of what was meant. Out: the words for people, and the same for an editor
//! that can write it. Must not: propose what the words do not say.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::source::Span;

/// A way out. Without more it is words alone: `Hint::from("end the line")`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    words: String,
    proposal: Option<Proposal>,
}

/// What the words of a hint say to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub text: String,
    /// In the place of what; by itself of what the diagnostic speaks of.
    pub place: Option<Span>,
}

impl Hint {
    /// The name that was probably meant.
    pub fn meant(name: impl Into<String>) -> Hint {
        let name = name.into();
        Hint { words: format!("did you mean `{name}`?"), proposal: Some(name.into()) }
    }

    /// The key that was probably meant, where it stands beside the wrong one already.
    pub fn meant_twice(key: &str) -> Hint {
        format!("did you mean `{key}`? It stands there too: keep one of the two").into()
    }

    /// The name that was meant, where what is written looks like it.
    pub fn alike(name: impl Into<String>) -> Hint {
        let name = name.into();
        let told = "which looks the same and is written with other characters: copy it";
        Hint::saying(format!("the name is `{name}`, {told}"), name)
    }

    /// Words that end with what to write, such as `quote it:`.
    pub fn proposing(words: &str, text: impl Into<String>) -> Hint {
        let text = text.into();
        Hint { words: format!("{words} `{text}`"), proposal: Some(text.into()) }
    }

    /// Words of their own, and what they say to write.
    pub fn saying(words: String, text: impl Into<String>) -> Hint {
        Hint { words, proposal: Some(text.into().into()) }
    }

    /// Says where to write it, where that is not what the diagnostic speaks of.
    pub fn at(mut self, place: Span) -> Hint {
        if let Some(proposal) = &mut self.proposal {
            proposal.place = Some(place);
        }
        self
    }

    pub fn words(&self) -> &str {
        &self.words
    }

    pub fn proposal(&self) -> Option<&Proposal> {
        self.proposal.as_ref()
    }
}

impl From<String> for Proposal {
    fn from(text: String) -> Proposal {
        Proposal { text, place: None }
    }
}

impl From<String> for Hint {
    fn from(words: String) -> Hint {
        Hint { words, proposal: None }
    }
}

impl From<&str> for Hint {
    fn from(words: &str) -> Hint {
        words.to_owned().into()
    }
}

impl From<Hint> for String {
    fn from(hint: Hint) -> String {
        hint.words
    }
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

/// As its words.
impl Serialize for Hint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.words)
    }
}
