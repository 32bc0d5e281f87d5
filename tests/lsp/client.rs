//! An editor of forty lines: a playbook in a temporary folder and the program beside it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Longer than anything takes on a busy machine.
const LONG: Duration = Duration::from_secs(20);

/// A playbook without an error, in which things name each other.
pub const BOOK: &[(&str, &str)] = &[
    ("book.toml", "[book]\ntitle = \"Ours\"\n\n[check]\norphan = \"off\"\n"),
    (
        "content/factors/interruptions.md",
        "---\ntitle: Interruptions\nsummary: How often the day is broken up.\nquestion: How often are you called away?\nordered: true\nvalues:\n  - id: low\n    label: Seldom\n    looks_like: Nobody calls.\n  - id: high\n    looks_like: The phone rings.\n---\n",
    ),
    (
        "content/needs/decide.md",
        "---\ntitle: What comes next?\nsummary: Nobody can say what comes next.\n---\n",
    ),
    ("content/roles/lead.md", "---\ntitle: Lead\nsummary: Looks after what the team does.\n---\n"),
    (
        "content/rituals/bet-table.md",
        "---\ntitle: Bet table\nsummary: Bets are placed for six weeks.\nowner: role/lead\nneeds: [need/decide]\ntrigger: six weeks are over\ndecides: [what comes next]\nfit:\n  - when: {interruptions: high}\n    lean: against\n    because: Half the team is away.\n  - when: {interruptions: low}\n    lean: for\n    because: There is time.\n---\n\nSee [[walk]].\n\n## How it goes\n\nOne bet at a time.\n",
    ),
    (
        "content/rituals/walk.md",
        "---\ntitle: Walk\nsummary: A walk around the garden.\nowner: role/lead\ntrigger: the sun shines\ndecides: [where to go]\npairs_with: [ritual/bet-table]\n---\n\n🦉🦉 After the [[ritual/bet-table#how-it-goes|table]], and see [it](bet-table.md).\n",
    ),
];

pub struct Client {
    folder: tempfile::TempDir,
    child: Child,
    input: Option<ChildStdin>,
    heard: Receiver<Value>,
    next: i64,
    /// What was told of each file, newest last.
    pub told: BTreeMap<String, Value>,
    /// Notifications other than diagnostics.
    pub notes: Vec<Value>,
    /// Requests of the server's.
    pub asked: Vec<Value>,
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Client {
    /// Starts the program over the book, with capabilities of the editor's.
    pub fn start(capabilities: Value) -> Client {
        Client::start_with(BOOK, capabilities, &[])
    }

    pub fn start_with(files: &[(&str, &str)], capabilities: Value, arguments: &[&str]) -> Client {
        let mut client = Client::spawn(files, arguments);
        let root = client.uri("");
        let answer = client.request(
            "initialize",
            json!({
                "processId": null,
                "rootUri": root,
                "workspaceFolders": [{ "uri": root, "name": "book" }],
                "capabilities": capabilities,
            }),
        );
        assert!(answer["result"]["capabilities"]["hoverProvider"].is_boolean(), "{answer}");
        client.notify("initialized", json!({}));
        client
    }

    /// The program, to which nothing has been said.
    pub fn spawn(files: &[(&str, &str)], arguments: &[&str]) -> Client {
        let folder = tempfile::Builder::new().prefix("book é ").tempdir().unwrap();
        for (path, text) in files {
            put(folder.path(), path, text);
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_playbook"))
            .args(["lsp", "--as-of", "2026-06-01"])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = child.stdin.take();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (sender, heard) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let (told, notes, asked) = Default::default();
        Client { folder, child, input, heard, next: 0, told, notes, asked }
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn put(&self, path: &str, text: &str) {
        put(self.root(), path, text);
    }

    pub fn uri(&self, path: &str) -> String {
        let root = self.root().to_str().unwrap().replace(' ', "%20").replace('é', "%C3%A9");
        format!("file://{root}{}{path}", if path.is_empty() { "" } else { "/" })
    }

    pub fn raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    pub fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Asks, and waits for the answer.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        self.answer(&json!(id))
    }

    pub fn answer(&mut self, id: &Value) -> Value {
        let begun = Instant::now();
        loop {
            let left = LONG.checked_sub(begun.elapsed()).expect("an answer in time");
            let message = self.heard.recv_timeout(left).expect("an answer");
            if message.get("method").is_none() && message["id"] == *id {
                return message;
            }
            self.take(message);
        }
    }

    fn take(&mut self, message: Value) {
        match message["method"].as_str() {
            Some("textDocument/publishDiagnostics") => {
                let uri = message["params"]["uri"].as_str().unwrap().to_owned();
                self.told.insert(uri, message["params"].clone());
            }
            Some(_) if message.get("id").is_some() => self.asked.push(message),
            Some(_) => self.notes.push(message),
            None => panic!("an answer that nobody asked for: {message}"),
        }
    }

    /// Waits until what is told of a file is this: `code@line:column-line:column`, in order.
    pub fn wait_for(&mut self, path: &str, wanted: &[&str]) {
        let uri = self.uri(path);
        let begun = Instant::now();
        loop {
            let now: Vec<String> = self.told.get(&uri).map(codes).unwrap_or_default();
            if now == wanted {
                return;
            }
            let left = LONG.checked_sub(begun.elapsed()).unwrap_or_default();
            match self.heard.recv_timeout(left) {
                Ok(message) => self.take(message),
                Err(_) => panic!("{path}: {now:?} instead of {wanted:?}"),
            }
        }
    }

    /// Hears all that is said until now.
    pub fn settle(&mut self) {
        self.request("textDocument/hover", json!({
            "textDocument": { "uri": "file:///none" }, "position": { "line": 0, "character": 0 },
        }));
        std::thread::sleep(Duration::from_millis(100));
        self.request("nothing", json!(null));
    }

    pub fn open(&mut self, path: &str, text: &str) {
        let document =
            json!({ "uri": self.uri(path), "languageId": "markdown", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Opens a file of the book as it lies on disk, and hands out its text.
    pub fn open_file(&mut self, path: &str) -> String {
        let text = std::fs::read_to_string(self.root().join(path)).unwrap();
        self.open(path, &text);
        text
    }

    /// The whole text anew.
    pub fn change(&mut self, path: &str, text: &str) {
        self.changes(path, json!([{ "text": text }]));
    }

    pub fn changes(&mut self, path: &str, changes: Value) {
        let document = json!({ "uri": self.uri(path), "version": 2 });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.notify("textDocument/didChange", params);
    }

    pub fn close(&mut self, path: &str) {
        let document = json!({ "uri": self.uri(path) });
        self.notify("textDocument/didClose", json!({ "textDocument": document }));
    }

    /// Files changed on disk, as the editor saw: 1 created, 2 changed, 3 deleted.
    pub fn watched(&mut self, changes: &[(&str, u8)]) {
        let changes: Vec<Value> = changes
            .iter()
            .map(|(path, kind)| json!({ "uri": self.uri(path), "type": kind }))
            .collect();
        self.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    }

    /// Asks about the place of the `|` in a text, which is given to the document first.
    pub fn ask_at(&mut self, method: &str, path: &str, text: &str, more: Value) -> Value {
        let at = text.find('|').expect("a place");
        let before = &text[..at];
        let line = before.matches('\n').count();
        let column = before[before.rfind('\n').map_or(0, |at| at + 1)..].encode_utf16().count();
        self.change(path, &text.replacen('|', "", 1));
        self.ask(method, path, line, column, more)
    }

    pub fn ask(
        &mut self,
        method: &str,
        path: &str,
        line: usize,
        column: usize,
        more: Value,
    ) -> Value {
        let mut params = json!({
            "textDocument": { "uri": self.uri(path) },
            "position": { "line": line, "character": column },
        });
        if let Value::Object(more) = more {
            params.as_object_mut().unwrap().extend(more);
        }
        let mut answer = self.request(&format!("textDocument/{method}"), params);
        match answer.get_mut("result") {
            Some(result) => result.take(),
            None => answer,
        }
    }

    /// Ends as the protocol asks, or without `shutdown`; the exit status.
    pub fn end(mut self, politely: bool) -> Option<i32> {
        if politely {
            let answer = self.request("shutdown", Value::Null);
            assert!(answer["result"].is_null() && answer.get("error").is_none(), "{answer}");
        }
        self.notify("exit", Value::Null);
        self.status()
    }

    /// Closes its input; the exit status.
    pub fn leave(mut self) -> Option<i32> {
        self.input = None;
        self.status()
    }

    fn status(&mut self) -> Option<i32> {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(begun.elapsed() < LONG, "the server does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// What was told of a file, a line each.
pub fn codes(told: &Value) -> Vec<String> {
    let place = |at: &Value| format!("{}:{}", at["line"], at["character"]);
    told["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| {
            let range = &found["range"];
            let code = found["code"].as_str().unwrap();
            format!("{code}@{}-{}", place(&range["start"]), place(&range["end"]))
        })
        .collect()
}

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().split_once(": ") {
            Some((_, value)) => length = value.parse().ok()?,
            None => break,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
