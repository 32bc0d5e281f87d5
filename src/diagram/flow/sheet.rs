//! One part laid out: layers along, cells across, as straight as can be.
//!
//! In: a [`Net`] whose rows are in order. Out: bands for the layers, the middle of every
//! cell, the port at which every link meets its box.
//! Must not: change the order, or let neighbours come closer than their gap.

use super::graph::Graph;
use super::order::{Net, What};
use super::place::{APART, BETWEEN, WORD, Words};
use crate::diagram::text;

/// How long the words on an edge may be.
pub const WORD_ROOM: f64 = 110.0;

#[derive(Debug, Default)]
pub struct Sheet {
    /// Start and thickness of each layer.
    pub bands: Vec<(f64, f64)>,
    /// By cell: its size across the layers' direction, and its middle.
    pub cross: Vec<f64>,
    pub centre: Vec<f64>,
    /// By link: how far from its cells' middles it meets them.
    pub ports: Vec<(f64, f64)>,
    pub long: f64,
    pub wide: f64,
}

impl Sheet {
    pub fn new(net: &Net, graph: &Graph, words: &[Words], down: bool, widest: f64) -> Sheet {
        let mut sheet = Sheet {
            cross: vec![0.0; net.cells.len()],
            centre: vec![0.0; net.cells.len()],
            ports: vec![(0.0, 0.0); net.links.len()],
            ..Sheet::default()
        };
        let thick = sheet.sizes(net, graph, words, down);
        sheet.meet(net, down);
        sheet.settle(net, down, widest);
        sheet.bands(net, &thick, down);
        sheet
    }

    /// Cells' sizes across; gives the thickness of the layers.
    fn sizes(&mut self, net: &Net, graph: &Graph, words: &[Words], down: bool) -> Vec<f64> {
        let mut thick = vec![0.0f64; net.rows.len()];
        for (at, cell) in net.cells.iter().enumerate() {
            let (along, across) = match cell.what {
                What::Node(node) if down => (words[node].height, words[node].width),
                What::Node(node) => {
                    let ports = cell.before.len().max(cell.after.len()) as f64;
                    (words[node].width, words[node].height.max(16.0 + 7.0 * (ports - 1.0)))
                }
                What::Bend => (0.0, 2.0),
                What::Label(edge) => {
                    let label = text::clean(graph.edges[edge].label.as_deref().unwrap_or(""));
                    let width = WORD.width(&text::one_line(&label, WORD, WORD_ROOM)) + 8.0;
                    if down { (16.0, width) } else { (width, 16.0) }
                }
            };
            self.cross[at] = across;
            thick[cell.layer] = thick[cell.layer].max(along);
        }
        thick
    }

    /// Shares the side of each box among the links that meet it, in order.
    fn meet(&mut self, net: &Net, down: bool) {
        let places = net.places();
        for (at, cell) in net.cells.iter().enumerate() {
            let room = self.cross[at] - if down { 40.0 } else { 18.0 };
            for after in [false, true] {
                let mut links = if after { cell.after.clone() } else { cell.before.clone() };
                if links.len() < 2 {
                    continue;
                }
                let other = |link: &usize| {
                    let link = net.links[*link];
                    places[if after { link.high } else { link.low }]
                };
                links.sort_by_key(|link| (other(link), *link));
                let most = if down { 16.0 } else { 9.0 };
                let step = (room / (links.len() - 1) as f64).clamp(2.0, most);
                for (nth, link) in links.iter().enumerate() {
                    let offset = (nth as f64 - (links.len() - 1) as f64 / 2.0) * step;
                    if after {
                        self.ports[*link].0 = offset;
                    } else {
                        self.ports[*link].1 = offset;
                    }
                }
            }
        }
    }

    /// The least distance of two neighbours' middles.
    pub fn apart(&self, net: &Net, a: usize, b: usize, down: bool) -> f64 {
        let bend = |cell: usize| net.cells[cell].what == What::Bend;
        let gap = match (bend(a), bend(b)) {
            (true, true) => 8.0,
            (false, false) if down => APART,
            (false, false) => 14.0,
            _ => 11.0,
        };
        (self.cross[a] + self.cross[b]) / 2.0 + gap
    }

    /// Moves cells to where their links pull them, long edges pulling most, again and
    /// again, each row keeping its order and its gaps.
    fn settle(&mut self, net: &Net, down: bool, widest: f64) {
        let extent = |sheet: &Sheet, row: &[usize]| {
            let inner: f64 = row.windows(2).map(|two| sheet.apart(net, two[0], two[1], down)).sum();
            let ends = |at: Option<&usize>| at.map_or(0.0, |cell| sheet.cross[*cell] / 2.0);
            inner + ends(row.first()) + ends(row.last())
        };
        let needed = net.rows.iter().map(|row| extent(self, row)).fold(0.0, f64::max);
        // A little air lets long edges run straight; a narrow page has none to give.
        self.wide = if down { (needed * 1.25).min(widest - 6.0).max(needed) } else { needed * 1.2 };
        for row in &net.rows {
            let mut at = (self.wide - extent(self, row)) / 2.0;
            for (nth, cell) in row.iter().enumerate() {
                at += if nth == 0 {
                    self.cross[*cell] / 2.0
                } else {
                    self.apart(net, row[nth - 1], *cell, down)
                };
                self.centre[*cell] = at;
            }
        }
        // Down and up again, until nothing moves any more.
        let count = net.rows.len();
        for _ in 0..20 {
            let before = self.centre.clone();
            for at in (0..count).chain((0..count).rev()) {
                self.pull(net, &net.rows[at], down);
            }
            if self.centre == before {
                break;
            }
        }
        super::straight::straighten(self, net, down);
        let first = (0..self.centre.len()).map(|at| self.centre[at] - self.cross[at] / 2.0);
        let first = first.fold(f64::INFINITY, f64::min);
        for centre in &mut self.centre {
            *centre -= first;
        }
        let last = (0..self.centre.len()).map(|at| self.centre[at] + self.cross[at] / 2.0);
        self.wide = last.fold(0.0, f64::max);
    }

    /// The row's best positions by least squares (pooling neighbours that would clash).
    fn pull(&mut self, net: &Net, row: &[usize], down: bool) {
        // A part hangs together, so that something stands in or passes through every layer.
        let (Some(first), Some(last)) = (row.first(), row.last()) else { return };
        let mut offset = self.cross[*first] / 2.0;
        let mut offsets = Vec::with_capacity(row.len());
        // Pools: the sum of weights, the weighted sum of wishes, how many cells.
        let mut pools: Vec<(f64, f64, usize)> = Vec::new();
        for (nth, cell) in row.iter().enumerate() {
            if nth > 0 {
                offset += self.apart(net, row[nth - 1], *cell, down);
            }
            offsets.push(offset);
            let (weight, wish) = self.wish(net, *cell);
            pools.push((weight, weight * (wish - offset), 1));
            while pools.len() > 1 {
                let (a, b) = (pools[pools.len() - 2], pools[pools.len() - 1]);
                if a.1 / a.0 <= b.1 / b.0 {
                    break;
                }
                pools.truncate(pools.len() - 2);
                pools.push((a.0 + b.0, a.1 + b.1, a.2 + b.2));
            }
        }
        let end = offset + self.cross[*last] / 2.0;
        let most = (self.wide - end).max(0.0);
        let mut at = 0;
        for (weight, sum, count) in pools {
            let start = (sum / weight).clamp(0.0, most);
            for _ in 0..count {
                self.centre[row[at]] = start + offsets[at];
                at += 1;
            }
        }
    }

    /// Where a cell's links would have it, and how strongly.
    fn wish(&self, net: &Net, cell: usize) -> (f64, f64) {
        let bend = |cell: usize| !matches!(net.cells[cell].what, What::Node(_));
        let (mut weight, mut sum) = (0.0, 0.0);
        let before = net.cells[cell].before.iter().map(|link| (*link, net.links[*link].low, true));
        let after = net.cells[cell].after.iter().map(|link| (*link, net.links[*link].high, false));
        for (link, other, back) in before.chain(after) {
            let pull = match (bend(cell), bend(other)) {
                (true, true) => 8.0,
                (false, false) => 1.0,
                _ => 2.0,
            };
            let (low, high) = self.ports[link];
            let shift = if back { low - high } else { high - low };
            weight += pull;
            sum += pull * (self.centre[other] + shift);
        }
        if weight == 0.0 { (0.01, self.centre[cell]) } else { (weight, sum / weight) }
    }

    fn bands(&mut self, net: &Net, thick: &[f64], down: bool) {
        let mut at = 0.0;
        for (layer, thick) in thick.iter().enumerate() {
            self.bands.push((at, *thick));
            at += thick;
            let across = net.rows[layer].iter().flat_map(|cell| &net.cells[*cell].after);
            let furthest = across
                .map(|link| {
                    let ends = net.links[*link];
                    let (low, high) = self.ports[*link];
                    (self.centre[ends.low] + low - self.centre[ends.high] - high).abs()
                })
                .fold(0.0, f64::max);
            if layer + 1 < net.rows.len() {
                at += if down {
                    BETWEEN + (furthest * 0.08).min(16.0)
                } else {
                    BETWEEN + (furthest * 0.16).min(28.0)
                };
            }
        }
        self.long = at;
    }
}
