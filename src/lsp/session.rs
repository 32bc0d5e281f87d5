//! A conversation with an editor, from its first message to its last.
//!
//! In: messages. Out: answers and notifications. It knows which documents are open, and which
//! playbook each belongs to: the nearest folder above it that holds a book.toml, else a folder
//! of the editor's that holds `content`.
//! Must not: end because of what a message says, unless it says so.

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use gen_lsp_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    PublishDiagnosticsParams, Uri,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::answer;
use super::book::Book;
use super::document::Document;
use super::position::Encoding;
use super::wire::{self, Heard};
use super::{Options, address, problems};
use crate::config::FILE_NAME;

/// How far a conversation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Waiting,
    Running,
    ShutDown,
}

pub struct Session {
    options: Options,
    out: Box<dyn Write>,
    stage: Stage,
    encoding: Encoding,
    may_rename_files: bool,
    may_watch: bool,
    /// Folders that the editor has open.
    folders: Vec<PathBuf>,
    books: Vec<Book>,
    documents: BTreeMap<PathBuf, Document>,
}

impl Session {
    pub fn new(options: Options, out: Box<dyn Write>) -> Session {
        Session {
            options,
            out,
            stage: Stage::Waiting,
            encoding: Encoding::default(),
            may_rename_files: false,
            may_watch: false,
            folders: Vec::new(),
            books: Vec::new(),
            documents: BTreeMap::new(),
        }
    }

    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    pub fn may_rename_files(&self) -> bool {
        self.may_rename_files
    }

    /// Whether the editor has said that it is done.
    pub fn may_end(&self) -> bool {
        self.stage == Stage::ShutDown
    }

    /// Takes one message; breaks where it is the last.
    pub fn hear(&mut self, heard: Heard) -> ControlFlow<()> {
        match heard {
            Heard::Answer => ControlFlow::Continue(()),
            Heard::Broken { id, code, message } => {
                self.send(&wire::answer(&id, Err((code, message))))
            }
            Heard::Request { id, method, params } => {
                // A fault of ours is an answer too: the next request may do better.
                let ask = AssertUnwindSafe(|| self.request(&method, params));
                let answer = catch_unwind(ask).unwrap_or_else(|_| {
                    Err((wire::INTERNAL_ERROR, "a fault of this program".into()))
                });
                self.send(&wire::answer(&id, answer))
            }
            Heard::Notification { method, .. } if method == "exit" => ControlFlow::Break(()),
            Heard::Notification { method, params } => {
                if self.stage == Stage::Running {
                    self.notification(&method, params);
                }
                ControlFlow::Continue(())
            }
        }
    }

    fn request(&mut self, method: &str, params: Value) -> answer::Answer {
        match (self.stage, method) {
            (Stage::Waiting, "initialize") => Ok(self.initialize(&params)),
            (Stage::Waiting, _) => {
                Err((wire::NOT_INITIALIZED, "the first request is `initialize`".into()))
            }
            (Stage::ShutDown, _) => {
                Err((wire::INVALID_REQUEST, "nothing is answered behind `shutdown`".into()))
            }
            (Stage::Running, "initialize") => {
                Err((wire::INVALID_REQUEST, "`initialize` comes once".into()))
            }
            (Stage::Running, "shutdown") => {
                self.stage = Stage::ShutDown;
                Ok(Value::Null)
            }
            (Stage::Running, method) => {
                self.refresh();
                let known = answer::answer(self, method, params);
                known.unwrap_or_else(|| {
                    Err((wire::METHOD_NOT_FOUND, format!("there is no method `{method}` here")))
                })
            }
        }
    }

    fn initialize(&mut self, params: &Value) -> Value {
        let at = |pointer: &str| params.pointer(pointer);
        let has = |pointer: &str, word: &str| {
            let words = at(pointer).and_then(Value::as_array);
            words.is_some_and(|words| words.iter().any(|own| own == word))
        };
        let is = |pointer: &str| at(pointer).and_then(Value::as_bool) == Some(true);
        if has("/capabilities/general/positionEncodings", "utf-8") {
            self.encoding = Encoding::Utf8;
        }
        let edits = "/capabilities/workspace/workspaceEdit";
        self.may_rename_files = is(&format!("{edits}/documentChanges"))
            && has(&format!("{edits}/resourceOperations"), "rename");
        let watched = "/capabilities/workspace/didChangeWatchedFiles/dynamicRegistration";
        self.may_watch = is(watched);
        let folders = at("/workspaceFolders").and_then(Value::as_array);
        let folders = folders.into_iter().flatten().filter_map(|folder| folder.get("uri"));
        let root = at("/rootUri").into_iter();
        let named: Vec<&Value> = folders.collect();
        let named = if named.is_empty() { root.collect() } else { named };
        self.folders = named.iter().filter_map(|uri| address::path(uri.as_str()?)).collect();
        self.stage = Stage::Running;
        self.open_folders();
        json!({
            "capabilities": {
                "positionEncoding": match self.encoding {
                    Encoding::Utf8 => "utf-8",
                    Encoding::Utf16 => "utf-16",
                },
                "textDocumentSync": { "openClose": true, "change": 2, "save": true },
                "completionProvider": {
                    "triggerCharacters": ["[", "/", "#", ":", " ", "{", ","],
                },
                "hoverProvider": true,
                "definitionProvider": true,
                "referencesProvider": true,
                "documentSymbolProvider": true,
                "renameProvider": { "prepareProvider": true },
                "workspace": {
                    "workspaceFolders": { "supported": true, "changeNotifications": true },
                },
            },
            "serverInfo": { "name": "playbook", "version": env!("CARGO_PKG_VERSION") },
        })
    }

    fn notification(&mut self, method: &str, params: Value) {
        match method {
            "initialized" => self.watch(),
            "textDocument/didOpen" => self.with(method, params, Session::opened),
            "textDocument/didChange" => self.with(method, params, Session::changed),
            "textDocument/didClose" => self.with(method, params, Session::closed),
            "textDocument/didSave" => {
                self.with(method, params, |session, params: DidSaveTextDocumentParams| {
                    session.touch(&params.text_document.uri.0);
                });
            }
            "workspace/didChangeWatchedFiles" => {
                self.with(method, params, |session, params: DidChangeWatchedFilesParams| {
                    for change in params.changes {
                        session.touch(&change.uri.0);
                    }
                });
            }
            "workspace/didChangeWorkspaceFolders" => {
                self.with(method, params, |session, params: DidChangeWorkspaceFoldersParams| {
                    let path = |uri: &Uri| address::path(&uri.0);
                    let removed: Vec<PathBuf> =
                        params.event.removed.iter().filter_map(|own| path(&own.uri)).collect();
                    session.folders.retain(|folder| !removed.contains(folder));
                    session
                        .folders
                        .extend(params.event.added.iter().filter_map(|own| path(&own.uri)));
                    session.open_folders();
                });
            }
            // The rest asks for nothing: `$/cancelRequest`, since answers do not wait, and
            // whatever else the protocol will have one day.
            _ => {}
        }
    }

    fn with<T: DeserializeOwned>(
        &mut self,
        method: &str,
        params: Value,
        act: impl FnOnce(&mut Session, T),
    ) {
        match serde_json::from_value(params) {
            Ok(params) => act(self, params),
            Err(error) => self.log(1, &format!("the parameters of `{method}` do not fit: {error}")),
        }
    }

    fn opened(&mut self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        let Some(path) = address::path(&document.uri.0) else { return };
        self.open_around(&path);
        let document = Document::new(document.uri.0, document.version, &document.text);
        self.overlay(&path, Some(&document.text));
        self.documents.insert(path, document);
    }

    fn changed(&mut self, params: DidChangeTextDocumentParams) {
        let uri = &params.text_document.text_document_identifier.uri.0;
        let Some(path) = address::path(uri) else { return };
        let Some(mut document) = self.documents.remove(&path) else { return };
        document.change(params.text_document.version, params.content_changes, self.encoding);
        self.overlay(&path, Some(&document.text));
        self.documents.insert(path, document);
    }

    fn closed(&mut self, params: DidCloseTextDocumentParams) {
        let Some(path) = address::path(&params.text_document.uri.0) else { return };
        if self.documents.remove(&path).is_some() {
            self.overlay(&path, None);
        }
    }

    fn overlay(&mut self, path: &Path, text: Option<&str>) {
        if let Some(at) = self.book_at(path)
            && let Some(own) = self.books[at].own(path)
        {
            self.books[at].set(own, text);
        }
    }

    fn touch(&mut self, uri: &str) {
        let Some(path) = address::path(uri) else { return };
        if let Some(at) = self.book_at(&path)
            && let Some(own) = self.books[at].own(&path)
        {
            self.books[at].touch(own);
        }
    }

    /// Opens the playbooks that the editor's folders are, or the one that was asked for.
    fn open_folders(&mut self) {
        let folders = match &self.options.root {
            Some(root) => vec![root.clone()],
            None => self.folders.clone(),
        };
        for folder in folders {
            let is_book = folder.join(FILE_NAME).is_file() || folder.join("content").is_dir();
            if self.options.root.is_some() || is_book {
                self.open_book(folder);
            }
        }
    }

    /// Opens the playbook that a document lies in: the nearest above it.
    fn open_around(&mut self, path: &Path) {
        if self.options.root.is_some() {
            return;
        }
        let mut above = path.ancestors().skip(1);
        if let Some(root) = above.find(|folder| folder.join(FILE_NAME).is_file()) {
            self.open_book(root.to_owned());
        }
    }

    fn open_book(&mut self, root: PathBuf) {
        if self.books.iter().any(|book| book.root == root) {
            return;
        }
        self.books.push(Book::new(root));
        // What was another's may be this one's.
        let open: Vec<(PathBuf, String)> = self
            .documents
            .iter()
            .map(|(path, document)| (path.clone(), document.text.clone()))
            .collect();
        for (path, text) in open {
            self.overlay(&path, Some(&text));
        }
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

    pub fn path(&self, uri: &str) -> Option<PathBuf> {
        address::path(uri)
    }

    /// The text of a document that is open.
    pub fn text(&self, path: &Path) -> Option<&str> {
        self.documents.get(path).map(|document| document.text.as_str())
    }

    pub fn version(&self, path: &Path) -> Option<i32> {
        self.documents.get(path).map(|document| document.version)
    }

    /// The address of a file, as the editor writes it where it has it open.
    pub fn uri(&self, path: &Path) -> Uri {
        match self.documents.get(path) {
            Some(document) => Uri(document.uri.clone()),
            None => Uri(address::uri(path)),
        }
    }

    fn refresh(&mut self) {
        let request = (self.options.request)();
        for book in &mut self.books {
            book.refresh(&request);
        }
    }

    /// Finds out what the edits so far mean, and tells it.
    pub fn settle(&mut self) {
        self.refresh();
        let mut told = Vec::new();
        let mut failures = Vec::new();
        let mut books = std::mem::take(&mut self.books);
        for book in &mut books {
            failures.extend(book.failure());
            let root = book.root.clone();
            let uri = |path: &str| self.uri(&root.join(path));
            for news in book.news() {
                let diagnostics = match news.files {
                    Some(files) => problems::problems(&news.found, files, self.encoding, &uri),
                    None => Vec::new(),
                };
                let version = self.version(&root.join(&*news.path));
                told.push(PublishDiagnosticsParams { uri: uri(&news.path), version, diagnostics });
            }
        }
        self.books = books;
        for told in told {
            match serde_json::to_value(told) {
                Ok(params) => self.notify("textDocument/publishDiagnostics", params),
                Err(error) => self.log(1, &error.to_string()),
            }
        }
        for failure in failures {
            self.log(2, &failure.to_string());
        }
    }

    /// Asks the editor to tell what changes on disk.
    fn watch(&mut self) {
        if !self.may_watch {
            return;
        }
        let watchers = [json!({ "globPattern": "**/*" })];
        let message = json!({
            "jsonrpc": "2.0",
            "id": "watch",
            "method": "client/registerCapability",
            "params": { "registrations": [{
                "id": "watch",
                "method": "workspace/didChangeWatchedFiles",
                "registerOptions": { "watchers": watchers },
            }] },
        });
        let _ = self.send(&message);
    }

    fn log(&mut self, level: u8, message: &str) {
        self.notify("window/logMessage", json!({ "type": level, "message": message }));
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        // A reader who left is heard of where messages are read.
        let _ = self.send(&wire::notification(method, params));
    }

    /// Breaks where nobody reads any more.
    fn send(&mut self, message: &Value) -> ControlFlow<()> {
        match wire::write(&mut self.out, message) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}
