//! `playbook check`.

use std::path::Path;

use serde_json::Value;

use super::world::{broken, clean, folder, larkspur, put, run};

const KEYS: [&str; 9] =
    ["code", "severity", "message", "file", "line", "column", "end_line", "end_column", "hints"];

fn objects(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().map(|map| map.keys().map(String::as_str).collect()).unwrap_or_default()
}

#[test]
fn larkspur_has_exactly_its_five_deliberate_warnings() {
    let ran = run(&larkspur(), &["check", "--format", "json"]);
    assert_eq!((ran.status, &*ran.err), (0, ""));
    let found = objects(&ran.out);
    let said: Vec<(&str, &str)> = found
        .iter()
        .map(|found| (found["code"].as_str().unwrap_or(""), found["file"].as_str().unwrap_or("")))
        .collect();
    assert_eq!(
        said,
        [
            ("artifact-unconsumed", "content/artifacts/weekly-status-deck.md"),
            ("no-owner", "content/rituals/quiet-days.md"),
            ("avoid-without-reason", "content/teams/front-desk.md"),
            ("prerequisite-not-run", "content/teams/harness.md"),
            ("scaffold-expired", "content/teams/ledger-move.md"),
        ]
    );
    for found in &found {
        assert_eq!(keys(found), KEYS);
        assert_eq!(found["severity"], "warning");
        assert!(found["line"].as_u64() >= Some(1) && found["column"].as_u64() >= Some(1));
    }
}

/// What stops a build before it renders anything is no news to who has checked.
#[test]
fn the_theme_is_read_as_a_build_reads_it() {
    let book = clean();
    let with = |theme: &str| {
        put(&book, "book.toml", &format!("[output.html]\ntheme = \"{theme}\"\n"));
    };
    let both = |status: i32| {
        let checked = run(book.path(), &["check", "--format", "short"]);
        let built = run(book.path(), &["build"]);
        assert_eq!((checked.status, built.status), (status, status), "{checked:?} {built:?}");
        (checked.out, built.err)
    };
    put(&book, "themes/ours/templates/prose.html", "{% extends \"default/prose.html\" %}");
    with("themes/ours");
    assert_eq!(both(0).0, "");
    for (template, said) in [
        ("{% if %}", "themes/ours/templates/practice.html:1:"),
        ("{{ page.title | saef }}", "unknown filter `saef`"),
        ("{% extends \"bse.html\" %}", "there is no template `bse.html`"),
        ("{{<crad />}}", "crad"),
    ] {
        put(&book, "themes/ours/templates/practice.html", template);
        let (checked, built) = both(1);
        assert!(checked.contains("error[template-error]"), "{checked}");
        assert!(checked.contains(said) && built.contains("template-error"), "{checked}{built}");
    }
    with("themes/ors");
    let (checked, built) = both(2);
    let said = "book.toml:2:9: error[config-value]: the theme's folder `themes/ors` does not exist";
    assert!(checked.starts_with(said), "{checked}");
    assert!(built.contains("did you mean `themes/ours`?"), "{built}");
}

/// A slip in a theme is told by whoever reads it, at the level that the site set.
#[test]
fn what_a_theme_does_not_use_is_told_by_check_and_build() {
    let book = clean();
    let theme = "[output.html]\ntheme = \"themes/ours\"\n";
    put(&book, "book.toml", theme);
    put(&book, "themes/ours/brand.css", ":root { --accent: teal }\n");
    let said = "themes/ours/brand.css:1:1: warning[unused-theme-file]";
    let checked = run(book.path(), &["check", "--format", "short"]);
    assert!(checked.status == 0 && checked.out.contains(said), "{checked:?}");
    let built = run(book.path(), &["build"]);
    assert!(built.status == 0 && built.err.contains("did you mean `assets/brand.css`?"));
    assert!(built.err.ends_with(" s\n") && built.err.contains(": 1 warning, "), "{}", built.err);
    let health = std::fs::read_to_string(book.path().join("book/health/index.html"));
    assert!(health.expect("a page").contains("themes/ours/brand.css"));
    assert_eq!(run(book.path(), &["build", "--strict", "--out", "strict"]).status, 1);
    assert!(!book.path().join("strict").exists());
    put(&book, "book.toml", &format!("{theme}[check]\nunused-theme-file = \"off\"\n"));
    assert_eq!(run(book.path(), &["check", "--strict", "-q"]).status, 0);
}

/// Who mends the content should not hear of the theme only then.
#[test]
fn a_build_tells_what_is_wrong_in_content_and_theme_at_once() {
    let book = broken();
    put(&book, "book.toml", "[output.html]\ntheme = \"themes/ours\"\n");
    put(&book, "themes/ours/templates/prose.html", "{% if %}");
    for arguments in [&["build"][..], &["build", "--keep-going"], &["build", "-q"]] {
        let built = run(book.path(), arguments);
        assert_eq!(built.status, 1, "{built:?}");
        let both = ["error[broken-link]", "error[template-error]", "no site was written"];
        assert!(both.iter().all(|said| built.err.contains(said)), "{}", built.err);
        assert!(!book.path().join("book").exists());
    }
}

/// A path is the way from where the program runs: it can be clicked, and a forge finds the file, also
/// where the playbook is a folder of a larger repository.
#[test]
fn files_are_named_from_where_the_program_runs() {
    let book = broken();
    let (above, name) = (book.path().parent().unwrap(), book.path().file_name().unwrap());
    let name = name.to_str().unwrap();
    let shown = |at: &Path, root: &str, format: &str| {
        let ran = run(at, &["check", "--root", root, "--format", format]);
        assert_eq!(ran.status, 1, "{ran:?}");
        ran.out
    };
    let whole = book.path().to_str().unwrap();
    for (at, root, before) in [
        (above, name, format!("{name}/")),
        (above, &*format!("./{name}/"), format!("{name}/")),
        (above, whole, format!("{name}/")),
        (&*book.path().join("content"), "..", "../".to_owned()),
        (book.path(), ".", String::new()),
        // From elsewhere a whole path leads to the root, which is named already.
        (Path::new("/"), whole, whole.strip_prefix('/').unwrap().to_owned() + "/"),
    ] {
        let begins = |text: &str, sign: &str| {
            let wanted = format!("{sign}{before}content/");
            assert!(text.contains(&wanted), "no {wanted} in {text}");
        };
        begins(&format!("\n{}", shown(at, root, "short")), "\n");
        begins(&shown(at, root, "human"), "--> ");
        begins(&shown(at, root, "github"), "file=");
        begins(&shown(at, root, "json"), "\"file\":\"");
        begins(&shown(at, root, "sarif"), "\"uri\": \"");
    }
}

/// What cannot be read of a theme is named from the playbook's root, wherever that is.
#[test]
fn files_of_a_theme_are_named_from_the_root() {
    let book = clean();
    put(&book, "book.toml", "[output.html]\ntheme = \"themes/ours\"\n");
    let root = book.path().to_str().expect("a path that is text");
    let failure = |path: &str, bytes: &[u8]| {
        put(&book, path, "");
        std::fs::write(book.path().join(path), bytes).expect("a file");
        let ran = run(book.path(), &["check", "--root", root]);
        std::fs::remove_file(book.path().join(path)).expect("no file");
        assert_eq!(ran.status, 2, "{ran:?}");
        ran.err
    };
    let told = failure("themes/ours/templates/prose.html", b"caf\xe9");
    assert!(
        told.contains("error: `themes/ours/templates/prose.html` is not UTF-8 at byte 3\n"),
        "{told}"
    );
    let told = failure("themes/ours/assets/film.mp4", &vec![0; 33 << 20]);
    assert!(told.contains("error: `themes/ours/assets/film.mp4` is larger than 32 MB\n"), "{told}");
    std::fs::remove_dir_all(book.path().join("themes")).expect("no themes");
    put(&book, "themes", "a file");
    let told = run(book.path(), &["check", "--format", "short"]).out;
    assert!(told.contains("the theme's folder `themes/ours` does not exist"), "{told}");
    std::fs::remove_file(book.path().join("themes")).expect("no file");
    put(&book, "themes/ours", "a file");
    let told = run(book.path(), &["check", "--format", "short"]).out;
    assert!(told.contains("the theme's folder `themes/ours` is not a folder"), "{told}");
}

#[test]
fn strict_makes_warnings_errors() {
    let ran = run(&larkspur(), &["check", "--strict", "--format", "json"]);
    assert_eq!(ran.status, 1);
    assert!(objects(&ran.out).iter().all(|found| found["severity"] == "error"));
}

#[test]
fn results_go_to_standard_output_and_the_summary_beside_them() {
    let broken = broken();
    let ran = run(broken.path(), &["check"]);
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("error[broken-link]") && ran.out.contains("content/a,b.md:1:"));
    assert!(ran.err.starts_with("3 pages, 2 links checked: 1 error"), "{}", ran.err);
    assert!(!ran.out.contains("checked:"));
    assert_eq!(run(broken.path(), &["check", "--quiet"]).err, "");
    for format in ["json", "sarif"] {
        assert_eq!(run(broken.path(), &["check", "--format", format]).err, "");
    }
    let clean = clean();
    let ran = run(clean.path(), &["check"]);
    assert_eq!((ran.status, &*ran.out), (0, ""));
    assert!(ran.err.contains("no errors and no warnings"));
}

#[test]
fn short_is_a_line_each() {
    let ran = run(broken().path(), &["check", "--format", "short"]);
    let line = ran.out.lines().find(|line| line.contains("broken-link")).expect("a line");
    assert!(line.starts_with("content/a,b.md:1:"), "{line}");
}

#[test]
fn github_escapes_what_would_end_its_commands() {
    let ran = run(broken().path(), &["check", "--format", "github"]);
    let line = ran.out.lines().find(|line| line.contains("broken-link")).expect("a command");
    assert!(line.starts_with("::error file=content/a%2Cb.md,line=1,col="), "{line}");
    assert!(ran.out.lines().all(|line| line.starts_with("::")), "{}", ran.out);
    let larkspur = run(&larkspur(), &["check", "--format", "github"]);
    assert_eq!(larkspur.out.lines().count(), 5);
    assert!(larkspur.out.lines().all(|line| line.contains("%0A")), "{}", larkspur.out);
}

/// A program that lists findings has no picture to show the other place in.
#[test]
fn the_second_place_is_named_in_every_form() {
    let folder = clean();
    let copy = "---\ntitle: Zed\nsummary: Unblock today.\nowner: us\n---\nT.\n";
    put(&folder, "content/rituals/more/huddle.md", copy);
    put(&folder, "content/roles/copy.md", copy);
    let other = "content/rituals/huddle.md";
    for format in ["human", "short", "json", "github"] {
        let ran = run(folder.path(), &["check", "--format", format]);
        let of = |code: &str| {
            let about = ran.out.split_inclusive('\n').find(|line| line.contains(code));
            about.unwrap_or_else(|| panic!("{code}: {}", ran.out)).to_owned()
        };
        for code in ["duplicate-id", "duplicate-summary"] {
            assert!(of(code).contains(other), "{format}: {}", of(code));
        }
    }
    let log = run(folder.path(), &["check", "--format", "sarif"]).json();
    let results = log["runs"][0]["results"].as_array().expect("results");
    let repeated = |result: &&Value| result["ruleId"] == "duplicate-id";
    let related = &results.iter().find(repeated).expect("a result")["relatedLocations"][0];
    assert_eq!(related["physicalLocation"]["artifactLocation"]["uri"], other);
    assert_eq!(related["message"]["text"], "the other one");
}

#[test]
fn sarif_has_what_the_standard_requires() {
    let log = run(broken().path(), &["check", "--format", "sarif"]).json();
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().is_some_and(|schema| schema.contains("sarif")));
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "playbook");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    assert!(!results.is_empty());
    for result in results {
        let index = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(result["message"]["text"].is_string());
        assert!(matches!(result["level"].as_str(), Some("error" | "warning")));
        let place = &result["locations"][0]["physicalLocation"];
        assert!(place["artifactLocation"]["uri"].is_string());
        assert!(place["region"]["startLine"].as_u64() >= Some(1));
    }
    let clean = super::world::run(clean().path(), &["check", "--format", "sarif"]);
    assert_eq!(clean.json()["runs"][0]["results"], Value::Array(Vec::new()));
}

/// What a terminal would obey is in no form as it is, and JSON means the same.
#[test]
fn no_form_holds_what_a_terminal_would_obey() {
    let folder = clean();
    let odd = "x\u{7f}\u{9b}2J\u{202e}y\u{2028}z";
    put(&folder, "content/page.md", &format!("[[{odd}]] and\n\n# {odd}\n"));
    for format in ["human", "short", "json", "github", "sarif"] {
        let ran = run(folder.path(), &["check", "--format", format]);
        let is_obeyed =
            |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}');
        assert!(!ran.out.contains(is_obeyed), "{format}: {:?}", ran.out);
        assert!(ran.out.contains("broken-ref"), "{format}: {:?}", ran.out);
    }
    let found = objects(&run(folder.path(), &["check", "--format", "json"]).out);
    let said = |found: &Value| found["message"].as_str().is_some_and(|text| text.contains(odd));
    assert!(found.iter().any(said), "{found:?}");
}

#[test]
fn people_see_long_lists_folded_and_errors_last() {
    let folder = broken();
    for number in 0..30 {
        let text =
            format!("---\ntitle: N{number}\nsummary: Number {number}.\ncolour: red\n---\nText.\n");
        put(&folder, &format!("content/principles/n{number}.md"), &text);
    }
    let ran = run(folder.path(), &["check"]);
    assert!(ran.out.contains("\nand 20 more of `unknown-key`\n"), "{}", ran.out);
    let last_warning = ran.out.rfind("warning[").expect("warnings");
    assert!(last_warning < ran.out.find("error[").expect("an error"));
    let all = run(folder.path(), &["check", "--format", "json"]);
    let keys = objects(&all.out).iter().filter(|found| found["code"] == "unknown-key").count();
    assert_eq!(keys, 30);
}

#[test]
fn drafts_are_read_on_request() {
    let folder = clean();
    put(
        &folder,
        "content/rituals/idea.md",
        "---\ntitle: Idea\nsummary: An idea.\nstate: draft\ncycel: x\n---\nText.\n",
    );
    assert!(!run(folder.path(), &["check", "--format", "short"]).out.contains("no-owner"));
    assert!(
        run(folder.path(), &["check", "--drafts", "--format", "short"]).out.contains("no-owner")
    );
}

#[test]
fn a_wrong_configuration_is_printed_as_asked_for() {
    let folder = folder(&[("book.toml", "[book]\ntilte = \"x\"\n"), ("content/index.md", "# x\n")]);
    let ran = run(folder.path(), &["check", "--format", "json"]);
    assert_eq!((ran.status, &*ran.err), (2, ""));
    let found = objects(&ran.out);
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0]["code"], &found[0]["file"]), (&"config-key".into(), &"book.toml".into()));
}
