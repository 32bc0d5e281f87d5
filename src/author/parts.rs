//! The parts of the path that a link is written by.
//!
//! In: a link, and its destination as it is written. Out: [`Part`]s, the last first. Must not: take
//! what an escape of markdown's or HTML's stands for as what is written.

use std::ops::Range;

use crate::markdown::Link;

/// What stands between two slashes of a path.
#[derive(Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// As it is meant, but for percent signs.
    pub name: &'a str,
    /// The path up to its end.
    pub so_far: &'a str,
    /// Where it is written, if it is written as it is meant.
    pub range: Option<Range<usize>>,
}

/// The parts of a link's path.
pub fn parts<'a>(link: &'a Link, written: &str) -> Vec<Part<'a>> {
    let place = link.split().0;
    let path = &place[..place.find('?').unwrap_or(place.len())];
    let mut ranges = ranges(written);
    if ranges.len() != path.split('/').count() {
        ranges.clear();
    }
    let mut ranges = ranges.into_iter().rev();
    let mut end = path.len();
    let mut parts = Vec::new();
    for name in path.rsplit('/') {
        let range = ranges.next().filter(|range| &written[range.clone()] == name);
        parts.push(Part { name, so_far: &path[..end], range });
        end = (end - name.len()).saturating_sub(1);
    }
    parts
}

/// Where the parts of a path are written, the first first. The `#` of `&#38;` begins no anchor.
fn ranges(written: &str) -> Vec<Range<usize>> {
    let ends = |(at, sign): &(usize, char)| match sign {
        '#' => !written[..*at].ends_with('&'),
        _ => *sign == '?',
    };
    let end = written.char_indices().find(ends).map_or(written.len(), |(at, _)| at);
    let mut start = 0;
    let range = |part: &str| {
        let range = start..start + part.len();
        start = range.end + 1;
        range
    };
    written[..end].split('/').map(range).collect()
}
