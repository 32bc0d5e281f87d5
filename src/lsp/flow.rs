//! Where a place stands between the braces and brackets of a value.
//!
//! In: a value that begins with one of them, whole or half written, and a byte of it. Out: the
//! steps that lead to the place. Must not: fail.

use std::ops::Range;

use super::cursor::{Step, unquoted};

/// A place in such a value.
pub struct FlowSpot<'t> {
    pub path: Vec<Step<'t>>,
    pub is_key: bool,
    /// Whether anything is open at the place.
    pub is_inside: bool,
    pub token: Range<usize>,
    /// The other keys of the innermost braces, up to the place and behind it.
    pub siblings: Vec<&'t str>,
}

/// Braces or brackets that are open.
struct Open<'t> {
    is_map: bool,
    key: Option<&'t str>,
    keys: Vec<&'t str>,
}

/// The value that a text begins with, to the end of the line on which it is closed; where nothing
/// closes it, and somebody is still writing, to the end of its first.
pub fn whole(text: &str) -> &str {
    let line_from = |at: usize| &text[..text[at..].find('\n').map_or(text.len(), |end| at + end)];
    let mut depth = 0usize;
    let mut quote: Option<char> = None;
    let mut in_comment = false;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (_, '\n') if in_comment => in_comment = false,
            _ if in_comment => {}
            (Some(own), c) => quote = Some(own).filter(|own| *own != c),
            // Within a word they are signs like others.
            (None, '"' | '\'') if text[..at].trim_end().ends_with(['[', '{', ',', ':']) => {
                quote = Some(c);
            }
            (None, '#') => in_comment = text[..at].ends_with(char::is_whitespace),
            (None, '{' | '[') => depth += 1,
            (None, '}' | ']') if depth <= 1 => return line_from(at),
            (None, '}' | ']') => depth -= 1,
            _ => {}
        }
    }
    line_from(0)
}

/// Finds where a byte of a value stands.
pub fn spot(value: &str, offset: usize) -> FlowSpot<'_> {
    let mut open: Vec<Open<'_>> = Vec::new();
    // Where the word that is being read begins.
    let mut word = 0;
    let mut quote: Option<char> = None;
    let mut in_comment = false;
    for (at, c) in value.char_indices().take_while(|(at, _)| *at < offset) {
        match (quote, c) {
            (_, '\n') if in_comment => {
                in_comment = false;
                word = at + 1;
            }
            _ if in_comment => {}
            (Some(own), c) if c == own => quote = None,
            (Some(_), _) => {}
            (None, '#') => in_comment = value[..at].ends_with(char::is_whitespace),
            (None, '"' | '\'') if value[word..at].trim().is_empty() => quote = Some(c),
            (None, '{' | '[') => {
                open.push(Open { is_map: c == '{', key: None, keys: Vec::new() });
                word = at + 1;
            }
            (None, '}' | ']') => {
                open.pop();
                word = at + 1;
            }
            (None, ',') => {
                if let Some(last) = open.last_mut() {
                    last.key = None;
                }
                word = at + 1;
            }
            (None, ':') if ends_key(&value[at + 1..]) => {
                if let Some(last) = open.last_mut().filter(|last| last.is_map) {
                    let key = unquoted(value[word..at].trim());
                    last.key = Some(key);
                    last.keys.push(key);
                    word = at + 1;
                }
            }
            _ => {}
        }
    }
    let lead = value[word..].len() - value[word..].trim_start().len();
    let start = (word + lead).min(offset);
    let end = offset + word_end(&value[offset..], quote);
    let token = start..start + value[start..end].trim_end().len().max(offset - start);
    let is_key = open.last().is_some_and(|last| last.is_map && last.key.is_none());
    let path = open.iter().flat_map(|open| match open {
        Open { is_map: true, key, .. } => key.map(Step::Key),
        Open { is_map: false, .. } => Some(Step::Item),
    });
    let path = path.collect();
    let is_inside = !open.is_empty();
    let mut siblings = Vec::new();
    if let Some(last) = open.pop().filter(|_| is_key) {
        siblings.extend(last.keys);
        siblings.extend(keys_behind(&value[token.end..]));
    }
    FlowSpot { path, is_key, is_inside, token, siblings }
}

fn ends_key(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with([' ', '\n', ',', '}', ']'])
}

/// How far the word goes on.
fn word_end(rest: &str, quote: Option<char>) -> usize {
    if let Some(quote) = quote {
        return rest.find(quote).map_or(rest.len(), |at| at + quote.len_utf8());
    }
    let end = rest.find([',', '}', ']', '{', '[', '\n']).unwrap_or(rest.len());
    let mut colons = rest[..end].match_indices(':').map(|(at, _)| at);
    colons.find(|at| ends_key(&rest[at + 1..])).unwrap_or(end)
}

/// The keys that follow in the same braces.
fn keys_behind(rest: &str) -> Vec<&str> {
    let mut depth = 0usize;
    let mut keys = Vec::new();
    let mut word = None;
    for (at, c) in rest.char_indices() {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' if depth == 0 => break,
            '}' | ']' => depth -= 1,
            ',' if depth == 0 => word = Some(at + 1),
            ':' if depth == 0 && ends_key(&rest[at + 1..]) => {
                keys.extend(word.take().map(|word| unquoted(rest[word..at].trim())));
            }
            _ => {}
        }
    }
    keys
}
