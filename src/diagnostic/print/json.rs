//! One JSON object a line; the shape is part of the command line's contract.

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, printable_json};
use crate::source::Files;

pub fn line(diagnostic: &Diagnostic, files: &Files) -> String {
    printable_json(format!("{}\n", object(diagnostic, files)))
}

/// The object: lines and columns from 1, columns in characters, the end just behind.
fn object(diagnostic: &Diagnostic, files: &Files) -> Value {
    let start = files.start(diagnostic.span);
    let end = files.end(diagnostic.span);
    json!({
        "code": diagnostic.code.name(),
        "severity": diagnostic.severity.name(),
        "message": diagnostic.message,
        "file": files.shown_path(diagnostic.span.file),
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "hints": diagnostic.hints,
    })
}
