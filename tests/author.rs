//! What helps authors to write, through the real program: init, new, schema, rename, theme
//! copy, completions, man.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const KINDS: [&str; 12] = [
    "ritual",
    "artifact",
    "framework",
    "exercise",
    "team",
    "context",
    "factor",
    "need",
    "role",
    "cycle",
    "principle",
    "anti-pattern",
];

fn playbook(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_playbook"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("SOURCE_DATE_EPOCH")
        .env("NO_COLOR", "1")
        .output()
        .expect("the program runs")
}

/// Runs and wants a status; standard output and standard error.
#[track_caller]
fn run(folder: &Path, arguments: &[&str], status: i32) -> (String, String) {
    let output = playbook(folder, arguments);
    let out = String::from_utf8(output.stdout).expect("standard output is UTF-8");
    let err = String::from_utf8(output.stderr).expect("standard error is UTF-8");
    assert_eq!(output.status.code(), Some(status), "{arguments:?}\n{out}\n{err}");
    (out, err)
}

fn example() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    run(folder.path(), &["init", "--example"], 0);
    folder
}

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file under a folder with its bytes, in order.
fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(&at).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("inside").display().to_string();
                files.push((name, fs::read(&path).expect("a file")));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn the_starter_has_no_errors_and_no_warnings_and_builds() {
    let folder = TempDir::new().expect("a folder");
    let (_, told) = run(folder.path(), &["init", "Bob's new place"], 0);
    assert!(told.contains("\n  cd 'Bob'\\''s new place'\n"), "a shell takes it for one: {told}");
    let (_, told) = run(folder.path(), &["init", "new/place"], 0);
    assert!(told.contains("cd new/place"), "{told}");
    let place = folder.path().join("new/place");
    run(&place, &["check", "--strict"], 0);
    run(&place, &["build", "--strict"], 0);
    assert!(place.join("book/rituals/weekly-plan/index.html").is_file());
    let (_, summary) = run(&place, &["check"], 0);
    assert!(summary.contains("no errors and no warnings"), "{summary}");
    // What it is about works on it: there is something to rank, and nothing but the playbook
    // lies in the folder.
    let (ranked, _) = run(&place, &["fit", "--team", "our-team"], 0);
    assert!(ranked.contains("Weekly plan"), "{ranked}");
    let mut names: Vec<String> = fs::read_dir(&place)
        .expect("a folder")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, [".gitignore", "book", "book.toml", "content"]);
}

#[test]
fn the_example_is_the_whole_of_larkspur() {
    let folder = example();
    run(folder.path(), &["check"], 0);
    let ours = tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"));
    assert_eq!(tree(&folder.path().join("content")), ours);
    assert!(!read(folder.path(), "book.toml").contains("\ntheme ="));
    run(folder.path(), &["build"], 0);
}

#[test]
fn init_refuses_a_folder_that_holds_something() {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("notes.txt"), "mine").expect("written");
    fs::create_dir(folder.path().join("sub")).expect("made");
    let before = tree(folder.path());
    for arguments in [&["init"][..], &["init", "--example"], &["init", "."]] {
        let (_, told) = run(folder.path(), arguments, 2);
        assert!(told.contains("`notes.txt`, `sub/`"), "{told}");
        assert_eq!(tree(folder.path()), before);
    }
    let repository = folder.path().join("sub");
    fs::create_dir(repository.join(".git")).expect("made");
    run(&repository, &["init"], 0);
    run(&repository, &["init"], 2);
    let (_, told) = run(folder.path(), &["init", "notes.txt"], 2);
    assert!(told.contains("notes.txt"), "{told}");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2);
}

#[test]
fn a_killed_init_leaves_a_whole_project_or_none() {
    let whole = tree(example().path()).len();
    for (name, exists) in [("absent", false), ("empty", true)] {
        let folder = TempDir::new().expect("a folder");
        let mut seen_none = false;
        for round in 0..30 {
            let place = folder.path().join(format!("{name}-{round}"));
            if exists {
                fs::create_dir(&place).expect("made");
            }
            let mut child = Command::new(env!("CARGO_BIN_EXE_playbook"))
                .args(["init", "--example"])
                .arg(&place)
                .stderr(Stdio::null())
                .spawn()
                .expect("the program runs");
            std::thread::sleep(std::time::Duration::from_millis(round));
            // SIGKILL: nobody can clean up behind it.
            let _ = child.kill();
            let _ = child.wait();
            let shown: Vec<String> = fs::read_dir(&place)
                .map(|entries| {
                    entries
                        .flatten()
                        .map(|entry| entry.file_name().to_string_lossy().into_owned())
                        .filter(|name| !name.starts_with('.') || name == ".gitignore")
                        .collect()
                })
                .unwrap_or_default();
            if shown.is_empty() {
                seen_none = true;
                // The next one clears what was left, and makes the project.
                run(folder.path(), &["init", "--example", &place.display().to_string()], 0);
            }
            if shown.iter().any(|name| name == "book.toml") || shown.is_empty() {
                let files = tree(&place);
                let files = files.iter().filter(|(name, _)| !name.starts_with(".init.")).count();
                assert_eq!(files, whole, "{name} {round}");
            }
        }
        assert!(seen_none, "no kill came in time");
        let left: Vec<_> = fs::read_dir(folder.path())
            .expect("a folder")
            .flatten()
            .filter(|entry| entry.file_name().to_string_lossy().starts_with('.'))
            .collect();
        assert!(left.len() <= 1, "{left:?}");
    }
}

#[test]
fn a_new_entry_has_no_errors_in_a_grown_playbook_and_in_an_empty_one() {
    let grown = example();
    let empty = TempDir::new().expect("a folder");
    fs::create_dir(empty.path().join("content")).expect("made");
    for place in [grown.path(), empty.path()] {
        for kind in KINDS {
            let (path, _) = run(place, &["new", kind, "brand-new"], 0);
            assert!(place.join(path.trim()).is_file(), "{path}");
            run(place, &["check"], 0);
            // What stands in comments is right as well, where there is something to name.
            if place == grown.path() {
                uncomment(place, path.trim());
                run(place, &["check"], 0);
                fs::remove_file(place.join(path.trim())).expect("removed");
            }
        }
    }
    run(empty.path(), &["build"], 0);
}

/// What is new is not published without a word: each kind's file says what is still to be written,
/// and says nothing of it once it is.
#[test]
fn a_new_entry_says_what_is_still_to_be_written() {
    let folder = TempDir::new().expect("a folder");
    fs::create_dir(folder.path().join("content")).expect("made");
    for kind in KINDS {
        let (path, _) = run(folder.path(), &["new", kind, "brand-new"], 0);
        let path = path.trim();
        let said = |path: &str| {
            let (out, _) = run(folder.path(), &["check", "--format", "short"], 0);
            let is_said = |line: &&str| line.starts_with(path) && line.contains("[placeholder]");
            out.lines().find(is_said).map(str::to_owned)
        };
        let text = read(folder.path(), path);
        let told = said(path).unwrap_or_else(|| panic!("{kind}: nothing"));
        let headings = text.lines().filter_map(|line| line.strip_prefix("## "));
        for heading in headings.map(|heading| format!("“{heading}”")).chain(["`summary`".into()])
        {
            assert!(told.contains(&heading), "{heading}: {told}");
        }
        let written = text.lines().map(|line| match line {
            line if line.starts_with("summary: ") => "summary: It is.".to_owned(),
            line if line.starts_with("question: ") => "question: Is it?".to_owned(),
            line if line.starts_with("    looks_like: ") => "    looks_like: It is.".to_owned(),
            line if line.starts_with("<!--") => format!("{line}\nWords."),
            line => line.to_owned(),
        });
        let written: Vec<String> = written.collect();
        fs::write(folder.path().join(path), written.join("\n")).expect("written");
        assert_eq!(said(path), None, "{kind}");
    }
}

/// Takes away the `#` at the beginning of lines that are not documentation.
fn uncomment(folder: &Path, path: &str) {
    let text = read(folder, path);
    let lines = text.lines().map(|line| match line.strip_prefix('#') {
        Some(key) if key.starts_with(|c: char| c.is_ascii_lowercase()) => key,
        Some(more) if more.starts_with("  ") => more,
        _ => line,
    });
    let text: String = lines.map(|line| format!("{line}\n")).collect();
    assert!(!text.contains("\n#see_also"), "{text}");
    assert!(text.contains("\nsee_also:"), "{text}");
    fs::write(folder.join(path), text).expect("written");
}

#[test]
fn a_new_entry_knows_the_sites_own_kinds_and_keys() {
    let folder = TempDir::new().expect("a folder");
    fs::create_dir(folder.path().join("content")).expect("made");
    fs::write(
        folder.path().join("book.toml"),
        "[kinds.metric]\nfolder = \"metrics\"\npractice = true\n\
         [kinds.metric.fields.unit]\ntype = \"enum\"\nvalues = [\"hours\", \"2\"]\nrequired = true\n\
         doc = \"What it counts.\"\n[kinds.metric.fields.since]\ntype = \"date\"\n\
         [kinds.ritual.fields.room]\ndoc = \"Where we meet.\"\n",
    )
    .expect("written");
    let (path, _) = run(folder.path(), &["new", "metric", "lead-time"], 0);
    assert_eq!(path, "content/metrics/lead-time.md\n");
    let text = read(folder.path(), path.trim());
    assert!(text.contains("# What it counts.\nunit: hours\n"), "{text}");
    assert!(text.contains("#since: ") && text.contains("#fit:"), "{text}");
    run(folder.path(), &["new", "ritual", "walk", "--bare", "--title", "A: \"walk\" #1"], 0);
    run(folder.path(), &["check"], 0);
    let bare = read(folder.path(), "content/rituals/walk.md");
    assert!(bare.contains("title: \"A: \\\"walk\\\" #1\"\n"), "{bare}");
    assert!(!bare.contains("room") && !bare.contains("#cycle"), "{bare}");
    let (schema, _) = run(folder.path(), &["schema", "metric"], 0);
    let schema: serde_json::Value = serde_json::from_str(&schema).expect("JSON");
    assert_eq!(schema["properties"]["unit"]["enum"], serde_json::json!(["hours", "2", 2]));
    assert_eq!(schema["properties"]["unit"]["description"], "What it counts.");
    assert_eq!(schema["required"], serde_json::json!(["title", "summary", "unit"]));
}

#[test]
fn new_refuses_what_would_not_do() {
    let folder = example();
    fs::create_dir_all(folder.path().join("content/rituals/old")).expect("made");
    fs::write(
        folder.path().join("content/rituals/old/walk.md"),
        "---\ntitle: A\nstate: draft\n---\n",
    )
    .expect("written");
    let before = tree(folder.path());
    for (arguments, words) in [
        (&["new", "ritaul", "x"][..], "did you mean `ritual`?"),
        (&["new", "rituals", "x"], "did you mean `ritual`?"),
        (&["new", "page", "x"], "there is no kind `page`"),
        (&["new", "ritual", "Garden Walk"], "did you mean `garden-walk`?"),
        (&["new", "ritual", "../walk"], "cannot be an id"),
        (&["new", "ritual", "index"], "cannot be an id"),
        (&["new", "ritual", "bet-table"], "`content/rituals/bet-table.md`"),
        (&["new", "ritual", "walk"], "`content/rituals/old/walk.md`"),
        (&["new", "ritual", "x", "--title", "  "], "the title is blank"),
        (&["new", "ritual", "x", "--title", "\u{200b} \u{2060}"], "the title is blank"),
        (&["new", "ritual"], "<ID>"),
        (&["new", "ritual", "x", "--tilte", "y"], "did you mean `--title`?"),
        (&["new", "ritual", "x", "--root", "nowhere"], "there is no folder `nowhere`"),
    ] {
        let (out, told) = run(folder.path(), arguments, 2);
        assert!(told.contains(words) && out.is_empty(), "{arguments:?}\n{told}");
    }
    assert_eq!(tree(folder.path()), before);
    // Within a playbook it is that one that is meant.
    let (_, told) = run(&folder.path().join("content/rituals"), &["new", "ritual", "x"], 2);
    assert!(told.contains("`../..` may be the playbook"), "{told}");
    let nothing = TempDir::new().expect("a folder");
    let (_, told) = run(nothing.path(), &["new", "ritual", "x"], 2);
    assert!(told.contains("`playbook init`"), "{told}");
    assert_eq!(fs::read_dir(nothing.path()).expect("a folder").count(), 0);
}

#[test]
fn what_a_build_would_read_is_what_an_author_begins_beside() {
    let folder = TempDir::new().expect("a folder");
    let at = folder.path();
    // What a build passes over is nothing to begin beside.
    fs::create_dir_all(at.join("content/.obsidian")).expect("made");
    fs::write(at.join("content/.obsidian/t.md"), "a template").expect("written");
    let (_, told) = run(at, &["rename", "ritual/r", "s"], 2);
    assert!(told.contains("there is nothing to rename yet"), "{told}");
    run(at, &["new", "ritual", "r"], 0);
    // And a page is one by whichever of its endings.
    fs::rename(at.join("content/rituals/r.md"), at.join("content/rituals/r.markdown"))
        .expect("moved");
    let (_, told) = run(at, &["new", "ritual", "r"], 2);
    assert!(told.contains("`content/rituals/r.markdown`"), "{told}");
    assert!(!at.join("content/rituals/r.md").exists());
}

#[test]
fn schemas_are_printed_and_written() {
    let folder = example();
    let (one, _) = run(folder.path(), &["schema", "ritual"], 0);
    assert!(one.contains("https://json-schema.org/draft/2020-12/schema"));
    let (old, _) = run(folder.path(), &["schema", "ritual", "--dialect", "draft-07"], 0);
    assert!(old.contains("http://json-schema.org/draft-07/schema#"));
    let (paths, _) = run(folder.path(), &["schema", "--out", ".schemas", "--refs"], 0);
    assert_eq!(paths.lines().count(), KINDS.len());
    run(folder.path(), &["schema", "--out", ".schemas"], 0);
    fs::write(folder.path().join(".schemas/team.schema.json"), "{}").expect("written");
    let before = tree(folder.path());
    let (_, told) = run(folder.path(), &["schema", "--out", ".schemas", "--refs"], 2);
    assert!(told.contains("team.schema.json"), "{told}");
    assert_eq!(tree(folder.path()), before);
    let (_, told) = run(folder.path(), &["schema", "rituel"], 2);
    assert!(told.contains("did you mean `ritual`?"), "{told}");
    let nothing = TempDir::new().expect("a folder");
    run(nothing.path(), &["schema"], 0);
    fs::write(nothing.path().join("book.toml"), "[bok]\n").expect("written");
    run(nothing.path(), &["schema"], 2);
}

#[test]
fn a_theme_file_is_brought_over_once() {
    let folder = example();
    let (list, _) = run(folder.path(), &["theme", "copy"], 0);
    assert!(list.lines().any(|line| line == "templates/practice.html"), "{list}");
    let (path, told) = run(folder.path(), &["theme", "copy", "assets/brand.css"], 0);
    assert_eq!(path, "themes/ours/assets/brand.css\n");
    assert!(told.contains("theme = \"themes/ours\""), "{told}");
    let copied = folder.path().join(path.trim());
    fs::write(&copied, "mine").expect("written");
    run(folder.path(), &["theme", "copy", "assets/brand.css"], 2);
    assert_eq!(fs::read_to_string(&copied).expect("read"), "mine");
    for wrong in ["brand.css", "assets/brnad.css", "templates/practise.html", "practice"] {
        let (_, told) = run(folder.path(), &["theme", "copy", wrong], 2);
        assert!(told.contains("did you mean `"), "{wrong}: {told}");
    }
    run(folder.path(), &["theme", "copy", "../../etc/passwd"], 2);
    let book = read(folder.path(), "book.toml");
    let book = book.replace("# theme = \"themes/ours\"", "theme = \"themes/larkspur\"");
    fs::write(folder.path().join("book.toml"), book).expect("written");
    let (path, told) = run(folder.path(), &["theme", "copy", "templates/home.html"], 0);
    assert_eq!((path.as_str(), told.as_str()), ("themes/larkspur/templates/home.html\n", ""));
    run(folder.path(), &["build"], 0);
}

#[test]
fn what_led_to_the_values_of_a_factor_leads_there_under_its_new_name() {
    let folder = example();
    let at = folder.path();
    run(at, &["rename", "factor/coupling", "entanglement"], 0);
    run(at, &["build"], 0);
    let old = read(at, "book/factors/coupling/tangled/index.html");
    assert!(old.contains("url=../../../factors/entanglement/tangled/"), "{old}");
    assert!(
        read(at, "book/factors/coupling/index.html").contains("url=../../factors/entanglement/")
    );
    assert!(read(at, "book/factors/entanglement/tangled/index.html").contains("<h1"));
    assert!(!read(at, "book/playbook.json").contains("factors/coupling"));
}

#[test]
fn what_follows_an_id_in_a_path_and_has_its_name_keeps_it() {
    let folder = TempDir::new().expect("a folder");
    let at = folder.path();
    let put = |path: &str, text: &str| put(at, path, text);
    let pace = "---\ntitle: Pace\nsummary: How fast.\nquestion: How fast?\nvalues:\n  - id: pace\n    \
                label: At a pace\n    looks_like: It runs.\n  - id: slow\n    label: Slow\n    \
                looks_like: It walks.\n---\n[own](pace/pace/)\n";
    put("factors/pace.md", pace);
    let walk = "---\ntitle: Walk\nsummary: A walk.\n---\n![m](walk/map.png)\n\n## The walk\n";
    put("rituals/walk/index.md", walk);
    put("rituals/walk/walk/map.png", "png");
    let guide = |factor: &str, ritual: &str| {
        format!(
            "# Guide\n\n[a](factors/{factor}/pace/) [b](/factors/{factor}/pace/index.html) \
             [c](factors/{factor}/slow/) [[factor/{factor}/pace]] [d](factors/{factor}/)\n\n\
             ![m](rituals/{ritual}/walk/map.png) [[{ritual}#the-walk]]\n"
        )
    };
    put("guide.md", &guide("pace", "walk"));
    run(at, &["check"], 0);
    run(at, &["rename", "factor/pace", "tempo"], 0);
    run(at, &["rename", "ritual/walk", "stroll"], 0);
    assert_eq!(read(at, "content/guide.md"), guide("tempo", "stroll"));
    assert!(read(at, "content/factors/tempo.md").contains("[own](tempo/pace/)"));
    assert!(read(at, "content/rituals/stroll/index.md").contains("(walk/map.png)"));
    run(at, &["check"], 0);
}

/// Writes a file of the content.
fn put(root: &Path, path: &str, text: &str) {
    let path = root.join("content").join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}

/// Two kinds may share an id; what named the first by it alone names it with its kind now.
#[test]
fn a_new_id_that_another_kind_has_leaves_nothing_in_doubt() {
    let folder = TempDir::new().expect("a folder");
    let at = folder.path();
    let put = |path: &str, text: &str| put(at, path, text);
    put(
        "needs/a.md",
        "---\ntitle: A\nsummary: A need.\nsee_also: [b]\n---\n[[b]] [[b|so]] [[a]]\n",
    );
    put("roles/b.md", "---\ntitle: B\nsummary: A role.\n---\n[[b]]\n");
    put(
        "rituals/r.md",
        "---\ntitle: R\nsummary: A ritual.\nneeds: [a]\nparticipants: [{role: b}]\n---\n",
    );
    run(at, &["check"], 0);
    run(at, &["rename", "need/a", "b"], 0);
    let need = read(at, "content/needs/b.md");
    assert!(need.contains("see_also: [role/b]"), "{need}");
    assert!(need.contains("[[role/b]] [[role/b|so]] [[need/b]]"), "{need}");
    assert!(read(at, "content/roles/b.md").contains("[[role/b]]"));
    let ritual = read(at, "content/rituals/r.md");
    assert!(ritual.contains("needs: [need/b]") && ritual.contains("{role: b}"), "{ritual}");
    run(at, &["check"], 0);
}

/// A role and a team may share an id, and owners name either by it alone.
#[test]
fn a_new_id_of_a_team_leaves_the_owner_that_a_role_is() {
    let folder = TempDir::new().expect("a folder");
    let at = folder.path();
    put(at, "roles/guild.md", "---\ntitle: Guild\nsummary: A role.\n---\n");
    let team = "---\ntitle: Team\nsummary: A team.\nowner: guild\npractices:\n  - ref: sync\n    \
                owner: guild\n---\n";
    put(at, "teams/till.md", team);
    put(at, "rituals/sync.md", "---\ntitle: Sync\nsummary: A ritual.\nowner: [guild, till]\n---\n");
    run(at, &["check"], 0);
    run(at, &["rename", "team/till", "guild"], 0);
    let ritual = read(at, "content/rituals/sync.md");
    assert!(ritual.contains("owner: [role/guild, team/guild]\n"), "{ritual}");
    let team = read(at, "content/teams/guild.md");
    assert_eq!(team.matches("owner: role/guild\n").count(), 2, "{team}");
    run(at, &["check"], 0);
}

/// However `aliases` is written, the old address comes to stand in it.
#[test]
fn an_old_address_joins_whatever_aliases_there_are() {
    for (written, wanted) in [
        ("aliases:\n", "aliases: [/rituals/walk/]\n"),
        ("aliases: # none yet\n", "aliases: [/rituals/walk/] # none yet\n"),
        ("aliases: ~ # none\n", "aliases: [/rituals/walk/] # none\n"),
        ("#aliases:\n#  - /a/\naliases:\n", "#aliases:\n#  - /a/\naliases: [/rituals/walk/]\n"),
        ("\"aliases\":\n", "\"aliases\": [/rituals/walk/]\n"),
        ("aliases: /a/\n", "aliases: [/a/, /rituals/walk/]\n"),
        ("aliases: \"/a/\" # so\n", "aliases: [\"/a/\", /rituals/walk/] # so\n"),
        ("aliases: /a,b/\n", "aliases: [\"/a,b/\", /rituals/walk/]\n"),
        ("aliases:\n- &a /a/\n", "aliases:\n- &a /a/\n- /rituals/walk/\n"),
        ("aliases: [ ]\n", "aliases: [/rituals/walk/ ]\n"),
        ("aliases: [/a/, '/b/',]\n", "aliases: [/a/, '/b/', /rituals/walk/,]\n"),
        (
            "aliases: [\n  /a/,\n  /b/, # the last, so far\n]\n",
            "aliases: [\n  /a/,\n  /b/, /rituals/walk/, # the last, so far\n]\n",
        ),
        (
            "aliases:\n  - /a/\n  - '/b/' # so\n",
            "aliases:\n  - /a/\n  - '/b/' # so\n  - /rituals/walk/\n",
        ),
    ] {
        let folder = TempDir::new().expect("a folder");
        let at = folder.path();
        let head = "---\ntitle: Walk\nsummary: \"Walk, aliases: none.\"\n";
        put(at, "rituals/walk.md", &format!("{head}{written}state: active\n---\n"));
        run(at, &["rename", "walk", "stroll"], 0);
        let text = read(at, "content/rituals/stroll.md");
        assert_eq!(text, format!("{head}{wanted}state: active\n---\n"));
    }
    // Where it would become a part of another text, or join what another key says, it is told.
    for (written, place) in [
        ("aliases: >-\n  /a/\n", "5:3"),
        ("aliases:\n  - >-\n    /a/\n", "5:3"),
        ("aliases:\n  -\n    /a/\n", "5:3"),
        ("aka: &names [/a/]\naliases: *names\n", "5:1"),
    ] {
        let folder = TempDir::new().expect("a folder");
        let at = folder.path();
        let text = format!("---\ntitle: Walk\nsummary: A walk.\n{written}---\n");
        put(at, "rituals/walk.md", &text);
        let (plan, _) = run(at, &["rename", "walk", "stroll"], 0);
        let wanted = format!("content/rituals/walk.md:{place}: change this by hand: ");
        assert!(plan.contains(&wanted), "{written}: {plan}");
        assert_eq!(read(at, "content/rituals/stroll.md"), text);
    }
}

/// Front matter between braces is one mapping too.
#[test]
fn an_old_address_stands_between_the_braces_of_front_matter() {
    let folder = TempDir::new().expect("a folder");
    let at = folder.path();
    put(at, "rituals/walk.md", "---\n{title: Walk, summary: A walk.}\n---\n");
    run(at, &["rename", "walk", "stroll"], 0);
    let wanted = "---\n{title: Walk, summary: A walk., aliases: [/rituals/walk/]}\n---\n";
    assert_eq!(read(at, "content/rituals/stroll.md"), wanted);
}

/// One more key stands as far from the margin as the others do, and above the dots that end them.
#[test]
fn an_old_address_stands_below_the_keys_however_they_stand() {
    for (head, foot) in [
        ("---\n  title: Walk\n  summary: A walk.\n", "---\n"),
        ("---\ntitle: Walk\nsummary: A walk.\n", "...\n---\n"),
        ("---\n ? title\n : Walk\n # so far\n summary: A walk.\n", "...  \n# bye\n---\n"),
    ] {
        let folder = TempDir::new().expect("a folder");
        let at = folder.path();
        put(at, "rituals/walk.md", &format!("{head}{foot}"));
        run(at, &["rename", "walk", "stroll"], 0);
        let margin = &head[4..head.len() - head[4..].trim_start().len()];
        let wanted = format!("{head}{margin}aliases: [/rituals/walk/]\n{foot}");
        assert_eq!(read(at, "content/rituals/stroll.md"), wanted);
    }
}

/// What an escape stands for in a path is read, and the part that names the entry is told where it
/// is written with one itself.
#[test]
fn a_path_with_escapes_leads_to_the_new_name_too() {
    let folder = TempDir::new().expect("a folder");
    let at = folder.path();
    let links = |id: &str| {
        format!(
            "[w](rituals/r&amp;d_x/{id}/index.md#&#35;s) [w](rituals/r&#38;d\\_x/{id}/)\n\
             ![p](rituals/r&amp;d_x/{id}/p.png) ![p](<rituals/r&#x26;d\\_x/{id}/p.png?a>)\n\
             <img src=\"rituals/r&amp;d_x/{id}/p.png\" alt=\"p\">\n\
             [n](rituals/r&amp;d_x/{id}/notes.md)\n\n"
        )
    };
    let odd = "![p](rituals/r&d_x/w&#97;lk/p.png)\n\n[w](rituals/r&d_x&#47;walk/index.md)\n";
    let text = "---\ntitle: Walk\nsummary: A walk.\nstate: active\n---\n\n## A {##s}\n";
    put(at, "rituals/r&d_x/walk/index.md", text);
    put(at, "rituals/r&d_x/walk/notes.md", "---\ntitle: N\nsummary: N.\n---\n");
    put(at, "rituals/r&d_x/walk/p.png", "PNG");
    put(at, "guide.md", &(links("walk") + odd));
    run(at, &["check"], 0);
    let (plan, _) = run(at, &["rename", "walk", "stroll"], 1);
    assert_eq!(read(at, "content/guide.md"), links("stroll") + odd);
    for place in ["content/guide.md:6:6", "content/guide.md:8:5"] {
        assert!(plan.contains(&format!("{place}: change this by hand: ")), "{plan}");
    }
}

/// With a folder move the other pages that lie in it.
#[test]
fn what_lies_in_the_folder_of_an_entry_is_found_under_its_new_name() {
    let folder = TempDir::new().expect("a folder");
    let at = folder.path();
    let walk = |id: &str| format!("[n](notes.md) [m](../{id}/deep/more.md)\n");
    let notes = |id: &str| format!("[w](index.md) [m](../{id}/deep/more.md)\n");
    let guide = |id: &str| {
        format!(
            "# Guide\n\n[n](rituals/{id}/notes.md) [n](/rituals/notes/) [[notes]]\n\
             [m](rituals/{id}/deep/more.md) [m](/rituals/{id}/deep/more/)\n\
             [d](/rituals/{id}/deep/) [[page/rituals/{id}/deep/more]]\n"
        )
    };
    let head = |title: &str, see_also: &str| {
        format!("---\ntitle: {title}\nsummary: {title}.\nsee_also: {see_also}\n---\n")
    };
    put(at, "rituals/walk/index.md", &(head("Walk", "notes") + &walk("walk")));
    let see_also = |id: &str| format!("page/rituals/{id}/deep/more");
    put(at, "rituals/walk/notes.md", &(head("Notes", &see_also("walk")) + &notes("walk")));
    put(at, "rituals/walk/deep/more.md", "# More\n\n[w](../index.md)\n");
    put(at, "guide.md", &guide("walk"));
    run(at, &["check"], 0);
    run(at, &["rename", "walk", "stroll"], 0);
    assert_eq!(read(at, "content/guide.md"), guide("stroll"));
    assert!(read(at, "content/rituals/stroll/index.md").ends_with(&walk("stroll")));
    let wanted = head("Notes", &see_also("stroll")) + &notes("stroll");
    assert_eq!(read(at, "content/rituals/stroll/notes.md"), wanted);
    run(at, &["check"], 0);
}

/// A site makes pages and files of a team, which bear its id.
#[test]
fn what_the_site_makes_of_an_entry_is_linked_under_its_new_name() {
    let folder = TempDir::new().expect("a folder");
    let at = folder.path();
    for id in ["till", "oven"] {
        put(at, &format!("teams/{id}.md"), &format!("---\ntitle: T {id}\nsummary: S {id}.\n---\n"));
    }
    let guide = |id: &str| {
        format!(
            "# Guide\n\n[c](/teams/{id}.ics) [p](/print/{id}/) [p](print/{id}/index.html)\n\
             [t](/teams/{id}/index.md)\n"
        )
    };
    put(at, "guide.md", &guide("till"));
    run(at, &["check"], 0);
    run(at, &["rename", "till", "desk"], 0);
    assert_eq!(read(at, "content/guide.md"), guide("desk"));
    // A page of two of them is named by both, in the site's order.
    put(at, "guide.md", "# Guide\n\n[both](/compare/oven-and-desk/)\n");
    run(at, &["check"], 0);
    let (plan, _) = run(at, &["rename", "desk", "till"], 2);
    assert!(plan.is_empty(), "the old address is an alias: {plan}");
    let (plan, _) = run(at, &["rename", "desk", "shop", "--dry-run"], 0);
    let by_hand = "content/guide.md:3:8: change this by hand: /compare/oven-and-desk/\n";
    assert!(plan.contains(by_hand), "{plan}");
}

#[test]
fn an_entry_is_renamed_across_the_book() {
    let folder = example();
    let at = folder.path();
    let before = tree(at);
    let (plan, _) = run(at, &["rename", "ritual/bet-table", "stakes", "--dry-run"], 0);
    assert_eq!(tree(at), before);
    assert!(plan.contains("content/teams/till.md:50:10: ritual/bet-table -> ritual/stakes\n"));
    let (_, warnings) = run(at, &["check"], 0);
    let (done, _) = run(at, &["rename", "bet-table", "stakes"], 0);
    assert_eq!(done, plan);
    assert!(!at.join("content/rituals/bet-table.md").exists());
    let text = read(at, "content/rituals/stakes.md");
    assert!(text.contains("\naliases: [/rituals/bet-table/]\n---\n"), "{text}");
    for (path, bytes) in tree(&at.join("content")) {
        let text = String::from_utf8_lossy(&bytes).replace("/rituals/bet-table/", "");
        assert!(!text.contains("bet-table"), "{path}");
    }
    let (_, after) = run(at, &["check"], 0);
    let count = |told: &str| told.split_once(" warnings").map(|(head, _)| head.len());
    assert_eq!(count(&after), count(&warnings));
    // And again: the list of aliases grows.
    run(at, &["rename", "stakes", "bets"], 0);
    let text = read(at, "content/rituals/bets.md");
    assert!(text.contains("\naliases: [/rituals/bet-table/, /rituals/stakes/]\n"), "{text}");
    // Back to an id whose address is an alias now.
    let (_, told) = run(at, &["rename", "bets", "stakes"], 2);
    assert!(told.contains("is an alias of the entry"), "{told}");
}

#[test]
fn factors_roles_and_folders_are_renamed_too() {
    let folder = example();
    let at = folder.path();
    for (entry, id) in [
        ("factor/interruptions", "arrivals"),
        ("role/product-lead", "lead"),
        ("team/till", "tills"),
        ("cycle/week", "seven-days"),
        ("context/company-in-a-company", "company"),
    ] {
        let old = entry.split('/').nth(1).expect("an id");
        run(at, &["rename", entry, id], 0);
        run(at, &["check"], 0);
        for (path, bytes) in tree(&at.join("content")) {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            assert!(!text.contains(&format!("{entry}]")), "{path}");
            assert!(!text.contains(&format!("/{old}.md")), "{path}");
        }
    }
    // A folder with an index moves as a whole, with what lies in it.
    let walk = at.join("content/rituals/walk");
    fs::create_dir(&walk).expect("made");
    fs::write(walk.join("map.png"), [1, 2, 3]).expect("written");
    fs::write(
        walk.join("index.md"),
        "\u{feff}---\r\ntitle: Walk\r\nsummary: A walk.\r\naliases:\r\n  - /old/walk/\r\n---\r\n\
         ![map](map.png) and [[walk]] and [me](../walk/index.md)\r\n",
    )
    .expect("written");
    let guide = "# Guide\n\n![m](../rituals/walk/map.png) [a](../rituals/walk/) \
                 [b](/rituals/walk/index.html) [c](/old/walk/)\n[d]\n\n[d]: ../rituals/walk/index.md#top\n";
    fs::write(at.join("content/guide/walks.md"), guide).expect("written");
    run(at, &["check"], 0);
    run(at, &["rename", "ritual/walk", "stroll"], 0);
    run(at, &["check"], 0);
    let index = read(at, "content/rituals/stroll/index.md");
    assert!(
        index.contains("aliases:\r\n  - /old/walk/\r\n  - /rituals/walk/\r\n---\r\n"),
        "{index}"
    );
    assert!(index.contains("(map.png) and [[stroll]] and [me](../stroll/index.md)\r\n"), "{index}");
    let guide = read(at, "content/guide/walks.md");
    assert_eq!(
        guide,
        "# Guide\n\n![m](../rituals/stroll/map.png) [a](../rituals/stroll/) \
         [b](/rituals/stroll/index.html) [c](/old/walk/)\n[d]\n\n[d]: ../rituals/stroll/index.md#top\n"
    );
    assert!(at.join("content/rituals/stroll/map.png").is_file());
    assert!(!walk.exists());
}

#[test]
fn rename_refuses_what_would_not_do() {
    let folder = example();
    let at = folder.path();
    let before = tree(at);
    for (arguments, words) in [
        (&["rename", "ritual/bet-tabel", "x"][..], "did you mean `ritual/bet-table`?"),
        (&["rename", "bet-tabel", "x"], "did you mean `ritual/bet-table`?"),
        (&["rename", "bet-table", "Big Bets"], "did you mean `big-bets`?"),
        (&["rename", "bet-table", "daily-huddle"], "is there already"),
        (&["rename", "bet-table", "bet-table"], "is its id already"),
        (&["rename", "page/guide/first-week", "x"], "plain page"),
    ] {
        let (_, told) = run(at, arguments, 2);
        assert!(told.contains(words), "{arguments:?}\n{told}");
    }
    assert_eq!(tree(at), before);
    let other = "---\ntitle: A\nsummary: An old one.\naliases: /rituals/Stakes\n---\n";
    put(at, "principles/a.md", other);
    let (_, told) = run(at, &["rename", "bet-table", "stakes"], 2);
    assert!(told.contains("is an alias of `principles/a.md`"), "{told}");
    fs::remove_file(at.join("content/principles/a.md")).expect("removed");
    fs::write(at.join("content/rituals/broken.md"), "---\ntitle: A\n---\n").expect("written");
    let (_, told) = run(at, &["rename", "bet-table", "stakes"], 1);
    assert!(told.contains("nothing was renamed"), "{told}");
    assert!(at.join("content/rituals/bet-table.md").is_file());
}

#[test]
fn shells_and_man_know_every_command() {
    let folder = TempDir::new().expect("a folder");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (script, _) = run(folder.path(), &["completions", shell], 0);
        assert!(script.contains("schema") && script.contains("rename"), "{shell}");
    }
    let (_, told) = run(folder.path(), &["completions", "bsh"], 2);
    assert!(told.contains("did you mean `bash`?"), "{told}");
    let (page, _) = run(folder.path(), &["man", "new"], 0);
    assert!(page.contains(".TH PLAYBOOK-NEW") && page.contains("garden\\-walk"), "{page}");
    run(folder.path(), &["man", "nwe"], 2);
    let (pages, _) = run(folder.path(), &["man", "--out", "man1"], 0);
    assert!(pages.lines().any(|line| line == "man1/playbook-theme-copy.1"), "{pages}");
    run(folder.path(), &["man", "--out", "man1"], 0);
}

/// Help teaches by example, and each example is a command line that is understood.
#[test]
fn every_command_shows_examples() {
    let folder = TempDir::new().expect("a folder");
    let (help, _) = run(folder.path(), &["--help"], 0);
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| !line.starts_with("Commands:"))
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.len() >= 12, "{commands:?}");
    for command in commands {
        let arguments: &[&str] =
            if command == "theme" { &["theme", "copy", "--help"] } else { &[command, "--help"] };
        let (help, _) = run(folder.path(), arguments, 0);
        assert!(help.contains("Examples:\n  playbook "), "{command}: {help}");
    }
}
