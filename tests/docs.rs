//! The manual is true: every code has a page, every example on it does what the page says.
//!
//! A fenced block whose info string ends in `file=PATH` is a file. The blocks of `An example`
//! make a smallest playbook that raises the code; those of `The cure`, laid over it, mend it.
//! The block of `text` behind "One sees:" is what `playbook check --format short` prints.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use playbook::diagnostic::{Code, Diagnostic, Format, Printer};
use playbook::model::Date;
use playbook::pipeline::{self, Request};
use playbook::source::Files;

fn pages() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/content/checks")
}

fn page(code: Code) -> String {
    let path = pages().join(format!("{}.md", code.name()));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The text of a section, from its heading to the next of the same level.
fn section<'a>(page: &'a str, heading: &str) -> &'a str {
    let Some(start) = page.find(&format!("\n## {heading}\n")) else { return "" };
    let rest = &page[start + 1..];
    // Headings inside fences are the example's own.
    let mut fenced = false;
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.starts_with("```") {
            fenced = !fenced;
        }
        if at > 0 && !fenced && line.starts_with("## ") {
            return &rest[..at];
        }
        at += line.len();
    }
    rest
}

/// Fenced blocks: info string and content.
fn blocks(section: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    let mut open: Option<(&str, &str, String)> = None;
    for line in section.lines() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match &mut open {
            None if ticks >= 3 => {
                open = Some((&line[..ticks], line[ticks..].trim(), String::new()));
            }
            None => {}
            Some((fence, info, content)) if line.trim_end() == *fence => {
                found.push((*info, std::mem::take(content)));
                open = None;
            }
            Some((_, _, content)) => {
                content.push_str(line);
                content.push('\n');
            }
        }
    }
    found
}

fn files(section: &str) -> BTreeMap<String, String> {
    let named = blocks(section).into_iter().filter_map(|(info, content)| {
        let path = info.split_whitespace().find_map(|word| word.strip_prefix("file="))?;
        Some((path.to_owned(), content))
    });
    named.collect()
}

/// Everything that is said about a playbook of these files.
fn run(example: &BTreeMap<String, String>) -> (Vec<Diagnostic>, Files) {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("content")).unwrap();
    for (path, text) in example {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let request = Request { as_of: Date::parse("2026-06-01"), ..Request::default() };
    let configured = pipeline::configure(root.path(), &request).unwrap();
    if configured.diagnostics.iter().any(Diagnostic::is_error) {
        return (configured.diagnostics, configured.files);
    }
    let (mut run, config) = pipeline::run(root.path(), configured, &request).unwrap();
    pipeline::check_theme(root.path(), &mut run, &config).unwrap();
    let mut diagnostics = run.diagnostics.clone();
    let mut files = run.playbook.linked.playbook.files.clone();
    if diagnostics.iter().any(Diagnostic::is_error) {
        return (diagnostics, files);
    }
    match pipeline::lay_out(root.path(), run, config).unwrap() {
        pipeline::Laid::Site(_) => {}
        pipeline::Laid::Faulty(found, with) => {
            diagnostics.extend(found);
            files = with;
        }
    }
    (diagnostics, files)
}

/// Codes whose example is a file system, a network, a fault of the parser or a page of
/// megabytes: they are told in `tests/hostile.rs`, `tests/external.rs` and
/// `tests/cases/markdown`.
const WITHOUT_EXAMPLE: &[Code] = &[
    Code::UnreadableFile,
    Code::UnreadableText,
    Code::FileTooLarge,
    Code::FileName,
    Code::LinkLeavesProject,
    Code::SpecialFile,
    Code::HiddenDirection,
    Code::BadId,
    Code::ExternalLink,
    Code::DeepNesting,
    Code::PageTooLarge,
    Code::MarkdownFault,
];

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    for code in Code::ALL {
        assert!(page(*code).contains(&format!("title: \"{}: ", code.name())), "{}", code.name());
    }
    for entry in fs::read_dir(pages()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let code = name.strip_suffix(".md").unwrap();
        assert!(code == "index" || Code::from_name(code).is_some(), "{name} is about no code");
    }
}

#[test]
fn a_page_says_whether_its_level_can_be_set() {
    for code in Code::ALL {
        let level = page(*code);
        let level = section(&level, "Its level");
        let stays = level.contains("stays an error");
        assert_eq!(stays, code.is_fixed(), "{}: {level}", code.name());
    }
}

#[test]
fn the_list_of_codes_says_their_levels() {
    let list = fs::read_to_string(pages().join("index.md")).unwrap();
    for code in Code::ALL {
        let name = code.name();
        let fixed = if code.is_fixed() { ", fixed" } else { "" };
        let line = format!("[{name}]({name}.md) ({}{fixed})", code.severity().name());
        assert!(list.contains(&line), "{line}");
    }
}

#[test]
fn every_example_raises_its_code_and_no_other_error() {
    for code in Code::ALL {
        let page = page(*code);
        let example = files(section(&page, "An example"));
        assert_eq!(example.is_empty(), WITHOUT_EXAMPLE.contains(code), "{}", code.name());
        if example.is_empty() {
            continue;
        }
        let (found, with) = run(&example);
        assert!(found.iter().any(|one| one.code == *code), "{}: {found:#?}", code.name());
        let other = found.iter().find(|one| one.is_error() && one.code != *code);
        assert!(other.is_none(), "{}: {other:#?}", code.name());
        let said =
            blocks(section(&page, "An example")).into_iter().find(|(info, _)| *info == "text");
        if let Some((_, said)) = said {
            let own: Vec<Diagnostic> = found.into_iter().filter(|one| one.code == *code).collect();
            let printed = Printer::new(Format::Short).print(&own, &with);
            for line in said.lines().filter(|line| line.contains(&format!("[{}]", code.name()))) {
                assert!(printed.contains(line), "{}:\n{line}\nis not in\n{printed}", code.name());
            }
        }
    }
}

#[test]
fn every_cure_mends_its_example() {
    let mut cured = 0;
    for code in Code::ALL {
        let page = page(*code);
        let mut example = files(section(&page, "An example"));
        let cure = files(section(&page, "The cure"));
        if cure.is_empty() {
            continue;
        }
        cured += 1;
        example.extend(cure);
        let (found, _) = run(&example);
        assert!(found.iter().all(|one| one.code != *code), "{}: {found:#?}", code.name());
        let error = found.iter().find(|one| one.is_error());
        assert!(error.is_none(), "{}: {error:#?}", code.name());
    }
    assert!(cured > 40, "only {cured} pages show a cure");
}
