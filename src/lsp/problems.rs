//! Diagnostics as editors show them.
//!
//! In: our diagnostics of one file. Out: the protocol's: the hints stand below the message,
//! labels are related places, and what mends it at one stroke goes along for [`super::answer`].

use gen_lsp_types as protocol;
use gen_lsp_types::{DiagnosticRelatedInformation, DiagnosticSeverity, Location, Uri};

use serde_json::json;

use super::mend::mend;
use super::position::Lines;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::{Files, SourceFile};

/// A file as the editor has it: its address, and its lines.
type Shown<'a> = &'a dyn for<'f> Fn(&'f SourceFile) -> (Uri, Lines<'f>);

pub fn problems(
    found: &[&Diagnostic],
    files: &Files,
    shown: Shown<'_>,
) -> Vec<protocol::Diagnostic> {
    let Some(first) = found.first() else { return Vec::new() };
    let (_, lines) = shown(files.get(first.span.file));
    found.iter().map(|found| problem(found, &lines, files, shown)).collect()
}

fn problem(
    found: &Diagnostic,
    lines: &Lines<'_>,
    files: &Files,
    shown: Shown<'_>,
) -> protocol::Diagnostic {
    let mut message = found.message.clone();
    for hint in &found.hints {
        message.push_str("\nhelp: ");
        message.push_str(hint.words());
    }
    let related = |label: &Label| {
        let (uri, own) = shown(files.get(label.span.file));
        let location = Location { uri, range: own.span(label.span) };
        DiagnosticRelatedInformation { location, message: label.text.clone() }
    };
    let related: Vec<_> = found.labels.iter().map(related).collect();
    let severity = match found.severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
    };
    let mend = mend(found, &files.get(found.span.file).text);
    protocol::Diagnostic {
        range: lines.span(found.span),
        severity: Some(severity),
        code: Some(protocol::Code::String(found.code.name().into())),
        code_description: None,
        source: Some("playbook".into()),
        message: protocol::Message::String(message),
        tags: None,
        related_information: (!related.is_empty()).then_some(related),
        data: mend.map(|(place, text)| json!({ "range": lines.range(place), "newText": text })),
    }
}
