//! Larkspur as a prankster would write it: every sentence of its front matter ends in what
//! would break out of a title, an attribute, a script, a comment or a template, and its bodies have
//! links to their own top and headings whose anchors the page's own ids could be.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

const PRANK: &str = "</title></textarea><script>alert(1)</script><img src=x onerror=alert(2)> \
     \" ' `&amp; {{ 7 * 7 }} {% raw %} <!-- ]]> \u{202e}\u{2028}é🐕";

/// Headings whose anchors are words that ids of a page could be.
const HEADINGS: [&str; 14] = [
    "Nav",
    "Main",
    "Keys",
    "Keys title",
    "Entries",
    "Near",
    "Near t",
    "Near d",
    "Near n t",
    "Ladder",
    "Flow",
    "Interactions",
    "Garden",
    "Explorer",
];

/// The keys whose values are plain words.
const WORDS: [&str; 27] = [
    "title",
    "summary",
    "because",
    "part",
    "what",
    "looks_like",
    "local_name",
    "question",
    "form",
    "lives",
    "note",
    "said_by",
    "good",
    "risk",
    "watch_for",
    "expect_dip",
    "choose_it_when",
    "drop_when",
    "trigger",
    "notices",
    "interrupts",
    "label",
    "seen_when",
    "funded_as",
    "keep_because",
    "mode",
    "template",
];

/// A copy of a playbook with every sentence changed.
pub fn pranked(root: &Path) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy(&root.join("content"), &folder.path().join("content"));
    let book = "[book]\ntitle = \"</title><script>alert(1)</script>\"\n\
                description = \"\\\"><script>alert(1)</script>\"\nas-of = \"2026-06-01\"\n";
    fs::write(folder.path().join("book.toml"), book).expect("book.toml");
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("the content") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            let text = fs::read_to_string(entry.path()).expect("text");
            fs::write(target, prank(&text)).expect("a file");
        }
    }
}

fn prank(text: &str) -> String {
    let mut out = String::new();
    let mut markers = 0;
    for line in text.lines() {
        markers += usize::from(line == "---");
        let changed = (markers == 1).then(|| change(line)).flatten();
        out.push_str(changed.as_deref().unwrap_or(line));
        out.push('\n');
    }
    out.push_str("\n[Up](#top), and [up](#) again.\n");
    for heading in HEADINGS {
        out.push_str(&format!("\n## {heading}\n\nText.\n"));
    }
    out
}

/// A line `key: words` with the prank behind the words.
fn change(line: &str) -> Option<String> {
    let (key, value) = line.split_once(": ")?;
    let name = key.trim_start().trim_start_matches("- ");
    let plain = !value.starts_with(['[', '{', '|', '>', '&', '*']);
    if !WORDS.contains(&name) || !plain {
        return None;
    }
    let words = value.trim().trim_matches(['"', '\'']).replace("\\\"", "\"");
    let quoted = format!("{words} {PRANK}").replace('\'', "''");
    Some(format!("{key}: '{quoted}'"))
}
