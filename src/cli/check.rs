//! `playbook check`: every diagnostic, and nothing written.
//!
//! In: arguments. Out: the diagnostics on standard output; for people a summary line on
//! standard error. Must not: hide an error behind a fold (a code's diagnostics all have one
//! level, so a fold never mixes the two).

use std::time::Instant;

use super::Status;
use super::args::{CheckArgs, CheckFormat};
use super::external;
use super::open::{self, Opened};
use super::report::{self, Totals};
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostic, Failure, Format};
use crate::pipeline;

pub fn run(args: &CheckArgs, terminal: &Terminal) -> Result<Status, Failure> {
    let started = Instant::now();
    let format = format(args.format);
    // Programs read standard output and nothing else; the rest would be noise in their logs.
    let summary = !args.common.quiet && !matches!(format, Format::Json | Format::Sarif);
    let request = open::request(&args.common, args.strict, None)?;
    let (mut run, config) = match open::open(&args.common, &request)? {
        Opened::Ready(ready) => *ready,
        Opened::Misconfigured { diagnostics, files } => {
            terminal.print(&report::print(format, &diagnostics, &files, &terminal.out))?;
            if summary {
                let counts = report::counts(&diagnostics);
                terminal.note(&format!("book.toml: {counts}; nothing else was read\n"));
            }
            return Ok(Status::CouldNotRun);
        }
    };
    if args.external {
        external::check(args, &mut run, &config, summary.then_some(terminal));
    }
    let theme = pipeline::check_theme(&args.common.root, &mut run, &config);
    let files = &run.playbook.linked.playbook.files;
    terminal.print(&report::print(format, &run.diagnostics, files, &terminal.out))?;
    let failed = run.diagnostics.iter().any(Diagnostic::is_error);
    if summary {
        let strict = if args.strict && failed { " (under --strict)" } else { "" };
        terminal.note(&format!("{}{strict}\n", Totals::of(&run).summary(started.elapsed())));
    }
    // What was found is told before what the machine refused.
    theme?;
    Ok(report::status(&run.diagnostics))
}

fn format(typed: CheckFormat) -> Format {
    match typed {
        CheckFormat::Human => Format::Human,
        CheckFormat::Short => Format::Short,
        CheckFormat::Json => Format::Json,
        CheckFormat::Github => Format::Github,
        CheckFormat::Sarif => Format::Sarif,
    }
}
