//! One line a diagnostic, for editors and for grep.

use crate::diagnostic::{Diagnostic, printable};
use crate::source::Files;

pub fn line(diagnostic: &Diagnostic, files: &Files) -> String {
    let place = files.start(diagnostic.span);
    let mut line = format!(
        "{}:{}:{}: {}[{}]: {}",
        printable(&files.shown_path(diagnostic.span.file)),
        place.line,
        place.column,
        diagnostic.severity.name(),
        diagnostic.code.name(),
        printable(&diagnostic.message),
    );
    if let Some(hint) = diagnostic.hints.first() {
        line.push_str(&format!(" ({})", printable(hint.words())));
    }
    line.push('\n');
    line
}
