//! Twins in markdown: where their links lead, and that they tell no more than their pages.

#[path = "support/mod.rs"]
mod support;

use std::path::Path;

use playbook::site::{Route, Site};
use playbook::validate::Own;
use pulldown_cmark::{Event, Options, Parser, Tag};
use support::{Shelf, page, site};

/// Where the links and images of a text lead, as a reader of markdown that is no part of the
/// product's own way takes them.
fn destinations(text: &str) -> Vec<String> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let events = Parser::new_ext(text, options);
    let links = events.filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            Some(dest_url.to_string())
        }
        _ => None,
    });
    links.collect()
}

/// The address on the site that a relative URL means, read from a file of it.
fn resolve(from: &str, url: &str) -> String {
    let path = url.split(['#', '?']).next().unwrap_or("");
    if path.is_empty() {
        return from.to_owned();
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop().unwrap_or_else(|| panic!("{url} leaves the site from {from}"));
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn twins(site: &Site) -> Vec<(String, String)> {
    let found = site.routes().iter().filter(|(_, route)| matches!(route, Route::Own(Own::Twin(_))));
    found.map(|(address, _)| (address.to_owned(), page(site, address))).collect()
}

/// Whoever front matter names has a link, by a relation, as an owner or under a key of the site's own.
#[test]
fn what_front_matter_names_is_led_to() {
    let shelf = Shelf::with([
        ("book.toml", "[kinds.metric.fields.measures]\ntype = \"ref:need\"\n"),
        ("content/roles/lead.md", "---\ntitle: Lead\nsummary: Leads.\n---\n"),
        ("content/needs/see.md", "---\ntitle: See it\nsummary: S.\n---\n"),
        (
            "content/metrics/pulse.md",
            "---\ntitle: Pulse\nsummary: P.\nowner: [lead, the guild]\nmeasures: see\n---\n",
        ),
    ]);
    let text = page(&site(shelf.root()), "metrics/pulse/index.md");
    let owners = "- Looked after by: [Lead](../../roles/lead/index.md), the guild\n";
    assert!(text.contains(owners), "{text}");
    assert!(text.contains("- Measures: [See it](../../needs/see/index.md)\n"), "{text}");
}

#[test]
fn every_link_of_larkspurs_twins_leads_to_something() {
    let site = site(Path::new(env!("CARGO_MANIFEST_DIR")));
    let twins = twins(&site);
    assert!(twins.len() > 100, "{}", twins.len());
    let mut count = 0;
    let llms = ("llms.txt".to_owned(), page(&site, "llms.txt"));
    for (address, text) in twins.iter().chain([&llms]) {
        assert!(text.starts_with("# "), "{address}: {text}");
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{address}");
        assert!(!text.contains("[["), "{address} holds a wikilink: {text}");
        for url in destinations(text) {
            if url.contains("://") || url.starts_with("mailto:") {
                continue;
            }
            let goal = resolve(address, &url);
            assert!(site.routes().has(&goal), "{address}: {url} is {goal}");
            count += 1;
        }
    }
    assert!(count > 1_000, "{count}");
    // Every page says where its twin is, and the other way round.
    for (address, _) in &twins {
        let html = page(&site, address.strip_suffix("index.md").expect("in the page's folder"));
        assert!(html.contains("type=\"text/markdown\" href=\"") && html.contains("index.md\""));
    }
    assert!(llms.1.contains("- [Bet table](rituals/bet-table/index.md): Every six weeks"));
    assert!(llms.1.contains("## Teams"), "{}", llms.1);
}

fn shelf(body: &str) -> Shelf {
    let entry = |title: &str, body: &str| {
        format!("---\ntitle: \"{title}\"\nsummary: A *summary* of <b>it</b>\n---\n{body}")
    };
    Shelf::with([
        ("book.toml", "[book]\ntitle = \"Twins\"\n"),
        ("content/needs/a.md", &*entry("A", body)),
        ("content/needs/b c.md", &entry("B | [c]", "## Steps\n")),
        ("content/needs/pic (1).png", "x"),
        ("content/needs/owned.md", &entry("Owned", "")),
    ])
}

fn twin(body: &str) -> String {
    page(&site(shelf(body).root()), "needs/a/index.md")
}

#[test]
fn links_are_led_to_twins_in_every_form() {
    let text = twin(
        "# A\n\n[[b c]], [[need/b c|the *label*]], [steps](<b c.md#steps>), [again][b].\n\n\
         | x | y |\n|---|---|\n| [[b c\\|cell]] | [[b c]] |\n\n\
         ![alt](<pic (1).png>) [here](#end) <https://example.org/> `[[b c]]`\n\n\
         [b]: <b c.md#steps> \"title\"\n\n## End\n",
    );
    assert_eq!(text.matches("# A").count(), 1, "{text}");
    assert!(text.contains("> A \\*summary\\* of \\<b>it\\</b>\n"), "{text}");
    let b = "../../needs/b%20c/index.md";
    assert_eq!(
        destinations(&text),
        [
            b,
            b,
            &format!("{b}#steps"),
            &format!("{b}#steps"),
            b,
            b,
            "../../needs/pic%20%281%29.png",
            "#end",
            "https://example.org/",
        ]
    );
    assert!(text.contains(&format!("[the *label*]({b})")), "{text}");
    assert!(text.contains(&format!("| [cell]({b}) | [B \\| \\[c\\]]({b}) |")), "{text}");
    assert!(text.contains("`[[b c]]`"), "{text}");
    let text = twin("> [steps](\n> <b c.md#steps>) [x\\]: y]\n\n[x\\]: y]: <b c.md>\n");
    assert_eq!(destinations(&text), [&format!("{b}#steps"), b]);
}

#[test]
fn the_title_stands_once_however_it_is_written_below() {
    for body in ["# A\n\nText.\n", "A\n=\n\nText.\n", "#\tA {#own}\nText.\n", " # A #\n\nText.\n"] {
        let text = twin(body);
        let (_, below) = text.split_once("Kind: Need").expect("what front matter says");
        assert_eq!(below.lines().filter(|line| !line.is_empty()).count(), 1, "{body}: {text}");
        assert!(below.contains("Text.\n"), "{body}: {text}");
    }
    let text = twin("> # A\n> Text.\n");
    assert!(text.ends_with("\n> \n> Text.\n"), "{text}");
}

#[test]
fn a_twin_tells_no_more_than_its_page() {
    let text = twin(
        "Seen <!-- not for everybody --> <script>alert(1)</script>\n\n\
         <!-- nor this -->\n\n<b onclick=\"x\">bold</b> [[b c]]\n",
    );
    for hidden in ["everybody", "nor this", "alert", "onclick", "<script"] {
        assert!(!text.contains(hidden), "{hidden}: {text}");
    }
    assert!(text.contains("<b>bold</b> <a href=\"../../needs/b%20c/\">B | [c]</a>"), "{text}");
    let text = twin("[click](javascript:alert(1)) and ![i](https://evil.example/x.png)\n");
    assert!(!text.contains("javascript:") && !text.contains("<img"), "{text}");
    assert!(text.contains("click"), "{text}");
}

/// What the page shows as text is no link of the twin, which would lead from another place.
#[test]
fn a_twin_has_no_link_that_its_page_has_not() {
    let codes = ["broken-link", "broken-ref", "broken-anchor", "missing-image"];
    let levels: String = codes.map(|code| format!("{code} = \"warning\"\n")).concat();
    for broken in
        ["[no](gone.md)", "[[gone]]", "[no](#gone)", "![no](gone.png)", "[no]\n\n[no]: x.md"]
    {
        let shelf = shelf(&format!("[[b c]] and {broken}\n"));
        shelf.put("book.toml", format!("[check]\n{levels}"));
        let text = page(&site(shelf.root()), "needs/a/index.md");
        assert_eq!(destinations(&text), [""; 0], "{text}");
        assert!(text.contains("<a href=\"../../needs/b%20c/\">B | [c]</a> and "), "{text}");
    }
}

#[test]
fn a_book_may_do_without_twins() {
    let shelf = shelf("x\n");
    shelf.put("book.toml", "[book]\ntitle = \"T\"\n[output.html]\nmarkdown = false\n");
    let site = site(shelf.root());
    assert_eq!(twins(&site), []);
    assert!(!page(&site, "needs/a/").contains("markdown"));
    assert!(page(&site, "llms.txt").contains("- [A](needs/a/): A \\*summary\\*"));
}
