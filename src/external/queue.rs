//! Many addresses: one after the other at each host, a few hosts at a time.
//!
//! In: addresses. Out: their answers, in the same order. A host that asks for patience gets it,
//! within bounds; then the rest of its addresses stay unasked.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use super::address::Parts;
use super::answer::{Answer, Lost};
use super::ask::{self, Asked};

/// How many hosts are asked at a time.
const HOSTS: usize = 8;

/// Between two requests to one host.
const PAUSE: Duration = Duration::from_millis(100);

/// How long a host may ask one to wait; where it does not say, half of the first.
const PATIENCE: Duration = Duration::from_secs(20);
const SHORT: Duration = Duration::from_secs(2);

/// How often one address is asked.
const ATTEMPTS: usize = 3;

pub fn ask_all(
    urls: &[&str],
    timeout: Duration,
    tell: &(dyn Fn(usize, usize) + Sync),
) -> Vec<Answer> {
    let mut by_host: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, url) in urls.iter().enumerate() {
        let host = Parts::of(url).map(|parts| parts.authority.to_ascii_lowercase());
        by_host.entry(host.unwrap_or_default()).or_default().push(index);
    }
    let mut hosts: Vec<Vec<usize>> = by_host.into_values().collect();
    // The longest queue is begun first: they are taken from the end.
    hosts.sort_by_key(Vec::len);
    let workers = hosts.len().min(HOSTS);
    let hosts = Mutex::new(hosts);
    let answers = Mutex::new(vec![None; urls.len()]);
    let done = AtomicUsize::new(0);
    let agent = ask::agent(timeout);
    let work = || {
        loop {
            let Some(host) = hosts.lock().ok().and_then(|mut hosts| hosts.pop()) else { return };
            let mut is_weary = false;
            for (nth, index) in host.into_iter().enumerate() {
                if nth > 0 && !is_weary {
                    thread::sleep(PAUSE);
                }
                let answer = match is_weary {
                    true => Answer::KeptOut(429),
                    false => patiently(&agent, urls[index]),
                };
                is_weary |= answer == Answer::KeptOut(429);
                if let Ok(mut answers) = answers.lock() {
                    answers[index] = Some(answer);
                }
                tell(done.fetch_add(1, Ordering::Relaxed) + 1, urls.len());
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..workers {
            // Where no thread can be had, the work is done here.
            if thread::Builder::new().name("links".into()).spawn_scoped(scope, work).is_err() {
                work();
            }
        }
    });
    let answers = answers.into_inner().unwrap_or_default();
    answers.into_iter().map(|answer| answer.unwrap_or(Answer::Lost(Lost::Broken))).collect()
}

/// Asks an address, and again where it wants to be asked later.
fn patiently(agent: &ureq::Agent, url: &str) -> Answer {
    for attempt in 0..ATTEMPTS {
        match ask::ask(agent, url) {
            Asked::Answer(answer) => return answer,
            Asked::Later(wait) => {
                let wait = wait.map_or(SHORT, Duration::from_secs);
                if wait > PATIENCE || attempt + 1 == ATTEMPTS {
                    break;
                }
                thread::sleep(wait);
            }
        }
    }
    Answer::KeptOut(429)
}
