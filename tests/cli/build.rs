//! `playbook build`.

use super::world::{broken, clean, larkspur, put, run};

#[test]
fn a_build_writes_the_site_and_says_how_much_it_was() {
    let folder = clean();
    let ran = run(folder.path(), &["build"]);
    assert_eq!((ran.status, &*ran.out), (0, ""), "{}", ran.err);
    assert!(ran.err.contains("in `./book` from 2 pages, 1 link checked"), "{}", ran.err);
    assert!(folder.path().join("book/index.html").is_file());
    let quiet = run(folder.path(), &["build", "-q", "--out", "public"]);
    assert_eq!((quiet.status, &*quiet.out, &*quiet.err), (0, "", ""));
    assert!(folder.path().join("public/rituals/huddle/index.html").is_file());
}

#[test]
fn errors_leave_nothing_behind_unless_told_to_keep_going() {
    let folder = broken();
    let ran = run(folder.path(), &["build"]);
    assert_eq!((ran.status, &*ran.out), (1, ""));
    assert!(ran.err.contains("error[broken-link]") && ran.err.contains("no site was written"));
    assert!(!folder.path().join("book").exists());
    let ran = run(folder.path(), &["build", "--keep-going"]);
    assert_eq!((ran.status, &*ran.out), (1, ""), "{}", ran.err);
    assert!(folder.path().join("book/index.html").is_file());
}

#[test]
fn strict_stops_at_warnings() {
    let folder = clean();
    let out = folder.path().join("site");
    let out = out.to_str().expect("a path that is text");
    let ran = run(&larkspur(), &["build", "--strict", "--out", out]);
    assert_eq!(ran.status, 1);
    assert!(!folder.path().join("site").exists());
}

#[test]
fn an_output_that_is_not_ours_is_refused() {
    let folder = clean();
    put(&folder, "book/precious.txt", "mine");
    for out in ["book", ".", "content", "/"] {
        let ran = run(folder.path(), &["build", "--out", out]);
        assert_eq!(ran.status, 2, "{out}: {}", ran.err);
        assert!(ran.err.contains("error: "), "{}", ran.err);
    }
    assert_eq!(std::fs::read_dir(folder.path().join("book")).map(Iterator::count).ok(), Some(1));
}

#[test]
fn what_is_no_address_of_a_site_is_refused_before_anything_is_built() {
    let folder = clean();
    for (url, hint) in [
        ("work.example.org", "help: write `https://work.example.org/`"),
        ("https://x y", "help: write a path like `/handbook/`"),
        ("ftp://x", "help: a site is served by `https://`"),
    ] {
        let ran = run(folder.path(), &["build", "--base-url", url]);
        assert_eq!(ran.status, 2, "{url}");
        assert!(ran.err.contains(&format!("`--base-url`: `{url}`")), "{}", ran.err);
        assert!(ran.err.contains(hint), "{}", ran.err);
        assert!(!folder.path().join("book").exists(), "{url}");
    }
    assert_eq!(run(folder.path(), &["build", "--base-url", "hb"]).status, 0);
    let lost = std::fs::read_to_string(folder.path().join("book/404.html")).expect("a page");
    assert!(lost.contains("\"/hb/"), "{lost}");
    put(&folder, "book.toml", "[output.html]\nsite-url = \"http://\"\n");
    let ran = run(folder.path(), &["build"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("book.toml:2:12") && ran.err.contains("name the host"), "{}", ran.err);
}
