//! The plan as SVG: edges first, then the plates of their words, then the boxes.
//!
//! In: [`Plan`]. Out: the markup and its size.
//! Must not: move anything.

use std::fmt::Write as _;

use super::place::{INDENT, LABEL, LABEL_FOCUS, NOTE, Piece, Plan, WORD};
use super::{Flow, graph::Graph};
use crate::diagram::glyph;
use crate::diagram::legend::{Sample, legend};
use crate::diagram::pen::{Anchor, Pen, Rect, class_word, num};
use crate::diagram::{Frame, text};

/// How far an edge ends before the box, under its arrow head.
const HEAD: f64 = 7.0;

pub fn draw(
    flow: &Flow,
    graph: &Graph,
    plan: &Plan,
    frame: &Frame,
    description: &str,
) -> (String, f64, f64) {
    let mut pen = Pen::new();
    for (edge, pieces) in &plan.wires {
        let edge = &graph.edges[*edge];
        let (line, heads) = wire(pieces, plan.down, edge.head_low, edge.head_high);
        // Against the stream: what it makes is taken by someone before it.
        let back = if edge.head_low && !edge.head_high { " back" } else { "" };
        let (from, to) =
            if back.is_empty() { (edge.low, edge.high) } else { (edge.high, edge.low) };
        let ends = [("data-from", from.to_string()), ("data-to", to.to_string())];
        pen.open(&format!("dg-edge {}{back}", edge.class), None, "", &ends);
        pen.stroke("dg-wire", &line);
        pen.path("dg-head", &heads);
        pen.close(None);
    }
    for (label, plate) in &plan.plates {
        pen.rect("dg-plate", *plate, 3.0);
        let (x, y) = plate.middle();
        pen.text("dg-word", WORD, Anchor::Middle, x, y + 3.7, label);
    }
    for (at, node) in flow.nodes.iter().enumerate() {
        let (rect, words) = (plan.boxes[at], &plan.words[at]);
        let kind = class_word(&node.kind);
        let focus = if node.focus { " focus" } else { "" };
        let title = match &node.note {
            Some(note) => format!("{} ({note})", node.label),
            None => node.label.clone(),
        };
        let url = node.url.as_deref();
        let data = [("data-node", at.to_string())];
        pen.open(&format!("dg-node {kind}{focus}"), url, &text::clean(&title), &data);
        shape(&mut pen, &node.kind, rect);
        let inner = glyph::kind_shape(&node.kind);
        pen.glyph("dg-glyph", inner, rect.x + 10.0, rect.y + (rect.h - 14.0) / 2.0, 14.0);
        let face = if node.focus { LABEL_FOCUS } else { LABEL };
        let tall = words.label.len() as f64 * face.line_height()
            + words.note.len() as f64 * NOTE.line_height();
        let top = rect.y + (rect.h - tall) / 2.0;
        let x = rect.x + INDENT;
        pen.lines("dg-label", face, Anchor::Start, (x, top), &words.label);
        let under = top + words.label.len() as f64 * face.line_height();
        pen.lines("dg-note", NOTE, Anchor::Start, (x, under), &words.note);
        pen.close(url);
    }
    let key = key(flow, graph);
    let width = plan.width.max(f64::from(frame.widest).min(240.0));
    let tall = legend(&mut pen, &key, (3.0, plan.height + 12.0), width - 6.0);
    let height = plan.height + if tall > 0.0 { tall + 14.0 } else { 0.0 };
    let svg = pen.finish(frame, "dg-flow", (&flow.title, description), (width, height));
    (svg, width.ceil(), height.ceil())
}

/// A ritual is a pill, an artifact a page with a folded corner, all else a plain box.
fn shape(pen: &mut Pen, kind: &str, r: Rect) {
    match kind {
        "artifact" => {
            let fold = 9.0;
            let d = format!(
                "M{} {}h{}l{} {}v{}h-{}z",
                num(r.x),
                num(r.y),
                num(r.w - fold),
                num(fold),
                num(fold),
                num(r.h - fold),
                num(r.w)
            );
            pen.path("dg-box", &d);
            let corner =
                format!("M{} {}v{}h{}", num(r.x + r.w - fold), num(r.y), num(fold), num(fold));
            pen.stroke("dg-fold", &corner);
        }
        "ritual" => pen.rect("dg-box", r, (r.h / 2.0).min(16.0)),
        _ => pen.rect("dg-box", r, 5.0),
    }
}

/// The line of an edge and its heads.
fn wire(pieces: &[Piece], down: bool, head_low: bool, head_high: bool) -> (String, String) {
    let point = |along: f64, across: f64| if down { (across, along) } else { (along, across) };
    let mut line = String::new();
    let mut heads = String::new();
    let last = pieces.len() - 1;
    let mut at = (0.0, 0.0);
    for (nth, piece) in pieces.iter().enumerate() {
        let start = if nth == last && head_high { piece.from - HEAD + 1.0 } else { piece.from };
        if nth == 0 {
            let from = if head_low { piece.to + HEAD - 1.0 } else { piece.to };
            let (x, y) = point(from, piece.across);
            let _ = write!(line, "M{} {}", num(x), num(y));
            at = (from, piece.across);
        } else {
            let middle = (at.0 + start) / 2.0;
            if (at.1 - piece.across).abs() < 0.05 {
                let (x, y) = point(start, piece.across);
                let _ = write!(line, "L{} {}", num(x), num(y));
            } else {
                let (a, b, c) =
                    (point(middle, at.1), point(middle, piece.across), point(start, piece.across));
                let _ = write!(
                    line,
                    "C{} {} {} {} {} {}",
                    num(a.0),
                    num(a.1),
                    num(b.0),
                    num(b.1),
                    num(c.0),
                    num(c.1)
                );
            }
            if piece.to > start && nth != last {
                let (x, y) = point(piece.to, piece.across);
                let _ = write!(line, "L{} {}", num(x), num(y));
            }
            at = (if nth == last { start } else { piece.to }, piece.across);
        }
        let mut head = |tip: f64, way: f64| {
            let (t, a, b) = (
                point(tip, piece.across),
                point(tip - way * HEAD, piece.across - 3.5),
                point(tip - way * HEAD, piece.across + 3.5),
            );
            let _ = write!(
                heads,
                "M{} {}L{} {}L{} {}z",
                num(t.0),
                num(t.1),
                num(a.0),
                num(a.1),
                num(b.0),
                num(b.1)
            );
        };
        if nth == 0 && head_low {
            head(piece.to, -1.0);
        }
        if nth == last && head_high {
            head(piece.from, 1.0);
        }
    }
    (line, heads)
}

/// What occurs in the drawing and is not said in words.
fn key(flow: &Flow, graph: &Graph) -> Vec<(Sample, &'static str)> {
    let kind = |name: &str| flow.nodes.iter().any(|node| node.kind == name);
    let class = |names: &[&str]| graph.edges.iter().any(|edge| names.contains(&edge.class));
    let mut key: Vec<(Sample, &'static str)> = Vec::new();
    if kind("ritual") {
        key.push((|pen, x, y| node(pen, "ritual", x, y), "ritual"));
    }
    if kind("artifact") {
        key.push((|pen, x, y| node(pen, "artifact", x, y), "artifact"));
    }
    if class(&["makes", "feeds"]) {
        key.push((|pen, x, y| edge(pen, "makes", x, y, false), "flows into"));
    }
    if class(&["both"]) {
        key.push((|pen, x, y| edge(pen, "both", x, y, true), "takes and makes"));
    }
    if class(&["updates"]) {
        key.push((|pen, x, y| edge(pen, "updates", x, y, true), "updates"));
    }
    if graph.edges.iter().any(|edge| edge.head_low && !edge.head_high) {
        key.push((|pen, x, y| edge(pen, "makes back", x, y, false), "feeds back"));
    }
    key
}

fn node(pen: &mut Pen, kind: &str, x: f64, y: f64) {
    pen.open(&format!("dg-node {kind}"), None, "", &[]);
    shape(pen, kind, Rect::new(x + 0.5, y - 6.5, 24.0, 13.0));
    pen.close(None);
}

fn edge(pen: &mut Pen, class: &str, x: f64, y: f64, both: bool) {
    pen.open(&format!("dg-edge {class}"), None, "", &[]);
    let piece = |at: f64| Piece { from: at, to: at, across: y };
    let (line, heads) = wire(&[piece(x), piece(x + 25.0)], false, both, true);
    pen.stroke("dg-wire", &line);
    pen.path("dg-head", &heads);
    pen.close(None);
}
