//! Disk to texts to parsed files: everything under the content folder, read once, in parallel.
//!
//! In: the root of a playbook and its settled configuration. Out: a [`RawPage`] for each
//! markdown file: its front matter as a tree and its body as a document, both with spans; and
//! the list of files to be copied. A build hands each page on as it is read ([`Listing`]); a
//! preview keeps them all ([`RawPlaybook`]).
//! Must not: judge (a title of 500 characters is fine here), know other entries, write.

mod decode;
mod disk;
mod links;
mod name;
mod reload;
mod split;
mod unsaved;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

pub use decode::unix_lines;
pub use disk::no_content;
pub use links::Links;
pub use reload::{RawReading, reload};
pub use unsaved::Unsaved;

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Failure, Outcome};
use crate::markdown::{self, Document};
use crate::source::{FileId, Files, SETTLE_CONFLICT, Span, merge_conflicts};
use crate::yaml::{self, Node, Value};

/// Everything that was read. `P` is what became of each page; by itself the page as it was read,
/// shared when it is cloned.
#[derive(Debug, Clone)]
pub struct RawPlaybook<P = Arc<RawPage>> {
    pub files: Files,
    /// In the order of paths.
    pub pages: Vec<P>,
    pub assets: Vec<Asset>,
}

/// One markdown file.
#[derive(Debug)]
pub struct RawPage {
    pub file: FileId,
    /// Relative to the content folder, with `/`: `rituals/bet-table.md`.
    pub path: Box<str>,
    /// The whole text, from which code blocks are highlighted when they are shown.
    pub text: Arc<str>,
    pub front: Front,
    pub body: Arc<Document>,
    /// What reading it found.
    faults: Box<[Diagnostic]>,
    /// Whether the text is not all of the file.
    was_cut: bool,
}

/// The front matter of a file.
#[derive(Debug)]
pub enum Front {
    /// There is none.
    None,
    /// It is TOML, which has been said. It stands in the body.
    Toml,
    /// A mapping (an empty one where nothing stands between the lines).
    Map(Node),
    /// It could not be read, which has been said.
    Faulty,
}

/// A file that is copied as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Relative to the content folder, with `/`.
    pub path: Box<str>,
    /// Where it lies on disk.
    pub source: PathBuf,
}

/// What lies in the content folder, still to be read.
#[derive(Debug)]
pub struct Listing {
    files: Files,
    found: disk::Found,
    diagnostics: Vec<Diagnostic>,
}

/// Lists everything under the content folder of `root`.
///
/// # Errors
/// Where there is no such folder, or it cannot be walked.
pub fn list(root: &Path, config: &Config, mut files: Files) -> Result<Listing, Failure> {
    let folder = root.join(&config.content);
    let mut diagnostics = Vec::new();
    let found = disk::walk(root, &folder, &mut files, &mut diagnostics)?;
    Ok(Listing { files, found, diagnostics })
}

/// Whether an author is only beginning: there is nothing yet that a build would read.
///
/// # Errors
/// Where the content folder cannot be walked.
pub fn is_beginning(root: &Path, config: &Config) -> Result<bool, Failure> {
    disk::is_bare(root, &root.join(&config.content))
}

impl Listing {
    /// The paths of the markdown files, relative to the content folder, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.found.pages.iter().map(|page| &*page.path)
    }

    /// Reads every file, on all cores, and hands each on at once to become what is kept of it:
    /// the trees of a whole book's front matter are many times its text.
    pub fn read<P: Send>(
        self,
        config: &Config,
        each: impl Fn(RawPage) -> P + Sync,
    ) -> Outcome<RawPlaybook<P>> {
        let Listing { mut files, found, mut diagnostics } = self;
        let read = |page: disk::FoundPage| {
            let mut page = read_page(page, config);
            let faults = std::mem::take(&mut page.faults);
            (page.file, Arc::clone(&page.text), faults, each(page))
        };
        let all: Vec<_> = found.pages.into_par_iter().map(read).collect();
        let mut pages = Vec::with_capacity(all.len());
        for (file, text, faults, page) in all {
            files.set_text(file, text);
            diagnostics.extend(faults);
            pages.push(page);
        }
        Outcome::new(RawPlaybook { files, pages, assets: found.assets }, diagnostics)
    }
}

/// Reads and parses one file. A file whose text cannot be read still becomes a page, of what
/// could be read of it, so that it is never lost.
fn read_page(page: disk::FoundPage, config: &Config) -> RawPage {
    let mut faults = Vec::new();
    let (text, whole) = read_text(&page, &mut faults);
    parse_page(page, text, whole, faults, config)
}

/// The text of a file, and whether it is all of it.
fn read_text(page: &disk::FoundPage, diagnostics: &mut Vec<Diagnostic>) -> (String, bool) {
    match disk::read(&page.source, decode::MAX_BYTES) {
        Ok(bytes) => decode::decode(bytes, page.file, diagnostics),
        Err(error) => {
            diagnostics.push(disk::unreadable(page.file, &error));
            (String::new(), false)
        }
    }
}

/// Parses a text that was read.
fn parse_page(
    page: disk::FoundPage,
    text: String,
    whole: bool,
    mut faults: Vec<Diagnostic>,
    config: &Config,
) -> RawPage {
    let file = page.file;
    let diagnostics = &mut faults;
    let text: Arc<str> = text.into();
    // A folder of a kind holds entries, which all have front matter.
    let top = page.path.split_once('/').map_or("", |(top, _)| top);
    let needs_front = config.kinds.of_folder(top).is_some();
    let (front, body) = read_front(&text, file, whole, needs_front, diagnostics);
    let title = match &front {
        Front::Map(map) => map.get("title").and_then(|node| match &node.value {
            Value::Scalar { text, .. } => Some(&**text).filter(|title| !title.trim().is_empty()),
            _ => None,
        }),
        _ => None,
    };
    let input = markdown::Input {
        text: &text,
        body,
        file,
        title,
        unsafe_html: config.raw_html,
        smart_punctuation: config.smart_punctuation,
        image_hosts: &config.image_hosts,
    };
    let document = markdown::parse(input).collect(diagnostics);
    let (body, faults) = (Arc::new(document), faults.into());
    RawPage { file, path: page.path, text, front, body, faults, was_cut: !whole }
}

/// Splits off the front matter and reads it as YAML.
fn read_front(
    text: &str,
    file: FileId,
    whole: bool,
    needs_front: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Front, Range<usize>) {
    if !whole {
        return (Front::Faulty, 0..text.len());
    }
    let conflicts = merge_conflicts(text);
    diagnostics.extend(conflicts.iter().map(|place| {
        let span = Span::new(file, place.start, place.end);
        Diagnostic::new(Code::MergeConflict, span, "a merge conflict is not settled")
            .hint(SETTLE_CONFLICT)
    }));
    let is_hit = |front: usize| conflicts.first().is_some_and(|place| place.start < front);
    // The whole file is two: nobody can say where its front matter begins.
    if is_hit(1) {
        return (Front::Faulty, 0..text.len());
    }
    let split = match split::split(text, file) {
        Ok(Some(split)) => split,
        Ok(None) => {
            if needs_front && let Some((late, body)) = split::late(text, file) {
                diagnostics.push(late);
                return (Front::Faulty, body..text.len());
            }
            let toml = split::toml(text, file);
            let front = if toml.is_some() { Front::Toml } else { Front::None };
            diagnostics.extend(toml);
            return (front, 0..text.len());
        }
        Err(_) if is_hit(text.len()) => return (Front::Faulty, text.len()..text.len()),
        Err(unclosed) => {
            diagnostics.push(*unclosed);
            return (Front::Faulty, text.len()..text.len());
        }
    };
    let body = split.body..text.len();
    if is_hit(split.body) {
        return (Front::Faulty, body);
    }
    match yaml::parse(text, split.yaml_end, file) {
        Ok(Node { value: Value::Null, span, cut }) => {
            (Front::Map(Node { value: Value::Map(Vec::new()), span, cut }), body)
        }
        Ok(node @ Node { value: Value::Map(_), .. }) => (Front::Map(node), body),
        Ok(node) => {
            diagnostics.push(split::not_a_mapping(&node));
            (Front::Faulty, body)
        }
        Err(fault) => {
            diagnostics.push(fault);
            (Front::Faulty, body)
        }
    }
}
