//! Whether the addresses that a playbook links to still answer.
//!
//! In: a linked playbook and how to ask ([`Asking`]). Out: diagnostics at the links, and what
//! was asked ([`Checked`]). Must not: be part of a build. `playbook check --external` asks for it
//! by name, and nothing else in this program opens a connection of its own.
//!
//! `gather` finds the addresses, `queue` asks each host in turn and several hosts at once, `ask`
//! settles one address, `cache` remembers answers for a day (`disk` reads and writes it), and
//! `answer` says what each answer means for an author.

mod address;
mod answer;
mod ask;
mod cache;
mod disk;
mod gather;
mod queue;

use std::path::PathBuf;
use std::time::Duration;

use crate::diagnostic::{Diagnostic, Failure};
use crate::link::LinkedPlaybook;
use answer::Answer;
use cache::Cache;

/// How to ask.
#[derive(Debug, Clone)]
pub struct Asking {
    /// How long one request may take, from looking up its host to the head of the answer.
    pub timeout: Duration,
    /// The file in which answers are remembered; none where there is no place for one.
    pub cache: Option<PathBuf>,
    /// Whether what is remembered counts for nothing.
    pub fresh: bool,
    /// The time of this run, in seconds since 1970.
    pub now: u64,
}

/// What was found.
#[derive(Debug)]
pub struct Checked {
    pub diagnostics: Vec<Diagnostic>,
    /// Different addresses.
    pub addresses: usize,
    /// Those that were not asked, since an answer was remembered.
    pub remembered: usize,
    /// Those that keep programs out, or want to be asked later.
    pub untold: usize,
    /// Why the answers could not be remembered. What was found holds all the same.
    pub failure: Option<Failure>,
}

/// Asks every address that bodies and sources link to. `tell` hears how many of how many are
/// done, from several threads.
pub fn check(
    playbook: &LinkedPlaybook,
    asking: &Asking,
    tell: &(dyn Fn(usize, usize) + Sync),
) -> Checked {
    let links = gather::links(playbook);
    let mut cache = Cache::read(asking);
    let mut answers: Vec<Option<Answer>> = Vec::with_capacity(links.len());
    answers.extend(links.keys().map(|url| cache.get(url)));
    let remembered = answers.iter().flatten().count();
    let asked: Vec<&str> = links
        .keys()
        .zip(&answers)
        .filter(|(_, answer)| answer.is_none())
        .map(|(url, _)| url.as_str())
        .collect();
    let found = queue::ask_all(&asked, asking.timeout, tell);
    for (url, answer) in asked.iter().zip(&found) {
        cache.put(url, answer);
    }
    let failure = if asked.is_empty() { None } else { cache.write().err() };
    let mut found = found.into_iter();
    let mut diagnostics = Vec::new();
    let mut untold = 0;
    for (links, remembered) in links.values().zip(answers) {
        let Some(answer) = remembered.or_else(|| found.next()) else { continue };
        untold += usize::from(answer.is_untold());
        diagnostics.extend(links.iter().filter_map(|link| answer.diagnostic(link)));
    }
    Checked { diagnostics, addresses: links.len(), remembered, untold, failure }
}
