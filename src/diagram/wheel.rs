//! The nested cycles as a second picture: a ring for each rung, the longest outside.
//!
//! In: the same [`Ladder`]. Out: rings with a numbered dot for each ritual, and beside or
//! under them the numbers with their names as links. An empty rung is a broken ring.
//! Must not: say more than the ladder; it is for those who see time as turning.

use super::ladder::{said, used, words};
use super::measure::Face;
use super::pen::{Anchor, Pen, Rect, class_word};
use super::{Chip, Drawing, Frame, Ladder, Rung, text};

const NAME: Face = Face::plain(13.0);
const NOTE: Face = Face::plain(11.0);
const HEAD: Face = Face::bold(12.0);
const NUMBER: Face = Face::plain(9.5);
const DOT: f64 = 8.5;
/// The innermost ring.
const INNER: f64 = 34.0;
const ROW: f64 = 24.0;

/// Draws the wheel.
pub fn wheel(ladder: &Ladder, frame: &Frame) -> Drawing {
    let lanes = used(ladder);
    let mut drawing = words(ladder, &lanes);
    if lanes.is_empty() {
        return drawing;
    }
    let width = f64::from(frame.widest);
    let beside = width >= 560.0;
    let across = if beside { (width * 0.5).min(360.0) } else { width.min(330.0) };
    let middle = (if beside { across } else { width } / 2.0, across / 2.0);
    let mut pen = Pen::new();
    let rings: Vec<&Rung> = lanes.iter().copied().filter(|rung| !rung.aside).collect();
    let outer = across / 2.0 - DOT - 2.0;
    let step =
        if rings.len() > 1 { ((outer - INNER) / (rings.len() - 1) as f64).min(30.0) } else { 0.0 };
    let mut number = 0;
    for (at, rung) in rings.iter().enumerate() {
        let radius = outer - step * at as f64;
        let class = if rung.chips.is_empty() { "dg-ring empty" } else { "dg-ring" };
        pen.ring(class, middle, radius);
        let taken = ring_label(&mut pen, rung, middle, radius);
        dots(&mut pen, &rung.chips, (middle, radius), taken, number);
        number += rung.chips.len();
    }
    let (left, top) = if beside { (across + 28.0, 0.0) } else { (0.0, across + 14.0) };
    let foot = names(&mut pen, &lanes, (left, top), width - left);
    let height = foot.max(across);
    let about = (ladder.title.as_str(), drawing.description.as_str());
    drawing.svg = pen.finish(frame, "dg-wheel", about, (width, height));
    drawing.width = frame.widest;
    drawing.height = height.ceil() as u32;
    drawing
}

/// Writes a ring's name at its top and gives the part of the ring that it covers.
fn ring_label(pen: &mut Pen, rung: &Rung, (x, y): (f64, f64), radius: f64) -> f64 {
    let label = text::one_line(&text::clean(&rung.label), NOTE, radius * 1.4);
    let width = NOTE.width(&label) + 8.0;
    pen.rect("dg-plate", Rect::new(x - width / 2.0, y - radius - 7.0, width, 14.0), 3.0);
    pen.text("dg-note", NOTE, Anchor::Middle, x, y - radius + 3.8, &label);
    (width + 2.0 * DOT + 6.0) / (radius * 6.0)
}

/// Dots share what the label leaves of the ring. Where there are more than fit, the last
/// are named in the list only.
fn dots(
    pen: &mut Pen,
    chips: &[Chip],
    ((x, y), radius): ((f64, f64), f64),
    taken: f64,
    before: usize,
) {
    let free = 1.0 - taken;
    let fit = ((free * radius * std::f64::consts::TAU) / (2.0 * DOT + 3.0)) as usize;
    let shown = chips.len().min(fit);
    for (nth, chip) in chips.iter().take(shown).enumerate() {
        let part = taken / 2.0 + free * (nth as f64 + 0.5) / shown as f64;
        let (sin, cos) = turn(part);
        let (cx, cy) = (x + radius * sin, y - radius * cos);
        let number = (before + nth + 1).to_string();
        pen.open(&format!("dg-dot {}", class_word(&chip.status)), None, &said(chip), &[]);
        pen.circle("dg-disc", cx, cy, DOT);
        pen.text("dg-number", NUMBER, Anchor::Middle, cx, cy + 3.4, &number);
        pen.close(None);
    }
}

/// Sine and cosine of a part of a whole turn, the same on every machine.
fn turn(part: f64) -> (f64, f64) {
    let angle = (part - 0.5) * std::f64::consts::TAU;
    let (mut sin, mut cos, mut term) = (0.0, 0.0, 1.0);
    for power in 0..30 {
        match power % 4 {
            0 => cos += term,
            1 => sin += term,
            2 => cos -= term,
            _ => sin -= term,
        }
        term *= angle / f64::from(power + 1);
    }
    // Half a turn further: the series is best around 0.
    (-sin, -cos)
}

fn names(pen: &mut Pen, lanes: &[&Rung], (left, top): (f64, f64), room: f64) -> f64 {
    let (mut y, mut number) = (top, 0);
    for rung in lanes {
        let empty = if rung.chips.is_empty() { ": empty rung" } else { "" };
        let label = format!("{}{empty}", text::clean(&rung.label));
        let label = text::one_line(&label, HEAD, room);
        pen.text("dg-head-label", HEAD, Anchor::Start, left, y + 16.0, &label);
        y += ROW - 2.0;
        for chip in &rung.chips {
            number += 1;
            let shown = if rung.aside { String::new() } else { number.to_string() };
            let note = chip.note.as_deref().map(text::clean).unwrap_or_default();
            let note = text::one_line(&note, NOTE, 90.0_f64.min(room * 0.3));
            let behind = if note.is_empty() { 0.0 } else { NOTE.width(&note) + 8.0 };
            let name = text::one_line(&text::clean(&chip.label), NAME, room - 30.0 - behind);
            let url = chip.url.as_deref();
            pen.open(&format!("dg-name {}", class_word(&chip.status)), url, &said(chip), &[]);
            pen.rect("dg-hit", Rect::new(left, y, room, ROW), 3.0);
            pen.text("dg-note", NOTE, Anchor::End, left + 20.0, y + 16.5, &shown);
            pen.text("dg-label", NAME, Anchor::Start, left + 28.0, y + 16.5, &name);
            let after = left + 28.0 + NAME.width(&name) + 8.0;
            pen.text("dg-note", NOTE, Anchor::Start, after, y + 16.5, &note);
            pen.close(url);
            y += ROW;
        }
        y += 6.0;
    }
    y
}
