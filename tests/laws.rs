//! Laws of the whole way from files to verdicts, for any input: nothing panics, every span
//! lies in its text, the same input says the same, whatever the order of the files.

use playbook::diagnostic::Diagnostic;
use playbook::pipeline::Run;
use playbook::validate::output_path;
use proptest::prelude::*;

mod support;
use support::{Shelf, short};

/// A playbook on which soup is poured: something of each kind to name and to link.
const GROUND: &[(&str, &str)] = &[
    ("content/index.md", "# Home\n\n[[ground]] [ground](rituals/ground.md#steps)\n"),
    (
        "content/rituals/ground.md",
        "---\ntitle: Ground\nsummary: A ritual.\ncycle: week\nfit:\n  - {when: {stage: new}, lean: for, because: Yes.}\n---\n## Steps\n",
    ),
    ("content/cycles/week.md", "---\ntitle: Week\nsummary: A week.\n---\n"),
    (
        "content/factors/stage.md",
        "---\ntitle: Stage\nsummary: S.\nquestion: How old?\nordered: true\nvalues: [{id: new}, {id: old}]\n---\n",
    ),
    (
        "content/teams/team.md",
        "---\ntitle: Team\nsummary: T.\ncontext: {stage: new}\npractices: [{ref: ground}]\n---\n",
    ),
];

const KINDS: [&str; 8] =
    ["rituals", "artifacts", "teams", "factors", "contexts", "cycles", "anti-patterns", "notes"];

fn a_key() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "title",
        "summary",
        "aka",
        "owner",
        "needs",
        "tags",
        "reviewed",
        "review_every",
        "expires",
        "state",
        "replaced_by",
        "see_also",
        "aliases",
        "weight",
        "allow",
        "kind",
        "fit",
        "requires",
        "alternatives",
        "trial",
        "reach",
        "cycle",
        "duration",
        "participants",
        "produces",
        "values",
        "question",
        "ordered",
        "like",
        "context",
        "practices",
        "nests_in",
        "draft",
        "interactions",
    ])
}

fn a_value() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "ground",
            "ritual/ground",
            "week",
            "stage",
            "new",
            "unknown",
            "draft",
            "retired",
            "true",
            "no",
            "45m",
            "1:30",
            "2026-02-30",
            "2026-01-01",
            "~",
            "-1",
            "team/team",
            "page/index",
            "[ground, x]",
            "{stage: new}",
            "{stage: {at_least: new}}",
            "{stage: []}",
            "[{ref: ground, because: Yes.}]",
            "[{ref: ground, since: 2026-01-01, until: 2025-01-01}]",
            "[{when: {stage: [new, old]}, lean: avoid, because: No.}]",
            "[{id: a}, {id: A}]",
            "[{lean: for}]",
            "{orphan: x}",
            "/old/",
            "../x",
            "ritual",
            "\"a: b\"",
            "é\u{301}🚀",
            "[",
            "{{ x }}",
            "*a",
            "&a b",
            "'",
            "|",
            ">",
            "@x",
            "%",
            "!t x",
        ])
        .prop_map(str::to_owned),
        "[ -~]{0,20}",
        "\\PC{0,12}",
    ]
}

fn a_front() -> impl Strategy<Value = String> {
    let pair = (a_key(), a_value()).prop_map(|(key, value)| format!("{key}: {value}\n"));
    let pairs = prop::collection::vec(pair, 0..8).prop_map(|pairs| pairs.concat());
    let whole =
        pairs.prop_map(|pairs| format!("---\ntitle: T\nsummary: S {}.\n{pairs}---\n", pairs.len()));
    prop_oneof![4 => whole, 1 => "(---\n)?[ -~\n]{0,60}(---\n)?", 1 => Just(String::new())]
}

fn a_body() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "[[ground]]",
            "[[ground|x]]",
            "[[stage#x]]",
            "[[",
            "]]",
            "[a](rituals/ground.md)",
            "[a](../rituals/ground#steps)",
            "[a](/)",
            "[a](..)",
            "[a](%2e%2e/x)",
            "[a](#é)",
            "![a](x.png)",
            "<a href=\"x\">",
            "<script>",
            "# ",
            "## Steps\n",
            "\n",
            "| a | b |\n|-|-|\n",
            "- ",
            "> ",
            "`",
            "```\n",
            "{#id}",
            "[^1]",
            "\n[^1]: x\n",
            "\\",
            "&amp;",
            "javascript:",
            "[x]: y\n",
            "<!-- ",
            "\u{feff}",
            "\r",
            "\t",
            "é",
            "🚀",
            "\u{202e}",
        ])
        .prop_map(str::to_owned),
        "[ -~]{0,10}",
        "\\PC{0,5}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

type Page = (String, String);

fn a_page() -> impl Strategy<Value = Page> {
    let name =
        prop::sample::select(vec!["a", "b", "A", "index", "_index", "README", "é", "a b", "x.y"]);
    let folder = prop::sample::select(KINDS.to_vec());
    (folder, name, a_front(), a_body()).prop_map(|(folder, name, front, body)| {
        (format!("content/{folder}/{name}.md"), format!("{front}{body}"))
    })
}

fn pages() -> impl Strategy<Value = Vec<Page>> {
    prop::collection::vec(a_page(), 1..4)
}

fn shelf_of<'a>(pages: impl Iterator<Item = &'a Page>) -> Shelf {
    let shelf = Shelf::with(GROUND.iter().copied());
    for (path, text) in pages {
        shelf.put(path, text);
    }
    shelf
}

fn run_of(pages: &[Page]) -> Run {
    shelf_of(pages.iter()).run().expect("it runs")
}

fn spans(found: &Diagnostic) -> impl Iterator<Item = playbook::source::Span> {
    std::iter::once(found.span).chain(found.labels.iter().map(|label| label.span))
}

/// Everything that a run says, for comparing two of them.
fn said(run: &Run) -> String {
    let playbook = &run.playbook;
    let mut out = short(run, &run.diagnostics);
    for place in playbook.contexts().chain(playbook.teams()) {
        for judged in playbook.judged(place).ranked() {
            let practice = playbook.linked.playbook.reference(judged.practice);
            out.push_str(&format!("{practice} {}\n", judged.verdict.word()));
        }
    }
    for (id, _) in playbook.linked.playbook.entries() {
        out.push_str(&format!("{:?}\n", playbook.linked.body_targets(id)));
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn spans_lie_in_their_text_on_boundaries(pages in pages()) {
        let run = run_of(&pages);
        let files = &run.playbook.linked.playbook.files;
        for found in &run.diagnostics {
            for span in spans(found) {
                let text = &files.get(span.file).text;
                let (start, end) = (span.start as usize, span.end as usize);
                prop_assert!(start <= end && end <= text.len(), "{found:?}");
                prop_assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "{found:?}");
            }
            prop_assert!(!found.message.contains('\n') && !found.message.ends_with('.'), "{found:?}");
        }
        // Every form can be printed, whatever was found.
        for format in [
            playbook::diagnostic::Format::Human,
            playbook::diagnostic::Format::Json,
            playbook::diagnostic::Format::Github,
            playbook::diagnostic::Format::Sarif,
        ] {
            support::print(&run, &run.diagnostics, format);
        }
    }

    #[test]
    fn no_file_is_lost_and_each_has_an_address_of_its_own(pages in pages()) {
        let shelf = shelf_of(pages.iter());
        let request = playbook::pipeline::Request { drafts: true, ..support::request() };
        let run = shelf.run_with(&request).expect("it runs");
        let playbook = &run.playbook.linked.playbook;
        let mut sources: Vec<&str> = pages.iter().map(|(path, _)| path.as_str()).collect();
        sources.extend(GROUND.iter().map(|(path, _)| *path));
        sources.sort();
        sources.dedup();
        prop_assert_eq!(playbook.pages.len(), sources.len());
        let mut outputs: Vec<String> =
            playbook.pages.iter().map(|page| output_path(&page.address)).collect();
        for path in &outputs {
            prop_assert!(path.ends_with("index.html") && !path.starts_with('/'), "{path}");
            prop_assert!(path.split('/').all(|part| !part.is_empty() && part != ".."), "{path}");
        }
        outputs.sort();
        outputs.dedup();
        prop_assert_eq!(outputs.len(), playbook.pages.len());
    }

    #[test]
    fn the_same_input_says_the_same(pages in pages()) {
        prop_assert_eq!(said(&run_of(&pages)), said(&run_of(&pages)));
    }

    #[test]
    fn the_order_in_which_files_were_made_does_not_matter(pages in pages()) {
        let mut last: std::collections::BTreeMap<&str, &Page> = std::collections::BTreeMap::new();
        for page in &pages {
            last.insert(&page.0, page);
        }
        let forwards = shelf_of(last.values().copied()).run().expect("it runs");
        let backwards = shelf_of(last.values().rev().copied()).run().expect("it runs");
        prop_assert_eq!(said(&forwards), said(&backwards));
    }

    #[test]
    fn any_configuration_is_read_or_refused(text in "([a-z\\[\\]\\.= \"\n-]|\\PC){0,80}") {
        let shelf = Shelf::with(GROUND.iter().copied());
        shelf.put("book.toml", &text);
        let mut files = playbook::source::Files::new();
        let outcome = playbook::config::parse(&text, &mut files);
        for found in &outcome.diagnostics {
            let whole = &files.get(found.span.file).text;
            prop_assert!(whole.get(found.span.range()).is_some(), "{found:?}");
        }
        if outcome.value.content == "content" {
            let _ = shelf.told();
        }
    }
}
