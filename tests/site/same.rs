//! The same input and the same day give the same bytes; the address of the site changes what
//! names it, and nothing else.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use super::repository;

type Tree = BTreeMap<String, Vec<u8>>;

fn tree(folder: &Path) -> Tree {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("the output is readable"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("it lies below");
            let bytes = std::fs::read(entry.path()).expect("the output is readable");
            (path.to_string_lossy().into_owned(), bytes)
        })
        .collect()
}

/// Builds Larkspur with the program, in a shell so that it can be given other circumstances.
fn build(before: &str, arguments: &[&str]) -> Tree {
    let out = tempfile::tempdir().expect("a folder can be made");
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{before}\nexec \"$@\"")).arg("sh");
    command.arg(env!("CARGO_BIN_EXE_playbook")).arg("build").arg("--quiet");
    command.arg("--root").arg(repository()).arg("--out").arg(out.path().join("site"));
    command.args(arguments).current_dir(repository()).env_remove("SOURCE_DATE_EPOCH");
    let output = command.output().expect("the program runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{before} {arguments:?}: {}\n{told}", output.status);
    tree(&out.path().join("site"))
}

/// Says in which files two sites differ.
fn differences(one: &Tree, other: &Tree) -> Vec<String> {
    let mut names: Vec<&String> = one.keys().chain(other.keys()).collect();
    names.sort();
    names.dedup();
    names.into_iter().filter(|name| one.get(*name) != other.get(*name)).cloned().collect()
}

#[test]
fn the_circumstances_of_a_build_leave_no_trace() {
    let plain = build("", &[]);
    assert!(plain.len() > 100, "only {} files", plain.len());
    for circumstances in [
        "",
        "export RAYON_NUM_THREADS=1",
        "export RAYON_NUM_THREADS=4",
        "export TZ=Pacific/Kiritimati LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8",
        "export TZ=Pacific/Niue LC_ALL=C HOME=/nowhere USER=nobody",
        "umask 077; cd /",
        "umask 000; export NO_COLOR=1 TERM=dumb COLUMNS=20",
    ] {
        let other = build(circumstances, &[]);
        assert_eq!(differences(&plain, &other), Vec::<String>::new(), "{circumstances}");
    }
}

#[test]
fn another_day_is_seen() {
    // Were this not so, the test above would compare two builds that could not differ.
    let one = build("", &["--as-of", "2026-06-01"]);
    let other = build("", &["--as-of", "2027-06-01"]);
    assert!(!differences(&one, &other).is_empty());
}

#[test]
fn a_base_is_the_same_with_and_without_its_slash() {
    let one = build("", &["--base-url", "/handbook/"]);
    let other = build("", &["--base-url", "/handbook"]);
    assert_eq!(differences(&one, &other), Vec::<String>::new());
}

#[test]
fn a_path_as_base_changes_only_the_page_for_what_is_not_found() {
    let root = build("", &["--base-url", "/"]);
    let below = build("", &["--base-url", "/handbook/"]);
    assert_eq!(differences(&root, &below), ["404.html"]);
    let page = String::from_utf8_lossy(&below["404.html"]);
    let rooted: Vec<&str> = page
        .split(['"', '\''])
        .filter(|value| value.starts_with('/') && !value.starts_with("/>"))
        .collect();
    assert!(!rooted.is_empty());
    for value in rooted {
        assert!(value.starts_with("/handbook/"), "`{value}` in 404.html is not below the base");
    }
}

#[test]
fn an_address_as_base_names_every_page_once() {
    let below = build("", &["--base-url", "https://example.org/handbook/"]);
    let sitemap = String::from_utf8_lossy(&below["sitemap.xml"]).into_owned();
    let document = roxmltree::Document::parse(&sitemap).expect("the sitemap is XML");
    let listed: Vec<&str> = document
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.sitemaps.org/schemas/sitemap/0.9", "loc")))
        .filter_map(|node| node.text())
        .collect();
    assert!(listed.len() > 50, "only {} pages are listed", listed.len());
    for url in &listed {
        let path = url
            .strip_prefix("https://example.org/handbook/")
            .unwrap_or_else(|| panic!("{url} is not below the base"));
        let file = format!("{path}index.html");
        let page = below.get(&file).unwrap_or_else(|| panic!("{url} is listed but not there"));
        let canonical = format!("<link rel=\"canonical\" href=\"{url}\">");
        let page = String::from_utf8_lossy(page);
        assert!(page.contains(&canonical), "{file} does not call itself {url}");
    }
}
