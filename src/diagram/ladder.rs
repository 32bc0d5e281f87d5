//! The time ladder: rungs from the longest cycle down, a team's rituals on them.
//!
//! In: [`Ladder`], every rung of the site, longest first. Out: a lane a rung, from the
//! longest used to the shortest used; a rung between them with nothing on it is drawn
//! broken, because it is worth noticing. Several columns compare teams.
//! Must not: leave out a ritual; names are cut short, never dropped.

use super::measure::Face;
use super::pen::{Anchor, Pen, Rect, class_word};
use super::{Drawing, Frame, Item, Leaf, counted, glyph, text};

/// Rungs and what is on them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ladder {
    /// "What Till runs, by cycle".
    pub title: String,
    /// Names of the columns where teams are compared; none for one team.
    pub columns: Vec<String>,
    /// Longest first.
    pub rungs: Vec<Rung>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rung {
    pub label: String,
    /// A few words under the label, such as "3 fortnights".
    pub note: Option<String>,
    pub url: Option<String>,
    pub chips: Vec<Chip>,
    /// What is not on a cycle ("when needed"): stands apart, is never an empty rung.
    pub aside: bool,
}

/// A ritual on its rung.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chip {
    /// The team's own name for it.
    pub label: String,
    /// A few words behind the name: its duration.
    pub note: Option<String>,
    /// The library's name, where it differs; said by pointer and in the list.
    pub also: Option<String>,
    pub url: Option<String>,
    /// `seedling`, `growing`, …
    pub status: String,
    /// Which column, from 0.
    pub column: usize,
}

const NAME: Face = Face::plain(13.0);
const NOTE: Face = Face::plain(11.0);
const RUNG: Face = Face::bold(13.0);
const TALL: f64 = 28.0;
/// Rows of chips in a lane.
const GAP: f64 = 8.0;
const PAD: f64 = 12.0;
/// What a used rung's neighbour says when there is nothing on it.
const EMPTY: &str = "empty rung";
/// The ladder itself, between labels and chips.
const RAILS: f64 = 26.0;

/// Where the parts of a lane stand.
struct Shape {
    /// Labels stand above the chips, not left of them.
    narrow: bool,
    label_room: f64,
    rail: f64,
    chips: f64,
    width: f64,
}

/// A chip placed, relative to its lane.
struct Placed<'a> {
    chip: &'a Chip,
    name: String,
    note: String,
    rect: Rect,
}

/// Draws the ladder.
pub fn ladder(ladder: &Ladder, frame: &Frame) -> Drawing {
    let lanes = used(ladder);
    let mut drawing = words(ladder, &lanes);
    if lanes.is_empty() {
        return drawing;
    }
    let width = f64::from(frame.widest);
    // Labels, ladder, and for each team at least room for a name.
    let narrow = width < (180.0 + 165.0 * ladder.columns.len() as f64).max(520.0);
    let label_room = if narrow {
        width - RAILS - 18.0
    } else {
        lanes
            .iter()
            .map(|rung| {
                let note = rung.note.as_deref().map_or(0.0, |note| NOTE.width(&text::clean(note)));
                RUNG.width(&text::clean(&rung.label)).max(note)
            })
            .fold(60.0, f64::max)
            .min(width * 0.22)
    };
    let rail = if narrow { 2.0 } else { label_room + 16.0 };
    let shape = Shape { narrow, label_room, rail, chips: rail + RAILS + 14.0, width };
    let mut pen = Pen::new();
    let mut y = 2.0;
    if ladder.columns.len() > 1 && !narrow {
        for (at, name) in ladder.columns.iter().enumerate() {
            let (left, room) = shape.column(at, ladder.columns.len());
            let name = text::one_line(&text::clean(name), RUNG, room);
            pen.text("dg-head-label", RUNG, Anchor::Start, left, y + 14.0, &name);
        }
        y += 26.0;
    }
    let top = y;
    let mut foot = y;
    let mut rungs = Pen::new();
    for (at, rung) in lanes.iter().enumerate() {
        if at > 0 {
            pen.line("dg-rule", (0.0, y), (width, y));
        }
        let tall = lane(&mut pen, &mut rungs, ladder, rung, &shape, y);
        if !rung.aside {
            foot = y + tall;
        }
        y += tall;
    }
    // The rails reach a little past the first and the last rung.
    for x in [shape.rail + 4.0, shape.rail + RAILS - 4.0] {
        pen.line("dg-rail", (x, top + 2.0), (x, foot - 3.0));
    }
    pen.append(rungs);
    let about = (ladder.title.as_str(), drawing.description.as_str());
    drawing.svg = pen.finish(frame, "dg-ladder", about, (width, y + 2.0));
    drawing.width = frame.widest;
    drawing.height = (y + 2.0).ceil() as u32;
    drawing
}

impl Shape {
    /// Left end and room of a column.
    fn column(&self, at: usize, count: usize) -> (f64, f64) {
        let all = self.width - self.chips - 1.0;
        if self.narrow || count < 2 {
            return (self.chips, all);
        }
        let gap = 16.0;
        let room = (all - gap * (count - 1) as f64) / count as f64;
        (self.chips + at as f64 * (room + gap), room)
    }
}

/// The rungs between the longest and the shortest that is used, and what stands aside.
pub(super) fn used(ladder: &Ladder) -> Vec<&Rung> {
    let on = |rung: &&Rung| !rung.aside;
    let full = |rung: &Rung| !rung.chips.is_empty();
    let rungs: Vec<&Rung> = ladder.rungs.iter().filter(on).collect();
    let first = rungs.iter().position(|rung| full(rung)).unwrap_or(rungs.len());
    let last = rungs.iter().rposition(|rung| full(rung)).map_or(first, |at| at + 1);
    let aside = ladder.rungs.iter().filter(|rung| rung.aside && full(rung));
    rungs[first..last].iter().copied().chain(aside).collect()
}

/// The chip's column; one that does not exist is the last.
fn column_of(ladder: &Ladder, chip: &Chip) -> usize {
    chip.column.min(ladder.columns.len().max(1) - 1)
}

/// Whether a column has nothing on this rung, but something above it and below it.
fn gap_in(ladder: &Ladder, rung: &Rung, column: usize) -> bool {
    let on = |rung: &Rung| {
        !rung.aside && rung.chips.iter().any(|chip| column_of(ladder, chip) == column)
    };
    let Some(at) = ladder.rungs.iter().position(|other| std::ptr::eq(other, rung)) else {
        return false;
    };
    !rung.aside
        && !on(rung)
        && ladder.rungs[..at].iter().any(on)
        && ladder.rungs[at + 1..].iter().any(on)
}

/// Draws one lane and gives its height.
fn lane(
    pen: &mut Pen,
    rungs: &mut Pen,
    ladder: &Ladder,
    rung: &Rung,
    shape: &Shape,
    top: f64,
) -> f64 {
    let label = text::wrap(&text::clean(&rung.label), RUNG, shape.label_room, 2);
    let note = rung.note.as_deref().map(text::clean).unwrap_or_default();
    let note = text::wrap(&note, NOTE, shape.label_room, 1);
    let words = label.len() as f64 * RUNG.line_height() + note.len() as f64 * NOTE.line_height();
    let mut y = if shape.narrow { top + PAD + words + 6.0 } else { top + PAD };
    let mut chips: Vec<Placed> = Vec::new();
    let columns = ladder.columns.len().max(1);
    let start = y;
    let mut foot = y + if rung.chips.is_empty() && shape.narrow { 18.0 } else { TALL };
    for column in 0..columns {
        let (left, room) = shape.column(column, columns);
        let here: Vec<&Chip> =
            rung.chips.iter().filter(|chip| column_of(ladder, chip) == column).collect();
        if here.is_empty() {
            continue;
        }
        if shape.narrow && columns > 1 {
            let name = text::one_line(&text::clean(&ladder.columns[column]), NOTE, room);
            pen.text("dg-note", NOTE, Anchor::Start, left, y + 11.0, &name);
            y += 18.0;
        }
        let end = flow_chips(&here, (left, y), room, &mut chips);
        foot = foot.max(end);
        y = if shape.narrow { end + 10.0 } else { start };
    }
    let tall = (foot - top + PAD).max(if shape.narrow { 0.0 } else { words + 2.0 * PAD - 4.0 });
    let empty = rung.chips.is_empty();
    if columns > 1 && !shape.narrow {
        for column in (0..columns).filter(|column| gap_in(ladder, rung, *column)) {
            let (left, room) = shape.column(column, columns);
            pen.rect("dg-gap", Rect::new(left, top + (tall - TALL) / 2.0, room, TALL), 6.0);
            let words = text::one_line(EMPTY, NOTE, room - 16.0);
            pen.text("dg-empty", NOTE, Anchor::Start, left + 12.0, top + tall / 2.0 + 4.0, &words);
        }
    }
    let middle = if shape.narrow { top + PAD + RUNG.size / 2.0 + 1.0 } else { top + tall / 2.0 };
    let x = if shape.narrow { shape.chips } else { shape.label_room };
    let anchor = if shape.narrow { Anchor::Start } else { Anchor::End };
    let words_top = if shape.narrow { top + PAD } else { middle - words / 2.0 };
    let class = if empty { "dg-rung empty" } else { "dg-rung" };
    pen.open(class, rung.url.as_deref(), &text::clean(&rung.label), &[]);
    pen.lines("dg-rung-label", RUNG, anchor, (x, words_top), &label);
    let under = words_top + label.len() as f64 * RUNG.line_height();
    pen.lines("dg-note", NOTE, anchor, (x, under), &note);
    pen.close(rung.url.as_deref());
    if !rung.aside {
        let (a, b) = (shape.rail + 4.0, shape.rail + RAILS - 4.0);
        let bar = if empty { "dg-bar empty" } else { "dg-bar" };
        rungs.line(bar, (a, middle), (b, middle));
    }
    if empty {
        let y = if shape.narrow { start + 1.0 } else { middle - 7.0 };
        if !shape.narrow && columns == 1 {
            let gap =
                Rect::new(shape.chips, middle - TALL / 2.0, shape.width - shape.chips - 1.0, TALL);
            pen.rect("dg-gap", gap, 6.0);
        }
        if shape.narrow || columns == 1 {
            let at = shape.chips + if shape.narrow { 0.0 } else { 12.0 };
            pen.lines("dg-empty", NOTE, Anchor::Start, (at, y), &[EMPTY.to_owned()]);
        }
    }
    let shift = if shape.narrow { 0.0 } else { (tall - 2.0 * PAD - (foot - start)) / 2.0 };
    for placed in &chips {
        chip(pen, placed, shift);
    }
    tall
}

/// Sets chips one after another, row under row; gives where the last row ends.
fn flow_chips<'a>(
    chips: &[&'a Chip],
    (left, top): (f64, f64),
    room: f64,
    out: &mut Vec<Placed<'a>>,
) -> f64 {
    let (mut x, mut y) = (left, top);
    for chip in chips {
        let note = chip.note.as_deref().map(text::clean).unwrap_or_default();
        let note = text::one_line(&note, NOTE, (room * 0.4).min(90.0));
        let note = if room < 130.0 { String::new() } else { note };
        let behind = if note.is_empty() { 0.0 } else { NOTE.width(&note) + 8.0 };
        let name_room = (room - 44.0 - behind).clamp(20.0, 240.0);
        let name = text::one_line(&text::clean(&chip.label), NAME, name_room);
        let width = (44.0 + NAME.width(&name) + behind).ceil();
        if x > left && x + width > left + room {
            x = left;
            y += TALL + GAP;
        }
        out.push(Placed { chip, name, note, rect: Rect::new(x, y, width, TALL) });
        x += width + GAP;
    }
    y + TALL
}

fn chip(pen: &mut Pen, placed: &Placed, shift: f64) {
    let Placed { chip, name, note, rect } = placed;
    let rect = Rect { y: rect.y + shift, ..*rect };
    let url = chip.url.as_deref();
    pen.open(&format!("dg-chip {}", class_word(&chip.status)), url, &said(chip), &[]);
    pen.rect("dg-box", rect, TALL / 2.0);
    pen.glyph("dg-status", glyph::status_shape(&chip.status), rect.x + 9.0, rect.y + 6.0, 16.0);
    let base = rect.y + TALL / 2.0 + 4.6;
    pen.text("dg-label", NAME, Anchor::Start, rect.x + 31.0, base, name);
    pen.text("dg-note", NOTE, Anchor::End, rect.x + rect.w - 13.0, base, note);
    pen.close(url);
}

/// "Stakes (Bet table), 1h30m, growing".
pub(super) fn said(chip: &Chip) -> String {
    let mut out = text::clean(&chip.label);
    if let Some(also) = &chip.also {
        out += &format!(" ({})", text::clean(also));
    }
    for more in [chip.note.as_deref().unwrap_or(""), &chip.status] {
        if !more.is_empty() {
            out += &format!(", {}", text::clean(more));
        }
    }
    out
}

pub(super) fn words(ladder: &Ladder, lanes: &[&Rung]) -> Drawing {
    let item = |rung: &&Rung| {
        let leaf = |chip: &Chip| {
            let team =
                ladder.columns.get(column_of(ladder, chip)).filter(|_| ladder.columns.len() > 1);
            let said = said(chip);
            let text = team.map_or(said.clone(), |team| format!("{}: {said}", text::clean(team)));
            Leaf { text, url: chip.url.clone() }
        };
        let empty = if rung.chips.is_empty() { ": empty rung" } else { "" };
        Item {
            text: format!("{}{empty}", rung.label),
            url: rung.url.clone(),
            children: rung.chips.iter().map(leaf).collect(),
        }
    };
    let chips = |aside: bool| -> usize {
        lanes.iter().filter(|rung| rung.aside == aside).map(|rung| rung.chips.len()).sum()
    };
    let rungs = lanes.iter().filter(|rung| !rung.aside && !rung.chips.is_empty()).count();
    let empty: Vec<String> = lanes
        .iter()
        .filter(|rung| rung.chips.is_empty())
        .map(|rung| text::clean(&rung.label))
        .collect();
    let mut description = match (chips(false), chips(true)) {
        (0, aside) => format!("{}, when needed.", counted(aside, "practice")),
        (on, 0) => format!("{} on {}.", counted(on, "practice"), counted(rungs, "rung")),
        (on, aside) => {
            let on = counted(on, "practice");
            format!("{on} on {}, {aside} when needed.", counted(rungs, "rung"))
        }
    };
    if !empty.is_empty() {
        description += &format!(" Empty between used rungs: {}.", empty.join(", "));
    }
    Drawing {
        title: ladder.title.clone(),
        description,
        items: lanes.iter().map(item).collect(),
        ordered: true,
        ..Drawing::default()
    }
}
