//! Work that does not end by itself: a page whose template loops for ever, or takes all memory.
//!
//! In: a site that is being written, and a signal that may come. Out: the end of the program, with
//! what the build wrote removed first. Must not: disturb a build that ends.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use super::Status;
use super::signal::Interrupt;
use crate::site::{Site, Vigil};
use crate::write::Begun;

/// How often the pages at work are looked at.
pub const EVERY: Duration = Duration::from_millis(100);

/// How many looks a build may go on for after a signal, while files are made.
const LAST_LOOKS: u32 = 6;

/// How often the removal of what was written is tried: other threads may be writing.
const ATTEMPTS: u32 = 5;

/// A build that is watched over.
pub struct Watched<'a> {
    pub site: &'a Site,
    /// What it has written so far.
    pub begun: &'a Begun<'static>,
    pub interrupt: &'a Interrupt,
    /// Says why a template is at fault, and how the program ends.
    pub say: &'a (dyn Fn() -> Status + Sync),
}

impl Watched<'_> {
    /// Does the work of a build. Where a page of it never ends, this does not return.
    pub fn during<T>(&self, build: impl FnOnce() -> T) -> T {
        let (done, ending) = channel::<()>();
        thread::scope(|scope| {
            // Where there can be no such thread, a second signal still ends the program.
            let watch = thread::Builder::new().name("watch".into());
            let _ = watch.spawn_scoped(scope, move || {
                let (mut vigil, mut late) = (Vigil::new(EVERY), 0);
                while ending.recv_timeout(EVERY) == Err(RecvTimeoutError::Timeout) {
                    self.look(&mut vigil, &mut late);
                }
            });
            // Also where it panics.
            let _done = done;
            build()
        })
    }

    fn look(&self, vigil: &mut Vigil, late: &mut u32) {
        if self.interrupt.has_come() {
            *late += 1;
            if *late > LAST_LOOKS && self.begun.is_filled() {
                self.remove();
                super::end(self.interrupt.status());
            }
        } else if let Some(endless) = vigil.look(&self.site.work, memory()) {
            self.site.note(self.site.endless(&endless), None);
            self.interrupt.stop();
            thread::sleep(EVERY);
            self.remove();
            super::end((self.say)());
        }
    }

    fn remove(&self) {
        for _ in 0..ATTEMPTS {
            if self.begun.remove().is_ok() {
                return;
            }
            thread::sleep(EVERY);
        }
    }
}

/// The memory that the program takes, in bytes; 0 where the system does not tell it.
pub fn memory() -> u64 {
    let told = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let taken = told.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = taken.and_then(|taken| taken.trim().strip_suffix("kB")?.trim().parse().ok());
    kilobytes.unwrap_or(0u64).saturating_mul(1024)
}

#[cfg(test)]
mod tests {
    #[test]
    #[cfg(target_os = "linux")]
    fn a_program_takes_some_memory() {
        let taken = super::memory();
        assert!((1 << 20..1 << 40).contains(&taken), "{taken}");
    }
}
