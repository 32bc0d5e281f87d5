//! One evaluation in Rust and in the browser: random playbooks and random answers, judged by
//! `fit`, written to `target/tmp/vectors.json` with the data that the explorer loads, and
//! judged again by `themes/default/assets/explorer-fit.js` in node (`tests/vectors/`).
//! The same on every run; without node it fails.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use playbook::fit::{FittedPlaybook, Judgement};
use playbook::link::Values;
use playbook::model::Date;
use playbook::pipeline::{self, Laid, Request};
use playbook::site::Site;
use serde_json::{Value, json};

const PLAYBOOKS: u64 = 48;
const CASES: u64 = 64;

#[test]
fn the_browser_judges_as_rust_does() {
    let vectors: Vec<Value> = (0..PLAYBOOKS).map(vector).collect();
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("vectors.json");
    std::fs::write(&file, Value::Array(vectors).to_string()).expect("target/tmp can be written");
    let node = Command::new("node")
        .args(["--test", "tests/vectors/"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("VECTORS", &file)
        .output()
        .expect("node runs: the browser's evaluation is tested with it");
    let told = String::from_utf8_lossy(&node.stdout);
    assert!(node.status.success(), "{told}{}", String::from_utf8_lossy(&node.stderr));
    assert!(told.contains(&format!("{} cases", PLAYBOOKS * CASES)), "{told}");
}

/// A random playbook as the explorer gets it, and what Rust says of random answers.
fn vector(seed: u64) -> Value {
    let mut random = Random(seed);
    let site = site(&mut random);
    let mut data = Vec::new();
    let index = site.routes().index("explorer/data.js").expect("a site with practices explores");
    site.produce(index, &mut data).expect("the data needs no template");
    let data = String::from_utf8(data).expect("text");
    let data = data.strip_prefix("playbookExplorer=").and_then(|text| text.strip_suffix(";\n"));
    let data: Value = serde_json::from_str(data.expect("one assignment")).expect("JSON");
    let cases: Vec<Value> = (0..CASES).map(|_| case(&site.playbook, &mut random)).collect();
    json!({ "data": data, "cases": cases })
}

fn case(playbook: &FittedPlaybook, random: &mut Random) -> Value {
    let factors = &playbook.linked.factors;
    let mut values = Values::unknown(factors);
    // From nothing known to all known.
    let known = random.below(5);
    for (id, factor) in factors.iter() {
        if random.below(4) < known {
            let all = u64::MAX >> (64 - factor.values.len());
            // One value mostly, several at times.
            let one = 1 << random.below(factor.values.len() as u64);
            let more = if random.below(3) == 0 { random.next() & random.next() & all } else { 0 };
            values.set(id, Some(one | more));
        }
    }
    let halves: Vec<u64> = values
        .0
        .iter()
        .flat_map(|mask| {
            let mask = mask.unwrap_or(0);
            [mask & 0xffff_ffff, mask >> 32]
        })
        .collect();
    let ranked = playbook.judged_with(&values);
    let ranked: Vec<Value> =
        ranked.ranked().iter().map(|judgement| said(playbook, judgement)).collect();
    let next = playbook.next_question_with(&values);
    let next = next.map(|next| json!([factors.get(next.factor).id, next.would_change]));
    json!({ "known": halves, "ranked": ranked, "next": next })
}

fn said(playbook: &FittedPlaybook, judgement: &Judgement) -> Value {
    let flags: Vec<&str> = judgement.flags.words().collect();
    let counts = judgement.counts;
    json!([
        playbook.entry(judgement.practice).id,
        judgement.verdict.word(),
        flags,
        [counts.slight, counts.clear, counts.strong],
    ])
}

/// A playbook of random factors and practices, through the whole pipeline.
fn site(random: &mut Random) -> Site {
    let root = tempfile::tempdir().expect("a folder");
    let factors: Vec<u64> = (0..1 + random.below(6))
        .map(|_| match random.below(12) {
            0 => 64,
            1 => 30 + random.below(5),
            _ => 1 + random.below(5),
        })
        .collect();
    for (factor, values) in factors.iter().enumerate() {
        let mut text = format!(
            "---\ntitle: Factor {factor}\nsummary: s\nweight: {}\nquestion: How {factor}?\nordered: true\nvalues:\n",
            random.below(3)
        );
        if random.below(8) == 0 {
            text = text.replace("summary: s\n", "summary: s\nstate: retired\nbecause: it was\n");
        }
        for value in 0..*values {
            let _ = writeln!(text, "  - {{id: v{value}, label: V{value}}}");
        }
        write(root.path(), &format!("factors/f{factor}"), text);
    }
    for practice in 0..1 + random.below(24) {
        let kind = ["rituals", "artifacts", "frameworks", "exercises"][random.below(4) as usize];
        let title = TITLES[random.below(TITLES.len() as u64) as usize];
        let mut text = format!("---\ntitle: \"{title}\"\nsummary: s\n");
        if random.below(12) == 0 {
            text.push_str("state: retired\nbecause: it was\n");
        }
        let lines = random.below(7);
        if lines > 0 {
            text.push_str("fit:\n");
        }
        for _ in 0..lines {
            let lean = ["for", "for", "against", "avoid"][random.below(4) as usize];
            let strength = ["slight", "clear", "strong"][random.below(3) as usize];
            let _ = write!(text, "  - {{lean: {lean}, strength: {strength}, because: b, when: {{");
            for (factor, values) in factors.iter().enumerate() {
                if random.below(3) > 0 {
                    continue;
                }
                let value = random.below(*values);
                let _ = match random.below(4) {
                    0 => write!(text, "f{factor}: {{at_least: v{value}}}, "),
                    1 => write!(text, "f{factor}: {{at_most: v{value}}}, "),
                    2 => write!(text, "f{factor}: [v{value}, v{}], ", random.below(*values)),
                    _ => write!(text, "f{factor}: v{value}, "),
                };
            }
            text.push_str("}}\n");
        }
        write(root.path(), &format!("{kind}/p{practice}"), text);
    }
    let request = Request { as_of: Date::parse("2026-06-01"), ..Request::default() };
    let configured = pipeline::configure(root.path(), &request).expect("no book.toml is no fault");
    let (run, config) = pipeline::run(root.path(), configured, &request).expect("it runs");
    let errors: Vec<_> = run.diagnostics.iter().filter(|found| found.is_error()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    match pipeline::lay_out(root.path(), run, config).expect("it is laid out") {
        Laid::Site(site) => *site,
        Laid::Faulty(found, _) => panic!("{found:#?}"),
    }
}

/// Titles whose order in bytes is not that of JavaScript's strings, equal ones, hostile ones.
const TITLES: [&str; 10] = [
    "Bet table",
    "Bet table",
    "bet table",
    "Ämter",
    "\u{ff5e} wave",
    "\u{1f331} seedling",
    "</script><b>",
    "Zebra",
    "A",
    "Aa",
];

fn write(root: &Path, name: &str, text: String) {
    let file = root.join("content").join(format!("{name}.md"));
    std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    std::fs::write(file, text + "---\n").expect("a file");
}

/// SplitMix64: the same numbers on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}
