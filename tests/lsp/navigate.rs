//! Definitions, references, renaming, outlines.

use serde_json::{Value, json};

use crate::client::{BOOK, Client};

const WALK: &str = "content/rituals/walk.md";
const BET: &str = "content/rituals/bet-table.md";

fn place(client: &Client, location: &Value) -> String {
    let uri = location["uri"].as_str().unwrap();
    let path = uri.strip_prefix(&client.uri("")).unwrap_or(uri).trim_start_matches('/');
    let start = &location["range"]["start"];
    format!("{path}:{}:{}", start["line"], start["character"])
}

#[test]
fn names_lead_to_what_they_mean() {
    let mut client = Client::start(json!({}));
    client.open_file(WALK);
    client.open_file(BET);
    let mut leads = |path: &str, line: usize, column: usize| {
        let found = client.ask("definition", path, line, column, json!({}));
        if found.is_null() { String::new() } else { place(&client, &found) }
    };
    assert_eq!(leads(WALK, 3, 9), "content/roles/lead.md:1:7");
    assert_eq!(leads(WALK, 6, 20), format!("{BET}:1:7"));
    assert_eq!(leads(WALK, 9, 20), format!("{BET}:18:0"), "the heading");
    assert_eq!(leads(WALK, 9, 70), format!("{BET}:1:7"));
    assert_eq!(leads(BET, 16, 8), format!("{WALK}:1:7"));
    assert_eq!(leads(BET, 8, 14), "content/factors/interruptions.md:1:7");
    assert_eq!(leads(BET, 8, 29), "content/factors/interruptions.md:9:8");
    assert_eq!(leads(BET, 1, 9), "");
}

#[test]
fn names_lead_there_from_a_page_that_is_half_written() {
    let mut client = Client::start(json!({}));
    client.open_file(WALK);
    let text = "---\ntitle: Walk\nneeds: [need/de|cide\nowner\n---\n";
    let found = client.ask_at("definition", WALK, text, json!({}));
    assert_eq!(place(&client, &found), "content/needs/decide.md:1:7");
}

#[test]
fn every_name_of_an_entry_and_of_a_value_is_found() {
    let mut client = Client::start(json!({}));
    client.open_file(WALK);
    client.open_file("content/factors/interruptions.md");
    let mut found = |path: &str, line: usize, column: usize, declared: bool| -> Vec<String> {
        let more = json!({ "context": { "includeDeclaration": declared } });
        let found = client.ask("references", path, line, column, more);
        found.as_array().unwrap().iter().map(|found| place(&client, found)).collect()
    };
    assert_eq!(found(WALK, 3, 9, false), [format!("{BET}:3:7"), format!("{WALK}:3:7")]);
    let bet = [format!("{WALK}:6:13"), format!("{WALK}:9:17"), format!("{WALK}:9:68")];
    assert_eq!(found(WALK, 6, 20, false), bet);
    assert_eq!(found(BET, 1, 9, true).len(), 4, "from its own page");
    let factor = "content/factors/interruptions.md";
    assert_eq!(found(factor, 1, 9, false), [format!("{BET}:8:11"), format!("{BET}:11:11")]);
    assert_eq!(found(factor, 9, 9, true), [format!("{factor}:9:8"), format!("{BET}:8:26")]);
}

fn renaming() -> Value {
    json!({ "workspace": { "workspaceEdit": {
        "documentChanges": true, "resourceOperations": ["create", "rename", "delete"] } } })
}

#[test]
fn an_id_is_renamed_in_every_file() {
    let mut client = Client::start(renaming());
    let text = client.open_file(WALK);
    // What is not saved is renamed too.
    client.change(WALK, &text.replace("After the", "After [[bet-table]], the"));
    let there = client.ask("prepareRename", WALK, 6, 20, json!({}));
    assert_eq!(there["placeholder"], "bet-table");
    let edit = client.ask("rename", WALK, 6, 20, json!({ "newName": "stakes" }));
    let changes = edit["documentChanges"].as_array().unwrap();
    let last = changes.last().unwrap();
    assert_eq!(last["kind"], "rename");
    assert_eq!(last["oldUri"], client.uri(BET));
    assert_eq!(last["newUri"], client.uri("content/rituals/stakes.md"));
    let mut told = Vec::new();
    for change in &changes[..changes.len() - 1] {
        let version = &change["textDocument"]["version"];
        for edit in change["edits"].as_array().unwrap() {
            let location = json!({ "uri": change["textDocument"]["uri"], "range": edit["range"] });
            told.push(format!(
                "{} {version} {}",
                place(&client, &location),
                edit["newText"].as_str().unwrap().trim()
            ));
        }
    }
    let wanted = [
        format!("{BET}:14:0 null aliases: [/rituals/bet-table/]"),
        format!("{WALK}:6:13 2 ritual/stakes"),
        format!("{WALK}:9:13 2 stakes"),
        format!("{WALK}:9:32 2 ritual/stakes"),
        format!("{WALK}:9:83 2 stakes.md"),
    ];
    assert_eq!(told, wanted);
    // From its own title as well.
    let there = client.ask("prepareRename", BET, 1, 9, json!({}));
    assert_eq!(there["placeholder"], "bet-table");
}

/// The site does not show drafts, and what they name is not resolved; an author hears of it all the
/// same, and no draft's file is in the way.
#[test]
fn drafts_that_name_a_renamed_entry_are_told_of_and_keep_their_ids() {
    let draft = "---\ntitle: Draft\nstate: draft\nrequires: [{ref: bet-table, because: so}]\n---\n\nThe \
                 bet-table in words, [[bet-table]], [it](bet-table.md#x) and [[my-bet-table]].\n";
    let drafts =
        [("content/rituals/draft.md", draft), ("content/rituals/plain.md", "# No front matter\n")];
    let files = [BOOK, &drafts].concat();
    let mut client = Client::start_with(&files, renaming(), &[]);
    client.open_file(WALK);
    let edit = client.ask("rename", WALK, 6, 20, json!({ "newName": "stakes" }));
    assert!(edit["documentChanges"].is_array(), "{edit}");
    let told = client.notes.iter().find(|note| note["method"] == "window/showMessage").unwrap();
    let place = |line: u32| format!("content/rituals/draft.md:{line}");
    let wanted = format!("to be changed by hand: {}, {}, {}", place(4), place(7), place(7));
    assert_eq!(told["params"]["message"], wanted);
    for (name, there) in [("draft", "a draft, `rituals/draft.md`"), ("plain", "`rituals/plain.md`")]
    {
        let answer = client.ask("rename", WALK, 6, 20, json!({ "newName": name }));
        let why = answer["error"]["message"].as_str().unwrap_or_default();
        assert!(why.contains("there already") && why.contains(there), "{answer}");
    }
}

#[test]
fn who_renames_files_takes_document_changes_said_or_not() {
    let operations = json!({ "resourceOperations": ["rename"] });
    let mut client = Client::start(json!({ "workspace": { "workspaceEdit": operations } }));
    client.open_file(WALK);
    let edit = client.ask("rename", WALK, 6, 20, json!({ "newName": "stakes" }));
    assert_eq!(edit["documentChanges"].as_array().unwrap().last().unwrap()["kind"], "rename");
}

#[test]
fn what_cannot_be_renamed_says_why() {
    let mut client = Client::start(renaming());
    let text = client.open_file(WALK);
    let mut why = |name: &str, line: usize, column: usize| {
        let answer = client.ask("rename", WALK, line, column, json!({ "newName": name }));
        answer["error"]["message"].as_str().unwrap_or_default().to_owned()
    };
    assert!(why("walk", 6, 20).contains("there already"));
    assert!(why("Bad Id", 6, 20).contains("cannot be an id"));
    assert!(why("stakes", 5, 3).contains("there is no id here"));
    client.change(WALK, &text.replace("role/lead", "role/laed"));
    let answer = client.ask("rename", WALK, 6, 20, json!({ "newName": "stakes" }));
    assert!(answer["error"]["message"].as_str().unwrap().contains("has errors"), "{answer}");
    // While book.toml is wrong the content is known as it was, and an edit of that would be made in
    // what has been written since.
    client.change(WALK, &text);
    client.settle();
    client.open("book.toml", "[book\n");
    client.wait_for("book.toml", &["config-value@0:5-0:5"]);
    client.change(WALK, &text.replace("title", "\ntitle"));
    let answer = client.ask("rename", WALK, 7, 20, json!({ "newName": "stakes" }));
    assert!(answer["error"]["message"].as_str().unwrap().contains("cannot be read"), "{answer}");
    let mut client = Client::start(json!({}));
    client.open_file(WALK);
    let answer = client.ask("rename", WALK, 6, 20, json!({ "newName": "stakes" }));
    assert!(answer["error"]["message"].as_str().unwrap().contains("playbook rename"), "{answer}");
}

#[test]
fn a_page_in_outline() {
    let mut client = Client::start(json!({}));
    client.open_file(BET);
    client.change(BET, "---\ntitle: Bet table\nfit: {a: b}\n---\n\n## One\n\n### 🦉\n\n## Two\n");
    let symbols = client.ask("documentSymbol", BET, 0, 0, json!({}));
    let told: Vec<String> = symbols
        .as_array()
        .unwrap()
        .iter()
        .map(|symbol| {
            let children = symbol["children"].as_array().map(Vec::as_slice).unwrap_or_default();
            let children: Vec<&str> =
                children.iter().map(|child| child["name"].as_str().unwrap()).collect();
            let range = &symbol["range"];
            format!(
                "{} {}-{} {children:?}",
                symbol["name"].as_str().unwrap(),
                range["start"]["line"],
                range["end"]["line"]
            )
        })
        .collect();
    assert_eq!(told, ["title 1-1 []", "fit 2-2 [\"a\"]", "One 5-9 [\"🦉\"]", "Two 9-10 []"]);
}
