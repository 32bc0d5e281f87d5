//! What an editor has open: folders, documents, and the playbooks that these belong to.
//!
//! In: what the editor opens, edits, closes. Out: the document or the book that is meant, and
//! what has to be told of each file. The book of a document is the nearest folder above it that
//! holds a book.toml, else a folder of the editor's that holds `content`.
//! Must not: hear or send a message, though edits and news are in the protocol's words.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gen_lsp_types::{PublishDiagnosticsParams, TextDocumentContentChangeEvent, Uri};

use super::book::Book;
use super::document::Document;
use super::position::{Encoding, Lines};
use super::{address, problems};
use crate::config::FILE_NAME;
use crate::diagnostic::Failure;
use crate::pipeline::Request;

pub struct Workspace {
    /// The one playbook, where the command line names it.
    root: Option<PathBuf>,
    /// Folders that the editor has open.
    folders: Vec<PathBuf>,
    books: Vec<Book>,
    /// Files of books that are no longer open, of which something was told.
    left: Vec<PathBuf>,
    documents: BTreeMap<PathBuf, Document>,
}

impl Workspace {
    pub fn new(root: Option<PathBuf>) -> Workspace {
        let (folders, books, left) = (Vec::new(), Vec::new(), Vec::new());
        Workspace { root, folders, books, left, documents: BTreeMap::new() }
    }

    /// The editor has other folders open.
    pub fn change_folders(&mut self, removed: &[&str], added: &[&str]) {
        let paths = |uris: &[&str]| -> Vec<PathBuf> {
            uris.iter().filter_map(|uri| address::path(uri)).collect()
        };
        let removed = paths(removed);
        self.folders.retain(|folder| !removed.contains(folder));
        self.folders.extend(paths(added));
        self.open_folders();
        self.leave_books();
    }

    /// Forgets the books that lie in no folder of the editor's and have no document open.
    fn leave_books(&mut self) {
        if self.root.is_some() {
            return;
        }
        let open: BTreeSet<usize> =
            self.documents.keys().filter_map(|path| self.book_at(path)).collect();
        let books = std::mem::take(&mut self.books).into_iter().enumerate();
        for (at, book) in books {
            let is_in_a_folder = |folder: &PathBuf| book.root.starts_with(folder);
            if open.contains(&at) || self.folders.iter().any(is_in_a_folder) {
                self.books.push(book);
            } else {
                self.left.extend(book.told_of().map(|path| book.root.join(path)));
            }
        }
    }

    pub fn open(&mut self, uri: String, version: i32, text: String) {
        let Some(path) = address::path(&uri) else { return };
        self.open_folders();
        self.open_around(&path);
        let document = Document::new(uri, version, text);
        self.overlay(&path, Some(Arc::clone(&document.text)));
        self.documents.insert(path, document);
    }

    pub fn change(
        &mut self,
        uri: &str,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) {
        let Some(path) = address::path(uri) else { return };
        let Some(mut document) = self.documents.remove(&path) else { return };
        document.change(version, changes, encoding);
        self.overlay(&path, Some(Arc::clone(&document.text)));
        self.documents.insert(path, document);
    }

    pub fn close(&mut self, uri: &str) {
        let Some(path) = address::path(uri) else { return };
        if self.documents.remove(&path).is_some() {
            self.overlay(&path, None);
            self.leave_books();
        }
    }

    /// Tells a book what counts instead of a file of its.
    fn overlay(&mut self, path: &Path, text: Option<Arc<str>>) {
        if let Some(at) = self.book_at(path)
            && let Some(own) = self.books[at].own(path)
        {
            self.books[at].set(own, text);
        }
    }

    /// Something has changed on disk.
    pub fn touch(&mut self, uri: &str) {
        let Some(path) = address::path(uri) else { return };
        // A folder may have become a playbook.
        self.open_folders();
        if path.ends_with(FILE_NAME) {
            let open: Vec<PathBuf> = self.documents.keys().cloned().collect();
            open.iter().for_each(|path| self.open_around(path));
        }
        if let Some(at) = self.book_at(&path)
            && let Some(own) = self.books[at].own(&path)
        {
            self.books[at].touch(own);
        }
    }

    /// Opens the playbooks that the editor's folders are, or the one that was asked for.
    fn open_folders(&mut self) {
        let folders = match &self.root {
            Some(root) => vec![root.clone()],
            None => self.folders.clone(),
        };
        for folder in folders {
            if self.has_book(&folder) {
                continue;
            }
            let is_book = folder.join(FILE_NAME).is_file() || folder.join("content").is_dir();
            if self.root.is_some() || is_book {
                self.open_book(folder);
            }
        }
    }

    /// Opens the playbook that a document lies in: the nearest above it.
    fn open_around(&mut self, path: &Path) {
        if self.root.is_some() {
            return;
        }
        let mut above = path.ancestors().skip(1);
        if let Some(root) = above.find(|folder| folder.join(FILE_NAME).is_file()) {
            self.open_book(root.to_owned());
        }
    }

    fn open_book(&mut self, root: PathBuf) {
        if self.has_book(&root) {
            return;
        }
        // What was another's may be this one's.
        let open: Vec<(PathBuf, Arc<str>)> = self
            .documents
            .iter()
            .filter(|(path, _)| path.starts_with(&root))
            .map(|(path, document)| (path.clone(), Arc::clone(&document.text)))
            .collect();
        for (path, _) in &open {
            self.overlay(path, None);
        }
        self.books.push(Book::new(root));
        for (path, text) in open {
            self.overlay(&path, Some(text));
        }
    }

    fn has_book(&self, root: &Path) -> bool {
        self.books.iter().any(|book| book.root == root)
    }

    /// The innermost playbook around a path.
    fn book_at(&self, path: &Path) -> Option<usize> {
        let books = self.books.iter().enumerate();
        let around = books.filter(|(_, book)| path.starts_with(&book.root));
        around.max_by_key(|(_, book)| book.root.components().count()).map(|(at, _)| at)
    }

    pub fn book_of(&self, path: &Path) -> Option<&Book> {
        self.book_at(path).map(|at| &self.books[at])
    }

    /// The text of a document that is open.
    pub fn text(&self, path: &Path) -> Option<&str> {
        self.documents.get(path).map(|document| &*document.text)
    }

    pub fn version(&self, path: &Path) -> Option<i32> {
        self.documents.get(path).map(|document| document.version)
    }

    /// The lines of a file's text as the editor counts them.
    pub fn lines<'t>(&self, path: &Path, text: &'t str, encoding: Encoding) -> Lines<'t> {
        let marks = self.documents.get(path).map_or(0, Document::marks);
        Lines::behind_marks(text, marks, encoding)
    }

    /// The address of a file, as the editor writes it where it has it open.
    pub fn uri(&self, path: &Path) -> Uri {
        match self.documents.get(path) {
            Some(document) => Uri(document.uri.clone()),
            None => Uri(address::uri(path)),
        }
    }

    /// Understands anew what has changed.
    pub fn refresh(&mut self, request: &Request) {
        for book in &mut self.books {
            book.refresh(request);
        }
    }

    /// What has to be told of each file, and which books could not be read.
    pub fn news(&mut self, encoding: Encoding) -> (Vec<PublishDiagnosticsParams>, Vec<Failure>) {
        let left = std::mem::take(&mut self.left);
        let nothing = |path: PathBuf| {
            let (uri, version) = (self.uri(&path), self.version(&path));
            PublishDiagnosticsParams { uri, version, diagnostics: Vec::new() }
        };
        let mut told: Vec<PublishDiagnosticsParams> = left.into_iter().map(nothing).collect();
        let mut failures = Vec::new();
        let mut books = std::mem::take(&mut self.books);
        for book in &mut books {
            failures.extend(book.failure());
            let root = book.root.clone();
            for news in book.news() {
                let diagnostics = match news.files {
                    Some(files) => problems::problems(&news.found, files, &|file| {
                        let path = root.join(&*file.path);
                        (self.uri(&path), self.lines(&path, &file.text, encoding))
                    }),
                    None => Vec::new(),
                };
                let path = root.join(&*news.path);
                let (uri, version) = (self.uri(&path), self.version(&path));
                told.push(PublishDiagnosticsParams { uri, version, diagnostics });
            }
        }
        self.books = books;
        (told, failures)
    }
}
