//! The search as a whole: a book of some hundred pages is built, its scripts are written to
//! `target/tmp/search/`, and node asks them with the browser's own code (`tests/search/`):
//! every title by its words, by a misspelling, by its beginning; aliases and local names.
//! The words of the browser and of Rust are held against each other on the way.

#[path = "support/mod.rs"]
mod support;

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use playbook::model::Date;
use playbook::pipeline::{self, Laid, Request};
use playbook::search::words;
use serde_json::json;
use support::Shelf;

#[test]
fn the_browser_finds_what_rust_wrote_down() {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("search");
    let _ = std::fs::remove_dir_all(&out);
    std::fs::create_dir_all(&out).expect("target/tmp can be written");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let request = Request { as_of: Date::parse("2026-06-01"), ..Request::default() };
    let configured = pipeline::configure(root, &request).expect("the demonstration's book.toml");
    let (run, config) = pipeline::run(root, configured, &request).expect("it runs");
    let Ok(Laid::Site(site)) = pipeline::lay_out(root, run, config) else { panic!("no site") };
    for (index, address) in site.routes().iter().map(|(address, _)| address).enumerate() {
        let Some(name) = address.strip_prefix("search/").filter(|name| name.ends_with(".js"))
        else {
            continue;
        };
        let mut bytes = Vec::new();
        site.produce(index, &mut bytes).expect("data needs no template");
        assert!(!bytes.contains(&b'<'), "{address} holds a `<`");
        std::fs::write(out.join(name), bytes).expect("target/tmp can be written");
    }
    let wanted: Vec<_> = site
        .playbook
        .linked
        .playbook
        .entries()
        .map(|(id, entry)| {
            let aka: Vec<&str> = entry.common.aka.iter().map(|own| &*own.value).collect();
            let rows = site.playbook.rows(id);
            let local: Vec<_> = rows
                .filter_map(|row| {
                    let title = &*site.playbook.entry(row.practice).title.value;
                    Some(json!([&*row.row.local_name.as_ref()?.value, title]))
                })
                .collect();
            json!({ "title": &*entry.title.value, "aka": aka, "local": local })
        })
        .collect();
    let mut split = Vec::new();
    for text in TEXTS {
        let mut own = Vec::new();
        words(text, &mut |word| own.push(word.to_owned()));
        split.push(json!([text, own]));
    }
    let file = out.join("wanted.json");
    let wanted = json!({ "entries": wanted, "words": split });
    std::fs::write(&file, wanted.to_string()).expect("target/tmp can be written");

    let node = Command::new("node")
        .args(["--test", "tests/search/"])
        .current_dir(root)
        .env("SEARCH", &out)
        .output()
        .expect("node runs: the browser's search is tested with it");
    let mut told = String::from_utf8_lossy(&node.stdout).into_owned();
    let _ = write!(told, "{}", String::from_utf8_lossy(&node.stderr));
    assert!(node.status.success(), "{told}");
}

/// Texts over which two ways to split words could part.
const TEXTS: [&str; 12] = [
    "Don’t stop, can't stop",
    "Ämter naïve CAFÉ Straße ΣΊΣΥΦΟΣ",
    "İstanbul ışık",
    "snake_case kebab-case v1.2.3",
    "朝会 スタンドアップ stand-up",
    "½ ² Ⅷ ⓐ ﬁne",
    "😀 emoji👍🏽 in text",
    "हिन्दी ไทย العربية עברית",
    "한국어 읽기",
    "a\u{301}b\u{200d}c\u{ad}d",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "𝒜𝒷 𐐀𐐨 ǅ",
];

#[test]
fn the_names_of_a_retired_team_are_not_found() {
    let team = |state: &str| {
        format!(
            "---\ntitle: T\nsummary: A team.\n{state}practices:\n- ref: ritual/a\n  \
             local_name: Zebra hour\n---\n"
        )
    };
    let ritual = "---\ntitle: A\nsummary: A ritual.\nowner: us\n---\n";
    let shelf = Shelf::with([("content/rituals/a.md", ritual)]);
    let finds = |state: &str| {
        shelf.put("content/teams/t.md", team(state));
        support::page(&support::site(shelf.root()), "search/pages-0.js").contains("Zebra hour")
    };
    assert!(finds(""));
    assert!(!finds("state: retired\nbecause: It ended.\n"));
}

#[test]
fn a_book_may_do_without_a_search() {
    let shelf = Shelf::with([("content/a.md", "A page.\n")]);
    let found = |shelf: &Shelf| {
        let site = support::site(shelf.root());
        let addresses = site.routes().iter().map(|(address, _)| address);
        let is_of_search =
            |address: &&str| address.starts_with("search/") || address.starts_with("assets/search");
        let files = addresses.filter(is_of_search).count();
        let pages: String = ["", "a/", "404.html"].map(|at| support::page(&site, at)).concat();
        let box_at_the_top =
            pages.matches("search-link").count() + pages.matches("data-search").count();
        (files, box_at_the_top, pages.matches(">search<").count())
    };
    let (files, links, keys) = found(&shelf);
    assert!(files > 4 && links == 6 && keys == 3, "{files} {links} {keys}");
    shelf.put("book.toml", "[output.html.search]\nenable = false\n");
    assert_eq!(found(&shelf), (0, 0, 0));
    // A page of that name is an author's then, and nothing says that one could search.
    shelf.put("content/search.md", "How we search for people.\n");
    assert_eq!(found(&shelf), (2, 0, 0), "the page and its twin");
}
