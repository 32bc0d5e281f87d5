//! The garden: beds side by side, each practice a plant of its status, names beneath.
//!
//! In: [`Garden`]. Out: a strip of soil with as many plants as fit, the counts, the names
//! as links; one bed under the other where the page is narrow.
//! Must not: rank: beds are equally wide and equally calm.

use super::measure::Face;
use super::pen::{Anchor, Pen, Rect, class_word};
use super::{Drawing, Frame, Item, Leaf, counted, glyph, text};

/// Beds in the order of a practice's life.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Garden {
    /// "The garden of Till".
    pub title: String,
    pub beds: Vec<Bed>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bed {
    /// `seedling`, `growing`, …: the plant's shape and a class.
    pub status: String,
    /// "Seedlings".
    pub label: String,
    /// Where all of it is told.
    pub url: Option<String>,
    pub plants: Vec<Plant>,
    /// How many more there are than are given here.
    pub more: usize,
}

impl Bed {
    fn count(&self) -> usize {
        self.plants.len() + self.more
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plant {
    pub label: String,
    /// A few words behind the name, said by pointer and in the list.
    pub note: Option<String>,
    pub url: Option<String>,
}

const NAME: Face = Face::plain(13.0);
const HEAD: Face = Face::bold(12.0);
const NOTE: Face = Face::plain(11.0);
/// A row of names: tall enough for a finger.
const ROW: f64 = 24.0;
/// The height of a plant.
const PLANT: f64 = 26.0;
/// More names than this are told elsewhere; fewer where beds stand under each other.
const MOST: usize = 12;
const MOST_STACKED: usize = 5;
const GAP: f64 = 9.0;

/// Draws the garden.
pub fn garden(garden: &Garden, frame: &Frame) -> Drawing {
    let mut drawing = words(garden);
    if garden.beds.iter().all(|bed| bed.plants.is_empty()) {
        return drawing;
    }
    let width = f64::from(frame.widest);
    let count = garden.beds.len() as f64;
    let column = (width - GAP * (count - 1.0)) / count;
    let mut pen = Pen::new();
    let height = if column >= 112.0 {
        side_by_side(&mut pen, garden, column)
    } else {
        stacked(&mut pen, garden, width)
    };
    let about = (garden.title.as_str(), drawing.description.as_str());
    drawing.svg = pen.finish(frame, "dg-garden", about, (width, height));
    drawing.width = frame.widest;
    drawing.height = height.ceil() as u32;
    drawing
}

fn side_by_side(pen: &mut Pen, garden: &Garden, column: f64) -> f64 {
    let soil = PLANT + 10.0;
    let mut height = soil;
    for (at, bed) in garden.beds.iter().enumerate() {
        let x = at as f64 * (column + GAP);
        plants(pen, bed, (x, soil), column);
        let y = head(pen, bed, (x, soil + 14.0), column);
        height = height.max(names(pen, bed, (x, y), column, MOST));
    }
    height + 2.0
}

fn stacked(pen: &mut Pen, garden: &Garden, width: f64) -> f64 {
    let mut y = 0.0;
    for bed in garden.beds.iter().filter(|bed| !bed.plants.is_empty()) {
        let soil = y + PLANT + 12.0;
        plants(pen, bed, (0.0, soil), width);
        let under = head(pen, bed, (0.0, soil + 14.0), width);
        y = names(pen, bed, (0.0, under), width, MOST_STACKED) + 14.0;
    }
    let empty: Vec<String> = garden
        .beds
        .iter()
        .filter(|bed| bed.plants.is_empty())
        .map(|bed| text::clean(&bed.label))
        .collect();
    if !empty.is_empty() {
        let line = text::one_line(&format!("None: {}", empty.join(", ")), NOTE, width);
        pen.text("dg-note", NOTE, Anchor::Start, 0.0, y + 12.0, &line);
        y += 20.0;
    }
    y
}

/// Plants on their soil, whose upper edge is at `y`: the more there are, the closer they
/// stand, as far as they can still be told apart.
fn plants(pen: &mut Pen, bed: &Bed, (x, y): (f64, f64), room: f64) {
    let status = class_word(&bed.status);
    let count = bed.plants.len();
    let free = room - 12.0 - PLANT;
    let step = (free / count.saturating_sub(1).max(1) as f64).clamp(13.0, PLANT + 2.0);
    for nth in 0..count.min((free / step) as usize + 1) {
        let class = format!("dg-plant {status}");
        let left = x + 6.0 + nth as f64 * step;
        pen.glyph(&class, glyph::status_shape(&bed.status), left, y - PLANT + 2.0, PLANT);
    }
    pen.rect(&format!("dg-soil {status}"), Rect::new(x, y, room, 5.0), 2.5);
}

/// The bed's count and name; gives where the names begin.
fn head(pen: &mut Pen, bed: &Bed, (x, y): (f64, f64), room: f64) -> f64 {
    let count = bed.count().to_string();
    let label = text::clean(&bed.label);
    let behind = HEAD.width(&count) + 6.0;
    let label = text::one_line(&label, HEAD, room - behind);
    let url = bed.url.as_deref();
    pen.open("dg-bed", url, &format!("{}: {count}", text::clean(&bed.label)), &[]);
    pen.rect("dg-hit", Rect::new(x, y - 2.0, room, ROW), 0.0);
    pen.text("dg-count", HEAD, Anchor::Start, x, y + 14.0, &count);
    pen.text("dg-head-label", HEAD, Anchor::Start, x + behind, y + 14.0, &label);
    pen.close(url);
    y + ROW
}

fn names(pen: &mut Pen, bed: &Bed, (x, top): (f64, f64), room: f64, most: usize) -> f64 {
    let mut y = top;
    // One left over is named rather than counted.
    let shown = if bed.plants.len() > most + 1 { most } else { bed.plants.len() };
    for plant in &bed.plants[..shown] {
        let name = text::wrap(&text::clean(&plant.label), NAME, room - 2.0, 2);
        let tall = ROW + NAME.line_height() * name.len().saturating_sub(1) as f64;
        let url = plant.url.as_deref();
        pen.open("dg-name", url, &said(plant), &[]);
        pen.rect("dg-hit", Rect::new(x, y, room, tall), 3.0);
        pen.lines("dg-label", NAME, Anchor::Start, (x, y + 4.0), &name);
        pen.close(url);
        y += tall;
    }
    if shown < bed.count() {
        let more = format!("and {} more", bed.count() - shown);
        pen.text("dg-note", NOTE, Anchor::Start, x, y + 15.0, &more);
        y += ROW;
    }
    y
}

fn said(plant: &Plant) -> String {
    match &plant.note {
        Some(note) => format!("{}, {}", text::clean(&plant.label), text::clean(note)),
        None => text::clean(&plant.label),
    }
}

fn words(garden: &Garden) -> Drawing {
    let leaf = |plant: &Plant| Leaf { text: said(plant), url: plant.url.clone() };
    let item = |bed: &Bed| Item {
        text: format!("{}: {}", bed.label, bed.count()),
        url: bed.url.clone(),
        children: bed.plants.iter().map(leaf).collect(),
    };
    let all = garden.beds.iter().map(Bed::count).sum();
    let beds: Vec<String> = garden
        .beds
        .iter()
        .filter(|bed| !bed.plants.is_empty())
        .map(|bed| format!("{} {}", bed.label.to_lowercase(), bed.count()))
        .collect();
    Drawing {
        title: garden.title.clone(),
        description: format!("{}: {}.", counted(all, "practice"), beds.join(", ")),
        items: garden.beds.iter().map(item).collect(),
        ordered: true,
        ..Drawing::default()
    }
}
