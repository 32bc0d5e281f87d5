//! What benches share that time the program from outside: where its books lie, and how times
//! are told.

use std::path::Path;
use std::time::Duration;

/// A folder in memory, or where `PLAYBOOK_BENCH_DIR` says, so that it is not the disk that is
/// measured; it goes with its value.
pub fn folder() -> tempfile::TempDir {
    let mut builder = tempfile::Builder::new();
    let builder = builder.prefix("playbook-bench-");
    match std::env::var_os("PLAYBOOK_BENCH_DIR") {
        Some(folder) => builder.tempdir_in(folder).unwrap(),
        None if Path::new("/dev/shm").is_dir() => builder.tempdir_in("/dev/shm").unwrap(),
        None => builder.tempdir().unwrap(),
    }
}

pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
