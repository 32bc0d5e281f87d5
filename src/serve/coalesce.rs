//! Events of one save as one batch.
//!
//! In: moments at which something happened. Out: the moment at which to act. A save is over
//! when nothing has happened for 5 ms, and is not waited for beyond 50 ms. Where very much
//! happens (a checkout, a generator, a storm) the waits grow, so that work is done seldom
//! rather than over and over; after half a second of quiet they are short again.
//! Must not: look at the clock.

use std::time::{Duration, Instant};

/// How long to wait for quiet, and how long in all, by how stormy it has been.
const WAITS: [(u64, u64); 3] = [(5, 50), (100, 600), (250, 3_000)];

/// More events than these are no save of one file.
const MANY: usize = 16;

/// What follows so soon upon a batch belongs to it: nobody saves twice in that time.
const SOON: Duration = Duration::from_millis(40);

/// After so much quiet a storm is over.
const CALM: Duration = Duration::from_millis(500);

/// When to act.
#[derive(Debug, Default)]
pub struct Coalescer {
    level: usize,
    /// The first and the last event of the batch, and how many there are.
    batch: Option<(Instant, Instant, usize)>,
    /// When what the last batch asked for was done.
    done: Option<Instant>,
}

impl Coalescer {
    /// Something happened.
    pub fn add(&mut self, now: Instant) {
        let (first, count) = match self.batch {
            Some((first, _, count)) => (first, count + 1),
            None => {
                match self.done.map(|done| now.saturating_duration_since(done)) {
                    Some(since) if since < SOON => self.level = self.level.max(1),
                    Some(since) if since < CALM => {}
                    _ => self.level = 0,
                }
                (now, 1)
            }
        };
        self.batch = Some((first, now, count));
    }

    /// When to act, unless more happens; `None` where nothing has happened.
    pub fn due(&self) -> Option<Instant> {
        let (first, last, _) = self.batch?;
        let (quiet, most) = WAITS[self.level];
        let quiet = last + Duration::from_millis(quiet);
        Some(quiet.min(first + Duration::from_millis(most)))
    }

    /// The batch is taken: the next event begins another.
    pub fn take(&mut self) {
        if self.batch.take().is_some_and(|(_, _, count)| count > MANY) {
            self.level = (self.level + 1).min(WAITS.len() - 1);
        }
    }

    /// What the batch asked for is done. Events in the meantime were not heard, so that only now
    /// the time to the next begins, however slow the machine is.
    pub fn done(&mut self, now: Instant) {
        self.done = Some(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The moments (in ms) at which it acts on events at these moments, which takes no time.
    fn acts(events: &[f64]) -> Vec<f64> {
        slow_acts(events, 0.0)
    }

    /// The same where to act takes some milliseconds, in which nothing is heard.
    fn slow_acts(events: &[f64], takes: f64) -> Vec<f64> {
        let start = Instant::now();
        let at = |ms: f64| start + Duration::from_secs_f64(ms / 1_000.0);
        let mut coalescer = Coalescer::default();
        let mut acts = Vec::new();
        let mut free = 0.0;
        for event in events.iter().copied().chain([f64::INFINITY]) {
            let event = event.max(free);
            while let Some(due) = coalescer.due() {
                let due_ms = (due - start).as_secs_f64() * 1_000.0;
                if due_ms > event.max(free) {
                    break;
                }
                coalescer.take();
                free = due_ms + takes;
                coalescer.done(at(free));
                acts.push((due_ms * 10.0).round() / 10.0);
            }
            if event.is_finite() {
                coalescer.add(at(event.max(free)));
            }
        }
        acts
    }

    #[test]
    fn a_save_is_one_batch() {
        assert_eq!(acts(&[0.0, 0.1, 3.0]), [8.0]);
        assert_eq!(acts(&[0.0, 60.0]), [5.0, 65.0]);
        assert_eq!(acts(&[0.0, 20.0]), [5.0, 120.0]);
    }

    #[test]
    fn a_storm_is_three_at_most() {
        let storm: Vec<f64> = (0..5_000).map(|event| f64::from(event) * 0.2).collect();
        assert!(acts(&storm).len() <= 3, "{:?}", acts(&storm));
        // With a stutter of 7 ms every 20 ms.
        let stutter: Vec<f64> =
            (0..5_000).map(|event| f64::from(event) * 0.2 + f64::from(event / 100) * 7.0).collect();
        assert!(acts(&stutter).len() <= 3, "{:?}", acts(&stutter));
    }

    /// Each making takes longer than what counts as soon, and little happens at a time.
    #[test]
    fn work_that_is_slow_is_not_done_over_and_over() {
        let steady: Vec<f64> = (0..50).map(|event| f64::from(event) * 20.0).collect();
        let acts = slow_acts(&steady, 100.0);
        assert!(acts.len() <= 3, "{acts:?}");
    }

    #[test]
    fn after_quiet_it_is_quick_again() {
        let mut events: Vec<f64> = (0..100).map(f64::from).collect();
        events.push(2_000.0);
        assert_eq!(acts(&events).last(), Some(&2_005.0));
    }
}
