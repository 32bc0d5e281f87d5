//! One SARIF 2.1.0 log, the form that code scanning services read.

use serde_json::{Value, json};

use crate::diagnostic::{Code, Diagnostic, printable_json};
use crate::source::{Files, Span, uri_path};

pub fn log(diagnostics: &[Diagnostic], files: &Files) -> String {
    let mut codes: Vec<Code> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    codes.sort();
    codes.dedup();
    let rules: Vec<Value> = codes
        .iter()
        .map(|code| json!({ "id": code.name(), "shortDescription": { "text": code.sentence() } }))
        .collect();
    let results: Vec<Value> =
        diagnostics.iter().map(|diagnostic| result(diagnostic, files, &codes)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "playbook",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    printable_json(format!("{log:#}\n"))
}

fn result(diagnostic: &Diagnostic, files: &Files, codes: &[Code]) -> Value {
    let mut text = diagnostic.message.clone();
    for hint in &diagnostic.hints {
        text.push_str("; ");
        text.push_str(hint.words());
    }
    let mut result = json!({
        "ruleId": diagnostic.code.name(),
        "ruleIndex": codes.iter().position(|code| *code == diagnostic.code),
        "level": diagnostic.severity.name(),
        "message": { "text": text },
        "locations": [{ "physicalLocation": place(diagnostic.span, files) }],
    });
    if !diagnostic.labels.is_empty() {
        let related = (1..).zip(&diagnostic.labels).map(|(id, label)| {
            json!({
                "id": id,
                "message": { "text": label.text },
                "physicalLocation": place(label.span, files),
            })
        });
        result["relatedLocations"] = related.collect();
    }
    result
}

fn place(span: Span, files: &Files) -> Value {
    let (start, end) = (files.start(span), files.end(span));
    json!({
        "artifactLocation": { "uri": uri_path(&files.shown_path(span.file)) },
        "region": {
            "startLine": start.line, "startColumn": start.column,
            "endLine": end.line, "endColumn": end.column,
        },
    })
}
