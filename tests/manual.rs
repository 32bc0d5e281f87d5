//! Every command that the documents show is one that the program has, with those flags.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PROGRAM: &str = env!("CARGO_BIN_EXE_playbook");

/// README, the guides for contributors, and every page of the manual.
fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = vec![root.join("README.md"), root.join("CONTRIBUTING.md")];
    let mut folders = vec![root.join("docs/content"), root.join("content")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of documents") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// What stands behind `playbook` in code: in a line of a fence, and between backticks.
fn commands(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            continue;
        }
        if fenced {
            let line = line.trim_start().trim_start_matches("$ ");
            let command = line
                .strip_prefix("playbook ")
                .or_else(|| line.split_once("cargo run --release -- ").map(|(_, rest)| rest));
            found.extend(
                command.map(|rest| {
                    rest.split(['#', '|', '>', '&', ';']).next().unwrap_or("").to_owned()
                }),
            );
        } else {
            let code = line.split('`').skip(1).step_by(2);
            found.extend(code.filter_map(|code| code.strip_prefix("playbook ")).map(str::to_owned));
        }
    }
    found
}

fn help(words: &[&str]) -> Option<String> {
    let output = Command::new(PROGRAM).args(words).arg("--help").output().expect("the program");
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn every_command_in_the_documents_is_one() {
    let mut helps: BTreeMap<String, Option<String>> = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for path in documents() {
        let text = fs::read_to_string(&path).expect("a document");
        for command in commands(&text) {
            let words: Vec<&str> = command.split_whitespace().collect();
            let Some(name) =
                words.first().filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase()))
            else {
                continue;
            };
            seen += 1;
            // `theme copy` is a command of two words.
            let name: Vec<&str> = match words.get(1) {
                Some(&"copy") if *name == "theme" => vec!["theme", "copy"],
                _ => vec![name],
            };
            let help = helps.entry(name.join(" ")).or_insert_with(|| help(&name));
            let Some(help) = help else {
                wrong.push(format!(
                    "{}: there is no `playbook {}`",
                    path.display(),
                    name.join(" ")
                ));
                continue;
            };
            for flag in words.iter().filter(|word| word.starts_with("--") && word.len() > 2) {
                let flag =
                    flag.trim_start_matches('[').split(['=', ']', '`', ',']).next().unwrap_or("");
                let known = help.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
                if !known.into_iter().any(|word| word == flag) {
                    wrong.push(format!("{}: `playbook {command}` has no {flag}", path.display()));
                }
            }
        }
    }
    assert!(seen > 30, "only {seen} commands were found in the documents");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_command_of_the_program_is_in_the_manual() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/content/reference/command-line.md");
    let page = fs::read_to_string(page).expect("the reference of the command line");
    let help = help(&[]).expect("help");
    let listed = help
        .lines()
        .skip_while(|line| !line.starts_with("Commands:"))
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next().filter(|_| !line.starts_with("     ")));
    let mut count = 0;
    for command in listed.filter(|command| *command != "help") {
        count += 1;
        let named = page.contains(&format!("playbook {command}"));
        assert!(named, "the manual does not speak of `playbook {command}`");
    }
    assert!(count >= 5, "{help}");
}

/// The fenced blocks of a language on a page, in order.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let opening = format!("```{language}\n");
    let blocks = page.split(&opening).skip(1);
    blocks.filter_map(|rest| rest.split("\n```").next()).map(|text| format!("{text}\n")).collect()
}

/// Who follows the page about the first site to the letter comes to `check --strict`, which must
/// have nothing to say.
#[test]
fn the_first_site_of_the_manual_is_clean() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/content/publish/first-site.md");
    let page = fs::read_to_string(page).expect("the page about the first site");
    let [home, ritual] = &blocks(&page, "markdown")[..] else { panic!("two files of markdown") };
    let settings = &blocks(&page, "toml")[0];
    let root = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(root.path().join("content/rituals")).expect("the folders of the page");
    for (path, text) in [
        ("content/index.md", home),
        ("content/rituals/garden-walk.md", ritual),
        ("book.toml", settings),
    ] {
        fs::write(root.path().join(path), text).expect("a file of the page");
    }
    let commands = blocks(&page, "sh").into_iter().find(|block| block.contains("--strict"));
    for command in commands.expect("the commands for CI").lines() {
        let words = command.split_whitespace().map(|word| word.trim_matches('"'));
        let words: Vec<&str> = words.skip_while(|word| *word == "playbook").collect();
        let ran = Command::new(PROGRAM).args(&words).current_dir(root.path()).output();
        let ran = ran.expect("the program");
        let said = String::from_utf8_lossy(&ran.stdout);
        assert!(ran.status.success() && said.is_empty(), "{command}: {said}");
    }
}
