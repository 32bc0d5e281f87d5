//! Arguments to exit code.
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;

use crate::diagnostic::{Format, Printer};
use crate::pipeline::{self, Laid, Request, SiteContent};
use crate::write::{Guarded, Output};

pub fn main() -> ExitCode {
    let root = std::env::args().nth(1).unwrap_or_else(|| ".".into());
    let out = std::env::args().nth(2);
    let request = Request { as_of: crate::model::Date::parse("2026-06-01"), ..Request::default() };
    let configured = pipeline::configure(Path::new(&root), &request).unwrap();
    let start = std::time::Instant::now();
    let (run, config) = pipeline::run(Path::new(&root), configured, &request).unwrap();
    let printer = Printer { fold_after: 10, ..Printer::new(Format::Human) };
    print!("{}", printer.print(&run.diagnostics, &run.playbook.linked.playbook.files));
    eprintln!("{:?} {} pages", start.elapsed(), run.playbook.linked.playbook.pages.len());
    let Some(out) = out else { return ExitCode::SUCCESS };
    let site = match pipeline::lay_out(Path::new(&root), run, config).unwrap() {
        Laid::Site(site) => site,
        Laid::Faulty(found, files) => {
            print!("{}", printer.print(&found, &files));
            return ExitCode::FAILURE;
        }
    };
    eprintln!("{:?} laid out {}", start.elapsed(), site.routes().len());
    let cwd = std::env::current_dir().unwrap();
    let root = cwd.join(&root);
    let content = root.join("content");
    let guarded = Guarded { root: &root, content: &content, theme: None, home: None, cwd: &cwd };
    let flag = AtomicBool::new(false);
    let output = Output::claim(Path::new(&out), &guarded, &flag).unwrap();
    let written = output.publish(&SiteContent { site: &site }, &|_| {}, &flag);
    let mut files = site.playbook.linked.playbook.files.clone();
    let found: Vec<_> = site.template_errors().iter().map(|e| e.diagnostic(&mut files)).collect();
    print!("{}", printer.print(&found, &files));
    eprintln!("{:?} {:?}", start.elapsed(), written.map(|w| (w.files, w.bytes)));
    ExitCode::SUCCESS
}
