//! Labels made fit to draw: cleaned of what cannot be drawn, broken into lines, cut short.
//!
//! In: whatever an author wrote. Out: lines that are not wider than asked, as many as
//! allowed, the last one ending in `…` where something was left out.
//! Must not: escape (the pen does), or lose a label: the twin in words has it whole.

use std::borrow::Cow;
use std::ops::Range;

use super::measure::{Face, breaks_anywhere, is_mark, thousandths};

/// More than this of a label is never drawn, whatever the room.
const LONGEST: usize = 400;
/// Marks on one letter: more than this would climb into the lines around it.
const MARKS: usize = 2;

/// The label in one line, without control characters and without the invisible characters
/// that turn the direction of their surroundings.
pub fn clean(text: &str) -> String {
    // Most labels are words of ASCII with one blank between them.
    let is_clean = text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
    if is_clean && text.trim().len() == text.len() && !text.contains("  ") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut marks = 0;
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
            marks = 0;
            continue;
        }
        let code = u32::from(c);
        let dropped = c.is_control()
            || matches!(code, 0x200e | 0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0x61c | 0xfeff
                | 0xfff9..=0xfffb | 0x200b | 0xad)
            || (0xfdd0..=0xfdef).contains(&code)
            || code & 0xfffe == 0xfffe;
        if dropped {
            continue;
        }
        if is_mark(c) {
            marks += 1;
            if marks > MARKS || out.is_empty() || out.ends_with(' ') {
                continue;
            }
        } else {
            marks = 0;
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out
}

/// What a reader sees as one character: a letter with its marks, a joined or a paired emoji.
fn clusters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut letters = rest.char_indices();
        let (_, mut before) = letters.next()?;
        let is_flag = |c: char| matches!(u32::from(c), 0x1f1e6..=0x1f1ff);
        // Flags are pairs of letters.
        let mut open = is_flag(before);
        let end = letters.find_map(|(at, c)| {
            let joined = is_mark(c) || before == '\u{200d}' || (open && is_flag(c));
            open = is_flag(c) && !open;
            before = c;
            (!joined).then_some(at)
        });
        let (cluster, behind) = rest.split_at(end.unwrap_or(rest.len()));
        rest = behind;
        Some(cluster)
    })
}

/// What stands between two places where a line may end, with its trailing space.
struct Piece<'t> {
    text: Cow<'t, str>,
    /// In thousandths of the size.
    width: u32,
    /// Without the trailing space, which takes no room at the end of a line.
    trimmed: u32,
}

impl<'t> Piece<'t> {
    fn new(text: Cow<'t, str>, width: u32) -> Piece<'t> {
        let trimmed = match text.len() - text.trim_end().len() {
            0 => width,
            _ => thousandths(text.trim_end()),
        };
        Piece { text, width, trimmed }
    }
}

/// Parts a text where its lines may end.
fn pieces(text: &str, face: Face, widest: f64) -> Vec<Piece<'_>> {
    let mut out: Vec<Piece<'_>> = Vec::new();
    let (mut piece, mut width) = (Cow::Borrowed(""), 0);
    let mut at = 0;
    for cluster in clusters(text) {
        let start = at;
        at += cluster.len();
        // A single character wider than the line cannot be drawn at all.
        let own = thousandths(cluster);
        let (cluster, own) =
            if face.pixels(own) > widest { ("…", thousandths("…")) } else { (cluster, own) };
        // A word that is wider than a line breaks where it must.
        let is_full = face.pixels(width) + face.pixels(own) > widest;
        if is_full && !piece.is_empty() && cluster != " " {
            out.push(Piece::new(std::mem::take(&mut piece), std::mem::take(&mut width)));
        }
        match &mut piece {
            // As long as nothing was put in the place of a character, it is a part of the text.
            Cow::Borrowed(known) if cluster != "…" => {
                *known = &text[start - known.len()..at];
            }
            piece => piece.to_mut().push_str(cluster),
        }
        width += own;
        let last = cluster.chars().next().unwrap_or(' ');
        if last == ' ' || matches!(last, '-' | '/' | '–' | '—') || breaks_anywhere(last) {
            out.push(Piece::new(std::mem::take(&mut piece), std::mem::take(&mut width)));
        }
    }
    if !piece.is_empty() {
        out.push(Piece::new(piece, width));
    }
    out
}

/// Which pieces stand in each line, and whether some are left.
fn fill(pieces: &[Piece<'_>], face: Face, widest: f64, most: usize) -> (Vec<Range<usize>>, bool) {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let (mut start, mut width) = (0, 0);
    for (at, piece) in pieces.iter().enumerate() {
        if at > start && face.pixels(width) + face.pixels(piece.trimmed) > widest {
            lines.push(start..at);
            if lines.len() == most {
                return (lines, true);
            }
            (start, width) = (at, 0);
        }
        width += piece.width;
    }
    if start < pieces.len() {
        lines.push(start..pieces.len());
    }
    (lines, false)
}

/// The words of a line.
fn joined(line: &[Piece<'_>]) -> String {
    let mut text: String = line.iter().map(|piece| &*piece.text).collect();
    text.truncate(text.trim_end().len());
    text
}

/// The width of a line in pixels, without the blanks at its end.
fn width(line: &[Piece<'_>], face: Face) -> f64 {
    let end = line.iter().rposition(|piece| piece.trimmed > 0).unwrap_or(0);
    let before: u32 = line[..end].iter().map(|piece| piece.width).sum();
    face.pixels(before + line.get(end).map_or(0, |piece| piece.trimmed))
}

/// Breaks a cleaned label into at most `most` lines no wider than `widest` pixels, of
/// about equal length. The last ends in `…` where the label did not fit.
pub fn wrap(text: &str, face: Face, widest: f64, most: usize) -> Vec<String> {
    // Most labels fit as they are.
    if !text.is_empty() && most > 0 && text.len() <= LONGEST && face.width(text) <= widest {
        return vec![text.trim_end().to_owned()];
    }
    let cut = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    let all = pieces(&text[..cut], face, widest);
    let (mut best, more) = fill(&all, face, widest, most);
    if more || cut < text.len() {
        let mut lines: Vec<String> = best.into_iter().map(|line| joined(&all[line])).collect();
        if let Some(last) = lines.last_mut() {
            *last = ellipsis(last, face, widest);
        }
        return lines;
    }
    // The same number of lines, as narrow as they can be: no word left alone at the end.
    if best.len() > 1 {
        let (mut low, mut high) = (widest / best.len() as f64, widest);
        for _ in 0..6 {
            let middle = (low + high) / 2.0;
            let (narrower, more) = fill(&all, face, middle, best.len());
            let fits = |line: &Range<usize>| width(&all[line.clone()], face) <= middle;
            if !more && narrower.iter().all(fits) {
                best = narrower;
                high = middle;
            } else {
                low = middle;
            }
        }
    }
    best.into_iter().map(|line| joined(&all[line])).collect()
}

/// One line, cut short with `…` where it must be.
pub fn one_line(text: &str, face: Face, widest: f64) -> String {
    wrap(text, face, widest, 1).pop().unwrap_or_default()
}

fn ellipsis(line: &str, face: Face, widest: f64) -> String {
    let mut kept: Vec<&str> = clusters(line).collect();
    while !kept.is_empty() && face.width(&kept.concat()) + face.width("…") > widest {
        kept.pop();
    }
    let mut out = kept.concat();
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

/// The width of the widest of some lines.
pub fn widest(lines: &[String], face: Face) -> f64 {
    lines.iter().map(|line| face.width(line)).fold(0.0, f64::max)
}
