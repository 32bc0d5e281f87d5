//! What a run that goes on from a former one is told, and what it depends on.
//!
//! In: paths from the root of the playbook. Out: whether they matter, and what they may touch.
//! Must not: look at the disk.

use std::path::{Path, PathBuf};

use crate::config::{Config, FILE_NAME};
use crate::load::Links;

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
    pub(super) fn name(&self, path: &Path) -> bool {
        self.paths().is_some_and(|paths| paths.iter().any(|own| own == path))
    }

    /// Whether anything in a folder, or that holds it, may have changed.
    pub(super) fn touch(&self, folder: Option<&Path>) -> bool {
        let Some(folder) = folder else { return false };
        let meets = |path: &PathBuf| path.starts_with(folder) || folder.starts_with(path);
        self.paths().is_none_or(|paths| paths.iter().any(meets))
    }
}

impl Scope {
    /// What a configuration names; the links are known when the content is read.
    pub(super) fn of(config: &Config) -> Scope {
        Scope {
            content: config.content_path(),
            theme: config.theme.as_ref().map(|theme| PathBuf::from(&theme.value)),
            build_dir: PathBuf::from(&config.build_dir),
            links: Links::default(),
        }
    }

    /// Whether a change of a path (from the root) can matter at all. What hides, what editors
    /// leave behind and what a build writes does not.
    pub fn holds(&self, path: &Path) -> bool {
        if path == Path::new(FILE_NAME) {
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
                rest.iter().all(|name| !crate::source::is_passed_over(&name.to_string_lossy()))
            })
        };
        if self.theme.as_deref().is_some_and(below) || self.links.targets().any(below) {
            return true;
        }
        below(&self.content) && !path.starts_with(&self.build_dir)
    }
}
