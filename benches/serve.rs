//! From a save to the new bytes: `cargo bench --bench serve [-- ENTRIES…]`.
//!
//! In: books of 1,000 and 10,000 entries on `/dev/shm` (or in `PLAYBOOK_BENCH_DIR`). A file
//! is written, and its page asked for until it has the new words; the wait for quiet is part
//! of it. Out: the median of 20 edits of a body, of 20 of a title and of 20 of a body that holds
//! 20 blocks of code; the time from the start
//! to the first page; the memory after 100 and after 1,100 edits.

mod book;
mod timing;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use timing::{folder, median, millis};

const PLAYBOOK: &str = env!("CARGO_BIN_EXE_playbook");
const ROUNDS: usize = 20;

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1_000, 10_000] } else { sizes };
    for size in sizes {
        measure(size);
    }
}

fn measure(size: usize) {
    let folder = folder();
    book::write(folder.path(), &book::playbook(size));
    let (path, text) = book::ritual(5, size);
    let address = format!("/{}/", path.trim_start_matches("content/").trim_end_matches(".md"));
    let file = folder.path().join(path);

    let begun = Instant::now();
    let server = Server::start(folder.path());
    server.get(&address);
    let start = begun.elapsed();
    let start_work = server.work();
    // What a cold program does once is done.
    std::thread::sleep(Duration::from_secs(2));

    let mut round = 0;
    let mut edit = |change: &dyn Fn(usize) -> (String, String)| {
        round += 1;
        let (text, wanted) = change(round);
        let begun = Instant::now();
        fs::write(&file, text).unwrap();
        while !server.get(&address).contains(&wanted) {
            assert!(begun.elapsed() < Duration::from_secs(20), "`{wanted}` never came");
        }
        let took = begun.elapsed();
        // Nobody saves twice within the quiet that ends a storm, which begins when warnings are told.
        std::thread::sleep(Duration::from_millis(250));
        took
    };
    let body = |round: usize| (format!("{text}\nEdit {round}.\n"), format!("Edit {round}."));
    let line = text.lines().find(|line| line.starts_with("title:")).unwrap();
    let title = |round: usize| {
        (text.replacen(line, &format!("{line} {round} x"), 1), format!(" {round} x"))
    };
    let before = server.work();
    let bodies = median((0..ROUNDS).map(|_| edit(&body)).collect());
    let edit_work = (server.work() - before) / ROUNDS as f64;
    let titles = median((0..ROUNDS).map(|_| edit(&title)).collect());
    let code = book::blocks(20);
    let blocks =
        |round: usize| (format!("{text}\n{code}\nEdit {round}.\n"), format!("Edit {round}."));
    edit(&|_| blocks(0));
    let coded = median((0..ROUNDS).map(|_| edit(&blocks)).collect());
    println!(
        "{size:>6} entries: start to first page {:.0} ms ({start_work:.0} ms of processor); an edit of a \
         body {:.1} ms ({edit_work:.0} ms of processor, polling and warnings included), of a title {:.1} ms, \
         of a body beside 20 blocks of code {:.1} ms",
        millis(start),
        millis(bodies),
        millis(titles),
        millis(coded),
    );
    if size <= 1_000 {
        for _ in 0..100 {
            edit(&body);
        }
        let before = server.memory();
        for _ in 0..1_000 {
            edit(&body);
        }
        println!(
            "       memory after 100 edits {before:.1} MB, after 1,000 more {:.1} MB",
            server.memory()
        );
    } else {
        println!("       memory {:.1} MB", server.memory());
    }
}

struct Server {
    child: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    fn start(root: &Path) -> Server {
        // Another program than the one that was built for this, to compare two.
        let program = std::env::var_os("PLAYBOOK_BENCH_BIN").unwrap_or_else(|| PLAYBOOK.into());
        let mut child = Command::new(program)
            .args(["serve", "--quiet", "--port", "0", "--as-of", "2026-06-01", "--root"])
            .arg(root)
            .stdout(Stdio::piped())
            .stderr(if std::env::var_os("PLAYBOOK_BENCH_LOG").is_some() {
                Stdio::inherit()
            } else {
                Stdio::null()
            })
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().trim_end_matches('/').rsplit(':').next().unwrap().parse().unwrap();
        Server { child, port }
    }

    fn get(&self, target: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let request =
            format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// The time of processors that it has taken, in ms: what a busy machine does not change.
    fn work(&self) -> f64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        let ticks = |at: usize| fields[at].parse::<f64>().unwrap();
        (ticks(11) + ticks(12)) * 10.0
    }

    /// What it has in memory, in MB.
    fn memory(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
    }
}
