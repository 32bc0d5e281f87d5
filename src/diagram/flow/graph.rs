//! What is drawn: edges merged, loops turned round, islands kept apart.
//!
//! In: [`Flow`]. Out: [`Graph`], whose edges all point from `low` to `high` and hold no
//! loop, though what they mean may point the other way.
//! Must not: lose a tie that can be drawn (one from a node to itself cannot be).

use super::{Flow, Tie};

/// An edge as the layout sees it, and as it will be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// The node in the earlier layer.
    pub low: usize,
    /// The node in the later layer.
    pub high: usize,
    /// An arrow head at the earlier one.
    pub head_low: bool,
    /// An arrow head at the later one.
    pub head_high: bool,
    /// `makes`, `feeds`, `updates`, `both` or `named`.
    pub class: &'static str,
    /// The words of `named`.
    pub label: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Graph {
    pub edges: Vec<Edge>,
    /// Nodes that hang together, each part in an order in which every edge points forward.
    pub parts: Vec<Vec<usize>>,
    /// Nodes without an edge.
    pub alone: Vec<usize>,
}

impl Graph {
    pub fn new(flow: &Flow) -> Graph {
        let count = flow.nodes.len();
        let mut edges: Vec<Edge> = Vec::new();
        for (from, tie, to) in &flow.ties {
            if *from < count && *to < count && from != to {
                merge(&mut edges, *from, tie, *to);
            }
        }
        let mut graph = Graph { edges, parts: Vec::new(), alone: Vec::new() };
        for part in parts(count, &graph.edges) {
            if part.len() == 1 {
                graph.alone.extend(part);
            } else {
                let part = forward(&part, &graph.edges, count);
                graph.parts.push(part);
            }
        }
        let mut place = vec![0; count];
        for part in &graph.parts {
            for (at, node) in part.iter().enumerate() {
                place[*node] = at;
            }
        }
        for edge in &mut graph.edges {
            if place[edge.low] > place[edge.high] {
                std::mem::swap(&mut edge.low, &mut edge.high);
                std::mem::swap(&mut edge.head_low, &mut edge.head_high);
            }
        }
        graph
    }
}

/// Adds a tie; ties without words between the same two nodes become one edge.
fn merge(edges: &mut Vec<Edge>, from: usize, tie: &Tie, to: usize) {
    let (class, label) = match tie {
        Tie::Makes => ("makes", None),
        Tie::Feeds => ("feeds", None),
        Tie::Updates => ("updates", None),
        Tie::Named(words) => ("named", Some(words.clone())),
    };
    let same = edges.iter_mut().find(|edge| {
        let forward = edge.low == from && edge.high == to;
        let backward = edge.low == to && edge.high == from;
        if label.is_some() {
            forward && edge.class == "named"
        } else {
            (forward || backward) && edge.class != "named"
        }
    });
    match (same, label) {
        (Some(edge), Some(words)) => {
            let had = edge.label.take().unwrap_or_default();
            let again = had.split(", ").any(|word| word == words);
            edge.label = Some(if again { had } else { format!("{had}, {words}") });
        }
        (Some(edge), None) if edge.class == "updates" => {}
        (Some(edge), None) => {
            let turned = edge.low != from;
            if class == "updates" {
                *edge = updates(from, to);
            } else if turned {
                edge.class = "both";
                edge.head_low = true;
                edge.head_high = true;
            }
        }
        (None, None) if class == "updates" => edges.push(updates(from, to)),
        (None, label) => {
            edges.push(Edge { low: from, high: to, head_low: false, head_high: true, class, label })
        }
    }
}

fn updates(from: usize, to: usize) -> Edge {
    Edge { low: from, high: to, head_low: true, head_high: true, class: "updates", label: None }
}

/// The islands, in the order of their first node.
fn parts(count: usize, edges: &[Edge]) -> Vec<Vec<usize>> {
    let mut island: Vec<usize> = (0..count).collect();
    loop {
        let mut changed = false;
        for edge in edges {
            let least = island[edge.low].min(island[edge.high]);
            for end in [edge.low, edge.high] {
                if island[end] != least {
                    island[end] = least;
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    let mut parts = vec![Vec::new(); count];
    for (node, island) in island.iter().enumerate() {
        parts[*island].push(node);
    }
    parts.retain(|part: &Vec<usize>| !part.is_empty());
    parts
}

/// An order in which few and light edges point backward (Eades, Lin and Smyth): sources
/// first, sinks last, and in between whichever gives most and takes least.
fn forward(part: &[usize], edges: &[Edge], count: usize) -> Vec<usize> {
    let mut left = vec![false; count];
    for node in part {
        left[*node] = true;
    }
    // An edge with two heads is as right one way as the other.
    let weight = |edge: &Edge| if edge.head_low { 1i64 } else { 3 };
    let (mut front, mut back) = (Vec::new(), Vec::new());
    loop {
        let (mut gives, mut takes) = (vec![0i64; count], vec![0i64; count]);
        for edge in edges.iter().filter(|edge| left[edge.low] && left[edge.high]) {
            gives[edge.low] += weight(edge);
            takes[edge.high] += weight(edge);
        }
        let still = || part.iter().copied().filter(|node| left[*node]);
        if let Some(sink) = still().rfind(|node| gives[*node] == 0 && takes[*node] > 0) {
            left[sink] = false;
            back.push(sink);
        } else if let Some(source) = still().find(|node| takes[*node] == 0) {
            left[source] = false;
            front.push(source);
        } else if let Some(best) = still().min_by_key(|node| takes[*node] - gives[*node]) {
            left[best] = false;
            front.push(best);
        } else {
            break;
        }
    }
    back.reverse();
    front.extend(back);
    front
}
