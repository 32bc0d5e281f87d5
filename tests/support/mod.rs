//! A playbook in a temporary folder, and a run over it: what the cases, the hostile inputs
//! and the laws share.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::path::Path;

use playbook::diagnostic::{Diagnostic, Failure, Format, Printer};
use playbook::model::Date;
use playbook::pipeline::{self, Laid, Request, Run};
use playbook::site::Site;

/// A folder that goes away with its value.
pub struct Shelf {
    folder: tempfile::TempDir,
}

impl Shelf {
    pub fn new() -> Shelf {
        Shelf { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A shelf with these files.
    pub fn with<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Shelf {
        let shelf = Shelf::new();
        for (path, text) in files {
            shelf.put(path, text);
        }
        shelf
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }

    /// Configures and runs, as of 2026-06-01, and reads the theme, as `check` does.
    pub fn run(&self) -> Result<Run, Failure> {
        self.run_with(&request())
    }

    pub fn run_with(&self, request: &Request) -> Result<Run, Failure> {
        let configured = pipeline::configure(self.root(), request)?;
        let (mut run, config) = pipeline::run(self.root(), configured, request)?;
        pipeline::check_theme(self.root(), &mut run, &config)?;
        Ok(run)
    }

    /// The diagnostics of a run, a line each.
    pub fn told(&self) -> String {
        match self.run() {
            Ok(run) => short(&run, &run.diagnostics),
            Err(failure) => format!("failure: {failure}\n"),
        }
    }
}

/// What a run is asked where nothing else is said.
pub fn request() -> Request {
    Request { as_of: Date::parse("2026-06-01"), ..Request::default() }
}

pub fn short(run: &Run, diagnostics: &[Diagnostic]) -> String {
    print(run, diagnostics, Format::Short)
}

pub fn print(run: &Run, diagnostics: &[Diagnostic], format: Format) -> String {
    let printer = Printer { fold_after: usize::MAX, ..Printer::new(format) };
    printer.print(diagnostics, &run.playbook.linked.playbook.files)
}

/// The site of a playbook that has no errors, as of 2026-06-01.
pub fn site(root: &Path) -> Site {
    let site = site_in_spite(root);
    let mut errors = site.diagnostics.iter().filter(|found| found.is_error());
    assert!(errors.next().is_none(), "{:#?}", site.diagnostics);
    site
}

/// The site of a playbook whatever is wrong with it, as of 2026-06-01.
pub fn site_in_spite(root: &Path) -> Site {
    let configured = pipeline::configure(root, &request()).expect("a configuration");
    let (run, config) = pipeline::run(root, configured, &request()).expect("content");
    match pipeline::lay_out(root, run, config).expect("a theme") {
        Laid::Site(site) => *site,
        Laid::Faulty(found, _) => panic!("templates: {found:#?}"),
    }
}

/// What stands at an address, as text.
pub fn page(site: &Site, address: &str) -> String {
    let index = site.routes().index(address).unwrap_or_else(|| panic!("nothing at {address}"));
    let mut bytes = Vec::new();
    site.produce(index, &mut bytes).expect("it is made");
    String::from_utf8(bytes).expect("it is text")
}
