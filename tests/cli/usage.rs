//! Help, exit statuses, and slips of the hand.

use std::path::Path;

use super::world::{broken, clean, folder, larkspur, put, run};

#[test]
fn help_teaches_by_example_and_goes_to_standard_output() {
    let folder = clean();
    for arguments in [
        &["--help"][..],
        &["check", "--help"],
        &["fit", "--help"],
        &["ask", "--help"],
        &["explain", "--help"],
        &["build", "--help"],
    ] {
        let ran = run(folder.path(), arguments);
        assert_eq!((ran.status, &*ran.err), (0, ""), "{arguments:?}");
        assert!(ran.out.contains("Examples:\n  playbook "), "{}", ran.out);
        assert!(ran.out.lines().all(|line| line.chars().count() <= 100), "{}", ran.out);
    }
    assert!(run(folder.path(), &["--version"]).out.starts_with("playbook "));
    let none = run(folder.path(), &[]);
    assert_eq!((none.status, &*none.out), (2, ""));
    assert!(none.err.contains("Usage:"));
}

#[test]
fn a_slip_of_the_hand_exits_2_with_what_was_meant() {
    let root = larkspur();
    for (arguments, wanted) in [
        (&["chek"][..], "did you mean `check`?"),
        (&["check", "--stict"], "did you mean `--strict`?"),
        (&["check", "--format", "jsn"], "did you mean `json`?"),
        (&["fit", "--team", "lanten"], "did you mean `lantern`?"),
        (&["fit", "--team", "team/lanten"], "did you mean `lantern`?"),
        (&["fit", "--team", "Front Desk"], "did you mean `front-desk`?"),
        (&["fit", "--team", "new-offering"], "did you mean `--context new-offering`?"),
        (&["fit", "--context", "new-ofering"], "did you mean `new-offering`?"),
        (&["fit", "--set", "interuptions=high"], "did you mean `interruptions`?"),
        (&["fit", "--set", "interruptions=hihg"], "did you mean `high`?"),
        (&["fit", "--set", "interruptions=unknwon"], "did you mean `unknown`?"),
        (&["fit", "--set", "interruptions=x"], "values are `low`, `some`, `high`"),
        (&["fit", "--set", "interruptions"], "write it as `factor=value`"),
        (&["fit", "--set", "interruptions=low,"], "values are `low`, `some`, `high`"),
        (&["fit", "--set", "interruptions=low,unknown"], "either nobody knows"),
        (&["fit", "bet-tabel"], "did you mean `bet-table`?"),
        (&["fit", "ritual/bet-tabel"], "did you mean `ritual/bet-table`?"),
        (&["fit", "Round the table"], "did you mean `ritual/status-round`?"),
        (&["fit", "till"], "`team/till` is there, but no practice"),
        (&["explain", "orfan"], "did you mean `orphan`?"),
        (&["check", "--as-of", "2026-02-30"], "YYYY-MM-DD"),
    ] {
        let ran = run(&root, arguments);
        assert_eq!((ran.status, &*ran.out), (2, ""), "{arguments:?}: {}", ran.err);
        assert!(ran.err.starts_with("error: "), "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(wanted), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn selectors_exclude_each_other() {
    let root = larkspur();
    for arguments in [
        &["fit", "--team", "till", "--context", "new-offering"][..],
        &["fit", "--team", "till", "--set", "interruptions=low"],
        &["fit", "--context", "new-offering", "--set", "interruptions=low"],
    ] {
        assert_eq!(run(&root, arguments).status, 2, "{arguments:?}");
    }
}

#[test]
fn the_exit_status_tells_content_from_configuration() {
    for command in ["check", "fit", "ask", "build"] {
        let clean = clean();
        assert_eq!(run(clean.path(), &[command]).status, 0, "{command}");
        assert_eq!(run(broken().path(), &[command]).status, 1, "{command}");

        let empty = folder(&[]);
        let ran = run(empty.path(), &[command]);
        assert_eq!((ran.status, &*ran.out), (2, ""), "{command}");
        assert!(ran.err.contains("playbook init"), "{}", ran.err);
        assert_eq!(run(empty.path(), &[command, "--root", "nowhere"]).status, 2, "{command}");

        put(&clean, "book.toml", "[book]\ntilte = \"x\"\n");
        let ran = run(clean.path(), &[command]);
        assert_eq!(ran.status, 2, "{command}");
        let all = format!("{}{}", ran.out, ran.err);
        assert!(all.contains("did you mean `title`?"), "{command}: {all}");
    }
}

#[test]
fn a_key_of_mdbooks_is_no_mistake_of_configuration() {
    let folder = clean();
    put(&folder, "book.toml", "[output.html]\nmathjax-support = true\n");
    assert_eq!(run(folder.path(), &["check"]).status, 0);
    assert_eq!(run(folder.path(), &["check", "--strict"]).status, 1);
}

#[test]
fn explain_knows_every_code_that_it_lists() {
    let folder = folder(&[]);
    let list = run(folder.path(), &["explain"]);
    assert_eq!(list.status, 0);
    let codes: Vec<&str> = list
        .out
        .lines()
        .filter(|line| !line.starts_with(' '))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(codes.len() > 50 && codes.contains(&"orphan"));
    for code in ["orphan", "long-summary", "broken-ref"] {
        assert!(codes.contains(&code));
        let ran = run(folder.path(), &["explain", code]);
        assert_eq!((ran.status, &*ran.err), (0, ""));
        assert!(ran.out.starts_with(code) && !ran.out.contains("---\ntitle"), "{}", ran.out);
    }
}

#[test]
fn the_day_is_the_callers_then_the_epochs_then_the_books() {
    let root = larkspur();
    let day = |arguments: &[&str], epoch: Option<&str>| {
        let mut command = super::world::program(&root, arguments);
        if let Some(epoch) = epoch {
            command.env("SOURCE_DATE_EPOCH", epoch);
        }
        super::world::ran(command.output().expect("the program starts"))
    };
    let ask = ["ask", "--format", "json"];
    let asked = ["ask", "--format", "json", "--as-of", "2026-07-01"];
    assert_eq!(day(&ask, None).json()["as_of"], "2026-06-01");
    assert_eq!(day(&ask, Some("1000000000")).json()["as_of"], "2001-09-09");
    assert_eq!(day(&asked, Some("1000000000")).json()["as_of"], "2026-07-01");
    for garbage in ["", "yesterday", "-1", "99999999999999"] {
        let ran = day(&ask, Some(garbage));
        assert_eq!((ran.status, &*ran.out), (2, ""), "{garbage}");
        assert!(ran.err.contains("SOURCE_DATE_EPOCH"), "{}", ran.err);
    }
}

/// Who stands in a folder of a playbook is told where it is, and not to begin another there.
#[test]
fn a_playbook_above_is_named() {
    let folder = clean();
    let above = |folder: &Path, arguments: &[&str], path: &str| {
        let ran = run(folder, arguments);
        assert_eq!(ran.status, 2);
        let told = format!("run it there, or with `--root {path}`");
        assert!(ran.err.contains(&told) && !ran.err.contains("init"), "{}", ran.err);
    };
    put(&folder, "content/guide/one.md", "One.\n");
    above(&folder.path().join("content"), &["check"], "..");
    above(&folder.path().join("content/guide"), &["build"], "../..");
    above(folder.path(), &["check", "--root", "content"], "content/..");
    put(&folder, "book.toml", "[book]\n");
    put(&folder, "themes/ours/a.css", "");
    above(&folder.path().join("themes/ours"), &["check"], "../..");
}
