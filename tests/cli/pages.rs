//! What pages say of small playbooks, built by the real program.

use std::fs;

use scraper::{Html, Selector};
use tempfile::TempDir;

use super::world::{folder, run};

/// A site of some files on a day.
pub struct Built(TempDir);

impl Built {
    #[track_caller]
    pub fn of(files: &[(&str, &str)]) -> Built {
        let place = folder(files);
        let ran = run(place.path(), &["build", "--as-of", "2026-06-01"]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        Built(place)
    }

    fn html(&self, page: &str) -> String {
        let path = self.0.path().join("book").join(page).join("index.html");
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{page}: {error}"))
    }

    /// The words of a page's own part, with single blanks between them.
    #[track_caller]
    pub fn words(&self, page: &str) -> String {
        let html = Html::parse_document(&self.html(page));
        let main = Selector::parse("main").expect("a selector");
        let texts: Vec<&str> = html
            .select(&main)
            .flat_map(|main| main.text())
            .flat_map(str::split_whitespace)
            .collect();
        texts.join(" ")
    }
}

const DAY: (&str, &str) =
    ("content/cycles/day.md", "---\ntitle: Day\nsummary: D.\nnominal: 1d\n---\n");
const WEEK: (&str, &str) =
    ("content/cycles/week.md", "---\ntitle: Week\nsummary: W.\nnominal: 1w\n---\n");
const MONTH: (&str, &str) =
    ("content/cycles/month.md", "---\ntitle: Month\nsummary: M.\nnominal: 1mo\n---\n");

#[test]
fn what_is_retired_leaves_ladders_and_matrices() {
    let fortnight =
        "---\ntitle: Fortnight\nsummary: F.\nnominal: 2w\nstate: retired\nbecause: x\n---\n";
    let pace = "---\ntitle: Pace\nsummary: P.\nquestion: How fast?\nstate: retired\nbecause: x\n\
                values: [{id: slow, label: Slow, looks_like: It is.}]\n---\n";
    let mood = "---\ntitle: Mood\nsummary: M.\nquestion: How?\n\
                values: [{id: good, label: Good, looks_like: It is.}]\n---\n";
    let site = Built::of(&[
        WEEK,
        MONTH,
        ("content/cycles/fortnight.md", fortnight),
        ("content/factors/pace.md", pace),
        ("content/factors/mood.md", mood),
        ("content/rituals/a.md", "---\ntitle: Ay\nsummary: A.\ncycle: week\n---\n"),
        ("content/rituals/b.md", "---\ntitle: Bee\nsummary: B.\ncycle: month\n---\n"),
        (
            "content/teams/crew.md",
            "---\ntitle: Crew\nsummary: C.\npractices: [{ref: a}, {ref: b}]\n---\n",
        ),
        (
            "content/teams/gone.md",
            "---\ntitle: Bygones\nsummary: G.\nstate: retired\nbecause: x\npractices: [{ref: a}]\n---\n",
        ),
    ]);
    let team = site.words("teams/crew/");
    assert!(team.contains("Week") && team.contains("Month"), "{team}");
    assert!(!team.contains("Fortnight"), "{team}");
    let questions = site.words("questions/");
    assert!(!questions.contains("Fortnight"), "{questions}");
    let cycles = site.words("matrix/ritual-cycle/");
    assert!(!cycles.contains("Fortnight") && !cycles.contains("Bygones"), "{cycles}");
    assert!(cycles.contains("Run here by Crew."), "{cycles}");
    let factors = site.words("matrix/team-factor/");
    assert!(factors.contains("Mood") && !factors.contains("Pace"), "{factors}");
}

#[test]
fn a_practice_of_any_kind_stands_on_the_rung_that_a_team_gives_it() {
    let site = Built::of(&[
        DAY,
        WEEK,
        MONTH,
        ("content/rituals/a.md", "---\ntitle: Ay\nsummary: A.\ncycle: day\n---\n"),
        ("content/rituals/b.md", "---\ntitle: Bee\nsummary: B.\ncycle: month\n---\n"),
        ("content/exercises/e.md", "---\ntitle: Stretch\nsummary: E.\n---\n"),
        (
            "content/teams/crew.md",
            "---\ntitle: Crew\nsummary: C.\n\
             practices: [{ref: a}, {ref: b}, {ref: e, cycle: week}]\n---\n",
        ),
        (
            "content/teams/idle.md",
            "---\ntitle: Idle\nsummary: I.\npractices: [{ref: a}, {ref: b}, {ref: e}]\n---\n",
        ),
    ]);
    let rhythm = |team: &str| {
        let words = site.words(&format!("teams/{team}/"));
        let (_, rest) = words.split_once("Day 1 day").unwrap_or_else(|| panic!("{words}"));
        rest.to_owned()
    };
    let crew = rhythm("crew");
    assert!(!crew.contains("When it comes up"), "{crew}");
    assert!(rhythm("idle").contains("When it comes up"));
    let questions = site.words("questions/");
    assert!(questions.contains("Idle has nothing on the rung Week"), "{questions}");
    assert!(!questions.contains("Crew has nothing on the rung"), "{questions}");
}
