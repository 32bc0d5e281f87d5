//! The stages again and again, for an editor: up to the diagnostics, with no site.
//!
//! In: what a former run left standing, what has changed since, and texts that are not saved.
//! Out: the playbook and its diagnostics, equal to those of a run from nothing over the same
//! texts. What an edit does not touch is neither read, judged nor linked again.
//! Must not: watch, wait, or know an editor.

use std::path::Path;
use std::sync::Arc;

use super::renew::{Begun, Ground};
use super::{Changes, Request, Run, Scope, Trouble, renew};
use crate::load::{RawPage, Unsaved};
use crate::source::Files;

/// A playbook as it was last understood.
pub struct Standing {
    pub run: Run,
    pub scope: Scope,
    ground: Ground,
}

impl Standing {
    /// A page as it was read, by its path below the content folder.
    pub fn raw(&self, path: &str) -> Option<&RawPage> {
        let mut pages = self.ground.reading.raw.pages.iter();
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
    let ground = former.as_ref().map(|former| &former.ground);
    let begun = match renew::begin(root, request, ground, changes, unsaved) {
        Ok(begun) => begun,
        Err(trouble) => {
            let behind = |own: Standing| Standing { ground: own.ground.behind(), ..own };
            return (former.map(behind), Err(*trouble));
        }
    };
    let former = former.filter(|_| begun.is_over);
    let Begun { config, scope, reading, mut diagnostics, .. } = begun;
    let judged = former.as_ref().map(|former| &former.ground.judged);
    let fitted = former.as_ref().map(|former| &former.run.playbook);
    let (playbook, judged) =
        renew::fit(&reading, &config, request, judged, fitted, &mut diagnostics);
    let run = renew::check(&reading, playbook, &config, diagnostics);
    let ground = Ground::new(config, request, reading, judged);
    (Some(Standing { run, scope, ground }), Ok(()))
}
