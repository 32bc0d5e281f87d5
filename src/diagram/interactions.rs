//! With whom a team works, how, and until when.
//!
//! In: [`Interactions`]. Out: the team, and a line to each neighbour in the style of the mode, with
//! the mode and its end in words; beside it where there is room, else below it.
//! Must not: leave a line without its word, so that no style has to be learnt.

use super::measure::Face;
use super::pen::{Anchor, Pen, Rect, class_word, num};
use super::{Drawing, Frame, Item, Leaf, counted, glyph, text};

/// A team and its neighbours.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Interactions {
    /// "With whom Till works".
    pub title: String,
    /// The team whose neighbours they are.
    pub team: String,
    pub neighbours: Vec<Interaction>,
}

/// One line of the drawing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Interaction {
    /// The neighbour.
    pub label: String,
    pub url: Option<String>,
    /// A class for the line: `collaboration`, `x-as-a-service`, `facilitating`, or another.
    pub mode: String,
    /// The mode in words.
    pub mode_label: String,
    /// What it is about.
    pub what: Option<String>,
    /// When it ends or ended, in words: "until 2026-09-30".
    pub until: Option<String>,
    /// It should have ended already.
    pub over: bool,
}

const NAME: Face = Face::plain(13.0);
const TEAM: Face = Face::bold(14.0);
const NOTE: Face = Face::plain(11.0);
const GAP: f64 = 18.0;
/// Between the team and where a line runs straight.
const BEND: f64 = 44.0;
const MARGIN: f64 = 3.0;

/// A neighbour's box, its words broken into lines.
struct Plate<'a> {
    of: &'a Interaction,
    name: Vec<String>,
    what: Vec<String>,
    tall: f64,
}

/// Draws the interactions.
pub fn interactions(all: &Interactions, frame: &Frame) -> Drawing {
    let mut drawing = words(all);
    if all.neighbours.is_empty() {
        return drawing;
    }
    let widest = f64::from(frame.widest);
    let mut pen = Pen::new();
    let (width, height) =
        if widest < 560.0 { tree(&mut pen, all, widest) } else { fan(&mut pen, all, widest) };
    let about = (all.title.as_str(), drawing.description.as_str());
    drawing.svg = pen.finish(frame, "dg-interactions", about, (width, height));
    drawing.width = width.ceil() as u32;
    drawing.height = height.ceil() as u32;
    drawing
}

fn boxes(all: &Interactions, room: f64) -> Vec<Plate<'_>> {
    all.neighbours
        .iter()
        .map(|of| {
            let name = text::wrap(&text::clean(&of.label), NAME, room - 42.0, 2);
            let what = of.what.as_deref().map(text::clean).unwrap_or_default();
            let what = text::wrap(&what, NOTE, room - 42.0, 3);
            let tall =
                name.len() as f64 * NAME.line_height() + what.len() as f64 * NOTE.line_height();
            Plate { of, name, what, tall: (tall + 14.0).max(44.0) }
        })
        .collect()
}

/// The mode above and the end below, cut to the room of a line.
fn on_line(of: &Interaction, room: f64) -> (String, String) {
    let cut = |words: &str| text::one_line(&text::clean(words), NOTE, room);
    (cut(&of.mode_label), cut(of.until.as_deref().unwrap_or("")))
}

/// The team on the left, its neighbours under each other on the right: on two sides neither would
/// have room for its words.
fn fan(pen: &mut Pen, all: &Interactions, widest: f64) -> (f64, f64) {
    let team = text::wrap(&text::clean(&all.team), TEAM, 110.0, 3);
    let core = (text::widest(&team, TEAM) + 52.0).max(90.0);
    // A bend, a straight line with words, a box.
    let side = (widest - core - 2.0 * MARGIN).min(460.0);
    let line_room = ((side - BEND) * 0.42).clamp(70.0, 150.0);
    let box_room = side - BEND - line_room - 10.0;
    let boxes = boxes(all, box_room);
    let tall = boxes.iter().map(|it| it.tall + GAP).sum::<f64>() - GAP;
    let core_tall = team.len() as f64 * TEAM.line_height() + 26.0;
    let height = tall.max(core_tall) + 2.0 * MARGIN;
    let middle = height / 2.0;
    let from = MARGIN + core;
    let (bend, straight, end) = (from + BEND / 2.0, from + BEND, from + BEND + line_room + 10.0);
    let spread = (core_tall - 16.0).min(boxes.len() as f64 * 8.0);
    let mut y = middle - tall / 2.0;
    for (at, it) in boxes.iter().enumerate() {
        let row = y + it.tall / 2.0;
        let port = middle + spread * ((at as f64 + 0.5) / boxes.len() as f64 - 0.5);
        let d = format!(
            "M{} {}C{} {} {} {} {} {}H{}",
            num(from),
            num(port),
            num(bend),
            num(port),
            num(bend),
            num(row),
            num(straight),
            num(row),
            num(end)
        );
        line(pen, it.of, &d);
        let (above, below) = on_line(it.of, line_room);
        let x = (straight + end) / 2.0;
        pen.text("dg-word", NOTE, Anchor::Middle, x, row - 7.0, &above);
        let class = if it.of.over { "dg-note over" } else { "dg-note" };
        pen.text(class, NOTE, Anchor::Middle, x, row + 16.0, &below);
        neighbour(pen, it, Rect::new(end, y, box_room, it.tall));
        y += it.tall + GAP;
    }
    centre(pen, &team, Rect::new(MARGIN, middle - core_tall / 2.0, core, core_tall));
    (from + side + MARGIN, height)
}

/// The team on top, a trunk down its side, a branch to each neighbour.
fn tree(pen: &mut Pen, all: &Interactions, widest: f64) -> (f64, f64) {
    let width = widest.min(420.0);
    let team = text::wrap(&text::clean(&all.team), TEAM, width - 60.0, 2);
    let core_tall = team.len() as f64 * TEAM.line_height() + 20.0;
    let trunk = MARGIN + 20.0;
    let left = MARGIN + 56.0;
    let room = width - left - MARGIN;
    let boxes = boxes(all, room);
    let mut y = MARGIN + core_tall + 12.0;
    let mut foot = y;
    for it in &boxes {
        let (mode, until) = on_line(it.of, room);
        let both = [mode.as_str(), until.as_str()];
        let words: Vec<&str> = both.into_iter().filter(|words| !words.is_empty()).collect();
        let words = text::one_line(&words.join(", "), NOTE, room);
        let class = if it.of.over { "dg-word over" } else { "dg-word" };
        pen.text(class, NOTE, Anchor::Start, left, y + 11.0, &words);
        let top = y + 18.0;
        let row = top + it.tall / 2.0;
        let d = format!(
            "M{} {}Q{} {} {} {}H{}",
            num(trunk),
            num(row - 12.0),
            num(trunk),
            num(row),
            num(trunk + 12.0),
            num(row),
            num(left)
        );
        foot = row - 12.0;
        line(pen, it.of, &d);
        neighbour(pen, it, Rect::new(left, top, room, it.tall));
        y = top + it.tall + 14.0;
    }
    // One trunk for all, so that each branch shows its own mode.
    pen.line("dg-wire", (trunk, MARGIN + core_tall), (trunk, foot));
    let core = (text::widest(&team, TEAM) + 52.0).max(110.0).min(width - 2.0 * MARGIN);
    centre(pen, &team, Rect::new(MARGIN, MARGIN, core, core_tall));
    (width, y - 14.0 + MARGIN)
}

fn line(pen: &mut Pen, of: &Interaction, d: &str) {
    let over = if of.over { " over" } else { "" };
    pen.open(&format!("dg-link {}{over}", class_word(&of.mode)), None, "", &[]);
    pen.stroke("dg-wire", d);
    // The light between the two lines of a collaboration; unseen for the others.
    if of.mode == "collaboration" {
        pen.stroke("dg-between", d);
    }
    pen.close(None);
}

fn neighbour(pen: &mut Pen, it: &Plate, rect: Rect) {
    let url = it.of.url.as_deref();
    pen.open("dg-node team", url, &said(it.of), &[]);
    pen.rect("dg-box", rect, 8.0);
    let tall =
        it.name.len() as f64 * NAME.line_height() + it.what.len() as f64 * NOTE.line_height();
    let top = rect.y + (rect.h - tall) / 2.0;
    pen.glyph("dg-glyph", glyph::kind_shape("team"), rect.x + 10.0, top + 0.5, 15.0);
    let x = rect.x + 32.0;
    pen.lines("dg-label", NAME, Anchor::Start, (x, top), &it.name);
    let under = top + it.name.len() as f64 * NAME.line_height();
    pen.lines("dg-note", NOTE, Anchor::Start, (x, under), &it.what);
    pen.close(url);
}

fn centre(pen: &mut Pen, team: &[String], rect: Rect) {
    pen.open("dg-node team focus", None, "", &[]);
    pen.rect("dg-box", rect, 10.0);
    let top = rect.y + (rect.h - team.len() as f64 * TEAM.line_height()) / 2.0;
    let shape = glyph::kind_shape("team");
    pen.glyph("dg-glyph", shape, rect.x + 12.0, rect.y + (rect.h - 16.0) / 2.0, 16.0);
    pen.lines("dg-label", TEAM, Anchor::Start, (rect.x + 36.0, top), team);
    pen.close(None);
}

/// "Harness: facilitating, until 2026-09-30; moving to the new pipeline".
fn said(of: &Interaction) -> String {
    let mut out = format!("{}: {}", text::clean(&of.label), text::clean(&of.mode_label));
    if let Some(until) = &of.until {
        out += &format!(", {}", text::clean(until));
    }
    if let Some(what) = &of.what {
        out += &format!("; {}", text::clean(what));
    }
    out
}

fn words(all: &Interactions) -> Drawing {
    let item = |of: &Interaction| Item {
        text: said(of),
        url: of.url.clone(),
        children: Vec::<Leaf>::new(),
    };
    let count = counted(all.neighbours.len(), "interaction");
    Drawing {
        title: all.title.clone(),
        description: format!("{}: {count} with other teams.", text::clean(&all.team)),
        items: all.neighbours.iter().map(item).collect(),
        ordered: false,
        ..Drawing::default()
    }
}
