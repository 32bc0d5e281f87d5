//! What is wrong, as pages show it over the last good page.
//!
//! In: diagnostics, or why the machine refused. Out: JSON of texts; the script puts them on
//! the page as text, so that nothing in them is ever read as HTML. `<` is written `\u003c`, so
//! that the JSON is also safe within a page.
//! Must not: grow with the book: twenty are shown and the rest is counted.

use std::path::Path;

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Failure, Format, Printer};
use crate::source::{Files, absolute_uri_path};

/// How many are shown.
const SHOWN: usize = 20;

/// The errors among the diagnostics. `root` is where the files lie, for links that open them;
/// none where somebody on another machine may look.
pub fn problems(diagnostics: &[Diagnostic], files: &Files, root: Option<&Path>) -> String {
    let errors = || diagnostics.iter().filter(|found| found.is_error());
    let mut list: Vec<Value> =
        errors().take(SHOWN).map(|found| problem(found, files, root)).collect();
    let more = errors().count().saturating_sub(SHOWN);
    if more > 0 {
        let errors = if more == 1 { "error" } else { "errors" };
        list.push(json!({
            "message": format!("and {more} more {errors}, which `playbook check` lists"),
            "more": more,
        }));
    }
    text(&Value::Array(list))
}

/// What the machine refused.
pub fn failure(failure: &Failure) -> String {
    text(&json!([{ "message": failure.message, "hints": failure.hints }]))
}

fn problem(found: &Diagnostic, files: &Files, root: Option<&Path>) -> Value {
    let path = &files.get(found.span.file).path;
    let start = files.start(found.span);
    let printer = Printer { width: 100, ..Printer::new(Format::Human) };
    let picture = printer.print(std::slice::from_ref(found), files);
    // The first line repeats the message, and the hints follow on their own.
    let picture: Vec<&str> =
        picture.lines().skip(1).filter(|line| !line.trim_start().starts_with("= help:")).collect();
    json!({
        "code": found.code.name(),
        "message": found.message,
        "place": format!("{path}:{}:{}", start.line, start.column),
        "open": root.map(|root| open(&root.join(&**path), start.line, start.column)),
        "picture": picture.join("\n").trim_end(),
        "hints": found.hints,
    })
}

/// An address that VS Code and its kin open a file by. Which editor somebody has is not ours
/// to know; the place stands beside it as text, to be copied.
fn open(path: &Path, line: u32, column: u32) -> String {
    format!("vscode://file{}:{line}:{column}", absolute_uri_path(path))
}

fn text(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}
