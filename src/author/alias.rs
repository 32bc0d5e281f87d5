//! An old address among an entry's `aliases`, however these are written.
//!
//! In: the text of a file, and an address. Out: a change, or the place where it takes a hand.
//! Must not: make other than one more alias of it, whatever YAML can be.

use super::example::flow;
use super::plan::Change;
use crate::source::{FileId, Span};
use crate::yaml::{self, Value};

/// How front matter, which ends at `end`, comes to hold the address too.
pub fn joined_by(address: &str, text: &str, end: usize, file: FileId) -> Result<Change, Span> {
    let change = |at: usize, new: String| Ok(Change { range: at..at, old: String::new(), new });
    let address = flow(address);
    let tree = yaml::parse(text, end, file).ok();
    let entries = match tree.as_ref().map(|tree| &tree.value) {
        Some(Value::Map(entries)) => entries.as_slice(),
        _ => &[],
    };
    let Some((key, node)) = entries.iter().find(|(key, _)| &*key.value == "aliases") else {
        let pair = format!("aliases: [{address}]");
        let map = tree.as_ref().map_or(end..end, |tree| tree.span.range());
        return match entries.last() {
            // Between braces it is one more of them, on the last one's line.
            Some((_, last)) if text[map].starts_with('{') => {
                change(last.span.range().end, format!(", {pair}"))
            }
            Some((first, _)) => {
                let margin = margin(text, first.span.range().start);
                change(bottom(text, end), format!("{margin}{pair}\n"))
            }
            None => change(end, format!("{pair}\n")),
        };
    };
    let range = node.span.range();
    let old = &text[range.clone()];
    let instead = |new: String| Ok(Change { range: range.clone(), old: old.to_owned(), new });
    match &node.value {
        // A key without a value would stand twice: it is given one where it stands.
        Value::Null if range.is_empty() => {
            let behind = key.span.range().end;
            let colon = text[behind..end].find(':').map_or(behind, |at| behind + at + 1);
            change(colon, format!(" [{address}]"))
        }
        // What is said elsewhere is said of other things too.
        _ if node.span.start < key.span.end => Err(key.span),
        Value::Null => instead(format!("[{address}]")),
        Value::Scalar { text, .. } if !old.contains('\n') => {
            let first = if old.starts_with(['"', '\'']) { old.to_owned() } else { flow(text) };
            instead(format!("[{first}, {address}]"))
        }
        // Behind the last, since a comma may stand before the bracket already.
        Value::List(items) if old.starts_with('[') => match items.last() {
            Some(last) => change(last.span.range().end, format!(", {address}")),
            None => change(range.start + 1, address),
        },
        Value::List(items) => {
            let last = items.last().map_or(range.clone(), |last| last.span.range());
            let line = text[..last.start].rfind('\n').map_or(0, |at| at + 1);
            let dash = text[line..last.start].find('-').map(|at| line + at + 1);
            match dash.filter(|_| !text[last.clone()].contains('\n')) {
                Some(dash) => {
                    let next = text[last.end..].find('\n').map_or(end, |at| last.end + at + 1);
                    change(next, format!("{} {address}\n", &text[line..dash]))
                }
                // Its text goes over several lines, and another would be one more of them.
                None => Err(node.span),
            }
        }
        _ => Err(node.span),
    }
}

/// The blanks at the beginning of the line on which a place is.
fn margin(text: &str, place: usize) -> &str {
    let line = text[..place].rfind('\n').map_or(0, |at| at + 1);
    let blanks = text[line..].len() - text[line..].trim_start_matches(' ').len();
    &text[line..line + blanks]
}

/// Where another key may stand: above the dots that end the mapping, where there are any before
/// the dashes do.
fn bottom(text: &str, end: usize) -> usize {
    let mut at = 0;
    for line in text[..end].split_inclusive('\n') {
        if line.trim_end() == "..." {
            return at;
        }
        at += line.len();
    }
    end
}
