//! `playbook fit`.

use serde_json::Value;

use super::world::{broken, clean, larkspur, put, run};

const VERDICTS: [&str; 8] = [
    "fits",
    "leans-for",
    "mixed",
    "cant-tell",
    "nothing-said",
    "leans-against",
    "fits-badly",
    "avoid",
];

const FACTORS: [&str; 9] = [
    "path-to-value",
    "coupling",
    "work-shape",
    "novelty",
    "payoff",
    "team-stage",
    "interruptions",
    "assurance",
    "role-of-tech",
];

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().map(|map| map.keys().map(String::as_str).collect()).unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn fit(arguments: &[&str]) -> Value {
    let mut all = vec!["fit", "--format", "json"];
    all.extend(arguments);
    let ran = run(&larkspur(), &all);
    assert_eq!((ran.status, &*ran.err), (0, ""), "{arguments:?}");
    ran.json()
}

fn practice<'a>(ranking: &'a Value, reference: &str) -> &'a Value {
    let found = list(&ranking["practices"]).iter().find(|found| found["ref"] == reference);
    found.expect("a practice of Larkspur")
}

#[test]
fn the_json_is_the_contracts() {
    for selector in [
        &["--team", "till"][..],
        &["--team", "lantern"],
        &["--context", "temporary-programme"],
        &["--set", "interruptions=high"],
        &[],
    ] {
        let ranking = fit(selector);
        assert_eq!(keys(&ranking), ["as_of", "context", "practices", "next_question"]);
        assert_eq!(ranking["as_of"], "2026-06-01");
        assert_eq!(keys(&ranking["context"]), FACTORS);
        assert_eq!(list(&ranking["practices"]).len(), 47);
        let mut last = 0;
        for practice in list(&ranking["practices"]) {
            assert_eq!(
                keys(practice),
                ["ref", "title", "verdict", "flags", "lines", "requires", "runs"]
            );
            let verdict = practice["verdict"].as_str().unwrap_or("");
            let place = VERDICTS.iter().position(|known| *known == verdict).expect("a verdict");
            assert!(place >= last, "{practice}");
            last = place;
            assert_eq!(practice["runs"].is_boolean(), selector.contains(&"--team"));
            for line in list(&practice["lines"]) {
                assert_eq!(
                    keys(line),
                    ["lean", "strength", "basis", "because", "applies", "unknown"]
                );
                let unknown = line["applies"] == "unknown";
                assert_eq!(unknown, !list(&line["unknown"]).is_empty(), "{line}");
            }
            for required in list(&practice["requires"]) {
                assert_eq!(keys(required), ["ref", "met"]);
                assert_eq!(required["met"].is_boolean(), selector.contains(&"--team"));
            }
        }
    }
}

#[test]
fn lantern_is_asked_for_one_of_its_unknowns() {
    let ranking = fit(&["--team", "lantern"]);
    let unknown: Vec<&str> =
        FACTORS.into_iter().filter(|factor| ranking["context"][*factor].is_null()).collect();
    assert_eq!(unknown, ["path-to-value", "payoff", "assurance"]);
    let next = &ranking["next_question"];
    assert_eq!(keys(next), ["factor", "would_change"]);
    assert!(unknown.contains(&next["factor"].as_str().unwrap_or("")));
    assert!(next["would_change"].as_u64() > Some(0));
    assert!(fit(&["--team", "till"])["next_question"].is_null());
}

#[test]
fn front_desk_is_told_to_avoid_what_it_runs() {
    let ranking = fit(&["--team", "team/front-desk"]);
    let table = practice(&ranking, "ritual/bet-table");
    assert_eq!((&table["verdict"], &table["runs"]), (&"avoid".into(), &true.into()));
    let harness = fit(&["--team", "harness", "goal-mix"]);
    assert_eq!(list(&harness["practices"]).len(), 1);
    let goals = practice(&harness, "framework/goal-mix");
    assert!(list(&goals["flags"]).contains(&"not-yet".into()));
    let unmet = list(&goals["requires"]).iter().find(|required| required["met"] == false);
    assert_eq!(unmet.map(|required| &required["ref"]), Some(&"artifact/driver-tree".into()));
}

#[test]
fn values_add_up_and_unknown_is_one() {
    let several = fit(&["--set", "team-stage=forming,rebuilding"]);
    let twice = fit(&["--set", "team-stage=rebuilding", "--set", "team-stage=forming"]);
    assert_eq!(several, twice);
    assert_eq!(several["context"]["team-stage"], serde_json::json!(["forming", "rebuilding"]));
    assert_eq!(fit(&["--set", "team-stage=unknown"]), fit(&[]));
}

/// A comma parts values, and may be in one.
#[test]
fn a_value_with_a_comma_can_be_said() {
    let folder = clean();
    let values = "values: [{id: \"a, b\"}, {id: a}, {id: b}]\n";
    let factor = format!("---\ntitle: F\nsummary: F.\nquestion: Which?\n{values}---\n");
    put(&folder, "content/factors/comma.md", &factor);
    for (said, known) in [("a, b", &["a, b"][..]), ("b,a", &["a", "b"])] {
        let said = format!("comma={said}");
        let ran = run(folder.path(), &["fit", "--format", "json", "--set", &said]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        let ranking: Value = serde_json::from_str(&ran.out).expect("JSON");
        assert_eq!(ranking["context"]["comma"], serde_json::json!(known));
    }
}

#[test]
fn a_context_is_the_same_as_its_values() {
    let context = fit(&["--context", "everything-and-nothing"]);
    let mut selectors = Vec::new();
    for (factor, values) in context["context"].as_object().expect("a context") {
        let values: Vec<&str> = list(values).iter().filter_map(Value::as_str).collect();
        if !values.is_empty() {
            selectors.push("--set".to_owned());
            selectors.push(format!("{factor}={}", values.join(",")));
        }
    }
    let selectors: Vec<&str> = selectors.iter().map(String::as_str).collect();
    assert_eq!(fit(&selectors), context);
}

#[test]
fn people_read_reasons_grouped_by_verdict() {
    let ran = run(&larkspur(), &["fit", "--team", "lantern"]);
    assert_eq!((ran.status, &*ran.err), (0, ""));
    let order: Vec<usize> = ["Fits (", "Leans for (", "Mixed (", "Fits badly ("]
        .iter()
        .map(|heading| ran.out.find(heading).expect(heading))
        .collect();
    assert!(order.is_sorted(), "{order:?}");
    for wanted in [
        "unknown  Path to value; Payoff curve; Assurance",
        "Where Novelty is Uncharted: ",
        "Could be ruled out; depends on Assurance",
        "The next best question",
        "`--all` folds nothing",
    ] {
        assert!(ran.out.contains(wanted), "{wanted}: {}", ran.out);
    }
    assert!(!ran.out.contains('\u{1b}'), "no colour into a pipe");
    assert!(ran.out.lines().all(|line| line.chars().count() <= 100));
    let all = run(&larkspur(), &["fit", "--team", "lantern", "--all"]).out;
    assert!(all.len() > ran.out.len() && !all.contains(" more, from "));
    for practice in list(&fit(&["--team", "lantern"])["practices"]) {
        assert!(all.contains(practice["ref"].as_str().unwrap_or("")), "{practice}");
    }
}

#[test]
fn one_practice_shows_every_line_with_how_it_applies() {
    let ran = run(&larkspur(), &["fit", "--team", "front-desk", "bet-table"]);
    for wanted in
        ["✕ Avoid", "[does not apply] ", "[applies for part of the work] ", "✕ [applies] "]
    {
        assert!(ran.out.contains(wanted), "{wanted}: {}", ran.out);
    }
    let unknown = run(&larkspur(), &["fit", "bet-table"]);
    assert!(unknown.out.contains("are unknown]"), "{}", unknown.out);
}

#[test]
fn errors_go_beside_the_result_which_still_comes() {
    let folder = broken();
    let ran = run(folder.path(), &["fit", "--format", "json"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("error[broken-link]") && !ran.err.contains("warning["));
    assert_eq!(list(&ran.json()["practices"]).len(), 1);
}

#[test]
fn what_cannot_be_judged_says_so() {
    let folder = super::world::clean();
    let retired = "---\ntitle: Old\nsummary: Old.\nowner: us\ntrigger: x\ndecides: y\n\
                   state: retired\nreplaced_by: huddle\nbecause: tired\n---\nText.\n";
    put(&folder, "content/rituals/old.md", retired);
    let ran = run(folder.path(), &["fit", "old"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("it was replaced by `ritual/huddle`"), "{}", ran.err);
    put(&folder, "content/exercises/huddle.md", "---\ntitle: H\nsummary: H.\nowner: us\n---\nT.\n");
    let ran = run(folder.path(), &["fit", "huddle"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("write `ritual/huddle` or `exercise/huddle`"), "{}", ran.err);
}

#[test]
fn what_is_faulty_is_the_contents_matter() {
    let folder = super::world::clean();
    put(&folder, "content/teams/crew.md", "---\ntitle: Crew\nsize: many\n---\nText.\n");
    put(&folder, "content/rituals/odd.md", "---\ntitle: Odd\nduration: long\n---\nText.\n");
    for arguments in [&["fit", "--team", "crew"][..], &["fit", "odd"]] {
        let ran = run(folder.path(), arguments);
        assert_eq!((ran.status, &*ran.out), (1, ""), "{arguments:?}");
        assert!(ran.err.contains("has errors, so it cannot be judged"), "{}", ran.err);
    }
    assert_eq!(run(folder.path(), &["fit", "--team", "crwe"]).status, 2);
}
