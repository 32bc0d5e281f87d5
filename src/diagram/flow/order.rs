//! The order within each layer, with few crossings.
//!
//! In: nodes in layers and edges. Out: [`Net`]: every edge cut into links from one layer
//! to the next through bends, and every layer's cells in order.
//! Must not: know of pixels.

use super::graph::Edge;
use super::layers::span;

/// What stands at a place in a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Node(usize),
    /// An edge passes.
    Bend,
    /// An edge passes, under its label.
    Label(usize),
}

#[derive(Debug, Clone)]
pub struct Cell {
    pub what: What,
    pub layer: usize,
    /// Links to the layer before and to the layer after.
    pub before: Vec<usize>,
    pub after: Vec<usize>,
}

/// A piece of an edge between two layers.
#[derive(Debug, Clone, Copy)]
pub struct Link {
    pub low: usize,
    pub high: usize,
}

#[derive(Debug, Clone, Default)]
pub struct Net {
    pub cells: Vec<Cell>,
    pub links: Vec<Link>,
    /// For each edge of this part: its index and its links, from low to high.
    pub wires: Vec<(usize, Vec<usize>)>,
    /// Cells of each layer, in order.
    pub rows: Vec<Vec<usize>>,
}

impl Net {
    pub fn new(part: &[usize], edges: &[Edge], layer: &[usize]) -> Net {
        let mut net = Net::default();
        let mut cell_of = vec![usize::MAX; layer.len()];
        for node in part {
            cell_of[*node] = net.cell(What::Node(*node), layer[*node]);
        }
        for (at, edge) in edges.iter().enumerate() {
            if edge.low >= layer.len() || cell_of[edge.low] == usize::MAX {
                continue;
            }
            let (first, last) = (layer[edge.low], layer[edge.high]);
            let middle = (edge.label.is_some() && span(edge) > 1).then_some((first + last) / 2);
            let mut links = Vec::new();
            let mut low = cell_of[edge.low];
            for step in first + 1..=last {
                let high = if step == last {
                    cell_of[edge.high]
                } else if middle == Some(step) {
                    net.cell(What::Label(at), step)
                } else {
                    net.cell(What::Bend, step)
                };
                net.links.push(Link { low, high });
                let link = net.links.len() - 1;
                net.cells[low].after.push(link);
                net.cells[high].before.push(link);
                links.push(link);
                low = high;
            }
            net.wires.push((at, links));
        }
        net.settle();
        net
    }

    fn cell(&mut self, what: What, layer: usize) -> usize {
        self.cells.push(Cell { what, layer, before: Vec::new(), after: Vec::new() });
        if self.rows.len() <= layer {
            self.rows.resize(layer + 1, Vec::new());
        }
        self.rows[layer].push(self.cells.len() - 1);
        self.cells.len() - 1
    }

    /// Where each cell stands in its row.
    pub fn places(&self) -> Vec<usize> {
        let mut places = vec![0; self.cells.len()];
        for row in &self.rows {
            for (at, cell) in row.iter().enumerate() {
                places[*cell] = at;
            }
        }
        places
    }

    /// Sweeps to and fro, each layer in the order of its neighbours' middle, then swaps
    /// neighbours that cross less the other way; the best seen is kept.
    fn settle(&mut self) {
        let start = self.rows.clone();
        let mut best = (self.crossings(), start.clone());
        for backward_first in [false, true] {
            self.rows.clone_from(&start);
            let mut idle = 0;
            for sweep in 0..24 {
                let backward = (sweep % 2 == 1) != backward_first;
                self.sweep(backward, sweep % 4 > 1);
                self.swap();
                let crossings = self.crossings();
                if crossings < best.0 {
                    best = (crossings, self.rows.clone());
                    idle = 0;
                } else {
                    idle += 1;
                }
                if best.0 == 0 || idle > 7 {
                    break;
                }
            }
        }
        self.rows = best.1;
    }

    fn sweep(&mut self, backward: bool, equal_turns: bool) {
        let mut places = self.places();
        let count = self.rows.len();
        for step in 0..count {
            let at = if backward { count - 1 - step } else { step };
            let row = &self.rows[at];
            let mut keyed: Vec<(f64, usize, usize)> = row
                .iter()
                .enumerate()
                .map(|(place, cell)| {
                    let cell_of = &self.cells[*cell];
                    let links = if backward { &cell_of.after } else { &cell_of.before };
                    let sum: usize = links
                        .iter()
                        .map(|link| {
                            let link = self.links[*link];
                            places[if backward { link.high } else { link.low }]
                        })
                        .sum();
                    let key = if links.is_empty() {
                        place as f64
                    } else {
                        sum as f64 / links.len() as f64
                    };
                    (key, if equal_turns { usize::MAX - place } else { place }, *cell)
                })
                .collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            for (place, (_, _, cell)) in keyed.iter().enumerate() {
                places[*cell] = place;
            }
            self.rows[at] = keyed.into_iter().map(|(_, _, cell)| cell).collect();
        }
    }

    fn swap(&mut self) {
        let mut places = self.places();
        for _ in 0..6 {
            let mut better = false;
            for row in &mut self.rows {
                for at in 1..row.len() {
                    let (a, b) = (row[at - 1], row[at]);
                    let now = pair(&self.cells, &self.links, &places, a, b);
                    let then = pair(&self.cells, &self.links, &places, b, a);
                    if then < now {
                        row.swap(at - 1, at);
                        places[a] = at;
                        places[b] = at - 1;
                        better = true;
                    }
                }
            }
            if !better {
                break;
            }
        }
    }

    /// How often links cross: pairs of links whose ends stand in opposite orders.
    pub fn crossings(&self) -> usize {
        let places = self.places();
        let mut sum = 0;
        for (layer, row) in self.rows.iter().enumerate().skip(1) {
            let before = &self.rows[layer - 1];
            // How many links seen so far end at each place, as a tree of partial sums.
            let mut ends = vec![0usize; row.len() + 1];
            let mut seen = 0;
            for cell in before {
                let after = self.cells[*cell].after.iter();
                let mut to: Vec<usize> = after.map(|link| places[self.links[*link].high]).collect();
                to.sort_unstable();
                for place in &to {
                    let mut at = place + 1;
                    let mut not_after = 0;
                    while at > 0 {
                        not_after += ends[at];
                        at &= at - 1;
                    }
                    sum += seen - not_after;
                }
                for place in &to {
                    let mut at = place + 1;
                    while at < ends.len() {
                        ends[at] += 1;
                        at += at & at.wrapping_neg();
                    }
                    seen += 1;
                }
            }
        }
        sum
    }
}

/// Crossings between the links of two cells of a row, in this order.
fn pair(cells: &[Cell], links: &[Link], places: &[usize], first: usize, second: usize) -> usize {
    let (first, second) = (&cells[first], &cells[second]);
    one_side(&first.before, &second.before, |link| places[links[link].low])
        + one_side(&first.after, &second.after, |link| places[links[link].high])
}

fn one_side(first: &[usize], second: &[usize], place: impl Fn(usize) -> usize) -> usize {
    first.iter().map(|a| second.iter().filter(|b| place(**b) < place(*a)).count()).sum()
}
