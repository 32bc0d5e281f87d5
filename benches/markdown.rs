//! How long reading and rendering a body takes: `cargo bench --bench markdown`.

use std::hint::black_box;

use divan::Bencher;
use playbook::markdown::{Colours, Document, Href, Input, Target, highlight, parse};
use playbook::source::FileId;

fn main() {
    divan::main();
}

/// About 600 words with five links, as practices are written.
fn prose() -> String {
    let paragraph = "The bet table is where the people who decide meet the people who shaped \
        the work, *before* a cycle starts, and place a few bets with a known **appetite**. \
        Nothing is carried over by default: what did not finish is shaped anew or let go, and \
        that is what keeps the list of promises short enough for a team to hold in its head. ";
    let list = "\n\n- what was shaped, in a page each\n- what the team noticed while it ran\n\
        - `appetite` as weeks, never as points\n\n";
    let mut body = String::from("# Bet table\n\n");
    for (heading, link) in [
        ("Why it exists", "[[ritual/shaping]]"),
        ("How it goes", "[[cooldown|a pause]]"),
        ("What it needs", "[pitches](../artifacts/pitch.md#form)"),
        ("When to leave it", "<https://example.org/shape-up>"),
        ("Around it", "[the charter](/teams/charter.md \"Charter\")"),
    ] {
        body.push_str(&format!("## {heading}\n\n{paragraph}See {link}.{list}{paragraph}\n\n"));
    }
    body
}

fn read(text: &str) -> Document {
    let (body, file, title) = (0..text.len(), FileId(0), Some("Bet table"));
    parse(Input {
        text,
        body,
        file,
        title,
        unsafe_html: false,
        smart_punctuation: false,
        image_hosts: &[],
    })
    .value
}

fn render(document: &Document) -> String {
    let mut html = String::new();
    let mut resolve = |_| {
        let mut href = Href::new("../../rituals/shaping/");
        href.name = Some("Shaping".into());
        Target::Href(href)
    };
    document.render(&Colours::default(), &mut resolve, &mut html);
    html
}

#[divan::bench]
fn parse_prose(bencher: Bencher) {
    let text = prose();
    let document = read(&text);
    let share = document.weight() * 100 / text.len();
    println!("{} words, {} bytes, kept {share} %", text.split_whitespace().count(), text.len());
    bencher.bench_local(|| read(black_box(&text)));
}

#[divan::bench]
fn parse_and_render_prose(bencher: Bencher) {
    let text = prose();
    bencher.bench_local(|| render(&read(black_box(&text))));
}

#[divan::bench]
fn parse_and_render_prose_with_html(bencher: Bencher) {
    let text = format!("{}\n\nH<sub>2</sub>O\n", prose());
    bencher.bench_local(|| render(&read(black_box(&text))));
}

#[divan::bench]
fn sections_of_prose(bencher: Bencher) {
    let document = read(&prose());
    bencher.bench_local(|| black_box(&document).sections(&mut |_| None));
}

const RUST: &str = "fn main() {\n    let names = [\"a\", \"b\"];\n    // every one of them\n    \
    for (at, name) in names.iter().enumerate() {\n        if at > 0 {\n            print!(\", \");\n        \
    }\n        println!(\"{name}\");\n    }\n}\n";
const YAML: &str = "title: Bet table\nsummary: Place a few bets.\ncycle: six-weeks\nduration: 1h30m\n\
    fit:\n  - when: {size: small}\n    lean: for\n    because: \"it is short\"\n    strength: clear\ntags: [a, b]\n";

#[divan::bench(args = ["rust", "yaml"])]
fn highlight_ten_lines(bencher: Bencher, language: &str) {
    let code = if language == "rust" { RUST } else { YAML };
    bencher.bench_local(|| {
        let mut out = String::new();
        highlight(language, black_box(code), &mut out);
        out
    });
}
