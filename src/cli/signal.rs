//! SIGINT and SIGTERM.
//!
//! In: signals. Out: a flag for whoever has to clean up first; everybody else is ended at
//! once, with the status that shells expect. Must not: be listened for twice.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::time::Duration;

use super::Status;
use crate::diagnostic::Failure;

/// How long the work that was told to stop is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// Whether somebody asked the program to stop.
#[derive(Debug, Clone, Default)]
pub struct Interrupt {
    flag: Arc<AtomicBool>,
    /// The number of the signal that came; 0 while none did.
    signal: Arc<AtomicU8>,
    /// Whether somebody looks at the flag.
    watched: Arc<AtomicBool>,
}

impl Interrupt {
    /// Begins to listen. Until somebody takes the flag, a signal ends the program at once.
    #[cfg(unix)]
    pub fn listen() -> Result<Interrupt, Failure> {
        use signal_hook::consts::{SIGINT, SIGTERM, SIGXFSZ};
        let interrupt = Interrupt::default();
        let heard = interrupt.clone();
        let cannot = |error| Failure::new(format!("cannot listen for signals: {error}"));
        let mut signals =
            signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGXFSZ]).map_err(cannot)?;
        let listen = move || {
            // A file beyond the limit is an error of whoever writes it, and no end.
            for signal in signals.forever().filter(|signal| *signal != SIGXFSZ) {
                heard.arrive(u8::try_from(signal).unwrap_or(u8::MAX));
            }
        };
        std::thread::Builder::new().name("signals".into()).spawn(listen).map_err(cannot)?;
        Ok(interrupt)
    }

    /// Other systems end the program themselves.
    #[cfg(not(unix))]
    pub fn listen() -> Result<Interrupt, Failure> {
        Ok(Interrupt::default())
    }

    #[cfg(unix)]
    fn arrive(&self, signal: u8) {
        let end = move || super::end(Status::Interrupted(signal));
        let again = self.flag.swap(true, Ordering::Relaxed);
        self.signal.store(signal, Ordering::Relaxed);
        // Who asks twice will not wait for anybody to clean up.
        if again || !self.watched.load(Ordering::Relaxed) {
            end();
        }
        // Nor will anybody wait for work that does not look at the flag. What it leaves behind,
        // the next build removes. Where there can be no such thread, a second signal ends it.
        let late = std::thread::Builder::new().name("last signal".into());
        let _ = late.spawn(move || {
            std::thread::sleep(PATIENCE);
            end();
        });
    }

    /// The flag, for work that must clean up: it is set once a signal came. From now on the
    /// program ends when that work does, at a second signal, or [`PATIENCE`] after the first.
    pub fn watch(&self) -> &AtomicBool {
        self.watched.store(true, Ordering::Relaxed);
        &self.flag
    }

    /// Tells the work that watches the flag to stop, for another reason than a signal.
    pub fn stop(&self) {
        self.flag.store(true, Ordering::Relaxed);
    }

    /// Whether a signal came.
    pub fn has_come(&self) -> bool {
        self.signal.load(Ordering::Relaxed) != 0
    }

    /// The status of work that stopped because the flag was set.
    pub fn status(&self) -> Status {
        const SIGINT: u8 = 2;
        match self.signal.load(Ordering::Relaxed) {
            0 => Status::Interrupted(SIGINT),
            signal => Status::Interrupted(signal),
        }
    }
}
