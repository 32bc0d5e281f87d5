//! The key under a drawing: what its shapes and lines mean, only those that occur.
//!
//! In: samples with their words. Out: rows of them, no wider than the drawing.
//! Must not: explain what the drawing already says in words.

use super::measure::Face;
use super::pen::{Anchor, Pen};
use super::text;

const FACE: Face = Face::plain(11.0);
const ROW: f64 = 20.0;
const SAMPLE: f64 = 26.0;

/// How a sample is drawn: given the pen and the left end of its middle line.
pub type Sample = fn(&mut Pen, f64, f64);

/// Writes the key with its top at `top` and gives the height it took.
pub fn legend(
    pen: &mut Pen,
    entries: &[(Sample, &str)],
    (left, top): (f64, f64),
    room: f64,
) -> f64 {
    let (mut x, mut y) = (left, top);
    for (sample, words) in entries {
        let words = text::one_line(words, FACE, room - SAMPLE - 6.0);
        let width = SAMPLE + 6.0 + FACE.width(&words);
        if x > left && x + width > left + room {
            x = left;
            y += ROW;
        }
        sample(pen, x, y + ROW / 2.0);
        pen.text("dg-key", FACE, Anchor::Start, x + SAMPLE + 6.0, y + ROW / 2.0 + 4.0, &words);
        x += width + 18.0;
    }
    if entries.is_empty() { 0.0 } else { y + ROW - top }
}
