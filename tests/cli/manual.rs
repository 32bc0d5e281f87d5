//! The manual's page of the command line, held against what each command says of itself: every
//! command, every argument, every option and every word that one takes, and nothing else.

use std::collections::BTreeSet;
use std::path::Path;

use super::world::run;

/// Sections of the page that are about no command.
const PROSE: [&str; 3] = ["Options that most commands take", "Exit status", "Where output goes"];

fn help(command: &str) -> String {
    let words: Vec<&str> = command.split(' ').chain(["--help"]).collect();
    let ran = run(Path::new(env!("CARGO_MANIFEST_DIR")), &words);
    assert_eq!(ran.status, 0, "{command}: {}", ran.err);
    ran.out
}

/// The lines below a heading of help, up to the next one.
fn below<'a>(help: &'a str, heading: &str) -> Vec<&'a str> {
    let lines = help.lines().skip_while(|line| *line != heading).skip(1);
    lines.take_while(|line| line.is_empty() || line.starts_with(' ')).collect()
}

/// Commands by their names, `theme copy` among them.
fn commands() -> BTreeSet<String> {
    let names = |help: &str| -> Vec<String> {
        let lines = below(help, "Commands:").into_iter();
        let own = lines.filter_map(|line| line.strip_prefix("  ").filter(|l| !l.starts_with(' ')));
        own.filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
    };
    let mut all = BTreeSet::new();
    for name in names(&run(Path::new("."), &["--help"]).out) {
        let more = names(&help(&name));
        let more = more.iter().filter(|more| *more != "help").map(|more| format!("{name} {more}"));
        let before = all.len();
        all.extend(more);
        if all.len() == before {
            all.insert(name);
        }
    }
    all.remove("help");
    all
}

/// What a command takes, as its help says.
#[derive(Debug, Default, PartialEq)]
struct Takes {
    options: BTreeSet<String>,
    /// One letter, and the option that it stands for.
    letters: BTreeSet<(String, String)>,
    arguments: BTreeSet<String>,
    words: BTreeSet<String>,
}

fn takes(command: &str) -> Takes {
    let help = help(command);
    let mut takes = Takes::default();
    let mut lines = below(&help, "Options:");
    lines.extend(below(&help, "Arguments:"));
    for line in lines {
        let line = line.trim();
        let first = line.split(' ').next().unwrap_or("");
        if let Some(at) = line.find("--").filter(|_| line.starts_with('-')) {
            let is_of_name = |c: char| c == '-' || c.is_ascii_alphanumeric();
            let long: String = line[at..].chars().take_while(|c| is_of_name(*c)).collect();
            if let Some((letter, _)) = line[..at].split_once(", ") {
                takes.letters.insert((letter.to_owned(), long.clone()));
            }
            takes.options.insert(long);
        } else if first.starts_with(['<', '[']) && first.ends_with(['>', ']']) {
            let name = first.trim_matches(['<', '>', '[', ']']).replace('_', "-");
            takes.arguments.insert(name);
        } else if let Some(word) = line.strip_prefix("- ").and_then(|l| l.split_once(':')) {
            takes.words.insert(word.0.to_owned());
        }
        if let Some((_, words)) = line.split_once("[possible values: ") {
            takes.words.extend(words.trim_end_matches(']').split(", ").map(str::to_owned));
        }
    }
    takes.options.remove("--help");
    takes.letters.retain(|(_, long)| long != "--help");
    takes
}

/// Every option that a text names.
fn options(text: &str) -> BTreeSet<String> {
    let parts = text.split(|c: char| c != '-' && !c.is_ascii_alphanumeric());
    parts.filter(|part| part.starts_with("--") && part.len() > 2).map(str::to_owned).collect()
}

#[test]
fn the_page_of_the_command_line_has_every_option() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/content/reference/command-line.md");
    let page = std::fs::read_to_string(path).expect("the page");
    let sections: Vec<(&str, &str)> =
        page.split("\n## ").skip(1).filter_map(|section| section.split_once('\n')).collect();
    let told: BTreeSet<String> = sections.iter().map(|(name, _)| (*name).to_owned()).collect();
    let mut wanted = commands();
    wanted.extend(PROSE.map(str::to_owned));
    assert_eq!(told, wanted);
    let bullets = |section: &str| -> Vec<String> {
        section.lines().filter(|line| line.starts_with("- `")).map(str::to_owned).collect()
    };
    let common = bullets(sections[0].1);
    let mut wrong = Vec::new();
    for (name, section) in &sections {
        if PROSE.contains(name) {
            continue;
        }
        let takes = takes(name);
        let usage = section.split("```sh\n").nth(1).and_then(|rest| rest.split("```").next());
        let usage = usage.unwrap_or_else(|| panic!("`{name}` has no usage"));
        let mut wrongly = |what: String| wrong.push(format!("{name}: {what}"));
        for option in takes.options.symmetric_difference(&options(usage)) {
            wrongly(format!("`{option}` is in the usage or in the help, and not in both"));
        }
        let mut lines = bullets(section);
        lines.extend(common.iter().cloned());
        for option in &takes.options {
            if !lines
                .iter()
                .any(|line| options(line.split(": ").next().unwrap_or("")).contains(option))
            {
                wrongly(format!("`{option}` is not explained"));
            }
        }
        for (letter, option) in &takes.letters {
            let line = lines.iter().find(|line| line.contains(option.as_str()));
            if !line.is_some_and(|line| line.contains(&format!("`{letter}`"))) {
                wrongly(format!("`{letter}` is not told beside `{option}`"));
            }
        }
        for argument in &takes.arguments {
            let mut has = usage.split(|c: char| c != '-' && !c.is_ascii_alphanumeric());
            // The words that it takes may stand for an argument.
            let is_told = takes.words.iter().any(|word| usage.contains(&format!("{word}|")));
            if !is_told && !has.any(|word| word == argument) {
                wrongly(format!("`{argument}` is not in the usage"));
            }
        }
        for word in &takes.words {
            let is_told = section.contains(&format!("`{word}`"))
                || usage.split(['|', ' ', ']', '\n']).any(|own| own == word);
            if !is_told {
                wrongly(format!("the word `{word}` is not told"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
