//! What stands at the addresses that are the site's own: each is named where links and kinds are
//! checked, and what is streamed into a file is what anybody else is given.

#[path = "support/mod.rs"]
mod support;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use playbook::model::is_filled_by_site;
use playbook::site::{Product, Route, Site};
use playbook::validate::Own;
use support::Shelf;

/// Larkspur, which has a use for every page that there can be.
static SITE: LazyLock<Site> =
    LazyLock::new(|| support::site(Path::new(env!("CARGO_MANIFEST_DIR"))));

#[test]
fn what_authors_can_link_to_is_what_the_site_makes() {
    let is_an_authors_or_loaded = |route: &Route| {
        matches!(
            route,
            Route::Home(_)
                | Route::Entry(_)
                | Route::Asset(_)
                | Route::Redirect(_)
                | Route::RedirectValue { .. }
                // Values are found by their factor, later pages of names by nobody.
                | Route::FactorValue { .. }
                | Route::Own(Own::Glossary(1..))
                | Route::ThemeAsset(_)
                | Route::ExplorerData
                | Route::ExplorerReasons(_)
                | Route::SearchIndex
                | Route::SearchWords(_)
                | Route::SearchPages(_)
                | Route::CompareData
                | Route::CompareTeam(_)
        )
    };
    let routes = SITE.routes();
    let made = routes.iter().filter(|(_, route)| !is_an_authors_or_loaded(route));
    let made: BTreeSet<&str> = made.map(|(address, _)| address).collect();
    let own = SITE.playbook.linked.playbook.own();
    let own: BTreeSet<&str> = own.iter().map(|(address, _)| &**address).collect();
    let is_an_authors = |address: &&str| {
        let index = routes.index(address).expect("what can be linked to is there");
        is_an_authors_or_loaded(routes.get(index).1)
    };
    let own: BTreeSet<&str> = own.into_iter().filter(|address| !is_an_authors(address)).collect();
    assert_eq!(own, made);
    assert!(made.len() > 100, "{}", made.len());
}

#[test]
fn whatever_folder_the_site_fills_no_kind_may_have() {
    let playbook = &SITE.playbook.linked.playbook;
    let folders: Vec<&str> = playbook.kinds.iter().map(|(_, kind)| &*kind.folder).collect();
    let mut filled = 0;
    for (address, route) in SITE.routes().iter() {
        let is_an_authors = matches!(
            route,
            Route::Entry(_)
                | Route::Own(Own::Twin(_) | Own::Section(_))
                | Route::Asset(_)
                | Route::Redirect(_)
        );
        let Some((folder, _)) = address.split_once('/').filter(|_| !is_an_authors) else {
            continue;
        };
        let is_kinds = folders.contains(&folder);
        assert!(is_kinds || is_filled_by_site(folder), "{address}");
        filled += usize::from(!is_kinds);
    }
    assert!(filled > 30, "{filled}");
}

/// What stands at an address of a small site, as text.
fn shown(site: &Site, address: &str) -> String {
    let index = site.routes().index(address).unwrap_or_else(|| panic!("no `{address}`"));
    let mut bytes = Vec::new();
    site.produce(index, &mut bytes).expect("a page");
    String::from_utf8(bytes).expect("text")
}

fn need(title: &str, keys: &str) -> String {
    format!("---\ntitle: {title}\nsummary: To {title}.\n{keys}---\nWords.\n")
}

/// Tags that would have one address on some system are one tag, and nobody is left out.
#[test]
fn spellings_of_one_address_are_one_tag() {
    let shelf = Shelf::with([
        ("content/needs/one.md", &*need("One", "tags: [agile, planning/x]\n")),
        ("content/needs/two.md", &need("Two", "tags: [Agile, planning-x, agile]\n")),
        ("content/needs/three.md", &need("Three", "tags: [AGILE, slow]\n")),
    ]);
    let site = support::site(shelf.root());
    let tags: Vec<&str> = site.routes().iter().map(|(address, _)| address).collect();
    let tags: Vec<&str> = tags.into_iter().filter(|address| address.starts_with("tags/")).collect();
    assert_eq!(tags, ["tags/", "tags/AGILE/", "tags/planning-x/", "tags/slow/"]);
    let agile = shown(&site, "tags/AGILE/");
    for title in ["One", "Two", "Three"] {
        assert!(agile.contains(&format!(">{title}</a>")), "{title} in {agile}");
    }
    assert!(shown(&site, "tags/planning-x/").contains(">One</a>"));
    let one = shown(&site, "needs/one/");
    assert!(one.contains("tags/AGILE/\"") && one.contains(">agile</a>"), "{one}");
    assert!(!one.contains("tags/agile/"), "{one}");
    assert_eq!(shown(&site, "tags/").matches("tags/AGILE/").count(), 1);
}

/// Four teams of whom two pairs would share one address.
#[test]
fn every_pair_of_teams_has_an_address_of_its_own() {
    let team = |id: &str| {
        let keys = "size: 4\nowner: us\n";
        (format!("content/teams/{id}.md"), need(&format!("Team {id}"), keys))
    };
    let teams = ["a", "a-and-b", "b-and-c", "c", "research-and-development"].map(team);
    let files = teams.iter().map(|(path, text)| (&**path, &**text));
    let shelf = Shelf::with(files);
    let site = support::site(shelf.root());
    let pairs: Vec<&str> = site
        .routes()
        .iter()
        .filter(|(_, route)| matches!(route, Route::Own(Own::Compare(..))))
        .map(|(address, _)| address)
        .collect();
    assert_eq!(
        pairs,
        [
            "compare/a-and-a-and-b/",
            "compare/a-and-b-and-b-and-c/",
            "compare/a-and-b-and-c/",
            "compare/a-and-b/c/",
            "compare/a-and-c/",
            "compare/a-and-research-and-development/",
            "compare/a-and-b-and-research-and-development/",
            "compare/b-and-c-and-c/",
            "compare/b-and-c-and-research-and-development/",
            "compare/c-and-research-and-development/",
        ]
        .into_iter()
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect::<Vec<_>>()
    );
    assert!(shown(&site, "compare/a-and-b-and-c/").contains("Team b-and-c"));
    assert!(shown(&site, "compare/a-and-b/c/").contains("Team a-and-b"));
    assert!(shown(&site, "compare/data.js").contains("\"apart\":[[\"a-and-b\",\"c\"]]"));
    assert!(shown(&site, "teams/c/").contains("compare/a-and-b/c/"));
}

/// A matrix that cannot show every column says so, and none is left out of a file in silence.
#[test]
fn the_column_behind_the_rungs_is_counted() {
    for (rungs, is_whole) in [(59, true), (60, false)] {
        let shelf = Shelf::with([(
            "content/rituals/huddle.md",
            "---\ntitle: Huddle\nsummary: S.\nowner: us\ncycle: c1\ndecides: it\n---\nWords.\n",
        )]);
        for rung in 1..=rungs {
            let keys = format!("nominal: {rung}d\n");
            shelf.put(&format!("content/cycles/c{rung}.md"), need(&format!("C {rung}"), &keys));
        }
        let site = support::site(shelf.root());
        assert_eq!(site.routes().has("matrix/ritual-cycle.csv"), is_whole);
        let page = shown(&site, "matrix/ritual-cycle/");
        assert_eq!(page.contains("59 of 60 cycles are shown"), !is_whole, "{page}");
    }
}

/// A folder of plain pages that has the name of a page of the site's own does not take its place;
/// an author's page does.
#[test]
fn a_list_of_a_folder_displaces_nothing() {
    let shelf = Shelf::with([
        ("content/health/first-aid.md", "# First aid\n\nBreathe.\n"),
        ("content/search/tips.md", "# Tips\n\nLook.\n"),
        ("content/print.md", "# Our prints\n\nWords.\n"),
        ("content/guide/start.md", "# Start\n\nWords.\n"),
    ]);
    let site = support::site(shelf.root());
    let at = |address: &str| {
        let index = site.routes().index(address).expect("it is there");
        site.routes().get(index).1.clone()
    };
    assert_eq!(at("health/"), Route::Own(Own::Health));
    assert_eq!(at("search/"), Route::Own(Own::Search));
    assert_eq!(at("guide/"), Route::Own(Own::Section("guide".into())));
    assert!(matches!(at("print/"), Route::Entry(_)));
    assert!(shown(&site, "health/first-aid/").contains("Breathe."));
}

#[test]
fn what_is_streamed_is_what_is_shown() {
    let streamed: Vec<usize> =
        (0..SITE.routes().len()).filter(|index| SITE.is_streamed(*index)).collect();
    assert_eq!(streamed.len(), 1, "playbook.json");
    for index in streamed {
        let (mut shown, mut written) = (Vec::new(), Vec::new());
        assert_eq!(SITE.produce(index, &mut shown).unwrap(), Product::Bytes);
        SITE.stream(index, &mut written).unwrap();
        assert!(shown == written, "{}", SITE.routes().get(index).0);
        assert!(shown.len() > 100_000);
    }
    assert!(SITE.stream(0, &mut Vec::new()).is_err(), "a page is not streamed");
}
