//! One way through the stages over what a former one left: what an editor and a preview share.
//!
//! In: the ground that a former run left, and what has changed since. Out: what
//! [`run`](super::run) makes from nothing, a step at a time, with the ground of the next run.
//! Must not: know what else is kept, or for how long.

use std::path::Path;

use super::{Changes, Configured, Request, Run, Scope, as_of, configure, configure_from, judge_on};
use crate::config::{Config, FILE_NAME};
use crate::diagnostic::{Diagnostic, Failure};
use crate::fit::{self, FittedPlaybook};
use crate::link;
use crate::load::{self, RawReading, Unsaved};
use crate::source::Files;
use crate::validate::{self, Judged};

/// What a run leaves for the next one by the same settings: every product of the stages up to the
/// judged pages. An editor and a preview each keep beside it what else they made.
pub struct Ground {
    /// All that it was made by; with anything else nothing of it can be used.
    config: Config,
    drafts: bool,
    pub reading: RawReading,
    pub judged: Judged,
    /// Whether something has changed since that could not be looked at.
    is_behind: bool,
}

impl Ground {
    /// The ground of a run that looked at everything.
    pub fn new(config: Config, request: &Request, reading: RawReading, judged: Judged) -> Ground {
        Ground { config, drafts: request.drafts, reading, judged, is_behind: false }
    }

    /// The same where what has changed could not be looked at: the next run has to look for it.
    pub fn behind(self) -> Ground {
        Ground { is_behind: true, ..self }
    }
}

/// The content of now, read over what a former run left.
pub struct Begun {
    pub config: Config,
    pub scope: Scope,
    pub reading: RawReading,
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the former ground is by the same settings, so that what was made on it holds.
    pub is_over: bool,
    /// What has changed since, by every name that a file has.
    pub changes: Changes,
}

/// Why the content could not be read anew, with what is known of where things lie.
#[derive(Debug)]
pub enum Trouble {
    /// book.toml has errors; nothing else was looked at.
    Misconfigured(Vec<Diagnostic>, Files, Scope),
    Failed(Failure, Option<Scope>),
}

/// Settles the configuration and reads the content over a former ground, as far as that is by the
/// same settings.
pub fn begin(
    root: &Path,
    request: &Request,
    former: Option<&Ground>,
    changes: &Changes,
    unsaved: &Unsaved,
) -> Result<Begun, Box<Trouble>> {
    let configured = match unsaved.get(Path::new(FILE_NAME)) {
        Some(text) => configure_from(text, request),
        None => configure(root, request),
    };
    let configured = configured.map_err(|failure| Box::new(Trouble::Failed(failure, None)))?;
    let is_misconfigured = configured.is_misconfigured();
    let Configured { config, files, diagnostics } = configured;
    let scope = Scope::of(&config);
    if is_misconfigured {
        return Err(Box::new(Trouble::Misconfigured(diagnostics, files, scope)));
    }
    // Settings have their say in every stage: with others everything is made anew.
    let is_same = |own: &&Ground| own.config == config && own.drafts == request.drafts;
    let former = former.filter(is_same);
    let changes = changes.since(former.is_some_and(|former| former.is_behind));
    let former = former.map(|former| &former.reading);
    let changes = changes.through(former.map(|former| &former.links));
    let nothing = RawReading::nothing(files.clone());
    let known = former.and_then(|_| changes.paths());
    let mut reading = load::reload(root, &config, former.unwrap_or(&nothing), known, unsaved)
        .map_err(|failure| Box::new(Trouble::Failed(failure, Some(scope.clone()))))?;
    reading.renew_settings(&files);
    let scope = Scope { links: reading.links.clone(), ..scope };
    Ok(Begun { is_over: former.is_some(), config, scope, reading, diagnostics, changes })
}

/// From a reading to what fits where, over what was judged before. What the stages
/// find is added to `diagnostics`.
pub fn fit(
    reading: &RawReading,
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
    reading: &RawReading,
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
