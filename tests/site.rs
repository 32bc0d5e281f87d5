//! The rules that every page of a whole site keeps, read with a browser's own parser:
//! Larkspur, the manual, and Larkspur as a prankster would write it, laid out by the library
//! and by the program.
//!
//! What only a browser can tell is in `tests/browser/`.

#[path = "site/links.rs"]
mod links;
#[path = "site/mischief.rs"]
mod mischief;
#[path = "site/page.rs"]
mod page;
#[path = "site/same.rs"]
mod same;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use playbook::model::Date;
use playbook::pipeline::{self, Laid, Request};
use playbook::site::{Product, Route};

/// A site in memory: what stands in each file of the output.
pub struct Built {
    pub files: BTreeMap<String, Vec<u8>>,
    /// Scripts that hold data of this book, not code of the theme.
    pub data: Vec<String>,
}

impl Built {
    /// The pages, with their text.
    pub fn pages(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().filter(|(path, _)| path.ends_with(".html")).map(|(path, bytes)| {
            let text = std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{path} is not text"));
            (path.as_str(), text)
        })
    }
}

/// This repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every site that the rules are held against.
pub static SITES: LazyLock<[(&str, Built); 3]> = LazyLock::new(|| {
    let pranked = mischief::pranked(repository());
    [
        ("Larkspur", build(repository())),
        ("the manual", build(&repository().join("docs"))),
        ("Larkspur pranked", build(pranked.path())),
    ]
});

fn build(root: &Path) -> Built {
    let request = Request { today: Date::parse("2026-06-01"), ..Request::default() };
    let configured = pipeline::configure(root, &request).expect("the configuration is readable");
    let (run, config) = pipeline::run(root, configured, &request).expect("the content is readable");
    let content = root.join(&config.content);
    let site = match pipeline::lay_out(root, run, config).expect("the theme is readable") {
        Laid::Site(site) => site,
        Laid::Faulty(found, _) => panic!("templates: {found:#?}"),
    };
    let mut built = Built { files: BTreeMap::new(), data: Vec::new() };
    for (index, (_, route)) in site.routes().iter().enumerate() {
        let path = site.routes().file(index);
        let mut bytes = Vec::new();
        match site.produce(index, &mut bytes).unwrap_or_else(|error| panic!("{path}: {error:#?}")) {
            Product::Bytes => {}
            Product::CopyOf(file) => {
                bytes = std::fs::read(content.join(&file))
                    .or_else(|_| std::fs::read(&file))
                    .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            }
        }
        let of_the_book = !matches!(route, Route::ThemeAsset(_) | Route::Asset(_));
        if of_the_book && (path.ends_with(".js") || path.ends_with(".json")) {
            built.data.push(path.clone());
        }
        built.files.insert(path, bytes);
    }
    built
}

/// Tells every breach of a rule at once: a page's path, and what is wrong there.
pub fn hold(breaches: Vec<String>) {
    let count = breaches.len();
    let shown: Vec<String> = breaches.into_iter().take(40).collect();
    assert!(count == 0, "{count} breaches, the first of them:\n{}", shown.join("\n"));
}

#[test]
fn data_parses_and_cannot_close_a_script() {
    let mut breaches = Vec::new();
    for (name, built) in SITES.iter() {
        assert!(built.data.iter().any(|path| path == "playbook.json"), "{name} has no data");
        for path in &built.data {
            let bytes = &built.files[path];
            if bytes.contains(&b'<') {
                breaches.push(format!("{name}, {path}: has `<`"));
            }
            if path.ends_with(".json")
                && let Err(error) = serde_json::from_slice::<serde_json::Value>(bytes)
            {
                breaches.push(format!("{name}, {path}: {error}"));
            }
        }
    }
    hold(breaches);
}

#[test]
fn every_type_of_page_is_among_what_is_held() {
    let larkspur = &SITES[0].1;
    let used: Vec<&str> = larkspur
        .pages()
        .filter_map(|(_, text)| text.split("<body class=\"page-").nth(1))
        .filter_map(|rest| rest.split(['"', ' ']).next())
        .collect();
    let missing: Vec<&str> = playbook::site::view::TEMPLATES
        .iter()
        .map(|template| template.trim_end_matches(".html"))
        .filter(|template| !used.contains(template))
        .collect();
    // A redirect has no frame; Larkspur has no aliases, and its tags are few.
    assert_eq!(missing, ["redirect"], "Larkspur shows no page of these types");
}

#[test]
fn a_prank_is_shown_as_the_text_that_it_is() {
    let pranked = &SITES[2].1;
    let whole = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;";
    let shown = pranked.pages().filter(|(_, text)| text.contains(whole)).count();
    assert!(shown > 100, "only {shown} pages show the prank");
    let evaluated = pranked.pages().filter(|(_, text)| text.contains("\" ' `&amp; 49 "));
    assert_eq!(evaluated.count(), 0, "a template was evaluated in an author's words");
}

#[test]
fn a_door_stands_only_where_something_is_behind_it() {
    let doors = |site: &Built| {
        let home = std::str::from_utf8(&site.files["index.html"]).expect("a page is text");
        home.matches("class=\"door ").count()
    };
    let [(_, larkspur), (_, manual), _] = &*SITES;
    assert_eq!((doors(larkspur), doors(manual)), (3, 0));
}
