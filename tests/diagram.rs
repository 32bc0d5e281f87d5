//! The drawings: well-formed whatever the labels, nothing overlapping, the same each time.

#[path = "diagram/larkspur.rs"]
mod larkspur;
#[path = "diagram/sight.rs"]
mod sight;

use playbook::diagram::*;
use proptest::prelude::*;

const WIDTHS: [u32; 4] = [NARROW, 560, WIDE, 1200];

fn text() -> impl Strategy<Value = String> {
    let hostile: Vec<String> = vec![
        "</text><script>alert(1)</script>".into(),
        "]]><!-- & \"'".into(),
        "x".repeat(500),
        "word ".repeat(100),
        "لوحة الرهانات الأسبوعية".into(),
        "\u{202e}turned\u{202c} שלום".into(),
        "👩‍👩‍👧‍👦🇩🇰🏳️‍🌈 family".into(),
        "Z̸̡̢̛͇̖̗̘̙̜̝̞̟̠a̷̛l̵g̶o̵".into(),
        "\0\u{1}\u{8}\u{b}\u{7f}\u{ffff}\u{fffe}bell".into(),
        "下次做什么：六周的赌注表".into(),
        "\u{fdfd}\u{2e3b}\u{1242b}".into(),
        "".into(),
        "   ".into(),
        "\u{300}\u{301}".into(),
        "WWWWWWWWWW MMMMMMM".into(),
    ];
    prop_oneof![
        4 => "[A-Za-z][a-z]{2,9}( [a-z]{2,9}){0,3}",
        2 => proptest::sample::select(hostile),
        1 => "\\PC{0,60}",
        1 => any::<String>(),
    ]
}

fn some(text: impl Strategy<Value = String>) -> impl Strategy<Value = Option<String>> {
    proptest::option::of(text)
}

fn flows() -> impl Strategy<Value = Flow> {
    let kind = proptest::sample::select(vec!["ritual", "artifact", "framework", "\"><b>"]);
    let node = (text(), some(text()), some(text()), kind, any::<bool>()).prop_map(
        |(label, note, url, kind, focus)| FlowNode { label, note, url, kind: kind.into(), focus },
    );
    proptest::collection::vec(node, 1..40).prop_flat_map(|nodes| {
        let count = nodes.len();
        let tie = prop_oneof![
            3 => Just(Tie::Makes),
            3 => Just(Tie::Feeds),
            1 => Just(Tie::Updates),
            1 => text().prop_map(Tie::Named),
        ];
        let ties = proptest::collection::vec((0..count + 1, tie, 0..count), 0..count * 3 / 2);
        (text(), ties).prop_map(move |(title, ties)| Flow { title, nodes: nodes.clone(), ties })
    })
}

fn ladders() -> impl Strategy<Value = Ladder> {
    let chip = (text(), some(text()), some(text()), some(text()), 0..4usize).prop_map(
        |(label, note, also, url, column)| Chip {
            label,
            note,
            also,
            url,
            status: "growing".into(),
            column,
        },
    );
    let rung = (text(), some(text()), proptest::collection::vec(chip, 0..6), any::<bool>())
        .prop_map(|(label, note, chips, aside)| Rung { label, note, url: None, chips, aside });
    let columns = proptest::collection::vec(text(), 0..4);
    (text(), columns, proptest::collection::vec(rung, 0..8))
        .prop_map(|(title, columns, rungs)| Ladder { title, columns, rungs })
}

fn gardens() -> impl Strategy<Value = Garden> {
    let plant = (text(), some(text()), some(text())).prop_map(|(label, note, url)| Plant {
        label,
        note,
        url,
    });
    let bed = (text(), some(text()), proptest::collection::vec(plant, 0..30)).prop_map(
        |(label, url, plants)| Bed { status: "seedling".into(), label, url, plants, more: 0 },
    );
    (text(), proptest::collection::vec(bed, 0..6)).prop_map(|(title, beds)| Garden { title, beds })
}

fn interactives() -> impl Strategy<Value = Interactions> {
    let one = (text(), some(text()), text(), some(text()), some(text()), any::<bool>()).prop_map(
        |(label, url, mode_label, what, until, over)| Interaction {
            label,
            url,
            mode: "collaboration".into(),
            mode_label,
            what,
            until,
            over,
        },
    );
    (text(), text(), proptest::collection::vec(one, 0..12))
        .prop_map(|(title, team, neighbours)| Interactions { title, team, neighbours })
}

fn judge(draw: impl Fn(&Frame) -> Drawing) {
    for widest in WIDTHS {
        let drawing = draw(&Frame::new("d", widest));
        assert_eq!(drawing, draw(&Frame::new("d", widest)), "not the same twice");
        if drawing.svg.is_empty() {
            assert_eq!((drawing.width, drawing.height), (0, 0));
            continue;
        }
        let seen = sight::look(&drawing.svg);
        assert_eq!(
            (seen.width, seen.height),
            (f64::from(drawing.width), f64::from(drawing.height))
        );
        seen.judge();
    }
    let both = responsive("d", WIDE, draw).svg;
    if !both.is_empty() {
        roxmltree::Document::parse(&both).expect("well-formed");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_flow_holds_for_any_graph(it in flows()) {
        judge(|frame| flow(&it, frame));
    }

    #[test]
    fn a_ladder_holds_for_any_label(it in ladders()) {
        judge(|frame| ladder(&it, frame));
        judge(|frame| wheel(&it, frame));
    }

    #[test]
    fn a_garden_holds_for_any_label(it in gardens()) {
        judge(|frame| garden(&it, frame));
    }

    #[test]
    fn interactions_hold_for_any_label(it in interactives()) {
        judge(|frame| interactions(&it, frame));
    }
}

#[test]
fn larkspur_holds() {
    for it in [larkspur::till_flow(), larkspur::ledger_flow(), larkspur::neighbourhood()] {
        judge(|frame| flow(&it, frame));
    }
    judge(|frame| ladder(&larkspur::both_ladders(), frame));
    judge(|frame| garden(&larkspur::garden_beds(), frame));
    judge(|frame| interactions(&larkspur::till_interactions(), frame));
}

#[test]
fn many_neighbours_keep_their_names_and_modes() {
    let drawing = interactions(&larkspur::till_interactions(), &Frame::new("g", WIDE));
    for whole in ["Harness", "Ledger Move", "First Visit", "collaboration", "until 2026-09-30"] {
        assert!(drawing.svg.contains(&format!(">{whole}<")), "{whole}: {}", drawing.svg);
    }
}

#[test]
fn a_flow_in_words_says_what_the_drawing_shows() {
    let drawing = flow(&larkspur::till_flow(), &Frame::new("f", 720));
    let stakes = &drawing.items[0];
    assert_eq!(stakes.text, "Stakes (Bet table)");
    let said: Vec<&str> = stakes.children.iter().map(|leaf| leaf.text.as_str()).collect();
    assert_eq!(
        said,
        ["takes Driver tree", "takes Learning note", "makes Bet page", "makes Decision log"]
    );
    assert_eq!(drawing.description, "6 rituals and 7 artifacts, with 16 ties between them.");
}

#[test]
fn too_many_nodes_are_a_list() {
    let node = |nth: usize| FlowNode { label: nth.to_string(), ..FlowNode::default() };
    let many = Flow { nodes: (0..61).map(node).collect(), ..Flow::default() };
    let drawing = flow(&many, &Frame::new("f", 720));
    assert_eq!((drawing.svg.as_str(), drawing.items.len()), ("", 61));
}

#[test]
fn an_unused_rung_between_used_ones_is_an_empty_rung() {
    let drawing = ladder(&larkspur::till_ladder(), &Frame::new("l", 720));
    let rungs: Vec<&str> = drawing.items.iter().map(|item| item.text.as_str()).collect();
    assert_eq!(
        rungs,
        ["Year", "Quarter", "Six weeks", "Fortnight: empty rung", "Week", "Day", "When needed"]
    );
    assert_eq!(drawing.svg.matches(">empty rung<").count(), 1);
}

/// Every drawing with Larkspur's teams has something to show; the pages that this writes to
/// `target/tmp/` are for eyes.
#[test]
fn gallery() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let mut pages: Vec<String> = Vec::new();
    let mut show = |title: &str, drawing: Drawing| {
        assert!(!drawing.svg.is_empty() && !drawing.items.is_empty(), "{title} shows nothing");
        pages.push(format!(
            "<section><h2>{title}</h2>{}<p>{} ({}×{}, {} bytes)</p></section>",
            drawing.svg,
            drawing.description,
            drawing.width,
            drawing.height,
            drawing.svg.len()
        ));
    };
    for widest in [WIDE, FULL] {
        let (till, ledger, near) =
            (larkspur::till_flow(), larkspur::ledger_flow(), larkspur::neighbourhood());
        show("Till: flow", responsive(&format!("a{widest}"), widest, |frame| flow(&till, frame)));
        show(
            "Ledger Move: flow",
            responsive(&format!("b{widest}"), widest, |frame| flow(&ledger, frame)),
        );
        show(
            "Bet table: neighbourhood",
            responsive(&format!("c{widest}"), widest, |frame| flow(&near, frame)),
        );
    }
    let (one, two) = (larkspur::till_ladder(), larkspur::both_ladders());
    show("Ladder", responsive("d", WIDE, |frame| ladder(&one, frame)));
    show("Two ladders", responsive("e", WIDE, |frame| ladder(&two, frame)));
    show("Wheel", responsive("k", WIDE, |frame| wheel(&one, frame)));
    let beds = larkspur::garden_beds();
    show("Garden", responsive("f", WIDE, |frame| garden(&beds, frame)));
    let many = larkspur::till_interactions();
    show("Interactions", responsive("g", WIDE, |frame| interactions(&many, frame)));
    let few = Interactions { neighbours: many.neighbours[..2].to_vec(), ..many.clone() };
    show("Two interactions", responsive("h", WIDE, |frame| interactions(&few, frame)));
    let forty = larkspur::forty();
    show("Forty nodes", responsive("i", FULL, |frame| flow(&forty, frame)));
    let odd = larkspur::odd_labels();
    show("Odd labels", responsive("j", WIDE, |frame| flow(&odd, frame)));
    let asset = |name: &str| {
        std::fs::read_to_string(format!("themes/default/assets/{name}.css")).expect(name)
    };
    let css = asset("playbook") + &asset("diagram");
    for scheme in ["light", "dark"] {
        let mut all = String::new();
        for (nth, body) in pages.iter().enumerate() {
            std::fs::write(
                folder.join(format!("gallery-{scheme}-{nth}.html")),
                page(scheme, &css, body),
            )
            .expect("the folder of the tests");
            all += body;
        }
        std::fs::write(folder.join(format!("gallery-{scheme}.html")), page(scheme, &css, &all))
            .expect("the folder of the tests");
    }
}

fn page(scheme: &str, css: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\">\
         <title>Gallery</title><style>:root{{color-scheme:{scheme}}}body{{margin:16px auto;max-width:1040px;padding:0 12px;\
         font:16px/1.5 system-ui;background:var(--dg-ground);color:var(--dg-ink)}}section{{margin-block:24px}}p{{color:var(--dg-muted);font-size:13px}}\
         {css}:root{{color-scheme:{scheme}!important}}</style>{body}</html>"
    )
}
