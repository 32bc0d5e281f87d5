//! From `initialize` to `exit`, and everything that is no message.

use serde_json::{Value, json};

use crate::client::{BOOK, Client};

#[test]
fn it_ends_as_the_protocol_says() {
    assert_eq!(Client::start(json!({})).end(true), Some(0));
    assert_eq!(Client::start(json!({})).end(false), Some(1));
    assert_eq!(Client::start(json!({})).leave(), Some(1));
    assert_eq!(Client::spawn(BOOK, &[]).end(false), Some(1));
    let mut client = Client::start(json!({}));
    client.request("shutdown", Value::Null);
    let late = client.request("textDocument/hover", json!({}));
    assert_eq!(late["error"]["code"], -32600);
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn before_it_is_initialized_nothing_is_answered() {
    let mut client = Client::spawn(BOOK, &[]);
    let early = client.request("textDocument/hover", json!({}));
    assert_eq!(early["error"]["code"], -32002);
    client.notify("textDocument/didOpen", json!({}));
    let answer = client.request("initialize", json!({ "capabilities": {} }));
    assert_eq!(answer["result"]["serverInfo"]["name"], "playbook");
    assert_eq!(answer["result"]["capabilities"]["positionEncoding"], "utf-16");
    let twice = client.request("initialize", json!({ "capabilities": {} }));
    assert_eq!(twice["error"]["code"], -32600);
    assert_eq!(client.end(true), Some(0));
}

#[test]
fn what_is_no_message_gets_an_answer_and_ends_nothing() {
    let mut client = Client::start(json!({}));
    let framed = |text: &str| format!("Content-Length: {}\r\n\r\n{text}", text.len()).into_bytes();
    client.raw(&framed("{ this is no JSON"));
    assert_eq!(client.answer(&Value::Null)["error"]["code"], -32700);
    client.raw(&framed("[]"));
    assert_eq!(client.answer(&Value::Null)["error"]["code"], -32600);
    client.raw(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n\xff\xfe\r\nContent-Length: -3\r\n\r\n");
    for method in ["no/such", "$/whatever", "textDocument/formatting"] {
        assert_eq!(client.request(method, json!({}))["error"]["code"], -32601, "{method}");
    }
    let broken = [
        Value::Null,
        json!({}),
        json!([]),
        json!("x"),
        json!({ "textDocument": 1 }),
        json!({ "textDocument": { "uri": 1 }, "position": { "line": -1 } }),
    ];
    for method in ["completion", "hover", "definition", "references", "rename", "documentSymbol"] {
        for params in &broken {
            let answer = client.request(&format!("textDocument/{method}"), params.clone());
            assert_eq!(answer["error"]["code"], -32602, "{method} {params}");
        }
    }
    for params in broken {
        for method in ["didOpen", "didChange", "didClose", "didSave"] {
            client.notify(&format!("textDocument/{method}"), params.clone());
        }
        client.notify("workspace/didChangeWatchedFiles", params.clone());
        client.notify("$/cancelRequest", params);
    }
    let path = "content/rituals/walk.md";
    client.open_file(path);
    let far = u32::MAX as usize;
    assert!(client.ask("hover", path, far, far, json!({})).is_null());
    client.changes(
        path,
        json!([{ "range": {
            "start": { "line": 9, "character": 9 }, "end": { "line": 0, "character": 0 } },
            "text": "\u{0}🦉" }]),
    );
    client.change("content/rituals/unheard-of.md", "x");
    client.close("content/rituals/unheard-of.md");
    client.send(&json!({ "jsonrpc": "2.0", "id": "watch", "result": null }));
    client.settle();
    assert_eq!(client.end(true), Some(0));
}

#[test]
fn ids_may_be_numbers_or_texts() {
    let mut client = Client::start(json!({}));
    for id in [json!("a"), json!(12_345_678_901_i64), json!(-1), json!(1.5)] {
        client.send(&json!({ "jsonrpc": "2.0", "id": id, "method": "no/such" }));
        assert_eq!(client.answer(&id)["error"]["code"], -32601);
    }
    assert_eq!(client.end(true), Some(0));
}

#[test]
fn a_folder_that_is_no_playbook_is_left_alone() {
    let files = [("notes/a.md", "---\ntitle: [\n---\n[x](y.md)\n")];
    let mut client = Client::start_with(&files, json!({}), &[]);
    client.open_file("notes/a.md");
    assert!(client.ask("hover", "notes/a.md", 1, 1, json!({})).is_null());
    assert_eq!(client.ask("completion", "notes/a.md", 1, 1, json!({})), json!([]));
    client.settle();
    assert!(client.told.is_empty(), "{:?}", client.told);
    assert_eq!(client.end(true), Some(0));
}

#[test]
fn a_playbook_without_content_is_said_once_and_read_when_it_comes() {
    let mut client = Client::start_with(&[BOOK[0]], json!({}), &[]);
    client.settle();
    client.settle();
    assert_eq!(client.notes.len(), 1, "{:?}", client.notes);
    let message = client.notes[0]["params"]["message"].as_str().unwrap();
    assert!(message.contains("there is no content folder"), "{message}");
    client.put("content/roles/lead.md", "---\ntitle: Lead\n---\n");
    client.watched(&[("content/roles/lead.md", 1)]);
    client.wait_for("content/roles/lead.md", &["missing-key@1:0-1:0"]);
    assert_eq!(client.end(true), Some(0));
}

#[test]
fn the_content_may_be_named_in_any_way() {
    for (src, folder) in [(".", ""), ("./pages", "pages/"), ("pages/", "pages/"), ("a/./b", "a/b/")]
    {
        let toml = format!("[book]\nsrc = \"{src}\"\n");
        let path = format!("{folder}roles/lead.md");
        let text = "---\ntitle: Lead\nsummary: Leads.\n---\n";
        let mut client = Client::start_with(&[("book.toml", &toml), (&path, text)], json!({}), &[]);
        client.open(&path, &text.replace("summary: Leads.", "owner: role/x"));
        client.wait_for(&path, &["missing-key@1:0-1:0"]);
        assert!(client.ask("hover", &path, 1, 1, json!({}))["contents"].is_object(), "{src}");
        client.close(&path);
        client.wait_for(&path, &[]);
    }
}

#[test]
fn a_playbook_below_the_open_folder_is_found_by_what_is_opened() {
    let files: Vec<(String, &str)> =
        BOOK.iter().map(|(path, text)| (format!("docs/{path}"), *text)).collect();
    let mut files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, *text)).collect();
    files.push(("README.md", "[x](nowhere.md)\n"));
    let mut client = Client::start_with(&files, json!({}), &[]);
    let path = "docs/content/rituals/walk.md";
    let text = client.open_file(path);
    client.change(path, &text.replace("role/lead", "role/laed"));
    client.wait_for(path, &["broken-ref@3:7-3:16"]);
    client.open_file("README.md");
    client.settle();
    assert!(!client.told.contains_key(&client.uri("README.md")));
}
