//! Labels made fit to draw: cleaned of what cannot be drawn, broken into lines, cut short.
//!
//! In: whatever an author wrote. Out: lines that are not wider than asked, as many as
//! allowed, the last one ending in `…` where something was left out.
//! Must not: escape (the pen does), or lose a label: the twin in words has it whole.

use super::measure::{Face, breaks_anywhere, is_mark};

/// More than this of a label is never drawn, whatever the room.
const LONGEST: usize = 400;
/// Marks on one letter: more than this would climb into the lines around it.
const MARKS: usize = 2;

/// The label in one line, without control characters and without the invisible characters
/// that turn the direction of their surroundings.
pub fn clean(text: &str) -> String {
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
fn clusters(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    let mut flags = 0;
    for (at, c) in text.char_indices() {
        let flag = matches!(u32::from(c), 0x1f1e6..=0x1f1ff);
        let joined = is_mark(c) || before == Some('\u{200d}') || (flag && flags % 2 == 1);
        if at > start && !joined {
            out.push(&text[start..at]);
            start = at;
        }
        flags = if flag { flags + 1 } else { 0 };
        before = Some(c);
    }
    if start < text.len() {
        out.push(&text[start..]);
    }
    out
}

/// Pieces between which a line may end; a piece keeps its trailing space.
fn pieces(text: &str, face: Face, widest: f64) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut piece = String::new();
    // Where the whole text fits, so does every piece of it.
    let fits = face.width(text) <= widest;
    for cluster in clusters(text) {
        // A single character wider than the line cannot be drawn at all.
        let cluster = if !fits && face.width(cluster) > widest { "…" } else { cluster };
        // A word that is wider than a line breaks where it must.
        if !fits
            && !piece.is_empty()
            && cluster != " "
            && face.width(&piece) + face.width(cluster) > widest
        {
            out.push(std::mem::take(&mut piece));
        }
        piece.push_str(cluster);
        let last = cluster.chars().next().unwrap_or(' ');
        if last == ' ' || matches!(last, '-' | '/' | '–' | '—') || breaks_anywhere(last) {
            out.push(std::mem::take(&mut piece));
        }
    }
    if !piece.is_empty() {
        out.push(piece);
    }
    out
}

fn fill(pieces: &[String], face: Face, widest: f64, most: usize) -> (Vec<String>, bool) {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        if !line.is_empty() && face.width(&line) + face.width(piece.trim_end()) > widest {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            if lines.len() == most {
                return (lines, at < pieces.len());
            }
        }
        line.push_str(piece);
    }
    if !line.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    (lines, false)
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
    let (lines, more) = fill(&all, face, widest, most);
    if more || cut < text.len() {
        let mut lines = lines;
        if let Some(last) = lines.last_mut() {
            *last = ellipsis(last, face, widest);
        }
        return lines;
    }
    if lines.len() < 2 {
        return lines;
    }
    // The same number of lines, as narrow as they can be: no word left alone at the end.
    let (mut low, mut high) = (widest / lines.len().max(1) as f64, widest);
    let mut best = lines;
    for _ in 0..6 {
        let middle = (low + high) / 2.0;
        let (narrower, more) = fill(&all, face, middle, best.len());
        if !more && narrower.iter().all(|line| face.width(line) <= middle) {
            best = narrower;
            high = middle;
        } else {
            low = middle;
        }
    }
    best
}

/// One line, cut short with `…` where it must be.
pub fn one_line(text: &str, face: Face, widest: f64) -> String {
    wrap(text, face, widest, 1).pop().unwrap_or_default()
}

fn ellipsis(line: &str, face: Face, widest: f64) -> String {
    let mut kept = clusters(line);
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
