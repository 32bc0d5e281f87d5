//! The stages again and again, for a preview.
//!
//! In: what a former run kept, and what has changed since. Out: a site, or what is wrong, and
//! what the next run may keep. What has not changed is neither read nor parsed again; the
//! outcome is that of a run from nothing.
//! Must not: watch, wait, or know a server.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Laid, Request, configure, lay_out, run};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Failure};
use crate::site::Site;
use crate::source::Files;
use crate::theme::Theme;

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
pub struct Made {
    /// None where the theme or the settings are at fault.
    pub site: Option<Arc<Site>>,
    pub diagnostics: Vec<Diagnostic>,
    pub files: Files,
    pub scope: Scope,
}

/// The script of previews, for pages that are none of a site's.
pub fn live_script() -> Vec<u8> {
    Theme::builtin_file("assets/live.js").unwrap_or_default()
}

/// Makes a preview.
pub fn preview(root: &Path, request: &Request, changes: &Changes) -> Result<Made, Failure> {
    let _ = changes;
    let configured = configure(root, request)?;
    let scope = Scope::of(&configured.config);
    let is_misconfigured = |found: &Diagnostic| {
        matches!(found.code, Code::ConfigKey | Code::ConfigValue) && found.is_error()
    };
    if configured.diagnostics.iter().any(is_misconfigured) {
        let (diagnostics, files) = (configured.diagnostics, configured.files);
        return Ok(Made { site: None, diagnostics, files, scope });
    }
    let (run, config) = run(root, configured, request)?;
    let mut diagnostics = run.diagnostics.clone();
    let files = run.playbook.linked.playbook.files.clone();
    match lay_out(root, run, config)? {
        Laid::Site(site) => Ok(Made { site: Some(Arc::from(site)), diagnostics, files, scope }),
        Laid::Faulty(found, files) => {
            diagnostics.extend(found);
            Ok(Made { site: None, diagnostics, files, scope })
        }
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
