//! Texts that somebody has open and has not saved: they count before what lies on disk.
//!
//! In: texts by path from the root. Out: for one reading, those below the content folder.
//! Must not: be read from disk, or outlive what holds them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk;
use super::name::is_markdown;
use crate::source::is_passed_over;

/// Texts that count instead of files, by path from the root.
#[derive(Debug, Clone, Default)]
pub struct Unsaved {
    texts: BTreeMap<PathBuf, Arc<str>>,
}

impl Unsaved {
    pub fn set(&mut self, path: PathBuf, text: Arc<str>) {
        self.texts.insert(path, text);
    }

    /// The file counts again.
    pub fn remove(&mut self, path: &Path) {
        self.texts.remove(path);
    }

    pub fn get(&self, path: &Path) -> Option<&Arc<str>> {
        self.texts.get(path)
    }

    /// The markdown below a folder, by path from it.
    pub(super) fn below(&self, folder: &Path) -> Below {
        let below = self.texts.iter().filter_map(|(path, text)| {
            let path = disk::relative(folder, path)?;
            let is_page = path.split('/').all(|name| !is_passed_over(name))
                && is_markdown(path.rsplit('/').next().unwrap_or(""));
            is_page.then(|| (path, Arc::clone(text)))
        });
        Below(below.collect())
    }
}

/// The same, by path from the content folder.
pub(super) struct Below(BTreeMap<String, Arc<str>>);

impl Below {
    pub fn get(&self, path: &str) -> Option<&Arc<str>> {
        self.0.get(path)
    }

    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}
