//! Drawings: data in, an SVG and the same in words out.
//!
//! In: one plain struct per diagram ([`Flow`], [`Ladder`], [`Garden`], [`Interactions`]),
//! whose labels may be anything and whose addresses are relative and settled, and a
//! [`Frame`], which says how wide the drawing may be. Out: a [`Drawing`]. The same input
//! gives the same bytes.
//! Must not: know what a playbook is, read anything, or write a style: classes only, which
//! `themes/default/assets/diagram.css` colours.

mod flow;
mod garden;
mod glyph;
mod interactions;
mod ladder;
mod legend;
mod measure;
mod pen;
mod text;
mod wheel;

pub use flow::{Flow, FlowNode, Tie, flow};
pub use garden::{Bed, Garden, Plant, garden};
pub use interactions::{Interaction, Interactions, interactions};
pub use ladder::{Chip, Ladder, Rung, ladder};
pub use measure::Face;
pub use wheel::wheel;

/// Where a drawing will stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Unique on the page: the ids inside the drawing begin with it.
    pub id: String,
    /// How wide the drawing may be, in pixels; it may be narrower.
    pub widest: u32,
}

impl Frame {
    pub fn new(id: &str, widest: u32) -> Frame {
        Frame { id: id.to_owned(), widest }
    }
}

/// The room that a phone leaves.
pub const NARROW: u32 = 344;
/// The room of a column of text beside a margin column on a small desk (the steps at which the
/// stylesheet changes drawings are 80 pixels apart).
pub const WIDE: u32 = 560;
/// The room of a page without a margin column.
pub const FULL: u32 = 960;

/// A finished drawing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drawing {
    /// The markup: one `<svg>`, or (from [`responsive`]) one for each width in a `<div>`.
    /// Empty where there is nothing to draw or too much to read in a picture.
    pub svg: String,
    /// What it shows, a few words, as plain text.
    pub title: String,
    /// What it says, a sentence or two, as plain text.
    pub description: String,
    /// The same as a list, whole, whatever the drawing had to leave out.
    pub items: Vec<Item>,
    /// Whether the order of the list means something.
    pub ordered: bool,
    /// Pixels; 0 where nothing is drawn.
    pub width: u32,
    /// Pixels; 0 where nothing is drawn.
    pub height: u32,
}

/// One item of a drawing's twin in words: plain text, not escaped.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Item {
    pub text: String,
    pub url: Option<String>,
    /// What belongs under it.
    pub children: Vec<Leaf>,
}

/// An item under an item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Leaf {
    pub text: String,
    pub url: Option<String>,
}

/// Draws for a wide and for a narrow column; the stylesheet shows the one that fits.
///
/// `widest` is best a multiple of 80, such as [`WIDE`] or [`FULL`]. The ids of the narrow
/// one begin with `ID-n`. Where the wide drawing is no wider than
/// a phone, it alone is kept.
///
/// ```
/// use playbook::diagram::{Ladder, WIDE, ladder, responsive};
/// let rhythm = Ladder { title: "Till by cycle".into(), ..Ladder::default() };
/// let drawing = responsive("rhythm", WIDE, |frame| ladder(&rhythm, frame));
/// assert_eq!(drawing.svg, "");
/// ```
pub fn responsive(id: &str, widest: u32, draw: impl Fn(&Frame) -> Drawing) -> Drawing {
    let mut wide = draw(&Frame::new(id, widest));
    if wide.svg.is_empty() {
        return wide;
    }
    if wide.width <= NARROW {
        wide.svg = format!("<div class=\"dg-pair\">{}</div>", wide.svg);
        return wide;
    }
    let narrow = draw(&Frame::new(&format!("{id}-n"), NARROW));
    // Steps of 80 pixels, each a container query in the stylesheet.
    let step = wide.width.div_ceil(80) * 80;
    // What cannot be made narrow enough to read is scrolled rather than shrunk.
    let scroll = if narrow.width > NARROW + NARROW / 8 { " dg-scroll" } else { "" };
    wide.svg = format!(
        "<div class=\"dg-pair\"><div class=\"dg-swap dg-from-{step}\">\
         <div class=\"dg-wide\">{}</div><div class=\"dg-narrow{scroll}\">{}</div></div></div>",
        wide.svg, narrow.svg
    );
    wide
}

/// "1 ritual", "3 rituals".
fn counted(number: usize, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}
