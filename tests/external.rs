//! `playbook check --external`, against a small server on this machine: code `external-link`.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// A host whose paths say how it answers. It remembers what was asked.
struct Host {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Host {
    fn start() -> Host {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        // It ends with the test's process.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let log = Arc::clone(&log);
                thread::spawn(move || answer(stream, &log));
            }
        });
        Host { port, asked }
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// What was asked so far.
    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

/// The first line of a request.
fn request(reader: &mut impl BufRead) -> String {
    let mut first = String::new();
    reader.read_line(&mut first).unwrap_or_default();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or_default() == 0 || line.trim().is_empty() {
            return first;
        }
    }
}

fn answer(mut stream: TcpStream, log: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut first = request(&mut reader);
    // As a proxy it is every host there is.
    if first.starts_with("CONNECT") {
        stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").unwrap();
        first = request(&mut reader);
    }
    let words: Vec<&str> = first.split_whitespace().collect();
    let [method, path, _] = words[..] else { return };
    let times = {
        let mut log = log.lock().unwrap();
        log.push(format!("{method} {path}"));
        log.iter().filter(|own| **own == format!("{method} {path}")).count()
    };
    let plain = |status: &str, head: &str| {
        format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n{head}\r\n")
    };
    let text = match (path.split('?').next().unwrap_or(""), method) {
        ("/there", _) => plain("200 OK", ""),
        ("/moved", _) => plain("301 Moved Permanently", "Location: /there\r\n"),
        ("/moved-to-nothing", _) => plain("301 Moved Permanently", "Location: gone\r\n"),
        ("/elsewhere", _) => plain("302 Found", "Location: /there\r\n"),
        ("/inward", _) => plain("302 Found", "Location: http://169.254.169.254/secret\r\n"),
        ("/circle", _) => plain("302 Found", "Location: /round\r\n"),
        ("/round", _) => plain("302 Found", "Location: /circle\r\n"),
        ("/no-head", "HEAD") => plain("405 Method Not Allowed", ""),
        ("/no-head", _) => plain("200 OK", ""),
        ("/odd-head", "HEAD") => plain("404 Not Found", ""),
        ("/odd-head", _) => plain("200 OK", ""),
        ("/cut-head", "HEAD") => String::new(),
        ("/cut-head", _) => plain("200 OK", ""),
        ("/forbidden", _) => plain("403 Forbidden", ""),
        ("/fails", _) => plain("503 Service Unavailable", ""),
        ("/busy-once", _) if times == 1 => plain("429 Too Many Requests", "Retry-After: 1\r\n"),
        ("/busy-once", _) => plain("200 OK", ""),
        ("/busy", _) => plain("429 Too Many Requests", "Retry-After: 86400\r\n"),
        ("/slow", _) => {
            thread::sleep(Duration::from_secs(30));
            String::new()
        }
        ("/huge", "HEAD") => plain("501 Not Implemented", ""),
        ("/huge", _) => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
            let part = [b'x'; 65_536];
            // It ends when nobody takes it any more.
            while stream.write_all(&part).is_ok() {}
            return;
        }
        ("/wide", _) => format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "x".repeat(1 << 20)),
        _ => plain("404 Not Found", ""),
    };
    let _ = stream.write_all(text.as_bytes());
}

struct World {
    folder: tempfile::TempDir,
}

impl World {
    /// A page with these links, each in a line of its own, the first in line 3.
    fn new(links: &[String]) -> World {
        let world = World { folder: tempfile::tempdir().unwrap() };
        let lines: String = links.iter().map(|link| format!("<{link}>\n")).collect();
        world.put("content/index.md", &format!("# Home\n\n{lines}"));
        world
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_playbook"));
        command.current_dir(self.root()).args(["check", "--external", "--format", "short"]);
        command.args(arguments).env("XDG_CACHE_HOME", self.root().join(".cache"));
        for proxy in ["http_proxy", "https_proxy", "all_proxy", "no_proxy"] {
            command.env_remove(proxy).env_remove(proxy.to_uppercase());
        }
        command
    }

    fn check(&self, arguments: &[&str]) -> Ran {
        Ran::of(&self.command(arguments).output().unwrap())
    }

    /// Where answers are remembered.
    fn cache(&self) -> std::path::PathBuf {
        self.root().join(".cache/playbook/external-links.json")
    }
}

struct Ran {
    status: Option<i32>,
    out: String,
    err: String,
    /// What is said of each line.
    said: BTreeMap<u32, String>,
}

impl Ran {
    fn of(output: &Output) -> Ran {
        let out = String::from_utf8_lossy(&output.stdout).into_owned();
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        let said = out.lines().filter_map(|line| {
            let (_, rest) = line.split_once("index.md:")?;
            let number = rest.split(':').next()?.parse().ok()?;
            Some((number, rest.split_once("[external-link]: ")?.1.to_owned()))
        });
        let said = said.collect();
        Ran { status: output.status.code(), out, err, said }
    }
}

/// What stands behind `#` is never sent: a page is asked for once, and each link is told its own.
#[test]
fn links_to_parts_of_one_page_ask_once() {
    let host = Host::start();
    let links = ["/moved#one", "/moved#two", "/moved"].map(|path| host.url(path));
    let ran = World::new(&links).check(&[]);
    let there = host.url("/there");
    let parts = ["#one", "#two", ""].iter().zip(3..);
    let wanted: BTreeMap<u32, String> = parts
        .map(|(part, line)| {
            let moved = host.url("/moved");
            (line, format!("`{moved}{part}` has moved for good (write `{there}{part}`)"))
        })
        .collect();
    assert_eq!(ran.said, wanted, "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("1 external address\n"), "{}", ran.err);
    let asked = host.asked();
    assert_eq!(asked.iter().filter(|own| **own == "HEAD /moved").count(), 1, "{asked:?}");
}

#[test]
fn every_answer_means_something() {
    let host = Host::start();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap();
    let refusing = format!("http://{}/", closed.local_addr().unwrap());
    drop(closed);
    let links: Vec<String> = [
        "/there",
        "/moved#part",
        "/gone",
        "/no-head",
        "/odd-head",
        "/cut-head",
        "/elsewhere",
        "/circle",
        "/forbidden",
        "/fails",
        "/huge",
        "/moved-to-nothing",
        "/busy-once",
        "/wide",
    ]
    .iter()
    .map(|path| host.url(path))
    .chain([refusing.clone(), "http://no-such-host.invalid/".to_owned()])
    .collect();
    let world = World::new(&links);
    let ran = world.check(&[]);
    let url = |path: &str| host.url(path);
    let not_there = "(find where it went, or take the link out)";
    let wanted: BTreeMap<u32, String> = [
        (
            4,
            format!("`{}` has moved for good (write `{}#part`)", url("/moved#part"), url("/there")),
        ),
        (5, format!("`{}` is not there any more (404) {not_there}", url("/gone"))),
        (10, format!("`{}` leads on and on, and nowhere", url("/circle"))),
        (12, format!("`{}` fails with 503 (that may pass: ask again tomorrow)", url("/fails"))),
        (
            14,
            format!(
                "`{}` leads on to `{}`, which is not there any more (404) {not_there}",
                url("/moved-to-nothing"),
                url("/gone")
            ),
        ),
        (16, format!("`{}` breaks off the connection", url("/wide"))),
        (17, format!("`{refusing}` refuses the connection")),
        (18, "`http://no-such-host.invalid/` names a host that cannot be found".to_owned()),
    ]
    .into();
    assert_eq!(ran.said, wanted, "{}{}", ran.out, ran.err);
    assert_eq!(ran.status, Some(0), "warnings are no errors");
    assert!(ran.err.contains("16 external addresses, 1 that let no program in"), "{}", ran.err);
    assert!(ran.out.contains("content/index.md:5:2: warning[external-link]"), "{}", ran.out);
    // Nothing is asked that need not be, and nobody in a hurry.
    let asked = host.asked();
    assert_eq!(asked.iter().filter(|own| **own == "HEAD /busy-once").count(), 2, "{asked:?}");
    assert!(!asked.contains(&"GET /there".to_owned()), "{asked:?}");
    assert!(asked.contains(&"GET /no-head".to_owned()), "{asked:?}");
}

#[test]
fn a_second_run_asks_only_what_may_have_passed() {
    let host = Host::start();
    let paths = ["/there", "/moved", "/gone", "/forbidden", "/fails"];
    let links: Vec<String> = paths.iter().map(|path| host.url(path)).collect();
    let world = World::new(&links);
    let first = world.check(&[]);
    let before = host.asked().len();
    let second = world.check(&[]);
    let again = host.asked().split_off(before);
    assert_eq!(again, ["HEAD /fails", "GET /fails"]);
    assert_eq!(first.said, second.said);
    assert!(second.err.contains("4 remembered from the last day"), "{}", second.err);
    let before = host.asked().len();
    world.check(&["--fresh"]);
    assert!(host.asked().len() >= before + 5);
    // What is old counts no more, and what is broken is as if it were not there.
    let text = std::fs::read_to_string(world.cache()).unwrap();
    let old = text.replace("\"at\":", "\"at\":1,\"was\":");
    for broken in [old.as_str(), "{", "", "[]", "{\"version\":9,\"answers\":{}}", "\u{0}"] {
        std::fs::write(world.cache(), broken).unwrap();
        let before = host.asked().len();
        assert_eq!(world.check(&[]).said, first.said, "{broken}");
        assert!(host.asked().len() >= before + 5, "{broken}");
    }
    let left: Vec<_> = std::fs::read_dir(world.cache().parent().unwrap()).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn a_cache_that_cannot_be_written_is_said_and_nothing_more() {
    let host = Host::start();
    let world = World::new(&[host.url("/gone")]);
    world.put(".cache", "no folder");
    let ran = world.check(&[]);
    assert_eq!((ran.status, ran.said.len()), (Some(0), 1));
    assert!(ran.err.contains("warning: cannot write"), "{}", ran.err);
}

#[test]
fn who_is_slow_is_given_up_and_who_is_busy_left_alone() {
    let host = Host::start();
    let begun = Instant::now();
    let world = World::new(&[host.url("/slow")]);
    let ran = world.check(&["--timeout", "1"]);
    assert!(ran.said[&3].contains("does not answer in time"), "{}", ran.out);
    assert!(begun.elapsed() < Duration::from_secs(15));
    let host = Host::start();
    let world = World::new(&[host.url("/busy"), host.url("/there")]);
    let ran = world.check(&[]);
    assert!(ran.said.is_empty(), "{}", ran.out);
    assert!(ran.err.contains("2 that let no program in"), "{}", ran.err);
    assert_eq!(host.asked(), ["HEAD /busy"]);
}

#[test]
fn no_way_leads_from_the_internet_into_a_private_network() {
    let host = Host::start();
    let outside = "http://somewhere.invalid/inward";
    // What an author names may lead on within the same network.
    let inside = format!("http://127.0.0.1:{}/inward", host.port);
    let world = World::new(&[outside.to_owned(), inside]);
    let output = world.command(&[]).env("http_proxy", host.url("/")).output().unwrap();
    let ran = Ran::of(&output);
    let wanted = format!(
        "`{outside}` leads on to `http://169.254.169.254/secret`, a private address, which was not asked"
    );
    assert!(ran.said[&3].starts_with(&wanted), "{}{}", ran.out, ran.err);
    let asked = host.asked();
    assert_eq!(asked.iter().filter(|own| own.contains("/secret")).count(), 2, "{asked:?}");
}

#[test]
fn an_address_is_asked_once_and_told_at_every_place() {
    let host = Host::start();
    let url = host.url("/gone");
    let world = World::new(&[url.clone(), format!("[{url}]: x\n\n[a]({url})")]);
    world.put(
        "content/rituals/a.md",
        &format!(
            "---\ntitle: A\nsummary: A.\ntrigger: x\ndecides: [y]\nowner: us\nsources:\n  - title: B\n    url: {url}\nfit:\n  - lean: for\n    because: C.\n    source: {url}\n---\n![x]({url})\n",
        ),
    );
    let ran = world.check(&[]);
    assert_eq!(host.asked(), ["HEAD /gone", "GET /gone"]);
    for place in ["index.md:3:", "rituals/a.md:9:10", "rituals/a.md:13:13", "rituals/a.md:15:6"] {
        let line = ran.out.lines().find(|line| line.contains(place));
        assert!(line.is_some_and(|line| line.contains("external-link")), "{place}\n{}", ran.out);
    }
}

#[test]
fn without_the_flag_nobody_is_asked_and_the_level_can_be_set() {
    let host = Host::start();
    let world = World::new(&[host.url("/gone")]);
    let plain = Command::new(env!("CARGO_BIN_EXE_playbook"))
        .current_dir(world.root())
        .args(["check", "--quiet"])
        .output()
        .unwrap();
    assert!(plain.stdout.is_empty() && host.asked().is_empty());
    world.put("book.toml", "[check]\nexternal-link = \"off\"\n");
    assert!(world.check(&[]).said.is_empty() && host.asked().is_empty());
    world.put("book.toml", "[check]\nexternal-link = \"error\"\n");
    assert_eq!(world.check(&[]).status, Some(1));
    world.put("book.toml", "");
    assert_eq!(world.check(&["--strict"]).status, Some(1));
    world.put(
        "content/index.md",
        &format!(
            "---\ntitle: Home\nallow: {{external-link: it is on its way}}\n---\n<{}>\n",
            host.url("/gone")
        ),
    );
    assert!(world.check(&[]).said.is_empty());
}

#[cfg(unix)]
#[test]
fn an_interruption_ends_it_at_once() {
    let host = Host::start();
    let world = World::new(&[host.url("/slow")]);
    let mut child =
        Running(world.command(&[]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
    let begun = Instant::now();
    while host.asked().is_empty() {
        assert!(begun.elapsed() < Duration::from_secs(20));
        thread::sleep(Duration::from_millis(5));
    }
    let asked = Instant::now();
    let pid = rustix::process::Pid::from_child(&child.0);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    assert_eq!(child.0.wait().unwrap().code(), Some(130));
    assert!(asked.elapsed() < Duration::from_secs(2));
}

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
