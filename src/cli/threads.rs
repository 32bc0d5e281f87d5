//! How many threads the work is done on.
//!
//! In: what the machine has, and `RAYON_NUM_THREADS`. Out: the threads, started. Must not: decide
//! what is done on them.

use std::thread::available_parallelism;

use super::layout;
use crate::diagnostic::Failure;

/// Asked for by name, there may be this many on any machine: more than most have, and still no
/// burden. A thousand on two cores take 1.2 GB and fifteen times as long as two.
const ANYWHERE: usize = 64;

/// The most for each core of the machine.
const A_CORE: usize = 4;

/// Starts the threads that all stages share.
///
/// # Errors
/// The system lets the program have no more of them.
pub fn start() -> Result<(), Failure> {
    let cores = available_parallelism().map_or(1, |cores| cores.get());
    let count = count(cores, std::env::var("RAYON_NUM_THREADS").ok().as_deref());
    rayon::ThreadPoolBuilder::new().num_threads(count).build_global().map_err(|error| {
        let threads = layout::counted(count, "thread");
        let message = format!("cannot start {threads} to work on: {error}");
        Failure::new(message).hint("the variable `RAYON_NUM_THREADS=1` asks for one alone")
    })
}

fn count(cores: usize, asked: Option<&str>) -> usize {
    let asked = asked.and_then(|asked| asked.trim().parse().ok()).filter(|asked| *asked > 0);
    asked.unwrap_or(cores).min(ANYWHERE.max(A_CORE * cores))
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn what_is_asked_for_is_given_within_reason() {
        assert_eq!(count(2, None), 2);
        assert_eq!(count(200, None), 200);
        for nothing in ["", "0", "-1", "many"] {
            assert_eq!(count(2, Some(nothing)), 2, "{nothing}");
        }
        assert_eq!((count(2, Some("1")), count(2, Some("64"))), (1, 64));
        assert_eq!((count(2, Some("1000")), count(200, Some("1000"))), (64, 800));
    }
}
