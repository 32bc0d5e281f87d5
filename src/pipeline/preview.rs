//! The stages again and again, for a preview.
//!
//! In: what a former run kept, and what has changed since. Out: a site, or what is wrong, and
//! what the next run may keep. What has not changed is neither read nor parsed again; the
//! outcome is that of a run from nothing.
//! Must not: watch, wait, or know a server.

use std::path::Path;
use std::sync::Arc;

use super::renew::{Begun, Ground};
use super::{Changes, Request, Scope, Trouble, beside, read_theme, renew, theme_files};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Failure};
use crate::fit::FittedPlaybook;
use crate::load::{RawReading, Unsaved};
use crate::site::Site;
use crate::source::Files;
use crate::theme::{TemplateError, Theme, ThemeFiles};
use crate::validate::Judged;

/// What a run of a preview made.
#[derive(Default)]
pub struct Made {
    /// None where the theme or the settings are at fault, or the machine refused something.
    pub site: Option<Arc<Site>>,
    /// What the machine refused.
    pub failure: Option<Failure>,
    pub diagnostics: Vec<Diagnostic>,
    pub files: Files,
    pub scope: Scope,
}

/// The script of previews, for pages that are none of a site's.
pub fn live_script() -> Vec<u8> {
    Theme::builtin_file("assets/live.js").unwrap_or_default()
}

/// What a making leaves for the next: what every run does, and what a site is made of.
pub struct Kept {
    ground: Ground,
    theme: Option<Theme>,
    /// What the theme was made of, or why it could not be, to tell whether it is still that.
    theme_files: Result<ThemeFiles, Failure>,
    site: Option<Arc<Site>>,
    /// Whether the last making told what it made: otherwise the next one has news even where
    /// nothing has changed.
    is_told: bool,
}

/// Makes a preview, from what a former one kept; `None` where nothing has changed. Where the
/// content cannot be read at all, what was kept is given back, to be caught up with.
///
/// A site without errors is given to `early` before its warnings are known: they take longer
/// to find than a page to be seen. The site that is returned has them.
pub fn preview(
    root: &Path,
    request: &Request,
    kept: Option<Kept>,
    changes: &Changes,
    early: &mut dyn FnMut(&Arc<Site>),
) -> (Result<Option<Made>, Failure>, Option<Kept>) {
    let ground = kept.as_ref().map(|kept| &kept.ground);
    let begun = match renew::begin(root, request, ground, changes, &Unsaved::default()) {
        Ok(begun) => begun,
        Err(trouble) => {
            let unheard =
                |kept: Kept| Kept { ground: kept.ground.behind(), is_told: false, ..kept };
            return (Made::nothing(*trouble).map(Some), kept.map(unheard));
        }
    };
    let former = kept.filter(|_| begun.is_over);
    let Begun { config, scope, reading, diagnostics, changes, .. } = begun;
    let may_touch = former.is_none() || changes.touch(scope.theme.as_deref());
    // Where it cannot be read, the making says so.
    let theme_files = match &former {
        Some(former) if !may_touch => former.theme_files.clone(),
        _ => theme_files(root, &config),
    };
    let former = former.map(|former| match former.theme_files == theme_files {
        true => former,
        false => Kept { theme: None, is_told: false, ..former },
    });
    let former = match former {
        Some(former) if former.holds(&reading, &scope, &changes) => {
            // The stamps may be newer.
            let ground = Ground::new(config, request, reading, former.ground.judged);
            return (Ok(None), Some(Kept { ground, ..former }));
        }
        former => former,
    };
    let theme = former.as_ref().and_then(|former| former.theme.clone());
    let making = Making { root, config: &config, request, former: former.as_ref() };
    let (made, judged, theme) = making.make(&reading, theme, diagnostics, early);
    // The last one without errors: what it shares with the next is not made twice.
    let site = made.site.clone().or(former.and_then(|former| former.site));
    let is_told = made.failure.is_none();
    let ground = Ground::new(config, request, reading, judged);
    let kept = Kept { ground, theme, theme_files, site, is_told };
    (Ok(Some(Made { scope, ..made })), Some(kept))
}

impl Made {
    /// What can be told where the content could not be read.
    fn nothing(trouble: Trouble) -> Result<Made, Failure> {
        Ok(match trouble {
            Trouble::Misconfigured(diagnostics, files, scope) => {
                Made { diagnostics, files, scope, ..Made::default() }
            }
            Trouble::Failed(failure, Some(scope)) => {
                Made { failure: Some(failure), scope, ..Made::default() }
            }
            Trouble::Failed(failure, None) => return Err(failure),
        })
    }
}

impl Kept {
    /// Whether the site was laid out with this very theme.
    fn has_theme(&self, theme: &Theme) -> bool {
        self.theme.as_ref().is_some_and(|own| own.is(theme))
    }

    /// Whether a new reading, and what else has changed, says nothing new.
    fn holds(&self, reading: &RawReading, scope: &Scope, changes: &Changes) -> bool {
        let mut assets = reading.raw.assets.iter();
        self.is_told
            && self.ground.reading.is_same(reading)
            && !assets.any(|asset| changes.name(&scope.content.join(&*asset.path)))
    }
}

/// One making, after the reading.
#[derive(Clone, Copy)]
struct Making<'a> {
    root: &'a Path,
    config: &'a Config,
    request: &'a Request,
    former: Option<&'a Kept>,
}

impl Making<'_> {
    /// What is made, what was judged for it, and the theme where a site stands in it. The theme is
    /// read where none is given.
    fn make(
        self,
        reading: &RawReading,
        theme: Option<Theme>,
        mut diagnostics: Vec<Diagnostic>,
        early: &mut dyn FnMut(&Arc<Site>),
    ) -> (Made, Judged, Option<Theme>) {
        let config = self.config;
        let judged = self.former.map(|former| &former.ground.judged);
        let fitted = self.old_site().map(|site| &site.playbook);
        let (playbook, judged) =
            renew::fit(reading, config, self.request, judged, fitted, &mut diagnostics);
        let mut files = playbook.linked.playbook.files.clone();
        let theme = match theme {
            Some(theme) => Ok(Ok(theme)),
            None => read_theme(self.root, config, &mut files),
        };
        let shown = match &theme {
            Ok(Ok(theme)) => self.show_early(&playbook, theme, &diagnostics, early),
            _ => None,
        };
        let mut run = renew::check(reading, playbook, config, diagnostics);
        let theme = match theme {
            Ok(Ok(theme)) => theme,
            Ok(Err(found)) => {
                let mut diagnostics = run.diagnostics;
                diagnostics.extend(config.levels.apply(found));
                return (Made { diagnostics, files, ..Made::default() }, judged, None);
            }
            Err(failure) => {
                let (failure, diagnostics) = (Some(failure), run.diagnostics);
                return (Made { failure, diagnostics, files, ..Made::default() }, judged, None);
            }
        };
        let found = beside(&mut run.playbook.linked.playbook, &theme, config);
        run.diagnostics.extend(found);
        let mut files = run.playbook.linked.playbook.files.clone();
        let mut diagnostics = run.diagnostics.clone();
        let site = match shown.filter(|_| diagnostics.is_empty()) {
            Some(site) => Ok(site),
            None => self.lay_out(run.playbook, &theme, run.diagnostics).map(Arc::new),
        };
        match site {
            Ok(site) => {
                let site = Some(site);
                (Made { site, diagnostics, files, ..Made::default() }, judged, Some(theme))
            }
            Err(error) => {
                diagnostics.push(error.diagnostic(&mut files));
                (Made { diagnostics, files, ..Made::default() }, judged, None)
            }
        }
    }

    /// Shows a site before its warnings are known, where it has no errors so far and no warning can
    /// become one.
    fn show_early(
        self,
        playbook: &FittedPlaybook,
        theme: &Theme,
        diagnostics: &[Diagnostic],
        early: &mut dyn FnMut(&Arc<Site>),
    ) -> Option<Arc<Site>> {
        let levels = &self.config.levels;
        let is_clean = levels.warnings_stay()
            && !levels.apply(diagnostics.to_vec()).iter().any(Diagnostic::is_error);
        let site = is_clean.then(|| self.lay_out(playbook.clone(), theme, Vec::new()))?;
        // What its templates get wrong is told when the warnings are.
        let site = Arc::new(site.ok()?);
        early(&site);
        Some(site)
    }

    /// The site, over the former one where that stood in the same theme: another may have other
    /// files.
    fn lay_out(
        self,
        playbook: FittedPlaybook,
        theme: &Theme,
        found: Vec<Diagnostic>,
    ) -> Result<Site, TemplateError> {
        let is_same = self.former.is_some_and(|former| former.has_theme(theme));
        let (config, theme) = (self.config.clone(), theme.clone());
        match self.old_site().filter(|_| is_same) {
            Some(old) => Site::again(old, playbook, config, theme, found),
            None => Site::new(playbook, config, theme, found),
        }
    }

    /// The last site without errors.
    fn old_site(&self) -> Option<&Site> {
        self.former.and_then(|former| former.site.as_deref())
    }
}
