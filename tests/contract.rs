//! The theme contract, read from the sources of the views and held against two files: the
//! name and the type of every field that a template can see against `tests/contract.txt`,
//! and the same with its meaning against the tables of the manual's page for theme authors.
//! A change here is a change for every theme; `UPDATE=1 cargo test --test contract` writes
//! both anew.

use std::fmt::Write as _;
use std::path::Path;

/// The manual's page for theme authors. Written by hand up to [`MADE_FROM`], made after it.
const PAGE: &str = "docs/content/theme/contract.md";

/// The heading from which on the page is made.
const MADE_FROM: &str = "## Templates\n";

/// The page's chapters in order: the file of the views, and its heading.
const CHAPTERS: [(&str, &str); 14] = [
    ("shell", "Around every page"),
    ("entry", "Entries"),
    ("fit", "Fit"),
    ("practice", "Practices"),
    ("team", "Teams"),
    ("context", "Contexts and factors"),
    ("home", "Home"),
    ("index", "Lists, tags and names"),
    ("matrix", "Matrices"),
    ("compare", "Comparisons"),
    ("explore", "Explorer and search"),
    ("garden", "Garden, questions, health"),
    ("small", "What many pages share"),
    ("book", "Print, not found, redirects"),
];

/// A file of the views: its name without `.rs`, its types, and the templates it names.
struct Source {
    name: String,
    types: Vec<Type>,
    templates: Vec<Template>,
}

/// A public type. The meaning is its doc comment on one line.
struct Type {
    name: String,
    meaning: String,
    fields: Vec<Field>,
}

/// A public field, its type without lifetimes.
struct Field {
    name: String,
    holds: String,
    meaning: String,
}

/// A template, and the type of its page.
struct Template {
    name: String,
    view: String,
}

#[test]
fn the_contract_is_as_written_down() {
    hold("tests/contract.txt", |_| listed(&sources()));
}

#[test]
fn the_manual_says_what_templates_see() {
    hold(PAGE, |was| {
        let by_hand = was.find(MADE_FROM).expect("the heading from which on the page is made");
        let mut now = was[..by_hand].to_owned();
        tabled(&sources(), &mut now);
        now
    });
}

/// Holds a file of the repository against what is made of it now, or writes that.
fn hold(path: &str, make: impl FnOnce(&str) -> String) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let was = std::fs::read_to_string(&file).unwrap_or_default();
    let now = make(&was);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, &now).expect("the contract can be written");
        return;
    }
    assert!(
        was == now,
        "{path}: the theme contract changed; if that is meant, run with UPDATE=1\n{}",
        difference(&was, &now)
    );
}

/// Every public type of the views with its fields, in the order of the files' names and of
/// the text. Panics over a type or a field without a doc comment.
fn sources() -> Vec<Source> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/site/view");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder of the views")
        .map(|entry| entry.expect("an entry of the folder").path())
        .collect();
    files.sort();
    files.iter().map(|file| source(file)).collect()
}

/// A type as a template sees it: without lifetimes, and what is shared as what it holds.
fn seen(holds: &str) -> String {
    let mut seen = holds.replace("<'a>", "");
    while let Some(start) = seen.find("Shared<") {
        let end = start + seen[start..].find('>').expect("what is shared");
        seen.remove(end);
        seen.replace_range(start..start + "Shared<".len(), "");
    }
    seen
}

fn source(file: &Path) -> Source {
    let text = std::fs::read_to_string(file).expect("a readable view");
    let name = file.file_stem().expect("a file's name").to_string_lossy().into_owned();
    let mut source = Source { name, types: Vec::new(), templates: Vec::new() };
    let mut meaning = String::new();
    let mut inside = false;
    // A field whose type runs over several lines is gathered here.
    let mut field = String::new();
    for line in text.lines().map(str::trim) {
        if let Some(doc) = line.strip_prefix("///") {
            if !meaning.is_empty() {
                meaning.push(' ');
            }
            meaning.push_str(doc.trim());
            continue;
        }
        if line.starts_with("#[") {
            continue;
        }
        if let Some(rest) = line.strip_prefix("pub struct ") {
            assert!(!meaning.is_empty(), "{}: `{rest}` has no doc comment", file.display());
            let name = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
            let meaning = std::mem::take(&mut meaning);
            source.types.push(Type { name, meaning, fields: Vec::new() });
            inside = rest.ends_with('{');
        } else if inside && line == "}" {
            inside = false;
        } else if inside && (line.starts_with("pub ") || !field.is_empty()) {
            assert!(!meaning.is_empty(), "{}: `{line}` has no doc comment", file.display());
            field.push_str(line);
            if !field.ends_with(',') {
                continue;
            }
            let written = field.trim_start_matches("pub ").trim_end_matches(',');
            let (name, holds) = written.split_once(": ").expect("a field has a type");
            let of = source.types.last_mut().expect("a field stands in a type");
            of.fields.push(Field {
                name: name.to_owned(),
                holds: seen(holds),
                meaning: std::mem::take(&mut meaning),
            });
            field.clear();
        } else if let Some((view, template)) = line.split_once(" => ")
            && template.starts_with('"')
        {
            source.templates.push(Template {
                name: template.trim_matches(['"', ',']).to_owned(),
                view: view.to_owned(),
            });
        }
        meaning.clear();
    }
    source
}

/// The text of `tests/contract.txt`.
fn listed(sources: &[Source]) -> String {
    let mut out = String::from(
        "The theme contract: what templates see, one type after another.\nMade by `UPDATE=1 cargo test --test contract`.\n",
    );
    for source in sources {
        for Type { name, fields, .. } in &source.types {
            let _ = writeln!(out, "\n{name}");
            for Field { name, holds, .. } in fields {
                let _ = writeln!(out, "    {name}: {holds}");
            }
        }
        if !source.templates.is_empty() {
            out.push_str("\nTemplates\n");
        }
        for Template { name, view } in &source.templates {
            let _ = writeln!(out, "    {name} {view}");
        }
    }
    out
}

/// The made part of the manual's page.
fn tabled(sources: &[Source], out: &mut String) {
    let _ = writeln!(out, "{MADE_FROM}\nEach template gets its page as the type beside it.\n");
    out.push_str("| template | `page` |\n|---|---|\n");
    for Template { name, view } in sources.iter().flat_map(|source| &source.templates) {
        let _ = writeln!(out, "| `{name}` | {} |", words(view));
    }
    for source in sources {
        assert!(
            CHAPTERS.iter().any(|(name, _)| *name == source.name)
                || source.types.iter().all(|of| of.fields.is_empty()),
            "src/site/view/{}.rs has no chapter in the manual: name it in CHAPTERS",
            source.name
        );
    }
    for (name, heading) in CHAPTERS {
        let source = sources.iter().find(|source| source.name == name).expect("a chapter's file");
        let _ = writeln!(out, "\n## {heading}");
        for Type { name, meaning, fields } in &source.types {
            let _ = writeln!(out, "\n### {name}\n\n{meaning}\n");
            out.push_str("| field | holds | meaning |\n|---|---|---|\n");
            for Field { name, holds, meaning } in fields {
                let meaning = meaning.replace('|', "\\|");
                let _ = writeln!(out, "| `{name}` | {} | {meaning} |", words(holds));
            }
        }
    }
}

/// A type in words, with a link to where it is told.
fn words(holds: &str) -> String {
    let inner = |outer: &str| holds.strip_prefix(outer).and_then(|rest| rest.strip_suffix('>'));
    if let Some(each) = inner("Vec<Option<").and_then(|each| each.strip_suffix('>')) {
        return format!("list, each {} or nothing", words(each));
    }
    if let Some(each) = inner("Vec<") {
        let plural = if matches!(each, "Text" | "usize") { "s" } else { "" };
        return format!("list of {}{plural}", words(each));
    }
    if let Some(some) = inner("Option<") {
        return format!("{}, or nothing", words(some));
    }
    match holds {
        "Text" => "text".to_owned(),
        "Html" => "HTML".to_owned(),
        "bool" => "`true` or `false`".to_owned(),
        "usize" | "u8" => "number".to_owned(),
        name => {
            assert!(
                name.chars().all(|c| c.is_ascii_alphanumeric())
                    && name.starts_with(char::is_uppercase),
                "`{name}` has no words"
            );
            format!("[{name}](#{})", name.to_ascii_lowercase())
        }
    }
}

fn difference(was: &str, now: &str) -> String {
    let was: Vec<_> = was.lines().collect();
    let now: Vec<_> = now.lines().collect();
    let gone = was.iter().filter(|line| !now.contains(line)).map(|line| format!("- {line}"));
    let new = now.iter().filter(|line| !was.contains(line)).map(|line| format!("+ {line}"));
    gone.chain(new).collect::<Vec<_>>().join("\n")
}
