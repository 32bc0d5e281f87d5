//! Where everything stands, in pixels.
//!
//! In: the graph and the room. Out: [`Plan`]: boxes, label plates, and for each edge the
//! straight pieces between which it curves. Along (`main`) the layers follow each other,
//! across them stand the cells; left to right or downwards is the same plan turned.
//! Must not: let cells of a layer come closer than the gaps below.

use super::graph::Graph;
use super::layers::layers;
use super::order::{Net, What};
use super::{Flow, FlowNode};
use crate::diagram::measure::Face;
use crate::diagram::pen::Rect;
use crate::diagram::text;

pub const LABEL: Face = Face::plain(13.0);
pub const LABEL_FOCUS: Face = Face::bold(13.0);
pub const NOTE: Face = Face::plain(11.0);
pub const WORD: Face = Face::plain(11.0);
/// Left of a box's text: a margin, the kind's glyph, a margin.
pub const INDENT: f64 = 30.0;
const OUTDENT: f64 = 12.0;
const MARGIN: f64 = 3.0;
/// Between two layers, at least.
pub const BETWEEN: f64 = 34.0;
/// Between two boxes of a row.
pub const APART: f64 = 18.0;

/// A node's text, broken into lines, and the box it wants.
#[derive(Debug, Clone, Default)]
pub struct Words {
    pub label: Vec<String>,
    pub note: Vec<String>,
    pub width: f64,
    pub height: f64,
}

/// A straight piece of an edge along the layers: from, to, and how far across.
#[derive(Debug, Clone, Copy)]
pub struct Piece {
    pub from: f64,
    pub to: f64,
    pub across: f64,
}

#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Layers follow each other downwards.
    pub down: bool,
    pub words: Vec<Words>,
    pub boxes: Vec<Rect>,
    /// Edge and its pieces, from low to high.
    pub wires: Vec<(usize, Vec<Piece>)>,
    /// Edge, its words, the plate they stand on.
    pub plates: Vec<(String, Rect)>,
    pub width: f64,
    pub height: f64,
    /// Where the next part may stand beside the last ones, and how tall those are.
    shelf: (f64, f64),
}

/// Left to right if that fits, else with shorter lines, else downwards, else downwards
/// with shorter lines and fewer boxes in a row.
pub fn plan(flow: &Flow, graph: &Graph, widest: f64) -> Plan {
    for room in [132.0, 104.0] {
        let plan = Plan::new(flow, graph, widest, room, None);
        if plan.width <= widest {
            return plan;
        }
    }
    let half = ((widest - 24.0) / 2.0 - INDENT - OUTDENT).clamp(60.0, 132.0);
    let mut best: Option<Plan> = None;
    for room in [half, 84.0] {
        let fit = (widest - 2.0 * MARGIN + APART) / (room + INDENT + OUTDENT + APART);
        for most in (2..=(fit as usize).max(2)).rev() {
            let plan = Plan::new(flow, graph, widest, room.min(half), Some(most));
            if plan.width <= widest {
                return plan;
            }
            if best.as_ref().is_none_or(|best| plan.width < best.width) {
                best = Some(plan);
            }
        }
    }
    let plan = Plan::new(flow, graph, widest, half, Some(1));
    match best {
        Some(best) if best.width <= plan.width => best,
        _ => plan,
    }
}

fn words(node: &FlowNode, room: f64) -> Words {
    let face = if node.focus { LABEL_FOCUS } else { LABEL };
    let label = text::wrap(&text::clean(&node.label), face, room, 3);
    let note = node.note.as_deref().map(text::clean).unwrap_or_default();
    let note = text::wrap(&note, NOTE, room, 2);
    let width = text::widest(&label, face).max(text::widest(&note, NOTE)).max(24.0);
    let height = label.len() as f64 * face.line_height() + note.len() as f64 * NOTE.line_height();
    Words {
        label,
        note,
        width: (width + INDENT + OUTDENT).ceil(),
        height: (height + 14.0).max(32.0),
    }
}

/// The least room that layers take along: known before anything is put in order.
fn least_length(part: &[usize], layer: &[usize], words: &[Words]) -> f64 {
    let mut thick: Vec<f64> = Vec::new();
    for node in part {
        let at = layer[*node];
        thick.resize(thick.len().max(at + 1), 0.0);
        thick[at] = thick[at].max(words[*node].width);
    }
    thick.iter().sum::<f64>() + BETWEEN * thick.len().saturating_sub(1) as f64
}

impl Plan {
    /// `most`: how many boxes may stand in a row of a downward drawing.
    fn new(flow: &Flow, graph: &Graph, widest: f64, room: f64, most: Option<usize>) -> Plan {
        let words: Vec<Words> = flow.nodes.iter().map(|node| words(node, room)).collect();
        let mut plan = Plan {
            down: most.is_some(),
            boxes: vec![Rect::default(); words.len()],
            words,
            height: MARGIN,
            shelf: (MARGIN, 0.0),
            ..Plan::default()
        };
        for part in &graph.parts {
            let layer = layers(part, &graph.edges, most.unwrap_or(usize::MAX));
            if most.is_none() && least_length(part, &layer, &plan.words) > widest {
                return Plan { width: f64::INFINITY, ..Plan::default() };
            }
            let net = Net::new(part, &graph.edges, &layer);
            let sheet = super::sheet::Sheet::new(&net, graph, &plan.words, plan.down, widest);
            plan.take(&net, graph, &sheet, widest);
        }
        plan.alone(&graph.alone, widest);
        plan.width += MARGIN;
        plan.height += plan.shelf.1 + MARGIN;
        plan
    }

    /// Finds room beside what is there already, else under it; gives the upper left corner.
    fn shelve(&mut self, (w, h): (f64, f64), gap: f64, widest: f64) -> (f64, f64) {
        if self.shelf.0 > MARGIN && self.shelf.0 + w + MARGIN > widest {
            self.height += self.shelf.1 + gap;
            self.shelf = (MARGIN, 0.0);
        }
        let corner = (self.shelf.0, self.height);
        self.width = self.width.max(corner.0 + w);
        self.shelf = (corner.0 + w + gap, self.shelf.1.max(h));
        corner
    }

    /// Puts a laid out part on the sheet.
    fn take(&mut self, net: &Net, graph: &Graph, sheet: &super::sheet::Sheet, widest: f64) {
        let down = self.down;
        let (long, wide) = (sheet.long, sheet.wide);
        let size = if down { (wide, long) } else { (long, wide) };
        let (x, y) = self.shelve(size, GAP, widest);
        let (main_0, cross_0) = if down { (y, x) } else { (x, y) };
        for (at, cell) in net.cells.iter().enumerate() {
            let (along, thick) = sheet.bands[cell.layer];
            let across = cross_0 + sheet.centre[at] - sheet.cross[at] / 2.0;
            let rect = if down {
                Rect::new(across, main_0 + along, sheet.cross[at], thick)
            } else {
                Rect::new(main_0 + along, across, thick, sheet.cross[at])
            };
            match cell.what {
                What::Node(node) => self.boxes[node] = rect,
                What::Label(edge) => {
                    let label = text::clean(graph.edges[edge].label.as_deref().unwrap_or(""));
                    let label = text::one_line(&label, WORD, super::sheet::WORD_ROOM);
                    let (x, y) = rect.middle();
                    let (w, h) = (WORD.width(&label) + 8.0, 16.0);
                    self.plates.push((label, Rect::new(x - w / 2.0, y - h / 2.0, w, h)));
                }
                What::Bend => {}
            }
        }
        for (edge, links) in &net.wires {
            let mut pieces = Vec::with_capacity(links.len() + 1);
            for (at, link) in links.iter().enumerate() {
                let (low, high) = (net.links[*link].low, net.links[*link].high);
                let (from, thick) = sheet.bands[net.cells[low].layer];
                let start = if at == 0 { from + thick } else { from };
                pieces.push(Piece {
                    from: main_0 + start,
                    to: main_0 + from + thick,
                    across: cross_0 + sheet.centre[low] + sheet.ports[*link].0,
                });
                if at + 1 == links.len() {
                    let (from, _) = sheet.bands[net.cells[high].layer];
                    pieces.push(Piece {
                        from: main_0 + from,
                        to: main_0 + from,
                        across: cross_0 + sheet.centre[high] + sheet.ports[*link].1,
                    });
                }
            }
            self.wires.push((*edge, pieces));
        }
    }

    /// Boxes without an edge stand in rows at the end.
    fn alone(&mut self, nodes: &[usize], widest: f64) {
        if self.shelf.1 > 0.0 && !nodes.is_empty() {
            self.height += self.shelf.1 + GAP;
            self.shelf = (MARGIN, 0.0);
        }
        for node in nodes {
            let (w, h) = (self.words[*node].width, self.words[*node].height);
            let (x, y) = self.shelve((w, h), 13.0, widest);
            self.boxes[*node] = Rect::new(x, y, w, h);
        }
    }
}

/// Between parts.
const GAP: f64 = 26.0;
