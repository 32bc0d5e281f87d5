//! The last touch: long edges and small steps made straight.
//!
//! In: a sheet whose cells stand about right. Out: the same order and the same gaps, with
//! as many links as possible running straight from one layer to the next.
//! Must not: move anything beyond its neighbours' gaps.

use super::order::{Net, What};
use super::sheet::Sheet;

/// What a bend in a line costs, in pixels of length.
const BEND: f64 = 14.0;

/// Cells that move together: one node, or bends of one edge that follow each other.
fn units(net: &Net) -> Vec<Vec<usize>> {
    let mut units: Vec<Vec<usize>> = Vec::new();
    for (_, links) in &net.wires {
        let Some((_, inner)) = links.split_last() else { continue };
        let bends: Vec<usize> = inner.iter().map(|link| net.links[*link].high).collect();
        if !bends.is_empty() {
            units.push(bends);
        }
    }
    let nodes = (0..net.cells.len()).filter(|at| matches!(net.cells[*at].what, What::Node(_)));
    units.extend(nodes.map(|at| vec![at]));
    units
}

/// Straightens a few times over, since one move makes room for another.
pub fn straighten(sheet: &mut Sheet, net: &Net, down: bool) {
    let places = net.places();
    let units = units(net);
    for _ in 0..5 {
        for unit in &units {
            let mut rest: &[usize] = unit;
            while !rest.is_empty() {
                let (taken, low, high) = run(sheet, net, &places, rest, down);
                settle(sheet, net, &rest[..taken], low, high);
                rest = &rest[taken..];
            }
        }
    }
}

/// How far a cell may move between its neighbours.
fn free(sheet: &Sheet, net: &Net, places: &[usize], cell: usize, down: bool) -> (f64, f64) {
    let row = &net.rows[net.cells[cell].layer];
    let at = places[cell];
    let low = if at == 0 {
        sheet.cross[cell] / 2.0
    } else {
        sheet.centre[row[at - 1]] + sheet.apart(net, row[at - 1], cell, down)
    };
    let high = row.get(at + 1).map_or(sheet.wide - sheet.cross[cell] / 2.0, |next| {
        sheet.centre[*next] - sheet.apart(net, cell, *next, down)
    });
    (low, high)
}

/// As many cells from the front as can stand in one line, and where that line may be.
fn run(
    sheet: &Sheet,
    net: &Net,
    places: &[usize],
    cells: &[usize],
    down: bool,
) -> (usize, f64, f64) {
    let (mut low, mut high) = free(sheet, net, places, cells[0], down);
    let mut taken = 1;
    for cell in &cells[1..] {
        let (from, to) = free(sheet, net, places, *cell, down);
        let (lower, upper) = (low.max(from), high.min(to));
        if lower > upper {
            break;
        }
        (low, high) = (lower, upper);
        taken += 1;
    }
    (taken, low, high)
}

/// Moves a run to the place from which its links go straightest.
fn settle(sheet: &mut Sheet, net: &Net, run: &[usize], low: f64, high: f64) {
    // Rounding may leave a run no room at all: then it stays.
    if low > high {
        return;
    }
    let inner = |cell: usize| run.len() > 1 && run.contains(&cell);
    let mut wishes: Vec<f64> = Vec::new();
    for cell in run {
        for link in &net.cells[*cell].before {
            let other = net.links[*link].low;
            if !inner(other) {
                let (theirs, ours) = sheet.ports[*link];
                wishes.push(sheet.centre[other] + theirs - ours);
            }
        }
        for link in &net.cells[*cell].after {
            let other = net.links[*link].high;
            if !inner(other) {
                let (ours, theirs) = sheet.ports[*link];
                wishes.push(sheet.centre[other] + theirs - ours);
            }
        }
    }
    if wishes.is_empty() {
        return;
    }
    let cost = |at: f64| -> f64 {
        let one = |wish: &f64| {
            let off = (wish - at).abs();
            if off < 0.05 { 0.0 } else { off + BEND }
        };
        wishes.iter().map(one).sum()
    };
    let mean = run.iter().map(|cell| sheet.centre[*cell]).sum::<f64>() / run.len() as f64;
    let mut best = (f64::INFINITY, mean);
    for wish in std::iter::once(mean).chain(wishes.iter().copied()) {
        let at = wish.clamp(low, high);
        let price = cost(at);
        if price < best.0 - 0.01 {
            best = (price, at);
        }
    }
    for cell in run {
        sheet.centre[*cell] = best.1;
    }
}
