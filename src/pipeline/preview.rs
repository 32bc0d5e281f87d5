//! The stages again and again, for a preview.
//!
//! In: what a former run kept, and what has changed since. Out: a site, or what is wrong, and
//! what the next run may keep. What has not changed is neither read nor parsed again; the
//! outcome is that of a run from nothing.
//! Must not: watch, wait, or know a server.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Configured, Request, Run, configure, link_on, read_theme};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Failure};
use crate::load::{self, Reading};
use crate::site::Site;
use crate::source::Files;
use crate::theme::Theme;
use crate::validate::{self, Judged, Playbook};

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
    /// Whether the last making told what it made: otherwise the next one has news even where
    /// nothing has changed.
    is_told: bool,
}

/// Makes a preview, from what a former one kept; `None` where nothing has changed. Where the
/// content cannot be read at all, what was kept is given back as it was.
pub fn preview(
    root: &Path,
    request: &Request,
    kept: Option<Kept>,
    changes: &Changes,
) -> (Result<Option<Made>, Failure>, Option<Kept>) {
    let unheard = |kept: Option<Kept>| kept.map(|kept| Kept { is_told: false, ..kept });
    let configured = match configure(root, request) {
        Ok(configured) => configured,
        Err(failure) => return (Err(failure), unheard(kept)),
    };
    let Configured { config, files, diagnostics } = configured;
    let scope = Scope::of(&config);
    let is_misconfigured = |found: &Diagnostic| {
        matches!(found.code, Code::ConfigKey | Code::ConfigValue) && found.is_error()
    };
    if diagnostics.iter().any(is_misconfigured) {
        return (Ok(Some(Made { diagnostics, files, scope, ..Made::default() })), unheard(kept));
    }
    // Settings have their say in every stage: with others everything is made anew.
    let is_same = |kept: &Kept| kept.config == config && kept.drafts == request.drafts;
    let (former, kept) = match kept {
        Some(kept) if is_same(&kept) => (Some(kept), None),
        other => (None, other),
    };
    let reading = match &former {
        Some(former) => load::reload(root, &config, &former.reading, changes.paths()),
        None => load::reload(root, &config, &Reading::nothing(files), None),
    };
    let reading = match reading {
        Ok(reading) => reading,
        Err(failure) => {
            let made = Made { failure: Some(failure), scope, ..Made::default() };
            return (Ok(Some(made)), unheard(former.or(kept)));
        }
    };
    let mut is_same = false;
    if let Some(former) = &former
        && former.is_told
        && former.reading.is_same(&reading)
        && !changes.touch(scope.theme.as_deref())
        && !reading.raw.assets.iter().any(|asset| changes.name(&scope.content.join(&*asset.path)))
    {
        is_same = true;
    }
    if is_same {
        // The stamps may be newer.
        return (Ok(None), former.map(|former| Kept { reading, ..former }));
    }
    let (playbook, judged, diagnostics) =
        judge(&reading, &config, request, former.as_ref().map(|former| &former.judged), diagnostics);
    let theme = former.and_then(|former| former.theme).filter(|_| !changes.touch(scope.theme.as_deref()));
    let in_order = reading.raw.pages.is_sorted_by_key(|page| page.file);
    let (made, theme) = finish(root, &config, request, playbook, diagnostics, theme, in_order);
    let is_told = made.failure.is_none();
    (Ok(Some(Made { scope, ..made })), Some(Kept { config, drafts: request.drafts, reading, judged, theme, is_told }))
}

/// The stages up to the playbook, over what was kept.
fn judge(
    reading: &Reading,
    config: &Config,
    request: &Request,
    former: Option<&Judged>,
    mut diagnostics: Vec<Diagnostic>,
) -> (Playbook, Judged, Vec<Diagnostic>) {
    let raw = reading.outcome().collect(&mut diagnostics);
    let (outcome, judged) = validate::revalidate(raw, config, request.drafts, former);
    let playbook = outcome.collect(&mut diagnostics);
    (playbook, judged, diagnostics)
}

/// The stages from the playbook to the site, with the theme that was kept or a new one.
fn finish(
    root: &Path,
    config: &Config,
    request: &Request,
    playbook: Playbook,
    diagnostics: Vec<Diagnostic>,
    theme: Option<Theme>,
    in_order: bool,
) -> (Made, Option<Theme>) {
    let mut run = link_on(playbook, config, request, diagnostics);
    if !in_order {
        sort_by_path(&mut run);
    }
    let mut files = run.playbook.linked.playbook.files.clone();
    let mut diagnostics = run.diagnostics.clone();
    let theme = match theme.map_or_else(|| read_theme(root, config, &mut files), |theme| Ok(Ok(theme))) {
        Ok(Ok(theme)) => theme,
        Ok(Err(found)) => {
            diagnostics.extend(found);
            return (Made { diagnostics, files, ..Made::default() }, None);
        }
        Err(failure) => {
            let failure = Some(failure);
            return (Made { failure, diagnostics, files, ..Made::default() }, None);
        }
    };
    match Site::new(run.playbook, config.clone(), theme.clone(), run.diagnostics) {
        Ok(site) => {
            let site = Some(Arc::new(site));
            (Made { site, diagnostics, files, ..Made::default() }, Some(theme))
        }
        Err(error) => {
            diagnostics.push(error.diagnostic(&mut files));
            (Made { diagnostics, files, ..Made::default() }, None)
        }
    }
}

/// Diagnostics in the order of a reading from nothing, which numbers files by their paths.
fn sort_by_path(run: &mut Run) {
    let files = &run.playbook.linked.playbook.files;
    run.diagnostics.sort_by_cached_key(|found| {
        let path = &files.get(found.span.file).path;
        let is_config = **path == *crate::config::FILE_NAME;
        let parts: Vec<Box<str>> = path.split('/').map(Into::into).collect();
        (!is_config, parts, found.span.start, found.span.end, found.code, found.message.clone())
    });
}

impl Changes {
    /// The paths, where they are known.
    fn paths(&self) -> Option<&[PathBuf]> {
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
    fn of(config: &Config) -> Scope {
        Scope {
            content: PathBuf::from(&config.content),
            theme: config.theme.as_ref().map(PathBuf::from),
            build_dir: PathBuf::from(&config.build_dir),
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
        if above(&self.content) || self.theme.as_deref().is_some_and(above) {
            return true;
        }
        let below = |folder: &Path| {
            path.strip_prefix(folder).is_ok_and(|rest| {
                rest.iter().all(|name| !crate::load::is_passed_over(&name.to_string_lossy()))
            })
        };
        if self.theme.as_deref().is_some_and(below) {
            return true;
        }
        below(&self.content) && !path.starts_with(&self.build_dir)
    }
}
