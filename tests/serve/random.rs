//! Whatever is edited in whatever order: what a preview keeps from one making to the next ends
//! in the bytes of a clean build, for every address, and in the same diagnostics.
//!
//! The makings are asked for directly, without a server, so that there can be many; their
//! order comes from a seed and is the same each time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use playbook::diagnostic::Diagnostic;
use playbook::model::Date;
use playbook::pipeline::{self, Changes, Kept, Laid, Request};
use playbook::site::{Product, Site};
use playbook::source::Files;

use super::world::Book;

/// How many books, and how many makings of each.
const BOOKS: u64 = 8;
const MAKINGS: usize = 25;

#[test]
fn edits_in_any_order_end_in_what_a_clean_build_gives() {
    std::thread::scope(|scope| {
        for half in 0..2 {
            scope.spawn(move || (0..BOOKS).filter(|seed| seed % 2 == half).for_each(walk));
        }
    });
}

/// The glossary has another page from the 401st name on.
#[test]
fn one_name_more_may_be_one_page_more() {
    let mut story = Story::new();
    let called = |count: usize| {
        let names: Vec<String> = (0..count).map(|name| format!("Name {name}")).collect();
        format!("---\ntitle: Less\nsummary: L.\naka: [{}]\n---\n", names.join(", "))
    };
    // With the nineteen names of the rest: below, above and below.
    let path = PathBuf::from("content/principles/less.md");
    let mut kept = None;
    for count in [370, 390, 370] {
        story.book.put(path.to_str().unwrap(), &called(count));
        kept = story.compare(kept, &Changes::Paths(vec![path.clone()]), &|| count.to_string());
    }
}

fn walk(seed: u64) {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15 ^ (seed + 1).wrapping_mul(0xd134_2543_de82_ef95));
    let mut story = Story::new();
    let mut kept = None;
    let mut told: Vec<String> = Vec::new();
    for making in 0..MAKINGS {
        let mut changed = Vec::new();
        if !story.is_good && chance.below(4) > 0 {
            // Mostly what is wrong is mended, or little would ever be kept.
            story.mend(&mut changed);
            told.push(format!("{making}: mended"));
        } else if making > 0 {
            // Mostly one edit, at times a checkout.
            for _ in 0..[1, 1, 1, 1, 2, 9][chance.below(6)] {
                told.push(format!("{making}: {}", story.edit(&mut chance, &mut changed)));
            }
        }
        let mut changes = match (making, chance.below(12)) {
            (0, _) | (_, 0) => Changes::Unknown,
            (_, 1) => Changes::Paths([changed, vec!["content".into()]].concat()),
            _ => Changes::Paths(changed),
        };
        if let Changes::Paths(paths) = &mut changes {
            paths.sort();
            paths.dedup();
        }
        kept = story.compare(kept, &changes, &|| format!("seed {seed}\n{}", told.join("\n")));
    }
}

/// Numbers that look random.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

/// A markdown file: its keys with their values as YAML, and its body.
#[derive(Clone)]
struct Entry {
    keys: BTreeMap<&'static str, &'static str>,
    body: &'static str,
}

impl Entry {
    fn text(&self) -> String {
        if self.keys.is_empty() {
            return format!("{}\n", self.body);
        }
        let keys: String =
            self.keys.iter().map(|(key, value)| format!("{key}: {value}\n")).collect();
        format!("---\n{keys}---\n{}\n", self.body)
    }
}

/// A book on disk, and what stands in it.
struct Story {
    book: Book,
    entries: BTreeMap<String, Entry>,
    fresh: usize,
    /// Whether the last making found no error, and all that lay on disk when one last did so.
    is_good: bool,
    good: (BTreeMap<PathBuf, Vec<u8>>, BTreeMap<String, Entry>),
}

const BODIES: &[&str] = &[
    "Plain words.",
    "Other words, see [[review]].",
    "## How\n\nSo. See [[bet-table]] and [[bet]].\n\n## Why\n\nBecause.",
    "# A head of its own\n\n## Why\n\nSee [there](../rituals/review.md#why).",
    "To [a heading](/rituals/bet-table.md#how) and [the guide](/guide/start.md#steps).",
    "A broken [link](nowhere.md), and [[nobody]].",
    "![A picture](/picture.svg) and [a file](/extra/data.csv).",
    "See [[factor/stage/early]], [[factor/stage/late]] and [a value](/factors/stage/late/).",
    "To [a tag](/tags/slow/), [the old place](/old/place/), [names](/glossary/), [a team](/teams/alpha.md).",
    "See [[fresh-1]] and [the folder](/guide/), [[ritual/renamed]].",
    "```rust\nfn main() {}\n```\n\n<details><summary>More</summary>Within.</details>",
    "Note[^1].\n\n[^1]: Said below.\n\n| a | b |\n|---|---|\n| [[bet-table\\|ours]] | 2 |",
];

/// For each key what may be written there; an empty one takes it out.
const ANY: &[(&str, &[&str])] = &[
    ("title", &["Bet table", "Review", "Alpha", "Zeal", "Our bets", "a small one", "\"\""]),
    ("summary", &["What it is.", "Something else.", "What it is.", ""]),
    ("aka", &["[Our bets]", "[Zeal, The old one]", "[Review]", ""]),
    ("tags", &["[slow]", "[slow, new]", "[new]", ""]),
    ("aliases", &["[old/place/]", "[older/, old/place/]", "[rituals/renamed/]", ""]),
    ("state", &["draft", "retired", "active", "", ""]),
    ("weight", &["1", "-1", "5", ""]),
    ("owner", &["us", "lead", "alpha", "team/beta", "role/nobody", ""]),
    ("needs", &["[see]", "[see, decide]", "[nothing-of-the-kind]", ""]),
    ("see_also", &["[review]", "[bet, artifact/log]", "[fresh-1]", ""]),
    ("reviewed", &["2026-01-01", "2020-01-01", ""]),
    ("review_every", &["6mo", "1y", ""]),
    ("expires", &["2026-05-01", "2027-01-01", ""]),
];

const PRACTICE: &[(&str, &[&str])] = &[
    (
        "fit",
        &[
            "[{when: {stage: early}, lean: for, because: It is quick.}]",
            "[{when: {stage: late}, lean: avoid, because: It is slow., strength: strong}]",
            "[{when: {stage: {at_least: late}, place: far}, lean: against, because: It is far.}]",
            "[{when: {stage: middle}, lean: for, because: Between., basis: measured}]",
            "[{lean: for, because: Always., strength: slight}]",
            "",
        ],
    ),
    ("requires", &["[{ref: review, because: It looks back.}]", "[{ref: bet, because: So.}]", ""]),
    ("alternatives", &["[{ref: bet-table, choose_it_when: It is late.}]", ""]),
    ("conflicts_with", &["[{ref: review, because: Both look back.}]", ""]),
    ("reach", &["local", "programme", ""]),
];

const RITUAL: &[(&str, &[&str])] = &[
    ("trigger", &["when it is time", ""]),
    ("cycle", &["weekly", "cycle/quarterly", "daily", ""]),
    ("duration", &["1h", "30m", ""]),
    ("produces", &["[bet]", "[log]", "[bet, log]", ""]),
    ("consumes", &["[bet]", "[log]", ""]),
    ("participants", &["[{role: lead}]", "[{role: lead}, {role: guest, optional: true}]", ""]),
    ("decides", &["[what is next]", ""]),
];

const FACTOR: &[(&str, &[&str])] = &[
    (
        "values",
        &[
            "[{id: early}, {id: late}]",
            "[{id: early, label: At first}, {id: late}]",
            "[{id: early}, {id: middle}, {id: late}]",
            "[{id: late}, {id: early}]",
            "[{id: early}, {id: later}]",
        ],
    ),
    ("question", &["How old is it?", "Since when?"]),
    ("ordered", &["true", ""]),
];

const CONTEXT: &[(&str, &[&str])] =
    &[("values", &["{stage: early}", "{stage: [early, late]}", "{place: far}", "{stage: middle}"])];

const TEAM: &[(&str, &[&str])] = &[
    ("like", &["young", "old", ""]),
    ("size", &["5", "9", ""]),
    ("context", &["{stage: late}", "{place: near}", "{stage: unknown}", ""]),
    (
        "practices",
        &[
            "[{ref: bet-table, status: established, local_name: Our bets}]",
            "[{ref: review, status: seedling, since: 2026-01-01}, {ref: bet-table, status: freight-train}]",
            "[{ref: review, status: composting, until: 2026-02-01, local_name: Review}]",
            "[{ref: fresh-1, status: growing}]",
            "",
        ],
    ),
    ("stubborn_about", &["[review]", ""]),
    ("interactions", &["[{team: beta, mode: help, what: Advice.}]", ""]),
];

const CYCLE: &[(&str, &[&str])] =
    &[("nests_in", &["quarterly", "weekly", ""]), ("nominal", &["1w", "3mo", "1d"])];

/// A page may have keys that are none of its own, and no title.
const PAGE: &[(&str, &[&str])] =
    &[("title", &["Start", "Elsewhere", ""]), ("odd", &["yes", ""]), ("draft", &["true", ""])];

fn keys_of(path: &str) -> Vec<&'static (&'static str, &'static [&'static str])> {
    let kind = path.split('/').next().unwrap_or_default();
    let own = match kind {
        "rituals" => RITUAL,
        "factors" => FACTOR,
        "contexts" => CONTEXT,
        "teams" => TEAM,
        "cycles" => CYCLE,
        _ if is_page(path) => return PAGE.iter().chain(&ANY[2..7]).collect(),
        _ => &[],
    };
    let practice = if matches!(kind, "rituals" | "artifacts") { PRACTICE } else { &[] };
    own.iter().chain(practice).chain(own).chain(ANY).collect()
}

fn is_page(path: &str) -> bool {
    !path.contains('/') || path.starts_with("guide/") || path.contains("_index")
}

const TOMLS: &[&str] = &[
    "[book]\ntitle = \"Ours\"\n",
    "[book]\ntitle = \"Ours\"\n[check]\norphan = \"off\"\n",
    "[book]\ntitle = \"Theirs\"\n[output.html]\ntheme = \"themes/own\"\n",
    "[book]\ntitle = \"Theirs\"\n[output.html]\ntheme = \"themes/own\"\n[check]\norphan = \"error\"\n",
    "[book]\ntitle = \"Ours\"\n[output.html]\nsite-url = \"https://example.org/b/\"\n",
];

const TEMPLATES: &[&str] = &[
    "{% extends \"base.html\" %}{% block main %}Nothing at all{% endblock %}",
    "{% extends \"base.html\" %}{% block main %}Gone{% endblock %}",
    "{% extends \"base.html\" %}{% block main %}{% if %}",
];

impl Story {
    fn new() -> Story {
        let book = Book { folder: tempfile::tempdir().unwrap() };
        let good = Default::default();
        let mut story = Story { book, entries: BTreeMap::new(), fresh: 0, is_good: true, good };
        story.book.put("book.toml", TOMLS[0]);
        story.book.put("content/picture.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        std::fs::create_dir_all(story.book.path("themes/own/assets")).unwrap();
        let files: &[(&str, &[(&'static str, &'static str)], &'static str)] = &[
            ("index.md", &[], "# Welcome\n\nSee [[bet-table]]."),
            ("guide/start.md", &[], "# Start\n\n## Steps\n\nOne."),
            ("guide/deep/more.md", &[], "# More\n\nSee [the start](../start.md)."),
            ("rituals/bet-table.md", &[RITUAL[0], PRACTICE[0], RITUAL[3]].map(first), BODIES[2]),
            ("rituals/review.md", &[RITUAL[1], PRACTICE[4], RITUAL[5]].map(first), BODIES[3]),
            ("artifacts/bet.md", &[ANY[3]].map(first), BODIES[0]),
            ("artifacts/log.md", &[], BODIES[1]),
            ("factors/stage.md", &FACTOR_KEYS.map(first), BODIES[0]),
            (
                "factors/place.md",
                &[("values", "[{id: near}, {id: far}]"), ("question", "Where?")],
                "",
            ),
            ("contexts/young.md", &[("values", "{stage: early, place: near}")], BODIES[0]),
            ("contexts/old.md", &[("values", "{stage: late}")], ""),
            ("teams/alpha.md", &[TEAM[0], TEAM[3], TEAM[5]].map(first), BODIES[1]),
            ("teams/beta.md", &[("context", "{stage: late}")], ""),
            ("cycles/weekly.md", &CYCLE_KEYS.map(first), ""),
            ("cycles/quarterly.md", &[("nominal", "3mo")], ""),
            ("needs/see.md", &[], ""),
            ("needs/decide.md", &[], ""),
            ("roles/lead.md", &[], "Who leads, see [[review]]."),
            ("roles/guest.md", &[], ""),
            ("principles/less.md", &[("means", "[Fewer things.]")], BODIES[1]),
            ("anti-patterns/haste.md", &[("feeds_on", "[review]")], BODIES[0]),
        ];
        for (path, keys, body) in files {
            let mut entry = Entry { keys: keys.iter().copied().collect(), body };
            if !is_page(path) {
                entry.keys.insert("summary", "What it is.");
                let title = path.rsplit('/').next().unwrap().trim_end_matches(".md");
                entry.keys.insert("title", title);
            }
            story.put(path, entry);
        }
        story
    }

    fn put(&mut self, path: &str, entry: Entry) {
        self.book.put(&format!("content/{path}"), &entry.text());
        self.entries.insert(path.to_owned(), entry);
    }

    /// All that lies on disk.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let root = self.book.root();
        let found = walkdir::WalkDir::new(root).into_iter().map(Result::unwrap);
        let files = found.filter(|found| found.file_type().is_file());
        let read = |found: walkdir::DirEntry| {
            let path = found.path().strip_prefix(root).unwrap().to_owned();
            (path, std::fs::read(found.path()).unwrap())
        };
        files.map(read).collect()
    }

    /// Brings back what was there when last nothing was wrong.
    fn mend(&mut self, changed: &mut Vec<PathBuf>) {
        let now = self.files();
        let (good, entries) = &self.good;
        for path in now.keys().filter(|path| !good.contains_key(*path)) {
            std::fs::remove_file(self.book.root().join(path)).unwrap();
            changed.push(path.clone());
        }
        for (path, bytes) in good.iter().filter(|(path, bytes)| now.get(*path) != Some(bytes)) {
            std::fs::write(self.book.root().join(path), bytes).unwrap();
            changed.push(path.clone());
        }
        self.entries = entries.clone();
    }

    /// Changes something; says what, and the paths of which a watch would tell.
    fn edit(&mut self, chance: &mut Chance, changed: &mut Vec<PathBuf>) -> String {
        let paths: Vec<String> = self.entries.keys().cloned().collect();
        let path = paths[chance.below(paths.len())].clone();
        let mut note = |path: &str| changed.push(PathBuf::from(path));
        match chance.below(28) {
            0 => {
                let text = chance.pick(TOMLS);
                self.book.put("book.toml", text);
                note("book.toml");
                format!("book.toml {text:?}")
            }
            1 => {
                let file = chance.pick(&["templates/404.html", "assets/brand.css"]);
                let name = format!("themes/own/{file}");
                let text = chance.pick(TEMPLATES);
                let is_there = self.book.path(&name).is_file();
                if is_there && chance.below(2) == 0 {
                    self.book.remove(&name);
                } else {
                    self.book.put(&name, text);
                }
                note("themes/own/templates");
                note(&name);
                format!("{name}: {text:?} or gone")
            }
            2 => {
                let name = chance.pick(&["picture.svg", "extra/data.csv", "guide/start.txt"]);
                let name = format!("content/{name}");
                if self.book.path(&name).is_file() && chance.below(2) == 0 {
                    self.book.remove(&name);
                } else {
                    self.book.put(&name, &format!("<svg><!--{}--></svg>", chance.below(9)));
                }
                note(Path::new(&name).parent().unwrap().to_str().unwrap());
                note(&name);
                name
            }
            3 => {
                self.fresh += 1;
                let folder = chance.pick(&["rituals", "artifacts/deep", "guide/new", "teams"]);
                let name = format!("{folder}/fresh-{}.md", self.fresh % 3);
                let mut entry = self.entries[&path].clone();
                entry.keys.entry("title").or_insert("Fresh");
                self.put(&name, entry);
                note(&format!("content/{folder}"));
                note(&format!("content/{name}"));
                format!("{name} as {path}")
            }
            4 if paths.len() > 15 => {
                self.entries.remove(&path);
                self.book.remove(&format!("content/{path}"));
                note(&format!("content/{path}"));
                format!("{path} deleted")
            }
            5 => {
                let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                let name = chance.pick(&["renamed.md", "sub/renamed.md", "_index.md", "review.md"]);
                let goal = format!("{folder}/{name}").trim_start_matches('/').to_owned();
                let entry = self.entries.remove(&path).unwrap();
                self.book.rename(&format!("content/{path}"), &format!("content/{goal}"));
                self.entries.insert(goal.clone(), entry);
                note(&format!("content/{path}"));
                note(&format!("content/{goal}"));
                note(&format!("content/{folder}/sub"));
                format!("{path} renamed {goal}")
            }
            6 => {
                let text = self.entries[&path].text().replacen("---\n", "---\nodd: [\n", 1);
                self.book.put(&format!("content/{path}"), &text);
                note(&format!("content/{path}"));
                format!("{path} broken")
            }
            7..=13 => {
                let entry = self.entries.get_mut(&path).unwrap();
                entry.body = chance.pick(BODIES);
                let text = entry.text();
                self.book.put(&format!("content/{path}"), &text);
                note(&format!("content/{path}"));
                format!("{path} body {:?}", self.entries[&path].body)
            }
            _ => {
                let keys = keys_of(&path);
                let (key, values) = keys[chance.below(keys.len())];
                let value = chance.pick(values);
                let entry = self.entries.get_mut(&path).unwrap();
                match value.is_empty() {
                    true => entry.keys.remove(key),
                    false => entry.keys.insert(key, value),
                };
                let text = entry.text();
                self.book.put(&format!("content/{path}"), &text);
                note(&format!("content/{path}"));
                format!("{path} {key}: {value}")
            }
        }
    }

    /// Makes the book from what was kept and from nothing, and holds the two together.
    fn compare(
        &mut self,
        kept: Option<Kept>,
        changes: &Changes,
        story: &dyn Fn() -> String,
    ) -> Option<Kept> {
        let root = self.book.root();
        let request = Request {
            preview: true,
            base_url: Some("/".into()),
            as_of: Date::parse("2026-06-01"),
            ..Request::default()
        };
        let mut early = None;
        let mut see = |site: &Arc<Site>| early = Some(Arc::clone(site));
        let (made, kept) = pipeline::preview(root, &request, kept, changes, &mut see);
        let Some(made) = made.unwrap() else { return kept };
        let configured = pipeline::configure(root, &request).unwrap();
        let (run, config) = pipeline::run(root, configured, &request).unwrap();
        let wanted = told(&run.diagnostics, &run.playbook.linked.playbook.files);
        let laid = pipeline::lay_out(root, run, config);
        self.is_good = !made.diagnostics.iter().any(Diagnostic::is_error);
        match laid {
            Ok(Laid::Site(clean)) => {
                assert_eq!(told(&made.diagnostics, &made.files), wanted, "{}", story());
                let site = made.site.unwrap_or_else(|| panic!("no site\n{}", story()));
                same(&site, &clean, &[], story);
                if let Some(early) = early {
                    same(&early, &clean, &["health/"], story);
                }
            }
            _ => assert!(made.site.is_none(), "the theme is faulty\n{}", story()),
        }
        assert!(self.is_good || !self.good.0.is_empty(), "{wanted:#?}");
        if self.is_good {
            self.good = (self.files(), self.entries.clone());
        }
        kept
    }
}

const FACTOR_KEYS: [(&str, &[&str]); 3] = [FACTOR[0], FACTOR[1], FACTOR[2]];
const CYCLE_KEYS: [(&str, &[&str]); 2] = [CYCLE[0], CYCLE[1]];

fn first(key: (&'static str, &'static [&'static str])) -> (&'static str, &'static str) {
    (key.0, key.1[0])
}

fn told(found: &[Diagnostic], files: &Files) -> Vec<String> {
    let one = |found: &Diagnostic| {
        let (path, start) = (&files.get(found.span.file).path, files.start(found.span));
        let place = format!("{path}:{}:{}", start.line, start.column);
        format!("{place} {:?} {} {:?}", found.code, found.message, found.hints)
    };
    found.iter().map(one).collect()
}

/// Holds two sites together, but for some addresses.
fn same(site: &Site, clean: &Site, but: &[&str], story: &dyn Fn() -> String) {
    let addresses = |site: &Site| -> Vec<String> {
        site.routes().iter().map(|(address, _)| address.to_owned()).collect()
    };
    assert_eq!(addresses(site), addresses(clean), "{}", story());
    for index in 0..clean.routes().len() {
        let make = |site: &Site| {
            let mut bytes = Vec::new();
            let product = site.produce(index, &mut bytes).unwrap();
            if let Product::CopyOf(path) = product {
                return path.to_string_lossy().into_owned();
            }
            String::from_utf8(bytes).unwrap_or_default()
        };
        let (one, two) = (make(site), make(clean));
        if one != two && !but.contains(&clean.routes().get(index).0) {
            let mut lines = one.lines().zip(two.lines());
            let differ = lines.find(|(one, two)| one != two);
            let address = clean.routes().get(index).0;
            panic!("`{address}` differs: {differ:#?}\n{}", story());
        }
    }
}
