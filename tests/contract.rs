//! The theme contract, held against `tests/contract.txt`: the name and the type of every
//! field that a template can see, read from the sources themselves. A change here is a
//! change for every theme; `UPDATE=1 cargo test --test contract` writes it anew.

use std::fmt::Write as _;
use std::path::Path;

#[test]
fn the_contract_is_as_written_down() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let now = contract(&root.join("src/site/view"));
    let file = root.join("tests/contract.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, &now).expect("tests/contract.txt can be written");
    }
    let was = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        was == now,
        "the theme contract changed; if that is meant, run with UPDATE=1\n{}",
        difference(&was, &now)
    );
}

/// Every public type of the folder with its fields, in the order of the files' names and
/// of the text. Panics over a type or a field without a doc comment.
fn contract(folder: &Path) -> String {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder of the views")
        .map(|entry| entry.expect("an entry of the folder").path())
        .collect();
    files.sort();
    let mut out = String::from(
        "The theme contract: what templates see, one type after another.\nMade by `UPDATE=1 cargo test --test contract`.\n",
    );
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a readable view");
        let mut doc = false;
        let mut inside = false;
        // A field whose type runs over several lines is gathered here.
        let mut field = String::new();
        for line in text.lines().map(str::trim) {
            if line.starts_with("///") {
                doc = true;
                continue;
            }
            if line.starts_with("#[") {
                continue;
            }
            if let Some(rest) = line.strip_prefix("pub struct ") {
                assert!(doc, "{}: `{rest}` has no doc comment", file.display());
                let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
                let _ = writeln!(out, "\n{name}");
                inside = rest.ends_with('{');
            } else if inside && line == "}" {
                inside = false;
            } else if inside && (line.starts_with("pub ") || !field.is_empty()) {
                assert!(
                    doc || !field.is_empty(),
                    "{}: `{line}` has no doc comment",
                    file.display()
                );
                field.push_str(line);
                if field.ends_with(',') {
                    let written = field.trim_start_matches("pub ").trim_end_matches(',');
                    let _ = writeln!(out, "    {}", written.replace("<'a>", ""));
                    field.clear();
                }
            } else if let Some((view, template)) = line.split_once(" => ")
                && template.starts_with('"')
            {
                let _ = writeln!(
                    out,
                    "    {template} {view}",
                    template = template.trim_matches(['"', ','])
                );
            } else if line == "templates! {" {
                out.push_str("\nTemplates\n");
            }
            doc = false;
        }
    }
    out
}

fn difference(was: &str, now: &str) -> String {
    let was: Vec<_> = was.lines().collect();
    let now: Vec<_> = now.lines().collect();
    let gone = was.iter().filter(|line| !now.contains(line)).map(|line| format!("- {line}"));
    let new = now.iter().filter(|line| !was.contains(line)).map(|line| format!("+ {line}"));
    gone.chain(new).collect::<Vec<_>>().join("\n")
}
