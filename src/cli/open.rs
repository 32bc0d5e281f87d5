//! Reading the playbook that a command is about.
//!
//! In: the arguments that every command has. Out: the playbook, judged; or, where book.toml
//! is wrong, what is wrong with it: then nothing is read, since everything would be judged
//! by settings that nobody chose. Must not: print.

use std::path::{Component, Path};

use super::args::Common;
use super::time;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Failure};
use crate::pipeline::{self, Configured, Request, Run};
use crate::source::Files;

/// What opening a playbook gives.
pub enum Opened {
    Ready(Box<(Run, Config)>),
    /// book.toml has errors; the exit status is 2.
    Misconfigured {
        diagnostics: Vec<Diagnostic>,
        files: Files,
    },
}

/// What the command line asks of the pipeline.
pub fn request(common: &Common, strict: bool, base_url: Option<&str>) -> Result<Request, Failure> {
    let days = time::days(common.as_of.as_deref())?;
    Ok(Request {
        drafts: common.drafts,
        strict,
        as_of: days.as_of,
        today: Some(days.today),
        base_url: base_url.map(str::to_owned),
        preview: false,
        shown_root: shown_root(&common.root),
    })
}

/// The way from the working folder to a root, as it stands before paths. A root that cannot be named
/// from there stays away.
fn shown_root(root: &Path) -> String {
    let cwd = std::env::current_dir().unwrap_or_default();
    let below = root.strip_prefix(&cwd).unwrap_or(root);
    let parts = below.components().filter(|part| *part != Component::CurDir);
    let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
    match below.is_absolute() {
        true => String::new(),
        false => parts.iter().map(|part| format!("{part}/")).collect(),
    }
}

/// Fails where there is no folder at a root.
pub fn must_be_folder(root: &Path) -> Result<(), Failure> {
    if root.is_dir() {
        return Ok(());
    }
    Err(Failure::new(format!("there is no folder `{}`", root.display()))
        .hint("`--root DIR` names the folder that holds `content/`"))
}

/// Reads book.toml; what is wrong with it where it is.
pub fn configure(
    common: &Common,
    request: &Request,
) -> Result<Result<Configured, (Vec<Diagnostic>, Files)>, Failure> {
    let root = &common.root;
    must_be_folder(root)?;
    let configured = pipeline::configure(root, request)?;
    if configured.is_misconfigured() {
        return Ok(Err((configured.diagnostics, configured.files)));
    }
    Ok(Ok(configured))
}

/// Reads and judges the playbook.
pub fn open(common: &Common, request: &Request) -> Result<Opened, Failure> {
    match configure(common, request)? {
        Ok(configured) => {
            Ok(Opened::Ready(Box::new(pipeline::run(&common.root, configured, request)?)))
        }
        Err((diagnostics, files)) => Ok(Opened::Misconfigured { diagnostics, files }),
    }
}
