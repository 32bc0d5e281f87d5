//! Which pages are being rendered at this moment, and whether one of them never ends.
//!
//! In: the beginning and the end of each page; looks at even intervals, by whoever has a clock.
//! Out: a page that is at work for too long, or takes too much memory.
//! Must not: know what time it is, or end anything.
//!
//! What a page writes is capped (see `theme`), and so is every `range`, but loops in loops that
//! write nothing end in years, and a text that is doubled thirty times is a gigabyte. tera has
//! no place where a loop could be counted from outside, and a thread cannot be ended: all that can
//! be done is to see it, and to end the program with the name of the template.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

/// How long a page may take. The largest take less than a hundredth of it; a machine with a
/// hundred other things to do is none of the template's faults.
const LONGEST: Duration = Duration::from_secs(30);

/// After this time a page is slow, and what the program takes meanwhile is held against it.
const SLOW: Duration = Duration::from_secs(1);

/// The most memory that the program may take while a slow page is rendered, in bytes.
const MOST: u64 = 2 << 30;

/// The pages at work, by a number that none had before.
#[derive(Debug, Default)]
pub struct Work {
    pages: Mutex<Pages>,
}

#[derive(Debug, Default)]
struct Pages {
    last: u64,
    at_work: BTreeMap<u64, AtWork>,
}

/// A page that is being rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtWork {
    /// The template of its type.
    pub template: &'static str,
    /// Where it stands, from the site's root.
    pub address: String,
}

/// Takes a page back when its rendering ends, however it ends.
pub struct Working<'w> {
    work: &'w Work,
    number: u64,
}

impl Work {
    pub(super) fn begin(&self, template: &'static str, address: &str) -> Working<'_> {
        let mut pages = self.pages();
        pages.last += 1;
        let number = pages.last;
        pages.at_work.insert(number, AtWork { template, address: address.to_owned() });
        Working { work: self, number }
    }

    /// Whether no page is rendered.
    pub fn is_idle(&self) -> bool {
        self.pages().at_work.is_empty()
    }

    fn pages(&self) -> MutexGuard<'_, Pages> {
        // A page that panics leaves the list whole.
        self.pages.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

impl Drop for Working<'_> {
    fn drop(&mut self) {
        self.work.pages().at_work.remove(&self.number);
    }
}

/// What one look at the work of a site leaves for the next.
///
/// Time is counted in looks: of a program that was stopped for a while, or a machine that slept,
/// no page has been at work meanwhile.
#[derive(Debug)]
pub struct Vigil {
    longest: u64,
    slow: u64,
    most: u64,
    /// By number: the looks at it, and what the program took at the first.
    seen: BTreeMap<u64, (u64, u64)>,
}

/// A page that does not end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endless {
    pub page: AtWork,
    /// One sentence without a full stop.
    pub message: String,
}

impl Vigil {
    /// One that looks every so often.
    pub fn new(every: Duration) -> Vigil {
        Vigil::with(every, LONGEST, SLOW, MOST)
    }

    fn with(every: Duration, longest: Duration, slow: Duration, most: u64) -> Vigil {
        let looks = |time: Duration| {
            let looks = time.as_millis().div_ceil(every.as_millis().max(1));
            u64::try_from(looks).unwrap_or(u64::MAX)
        };
        Vigil { longest: looks(longest), slow: looks(slow), most, seen: BTreeMap::new() }
    }

    /// Looks once. `memory` is what the program takes, in bytes; 0 where nobody knows.
    pub fn look(&mut self, work: &Work, memory: u64) -> Option<Endless> {
        let pages = work.pages();
        self.seen.retain(|number, _| pages.at_work.contains_key(number));
        for (number, page) in &pages.at_work {
            let (looks, before) = self.seen.entry(*number).or_insert((0, memory));
            *looks += 1;
            let AtWork { template, address } = page;
            let message = if *looks > self.longest {
                let seconds = LONGEST.as_secs();
                format!("`{template}` is still at the page `/{address}` after {seconds} seconds")
            } else if *looks > self.slow && memory.saturating_sub(*before) > self.most {
                let gigabytes = MOST >> 30;
                format!("`{template}` takes more than {gigabytes} GB for the page `/{address}`")
            } else {
                continue;
            };
            return Some(Endless { page: page.clone(), message });
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn vigil() -> Vigil {
        Vigil::with(SECOND, 5 * SECOND, 2 * SECOND, 100)
    }

    #[test]
    fn a_page_that_does_not_end_is_found_and_one_that_ends_is_not() {
        let (work, mut vigil) = (Work::default(), vigil());
        for _ in 0..20 {
            // However many come and go.
            let _short = work.begin("home.html", "");
            assert_eq!(vigil.look(&work, 0), None);
        }
        assert!(work.is_idle());
        let _endless = work.begin("prose.html", "a/b/");
        for _ in 0..5 {
            let _short = work.begin("home.html", "");
            assert_eq!(vigil.look(&work, 0), None);
        }
        let found = vigil.look(&work, 0).expect("the sixth look");
        assert_eq!((found.page.template, &*found.page.address), ("prose.html", "a/b/"));
        assert_eq!(found.message, "`prose.html` is still at the page `/a/b/` after 30 seconds");
    }

    #[test]
    fn memory_is_held_against_a_slow_page_alone() {
        let (work, mut vigil) = (Work::default(), vigil());
        assert_eq!(vigil.look(&work, 1_000), None);
        let _page = work.begin("prose.html", "a/");
        assert_eq!(vigil.look(&work, 1_000), None, "what it took before is not its own");
        assert_eq!(vigil.look(&work, 9_000), None, "it may end at once");
        assert_eq!(vigil.look(&work, 1_100), None);
        let found = vigil.look(&work, 1_101).expect("too much");
        assert_eq!(found.message, "`prose.html` takes more than 2 GB for the page `/a/`");
    }
}
