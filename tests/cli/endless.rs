//! Templates that never end, and builds that are told to stop.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use super::world::{clean, program, put, ran, run};

/// Nothing is written in these loops, so that no cap on what is written ends them.
const ENDLESS: &str = "{% extends \"default/prose.html\" %}{% block main %}\
    {% for a in range(end=1000) %}{% for b in range(end=1000) %}{% for c in range(end=1000) %}\
    {% for d in range(end=1000) %}{% set x = d %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}\
    {% endblock %}";

const SOUND: &str = "{% extends \"default/prose.html\" %}";

/// A playbook with a plain page, and the template of plain pages.
fn book(template: &str) -> TempDir {
    let folder = clean();
    put(&folder, "book.toml", "[output.html]\ntheme = \"themes/ours\"\n");
    put(&folder, "content/plain.md", "# Plain\n\nText.\n");
    put(&folder, "themes/ours/templates/prose.html", template);
    folder
}

/// What builds leave beside their outputs.
fn leftovers(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).expect("a folder").filter_map(Result::ok);
    let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.contains("playbook-")).collect()
}

/// A build that has begun to make files, and will not end.
fn stuck(folder: &TempDir, arguments: &[&str], beside: &str) -> Child {
    let mut build = program(folder.path(), arguments);
    let child = build.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
    let beside = folder.path().join(beside);
    let patience = Instant::now() + Duration::from_secs(60);
    while !beside.is_dir() || leftovers(&beside).is_empty() {
        assert!(Instant::now() < patience, "no build began");
        std::thread::sleep(Duration::from_millis(20));
    }
    // By now every file but those that never end is made.
    std::thread::sleep(Duration::from_millis(200));
    child
}

fn send(child: &Child, signal: Signal) {
    let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw).expect("a process");
    kill_process(pid, signal).expect("a signal");
}

fn marker(folder: &TempDir) -> Vec<u8> {
    std::fs::read(folder.path().join("book/.playbook")).expect("a marker")
}

/// A signal ends a build in which a page never ends, and nothing of it is left.
#[test]
fn a_build_that_cannot_end_leaves_nothing_behind_when_it_is_told_to_stop() {
    let folder = book(SOUND);
    assert_eq!(run(folder.path(), &["build", "-q"]).status, 0);
    let before = marker(&folder);
    put(&folder, "content/more.md", "# More\n\nOnly in the new site.\n");
    put(&folder, "themes/ours/templates/prose.html", ENDLESS);
    for (signal, status) in [(Signal::INT, 130), (Signal::TERM, 143)] {
        let mut child = stuck(&folder, &["build"], "");
        let started = Instant::now();
        send(&child, signal);
        assert_eq!(child.wait().expect("an end").code(), Some(status));
        assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
        assert_eq!(leftovers(folder.path()), [""; 0]);
        assert_eq!(marker(&folder), before, "the old site stays");
    }
    let mut child = stuck(&folder, &["build", "--out", "new/deep/site"], "new/deep");
    send(&child, Signal::INT);
    assert_eq!(child.wait().expect("an end").code(), Some(130));
    assert!(!folder.path().join("new").exists(), "what was made for it goes as well");
}

/// What could not be removed, because the build was killed, the next build removes.
#[test]
fn the_next_build_removes_what_a_killed_one_left() {
    let folder = book(ENDLESS);
    let mut child = stuck(&folder, &["build"], "");
    send(&child, Signal::KILL);
    child.wait().expect("an end");
    assert_eq!(leftovers(folder.path()).len(), 1);
    put(&folder, "themes/ours/templates/prose.html", SOUND);
    assert_eq!(run(folder.path(), &["build", "-q"]).status, 0);
    assert_eq!(leftovers(folder.path()), [""; 0]);
    assert!(folder.path().join("book/plain/index.html").is_file());
}

/// Nobody has to tell it: after half a minute of one page a template is said to be at fault.
#[test]
fn a_template_that_never_ends_is_named_and_the_build_ended() {
    let folder = book(ENDLESS);
    let mut preview = program(folder.path(), &["serve", "--port", "0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut line = String::new();
    let mut out = BufReader::new(preview.stdout.take().expect("a pipe"));
    out.read_line(&mut line).expect("an address");
    let address = line.trim().trim_start_matches("http://").trim_end_matches('/');
    let mut asked = TcpStream::connect(address).expect("a connection");
    write!(asked, "GET /plain/ HTTP/1.1\r\nHost: {address}\r\n\r\n").expect("a request");
    let started = Instant::now();
    let built = run(folder.path(), &["build"]);
    assert_eq!(built.status, 1, "{}", built.err);
    assert!(started.elapsed() < Duration::from_secs(120), "{:?}", started.elapsed());
    let said =
        "error[template-error]: `prose.html` is still at the page `/plain/` after 30 seconds";
    assert!(built.err.contains(said), "{}", built.err);
    assert!(built.err.contains("themes/ours/templates/prose.html:1:1"), "{}", built.err);
    assert!(built.err.ends_with("no site was written, because a template has errors\n"));
    assert!(leftovers(folder.path()).is_empty() && !folder.path().join("book").exists());
    let preview = ran(preview.wait_with_output().expect("an end"));
    let log = preview.err;
    assert_eq!(preview.status, 1, "{log}");
    assert!(log.contains(said) && log.contains("the preview ends"), "{log}");
}
