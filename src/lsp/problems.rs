//! Diagnostics as editors show them.
//!
//! In: our diagnostics of one file. Out: the protocol's: the hints stand below the message,
//! labels are related places.

use gen_lsp_types as protocol;
use gen_lsp_types::{DiagnosticRelatedInformation, DiagnosticSeverity, Location, Uri};

use super::position::{Encoding, Lines};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::Files;

pub fn problems(
    found: &[&Diagnostic],
    files: &Files,
    encoding: Encoding,
    uri: &dyn Fn(&str) -> Uri,
) -> Vec<protocol::Diagnostic> {
    let Some(first) = found.first() else { return Vec::new() };
    let lines = Lines::new(&files.get(first.span.file).text, encoding);
    found.iter().map(|found| problem(found, &lines, files, encoding, uri)).collect()
}

fn problem(
    found: &Diagnostic,
    lines: &Lines<'_>,
    files: &Files,
    encoding: Encoding,
    uri: &dyn Fn(&str) -> Uri,
) -> protocol::Diagnostic {
    let mut message = found.message.clone();
    for hint in &found.hints {
        message.push_str("\nhelp: ");
        message.push_str(hint);
    }
    let related = |label: &Label| {
        let file = files.get(label.span.file);
        let range = match label.span.file == found.span.file {
            true => lines.span(label.span),
            false => Lines::new(&file.text, encoding).span(label.span),
        };
        let location = Location { uri: uri(&file.path), range };
        DiagnosticRelatedInformation { location, message: label.text.clone() }
    };
    let related: Vec<_> = found.labels.iter().map(related).collect();
    let severity = match found.severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
    };
    protocol::Diagnostic {
        range: lines.span(found.span),
        severity: Some(severity),
        code: Some(protocol::Code::String(found.code.name().into())),
        code_description: None,
        source: Some("playbook".into()),
        message: protocol::Message::String(message),
        tags: None,
        related_information: (!related.is_empty()).then_some(related),
        data: None,
    }
}
