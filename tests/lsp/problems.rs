//! Diagnostics as one types.

use serde_json::{Value, json};

use crate::client::{BOOK, Client};

const WALK: &str = "content/rituals/walk.md";

#[test]
fn what_is_typed_counts_before_what_is_saved() {
    let mut client = Client::start(json!({}));
    let text = client.open_file(WALK);
    client.change(WALK, &text.replace("ritual/bet-table]", "ritual/bet-tabel]"));
    client.wait_for(WALK, &["broken-ref@6:13-6:29"]);
    let told = &client.told[&client.uri(WALK)]["diagnostics"][0];
    assert_eq!(told["severity"], 1);
    assert_eq!(told["source"], "playbook");
    let message = told["message"].as_str().unwrap();
    assert_eq!(
        message,
        "there is no entry `ritual/bet-tabel`\nhelp: did you mean `ritual/bet-table`?"
    );
    client.change(WALK, &text);
    client.wait_for(WALK, &[]);
    // Half a front matter is read again and again while it is typed.
    client.change(WALK, &text.replace("owner: role/lead", "owner: [role/lead"));
    let yaml = client.uri(WALK);
    while client.told[&yaml]["diagnostics"][0]["code"] != "unreadable-yaml" {
        client.settle();
    }
    // What is not saved is gone with its document.
    client.close(WALK);
    client.wait_for(WALK, &[]);
}

#[test]
fn columns_count_utf_16_or_what_was_agreed() {
    let broken = |text: &str| text.replace("bet-table.md", "bet-tabel.md");
    let mut client = Client::start(json!({}));
    let text = client.open_file(WALK);
    // Two owls are four units and eight bytes.
    client.change(WALK, &broken(&text));
    let start = "🦉🦉 After the [[ritual/bet-table#how-it-goes|table]], and see [it](";
    let units = start.encode_utf16().count();
    client.wait_for(WALK, &[&format!("broken-link@9:{units}-9:{}", units + 12)]);
    let mut client = Client::start(json!({ "general": { "positionEncodings": ["utf-8"] } }));
    client.open_file(WALK);
    client.change(WALK, &broken(&text));
    client.wait_for(WALK, &[&format!("broken-link@9:{}-9:{}", start.len(), start.len() + 12)]);
}

#[test]
fn edits_of_a_part_are_made_where_they_are_meant() {
    let mut client = Client::start(json!({}));
    let text = client.open_file(WALK);
    let place = |line: u32, from: u32, to: u32| json!({ "start": { "line": line, "character": from }, "end": { "line": line, "character": to } });
    // Behind two owls: "After" becomes a link that leads nowhere; then another edit above it.
    client.changes(
        WALK,
        json!([
            { "range": place(9, 5, 10), "text": "[[after]]" },
            { "range": place(1, 7, 11), "text": "Wa\r\n  lk" },
        ]),
    );
    client.wait_for(WALK, &["broken-ref@10:7-10:12"]);
    client.change(WALK, &text.replace('\n', "\r\n").replace("role/lead", "role/laed"));
    client.wait_for(WALK, &["broken-ref@3:7-3:16"]);
}

#[test]
fn an_edit_is_told_where_it_is_felt() {
    let mut client = Client::start(json!({}));
    let bet = "content/rituals/bet-table.md";
    let text = client.open_file(bet);
    client.change(bet, &text.replace("## How it goes", "## How it went"));
    client.wait_for(WALK, &["broken-anchor@9:17-9:45"]);
    client.change(
        bet,
        &text.replace("needs: [need/decide]\n", "needs: [need/decide]\nstate: draft\n"),
    );
    client.wait_for(WALK, &["draft-ref@6:13-6:29", "draft-ref@9:17-9:45", "draft-ref@9:68-9:80"]);
    client.change(bet, &text);
    client.wait_for(WALK, &[]);
}

#[test]
fn the_configuration_is_held_to_the_same() {
    let mut client = Client::start(json!({}));
    client.open_file(WALK);
    client.settle();
    let toml = BOOK[0].1;
    client.open("book.toml", &toml.replace("title", "titel"));
    client.wait_for("book.toml", &["config-key@1:0-1:5"]);
    // What was understood before is still there to be asked.
    assert!(client.ask("hover", WALK, 1, 1, json!({}))["contents"].is_object());
    client.change("book.toml", &toml.replace("\"off\"", "\"error\""));
    client.wait_for("book.toml", &[]);
    client.change(WALK, "---\ntitle: Walk\n---\n");
    client.wait_for(WALK, &["missing-key@1:0-1:0"]);
    client.change("book.toml", "[book\n");
    client.wait_for("book.toml", &["config-value@0:5-0:5"]);
    // Words that settle nothing move what is said of the lines below them.
    let toml = format!("{toml}[rust]\nedition = \"2021\"\n");
    client.change("book.toml", &toml);
    client.wait_for("book.toml", &["config-ignored@5:1-5:5"]);
    client.change("book.toml", &format!("# Ours.\n{toml}"));
    client.wait_for("book.toml", &["config-ignored@6:1-6:5"]);
    client.close("book.toml");
    client.wait_for("book.toml", &[]);
}

#[test]
fn a_text_of_windows_is_read_as_any_other_from_its_opening_on() {
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let mut client = Client::start(json!({}));
    // The mark stands before the sign that is wrong, and every end of a line. An editor that has
    // it in its text counts it.
    let broken = "[book]x\ntitle = \"Ours\"\n";
    client.open("book.toml", &windows(broken));
    client.wait_for("book.toml", &["config-value@0:7-0:7"]);
    let unknown = BOOK[0].1.replace("title", "titel");
    client.change("book.toml", &windows(&unknown));
    client.wait_for("book.toml", &["config-key@1:0-1:5"]);
    client.close("book.toml");
    client.wait_for("book.toml", &[]);
    client.open("book.toml", &windows(&unknown));
    client.wait_for("book.toml", &["config-key@1:0-1:5"]);
    client.open(WALK, &windows(BOOK[5].1).replace("role/lead", "role/laed"));
    client.change("book.toml", &windows(BOOK[0].1));
    client.wait_for("book.toml", &[]);
    client.wait_for(WALK, &["broken-ref@3:7-3:16"]);
}

/// An end of a line may come in two edits, or go in halves, and a mark may come and go.
#[test]
fn halves_of_ends_of_lines_are_put_together_as_the_editor_has_them() {
    let place = |line: u32, from: u32, to_line: u32, to: u32| json!({ "start": { "line": line, "character": from }, "end": { "line": to_line, "character": to } });
    let mut client = Client::start(json!({}));
    let text = client.open_file(WALK).replace("role/lead", "role/laed");
    client.change(WALK, &text);
    client.wait_for(WALK, &["broken-ref@3:7-3:16"]);
    // `\r` before the `\n` that ends the first line is no other line; a line of its own is.
    client.changes(WALK, json!([{ "range": place(0, 3, 0, 3), "text": "\r" }]));
    client.changes(WALK, json!([{ "range": place(1, 0, 1, 0), "text": "weight: 1\r" }]));
    client.wait_for(WALK, &["broken-ref@4:7-4:16"]);
    client.changes(WALK, json!([{ "range": place(2, 0, 2, 0), "text": "\n" }]));
    client.changes(WALK, json!([{ "range": place(4, 7, 4, 16), "text": "role/lea" }]));
    client.wait_for(WALK, &["broken-ref@4:7-4:15"]);
    // A mark is a character of the first line, and none of the page's.
    client.changes(WALK, json!([{ "range": place(0, 0, 0, 0), "text": "\u{feff}" }]));
    client.changes(WALK, json!([{ "range": place(0, 1, 0, 4), "text": "---" }]));
    client.changes(WALK, json!([{ "range": place(4, 7, 4, 15), "text": "role/x" }]));
    client.wait_for(WALK, &["broken-ref@4:7-4:13"]);
    let key = &client.ask("documentSymbol", WALK, 0, 0, json!({}))[0];
    assert_eq!(key["selectionRange"]["start"], json!({ "line": 1, "character": 0 }));
    client.changes(WALK, json!([{ "range": place(0, 0, 0, 1), "text": "" }]));
    client.changes(WALK, json!([{ "range": place(4, 7, 4, 13), "text": "role/lead" }]));
    client.wait_for(WALK, &[]);
}

/// Half a pair of surrogates is no JSON to most readers. The edit that holds it is heard all the
/// same, or every later one would be made elsewhere.
#[test]
fn half_a_character_of_utf_16_puts_nothing_out_of_step() {
    let mut client = Client::start(json!({}));
    client.open_file(WALK);
    let uri = client.uri(WALK);
    let place = |line: u32, from: u32, to: u32| json!({ "start": { "line": line, "character": from }, "end": { "line": line, "character": to } });
    // One half of the first owl goes, and a half and a line come in its place.
    let change = json!({ "range": place(8, 0, 1), "text": "HALF\nx" });
    let params =
        json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [change] });
    let message = json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": params });
    let text = message.to_string().replace("HALF", "\\ud83e");
    client.raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    client.changes(WALK, json!([{ "range": place(10, 9, 14), "text": "[[x]]" }]));
    client.wait_for(WALK, &["broken-ref@10:11-10:12"]);
}

#[test]
fn warnings_are_told_as_such_and_labels_are_places() {
    let mut client = Client::start(json!({}));
    let need = "content/needs/decide.md";
    let text = client.open_file(need);
    client.change(need, &text.replace("title: What", "titel: x\ntitle: What"));
    client.wait_for(need, &["unknown-key@1:0-1:5"]);
    assert_eq!(client.told[&client.uri(need)]["diagnostics"][0]["severity"], 2);
    client.change(need, &text.replace("title: What", "title: x\ntitle: What"));
    client.wait_for(need, &["duplicate-key@2:0-2:5"]);
    let told = &client.told[&client.uri(need)]["diagnostics"][0];
    let related = &told["relatedInformation"][0];
    assert_eq!(related["location"]["uri"], client.uri(need));
    assert_eq!(related["location"]["range"]["start"], json!({ "line": 1, "character": 0 }));
}

/// The one thing that is offered to mend what a file's only mistake says; null where nothing is.
fn offered(client: &mut Client, path: &str) -> Value {
    let uri = client.uri(path);
    client.settle();
    while client.told[&uri]["diagnostics"].as_array().is_none_or(Vec::is_empty) {
        client.settle();
    }
    let problems = client.told[&uri]["diagnostics"].clone();
    let params = json!({
        "textDocument": { "uri": uri },
        "range": problems[0]["range"],
        "context": { "diagnostics": problems },
    });
    let offered = &client.request("textDocument/codeAction", params)["result"];
    offered[0]["edit"]["changes"][&uri][0].clone()
}

/// A text with an edit made in it; its columns count ASCII.
fn applied(text: &str, edit: &Value) -> String {
    let place = |end: &str| {
        let number = |key: &str| edit["range"][end][key].as_u64().expect("a number") as usize;
        let lines: usize = text.split_inclusive('\n').take(number("line")).map(str::len).sum();
        lines + number("character")
    };
    let new = edit["newText"].as_str().expect("a text");
    format!("{}{new}{}", &text[..place("start")], &text[place("end")..])
}

/// What mends a mistake is offered where the diagnostic says it to the letter, and mends it.
#[test]
fn what_a_hint_spells_out_is_one_stroke() {
    let mut client = Client::start(json!({}));
    let text = client.open_file(WALK);
    let toml = client.open_file("book.toml");
    for (path, text, right, wrong) in [
        (WALK, &text, "ritual/bet-table]", "ritual/bet-tabel]"),
        (WALK, &text, "owner: role/lead", "ownr: role/lead"),
        (WALK, &text, "title: Walk", "tilte: Walk"),
        (WALK, &text, "title: Walk", "title: Walk: in the garden"),
        (WALK, &text, "title: Walk", "title:Walk"),
        (WALK, &text, "title: Walk", "title = Walk"),
        (WALK, &text, "[[ritual/bet-table#how-it-goes", "[[ritual/bet-tabel#how-it-goes"),
        (WALK, &text, "#how-it-goes|", "#how-it-goe|"),
        (WALK, &text, "(bet-table.md", "(bet-tabel.md"),
        (WALK, &text, "owner: role/lead", "owner: role/laed"),
        (WALK, &text, "owner: role/lead", "owner: \"role/laed\""),
        (WALK, &text, "[ritual/bet-table]", "[[ritual/bet-table]]"),
        (WALK, &text, "[ritual/bet-table]", "\"ritual/bet-table, bet-table\""),
        (WALK, &text, "[where to go]", "[where to go]\nduration: 1:30"),
        (WALK, &text, "[where to go]", "[where, #to-go]"),
        ("book.toml", &toml, "title", "titel"),
        ("book.toml", &toml, "\"Ours\"", "Ours"),
        (
            "book.toml",
            &toml,
            "[check]",
            "[kinds.drill]\nfolder = \"drills\"\n[kinds.drill.fields.of]\ntype = \"txet\"\n[check]",
        ),
    ] {
        assert!(text.contains(right), "{right} in {text}");
        client.change(path, &text.replacen(right, wrong, 1));
        let edit = offered(&mut client, path);
        let told = &client.told[&client.uri(path)];
        assert!(edit["newText"].is_string(), "{wrong}: {told}");
        client.changes(path, json!([{ "range": edit["range"], "text": edit["newText"] }]));
        client.wait_for(path, &[]);
    }
    // What stands around the mistake stays.
    for (wrong, mended) in [
        ("tags: [a, %b, c] # two", "tags: [a, \"%b\", c] # two"),
        ("tags: [\n  a, # one\n  @b,\n]", "tags: [\n  a, # one\n  \"@b\",\n]"),
        ("trigger: rain: heavy # or hail", "trigger: \"rain: heavy\" # or hail"),
    ] {
        let around = |line: &str| text.replacen("trigger: the sun shines", line, 1);
        client.change(WALK, &around(wrong));
        let edit = offered(&mut client, WALK);
        assert_eq!(applied(&around(wrong), &edit), around(mended));
    }
    // An example is nothing to write.
    for (right, wrong) in [
        ("[where to go]", "[where to go]\nfit:\n  - {when: high, lean: for, because: It is.}"),
        ("[where to go]", "[where to go]\nallow: thin"),
        ("[where to go]", "[where to go]\nduration: soon"),
        ("[where to go]", "[where to go]\nmisuses: It rains."),
    ] {
        client.change(WALK, &text.replacen(right, wrong, 1));
        assert_eq!(offered(&mut client, WALK), Value::Null, "{wrong}");
        client.change(WALK, &text);
        client.wait_for(WALK, &[]);
    }
    let uri = client.uri(WALK);
    let nothing = json!({
        "textDocument": { "uri": uri },
        "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } },
        "context": { "diagnostics": [{ "message": "of another server", "data": [1] }] },
    });
    assert_eq!(client.request("textDocument/codeAction", nothing)["result"], json!([]));
}
