//! Diagnostics on their way to a reader: order, folding, counts.
//!
//! In: diagnostics in order of place. Out: text. Must not: change what was found.

use std::time::Duration;

use super::terminal::{Stream, Terminal};
use super::{Status, layout};
use crate::diagnostic::{Code, Diagnostic, Format, Printer};
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

/// For the same commands where book.toml is wrong: nothing else was read.
pub fn misconfigured(terminal: &Terminal, diagnostics: &[Diagnostic], files: &Files) -> Status {
    errors(terminal, diagnostics, files);
    Status::CouldNotRun
}

/// How a run ends that found this: what book.toml says wrong is more than a fault of content.
pub fn status(diagnostics: &[Diagnostic]) -> Status {
    let is_misconfigured = |found: &Diagnostic| found.is_error() && found.code == Code::ConfigValue;
    if diagnostics.iter().any(is_misconfigured) {
        return Status::CouldNotRun;
    }
    match diagnostics.iter().any(Diagnostic::is_error) {
        true => Status::ContentErrors,
        false => Status::Clean,
    }
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

/// What a run went through.
pub struct Totals {
    pages: usize,
    links: usize,
    found: String,
}

impl Totals {
    pub fn of(run: &Run) -> Totals {
        let linked = &run.playbook.linked;
        let links = linked
            .playbook
            .entries()
            .map(|(id, entry)| entry.refs.len() + linked.body_targets(id).len());
        Totals {
            pages: linked.playbook.pages.len(),
            links: links.sum(),
            found: counts(&run.diagnostics),
        }
    }

    /// "115 pages, 1,204 links checked: 5 warnings, 0.03 s".
    pub fn summary(&self, took: Duration) -> String {
        let pages = layout::counted(self.pages, "page");
        let links = layout::counted(self.links, "link");
        format!("{pages}, {links} checked: {}, {}", self.found, seconds(took))
    }
}

fn seconds(took: Duration) -> String {
    match took.as_secs_f64() {
        short if short < 0.1 => format!("{short:.3} s"),
        long => format!("{long:.1} s"),
    }
}
