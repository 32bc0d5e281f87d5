//! The commands that help an author to write.
//!
//! In: arguments, and the playbook around the author where there is one. Out: texts on
//! standard output, files by way of `write`. Must not: know what a file holds; `author` does.

pub mod args;
pub mod init;
pub mod new;
pub mod rename;
pub mod schema;
pub mod shell;
pub mod theme;

use std::path::Path;

use super::Status;
use super::args::Common;
use super::open;
use super::report;
use super::terminal::Terminal;
use crate::author::Known;
use crate::config::{Config, FILE_NAME};
use crate::diagnostic::{Failure, Hint, did_you_mean};
use crate::model::{Date, KindId, Kinds};
use crate::pipeline::{self, Request, Run};

/// What stands around the author.
struct Around {
    config: Config,
    /// `None` where there is no content yet.
    run: Option<Run>,
    /// The day that examples name.
    today: Date,
}

impl Around {
    /// Reads the playbook at a root, drafts too. `Err(Ok(status))` where book.toml is wrong,
    /// which has been said.
    fn open(root: &Path, terminal: &Terminal) -> Result<Around, Result<Status, Failure>> {
        let common = Common { root: root.to_owned(), as_of: None, drafts: true, quiet: true };
        let request: Request = open::request(&common, false, None).map_err(Err)?;
        let configured = open::configure(&common, &request).map_err(Err)?;
        let configured = match configured {
            Ok(configured) => configured,
            Err((diagnostics, files)) => {
                return Err(Ok(report::misconfigured(terminal, &diagnostics, &files)));
            }
        };
        let config = &configured.config;
        let today = pipeline::as_of(config, &request);
        if pipeline::is_beginning(root, config).map_err(Err)? {
            return Ok(Around { config: configured.config, run: None, today });
        }
        let (run, config) = pipeline::run(root, configured, &request).map_err(Err)?;
        Ok(Around { config, run: Some(run), today })
    }

    fn known(&self) -> Known<'_> {
        match &self.run {
            Some(run) => Known::of(&run.playbook.linked, self.today),
            None => Known::nothing(&self.config.kinds, self.today),
        }
    }

    /// Fails where the root is no playbook at all.
    fn must_be_a_playbook(&self, root: &Path) -> Result<(), Failure> {
        let content = root.join(&self.config.content);
        if content.is_dir() || root.join(FILE_NAME).is_file() {
            return Ok(());
        }
        Err(pipeline::no_content(root, &content))
    }
}

/// The kind of a name. Plain pages have no keys that must be there, and are no kind to choose.
fn kind(name: &str, kinds: &Kinds) -> Result<KindId, Failure> {
    if let Some(kind) = kinds.named(name).filter(|kind| *kind != KindId::PAGE) {
        return Ok(kind);
    }
    let names: Vec<&str> =
        kinds.iter().filter(|(kind, _)| *kind != KindId::PAGE).map(|(_, def)| &*def.name).collect();
    let failure = Failure::new(format!("there is no kind `{name}`"));
    let by_folder = kinds.of_folder(name).map(|kind| &*kinds.get(kind).name);
    let near = by_folder.map(Hint::meant).or_else(|| did_you_mean(name, names.iter().copied()));
    let failure = match near {
        Some(hint) => failure.hint(hint),
        None => failure,
    };
    Err(failure.hint(format!("the kinds are `{}`", names.join("`, `"))))
}
