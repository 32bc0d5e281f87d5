//! `playbook ask`.

use serde_json::Value;

use super::world::{folder, larkspur, run};

fn asked(value: &Value, kind: &str) -> Vec<(String, Vec<String>)> {
    let questions = value["questions"].as_array().expect("questions");
    let of_kind = questions.iter().filter(|question| question["kind"] == kind);
    of_kind
        .map(|question| {
            let entries = question["entries"].as_array().expect("entries");
            let entries = entries.iter().filter_map(|entry| entry.as_str().map(str::to_owned));
            (question["question"].as_str().unwrap_or("").to_owned(), entries.collect())
        })
        .collect()
}

#[test]
fn larkspurs_deliberate_facts_are_asked_about() {
    let ran = run(&larkspur(), &["ask", "--format", "json"]);
    assert_eq!((ran.status, &*ran.err), (0, ""));
    let questions = ran.json();
    for question in questions["questions"].as_array().expect("questions") {
        let keys: Vec<&str> = question
            .as_object()
            .into_iter()
            .flat_map(|map| map.keys())
            .map(String::as_str)
            .collect();
        assert_eq!(keys, ["kind", "question", "why", "entries"]);
    }
    let only = |kind: &str| {
        let found = asked(&questions, kind);
        assert_eq!(found.len(), 1, "{kind}: {found:?}");
        found.into_iter().next().unwrap_or_default()
    };
    assert_eq!(only("unowned-ritual").1, ["ritual/quiet-days"]);
    let zombie = only("zombie");
    assert_eq!(
        zombie.1,
        ["team/first-visit", "ritual/status-round", "artifact/weekly-status-deck"]
    );
    assert!(zombie.0.contains("“Monday slides”") && zombie.0.contains("since 3 June 2024"));
    assert_eq!(only("empty-rung").1, ["team/till", "cycle/quarter"]);
    let untried = only("untried-alternative");
    assert_eq!(untried.1[0], "framework/opportunity-tree");
    let unknown = asked(&questions, "unknown-that-matters");
    assert_eq!(unknown[0].1[0], "team/lantern");
    assert!(asked(&questions, "old-seedling").is_empty());
    assert_eq!(asked(&questions, "fits-but-not-run").len(), 6);
    let stops = asked(&questions, "if-it-stops");
    assert!(stops.iter().all(|(_, entries)| entries.len() > 1));
    assert!(stops.iter().all(|(_, entries)| entries[0] != "artifact/weekly-status-deck"));
}

#[test]
fn people_get_a_few_of_each_topic() {
    let ran = run(&larkspur(), &["ask"]);
    assert_eq!((ran.status, &*ran.err), (0, ""));
    for wanted in
        ["Zombies (1)\n", "Empty rungs (1)\n", "more of `one-team-only`", "as of 2026-06-01"]
    {
        assert!(ran.out.contains(wanted), "{wanted}: {}", ran.out);
    }
    let all = run(&larkspur(), &["ask", "--all"]);
    assert!(all.out.len() > ran.out.len() && !all.out.contains(" more of `"));
}

const TEAM: &str = "---\ntitle: Crew\nsummary: A crew.\nowner: us\npractices:\n";

/// A library of a ritual that makes a report which another ritual reads or does not.
fn crew(rows: &str, reader: &str) -> Value {
    let team = format!("{TEAM}{rows}---\nText.\n");
    let reader = format!(
        "---\ntitle: Reader\nsummary: Reads.\nowner: us\ntrigger: x\ndecides: y\n{reader}---\nText.\n"
    );
    let folder = folder(&[
        ("book.toml", "[book]\nas-of = \"2026-06-01\"\n"),
        ("content/teams/crew.md", &team),
        (
            "content/rituals/round.md",
            "---\ntitle: Round\nsummary: Around.\nowner: us\ntrigger: x\nproduces: report\n\
             trial: {for: 6w}\n---\nText.\n",
        ),
        ("content/rituals/reader.md", &reader),
        ("content/artifacts/report.md", "---\ntitle: Report\nsummary: R.\nowner: us\n---\nText.\n"),
    ]);
    let ran = run(folder.path(), &["ask", "--format", "json"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    ran.json()
}

#[test]
fn a_zombie_is_established_untended_for_a_year_and_unread() {
    let zombies = |row: &str, reader: &str| {
        let row = format!("  - {{ref: ritual/round, {row}}}\n");
        asked(&crew(&row, reader), "zombie").len()
    };
    assert_eq!(zombies("status: freight-train, last_tended: 2025-06-01", ""), 1);
    assert_eq!(zombies("status: established, since: 2020-01-01", ""), 1);
    // As a page shows it, a row that gives no status is established.
    assert_eq!(zombies("since: 2020-01-01", ""), 1);
    // A day less than a year; looked at since; not established; of unknown age; ended; read.
    assert_eq!(zombies("status: established, last_tended: 2025-06-02", ""), 0);
    assert_eq!(zombies("status: established, since: 2020-01-01, last_tended: 2026-01-01", ""), 0);
    assert_eq!(zombies("status: growing, since: 2020-01-01", ""), 0);
    assert_eq!(zombies("status: established", ""), 0);
    assert_eq!(zombies("status: established, since: 2020-01-01, until: 2026-01-01", ""), 0);
    assert_eq!(zombies("status: established, since: 2020-01-01", "consumes: report\n"), 0);
    // Who is retired reads no more.
    let retired = "consumes: report\nstate: retired\nbecause: tired\n";
    assert_eq!(zombies("status: established, since: 2020-01-01", retired), 1);
}

#[test]
fn a_seedling_has_two_trials() {
    let old = |row: &str| {
        let row = format!("  - {{ref: ritual/round, {row}}}\n");
        asked(&crew(&row, ""), "old-seedling").len()
    };
    assert_eq!(old("status: seedling, since: 2026-03-08"), 1);
    assert_eq!(old("status: seedling, since: 2026-03-09"), 0);
    assert_eq!(old("status: growing, since: 2020-01-01"), 0);
    assert_eq!(old("status: seedling"), 0);
}

#[test]
fn retired_entries_raise_no_question() {
    let retired = "consumes: report\nstate: retired\nbecause: tired\n";
    let questions = crew("  - {ref: ritual/round, since: 2026-01-01}\n", retired);
    assert!(!questions.to_string().contains("ritual/reader"), "{questions}");
    assert!(asked(&questions, "if-it-stops").is_empty());
}
