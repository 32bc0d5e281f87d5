//! From a keystroke to its diagnostics: `cargo bench --bench lsp [-- ENTRIES…]`.
//!
//! In: books of 1,000 and 10,000 entries on `/dev/shm` (or in `PLAYBOOK_BENCH_DIR`), and the
//! program, spoken with as an editor does. Each keystroke writes a reference that leads nowhere,
//! or mends it, so that its diagnostics are news. Out: the medians of 20 keystrokes in a body,
//! in front matter, and in a page of another folder's own text; the start; a completion.

mod book;
mod timing;

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use timing::{folder, median, millis};

const ROUNDS: usize = 20;

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1_000, 10_000] } else { sizes };
    for size in sizes {
        measure(size);
    }
}

fn measure(size: usize) {
    let folder = folder();
    book::write(folder.path(), &book::playbook(size));
    let (path, text) = book::ritual(5, size);
    let uri = format!("file://{}/{path}", folder.path().display());

    let begun = Instant::now();
    let mut editor = Editor::start(folder.path());
    let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
    editor.notify("textDocument/didOpen", json!({ "textDocument": document }));
    let ask = json!({ "textDocument": { "uri": uri }, "position": { "line": 1, "character": 1 } });
    editor.request("textDocument/hover", ask.clone());
    let start = begun.elapsed();

    let mut type_text = |change: &dyn Fn(bool) -> String| {
        let mut times = Vec::new();
        for round in 0..ROUNDS {
            let is_wrong = round % 2 == 0;
            let document = json!({ "uri": uri, "version": round + 2 });
            let changes = json!([{ "text": change(is_wrong) }]);
            let begun = Instant::now();
            let params = json!({ "textDocument": document, "contentChanges": changes });
            editor.notify("textDocument/didChange", params);
            editor.wait_for(&uri, is_wrong);
            times.push(begun.elapsed());
            std::thread::sleep(Duration::from_millis(20));
        }
        median(times)
    };
    let body = |is_wrong: bool| {
        let link = if is_wrong { "[[no/such]]" } else { "" };
        format!("{text}\nTyped {link}.\n")
    };
    let front = |is_wrong: bool| {
        let word = if is_wrong { "see_also: [no/such]\n" } else { "" };
        text.replacen("---\n", &format!("---\n{word}"), 1)
    };
    let broken = |is_wrong: bool| {
        let word = if is_wrong { "see_also: [\n" } else { "" };
        text.replacen("---\n", &format!("---\n{word}"), 1)
    };
    let (body, front, broken) = (type_text(&body), type_text(&front), type_text(&broken));
    let times = (0..ROUNDS).map(|_| {
        let begun = Instant::now();
        editor.request("textDocument/completion", ask.clone());
        begun.elapsed()
    });
    let complete = median(times.collect());
    println!(
        "{size:>6} entries: start to first answer {:.0} ms; a keystroke to its diagnostics in a body \
         {:.1} ms, in front matter {:.1} ms, in front matter that is no YAML {:.1} ms; a completion {:.1} ms",
        millis(start),
        millis(body),
        millis(front),
        millis(broken),
        millis(complete),
    );
}

struct Editor {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Editor {
    fn start(root: &Path) -> Editor {
        let mut child = Command::new(env!("CARGO_BIN_EXE_playbook"))
            .args(["lsp", "--as-of", "2026-06-01", "--root"])
            .arg(root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = child.stdin.take().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let mut editor = Editor { child, input, output };
        editor.request("initialize", json!({ "capabilities": {} }));
        editor.notify("initialized", json!({}));
        editor
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn request(&mut self, method: &str, params: Value) -> Value {
        self.send(&json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }));
        loop {
            let message = self.read();
            if message["id"] == 1 {
                return message;
            }
        }
    }

    /// Waits until errors are told of a file, or that there are none.
    fn wait_for(&mut self, uri: &str, is_wrong: bool) {
        loop {
            let message = self.read();
            let params = &message["params"];
            if params["uri"] != uri {
                continue;
            }
            let mut found = params["diagnostics"].as_array().unwrap().iter();
            if found.any(|found| found["severity"] == 1) == is_wrong {
                return;
            }
        }
    }

    fn read(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.output.read_line(&mut line).unwrap();
            match line.trim().split_once(": ") {
                Some((_, value)) => length = value.parse().unwrap(),
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).unwrap();
        serde_json::from_slice(&body).unwrap()
    }
}
