//! One playbook of an editor's, understood anew where something has changed.
//!
//! In: texts that are open, and paths that changed. Out: the playbook as it is now, and what
//! has to be told of each file. Must not: talk to the editor.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Failure};
use crate::link::LinkedPlaybook;
use crate::load::{RawPage, Unsaved};
use crate::model::KindId;
use crate::pipeline::{self, Changes, Request, Standing, Trouble};
use crate::source::{FileId, Files};
use crate::validate::EntryId;

pub struct Book {
    pub root: PathBuf,
    pub standing: Option<Standing>,
    unsaved: Unsaved,
    /// What has changed since it was last understood, from the root.
    changed: BTreeSet<PathBuf>,
    /// Whether it was never looked at.
    is_new: bool,
    /// What was told of each file: the diagnostics, and the text that they point into.
    told: BTreeMap<Arc<str>, Told>,
    trouble: Option<Trouble>,
    /// Why it could not be read, until that is told.
    failure: Option<Failure>,
    /// Whether there may be something to tell.
    has_news: bool,
}

struct Told {
    found: Vec<Diagnostic>,
    text: Arc<str>,
}

/// What has to be told of a file.
pub struct News<'a> {
    /// From the root.
    pub path: Arc<str>,
    pub found: Vec<&'a Diagnostic>,
    pub files: Option<&'a Files>,
}

/// A page of a book.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    pub standing: &'a Standing,
    pub raw: &'a RawPage,
    /// `None` where it is a draft that is not shown.
    pub entry: Option<EntryId>,
    pub kind: KindId,
}

impl<'a> Page<'a> {
    pub fn linked(self) -> &'a LinkedPlaybook {
        &self.standing.run.playbook.linked
    }
}

impl Book {
    pub fn new(root: PathBuf) -> Book {
        Book {
            root,
            standing: None,
            unsaved: Unsaved::default(),
            changed: BTreeSet::new(),
            is_new: true,
            told: BTreeMap::new(),
            trouble: None,
            failure: None,
            has_news: true,
        }
    }

    /// The path from the root, where a file is the book's.
    pub fn own(&self, path: &Path) -> Option<PathBuf> {
        path.strip_prefix(&self.root).ok().map(Path::to_owned)
    }

    /// A text that is open counts instead of its file, or no longer does.
    pub fn set(&mut self, path: PathBuf, text: Option<Arc<str>>) {
        match text {
            Some(text) => self.unsaved.set(path.clone(), text),
            None => self.unsaved.remove(&path),
        }
        self.touch(path);
    }

    /// Something has changed on disk.
    pub fn touch(&mut self, path: PathBuf) {
        // Until it is understood, nobody knows what matters: the settings may name another folder
        // now than they did.
        let holds = |standing: &Standing| standing.scope.holds(&path);
        if self.trouble.is_some() || self.standing.as_ref().is_none_or(holds) {
            self.changed.insert(path);
        }
    }

    /// Understands the book anew, if anything has changed.
    pub fn refresh(&mut self, request: &Request) {
        if self.changed.is_empty() && !self.is_new {
            return;
        }
        self.is_new = false;
        let changed = std::mem::take(&mut self.changed);
        let changes = Changes::Paths(changed.into_iter().collect());
        let former = self.standing.take();
        let (root, unsaved) = (&self.root, &self.unsaved);
        let understand = || pipeline::understand(root, request, former, &changes, unsaved);
        // Nobody's editor should lose its server over a fault of ours. Whatever the fault left
        // half done is dropped with it, and the next edit begins from nothing.
        let (standing, outcome) = catch_unwind(AssertUnwindSafe(understand)).unwrap_or_else(|_| {
            let why = "the playbook could not be read, by a fault of this program";
            (None, Err(Trouble::Failed(Failure::new(why), None)))
        });
        self.standing = standing;
        let failure = |trouble: &Option<Trouble>| match trouble {
            Some(Trouble::Failed(failure, _)) => Some(failure.clone()),
            _ => None,
        };
        let before = failure(&self.trouble);
        self.trouble = outcome.err();
        self.failure = failure(&self.trouble).filter(|now| before.as_ref() != Some(now));
        self.has_news = true;
    }

    /// Whether what is known of it is what its files say now.
    pub fn is_current(&self) -> bool {
        self.trouble.is_none()
    }

    /// Why the book could not be read, once.
    pub fn failure(&mut self) -> Option<Failure> {
        self.failure.take()
    }

    /// What has to be told, of every file of which something else was told before.
    pub fn news(&mut self) -> Vec<News<'_>> {
        if !std::mem::take(&mut self.has_news) {
            return Vec::new();
        }
        let (found, files): (&[Diagnostic], Option<&Files>) = match (&self.trouble, &self.standing)
        {
            (Some(Trouble::Misconfigured(found, files, _)), _) => (found, Some(files)),
            (None, Some(standing)) => (&standing.run.diagnostics, Some(standing.files())),
            _ => (&[], None),
        };
        let mut by_file: BTreeMap<FileId, Vec<&Diagnostic>> = BTreeMap::new();
        for found in found {
            by_file.entry(found.span.file).or_default().push(found);
        }
        let mut news = Vec::new();
        let mut gone = std::mem::take(&mut self.told);
        for (file, found) in by_file {
            let Some(files) = files else { continue };
            let source = files.get(file);
            let old = gone.remove(&source.path);
            // What points into other files moves with them.
            let stands_alone =
                found.iter().all(|found| found.labels.iter().all(|label| label.span.file == file));
            let is_told = old.as_ref().is_some_and(|old| {
                *old.text == *source.text && old.found.iter().eq(found.iter().copied())
            });
            let told = match old {
                Some(old) if is_told => old,
                _ => Told {
                    found: found.iter().map(|found| (*found).clone()).collect(),
                    text: Arc::clone(&source.text),
                },
            };
            self.told.insert(Arc::clone(&source.path), told);
            if !(is_told && stands_alone) {
                news.push(News { path: Arc::clone(&source.path), found, files: Some(files) });
            }
        }
        // While book.toml is wrong nothing else was looked at, and stays as it was told.
        let is_misconfigured = matches!(self.trouble, Some(Trouble::Misconfigured(..)));
        for (path, told) in gone {
            if is_misconfigured {
                self.told.insert(path, told);
            } else {
                news.push(News { path, found: Vec::new(), files: None });
            }
        }
        news
    }

    /// The files of which something was told, by path from the root.
    pub fn told_of(&self) -> impl Iterator<Item = &str> {
        self.told.keys().map(|path| &**path)
    }

    /// A page, by its path from the root; `None` where it is none of the content.
    pub fn page(&self, path: &Path) -> Option<Page<'_>> {
        let standing = self.standing.as_ref()?;
        let below = path.strip_prefix(&standing.scope.content).ok()?;
        let below: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
        let below = below?.join("/");
        let raw = standing.raw(&below)?;
        let playbook = &standing.run.playbook.linked.playbook;
        let entry = playbook.entries().find(|(_, entry)| entry.file == raw.file);
        let draft = playbook.drafts.iter().find(|draft| draft.file == raw.file);
        let folder = below.split('/').next().unwrap_or("");
        let kind = entry
            .map(|(_, entry)| entry.kind)
            .or_else(|| draft.map(|draft| draft.kind))
            .or_else(|| playbook.kinds.of_folder(folder))
            .unwrap_or(KindId::PAGE);
        Some(Page { standing, raw, entry: entry.map(|(id, _)| id), kind })
    }
}
