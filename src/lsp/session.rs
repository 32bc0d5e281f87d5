//! A conversation with an editor, from its first message to its last.
//!
//! In: messages. Out: answers and notifications, about what the editor has open.
//! Must not: end because of what a message says, unless it says so.

use std::io::Write;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use gen_lsp_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::position::Encoding;
use super::wire::{self, Heard};
use super::workspace::Workspace;
use super::{Options, answer};
use crate::pipeline::Request;

/// How far a conversation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Waiting,
    Running,
    ShutDown,
}

pub struct Session {
    request: Box<dyn Fn() -> Request>,
    out: Box<dyn Write>,
    stage: Stage,
    encoding: Encoding,
    may_rename_files: bool,
    may_watch: bool,
    pub workspace: Workspace,
}

impl Session {
    pub fn new(options: Options, out: Box<dyn Write>) -> Session {
        Session {
            request: options.request,
            out,
            stage: Stage::Waiting,
            encoding: Encoding::default(),
            may_rename_files: false,
            may_watch: false,
            workspace: Workspace::new(options.root),
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
        // Who takes the renaming of files takes document changes, which are the only place for it:
        // Neovim 0.7 names the former and not the latter.
        let operations = "/capabilities/workspace/workspaceEdit/resourceOperations";
        self.may_rename_files = has(operations, "rename");
        let watched = "/capabilities/workspace/didChangeWatchedFiles/dynamicRegistration";
        self.may_watch = is(watched);
        let folders = at("/workspaceFolders").and_then(Value::as_array);
        let folders = folders.into_iter().flatten().filter_map(|folder| folder.get("uri"));
        let root = at("/rootUri").into_iter();
        let named: Vec<&Value> = folders.collect();
        let named = if named.is_empty() { root.collect() } else { named };
        let folders: Vec<&str> = named.iter().filter_map(|uri| uri.as_str()).collect();
        self.workspace.change_folders(&[], &folders);
        self.stage = Stage::Running;
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
                "codeActionProvider": { "codeActionKinds": ["quickfix"] },
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
            "textDocument/didOpen" => {
                self.with(method, params, |session, params: DidOpenTextDocumentParams| {
                    let document = params.text_document;
                    session.workspace.open(document.uri.0, document.version, document.text);
                });
            }
            "textDocument/didChange" => {
                self.with(method, params, |session, params: DidChangeTextDocumentParams| {
                    let document = params.text_document;
                    let uri = &document.text_document_identifier.uri.0;
                    let (version, changes) = (document.version, params.content_changes);
                    session.workspace.change(uri, version, changes, session.encoding);
                });
            }
            "textDocument/didClose" => {
                self.with(method, params, |session, params: DidCloseTextDocumentParams| {
                    session.workspace.close(&params.text_document.uri.0);
                });
            }
            "textDocument/didSave" => {
                self.with(method, params, |session, params: DidSaveTextDocumentParams| {
                    session.workspace.touch(&params.text_document.uri.0);
                });
            }
            "workspace/didChangeWatchedFiles" => {
                self.with(method, params, |session, params: DidChangeWatchedFilesParams| {
                    for change in params.changes {
                        session.workspace.touch(&change.uri.0);
                    }
                });
            }
            "workspace/didChangeWorkspaceFolders" => {
                self.with(method, params, |session, params: DidChangeWorkspaceFoldersParams| {
                    let removed: Vec<&str> =
                        params.event.removed.iter().map(|own| &*own.uri.0).collect();
                    let added: Vec<&str> =
                        params.event.added.iter().map(|own| &*own.uri.0).collect();
                    session.workspace.change_folders(&removed, &added);
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

    fn refresh(&mut self) {
        self.workspace.refresh(&(self.request)());
    }

    /// Finds out what the edits so far mean, and tells it.
    pub fn settle(&mut self) {
        self.refresh();
        let (told, failures) = self.workspace.news(self.encoding);
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
