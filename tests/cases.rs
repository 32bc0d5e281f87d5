//! Runs `tests/cases/<room>/<name>.case` through the pipeline.
//!
//! A case is a sentence of intent, then sections:
//!
//! ```text
//! --- options: drafts, strict, as-of 2026-06-01, without checks
//! --- file: content/rituals/bet-table.md
//! --- file: content/bytes.md (escapes)     \r \n \t \0 \\ \xFF \u{feff}
//! --- folder: content/empty
//! --- diagnostics                          as `check --format short` prints them
//! --- diagnostics (human)
//! --- failure                              what `configure` or `run` could not do
//! --- order                                every page: reference, address, title
//! --- links                                every link of a body, and where it leads
//! --- relations                            every edge of the graph
//! --- verdicts                             every practice in every context and team
//! --- lines                                every fit line in every context and team
//! ```
//!
//! `without checks` leaves out the warnings that a tiny playbook always has (nobody owns it,
//! nothing links to it). `UPDATE=1 cargo test --test cases` writes what is wanted anew.
//! `tests/cases/markdown` has a form and a runner of its own.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use playbook::diagnostic::{Code, Diagnostic, Failure, Format};
use playbook::fit::{Ranking, applies};
use playbook::link::{BodyTarget, Values};
use playbook::model::Date;
use playbook::pipeline::{Request, Run};
use playbook::validate::EntryId;

mod support;
use support::{Shelf, print, request};

/// Warnings that every playbook of three files has.
const NOISE: [Code; 10] = [
    Code::NoOwner,
    Code::RitualWithoutRhythm,
    Code::IdleRitual,
    Code::ArtifactUnmade,
    Code::ArtifactUnconsumed,
    Code::OneSidedFit,
    Code::UnmentionedValue,
    Code::Orphan,
    Code::DuplicateSummary,
    Code::ProgrammeWithoutUser,
];

#[test]
fn every_case_is_as_it_says() {
    let update = std::env::var_os("UPDATE").is_some();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut failed = Vec::new();
    let mut count = 0;
    for path in case_files(&root) {
        count += 1;
        let text = std::fs::read_to_string(&path).expect("a readable case");
        let name = path.strip_prefix(&root).expect("below the root").display().to_string();
        match run_case(&text) {
            Ok(now) if now == text => {}
            Ok(now) if update => std::fs::write(&path, now).expect("a writable case"),
            Ok(now) => failed.push(format!("{name}\n{}", difference(&text, &now))),
            Err(fault) => failed.push(format!("{name}: {fault}")),
        }
    }
    assert!(count > 0, "there are no cases");
    assert!(failed.is_empty(), "{} of {count} cases:\n\n{}", failed.len(), failed.join("\n\n"));
}

#[test]
fn a_case_that_is_not_one_is_refused() {
    let refused = |text: &str| run_case(text).expect_err("it must be refused");
    assert!(refused("--- diagnostics\n").contains("intent"));
    assert!(refused("Intent.\n--- file: content/a.md\n").contains("wants nothing"));
    assert!(refused("Intent.\n--- diagnosis\n").contains("no section"));
    assert!(refused("Intent.\n--- diagnostics\n--- diagnostics\n").contains("twice"));
    assert!(refused("Intent.\n--- options: loud\n--- diagnostics\n").contains("no option"));
}

fn case_files(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for room in std::fs::read_dir(root).expect("a folder of cases") {
        let room = room.expect("an entry of the folder").path();
        if room.file_name().is_some_and(|name| name == "markdown") {
            continue;
        }
        for case in std::fs::read_dir(&room).expect("a folder for a room") {
            let case = case.expect("an entry of the folder").path();
            let is_case = case.extension().is_some_and(|extension| extension == "case");
            assert!(is_case, "{} is no case", case.display());
            found.push(case);
        }
    }
    found.sort();
    found
}

/// The sections of a case: a heading line and what stands below it.
fn sections(text: &str) -> Result<(String, Vec<(String, String)>), String> {
    let mut intent = String::new();
    let mut sections: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        let heading = line
            .strip_prefix("--- ")
            .filter(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()));
        match (heading, sections.last_mut()) {
            (Some(heading), _) => sections.push((heading.trim_end().to_owned(), String::new())),
            (None, Some((_, body))) => body.push_str(line),
            (None, None) => intent.push_str(line),
        }
    }
    if intent.trim().is_empty() {
        return Err("a case begins with a sentence of intent".into());
    }
    Ok((intent, sections))
}

/// Runs a case and returns it with what was found in the place of what was wanted.
fn run_case(text: &str) -> Result<String, String> {
    let (mut out, sections) = sections(text)?;
    let shelf = Shelf::new();
    let mut request = request();
    let mut without_checks = false;
    let mut wanted = Vec::new();
    for (heading, body) in &sections {
        if let Some(path) = heading.strip_prefix("file: ") {
            match path.strip_suffix(" (escapes)") {
                Some(path) => shelf.put(path, unescape(body.trim_end_matches('\n'))?),
                None => shelf.put(path, body),
            }
        } else if let Some(path) = heading.strip_prefix("folder: ") {
            std::fs::create_dir_all(shelf.root().join(path)).expect("a folder");
        } else if let Some(options) = heading.strip_prefix("options: ") {
            for option in options.split(", ") {
                set(option, &mut request, &mut without_checks)?;
            }
        } else if wanted.contains(heading) {
            return Err(format!("`{heading}` stands twice"));
        } else {
            wanted.push(heading.clone());
        }
    }
    if let Some(stray) = wanted.iter().find(|heading| !WANTED.contains(&heading.as_str())) {
        return Err(format!("there is no section `{stray}`"));
    }
    if wanted.is_empty() {
        return Err("the case wants nothing".into());
    }
    let outcome = shelf.run_with(&request);
    let root = shelf.root().display().to_string();
    for (index, (heading, body)) in sections.iter().enumerate() {
        let _ = writeln!(out, "--- {heading}");
        if !WANTED.contains(&heading.as_str()) {
            out.push_str(body);
            continue;
        }
        let found = match &outcome {
            Ok(run) => show(heading, run, without_checks),
            Err(failure) => refused(heading, failure),
        };
        out.push_str(&found.replace(&root, "ROOT"));
        if index + 1 < sections.len() && !found.is_empty() {
            out.push('\n');
        }
    }
    // A case that wants something else than it gets must not pass by wanting less.
    if let Err(failure) = &outcome
        && !wanted.iter().any(|heading| heading == "failure")
    {
        return Err(format!("it could not run: {failure}"));
    }
    Ok(out)
}

const WANTED: [&str; 8] = [
    "diagnostics",
    "diagnostics (human)",
    "failure",
    "order",
    "links",
    "relations",
    "verdicts",
    "lines",
];

fn set(option: &str, request: &mut Request, without_checks: &mut bool) -> Result<(), String> {
    match option {
        "drafts" => request.drafts = true,
        "strict" => request.strict = true,
        "without checks" => *without_checks = true,
        "no day" => request.as_of = None,
        _ => match option.strip_prefix("as-of ").and_then(Date::parse) {
            Some(day) => request.as_of = Some(day),
            None => return Err(format!("there is no option `{option}`")),
        },
    }
    Ok(())
}

/// A text with escapes as bytes.
fn unescape(text: &str) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        rest = &rest[at + 1..];
        let letter = rest.chars().next().ok_or("a `\\` at the end")?;
        rest = &rest[letter.len_utf8()..];
        match letter {
            'r' => out.push(b'\r'),
            'n' => out.push(b'\n'),
            't' => out.push(b'\t'),
            '0' => out.push(0),
            '\\' => out.push(b'\\'),
            'x' => {
                let byte = rest.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
                out.push(byte.ok_or("`\\x` takes two digits")?);
                rest = &rest[2..];
            }
            'u' => {
                let (hex, behind) = rest
                    .strip_prefix('{')
                    .and_then(|rest| rest.split_once('}'))
                    .ok_or("`\\u` takes `{…}`")?;
                let code = u32::from_str_radix(hex, 16).ok().and_then(char::from_u32);
                let letter = code.ok_or("`\\u{…}` names no character")?;
                out.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
                rest = behind;
            }
            other => return Err(format!("there is no escape `\\{other}`")),
        }
    }
    out.extend_from_slice(rest.as_bytes());
    Ok(out)
}

fn refused(heading: &str, failure: &Failure) -> String {
    match heading {
        "failure" => format!("{failure}\n"),
        _ => String::new(),
    }
}

fn show(heading: &str, run: &Run, without_checks: bool) -> String {
    let shown: Vec<Diagnostic> = run
        .diagnostics
        .iter()
        .filter(|found| !(without_checks && NOISE.contains(&found.code)))
        .cloned()
        .collect();
    match heading {
        "diagnostics" => print(run, &shown, Format::Short),
        "diagnostics (human)" => {
            let text = print(run, &shown, Format::Human);
            text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
        }
        "order" => order(run),
        "links" => links(run),
        "relations" => relations(run),
        "verdicts" => verdicts(run),
        "lines" => lines(run),
        _ => String::new(),
    }
}

fn reference(run: &Run, id: EntryId) -> String {
    run.playbook.linked.playbook.reference(id)
}

fn order(run: &Run) -> String {
    let playbook = &run.playbook.linked.playbook;
    let mut out = String::new();
    for (id, entry) in playbook.entries() {
        let state = match (entry.is_faulty(), entry.state()) {
            (true, _) => " (faulty)",
            (false, playbook::model::State::Active) => "",
            (false, playbook::model::State::Draft) => " (draft)",
            (false, playbook::model::State::Retired) => " (retired)",
        };
        let address = &playbook.page(id).address;
        let _ = writeln!(out, "{} /{address} {}{state}", reference(run, id), entry.title.value);
    }
    for alias in &playbook.aliases {
        let _ = writeln!(out, "/{} -> {}", alias.address, reference(run, alias.entry));
    }
    for asset in &playbook.assets {
        let _ = writeln!(out, "asset {}", asset.path);
    }
    out
}

fn links(run: &Run) -> String {
    let linked = &run.playbook.linked;
    let mut out = String::new();
    for (id, _) in linked.playbook.entries() {
        let page = linked.page(id);
        for (link, target) in page.body.links.iter().zip(linked.body_targets(id)) {
            let to = match target {
                BodyTarget::Entry { id, anchor: None } => reference(run, *id),
                BodyTarget::Entry { id, anchor: Some(anchor) } => {
                    format!("{}#{anchor}", reference(run, *id))
                }
                BodyTarget::Value { factor, value } => {
                    format!("{} value {value}", reference(run, *factor))
                }
                BodyTarget::Asset { index, suffix } => {
                    format!("asset {}{suffix}", linked.playbook.assets[*index as usize].path)
                }
                BodyTarget::Generated { address, suffix } => {
                    format!("generated /{address}{suffix}")
                }
                BodyTarget::Here(anchor) => format!("here #{anchor}"),
                BodyTarget::External => "external".into(),
                BodyTarget::Broken => "broken".into(),
            };
            let _ = writeln!(out, "{}: {} -> {to}", page.path, link.destination);
        }
    }
    out
}

fn relations(run: &Run) -> String {
    let linked = &run.playbook.linked;
    let mut out = String::new();
    for edge in linked.graph.edges() {
        use playbook::link::RelationName;
        let name = match edge.relation {
            RelationName::BuiltIn(relation) => relation.key().to_owned(),
            RelationName::Declared(kind, field) => {
                let field = &linked.playbook.kinds.get(kind).declared[usize::from(field)];
                match &field.inverse {
                    Some(inverse) => format!("{} ({inverse})", field.key),
                    None => field.key.to_string(),
                }
            }
            RelationName::Mention => "mentions".into(),
        };
        let _ = writeln!(out, "{} {name} {}", reference(run, edge.from), reference(run, edge.to));
    }
    out
}

/// Where practices are judged: every context, every team, and where nothing is known.
fn places(run: &Run) -> Vec<(String, Values, Option<EntryId>)> {
    let playbook = &run.playbook;
    let known = playbook.contexts().chain(playbook.teams()).map(|id| {
        let values = playbook.linked.values(id).expect("a context or team has values");
        (reference(run, id), values.values.clone(), Some(id))
    });
    let nowhere =
        ("nothing known".to_owned(), Values::unknown(&playbook.linked.factors), None::<EntryId>);
    known.chain([nowhere]).collect()
}

fn verdicts(run: &Run) -> String {
    let playbook = &run.playbook;
    let factors = &playbook.linked.factors;
    let mut out = String::new();
    for (name, values, id) in places(run) {
        let mut held = BTreeMap::new();
        for (factor, def) in factors.iter() {
            let assumed = id
                .and_then(|id| playbook.linked.values(id))
                .is_some_and(|own| own.assumed[factor.index()]);
            let told = match values.get(factor) {
                None => "unknown".to_owned(),
                Some(mask) => {
                    let ids: Vec<&str> = def.values_of(mask).map(|value| &*value.id).collect();
                    format!("{}{}", ids.join("+"), if assumed { " (assumed)" } else { "" })
                }
            };
            held.insert(factor, format!("{} {told}", def.id));
        }
        let held: Vec<String> = held.into_values().collect();
        let _ = writeln!(out, "{name}: {}", held.join(", "));
        let judged: Ranking = match id {
            Some(id) => playbook.judged(id).clone(),
            None => playbook.judged_with(&values),
        };
        for judgement in judged.ranked() {
            let flags: Vec<&str> = judgement.flags.words().collect();
            let _ = write!(
                out,
                "  {} {}",
                reference(run, judgement.practice),
                judgement.verdict.word()
            );
            let runs = id.filter(|id| playbook.team(*id).is_some());
            if runs.is_some_and(|team| playbook.runs(team, judgement.practice)) {
                out.push_str(", runs");
            }
            for flag in flags {
                let _ = write!(out, ", {flag}");
            }
            out.push('\n');
        }
        let question = match id {
            Some(id) => playbook.next_question(id),
            None => playbook.next_question_with(&values),
        };
        if let Some(question) = question {
            let factor = &factors.get(question.factor).id;
            let _ = writeln!(out, "  ask {factor}, which would change {}", question.would_change);
        }
    }
    out
}

fn lines(run: &Run) -> String {
    let playbook = &run.playbook;
    let mut out = String::new();
    for (name, values, _) in places(run) {
        let _ = writeln!(out, "{name}:");
        for &practice in playbook.practices() {
            for (index, line) in playbook.linked.lines(practice).iter().enumerate() {
                let told = line.as_ref().map_or("reported", |line| applies(line, &values).word());
                let _ = writeln!(out, "  {} line {}: {told}", reference(run, practice), index + 1);
            }
        }
    }
    out
}

/// The first place where two texts part, with a few lines around it.
fn difference(was: &str, now: &str) -> String {
    let was: Vec<&str> = was.lines().collect();
    let now: Vec<&str> = now.lines().collect();
    let first = was.iter().zip(&now).take_while(|(a, b)| a == b).count();
    let around = |lines: &[&str], sign: &str| -> String {
        lines.iter().skip(first).take(12).map(|line| format!("  {sign} {line}\n")).collect()
    };
    format!("from line {}:\n{}{}", first + 1, around(&was, "-"), around(&now, "+"))
}
