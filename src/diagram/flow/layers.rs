//! Which layer each node stands in.
//!
//! In: one part of the graph, its nodes in forward order. Out: a layer for each node,
//! from 0, every edge pointing to a later one; an edge with a label spans at least two,
//! so that its words have a layer between.
//! Must not: put more nodes into a layer than asked.

use super::graph::Edge;

/// The least number of layers an edge spans.
pub fn span(edge: &Edge) -> usize {
    if edge.label.is_some() { 2 } else { 1 }
}

/// Layers by node; nodes outside the part stay 0.
pub fn layers(part: &[usize], edges: &[Edge], most: usize) -> Vec<usize> {
    let size = part.iter().max().map_or(0, |node| node + 1);
    let mut inside = vec![false; size];
    for node in part {
        inside[*node] = true;
    }
    let edges: Vec<&Edge> =
        edges.iter().filter(|edge| edge.low < size && inside[edge.low]).collect();
    let mut layer = vec![0; size];
    for node in part {
        layer[*node] = earliest(*node, &edges, &layer);
    }
    tighten(part, &edges, &mut layer);
    if fullest(part, &layer) > most {
        crowd_out(part, &edges, &mut layer, most.max(1));
    }
    let first = part.iter().map(|node| layer[*node]).min().unwrap_or(0);
    for node in part {
        layer[*node] -= first;
    }
    layer
}

fn earliest(node: usize, edges: &[&Edge], layer: &[usize]) -> usize {
    edges
        .iter()
        .filter(|edge| edge.high == node)
        .map(|edge| layer[edge.low] + span(edge))
        .max()
        .unwrap_or(0)
}

fn latest(node: usize, edges: &[&Edge], layer: &[usize]) -> Option<usize> {
    edges.iter().filter(|edge| edge.low == node).map(|edge| layer[edge.high] - span(edge)).min()
}

fn fullest(part: &[usize], layer: &[usize]) -> usize {
    let last = part.iter().map(|node| layer[*node]).max().unwrap_or(0);
    let mut count = vec![0; last + 1];
    for node in part {
        count[layer[*node]] += 1;
    }
    count.into_iter().max().unwrap_or(0)
}

/// Moves nodes towards where most of their edges lead, so that edges are short.
fn tighten(part: &[usize], edges: &[&Edge], layer: &mut [usize]) {
    for _ in 0..part.len().min(24) {
        let mut moved = false;
        for node in part.iter().rev().chain(part) {
            let before = edges.iter().filter(|edge| edge.high == *node).count();
            let after = edges.iter().filter(|edge| edge.low == *node).count();
            let wanted = if after > before {
                latest(*node, edges, layer).unwrap_or(layer[*node])
            } else if before > after {
                earliest(*node, edges, layer)
            } else {
                layer[*node]
            };
            moved |= wanted != layer[*node];
            layer[*node] = wanted;
        }
        if !moved {
            break;
        }
    }
}

/// No more than `most` nodes in a layer: the others move on, and what follows with them.
fn crowd_out(part: &[usize], edges: &[&Edge], layer: &mut [usize], most: usize) {
    let mut sorted: Vec<usize> = part.to_vec();
    sorted.sort_by_key(|node| layer[*node]);
    let mut count: Vec<usize> = Vec::new();
    for node in sorted {
        let mut at = layer[node].max(earliest(node, edges, layer));
        loop {
            if count.len() <= at {
                count.resize(at + 1, 0);
            }
            if count[at] < most {
                break;
            }
            at += 1;
        }
        count[at] += 1;
        layer[node] = at;
    }
}
