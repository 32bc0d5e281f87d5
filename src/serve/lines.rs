//! The connections that are open, and which of them nobody would miss.
//!
//! In: what happens on each: bytes, requests. Out: the longest quiet one is asked to end where a
//! new one finds no room. Browsers keep connections open that they may never use again, and open
//! another when they want one. Must not: end what is being answered.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

/// What has been silent for less may be about to speak.
const QUIET: Duration = Duration::from_millis(500);

/// Every connection that is open, in the order in which they came.
#[derive(Default)]
pub struct Lines {
    open: Mutex<BTreeMap<u64, Arc<Line>>>,
}

/// One of them.
pub struct Line {
    state: Mutex<State>,
    end: Notify,
}

#[derive(Clone, Copy)]
struct State {
    /// When bytes last went either way.
    heard: Instant,
    is_answered: bool,
    is_ended: bool,
}

impl Lines {
    pub fn add(&self, number: u64) -> Arc<Line> {
        let state = State { heard: Instant::now(), is_answered: false, is_ended: false };
        let line = Arc::new(Line { state: Mutex::new(state), end: Notify::new() });
        held(&self.open).insert(number, Arc::clone(&line));
        line
    }

    pub fn remove(&self, number: u64) {
        held(&self.open).remove(&number);
    }

    /// Ends the connection that has been quiet for longest, if one is.
    pub fn end_quietest(&self) {
        let open = held(&self.open);
        let states = open.values().map(|line| (line, *held(&line.state)));
        let quiet = states.filter(|(_, state)| {
            !state.is_answered && !state.is_ended && state.heard.elapsed() >= QUIET
        });
        if let Some((line, _)) = quiet.min_by_key(|(_, state)| state.heard) {
            held(&line.state).is_ended = true;
            line.end.notify_one();
        }
    }
}

impl Line {
    /// Bytes came or went.
    pub fn hear(&self) {
        held(&self.state).heard = Instant::now();
    }

    /// Whether a request is being answered.
    pub fn answers(&self, is_answered: bool) {
        let mut state = held(&self.state);
        state.is_answered = is_answered;
        state.heard = Instant::now();
    }

    /// Waits until room is wanted for another.
    pub async fn ended(&self) {
        self.end.notified().await;
    }
}

/// Nothing that is done while it is held can fail.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_quiet_one_ends_and_none_that_is_answered() {
        let lines = Lines::default();
        let all: Vec<_> = (0..4).map(|number| lines.add(number)).collect();
        let ended = || all.iter().map(|line| held(&line.state).is_ended).collect::<Vec<_>>();
        lines.end_quietest();
        assert_eq!(ended(), [false; 4], "none is quiet yet");
        for (line, ago) in all.iter().zip([2, 9, 3, 5]) {
            held(&line.state).heard -= Duration::from_secs(ago);
        }
        held(&all[1].state).is_answered = true;
        lines.end_quietest();
        assert_eq!(ended(), [false, false, false, true]);
        lines.end_quietest();
        assert_eq!(ended(), [false, false, true, true]);
        all[0].hear();
        lines.end_quietest();
        assert_eq!(ended(), [false, false, true, true]);
        lines.remove(0);
        assert_eq!(held(&lines.open).len(), 3);
    }
}
