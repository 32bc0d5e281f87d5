//! The stages again and again, for a preview.
//!
//! In: what a former run kept, and what has changed since. Out: a site, or what is wrong, and
//! what the next run may keep. What has not changed is neither read nor parsed again; the
//! outcome is that of a run from nothing.
//! Must not: watch, wait, or know a server.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Configured, Request, beside, configure, read_theme, renew, theme_files};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Failure};
use crate::load::{Links, Reading, Unsaved};
use crate::site::Site;
use crate::source::Files;
use crate::theme::{Theme, ThemeFiles};
use crate::validate::Judged;

/// What has changed on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changes {
    /// These, by path from the root.
    Paths(Vec<PathBuf>),
    /// Nobody knows: everything is read again.
    Unknown,
}

/// What lies where, from the root: all that a preview depends on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope {
    pub content: PathBuf,
    pub theme: Option<PathBuf>,
    pub build_dir: PathBuf,
    /// What else is read through links.
    pub links: Links,
}

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

/// What a making leaves for the next: every product of the stages that are worth keeping.
pub struct Kept {
    /// All that it was made by; anything else and nothing can be kept.
    config: Config,
    drafts: bool,
    reading: Reading,
    judged: Judged,
    theme: Option<Theme>,
    /// What the theme was made of, or why it could not be, to tell whether it is still that.
    theme_files: Result<ThemeFiles, Failure>,
    site: Option<Arc<Site>>,
    /// Whether the last making told what it made: otherwise the next one has news even where
    /// nothing has changed.
    is_told: bool,
    /// Whether something has changed since that could not be looked at.
    is_behind: bool,
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
    let unheard =
        |kept: Option<Kept>| kept.map(|kept| Kept { is_told: false, is_behind: true, ..kept });
    let configured = match configure(root, request) {
        Ok(configured) => configured,
        Err(failure) => return (Err(failure), unheard(kept)),
    };
    let is_misconfigured = configured.is_misconfigured();
    let Configured { config, files, diagnostics } = configured;
    let scope = Scope::of(&config, Links::default());
    if is_misconfigured {
        let made = Made { diagnostics, files, scope, ..Made::default() };
        return (Ok(Some(made)), unheard(kept));
    }
    // Settings have their say in every stage: with others everything is made anew.
    let is_same = |kept: &Kept| kept.config == config && kept.drafts == request.drafts;
    let (former, other) = match kept {
        Some(kept) if is_same(&kept) => (Some(kept), None),
        other => (None, other),
    };
    let changes = changes.since(former.as_ref().is_some_and(|former| former.is_behind));
    let kept = former.as_ref().map(|former| &former.reading);
    let changes = &changes.through(kept.map(|kept| &kept.links));
    let reading = renew::read(root, &config, files, kept, changes.paths(), &Unsaved::default());
    let reading = match reading {
        Ok(reading) => reading,
        Err(failure) => {
            let made = Made { failure: Some(failure), scope, ..Made::default() };
            return (Ok(Some(made)), unheard(former.or(other)));
        }
    };
    let scope = Scope { links: reading.links.clone(), ..scope };
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
    if former.as_ref().is_some_and(|former| former.holds(&reading, &scope, changes)) {
        // The stamps may be newer.
        let kept = former.map(|former| Kept { reading, is_behind: false, ..former });
        return (Ok(None), kept);
    }
    let theme = former.as_ref().and_then(|former| former.theme.clone());
    let making = Making { root, config: &config, request, former: former.as_ref(), theme };
    let (made, judged, theme) = making.make(&reading, diagnostics, early);
    // The last one without errors: what it shares with the next is not made twice.
    let site = made.site.clone().or(former.and_then(|former| former.site));
    let is_told = made.failure.is_none();
    let drafts = request.drafts;
    let kept = Kept {
        config,
        drafts,
        reading,
        judged,
        theme,
        theme_files,
        site,
        is_told,
        is_behind: false,
    };
    (Ok(Some(Made { scope, ..made })), Some(kept))
}

impl Kept {
    /// Whether the site was laid out with this very theme.
    fn has_theme(&self, theme: &Theme) -> bool {
        self.theme.as_ref().is_some_and(|own| own.is(theme))
    }

    /// Whether a new reading, and what else has changed, says nothing new.
    fn holds(&self, reading: &Reading, scope: &Scope, changes: &Changes) -> bool {
        let mut assets = reading.raw.assets.iter();
        self.is_told
            && self.reading.is_same(reading)
            && !assets.any(|asset| changes.name(&scope.content.join(&*asset.path)))
    }
}

/// One making, after the reading.
struct Making<'a> {
    root: &'a Path,
    config: &'a Config,
    request: &'a Request,
    former: Option<&'a Kept>,
    theme: Option<Theme>,
}

impl Making<'_> {
    fn make(
        self,
        reading: &Reading,
        mut diagnostics: Vec<Diagnostic>,
        early: &mut dyn FnMut(&Arc<Site>),
    ) -> (Made, Judged, Option<Theme>) {
        let Making { root, config, request, former, theme } = self;
        let judged = former.map(|former| &former.judged);
        let site = former.and_then(|former| former.site.as_deref());
        let fitted = site.map(|site| &site.playbook);
        let (playbook, judged) =
            renew::fit(reading, config, request, judged, fitted, &mut diagnostics);
        let mut files = playbook.linked.playbook.files.clone();
        let theme = match theme {
            Some(theme) => Ok(Ok(theme)),
            None => read_theme(root, config, &mut files),
        };
        let lay_out = |playbook, theme: &Theme, found| {
            // Another theme may have other files.
            let old = site.filter(|_| former.is_some_and(|former| former.has_theme(theme)));
            match old {
                Some(old) => Site::again(old, playbook, config.clone(), theme.clone(), found),
                None => Site::new(playbook, config.clone(), theme.clone(), found),
            }
        };
        let mut shown = None;
        if let Ok(Ok(theme)) = &theme
            && config.levels.warnings_stay()
            && !config.levels.apply(diagnostics.clone()).iter().any(Diagnostic::is_error)
            && let Ok(site) = lay_out(playbook.clone(), theme, Vec::new())
        {
            let site = Arc::new(site);
            early(&site);
            shown = Some(site);
        }
        let mut run = renew::check(reading, playbook, config, diagnostics);
        if let Ok(Ok(theme)) = &theme {
            let found = beside(&mut run.playbook.linked.playbook, theme, config);
            files = run.playbook.linked.playbook.files.clone();
            run.diagnostics.extend(found);
        }
        let mut diagnostics = run.diagnostics.clone();
        let theme = match theme {
            Ok(Ok(theme)) => theme,
            Ok(Err(found)) => {
                diagnostics.extend(config.levels.apply(found));
                return (Made { diagnostics, files, ..Made::default() }, judged, None);
            }
            Err(failure) => {
                let failure = Some(failure);
                return (Made { failure, diagnostics, files, ..Made::default() }, judged, None);
            }
        };
        if let Some(site) = shown.filter(|_| diagnostics.is_empty()) {
            let site = Some(site);
            return (Made { site, diagnostics, files, ..Made::default() }, judged, Some(theme));
        }
        match lay_out(run.playbook, &theme, run.diagnostics) {
            Ok(site) => {
                let site = Some(Arc::new(site));
                (Made { site, diagnostics, files, ..Made::default() }, judged, Some(theme))
            }
            Err(error) => {
                diagnostics.push(error.diagnostic(&mut files));
                (Made { diagnostics, files, ..Made::default() }, judged, None)
            }
        }
    }
}

impl Changes {
    /// What has changed since a former run that may be behind: what it was told of could not be
    /// looked at, and nobody remembers what that was.
    pub(super) fn since(&self, is_behind: bool) -> &Changes {
        if is_behind { &Changes::Unknown } else { self }
    }

    /// The same with every name that a file has through links.
    pub(super) fn through(&self, links: Option<&Links>) -> Changes {
        match (self, links) {
            (Changes::Paths(paths), Some(links)) => {
                Changes::Paths(paths.iter().flat_map(|path| links.names(path)).collect())
            }
            _ => self.clone(),
        }
    }

    /// The paths, where they are known.
    pub(super) fn paths(&self) -> Option<&[PathBuf]> {
        match self {
            Changes::Paths(paths) => Some(paths),
            Changes::Unknown => None,
        }
    }

    /// Whether a path is known to have changed.
    fn name(&self, path: &Path) -> bool {
        self.paths().is_some_and(|paths| paths.iter().any(|own| own == path))
    }

    /// Whether anything in a folder, or that holds it, may have changed.
    fn touch(&self, folder: Option<&Path>) -> bool {
        let Some(folder) = folder else { return false };
        let meets = |path: &PathBuf| path.starts_with(folder) || folder.starts_with(path);
        self.paths().is_none_or(|paths| paths.iter().any(meets))
    }
}

impl Scope {
    pub(super) fn of(config: &Config, links: Links) -> Scope {
        Scope {
            content: config.content_path(),
            theme: config.theme.as_ref().map(|theme| PathBuf::from(&theme.value)),
            build_dir: PathBuf::from(&config.build_dir),
            links,
        }
    }

    /// Whether a change of a path (from the root) can matter at all. What hides, what editors
    /// leave behind and what a build writes does not.
    pub fn holds(&self, path: &Path) -> bool {
        if path == Path::new(crate::config::FILE_NAME) {
            return true;
        }
        // A folder that holds the content, or the theme: it may have come or gone.
        let above = |folder: &Path| folder.starts_with(path);
        let mut targets = self.links.targets();
        if above(&self.content) || self.theme.as_deref().is_some_and(above) || targets.any(above) {
            return true;
        }
        let below = |folder: &Path| {
            path.strip_prefix(folder).is_ok_and(|rest| {
                rest.iter().all(|name| !crate::load::is_passed_over(&name.to_string_lossy()))
            })
        };
        if self.theme.as_deref().is_some_and(below) || self.links.targets().any(below) {
            return true;
        }
        below(&self.content) && !path.starts_with(&self.build_dir)
    }
}
