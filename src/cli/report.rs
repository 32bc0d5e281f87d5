//! Diagnostics on their way to a reader: order, folding, counts.
//!
//! In: diagnostics in order of place. Out: text. Must not: change what was found.

use std::time::Duration;

use super::terminal::{Stream, Terminal};
use super::{Status, layout};
use crate::diagnostic::{Diagnostic, Format, Printer};
use crate::pipeline::Run;
use crate::source::Files;

/// How many diagnostics of one code people are shown.
const FOLD_AFTER: usize = 10;

/// Diagnostics as text. Programs get them in order of place. People get the warnings first
/// and the errors last, each in order of place: the end is what stays on the screen, and
/// what has to be mended should stand there.
pub fn print(format: Format, diagnostics: &[Diagnostic], files: &Files, stream: &Stream) -> String {
    let color = stream.color && format == Format::Human;
    let printer = Printer { format, color, width: stream.width, fold_after: FOLD_AFTER };
    if format != Format::Human {
        return printer.print(diagnostics, files);
    }
    let (errors, warnings): (Vec<Diagnostic>, Vec<Diagnostic>) =
        diagnostics.iter().cloned().partition(Diagnostic::is_error);
    printer.print(&warnings, files) + &printer.print(&errors, files)
}

/// For commands whose result is something else: the errors go to standard error, and the
/// status says whether there are any.
pub fn errors(terminal: &Terminal, diagnostics: &[Diagnostic], files: &Files) -> Status {
    let errors: Vec<Diagnostic> =
        diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).cloned().collect();
    if errors.is_empty() {
        return Status::Clean;
    }
    terminal.note(&print(Format::Human, &errors, files, &terminal.err));
    terminal.note(&format!("{}\n", counts(&errors)));
    Status::ContentErrors
}

/// "2 errors and 1 warning"; "no errors and no warnings" where there are none.
pub fn counts(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count();
    let warnings = diagnostics.len() - errors;
    match (errors, warnings) {
        (0, 0) => "no errors and no warnings".to_owned(),
        (errors, 0) => layout::counted(errors, "error"),
        (0, warnings) => layout::counted(warnings, "warning"),
        _ => format!(
            "{} and {}",
            layout::counted(errors, "error"),
            layout::counted(warnings, "warning")
        ),
    }
}

/// "115 pages, 1,204 links checked: 5 warnings".
pub fn summary(run: &Run) -> String {
    let playbook = &run.playbook.linked.playbook;
    let links: usize = playbook
        .entries()
        .map(|(id, entry)| entry.refs.len() + run.playbook.linked.body_targets(id).len())
        .sum();
    format!(
        "{}, {} checked: {}",
        layout::counted(playbook.pages.len(), "page"),
        layout::counted(links, "link"),
        counts(&run.diagnostics),
    )
}

pub fn seconds(took: Duration) -> String {
    match took.as_secs_f64() {
        short if short < 0.1 => format!("{short:.3} s"),
        long => format!("{long:.1} s"),
    }
}
