//! Reading again: what has not changed keeps its parse.
//!
//! In: a former reading, the paths that changed since, where they are known, and texts that
//! count instead of files. Out: the reading of now, equal to one from nothing but for the numbers
//! of files: a file that stays keeps its number, because the spans in its parse carry it. A page
//! that was kept has the same text as before (`Arc::ptr_eq`), by which the next stage knows it.
//! Must not: keep what it did not make sure of: known by its stamp, or read and compared.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use super::disk::{self, FoundPage, Stamp};
use super::unsaved::{Below, Unsaved};
use super::{Links, RawPage, RawPlaybook, decode, parse_page, read_text};
use crate::config::{Config, FILE_NAME};
use crate::diagnostic::{Diagnostic, Failure, Outcome};
use crate::source::Files;

/// A reading, with what it takes to read again.
#[derive(Debug, Clone)]
pub struct RawReading {
    pub raw: RawPlaybook,
    /// For each page; `None` where it went before it could be looked at.
    stamps: Vec<Option<Stamp>>,
    /// What the walk through the folders found.
    walked: Vec<Diagnostic>,
    /// The links that it followed.
    pub links: Links,
}

impl RawReading {
    /// Nothing was read yet; `files` holds what was read before the content.
    pub fn nothing(files: Files) -> RawReading {
        let raw = RawPlaybook { files, pages: Vec::new(), assets: Vec::new() };
        RawReading { raw, stamps: Vec::new(), walked: Vec::new(), links: Links::default() }
    }

    /// The reading with every fault of it.
    pub fn outcome(&self) -> Outcome<&RawPlaybook> {
        let faults = self.raw.pages.iter().flat_map(|page| page.faults.iter());
        let diagnostics = self.walked.iter().chain(faults).cloned().collect();
        Outcome::new(&self.raw, diagnostics)
    }

    /// Takes the text of a book.toml that settles what the former one did: what is said of it
    /// points into its words, and they may stand elsewhere.
    pub fn renew_settings(&mut self, files: &Files) {
        if let Some(id) = files.id(FILE_NAME) {
            self.raw.files.add(FILE_NAME, Arc::clone(&files.get(id).text));
        }
    }

    /// Whether another reading found the same, below the same words of book.toml.
    pub fn is_same(&self, other: &RawReading) -> bool {
        let (own, others) = (&self.raw, &other.raw);
        let settings = |raw: &RawPlaybook| {
            raw.files.id(FILE_NAME).map(|id| Arc::clone(&raw.files.get(id).text))
        };
        settings(own) == settings(others)
            && own.pages.len() == others.pages.len()
            && own.pages.iter().zip(&others.pages).all(|(one, two)| Arc::ptr_eq(one, two))
            && own.assets == others.assets
            && self.walked == other.walked
            && self.links == other.links
    }

    /// Whether anything was found at a path or below it.
    fn holds(&self, path: &str) -> bool {
        let is_below = |own: &str| {
            own.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        path.is_empty()
            || self.raw.pages.iter().any(|page| is_below(&page.path))
            || self.raw.assets.iter().any(|asset| is_below(&asset.path))
            || !self.walked.is_empty()
    }
}

/// Reads what has changed since a former reading with the same configuration. `changed` are
/// paths from the root, with every name that a file has ([`Links::names`]); without them every
/// file is read and compared. A text of `unsaved` counts instead of its file, whose path is then
/// among `changed` whenever it changes, comes or goes.
pub fn reload(
    root: &Path,
    config: &Config,
    former: &RawReading,
    changed: Option<&[PathBuf]>,
    unsaved: &Unsaved,
) -> Result<RawReading, Failure> {
    let content = config.content_path();
    let unsaved = unsaved.below(&content);
    let below = |paths: &[PathBuf]| -> HashSet<String> {
        let below = paths.iter().filter_map(|path| path.strip_prefix(&content).ok());
        below.map(|path| path.to_string_lossy().into_owned()).collect()
    };
    let changed = changed.map(below);
    let again = Again { root, config, former, unsaved: &unsaved };
    match changed.as_ref().and_then(|changed| again.edited(changed)) {
        Some(edited) => Ok(again.read_some(edited)),
        None => again.walk(changed.as_ref()),
    }
}

/// The most paths that are looked for one by one; of more, as when another branch is checked out,
/// a walk tells.
const FEW: usize = 32;

/// One reading over a former one.
struct Again<'a> {
    root: &'a Path,
    config: &'a Config,
    former: &'a RawReading,
    unsaved: &'a Below,
}

impl Again<'_> {
    /// The pages that were edited where they stand, by index, with what to read; `None` where
    /// something came, went or became something else, or much has changed, so that the folders are
    /// walked again.
    fn edited(&self, changed: &HashSet<String>) -> Option<Vec<(usize, FoundPage)>> {
        // Each is looked for among all pages, which a walk knows by their paths.
        if changed.len() > FEW {
            return None;
        }
        let former = self.former;
        let folder = self.root.join(&self.config.content);
        let mut edited = Vec::new();
        for path in changed {
            let source = folder.join(path);
            let found = match self.unsaved.get(path) {
                Some(_) => Some(true),
                None => disk::what_is_at(&source),
            };
            let page = former.raw.pages.iter().position(|page| *page.path == **path);
            match (page, found) {
                (Some(index), Some(true)) => {
                    let file = former.raw.pages[index].file;
                    edited.push((index, FoundPage { file, path: path.as_str().into(), source }));
                }
                (None, Some(true)) if former.raw.assets.iter().any(|own| *own.path == **path) => {}
                // It came and went between two looks, as editors' helpers do.
                (None, None) if !former.holds(path) => {}
                _ => return None,
            }
        }
        Some(edited)
    }

    fn read_some(&self, edited: Vec<(usize, FoundPage)>) -> RawReading {
        let mut reading = self.former.clone();
        for (index, found) in edited {
            let (page, stamp) = self.read(found, Some(&self.former.raw.pages[index]));
            reading.raw.files.set_text(page.file, Arc::clone(&page.text));
            reading.raw.pages[index] = page;
            reading.stamps[index] = stamp;
        }
        reading
    }

    fn walk(&self, changed: Option<&HashSet<String>>) -> Result<RawReading, Failure> {
        let former = self.former;
        let mut files = former.raw.files.clone();
        let mut walked = Vec::new();
        let folder = self.root.join(&self.config.content);
        let mut found = disk::walk(self.root, &folder, &mut files, &mut walked)?;
        self.add_unsaved(&folder, &mut found.pages, &mut files);
        let old = &former.raw.pages;
        let known: HashMap<&str, usize> =
            old.iter().enumerate().map(|(index, page)| (&*page.path, index)).collect();
        let read_one = |page: FoundPage| {
            let Some(&index) = known.get(&*page.path) else { return self.read(page, None) };
            // Where nobody knows what changed, a stamp could be that of another text written
            // within the same tick of the clock: reading tells.
            let is_told = changed.is_some_and(|changed| !changed.contains(&*page.path));
            let stamp = former.stamps[index].filter(|_| is_told);
            if stamp.is_some() && stamp == disk::stamp(&page.source) {
                return (Arc::clone(&old[index]), stamp);
            }
            self.read(page, Some(&old[index]))
        };
        let read: Vec<_> = found.pages.into_par_iter().map(read_one).collect();
        let (pages, stamps): (Vec<Arc<RawPage>>, Vec<Option<Stamp>>) = read.into_iter().unzip();
        let standing: HashSet<&str> = pages.iter().map(|page| &*page.path).collect();
        for gone in old.iter().filter(|page| !standing.contains(&*page.path)) {
            files.set_text(gone.file, "");
        }
        for page in &pages {
            files.set_text(page.file, Arc::clone(&page.text));
        }
        let links = found.links;
        let raw = RawPlaybook { files, pages, assets: found.assets };
        Ok(RawReading { raw, stamps, walked, links })
    }

    /// Pages that no file holds yet, in their places.
    fn add_unsaved(&self, folder: &Path, pages: &mut Vec<FoundPage>, files: &mut Files) {
        let before = pages.len();
        for path in self.unsaved.paths() {
            if pages[..before].iter().any(|page| &*page.path == path) {
                continue;
            }
            let source = folder.join(path);
            let Some(shown) = disk::relative(self.root, &source) else { continue };
            let file = files.id(&shown).unwrap_or_else(|| files.add(shown, ""));
            pages.push(FoundPage { file, path: path.into(), source });
        }
        if pages.len() > before {
            pages.sort_by(|one, two| one.path.split('/').cmp(two.path.split('/')));
        }
    }

    /// Reads a file; the former page where the text is the same.
    fn read(
        &self,
        found: FoundPage,
        former: Option<&Arc<RawPage>>,
    ) -> (Arc<RawPage>, Option<Stamp>) {
        let mut faults = Vec::new();
        let unsaved = self.unsaved.get(&found.path);
        // Before the text: a change in between makes the stamp older than the text, never newer.
        let stamp = if unsaved.is_some() { None } else { disk::stamp(&found.source) };
        let (text, whole) = match unsaved {
            Some(text) => decode::decode(text.as_bytes().to_vec(), found.file, &mut faults),
            None => read_text(&found, &mut faults),
        };
        let is_former = |page: &&Arc<RawPage>| whole && !page.was_cut && *page.text == *text;
        match former.filter(is_former) {
            Some(former) => (Arc::clone(former), stamp),
            None => (Arc::new(parse_page(found, text, whole, faults, self.config)), stamp),
        }
    }
}
