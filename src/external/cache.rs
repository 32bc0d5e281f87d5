//! Answers of the last day, so that a second run asks nobody twice.
//!
//! In: a file of an earlier run. Out: its answers that are still young. A file that cannot be
//! read is no file: everything is asked again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::{Asking, disk};
use crate::diagnostic::Failure;

/// How long an answer counts, in seconds.
const A_DAY: u64 = 24 * 60 * 60;

/// The form of the file; another is no file.
const VERSION: u32 = 1;

#[derive(Default, Serialize, Deserialize)]
struct Stored {
    version: u32,
    answers: BTreeMap<String, Aged>,
}

/// An answer, and when it was given.
#[derive(Serialize, Deserialize)]
struct Aged {
    at: u64,
    answer: Answer,
}

pub struct Cache<'a> {
    asking: &'a Asking,
    stored: Stored,
}

impl<'a> Cache<'a> {
    pub fn read(asking: &'a Asking) -> Cache<'a> {
        let text = asking.cache.as_deref().and_then(disk::read);
        let stored = text.and_then(|text| serde_json::from_str::<Stored>(&text).ok());
        let mut stored = stored.filter(|stored| stored.version == VERSION).unwrap_or_default();
        stored.version = VERSION;
        // What comes from the future was written by a clock that was wrong.
        let is_young = |aged: &Aged| aged.at <= asking.now && asking.now - aged.at < A_DAY;
        stored.answers.retain(|_, aged| is_young(aged));
        Cache { asking, stored }
    }

    pub fn get(&self, url: &str) -> Option<Answer> {
        if self.asking.fresh {
            return None;
        }
        self.stored.answers.get(url).map(|aged| aged.answer.clone())
    }

    pub fn put(&mut self, url: &str, answer: &Answer) {
        if answer.is_lasting() {
            let aged = Aged { at: self.asking.now, answer: answer.clone() };
            self.stored.answers.insert(url.to_owned(), aged);
        } else {
            self.stored.answers.remove(url);
        }
    }

    /// Writes what is remembered, in one step.
    pub fn write(&self) -> Result<(), Failure> {
        let Some(path) = &self.asking.cache else { return Ok(()) };
        let text = serde_json::to_string(&self.stored)
            .map_err(|error| Failure::new(format!("cannot remember answers: {error}")))?;
        disk::write(path, &text)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn an_answer_counts_for_a_day_and_none_from_the_future_does() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("answers.json");
        let stored =
            r#"{"version":1,"answers":{"https://a.example/":{"at":100,"answer":"There"}}}"#;
        std::fs::write(&path, stored).unwrap();
        let is_known = |now| {
            let (timeout, cache) = (Duration::from_secs(1), Some(path.clone()));
            let asking = Asking { timeout, cache, fresh: false, now };
            Cache::read(&asking).get("https://a.example/").is_some()
        };
        assert!(is_known(100) && is_known(99 + A_DAY));
        assert!(!is_known(99) && !is_known(100 + A_DAY));
    }
}
