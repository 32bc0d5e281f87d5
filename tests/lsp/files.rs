//! Files that come, change and go while the editor runs.

use serde_json::json;

use crate::client::Client;

const WALK: &str = "content/rituals/walk.md";
const BET: &str = "content/rituals/bet-table.md";

#[test]
fn the_editor_is_asked_to_tell_of_files() {
    let mut client = Client::start(
        json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } }),
    );
    client.settle();
    assert_eq!(client.asked[0]["method"], "client/registerCapability");
    let mut client = Client::start(json!({}));
    client.settle();
    assert!(client.asked.is_empty());
}

#[test]
fn a_file_comes_is_renamed_and_goes() {
    let mut client = Client::start(json!({}));
    client.put("content/roles/host.md", "---\ntitle: Host\n---\n");
    client.watched(&[("content/roles/host.md", 1)]);
    client.wait_for("content/roles/host.md", &["missing-key@1:0-1:0"]);
    std::fs::rename(client.root().join(BET), client.root().join("content/rituals/table.md"))
        .unwrap();
    client.watched(&[(BET, 3), ("content/rituals/table.md", 1)]);
    let told = ["broken-ref@6:13-6:29", "broken-ref@9:17-9:45", "broken-link@9:68-9:80"];
    client.wait_for(WALK, &told);
    std::fs::remove_file(client.root().join("content/roles/host.md")).unwrap();
    client.watched(&[("content/roles/host.md", 3)]);
    client.wait_for("content/roles/host.md", &[]);
    std::fs::rename(client.root().join("content/rituals/table.md"), client.root().join(BET))
        .unwrap();
    client.watched(&[(BET, 1), ("content/rituals/table.md", 3)]);
    client.wait_for(WALK, &[]);
}

#[test]
fn a_folder_goes_and_a_save_is_heard_without_watching() {
    let mut client = Client::start(json!({}));
    client.open_file(WALK);
    std::fs::remove_dir_all(client.root().join("content/roles")).unwrap();
    client.watched(&[("content/roles", 3)]);
    client.wait_for(WALK, &["broken-ref@3:7-3:16"]);
    client.wait_for(BET, &["broken-ref@3:7-3:16"]);
    client.put("content/roles/lead.md", "---\ntitle: Lead\nsummary: Leads.\n---\n");
    let document = json!({ "uri": client.uri("content/roles/lead.md") });
    client.notify("textDocument/didSave", json!({ "textDocument": document }));
    client.wait_for(WALK, &[]);
    client.wait_for(BET, &[]);
}

#[test]
fn a_page_that_no_file_holds_yet_is_one() {
    let mut client = Client::start(json!({}));
    client.open("content/roles/host.md", "---\ntitle: Host\nsummary: Hosts.\n---\n");
    let text = client.open_file(WALK);
    client.change(WALK, &text.replace("role/lead", "role/host"));
    client.settle();
    assert!(!client.told.contains_key(&client.uri(WALK)), "{:?}", client.told);
    client.close("content/roles/host.md");
    client.wait_for(WALK, &["broken-ref@3:7-3:16"]);
    // What an open document says counts, whatever happens to its file.
    client.put(WALK, "---\ntitle: [\n");
    client.watched(&[(WALK, 2)]);
    client.change(WALK, &text);
    client.wait_for(WALK, &[]);
    client.close(WALK);
    client.settle();
    assert_eq!(client.told[&client.uri(WALK)]["diagnostics"][0]["code"], "unclosed-front-matter");
}

#[test]
fn markdown_outside_the_content_is_nobodys() {
    let mut client = Client::start(json!({}));
    client.open("notes.md", "---\ntitle: [\n---\n[x](y.md)\n");
    client.open("content/.hidden.md", "---\ntitle: [\n---\n");
    assert_eq!(client.ask("completion", "notes.md", 1, 0, json!({})), json!([]));
    assert_eq!(client.ask("documentSymbol", "notes.md", 1, 0, json!({})), json!([]));
    client.settle();
    assert!(client.told.is_empty(), "{:?}", client.told);
}

/// A folder that the editor closes takes its diagnostics with it, and a document that is still
/// open keeps its playbook until it is closed too.
#[test]
fn a_folder_that_is_closed_is_forgotten() {
    let mut client = Client::start(json!({}));
    let wrong = "content/roles/host.md";
    client.put(wrong, "---\ntitle: Host\n---\n");
    client.watched(&[(wrong, 1)]);
    client.wait_for(wrong, &["missing-key@1:0-1:0"]);
    let leave = |client: &Client| {
        let folder = json!({ "uri": client.uri(""), "name": "book" });
        json!({ "event": { "removed": [folder], "added": [] } })
    };
    let event = leave(&client);
    client.notify("workspace/didChangeWorkspaceFolders", event);
    client.wait_for(wrong, &[]);

    let mut client = Client::start(json!({}));
    client.put("book.toml", "[book]\ntitle = \"Ours\"\n");
    client.put(wrong, "---\ntitle: Host\n---\n");
    client.watched(&[(wrong, 1)]);
    client.wait_for(wrong, &["missing-key@1:0-1:0"]);
    client.open_file(WALK);
    let event = leave(&client);
    client.notify("workspace/didChangeWorkspaceFolders", event);
    client.settle();
    assert_eq!(client.told[&client.uri(wrong)]["diagnostics"][0]["code"], "missing-key");
    client.close(WALK);
    client.wait_for(wrong, &[]);
}

/// A folder that is no playbook yet becomes one, with a book.toml or without; one may come inside of
/// another while its files are open.
#[test]
fn a_playbook_that_comes_while_the_editor_runs_is_found() {
    let mut client = Client::start_with(&[("notes.txt", "x")], json!({}), &[]);
    let host = "content/roles/host.md";
    client.put(host, "---\ntitle: Host\n---\n");
    client.watched(&[(host, 1)]);
    client.wait_for(host, &["missing-key@1:0-1:0"]);

    let mut client = Client::start(json!({}));
    let inner = "docs/content/roles/host.md";
    client.put(inner, "---\ntitle: Host\nsummary: Hosts.\n---\n");
    client.open(inner, "---\ntitle: Host\n---\n");
    client.settle();
    assert!(!client.told.contains_key(&client.uri(inner)), "{:?}", client.told);
    client.put("docs/book.toml", "");
    client.watched(&[("docs/book.toml", 1)]);
    client.wait_for(inner, &["missing-key@1:0-1:0"]);
}

/// The folder that book.toml names may come after its name.
#[test]
fn content_may_come_to_another_folder() {
    let mut client = Client::start(json!({}));
    client.open_file(WALK);
    let other = "pages/roles/host.md";
    client.open("book.toml", "[book]\nsrc = \"pages\"\n");
    client.settle();
    assert!(client.notes.iter().any(|note| note["method"] == "window/logMessage"));
    client.put(other, "---\ntitle: Host\n---\n");
    client.watched(&[("pages", 1)]);
    client.wait_for(other, &["missing-key@1:0-1:0"]);
    client.close("book.toml");
    client.wait_for(other, &[]);
}

/// A file that is renamed on disk while it is open: both are there until the editor closes the one,
/// and what is unsaved in it goes with it.
#[test]
fn a_file_is_renamed_on_disk_while_it_is_open() {
    let mut client = Client::start(json!({}));
    let text = client.open_file(WALK);
    client.change(WALK, &text.replace("role/lead", "role/laed"));
    client.wait_for(WALK, &["broken-ref@3:7-3:16"]);
    let stroll = "content/rituals/stroll.md";
    std::fs::rename(client.root().join(WALK), client.root().join(stroll)).unwrap();
    client.watched(&[(WALK, 3), (stroll, 1)]);
    client.wait_for(WALK, &["duplicate-summary@2:9-2:34", "broken-ref@3:7-3:16"]);
    client.close(WALK);
    client.wait_for(WALK, &[]);
    client.wait_for(BET, &["broken-ref@16:6-16:10"]);
    client.open_file(stroll);
    client.settle();
    let told = client.told.get(&client.uri(stroll));
    assert!(told.is_none_or(|told| told["diagnostics"] == json!([])), "{told:?}");
}
