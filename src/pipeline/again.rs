//! The stages again and again, for an editor: up to the diagnostics, with no site.
//!
//! In: what a former run left standing, what has changed since, and texts that are not saved.
//! Out: the playbook and its diagnostics, equal to those of a run from nothing over the same
//! texts. What an edit does not touch is neither read, judged nor linked again.
//! Must not: watch, wait, or know an editor.

use std::path::Path;
use std::sync::Arc;

use super::{Changes, Configured, Request, Run, Scope, configure, configure_from, renew};
use crate::config::{Config, FILE_NAME};
use crate::diagnostic::{Diagnostic, Failure};
use crate::load::{RawPage, Reading, Unsaved};
use crate::source::Files;
use crate::validate::Judged;

/// A playbook as it was last understood.
pub struct Standing {
    pub config: Config,
    pub run: Run,
    pub scope: Scope,
    drafts: bool,
    reading: Reading,
    judged: Judged,
    /// Whether something has changed since that could not be looked at.
    is_behind: bool,
}

/// Why a playbook could not be understood anew.
#[derive(Debug)]
pub enum Trouble {
    /// book.toml has errors; nothing else was looked at.
    Misconfigured(Vec<Diagnostic>, Files),
    Failed(Failure),
}

impl Standing {
    /// A page as it was read, by its path below the content folder.
    pub fn raw(&self, path: &str) -> Option<&RawPage> {
        let mut pages = self.reading.raw.pages.iter();
        pages.find(|page| &*page.path == path).map(Arc::as_ref)
    }

    pub fn files(&self) -> &Files {
        &self.run.playbook.linked.playbook.files
    }
}

/// Understands a playbook over what a former run left. Where it cannot, that is left as it
/// was, with the reason beside it.
pub fn understand(
    root: &Path,
    request: &Request,
    former: Option<Standing>,
    changes: &Changes,
    unsaved: &Unsaved,
) -> (Option<Standing>, Result<(), Trouble>) {
    let behind =
        |former: Option<Standing>| former.map(|former| Standing { is_behind: true, ..former });
    let configured = match unsaved.get(Path::new(FILE_NAME)) {
        Some(text) => configure_from(text, request),
        None => configure(root, request),
    };
    let configured = match configured {
        Ok(configured) => configured,
        Err(failure) => return (behind(former), Err(Trouble::Failed(failure))),
    };
    let is_misconfigured = configured.is_misconfigured();
    let Configured { config, files, mut diagnostics } = configured;
    if is_misconfigured {
        return (behind(former), Err(Trouble::Misconfigured(diagnostics, files)));
    }
    let is_same = |own: &Standing| own.config == config && own.drafts == request.drafts;
    let (kept, other) = match former {
        Some(former) if is_same(&former) => (Some(former), None),
        other => (None, other),
    };
    let is_behind = kept.as_ref().is_some_and(|kept| kept.is_behind);
    let changes = changes.since(is_behind);
    let former = kept.as_ref().map(|kept| &kept.reading);
    let changes = changes.through(former.map(|former| &former.links));
    let reading = renew::read(root, &config, files, former, changes.paths(), unsaved);
    let reading = match reading {
        Ok(reading) => reading,
        Err(failure) => return (behind(kept.or(other)), Err(Trouble::Failed(failure))),
    };
    let judged = kept.as_ref().map(|kept| &kept.judged);
    let fitted = kept.as_ref().map(|kept| &kept.run.playbook);
    let (playbook, judged) =
        renew::fit(&reading, &config, request, judged, fitted, &mut diagnostics);
    let run = renew::check(&reading, playbook, &config, diagnostics);
    let scope = Scope::of(&config, reading.links.clone());
    let drafts = request.drafts;
    let standing = Standing { config, run, scope, drafts, reading, judged, is_behind: false };
    (Some(standing), Ok(()))
}
