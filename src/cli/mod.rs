//! Arguments to exit code.
use std::path::Path;
use std::process::ExitCode;

use crate::diagnostic::{Format, Printer};
use crate::pipeline::{self, Request};

pub fn main() -> ExitCode {
    let root = std::env::args().nth(1).unwrap_or_else(|| ".".into());
    let request = Request { as_of: crate::model::Date::parse("2026-06-01"), ..Request::default() };
    let configured = pipeline::configure(Path::new(&root), &request).unwrap();
    let start = std::time::Instant::now();
    let (run, _) = pipeline::run(Path::new(&root), configured, &request).unwrap();
    let printer = Printer { fold_after: 40, ..Printer::new(Format::Human) };
    print!("{}", printer.print(&run.diagnostics, &run.playbook.linked.playbook.files));
    eprintln!("{:?} {} pages", start.elapsed(), run.playbook.linked.playbook.pages.len());
    ExitCode::SUCCESS
}
