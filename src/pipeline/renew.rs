//! One way through the stages over what a former one left: what an editor and a preview share.
//!
//! In: what is kept of a former run by the same settings, and what has changed since. Out: what
//! [`run`](super::run) makes from nothing, with what the next run may keep.
//! Must not: decide what is kept, or for how long.

use std::path::{Path, PathBuf};

use super::{Request, Run, as_of, judge_on};
use crate::config::{Config, FILE_NAME};
use crate::diagnostic::{Diagnostic, Failure};
use crate::fit::{self, FittedPlaybook};
use crate::link;
use crate::load::{self, Reading, Unsaved};
use crate::source::Files;
use crate::validate::{self, Judged};

/// Reads the content over a former reading; `files` holds the book.toml of now. Without
/// `changed` paths every file is read.
pub fn read(
    root: &Path,
    config: &Config,
    files: Files,
    former: Option<&Reading>,
    changed: Option<&[PathBuf]>,
    unsaved: &Unsaved,
) -> Result<Reading, Failure> {
    let Some(former) = former else {
        return load::reload(root, config, &Reading::nothing(files), None, unsaved);
    };
    let mut reading = load::reload(root, config, former, changed, unsaved)?;
    reading.renew_settings(&files);
    Ok(reading)
}

/// From a reading to what fits where, over what was judged before. What the stages
/// find is added to `diagnostics`.
pub fn fit(
    reading: &Reading,
    config: &Config,
    request: &Request,
    judged: Option<&Judged>,
    former: Option<&FittedPlaybook>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (FittedPlaybook, Judged) {
    let raw = reading.outcome().collect(diagnostics);
    let (playbook, judged) = validate::revalidate(raw, config, request.drafts, judged);
    let linked = former.map(|former| &former.linked);
    let linked = link::relink(playbook.collect(diagnostics), linked).collect(diagnostics);
    (fit::refit(linked, as_of(config, request), former), judged)
}

/// The checks, with the diagnostics in the order of a reading from nothing.
pub fn check(
    reading: &Reading,
    playbook: FittedPlaybook,
    config: &Config,
    diagnostics: Vec<Diagnostic>,
) -> Run {
    let mut run = judge_on(playbook, config, diagnostics);
    if !reading.raw.pages.is_sorted_by_key(|page| page.file) {
        sort_by_path(&mut run);
    }
    run
}

/// A reading from nothing numbers files by their paths; one over another goes on numbering.
fn sort_by_path(run: &mut Run) {
    let files = &run.playbook.linked.playbook.files;
    run.diagnostics.sort_by_cached_key(|found| {
        let path = &files.get(found.span.file).path;
        let is_config = **path == *FILE_NAME;
        let parts: Vec<Box<str>> = path.split('/').map(Into::into).collect();
        (!is_config, parts, found.span.start, found.span.end, found.code, found.message.clone())
    });
}
