//! The whole program beside `cp -r`: `cargo bench --bench whole [-- SIZE…]`.
//!
//! In: books of 100, 1,000 and 10,000 entries on `/dev/shm` (or in `PLAYBOOK_BENCH_DIR`).
//! Out: what a cold build and a check take as multiples of what `cp -r` takes for as many
//! folders with one file of 16 KB each, the memory of a page beyond what a book of ten pages
//! takes, and how time grows; the search is left out, and told apart. In turn, best of five: the
//! machine may have other things to do, so only figures of one run can be compared.

#[allow(dead_code, reason = "each bench takes of the book what it needs")]
mod book;
#[allow(dead_code, reason = "each bench takes of the timing what it needs")]
mod timing;

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use timing::{folder, millis};

const PLAYBOOK: &str = env!("CARGO_BIN_EXE_playbook");
const ROUNDS: usize = 5;

/// What the targets are, in the order in which they are printed.
const MOST_TO_COPY: f64 = 3.0;
const MOST_CHECK_TO_BUILD: f64 = 0.5;
const MOST_MEMORY: u64 = 25 * 1024;
const MOST_BINARY: u64 = 12 * 1024 * 1024;

fn main() {
    // `cargo bench` adds a flag of its own.
    let sizes: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![100, 1_000, 10_000] } else { sizes };
    let folder = folder();
    let folder = folder.path();
    let ten = folder.join("ten");
    book::write(&ten, &book::plain(10));
    let base = measure(|| build(&ten, &folder.join("ten-out"))).memory;
    println!("a book of ten pages: {:.1} MB", megabytes(base));

    let mut rows: Vec<Row> = Vec::new();
    for size in sizes {
        let row = Row::of(size, folder);
        let beyond = row.build.memory.saturating_sub(base) / size as u64;
        println!(
            "{size:>6} entries: cp -r {:>7.1} ms, build {:>7.1} ms = {:.2} cp (at most {MOST_TO_COPY}), \
             with the search {:.2} cp, check {:>7.1} ms = {:.2} build (at most {MOST_CHECK_TO_BUILD}), \
             {:.1} MB = {:.1} KB a page (at most {})",
            millis(row.copy),
            millis(row.build.time),
            row.build.time.as_secs_f64() / row.copy.as_secs_f64(),
            row.searched.time.as_secs_f64() / row.copy.as_secs_f64(),
            millis(row.check.time),
            row.check.time.as_secs_f64() / row.build.time.as_secs_f64(),
            megabytes(row.build.memory),
            beyond as f64 / 1024.0,
            MOST_MEMORY / 1024,
        );
        rows.push(row);
    }
    for pair in rows.windows(2) {
        let grown = pair[1].size as f64 / pair[0].size as f64;
        let longer = pair[1].build.time.as_secs_f64() / pair[0].build.time.as_secs_f64();
        println!(
            "{} to {}: {grown:.1} times the entries, {longer:.2} times the time",
            pair[0].size, pair[1].size
        );
    }
    let binary = fs::metadata(PLAYBOOK).unwrap().len();
    println!("the program: {:.1} MB (at most {:.0})", megabytes(binary), megabytes(MOST_BINARY));
}

/// One book beside its reference.
struct Row {
    size: usize,
    copy: Duration,
    build: Measured,
    /// A build with the search.
    searched: Measured,
    check: Measured,
}

impl Row {
    fn of(size: usize, folder: &Path) -> Row {
        let root = folder.join("book");
        let out = folder.join("out");
        let from = folder.join("from");
        let to = folder.join("to");
        book::write(&root, &book::playbook(size));
        let page = vec![b'x'; 16 * 1024];
        for number in 0..size {
            let page_folder = from.join(format!("page-{number}"));
            fs::create_dir_all(&page_folder).unwrap();
            fs::write(page_folder.join("index.html"), &page).unwrap();
        }
        let settings = root.join("book.toml");
        let with_search = fs::read_to_string(&settings).unwrap();
        let without = format!("{with_search}\n[output.html.search]\nenable = false\n");
        let none = Measured::NONE;
        let mut row = Row { size, copy: Duration::MAX, build: none, searched: none, check: none };
        for _ in 0..ROUNDS {
            remove(&to);
            row.copy = row.copy.min(measure(|| copy(&from, &to)).time);
            remove(&to);
            fs::write(&settings, &without).unwrap();
            row.build = row.build.best(measure(|| build(&root, &out)));
            remove(&out);
            fs::write(&settings, &with_search).unwrap();
            row.searched = row.searched.best(measure(|| build(&root, &out)));
            remove(&out);
            row.check = row.check.best(measure(|| check(&root)));
        }
        remove(&root);
        remove(&from);
        row
    }
}

fn build(root: &Path, out: &Path) -> Command {
    let mut command = Command::new(PLAYBOOK);
    command.args(["build", "--quiet", "--root"]).arg(root).arg("--out").arg(out);
    command
}

fn check(root: &Path) -> Command {
    let mut command = Command::new(PLAYBOOK);
    command.args(["check", "--quiet", "--root"]).arg(root);
    command
}

fn copy(from: &Path, to: &Path) -> Command {
    let mut command = Command::new("cp");
    command.arg("-r").arg(from).arg(to);
    command
}

/// What one run took.
#[derive(Clone, Copy)]
struct Measured {
    time: Duration,
    /// The most memory it held, in bytes.
    memory: u64,
}

impl Measured {
    const NONE: Measured = Measured { time: Duration::MAX, memory: u64::MAX };

    fn best(self, other: Measured) -> Measured {
        Measured { time: self.time.min(other.time), memory: self.memory.min(other.memory) }
    }
}

fn measure(command: impl FnOnce() -> Command) -> Measured {
    let mut command = command();
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let mut child = command.spawn().unwrap();
    let mut memory = 0;
    // The kernel keeps the greatest value, so that the last look before the end tells all but
    // what the last milliseconds added.
    let status = loop {
        memory = high_water(&child).unwrap_or(memory).max(memory);
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(Duration::from_micros(500));
    };
    let time = start.elapsed();
    assert!(status.success(), "{command:?} failed");
    Measured { time, memory }
}

/// The most memory that a process has held, in bytes; unknown where it has ended.
fn high_water(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

fn remove(path: &Path) {
    if path.exists() {
        fs::remove_dir_all(path).unwrap();
    }
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1024.0 / 1024.0
}
