//! The definition of fields, held against what is derived from it or written about it: the
//! JSON Schema accepts every file of Larkspur and refuses wrong ones, and the field reference
//! of the manual says what the program does.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use playbook::author::{Dialect, Known, schema, schemas};
use playbook::model::{
    ClaimFields, Common, Date, Duration, FieldSpec, Fields, KindId, Kinds, Mapping, Practice,
    RangeEnds, Shape, Targets, detail, keys,
};
use playbook::pipeline::{self, Request, Run};
use playbook::source::FileId;
use playbook::yaml::{self, Node, Value};
use serde_json::{Value as Json, json};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn larkspur() -> Run {
    let request = Request { drafts: true, ..Request::default() };
    let configured = pipeline::configure(&root(), &request).expect("book.toml");
    pipeline::run(&root(), configured, &request).expect("Larkspur").0
}

fn day() -> Date {
    Date::parse("2026-06-01").expect("a day")
}

/// YAML as other programs read it: by the core schema of YAML 1.2.
fn as_json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Scalar { text, plain: false } => json!(text),
        Value::Scalar { text, plain: true } => {
            if let Ok(number) = text.parse::<i64>() {
                return json!(number);
            }
            match &**text {
                "true" | "True" | "TRUE" => json!(true),
                "false" | "False" | "FALSE" => json!(false),
                text => match text.parse::<f64>() {
                    Ok(number) if text.starts_with(|c: char| c.is_ascii_digit()) => json!(number),
                    _ => json!(text),
                },
            }
        }
        Value::List(items) => items.iter().map(as_json).collect(),
        Value::Map(map) => Json::Object(
            map.iter().map(|(key, value)| (key.value.to_string(), as_json(value))).collect(),
        ),
    }
}

fn front(yaml: &str) -> Json {
    let node = yaml::parse(yaml, yaml.len(), FileId(0));
    as_json(&node.unwrap_or_else(|error| panic!("{}: {yaml}", error.message)))
}

fn front_of(text: &str) -> Json {
    let yaml = text.strip_prefix("---\n").expect("front matter");
    front(yaml.split("\n---\n").next().expect("front matter"))
}

#[test]
fn every_file_of_larkspur_fits_its_schema() {
    let run = larkspur();
    let playbook = &run.playbook.linked.playbook;
    let known = Known::of(&run.playbook.linked, day());
    let whole =
        jsonschema::validator_for(&schemas(known, true, Dialect::Draft2020)).expect("valid");
    let mut count = 0;
    for (kind, def) in playbook.kinds.iter().filter(|(kind, _)| *kind != KindId::PAGE) {
        for refs in [false, true] {
            for dialect in [Dialect::Draft2020, Dialect::Draft7] {
                let schema = schema(kind, known, refs, dialect);
                let validator = jsonschema::options()
                    .should_validate_formats(true)
                    .build(&schema)
                    .unwrap_or_else(|error| panic!("{}: {error}", def.name));
                for (id, _) in playbook.of_kind(kind) {
                    let page = playbook.page(id);
                    let front = front_of(&page.text);
                    let found: Vec<String> = validator
                        .iter_errors(&front)
                        .map(|error| format!("{}: {error}", error.instance_path()))
                        .collect();
                    assert!(found.is_empty(), "{}: {found:#?}", page.path);
                    assert!(whole.is_valid(&front), "{}", page.path);
                    count += 1;
                }
            }
        }
    }
    assert!(count > 400, "{count}");
}

#[test]
fn wrong_front_matter_does_not_fit() {
    let run = larkspur();
    let known = Known::of(&run.playbook.linked, day());
    let kinds = Kinds::builtin();
    let alone = Known::nothing(&kinds, day());
    let fits = |kind: KindId, known: Known<'_>, refs: bool, yaml: &str| {
        let schema = schema(kind, known, refs, Dialect::Draft2020);
        let validator =
            jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
        validator.is_valid(&front(&format!("title: A\nsummary: B\n{yaml}\n")))
    };
    let ritual = |yaml: &str| fits(KindId::RITUAL, known, true, yaml);
    for right in [
        "",
        "duration: 1h30m",
        "reviewed: 2026-06-01",
        "aka: one",
        "aka: [one, 2]",
        "cycle: week",
        "cycle: cycle/week",
        "needs: need/see-whether-it-worked",
        "state: retired",
        "draft: true",
        "kind: ritual",
        "fit: {lean: for, because: b}",
        "fit: [{lean: for, because: b, when: {interruptions: high, coupling: {at_most: alone}}}]",
        "allow: {orphan: because}",
        "forcing_function: {notices: a}",
        "see_also: page/guide/first-week",
    ] {
        assert!(ritual(right), "{right}");
        assert!(fits(KindId::RITUAL, alone, false, right), "{right}");
    }
    for wrong in [
        "duration: 90",
        "duration: 30m1h",
        "reviewed: 2026-6-1",
        "reviewed: 2026-02-30",
        "review_every: yearly",
        "colour: red",
        "state: gone",
        "kind: team",
        "cycle: ritual/bet-table",
        "fit: [{lean: for}]",
        "fit: [{because: b}]",
        "fit: [{lean: four, because: b}]",
        "fit: [{lean: for, because: '  '}]",
        "fit: [{lean: for, because: b, when: {interruptions: []}}]",
        "fit: [{lean: for, because: b, when: {interruptions: {}}}]",
        "participants: [{part: keeps time}]",
        "allow: {bad-value: because}",
        "allow: {orphan: ''}",
        "weight: heavy",
        "forcing_function: loud",
        "draft: yes",
    ] {
        assert!(!ritual(wrong), "{wrong}");
        assert!(!fits(KindId::RITUAL, alone, false, wrong), "{wrong}");
    }
    // What only a playbook knows.
    for (wrong, needs_refs) in [
        ("fit: [{lean: for, because: b, when: {interuptions: high}}]", false),
        ("fit: [{lean: for, because: b, when: {interruptions: hihg}}]", false),
        ("fit: [{lean: for, because: b, when: {work-shape: {at_least: dag}}}]", false),
        ("cycle: cycle/wek", true),
        ("produces: [artifact/no-such-page]", true),
    ] {
        assert!(!ritual(wrong), "{wrong}");
        assert!(fits(KindId::RITUAL, known, false, wrong) == needs_refs, "{wrong}");
        assert!(fits(KindId::RITUAL, alone, false, wrong), "{wrong}");
    }
    let team = |yaml: &str| fits(KindId::TEAM, known, true, yaml);
    assert!(team(
        "context: {interruptions: unknown, novelty: {value: uncharted, as_of: 2026-01-01}}"
    ));
    assert!(team(
        "practices: [{ref: ritual/bet-table, at: Tue 10:00}, {ref: bet-page, at: '9:05'}]"
    ));
    assert!(!team("context: {interruptions: {as_of: 2026-01-01}}"));
    assert!(!team("practices: [{local_name: x}]"));
    // A team runs practices, and needs, roles and the rest are none.
    let need = "practices: [{ref: need/see-whether-it-worked}]";
    assert!(!team(need) && !fits(KindId::TEAM, alone, false, need));
    assert!(!team("practices: [{ref: ritual/bet-table, at: noon}]"));
    let factor = |yaml: &str| fits(KindId::FACTOR, known, false, yaml);
    assert!(factor("question: q\nvalues: [{id: low}]"));
    assert!(!factor("question: q\nvalues: []") && !factor("values: [{id: low}]"));
    let context = |yaml: &str| fits(KindId::CONTEXT, known, false, yaml);
    assert!(
        context("values: {interruptions: [low, some]}")
            && !context("values: {interruptions: [unknown, low]}")
    );
}

/// The patterns of the schema and the reader agree.
#[test]
fn durations_and_days_are_the_same_to_schema_and_reader() {
    let kinds = Kinds::builtin();
    let schema = schema(KindId::RITUAL, Known::nothing(&kinds, day()), false, Dialect::Draft2020);
    let validator =
        jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
    for text in [
        "45m",
        "1h30m",
        "8w",
        "6mo",
        "1y",
        "2y3mo1w4d5h6m",
        "30min",
        "",
        "m",
        "1",
        "1:30",
        "1h1h",
        "30m1h",
        "1.5h",
        "-1d",
        "1s",
        "1mo2y",
        "1 h",
    ] {
        let front = json!({"title": "A", "summary": "B", "duration": text});
        assert_eq!(validator.is_valid(&front), Duration::parse(text).is_some(), "{text}");
    }
    for text in [
        "2026-06-01",
        "2024-02-29",
        "2025-02-29",
        "2026-13-01",
        "2026-6-1",
        "26-06-01",
        "2026-06-31",
    ] {
        let front = json!({"title": "A", "summary": "B", "reviewed": text});
        assert_eq!(validator.is_valid(&front), Date::parse(text).is_some(), "{text}");
    }
}

/// A key that must be there is one that the reader misses.
#[test]
fn required_keys_are_those_without_an_absent_value() {
    let kinds = Kinds::builtin();
    for (kind, def) in kinds.iter() {
        let required: Vec<&str> =
            keys(kind, &kinds).iter().filter(|key| key.required).map(|key| key.name).collect();
        let wanted: &[&str] = match kind {
            KindId::PAGE => &[],
            KindId::FACTOR => &["title", "summary", "question", "values"],
            _ => &["title", "summary"],
        };
        assert_eq!(required, wanted, "{}", def.name);
    }
    // No doc comment was forgotten, and each ends as a sentence does.
    let mut mappings = BTreeMap::new();
    for (_, mapping) in sections() {
        reach(mapping, &mut mappings);
    }
    for mapping in mappings.values() {
        for spec in mapping.specs {
            assert!(spec.doc.ends_with('.'), "{}.{}: {}", mapping.name, spec.key, spec.doc);
        }
    }
}

fn reach(mapping: &'static Mapping, found: &mut BTreeMap<&'static str, &'static Mapping>) {
    if found.insert(mapping.name, mapping).is_none() {
        for spec in mapping.specs {
            if let Some(inner) = inner(&(spec.shape)()) {
                reach(inner, found);
            }
        }
    }
}

/// The mapping that stands in a shape.
fn inner(shape: &Shape) -> Option<&'static Mapping> {
    match shape {
        Shape::List(item) => inner(item),
        Shape::Fields(mapping) => Some(mapping),
        Shape::Conditions => Some(RangeEnds::MAPPING),
        Shape::TeamContext => Some(ClaimFields::MAPPING),
        _ => None,
    }
}

/// The headings of the manual's reference under which a table of keys stands, from the top.
fn sections() -> Vec<(String, &'static Mapping)> {
    let kinds = Kinds::builtin();
    let mut sections = vec![
        ("Every entry".to_owned(), Common::MAPPING),
        ("All practices".to_owned(), Practice::MAPPING),
    ];
    for (kind, def) in kinds.iter() {
        if let Some(mapping) = detail(kind) {
            sections.push((def.plural.to_string(), mapping));
        }
    }
    sections
}

/// What a table of the reference says in its second column.
fn takes(shape: &Shape) -> String {
    let to = |targets: &Targets| {
        let kind = match targets {
            Targets::Kinds(kinds) => kinds.first().copied(),
            Targets::Practices => Some("practice"),
        };
        kind.map(|kind| {
            let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
            format!(" to {article} {kind}")
        })
        .unwrap_or_default()
    };
    match shape {
        Shape::Text => "text".into(),
        Shape::Date => "date".into(),
        Shape::Duration => "duration".into(),
        Shape::At => "day and hour".into(),
        Shape::Number => "whole number".into(),
        Shape::Flag => "`true` or `false`".into(),
        Shape::Choice(choices) => {
            let words: Vec<String> =
                choices.iter().map(|choice| format!("`{}`", choice.word)).collect();
            format!("one of {}", words.join(", "))
        }
        Shape::Ref(targets) => format!("reference{}", to(targets)),
        Shape::List(item) => match &**item {
            Shape::Text => "list of texts".into(),
            Shape::Ref(targets) => format!("list of references{}", to(targets)),
            Shape::Choice(_) => takes(item).replace("one of", "list of:"),
            _ => "list".into(),
        },
        Shape::Fields(_) => "mapping".into(),
        Shape::Conditions => "conditions".into(),
        Shape::FactorValues => "factors and values".into(),
        Shape::TeamContext => "factors and what is said of them".into(),
        Shape::Allow => "codes and reasons".into(),
    }
}

/// A section's anchor, and the rows of its table.
struct Section {
    heading: String,
    rows: Vec<Vec<String>>,
    /// The words under it that are written as choices are: `- `word`: meaning.`
    choices: BTreeSet<String>,
}

fn read_reference(text: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("##") {
            let heading = heading.trim_start_matches('#').trim().to_owned();
            sections.push(Section { heading, rows: Vec::new(), choices: BTreeSet::new() });
        } else if let Some(section) = sections.last_mut() {
            if let Some(row) = line.strip_prefix('|') {
                let cells: Vec<String> = row
                    .trim_end_matches('|')
                    .split('|')
                    .map(|cell| cell.trim().to_owned())
                    .collect();
                let is_head = cells[0] == "key" || cells[0].starts_with("---");
                if !is_head {
                    section.rows.push(cells);
                }
            } else if let Some(choice) = line.strip_prefix("- `") {
                section.choices.insert(choice.replacen('`', "", 1).to_lowercase());
            }
        }
    }
    sections
}

/// The manual's field reference has a table for each mapping, with each key, its star, what it
/// takes and its documentation, and nothing else.
#[test]
fn the_field_reference_says_what_the_program_does() {
    let path = Path::new("docs/content/write/front-matter.md");
    let text = std::fs::read_to_string(root().join(path)).expect("the reference");
    let found = read_reference(&text);
    let section = |heading: &str| {
        let code = format!("`{heading}`");
        found
            .iter()
            .find(|section| section.heading == heading || section.heading == code)
            .unwrap_or_else(|| panic!("{} has no section `{heading}`", path.display()))
    };
    let mut waiting = sections();
    let mut seen = BTreeSet::new();
    while let Some((heading, mapping)) = waiting.pop() {
        let section = section(&heading);
        seen.insert(section.heading.clone());
        let always = |spec: &FieldSpec| {
            spec.required || (mapping.name == "Common" && ["title", "summary"].contains(&spec.key))
        };
        let wanted: Vec<String> = mapping
            .specs
            .iter()
            .map(|spec| {
                let star = if always(spec) { " *" } else { "" };
                format!("`{}`{star} | {} | {}", spec.key, takes(&(spec.shape)()), spec.doc)
            })
            .collect();
        let mut rows = Vec::new();
        for (cells, spec) in section.rows.iter().zip(mapping.specs) {
            let (takes, link) = plain(&cells[1]);
            rows.push(format!("{} | {takes} | {}", cells[0], cells[2]));
            let shape = (spec.shape)();
            match (inner(&shape), link) {
                (Some(inner), Some(link)) if !seen.contains(&format!("`{link}`")) => {
                    waiting.push((link, inner));
                }
                (Some(inner), None) => panic!("`{}` links to no table of {}", spec.key, inner.name),
                _ => {}
            }
            let choices = match &shape {
                Shape::List(item) => (**item).clone(),
                shape => shape.clone(),
            };
            // Some meanings stand under the heading of the mapping that has the key.
            if let Shape::Choice(choices) = choices {
                for choice in choices {
                    let line = format!("{}: {}", choice.word, choice.meaning).to_lowercase();
                    assert!(section.choices.contains(&line), "{heading}: - `{line}");
                }
            }
        }
        assert_eq!(rows, wanted, "{heading}");
        assert_eq!(section.rows.len(), mapping.specs.len(), "{heading}");
    }
    for section in found.iter().filter(|section| !section.rows.is_empty()) {
        assert!(seen.contains(&section.heading), "nothing has the keys of `{}`", section.heading);
    }
}

/// `list, see [`fit`](#fit)` is a list, and leads to the table `fit`.
fn plain(cell: &str) -> (String, Option<String>) {
    let link = cell
        .split_once("](#")
        .and_then(|(_, rest)| rest.split_once(')'))
        .map(|(anchor, _)| anchor.to_owned());
    let takes = match cell.split_once(", see [") {
        Some((takes, _)) => takes.to_owned(),
        None => match cell.strip_prefix('[').and_then(|rest| rest.split_once("](")) {
            Some((label, _)) => label.to_owned(),
            None => cell.to_owned(),
        },
    };
    (takes, link)
}
