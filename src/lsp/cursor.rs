//! Where a place in a page stands: under which keys of the front matter, or in the body.
//!
//! In: a text, whole or half written, and a byte of it. Out: a [`Spot`]. The front matter is
//! read line by line and by its indentation, not as YAML: while somebody types it is none.
//! Must not: know a key, or fail.

use std::ops::Range;

use super::flow;

/// One step from the top of the front matter to a place in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'t> {
    Key(&'t str),
    /// An item of a list, whichever.
    Item,
}

/// What stands, or could stand, at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Key,
    Value,
    /// It has no colon yet: a key where keys are wanted, else a value.
    Open,
}

/// A place in the front matter.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontSpot<'t> {
    /// For a key the mapping that it is in; for a value the key, or the list, that it is of.
    pub path: Vec<Step<'t>>,
    pub role: Role,
    /// The bytes of the whole word or value.
    pub token: Range<usize>,
    /// The other keys of the same mapping.
    pub siblings: Vec<&'t str>,
    /// Whether it stands between braces or brackets.
    pub in_flow: bool,
    /// Whether the line holds nothing else.
    pub is_alone: bool,
}

/// A place in a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Spot<'t> {
    Front(FrontSpot<'t>),
    /// At a line of dashes around the front matter.
    Edge,
    Body,
}

/// A line of front matter.
struct Line<'t> {
    start: usize,
    text: &'t str,
}

/// Finds where a byte of a text stands.
pub fn spot(text: &str, offset: usize) -> Spot<'_> {
    let offset = text.floor_char_boundary(offset);
    let mut lines = Vec::new();
    let mut start = 0;
    for (number, line) in text.split('\n').enumerate() {
        let is_edge = line.trim_end() == "---";
        if number == 0 && !is_edge {
            return Spot::Body;
        }
        let end = start + line.len();
        if number > 0 && is_edge {
            return match offset {
                _ if offset > end => Spot::Body,
                _ if offset >= start => Spot::Edge,
                _ => front(&text[..start], &lines, offset),
            };
        }
        if number == 0 && offset <= end {
            return Spot::Edge;
        }
        if number > 0 {
            lines.push(Line { start, text: line });
        }
        start = end + 1;
    }
    // It is not closed yet: somebody begins a page.
    front(text, &lines, offset)
}

/// A key or an item that is open.
struct Frame<'t> {
    indent: usize,
    step: Step<'t>,
}

/// A place in front matter, whose text ends with it.
fn front<'t>(text: &'t str, lines: &[Line<'t>], offset: usize) -> Spot<'t> {
    let at = lines.partition_point(|line| line.start <= offset).saturating_sub(1);
    let mut frames: Vec<Frame<'t>> = Vec::new();
    // Deeper lines than this are the text of a block (`|` or `>`).
    let mut block: Option<usize> = None;
    // Where the braces or brackets that were opened last are closed.
    let mut closed = 0;
    for (number, line) in lines.iter().enumerate().take(at + 1) {
        let is_last = number == at;
        if line.start < closed {
            if is_last {
                return nothing(offset);
            }
            continue;
        }
        let bare = line.text.trim_start();
        let indent = line.text.len() - bare.len();
        if block.is_some_and(|limit| bare.is_empty() || indent > limit) {
            if is_last {
                return nothing(offset);
            }
            continue;
        }
        block = None;
        if bare.starts_with('#') || (bare.is_empty() && !is_last) {
            if is_last {
                return nothing(offset);
            }
            continue;
        }
        let cursor = offset - line.start.min(offset);
        if bare.is_empty() {
            let indent = cursor.min(line.text.len());
            leave(&mut frames, indent, false);
            return open(lines, at, &frames, indent, offset..offset, true);
        }
        let column = items(line.text, indent, &mut frames);
        let content = &line.text[column..];
        if is_last && (cursor < column || content.is_empty()) {
            leave(&mut frames, column, false);
            return open(lines, at, &frames, column, offset..offset, true);
        }
        leave(&mut frames, column, false);
        let start = line.start + column;
        if content.starts_with(['{', '[']) {
            let content = flow::whole(&text[start..]);
            closed = start + content.len();
            if is_last || offset < closed {
                return within(content, start, offset, steps(&frames));
            }
            continue;
        }
        let Some(colon) = colon(content) else {
            if is_last {
                let end = start + content.trim_end().len();
                return open(lines, at, &frames, column, start..end.max(offset), true);
            }
            continue;
        };
        let key = unquoted(content[..colon].trim_end());
        if is_last && offset <= start + colon {
            return open(lines, at, &frames, column, start..start + colon, false);
        }
        frames.push(Frame { indent: column, step: Step::Key(key) });
        let rest = &content[colon + 1..];
        let value = rest.trim_start();
        if value.starts_with(['|', '>']) {
            block = Some(column);
        }
        let start = start + colon + 1 + (rest.len() - value.len());
        let value = match value.starts_with(['{', '[']) {
            true => flow::whole(&text[start..]),
            false => value,
        };
        closed = start + value.len();
        if is_last || offset < closed {
            return within(value, start, offset, steps(&frames));
        }
    }
    nothing(offset)
}

/// Enters the items that a line begins (`- - x`), and says where its content stands.
fn items<'t>(line: &'t str, indent: usize, frames: &mut Vec<Frame<'t>>) -> usize {
    let mut column = indent;
    loop {
        let content = &line[column..];
        let Some(rest) = content.strip_prefix('-') else { return column };
        if !rest.is_empty() && !rest.starts_with(' ') {
            return column;
        }
        leave(frames, column, true);
        frames.push(Frame { indent: column, step: Step::Item });
        column += 1 + (rest.len() - rest.trim_start().len());
        if rest.trim().is_empty() {
            return line.len();
        }
    }
}

/// Leaves what a line of an indentation is no part of. A list may stand as far out as its key.
fn leave(frames: &mut Vec<Frame<'_>>, indent: usize, is_item: bool) {
    while let Some(last) = frames.last() {
        let stays = match last.step {
            _ if last.indent < indent => true,
            Step::Key(_) => is_item && last.indent == indent,
            Step::Item => false,
        };
        if stays {
            return;
        }
        frames.pop();
    }
}

fn steps<'t>(frames: &[Frame<'t>]) -> Vec<Step<'t>> {
    frames.iter().map(|frame| frame.step).collect()
}

/// Where the colon behind a key stands.
fn colon(content: &str) -> Option<usize> {
    let from = match content.chars().next() {
        Some(quote @ ('"' | '\'')) => content[1..].find(quote)? + 2,
        _ => 0,
    };
    let mut colons = content[from..].match_indices(':').map(|(at, _)| from + at);
    colons.find(|at| content[at + 1..].is_empty() || content[at + 1..].starts_with([' ', '\t']))
}

/// A scalar without the quotes around it.
pub fn unquoted(text: &str) -> &str {
    let inner = |quote| text.strip_prefix(quote)?.strip_suffix(quote);
    inner('"').or_else(|| inner('\'')).unwrap_or(text)
}

fn nothing<'t>(offset: usize) -> Spot<'t> {
    // Text, or a comment: nothing is wanted here, and no key leads there.
    Spot::Front(FrontSpot {
        path: vec![Step::Item],
        role: Role::Value,
        token: offset..offset,
        siblings: Vec::new(),
        in_flow: false,
        is_alone: false,
    })
}

/// A word that begins a line, or an item.
fn open<'t>(
    lines: &[Line<'t>],
    at: usize,
    frames: &[Frame<'t>],
    column: usize,
    token: Range<usize>,
    is_open: bool,
) -> Spot<'t> {
    Spot::Front(FrontSpot {
        path: steps(frames),
        role: if is_open { Role::Open } else { Role::Key },
        token,
        siblings: siblings(lines, at, column),
        in_flow: false,
        is_alone: is_open,
    })
}

/// The keys that stand at a column around a line, as far as nothing further out ends them.
fn siblings<'t>(lines: &[Line<'t>], at: usize, column: usize) -> Vec<&'t str> {
    let key = |line: &Line<'t>| -> Option<&'t str> {
        let content = line.text.get(column..)?;
        let lead = line.text[..column].trim_start_matches([' ', '-']);
        let is_key = lead.is_empty() && !content.starts_with([' ', '#', '-']);
        is_key.then(|| colon(content).map(|colon| unquoted(content[..colon].trim_end())))?
    };
    let blank = |line: &Line<'_>| line.text.trim().is_empty();
    let indent = |line: &Line<'_>| line.text.len() - line.text.trim_start().len();
    let mut found = Vec::new();
    let begins_item = |line: &Line<'_>| indent(line) < column;
    if !begins_item(&lines[at]) || blank(&lines[at]) {
        for line in lines[..at].iter().rev().filter(|line| !blank(line)) {
            let outer = begins_item(line);
            let is_item = outer && line.text.trim_start().starts_with('-');
            if !outer || is_item {
                found.extend(key(line));
            }
            if outer {
                break;
            }
        }
    }
    for line in lines[at + 1..].iter().filter(|line| !blank(line)) {
        if begins_item(line) {
            break;
        }
        found.extend(key(line));
    }
    found
}

/// A place in a value, which may hold braces and brackets.
fn within<'t>(value: &'t str, start: usize, offset: usize, mut path: Vec<Step<'t>>) -> Spot<'t> {
    if value.starts_with(['{', '[']) && offset > start {
        let found = flow::spot(value, offset - start);
        let in_flow = found.is_inside;
        path.extend(found.path);
        let token = start + found.token.start..start + found.token.end;
        let role = if found.is_key { Role::Key } else { Role::Value };
        return Spot::Front(FrontSpot {
            path,
            role,
            token,
            siblings: found.siblings,
            in_flow,
            is_alone: false,
        });
    }
    let end = value.find(" #").unwrap_or(value.len());
    let token = match value.starts_with('#') {
        true => offset..offset,
        false => start..start + value[..end].trim_end().len(),
    };
    let token = if offset < token.start { offset..offset } else { token };
    let token = token.start..token.end.max(offset.min(start + end));
    Spot::Front(FrontSpot {
        path,
        role: Role::Value,
        token,
        siblings: Vec::new(),
        in_flow: false,
        is_alone: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The spot of the `|` in a text, told in a line.
    fn told(text: &str) -> String {
        let at = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        match spot(&text, at) {
            Spot::Front(spot) => {
                let path: Vec<&str> = spot
                    .path
                    .iter()
                    .map(|step| match step {
                        Step::Key(key) => key,
                        Step::Item => "-",
                    })
                    .collect();
                let token = &text[spot.token.clone()];
                format!("{}: {:?} `{token}` {:?}", path.join("."), spot.role, spot.siblings)
            }
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn keys_and_values() {
        assert_eq!(told("---\nti|\n---\n"), ": Open `ti` []");
        assert_eq!(
            told("---\ntitle: a\n|\nsummary: b\n---\n"),
            r#": Open `` ["title", "summary"]"#
        );
        assert_eq!(told("---\nti|tle: a\nsummary: b\n---\n"), r#": Key `title` ["summary"]"#);
        assert_eq!(told("---\nstate: dr| # why\n---\n"), "state: Value `dr` []");
        assert_eq!(told("---\nstate: |\n---\n"), "state: Value `` []");
        assert_eq!(told("---\nstate:|\n---\n"), "state: Value `` []");
        assert_eq!(told("---\ntitle: a\n|"), r#": Open `` ["title"]"#);
    }

    #[test]
    fn lists_and_what_they_hold() {
        let fit = "---\nfit:\n  - when: {a: b}\n    lean: for\n";
        assert_eq!(told(&format!("{fit}    be|\n---\n")), r#"fit.-: Open `be` ["lean", "when"]"#);
        assert_eq!(told(&format!("{fit}  - |\n---\n")), "fit.-: Open `` []");
        assert_eq!(
            told(&format!("{fit}  - le|an: for\n    basis: x\n---\n")),
            r#"fit.-: Key `lean` ["basis"]"#
        );
        assert_eq!(told("---\nneeds:\n  - a\n  - b|\n---\n"), "needs.-: Open `b` []");
        assert_eq!(told("---\nneeds:\n- a|\ntitle: x\n---\n"), "needs.-: Open `a` []");
        assert_eq!(told("---\nneeds:\n- a\nti|\n---\n"), r#": Open `ti` ["needs"]"#);
        assert_eq!(
            told("---\nrequires:\n  - ref: x\n    because: y\n  - ref: z|\n---\n"),
            "requires.-.ref: Value `z` []"
        );
        assert_eq!(told("---\nneeds:\n  |\n---\n"), "needs: Open `` []");
    }

    #[test]
    fn braces_and_brackets() {
        let line = |rest: &str| told(&format!("---\nfit:\n  - when: {rest}\n---\n"));
        assert_eq!(line("{in|}"), "fit.-.when: Key `in` []");
        assert_eq!(line("{a: hi|, c: d}"), "fit.-.when.a: Value `hi` []");
        assert_eq!(line("{a: [x, y|], c: d}"), "fit.-.when.a.-: Value `y` []");
        assert_eq!(line("{a: x, |}"), r#"fit.-.when: Key `` ["a"]"#);
        assert_eq!(line("{a: {at_least: |}}"), "fit.-.when.a.at_least: Value `` []");
        assert_eq!(told("---\nneeds: [a, b|\n---\n"), "needs.-: Value `b` []");
        assert_eq!(told("---\nuses:\n  - {ref: a|}\n---\n"), "uses.-.ref: Value `a` []");
        // Over several lines, as formatters write what is long.
        assert_eq!(told("---\nneeds: [\n  a, # x]\n  b|,\n]\n---\n"), "needs.-: Value `b` []");
        assert_eq!(told("---\nneeds:\n  [\n    |\n  ]\n---\n"), "needs.-: Value `` []");
        let over =
            "---\nuses:\n  - {\n      ref: 'a}',\n      be|:\n        c,\n    }\nx: y\n---\n";
        assert_eq!(told(over), r#"uses.-: Key `be` ["ref"]"#);
        assert_eq!(told("---\na: [\n  b,\n]\nti|: c\n---\n"), r#": Key `ti` ["a"]"#);
        assert_eq!(told("---\na: [b,\nneeds: [c|]\n---\n"), "needs.-: Value `c` []");
    }

    #[test]
    fn texts_and_bodies() {
        assert_eq!(told("|---\na: b\n---\nx"), "Edge");
        assert_eq!(told("---\na: b\n---|\nx"), "Edge");
        assert_eq!(told("---\na: b\n---\nx|"), "Body");
        assert_eq!(told("x|"), "Body");
        assert_eq!(told("---\na: >\n  some te|xt\n---\n"), "-: Value `` []");
        assert_eq!(told("---\n# a: b|\n---\n"), "-: Value `` []");
    }

    proptest::proptest! {
        #[test]
        fn every_place_of_every_text_is_somewhere(
            text in "(---\n)?(- |  |[a-c]|é|: |:|#| #|\\{|\\}|\\[|\\]|,|\"|'|\\||\n|\t|🦉|---\n){0,30}",
            at in 0usize..80,
        ) {
            if let Spot::Front(spot) = spot(&text, at) {
                proptest::prop_assert!(text.get(spot.token).is_some());
            }
        }
    }
}
