//! The drawings: well-formed whatever the labels, nothing overlapping, the same each time.

#[path = "diagram/larkspur.rs"]
mod larkspur;

use playbook::diagram::*;

/// Writes a page with every drawing, to be looked at: `cargo test --test diagram -- --ignored`.
#[test]
#[ignore = "writes /tmp/gallery.html, for eyes"]
fn gallery() {
    let mut pages: Vec<String> = Vec::new();
    let mut show = |title: &str, drawing: Drawing| {
        pages.push(format!("<section><h2>{title}</h2>{}<p>{} ({}×{}, {} bytes)</p></section>", drawing.svg, drawing.description, drawing.width, drawing.height, drawing.svg.len()));
    };
    for widest in [720, 1040] {
        let (till, ledger, near) = (larkspur::till_flow(), larkspur::ledger_flow(), larkspur::neighbourhood());
        show("Till: flow", responsive(&format!("a{widest}"), widest, |frame| flow(&till, frame)));
        show("Ledger Move: flow", responsive(&format!("b{widest}"), widest, |frame| flow(&ledger, frame)));
        show("Bet table: neighbourhood", responsive(&format!("c{widest}"), widest, |frame| flow(&near, frame)));
    }
    let (one, two) = (larkspur::till_ladder(), larkspur::both_ladders());
    show("Ladder", responsive("d", 720, |frame| ladder(&one, frame)));
    show("Two ladders", responsive("e", 720, |frame| ladder(&two, frame)));
    let beds = larkspur::garden_beds();
    show("Garden", responsive("f", 720, |frame| garden(&beds, frame)));
    let many = larkspur::till_interactions();
    show("Interactions", responsive("g", 720, |frame| interactions(&many, frame)));
    let few = Interactions { neighbours: many.neighbours[..2].to_vec(), ..many.clone() };
    show("Two interactions", responsive("h", 720, |frame| interactions(&few, frame)));
    let mut marks = glyph::sprite(&glyph::names());
    for size in ["", "big"] {
        marks += &format!("<p class=\"marks {size}\">");
        for name in glyph::names() {
            marks += &format!("<span>{} {}</span> ", glyph::mark(&name, None), name);
        }
        marks += "</p>";
    }
    let css = std::fs::read_to_string("themes/default/assets/diagram.css").expect("css");
    pages.insert(0, marks);
    for scheme in ["light", "dark"] {
        let mut all = String::new();
        for (nth, body) in pages.iter().enumerate() {
            std::fs::write(format!("/tmp/gallery-{scheme}-{nth}.html"), page(scheme, &css, body)).expect("/tmp");
            all += body;
        }
        std::fs::write(format!("/tmp/gallery-{scheme}.html"), page(scheme, &css, &all)).expect("/tmp");
    }
}

fn page(scheme: &str, css: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\">\
         <title>Gallery</title><style>:root{{color-scheme:{scheme}}}body{{margin:16px auto;max-width:1040px;padding:0 12px;\
         font:16px/1.5 system-ui;background:var(--dg-ground);color:var(--dg-ink)}}section{{margin-block:24px}}p{{color:var(--dg-muted);font-size:13px}}\
         .marks span{{display:inline-block;width:170px}}.big .dg-mark{{width:48px;height:48px}}{css}</style>{body}</html>"
    )
}
