//! What flows between rituals and artifacts: a layered drawing with nodes that are links.
//!
//! In: [`Flow`]. Out: layers from left to right, or from top to bottom where that is too
//! wide, edges led around the boxes. More than 60 nodes (or 150 edges) are a list and no drawing.
//! Must not: let two boxes touch, or a label lie on a box.
//!
//! The way of Sugiyama, a file a step: `graph` (what is drawn, loops turned round),
//! `layers`, `order` (few crossings), `place` and
//! `sheet` (where it stands), `straight` (calm lines), `draw`.

mod draw;
mod graph;
mod layers;
mod order;
mod place;
mod sheet;
mod straight;
mod words;

use super::{Drawing, Frame};

/// Beyond this many nodes a drawing says less than a list.
const MOST: usize = 60;
/// And beyond this many edges.
const MOST_EDGES: usize = 150;

/// Nodes and what ties them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Flow {
    /// "How work flows through Till".
    pub title: String,
    pub nodes: Vec<FlowNode>,
    /// From, tie, to: indexes into `nodes`. One that leads nowhere is left out.
    pub ties: Vec<(usize, Tie, usize)>,
}

/// A box of the drawing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FlowNode {
    pub label: String,
    /// A smaller second line, such as the library's name of a practice renamed by a team.
    pub note: Option<String>,
    /// Relative, with nothing in it that must not be followed.
    pub url: Option<String>,
    /// A kind's name; its glyph and a class of its own.
    pub kind: String,
    /// The one that the drawing is about.
    pub focus: bool,
}

/// What an edge means.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// A ritual produces an artifact.
    Makes,
    /// An artifact is consumed by a ritual: it points at the ritual.
    Feeds,
    /// A ritual changes an artifact in place.
    Updates,
    /// Anything else, by its word, which is written on the edge.
    Named(String),
}

/// Draws what flows.
pub fn flow(flow: &Flow, frame: &Frame) -> Drawing {
    let (description, items) = words::words(flow);
    let mut drawing =
        Drawing { title: flow.title.clone(), description, items, ..Drawing::default() };
    if flow.nodes.is_empty() || flow.nodes.len() > MOST {
        return drawing;
    }
    let graph = graph::Graph::new(flow);
    if graph.edges.len() > MOST_EDGES {
        return drawing;
    }
    let widest = f64::from(frame.widest);
    let plan = place::plan(flow, &graph, widest);
    let (svg, width, height) = draw::draw(flow, &graph, &plan, frame, &drawing.description);
    drawing.svg = svg;
    drawing.width = width.ceil() as u32;
    drawing.height = height.ceil() as u32;
    drawing
}
