//! What follows from a team's rows and the day of judgement: its meeting load, its rungs, the order of
//! practices, and from which day on a question is asked.

use playbook::ask::{Question, ask};
use playbook::fit::{FittedPlaybook, Prep, Uncounted};
use playbook::validate::EntryId;

mod support;
use support::{Shelf, page, site};

fn shelf(files: &[(&str, &str)]) -> Shelf {
    let shelf = Shelf::with([("content/index.md", "Home.\n")]);
    for (path, front) in files {
        shelf.put(&format!("content/{path}.md"), format!("---\nsummary: S {path}\n{front}\n---\n"));
    }
    shelf
}

#[track_caller]
fn playbook(files: &[(&str, &str)]) -> FittedPlaybook {
    let run = shelf(files).run().expect("it runs");
    let errors: Vec<_> = run.diagnostics.iter().filter(|found| found.is_error()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    run.playbook
}

/// The entry that `kind/id` names.
#[track_caller]
fn id(playbook: &FittedPlaybook, name: &str) -> EntryId {
    let book = &playbook.linked.playbook;
    book.entries().map(|(id, _)| id).find(|id| book.reference(*id) == name).expect(name)
}

const CYCLES: [(&str, &str); 3] = [
    ("cycles/day", "title: Day\nnominal: 1d"),
    ("cycles/week", "title: Week\nnominal: 1w"),
    ("cycles/month", "title: Month\nnominal: 4w"),
];

/// A cycle without a usual length stands where the middle of its span lies, or the end that it has.
#[test]
fn the_ladder_goes_by_the_usual_length_or_the_middle_of_the_span() {
    let playbook = playbook(&[
        ("cycles/a", "title: A\nnominal: 9d\nspan: {min: 1d, max: 90d}"),
        ("cycles/b", "title: B\nspan: {min: 5d, max: 15d}"),
        ("cycles/c", "title: C\nnominal: 8d"),
        ("cycles/d", "title: D\nspan: {min: 11d}"),
        ("cycles/e", "title: E\nspan: {max: 7d}"),
    ]);
    let ladder = playbook.ladder().iter().map(|id| &*playbook.entry(*id).id);
    assert_eq!(ladder.collect::<Vec<_>>(), ["e", "c", "a", "b", "d"]);
    // Hours are counted by nothing that is merely likely.
    assert_eq!(playbook.nominal_days(id(&playbook, "cycle/b")), None);
}

#[test]
fn the_load_is_the_duration_over_the_cycle_and_a_day_comes_five_times_a_week() {
    let rest = [
        ("roles/lead", "title: Lead"),
        ("roles/guest", "title: Guest"),
        ("rituals/huddle", "title: Huddle\ncycle: day\nduration: 30m\nprep: 1h"),
        (
            "rituals/review",
            "title: Review\ncycle: week\nduration: 4h\n\
             participants: [{role: lead}, {role: guest, optional: true}]",
        ),
        (
            "rituals/open",
            "title: Open hour\ncycle: week\nduration: 1h\n\
             participants: [{role: guest, optional: true}]",
        ),
        ("cycles/shift", "title: Shift\nnominal: 12h"),
        ("rituals/handover", "title: Handover\ncycle: shift\nduration: 15m"),
        (
            "teams/team",
            "title: Team\npractices:\n- ref: huddle\n- {ref: review, cycle: month, duration: 2h}\n\
             - ref: open\n- ref: handover",
        ),
    ];
    let playbook = playbook(&[&CYCLES[..], &rest].concat());
    let load = playbook.load(id(&playbook, "team/team"));
    let counted: Vec<f64> = load.items.iter().map(|item| item.hours).collect();
    // The team's own cycle and duration come before the ritual's; one who may stay away is one.
    // Twice a day is ten times a week.
    assert_eq!(counted, [2.5, 0.5, 2.5]);
    assert_eq!(load.hours, 5.5);
    let uncounted: Vec<Uncounted> = load.uncounted.iter().map(|(_, why)| *why).collect();
    assert_eq!(uncounted, [Uncounted::Optional(1.0)]);
    assert_eq!(load.prep.len(), 1);
}

/// Nobody sits in a workshop overnight.
#[test]
fn a_ritual_of_days_takes_their_working_hours() {
    for (duration, hours) in
        [("1d", 8.0), ("1d4h", 12.0), ("2w", 80.0), ("6d", 40.0), ("8d", 48.0), ("30m", 0.5)]
    {
        let rest = [
            ("roles/lead", "title: Lead"),
            (
                "rituals/offsite",
                &*format!(
                    "title: Offsite\ncycle: week\nduration: {duration}\nprep: {duration}\n\
                     participants: {{role: lead}}"
                ),
            ),
            ("teams/team", "title: Team\npractices: {ref: offsite}"),
        ];
        let playbook = playbook(&[&CYCLES[..], &rest].concat());
        let load = playbook.load(id(&playbook, "team/team"));
        assert_eq!(load.hours, hours, "{duration}");
        assert!(matches!(load.prep[..], [(_, Prep::AWeek(prep))] if prep == hours), "{duration}");
        let role = playbook.role_hours(id(&playbook, "role/lead"));
        assert_eq!(role[0].hours, Some(hours), "{duration}");
    }
}

#[test]
fn a_rung_between_two_is_missed_unless_its_cycle_is_retired() {
    let gaps = |week: &str| {
        let rest = [
            ("rituals/huddle", "title: Huddle\ncycle: day"),
            ("rituals/plan", "title: Plan\ncycle: month"),
            ("teams/team", "title: Team\npractices: [{ref: huddle}, {ref: plan}]"),
        ];
        let playbook =
            playbook(&[&[CYCLES[0], CYCLES[2], ("cycles/week", week)][..], &rest].concat());
        let rungs = playbook.rungs(id(&playbook, "team/team"));
        rungs.iter().map(|rung| rung.is_gap).collect::<Vec<bool>>()
    };
    assert_eq!(gaps("title: Week\nnominal: 1w"), [false, true, false]);
    assert_eq!(gaps("title: Week\nnominal: 1w\nstate: retired"), [false, false, false]);
}

#[test]
fn equals_stand_in_the_order_of_titles_whatever_their_kinds() {
    let line = "fit: [{lean: for, because: It helps.}]";
    let files = [
        ("contexts/here", "title: Here".to_owned()),
        ("rituals/one", format!("title: Zebra walk\n{line}")),
        ("artifacts/two", format!("title: Board\n{line}")),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, front)| (*path, &**front)).collect();
    let playbook = playbook(&files);
    let judged = playbook.judged(id(&playbook, "context/here"));
    let ranked: Vec<EntryId> = judged.ranked().iter().map(|own| own.practice).collect();
    assert_eq!(ranked, [id(&playbook, "artifact/two"), id(&playbook, "ritual/one")]);
}

/// The day of judgement is 2026-06-01.
#[test]
fn a_year_untended_is_asked_about_on_the_day_and_two_trials_the_day_after() {
    let asked = |tended: &str, since: &str| {
        let team = format!(
            "title: Team\npractices:\n- {{ref: round, last_tended: {tended}}}\n\
             - {{ref: pause, status: seedling, since: {since}}}"
        );
        let playbook = playbook(&[
            ("rituals/round", "title: Round\nowner: us"),
            ("rituals/pause", "title: Pause\nowner: us\ntrial: {for: 1mo}"),
            ("teams/team", &team),
        ]);
        let questions = ask(&playbook);
        let zombie = questions.iter().any(|own| matches!(own, Question::Zombie { .. }));
        (zombie, questions.iter().any(|own| matches!(own, Question::OldSeedling { .. })))
    };
    assert_eq!(asked("2025-06-02", "2026-04-01"), (false, false));
    assert_eq!(asked("2025-06-01", "2026-03-31"), (true, true));
}

/// What somebody outside makes as well is not lost with the ritual that makes it here.
#[test]
fn what_is_made_outside_too_stops_the_fall() {
    let beyond = |outside: &str| {
        let made = format!("title: Plan\n{outside}");
        let playbook = playbook(&[
            ("artifacts/map", "title: Map"),
            ("artifacts/plan", &made),
            ("rituals/talk", "title: Talk\nconsumes: map\nproduces: plan"),
            ("rituals/walk", "title: Walk\nconsumes: plan"),
        ]);
        let map = id(&playbook, "artifact/map");
        let count = ask(&playbook).into_iter().find_map(|own| match own {
            Question::IfItStops { artifact, beyond, .. } if artifact == map => Some(beyond.len()),
            _ => None,
        });
        count.expect("it is asked about")
    };
    assert_eq!(beyond(""), 1);
    assert_eq!(beyond("made_outside: the owners of the house"), 0);
}

#[test]
fn what_could_begin_at_once_is_asked_about_first() {
    let line = "fit: [{lean: for, because: It helps.}]";
    let early =
        format!("title: A first\nrequires: [{{ref: base, because: It rests on it.}}]\n{line}");
    let late = format!("title: B second\n{line}");
    let playbook = playbook(&[
        ("rituals/early", &early),
        ("rituals/late", &late),
        ("rituals/base", "title: Base"),
        ("teams/team", "title: Team"),
    ]);
    let asked = ask(&playbook).into_iter().find_map(|own| match own {
        Question::FitsButNotRun { practices, .. } => Some(practices),
        _ => None,
    });
    let wanted = [id(&playbook, "ritual/late"), id(&playbook, "ritual/early")];
    assert_eq!(asked.expect("it is asked about"), wanted);
}

#[test]
fn a_page_far_below_leads_to_the_root_and_up() {
    let shelf = shelf(&[("rituals/walk", "title: Walk\ntags: [far]")]);
    shelf.put("content/a/b/c/d.md", "# Deep\n\n[[walk]] and [the print](/print/)\n");
    let html = page(&site(shelf.root()), "a/b/c/d/");
    assert!(html.contains("<a href=\"../../../../rituals/walk/\">Walk</a>"), "{html}");
    assert!(html.contains("<a href=\"../../../../print/\">the print</a>"), "{html}");
}
