//! Completions and hovers.

use serde_json::{Value, json};

use crate::client::{BOOK, Client};

const WALK: &str = "content/rituals/walk.md";

fn labels(items: &Value) -> Vec<&str> {
    items.as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap()).collect()
}

fn item<'a>(items: &'a Value, label: &str) -> &'a Value {
    let found = items.as_array().unwrap().iter().find(|item| item["label"] == label);
    found.unwrap_or_else(|| panic!("no `{label}` among {:?}", labels(items)))
}

struct World {
    client: Client,
}

impl World {
    fn new() -> World {
        let mut client = Client::start(json!({}));
        client.open_file(WALK);
        World { client }
    }

    /// Completions in front matter, at the `|`.
    fn front(&mut self, front: &str) -> Value {
        let text = format!("---\ntitle: Walk\nsummary: A walk.\n{front}\n---\n");
        self.client.ask_at("completion", WALK, &text, json!({}))
    }

    fn body(&mut self, body: &str) -> Value {
        let text = format!("---\ntitle: Walk\nsummary: A walk.\n---\n{body}");
        self.client.ask_at("completion", WALK, &text, json!({}))
    }
}

/// Tags may hold what YAML takes for its own: a tag that is offered comes back as it is.
#[test]
fn what_is_offered_is_written_so_that_it_is_read() {
    let tagged =
        "---\ntitle: Tagged\nsummary: Has odd tags.\ntags: ['#ops', 'a: b', 'x, y', plain]\n---\n";
    let files = [BOOK, &[("content/needs/tagged.md", tagged)]].concat();
    let mut client = Client::start_with(&files, json!({}), &[]);
    client.open_file(WALK);
    let mut world = World { client };
    for (front, wanted) in [
        ("tags:\n  - |", ["\"#ops\"", "\"a: b\"", "x, y", "plain"]),
        ("tags: [|]", ["\"#ops\"", "\"a: b\"", "\"x, y\"", "plain"]),
        ("tags: [\"|\"]", ["#ops", "a: b", "x, y", "plain"]),
    ] {
        let items = world.front(front);
        for (label, wanted) in ["#ops", "a: b", "x, y", "plain"].into_iter().zip(wanted) {
            assert_eq!(item(&items, label)["textEdit"]["newText"], wanted, "{front}");
        }
    }
}

#[test]
fn keys_come_with_their_documentation_and_once() {
    let mut world = World::new();
    let items = world.front("own|");
    let owner = item(&items, "owner");
    assert_eq!(owner["textEdit"]["newText"], "owner: ");
    let range = &owner["textEdit"]["range"];
    assert_eq!((&range["start"]["character"], &range["end"]["character"]), (&json!(0), &json!(3)));
    let text = owner["documentation"]["value"].as_str().unwrap();
    assert!(text.contains("Who looks after it"), "{text}");
    assert!(!labels(&items).contains(&"title"));
    assert!(labels(&items).contains(&"cycle"), "what rituals have");
    assert_eq!(item(&items, "fit")["textEdit"]["newText"], "fit:");
    let items = world.front("fit:\n  - lean: for\n    |");
    assert_eq!(labels(&items), ["when", "strength", "because", "basis", "source", "as_of"]);
    assert!(item(&items, "because")["detail"].as_str().unwrap().starts_with("required"));
    let items = world.front("participants:\n  - ro|le: x");
    assert_eq!(item(&items, "role")["textEdit"]["newText"], "role");
    assert_eq!(labels(&world.front("summary: >\n  wo|")), [] as [&str; 0]);
    assert!(labels(&world.front("allow: {o|}")).contains(&"orphan"));
    assert!(!labels(&world.front("allow: {o|}")).contains(&"bad-id"));
}

#[test]
fn words_come_with_their_meaning() {
    let mut world = World::new();
    let items = world.front("state: |");
    assert_eq!(labels(&items), ["draft", "active", "retired"]);
    assert_eq!(
        item(&items, "retired")["documentation"]["value"],
        "No longer recommended; keeps its page."
    );
    assert_eq!(labels(&world.front("fit:\n  - {lean: f|}")), ["for", "against", "avoid"]);
    assert_eq!(labels(&world.front("reviewed: |")), ["2026-06-01"]);
    assert_eq!(
        labels(&world.front("participants:\n  - role: x\n    optional: t|")),
        ["true", "false"]
    );
    assert_eq!(labels(&world.front("trigger: |")), [] as [&str; 0]);
}

#[test]
fn references_come_with_title_and_summary() {
    let mut world = World::new();
    let items = world.front("needs:\n  - de|");
    assert_eq!(labels(&items), ["need/decide"]);
    let need = item(&items, "need/decide");
    assert_eq!(need["detail"], "What comes next?");
    assert_eq!(need["documentation"]["value"], "Nobody can say what comes next.");
    assert_eq!(need["textEdit"]["newText"], "need/decide");
    assert_eq!(world.front("needs:\n  |")[0]["textEdit"]["newText"], "- need/decide");
    assert_eq!(labels(&world.front("needs: [need/decide, |]")), ["need/decide"]);
    let over_lines = world.front("needs: [\n  need/decide,\n  de|\n]");
    assert_eq!(item(&over_lines, "need/decide")["textEdit"]["newText"], "need/decide");
    assert_eq!(labels(&world.front("owner: \"ro|\"")), ["role/lead"]);
    assert!(labels(&world.front("requires:\n  - ref: |")).contains(&"ritual/bet-table"));
    assert_eq!(labels(&world.front("kind: ritu|")).len(), 12);
}

/// An editor asks as soon as a colon is typed, and YAML has a blank behind it.
#[test]
fn a_blank_comes_along_where_none_is_typed_yet() {
    let mut world = World::new();
    for (front, label, wanted) in [
        ("state:|", "draft", " draft"),
        ("state: |", "draft", "draft"),
        ("needs:\n  -|", "need/decide", " need/decide"),
        ("fit:\n  -|", "lean", " lean: "),
        ("fit: [{lean:|}]", "for", " for"),
    ] {
        let items = world.front(front);
        assert_eq!(item(&items, label)["textEdit"]["newText"], wanted, "{front}");
    }
}

/// A team runs practices, those of the site's own kinds too.
#[test]
fn what_a_team_says_is_offered_and_nothing_else() {
    const TEAM: &str = "content/teams/till.md";
    let metric = "---\ntitle: Lead time\nsummary: How long it takes.\n---\n";
    let team = "---\ntitle: Till\nsummary: A team.\n---\n";
    let book = "[kinds.metric]\npractice = true\n[kinds.note]\n";
    let files = [
        &BOOK[1..],
        &[("book.toml", book), ("content/metrics/lead-time.md", metric), (TEAM, team)],
        &[("content/notes/n.md", "---\ntitle: N\nsummary: A note.\n---\n")],
    ];
    let mut client = Client::start_with(&files.concat(), json!({}), &[]);
    client.open_file(TEAM);
    let mut front = |front: &str| {
        let text = format!("---\ntitle: Till\nsummary: A team.\n{front}\n---\n");
        client.ask_at("completion", TEAM, &text, json!({}))
    };
    let practices = ["ritual/bet-table", "ritual/walk", "metric/lead-time"];
    assert_eq!(labels(&front("practices:\n  - ref: |")), practices);
    let values = front("context:\n  interruptions: {value: |}");
    assert_eq!(labels(&values), ["low", "high", "unknown"]);
    assert_eq!(labels(&front("context:\n  interruptions: {value: [|]}")), ["low", "high"]);
}

#[test]
fn factors_and_values_come_inside_of_conditions() {
    let mut world = World::new();
    assert_eq!(labels(&world.front("fit:\n  - when: {|}")), ["interruptions"]);
    assert_eq!(labels(&world.front("fit:\n  - when:\n      |")), ["interruptions"]);
    let items = world.front("fit:\n  - when: {interruptions: h|}");
    assert_eq!(labels(&items), ["low", "high"]);
    assert_eq!(item(&items, "low")["detail"], "Seldom");
    assert!(
        item(&items, "high")["documentation"]["value"].as_str().unwrap().contains("phone rings")
    );
    assert_eq!(labels(&world.front("fit:\n  - when: {interruptions: [low, |]}")), ["low", "high"]);
    let range = world.front("fit:\n  - when:\n      interruptions: {at_least: |}");
    assert_eq!(labels(&range), ["low", "high"]);
    let ends = world.front("fit:\n  - when:\n      interruptions:\n        |");
    assert_eq!(labels(&ends), ["at_least", "at_most"]);
}

#[test]
fn wikilinks_are_closed_behind_what_is_chosen() {
    let mut world = World::new();
    let items = world.body("🦉 see [[be|");
    let bet = item(&items, "ritual/bet-table");
    assert_eq!(bet["textEdit"]["newText"], "ritual/bet-table]]");
    assert_eq!(bet["textEdit"]["range"]["start"], json!({ "line": 4, "character": 9 }));
    assert_eq!(bet["detail"], "Bet table");
    let items = world.body("see [[be|]] and");
    assert_eq!(item(&items, "ritual/bet-table")["textEdit"]["newText"], "ritual/bet-table");
    let items = world.body("see [[ritual/bet-table#|]]");
    assert_eq!(labels(&items), ["how-it-goes"]);
    let items = world.body("see [[factor/interruptions/|");
    assert_eq!(labels(&items), ["factor/interruptions/low", "factor/interruptions/high"]);
    // What is the sentence's, or the table's, is not written over.
    for (body, end, text) in [
        ("see [[be|, and", 8, "ritual/bet-table]]"),
        ("see `[[be|` and", 9, "ritual/bet-table]]"),
        ("see [[be|t\\|our]] and", 9, "ritual/bet-table"),
        ("see [[be|t v1.0]] and", 9, "ritual/bet-table]]"),
        ("see [[be|.x]] and", 10, "ritual/bet-table"),
    ] {
        let items = world.body(body);
        let edit = &item(&items, "ritual/bet-table")["textEdit"];
        assert_eq!(
            (&edit["range"]["end"]["character"], &edit["newText"]),
            (&json!(end), &json!(text))
        );
    }
    assert_eq!(world.body("see [[a]] an|d"), json!([]));
    assert_eq!(world.body("see an|d"), json!([]));
}

#[test]
fn kinds_and_keys_of_the_site_are_known() {
    let mut files = BOOK.to_vec();
    let toml = "[kinds.signal]\nfolder = \"signals\"\ntitle = \"Signal\"\nplural = \"Signals\"\n\n[kinds.signal.fields.measured_by]\ntype = \"ref:ritual\"\ndoc = \"What measures it.\"\n\n[kinds.signal.fields.trend]\ntype = \"enum\"\nvalues = [\"up\", \"down\"]\n";
    files[0] = ("book.toml", toml);
    files.push(("content/signals/mood.md", "---\ntitle: Mood\nsummary: How it feels.\n---\n"));
    let mut client = Client::start_with(&files, json!({}), &[]);
    client.settle();
    let told: Vec<&Value> = client.told.values().collect();
    assert!(!client.told.contains_key(&client.uri("book.toml")), "{told:?}");
    let path = "content/signals/mood.md";
    client.open_file(path);
    let items = client.ask_at("completion", path, "---\ntitle: x\nme|\n---\n", json!({}));
    let text = item(&items, "measured_by")["documentation"]["value"].as_str().unwrap();
    assert!(text.contains("What measures it."), "{text}");
    let items = client.ask_at("completion", path, "---\ntrend: |\n---\n", json!({}));
    assert_eq!(labels(&items), ["up", "down"]);
    let items = client.ask_at("completion", path, "---\nmeasured_by: |\n---\n", json!({}));
    assert_eq!(labels(&items), ["ritual/bet-table", "ritual/walk"]);
}

#[test]
fn hovering_tells_of_keys_words_entries_and_values() {
    let mut client = Client::start(json!({}));
    let bet = "content/rituals/bet-table.md";
    client.open_file(bet);
    let mut told = |line: usize, column: usize| {
        let hover = client.ask("hover", bet, line, column, json!({}));
        hover["contents"]["value"].as_str().map(str::to_owned).unwrap_or_default()
    };
    assert!(told(3, 2).contains("Who looks after it"));
    assert!(told(3, 10).contains("**Lead** · Role\n\nLooks after what the team does."));
    assert!(told(9, 14).contains("It costs more than it gives here."));
    assert!(told(8, 14).contains("How often are you called away?"), "{}", told(8, 14));
    assert!(told(8, 27).contains("The phone rings."));
    assert!(told(16, 7).contains("A walk around the garden."));
    assert_eq!(told(0, 1), "");
    assert_eq!(told(20, 3), "");
}
