//! GitHub's workflow commands: each becomes an annotation at its line.

use crate::diagnostic::{Diagnostic, printable};
use crate::source::Files;

pub fn line(diagnostic: &Diagnostic, files: &Files) -> String {
    let start = files.start(diagnostic.span);
    let end = files.end(diagnostic.span);
    let mut message = printable(&diagnostic.message).into_owned();
    for hint in &diagnostic.hints {
        message.push('\n');
        message.push_str(&printable(hint.words()));
    }
    format!(
        "::{} file={},line={},col={},endLine={},endColumn={},title={}::{}\n",
        diagnostic.severity.name(),
        property(&printable(&files.shown_path(diagnostic.span.file))),
        start.line,
        start.column,
        end.line,
        end.column,
        diagnostic.code.name(),
        data(&message),
    )
}

/// Escapes a message, so that it stays one command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property's value, which ends at a comma or a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
