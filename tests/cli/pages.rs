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
    assert!(!crew.contains("When needed"), "{crew}");
    assert!(rhythm("idle").contains("When needed"));
    let questions = site.words("questions/");
    assert!(questions.contains("Idle has nothing on the rung Week"), "{questions}");
    assert!(!questions.contains("Crew has nothing on the rung"), "{questions}");
}

#[test]
fn what_meetings_take_is_told_of_each_and_never_as_nothing() {
    let ritual = |title: &str, more: &str| format!("---\ntitle: {title}\nsummary: R.\n{more}---\n");
    let quarter = "---\ntitle: Quarter\nsummary: Q.\nnominal: 3mo\n---\n";
    let lead = "---\ntitle: Lead\nsummary: L.\n---\n";
    let optional = "cycle: week\nduration: 2h\nparticipants: {role: lead, optional: true}\n";
    let some = "cycle: week\nduration: 1h\nprep: 1h\n\
                participants: [{role: lead}, {role: lead, optional: true}]\n";
    let site = Built::of(&[
        WEEK,
        ("content/cycles/quarter.md", quarter),
        ("content/cycles/moon.md", "---\ntitle: Moon\nsummary: M.\n---\n"),
        ("content/roles/lead.md", lead),
        ("content/rituals/a.md", &ritual("Open", optional)),
        ("content/rituals/b.md", &ritual("Table", some)),
        ("content/rituals/c.md", &ritual("Alarm", "trigger: It rings\nprep: 20m\n")),
        ("content/rituals/d.md", &ritual("Walk", "cycle: week\nprep: 30m\n")),
        ("content/rituals/e.md", &ritual("Tide", "cycle: moon\nduration: 1h\nprep: 10m\n")),
        ("content/rituals/f.md", &ritual("Glance", "cycle: quarter\nduration: 10m\nprep: 5m\n")),
        (
            "content/teams/crew.md",
            "---\ntitle: Crew\nsummary: C.\npractices: [{ref: a}, {ref: b}, {ref: c}, {ref: d}, \
             {ref: e}, {ref: f}]\n---\n",
        ),
        ("content/teams/few.md", "---\ntitle: Few\nsummary: F.\npractices: {ref: f}\n---\n"),
    ]);
    let crew = site.words("teams/crew/");
    for said in [
        "Meetings 1 hour a person and week",
        "Open nobody has to be there: 2 hours a week for who is",
        "Table preparation, 1 hour a week for who prepares",
        "Alarm held when needed",
        "Alarm preparation, 20 minutes each time for who prepares",
        "Walk nobody says how long it takes",
        "Walk preparation, 0.5 hours a week for who prepares",
        "Tide nobody says how often it happens",
        "Tide preparation, 10 minutes each time for who prepares",
        "Glance preparation, less than 0.1 hours a week for who prepares",
        "10 minutes less than 0.1",
    ] {
        assert!(crew.contains(said), "{said}: {crew}");
    }
    let compared = site.words("compare/crew-and-few/");
    let said = "Meetings take 1 hour a person and week at Crew, less than 0.1 at Few.";
    assert!(compared.contains(said), "{compared}");
    let lead = site.words("roles/lead/");
    assert!(lead.contains("1 hour a week, if you are in all of them"), "{lead}");
}

#[test]
fn one_is_told_as_one() {
    let ritual =
        "---\ntitle: Alarm\nsummary: A.\ntrigger: It rings\nparticipants: {role: lead}\n---\n";
    let frame = |title: &str| format!("---\ntitle: {title}\nsummary: F.\n---\n");
    let mut files = vec![
        ("content/rituals/a.md", ritual.to_owned()),
        ("content/roles/lead.md", frame("Lead")),
        ("content/frameworks/a.md", frame("Horizons")),
    ];
    let site = |files: &[(&str, String)]| {
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, &**text)).collect();
        Built::of(&files)
    };
    let few = site(&files);
    let lead = few.words("roles/lead/");
    assert!(lead.contains("Not counted: 1 ritual held when needed"), "{lead}");
    // What a door leads to is told with "…" where it leads to more.
    assert!(!few.html("").contains("Horizons</a> …"));
    let more = ["b", "c", "d", "e", "f", "g"];
    let paths = more.map(|id| format!("content/frameworks/{id}.md"));
    files.extend(paths.iter().zip(more).map(|(path, id)| (&**path, frame(&format!("Frame {id}")))));
    assert!(site(&files).html("").contains("</a> …"));
}

#[test]
fn capitals_are_the_authors() {
    let gdpr = "---\ntitle: GDPR load\nsummary: G.\nquestion: How much?\nvalues: [{id: l, label: L, \
                looks_like: Little.}, {id: h, label: High by SAP, looks_like: Much.}]\n---\n";
    let exercise = "---\ntitle: Audit\nsummary: A.\n\
                    fit: {when: {gdpr: [l, h]}, lean: for, because: It helps.}\n---\n";
    let ritual = "---\ntitle: Train\nsummary: T.\ncycle: pi\nduration: 1h\n---\n";
    let other = "practices: {ref: train, cycle: sap}";
    let team =
        |title: &str, rows: &str| format!("---\ntitle: {title}\nsummary: {title}.\n{rows}\n---\n");
    let site = Built::of(&[
        ("content/cycles/pi.md", "---\ntitle: PI\nsummary: P.\nnominal: 10w\n---\n"),
        ("content/cycles/sap.md", "---\ntitle: Big SAP release\nsummary: S.\nnominal: 1y\n---\n"),
        ("content/factors/gdpr.md", gdpr),
        ("content/exercises/audit.md", exercise),
        ("content/rituals/train.md", ritual),
        ("content/teams/a.md", &team("Crew", "practices: {ref: train}")),
        ("content/teams/b.md", &team("Few", other)),
    ]);
    let train = site.words("rituals/train/");
    assert!(train.contains("every PI") && train.contains("every big SAP release"), "{train}");
    let audit = site.words("exercises/audit/");
    assert!(audit.contains("GDPR load : L or High by SAP"), "{audit}");
    let compared = site.words("compare/a-and-b/");
    let said = "Crew every PI for 1 hour, Few every big SAP release for 1 hour.";
    assert!(compared.contains(said), "{compared}");
    let matrix = site.words("matrix/practice-team/");
    assert!(matrix.contains("Nobody has said: GDPR load."), "{matrix}");
}

#[test]
fn pages_that_use_the_day_name_it() {
    let late = "---\ntitle: Late\nsummary: L.\nreviewed: 2024-01-01\nreview_every: 1y\n---\n";
    let over = "---\ntitle: Over\nsummary: O.\nexpires: 2025-01-01\n---\n";
    let fresh = "---\ntitle: Fresh\nsummary: F.\nreviewed: 2026-05-01\nreview_every: 1y\n\
                 expires: 2027-01-01\n---\n";
    let site = Built::of(&[
        ("content/needs/see.md", "---\ntitle: See\nsummary: S.\n---\n"),
        ("content/rituals/a.md", "---\ntitle: Ay\nsummary: A.\nneeds: see\n---\n"),
        ("content/frameworks/_index.md", "# What we think in\n"),
        ("content/frameworks/f.md", "---\ntitle: Frame\nsummary: F.\n---\n"),
        ("content/principles/late.md", late),
        ("content/principles/over.md", over),
        ("content/principles/fresh.md", fresh),
        ("content/teams/a.md", "---\ntitle: Crew\nsummary: C.\npractices: {ref: a}\n---\n"),
        ("content/teams/b.md", "---\ntitle: Few\nsummary: F.\n---\n"),
    ]);
    let names = |page: &str| site.html(page).contains(">As of ");
    for page in [
        "needs/see/",
        "rituals/",
        "frameworks/",
        "principles/late/",
        "principles/over/",
        "compare/",
    ] {
        assert!(names(page), "{page}");
    }
    for page in ["needs/", "principles/", "principles/fresh/"] {
        assert!(!names(page), "{page}");
    }
}
