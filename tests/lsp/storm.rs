//! Many edits of all sorts: what is told at the end is what a check of the same texts says.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use playbook::model::Date;
use playbook::pipeline::{self, Request};
use serde_json::{Value, json};

use crate::client::Client;

/// Numbers that look like chance and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }
}

/// Larkspur's files, by path from the root.
fn larkspur() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = vec![("book.toml".to_owned(), String::new())];
    let mut folders = vec![root.join("content")];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(folder).unwrap();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                found.push((name, text));
            }
        }
    }
    found
}

const PIECES: [&str; 16] = [
    "---\n",
    "title: x\n",
    "needs: [need/",
    "[[",
    "]]",
    "🦉",
    "\n\n# One\n",
    "{",
    "- ",
    "  ",
    ": ",
    "when: {interruptions: ",
    "\"",
    "[a](b.md)",
    "state: draft\n",
    "kind: team\n",
];

/// One edit: bytes that go, and a text that comes.
fn edit(dice: &mut Dice, text: &str) -> (std::ops::Range<usize>, String) {
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = boundary(dice.roll(text.len().min(900) + 1));
    let end = boundary((start + [0, 0, 1, 7, 60][dice.roll(5)]).min(text.len()));
    let piece = PIECES[dice.roll(PIECES.len())];
    (start..end.max(start), if dice.roll(4) == 0 { String::new() } else { piece.to_owned() })
}

fn position(text: &str, at: usize) -> Value {
    let before = &text[..at];
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    json!({
        "line": before.matches('\n').count(),
        "character": before[line..].encode_utf16().count(),
    })
}

/// Codes with their lines, by file, as a check from nothing says.
fn checked(root: &Path) -> BTreeMap<String, Vec<String>> {
    let request = Request { as_of: Date::parse("2026-06-01"), ..Request::default() };
    let configured = pipeline::configure(root, &request).unwrap();
    let (run, _) = pipeline::run(root, configured, &request).unwrap();
    let files = &run.playbook.linked.playbook.files;
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for one in &run.diagnostics {
        let path = files.get(one.span.file).path.to_string();
        let line = files.start(one.span).line - 1;
        found.entry(path).or_default().push(format!("{}:{line} {}", one.code.name(), one.message));
    }
    found
}

fn told(client: &Client) -> BTreeMap<String, Vec<String>> {
    let root = client.uri("");
    let mut told = BTreeMap::new();
    for (uri, params) in &client.told {
        let lines: Vec<String> = params["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .map(|found| {
                let message = found["message"].as_str().unwrap().split("\nhelp: ").next().unwrap();
                let line = &found["range"]["start"]["line"];
                format!("{}:{line} {message}", found["code"].as_str().unwrap())
            })
            .collect();
        if !lines.is_empty() {
            let path = uri.strip_prefix(&root).unwrap().trim_start_matches('/');
            told.insert(path.to_owned(), lines);
        }
    }
    told
}

#[test]
fn after_a_storm_the_same_is_told_as_by_a_check() {
    let files = larkspur();
    let shown: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mut client = Client::start_with(&shown, json!({}), &[]);
    let mut dice = Dice(7);
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    let pages: Vec<&(&str, &str)> =
        shown.iter().filter(|(path, _)| path.ends_with(".md")).collect();
    for round in 0..6 {
        for _ in 0..40 {
            let (path, text) = *pages[dice.roll(pages.len().min(9 + round * 5))];
            if !texts.contains_key(path) {
                client.open(path, text);
                texts.insert(path, text.to_owned());
            }
            let text = texts.get_mut(path).unwrap();
            let (range, piece) = edit(&mut dice, text);
            let place =
                json!({ "start": position(text, range.start), "end": position(text, range.end) });
            client.changes(path, json!([{ "range": place, "text": piece }]));
            text.replace_range(range.clone(), &piece);
            if dice.roll(4) == 0 {
                let at = position(text, range.start + piece.len());
                let method =
                    ["completion", "hover", "definition", "documentSymbol", "prepareRename"]
                        [dice.roll(5)];
                let line = usize::try_from(at["line"].as_u64().unwrap()).unwrap();
                let column = usize::try_from(at["character"].as_u64().unwrap()).unwrap();
                client.ask(method, path, line, column, json!({}));
            }
        }
        // Some are mended again, some are closed unsaved.
        for (path, text) in &shown {
            if texts.contains_key(path) && dice.roll(3) == 0 {
                if dice.roll(2) == 0 {
                    client.change(path, text);
                    texts.insert(path, (*text).to_owned());
                } else {
                    client.close(path);
                    texts.remove(path);
                }
            }
        }
        client.settle();
        // What is open is laid on disk for the check, which the server hears nothing of.
        let copy = tempfile::tempdir().unwrap();
        for (path, text) in &shown {
            let at = copy.path().join(path);
            std::fs::create_dir_all(at.parent().unwrap()).unwrap();
            std::fs::write(at, texts.get(path).map_or(*text, String::as_str)).unwrap();
        }
        assert_eq!(told(&client), checked(copy.path()), "round {round}");
    }
    assert_eq!(client.end(true), Some(0));
}
