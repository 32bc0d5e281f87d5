//! Larkspur, the demonstration: complete, long enough to be of use, linked as a real handbook
//! is, with reasons on both sides, and with the deliberate facts and no others.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use playbook::ask::{self, Topic};
use playbook::fit::FittedPlaybook;
use playbook::model::{Detail, Entry, KindId, Lean};
use playbook::pipeline::{self, Request};
use playbook::validate::EntryId;

struct Larkspur {
    playbook: FittedPlaybook,
    findings: Vec<(String, String)>,
}

static LARKSPUR: LazyLock<Larkspur> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let request = Request::default();
    let configured = pipeline::configure(root, &request).expect("book.toml");
    let (run, _) = pipeline::run(root, configured, &request).expect("the content");
    let files = &run.playbook.linked.playbook.files;
    let findings = run.diagnostics.iter().map(|found| {
        let path = files.get(found.span.file).path.to_string();
        (found.code.name().to_owned(), path)
    });
    let mut findings: Vec<(String, String)> = findings.collect();
    findings.sort();
    Larkspur { findings, playbook: run.playbook }
});

fn entries() -> impl Iterator<Item = (EntryId, &'static Entry)> {
    LARKSPUR.playbook.linked.playbook.entries()
}

fn practices() -> impl Iterator<Item = (EntryId, &'static Entry)> {
    entries().filter(|(_, entry)| entry.practice.is_some())
}

/// The words of a body as a reader reads them, headings included.
fn words(id: EntryId) -> usize {
    let body = &LARKSPUR.playbook.linked.page(id).body;
    let sections = body.sections(&mut |link| {
        let destination = &body.links[link].destination;
        Some(destination.rsplit('/').next().unwrap_or(destination).replace('-', " "))
    });
    let text: usize = sections.iter().map(|part| part.text.split_whitespace().count()).sum();
    let headings = body.headings.iter().map(|heading| heading.text.split_whitespace().count());
    text + headings.sum::<usize>()
}

#[test]
fn everything_that_was_promised_is_there() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let kinds = &LARKSPUR.playbook.linked.playbook.kinds;
    for (_, entry) in entries() {
        *counts.entry(&kinds.get(entry.kind).name).or_default() += 1;
    }
    let promised = [
        ("anti-pattern", 6),
        ("artifact", 14),
        ("context", 7),
        ("cycle", 8),
        ("exercise", 5),
        ("factor", 9),
        ("framework", 12),
        ("ritual", 16),
        ("team", 6),
    ];
    for (kind, count) in promised {
        assert_eq!(counts[kind], count, "{kind}");
    }
    assert!(counts["need"] >= 10 && counts["role"] >= 10 && counts["principle"] >= 7);
    assert!(counts["page"] >= 4);
}

#[test]
fn a_practice_can_be_run_from_its_page() {
    for (id, entry) in practices() {
        let count = words(id);
        assert!((250..=760).contains(&count), "{}: {count} words", entry.id);
    }
}

#[test]
fn reasons_stand_on_both_sides() {
    for (_, entry) in practices() {
        let Some(practice) = &entry.practice else { continue };
        let leans =
            |wanted: fn(Lean) -> bool| practice.fit.iter().any(|line| wanted(line.lean.value));
        assert!(leans(|lean| lean == Lean::For), "{} has nothing for it", entry.id);
        assert!(leans(|lean| lean != Lean::For), "{} has nothing against it", entry.id);
        let watched = practice.tradeoffs.iter().any(|own| own.watch_for.is_some());
        assert!(watched, "{} has no trade-off with something to watch for", entry.id);
    }
    let mut seen = BTreeMap::new();
    for (_, entry) in practices() {
        for line in entry.practice.iter().flat_map(|practice| &practice.fit) {
            let other = seen.insert(&*line.because.value, &*entry.id);
            assert_eq!(other, None, "{} gives the reason of {other:?}", entry.id);
        }
    }
}

#[test]
fn it_is_linked_as_a_handbook_is() {
    let graph = &LARKSPUR.playbook.linked.graph;
    let mut links = 0;
    let mut bodies = 0;
    for (id, entry) in entries() {
        links += LARKSPUR.playbook.linked.page(id).body.links.len();
        bodies += 1;
        // The home page is where one begins.
        if &*entry.id != "index" {
            assert!(!graph.incoming(id).is_empty(), "nothing links to {}", entry.id);
        }
    }
    assert!(links >= bodies * 5, "{links} links in {bodies} bodies");
}

#[test]
fn teams_are_told_in_full() {
    for (id, entry) in entries().filter(|(_, entry)| entry.kind == KindId::TEAM) {
        let Detail::Team(team) = &entry.detail else { panic!("{} is faulty", entry.id) };
        let mut run: Vec<EntryId> = LARKSPUR.playbook.rows(id).map(|row| row.practice).collect();
        run.sort_unstable();
        run.dedup();
        assert!((8..=14).contains(&run.len()), "{} runs {} practices", entry.id, run.len());
        assert!(team.like.is_some() && team.now.is_some(), "{}", entry.id);
        assert!(!team.stubborn_about.is_empty() && !team.interactions.is_empty(), "{}", entry.id);
        let claims = &team.context.claims;
        assert!(claims.iter().any(|claim| claim.said_by.is_some() && claim.as_of.is_some()));
        let named = team.practices.iter().filter(|row| row.local_name.is_some()).count();
        let changed = team.practices.iter().filter(|row| !row.changed.is_empty()).count();
        assert!(named >= 6 && changed >= 4, "{}: {named} names, {changed} changes", entry.id);
    }
}

/// The entry of a reference in full.
fn named(reference: &str) -> EntryId {
    let kinds = &LARKSPUR.playbook.linked.playbook.kinds;
    let found = entries().find(|(_, entry)| {
        reference.split_once('/') == Some((&*kinds.get(entry.kind).name, &*entry.id))
    });
    found.unwrap_or_else(|| panic!("there is no {reference}")).0
}

#[test]
fn verdicts_bear_out_what_the_pages_of_contexts_advise() {
    let advised = [
        (
            "company-in-a-company",
            "ritual/bet-table=fits artifact/signal-board=fits artifact/driver-tree=fits \
             ritual/season-look-back=fits ritual/status-round=fits-badly",
        ),
        (
            "platform-several-hops",
            "artifact/signal-board=fits artifact/interface-card=fits ritual/queue-triage=fits \
             framework/interaction-modes=fits framework/change-stages=fits ritual/clinic-hour=fits-badly",
        ),
        (
            "journey-slice",
            "framework/thin-slicing=fits artifact/driver-tree=fits ritual/dependency-swap=fits \
             artifact/interface-card=fits ritual/clinic-hour=fits ritual/bet-table=mixed",
        ),
        (
            "new-offering",
            "exercise/belief-map=fits artifact/learning-backlog=fits ritual/learning-review=fits \
             ritual/mission-kickoff=fits framework/goal-mix=fits-badly ritual/bet-table=fits-badly",
        ),
        (
            "rebuilding-after-a-breakdown",
            "ritual/queue-triage=fits ritual/daily-huddle=fits ritual/blameless-review=fits \
             artifact/incident-story=fits framework/limited-work=fits ritual/bet-table=avoid",
        ),
        (
            "temporary-programme",
            "artifact/dependency-map=fits framework/branch-plan=fits artifact/decision-log=fits \
             ritual/status-round=fits ritual/go-slow-gate=fits ritual/bet-table=fits-badly",
        ),
        (
            "everything-and-nothing",
            "ritual/queue-triage=fits artifact/queue-chart=fits framework/limited-work=fits \
             ritual/daily-huddle=fits exercise/empty-rung-hunt=fits ritual/bet-table=avoid",
        ),
    ];
    let mut differing = Vec::new();
    for (context, practices) in advised {
        let place = named(&format!("context/{context}"));
        for (practice, wanted) in practices.split_whitespace().filter_map(|it| it.split_once('=')) {
            let judged = LARKSPUR.playbook.judgement(place, named(practice));
            let verdict = judged.expect("a practice in use").verdict.word();
            if verdict != wanted {
                differing.push(format!("{practice} in {context}: {verdict}, not {wanted}"));
            }
        }
    }
    assert_eq!(differing, Vec::<String>::new());
}

#[test]
fn nothing_was_reviewed_before_the_day_that_it_tells_of() {
    // Days as they are written sort as they follow each other.
    let told = |line: &str| -> Option<String> {
        let (key, day) = line.trim_start_matches([' ', '-']).split_once(": ")?;
        matches!(key, "as_of" | "last_tended" | "since").then(|| day.to_owned())
    };
    for (_, entry) in entries() {
        let text = &LARKSPUR.playbook.linked.playbook.files.get(entry.file).text;
        let front = text.split("\n---\n").next().unwrap_or("");
        let Some(reviewed) = front.lines().find_map(|line| line.strip_prefix("reviewed: ")) else {
            continue;
        };
        let latest = front.lines().filter_map(told).max();
        assert!(latest.as_deref() <= Some(reviewed), "{}: {latest:?} after {reviewed}", entry.id);
    }
}

#[test]
fn checks_find_the_deliberate_facts_and_no_others() {
    let found: Vec<(&str, &str)> =
        LARKSPUR.findings.iter().map(|(code, path)| (code.as_str(), path.as_str())).collect();
    assert_eq!(
        found,
        [
            ("artifact-unconsumed", "content/artifacts/weekly-status-deck.md"),
            ("avoid-without-reason", "content/teams/front-desk.md"),
            ("no-owner", "content/rituals/quiet-days.md"),
            ("prerequisite-not-run", "content/teams/harness.md"),
            ("scaffold-expired", "content/teams/ledger-move.md"),
        ]
    );
}

#[test]
fn questions_find_the_deliberate_facts() {
    let playbook = &LARKSPUR.playbook;
    let about = |name: &str| -> Vec<Vec<&str>> {
        let questions = ask::ask(playbook);
        let own = questions.into_iter().filter(|question| question.topic().name() == name);
        own.map(|question| {
            question.entries(playbook).into_iter().map(|id| &*playbook.entry(id).id).collect()
        })
        .collect()
    };
    let topics: Vec<&str> = Topic::ALL.iter().map(|topic| topic.name()).collect();
    let only = |name: &str, wanted: &[&str]| {
        assert!(topics.contains(&name), "{name} is not one of {topics:?}");
        let found = about(name);
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        for id in wanted {
            assert!(found[0].contains(id), "{name}: {found:?}");
        }
    };
    only("zombie", &["first-visit", "status-round"]);
    only("empty-rung", &["till", "quarter"]);
    only("untried-alternative", &["opportunity-tree"]);
    let unknown = about("unknown-that-matters");
    assert!(unknown.iter().any(|entries| entries.contains(&"lantern")), "{unknown:?}");
}
