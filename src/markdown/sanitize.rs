//! The second wall around an author's HTML.
//!
//! In: a document that holds tags of the author's (already rebuilt by `raw`). Out: the same,
//! with every element closed in order, and nothing in it but what `vocabulary` lets through
//! and what the writer itself writes.
//! Must not: trust the first wall, or lose a hole.
//!
//! ammonia reads HTML as browsers do. It knows nothing of holes, so each becomes an element
//! with a mark that only lives here, and is found again in what ammonia gives back.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::out::{Kind, Mark, Out, Piece, pieces};
use super::tag;
use super::vocabulary::{EVERYWHERE, PASSING, SOMEWHERE};

/// The scheme of a hole's mark: no address of an author's is written where it could be taken
/// for one.
const MARK: &str = "hole:";

static SIEVE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut tags: HashSet<&str> = PASSING.into();
    tags.insert("input");
    let mut everywhere: HashSet<&str> = EVERYWHERE.into();
    everywhere.extend(["role", "tabindex"]);
    let mut somewhere: HashMap<&str, HashSet<&str>> =
        SOMEWHERE.iter().map(|(tag, names)| (*tag, names.iter().copied().collect())).collect();
    somewhere.insert("a", HashSet::from(["href"]));
    somewhere.entry("img").or_default().insert("src");
    somewhere.insert("input", HashSet::from(["disabled", "checked"]));
    let checkbox = HashMap::from([("type", HashSet::from(["checkbox"]))]);
    let mut sieve = Builder::default();
    sieve
        .tags(tags)
        .clean_content_tags(HashSet::from(["script", "style"]))
        .generic_attributes(everywhere)
        .tag_attributes(somewhere)
        .tag_attribute_values(HashMap::from([("input", checkbox)]))
        .url_schemes(HashSet::from(["hole"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(|_, name, value| match name {
            // The writer's own addresses lead to its own footnotes.
            "href" | "src" if !value.starts_with(MARK) && !value.starts_with("#fn") => None,
            _ => Some(value.into()),
        });
    sieve
});

/// Sifts a document.
pub(super) fn sift(out: &Out) -> Out {
    let marked = mark(out);
    let sifted = SIEVE.clean(&marked).to_string();
    restore(&sifted, out)
}

/// The document with an element in place of each hole.
fn mark(out: &Out) -> String {
    let mut html = String::with_capacity(out.html.len() + out.holes.len() * 24);
    let mut number = 0;
    for piece in pieces(&out.html, &out.holes) {
        match piece {
            Piece::Html(plain) => html.push_str(plain),
            Piece::Hole(kind, _) => {
                let (before, behind) = match kind {
                    Kind::LinkOpen(_) => ("<a href=\"", "\">"),
                    Kind::Name(_) | Kind::Image { .. } => ("<img src=\"", "\">"),
                    Kind::Href(_) => (" href=\"", "\""),
                    Kind::Src(_) => (" src=\"", "\""),
                    Kind::Code { .. } => ("<pre id=\"", "\"></pre>"),
                    Kind::HeadingOpen(_) => ("<h2 id=\"", "\">"),
                    Kind::LinkClose => ("</a>", ""),
                    Kind::HeadingClose(_) | Kind::HeadingEnd(_) => ("</h2>", ""),
                };
                html.push_str(before);
                if !behind.is_empty() {
                    html.push_str(MARK);
                    html.push_str(&number.to_string());
                    html.push_str(behind);
                }
                number += 1;
            }
        }
    }
    html
}

/// Finds the holes again, and leaves each id to the first element that has it.
fn restore(sifted: &str, before: &Out) -> Out {
    let mut out = Out::default();
    let mut ids = HashSet::new();
    // For each element that is open: whether it is a link, and what its end becomes, where it began
    // as a hole.
    let mut open: Vec<(bool, Option<Kind>)> = Vec::new();
    let mut at = 0;
    while let Some(next) = sifted[at..].find('<') {
        out.push(&sifted[at..at + next]);
        at += next;
        let rest = &sifted[at..];
        let tag = &rest[..tag::length(rest).unwrap_or(rest.len())];
        at += tag.len();
        if tag.starts_with("</") {
            match open.pop().and_then(|(_, end)| end) {
                Some(Kind::HeadingClose(heading)) if open.iter().any(|(is_link, _)| *is_link) => {
                    out.hole(Kind::HeadingEnd(heading), ["", ""]);
                }
                Some(kind) => out.hole(kind, ["", ""]),
                None => out.push(tag),
            }
            continue;
        }
        let is_void = ["<br", "<col>", "<col ", "<hr", "<img", "<input", "<wbr"]
            .iter()
            .any(|void| tag.starts_with(void));
        let hole = marked(tag).and_then(|(number, place)| {
            let hole = before.holes.get(number)?;
            let bytes = &before.html[hole.at as usize..(hole.at + hole.len) as usize];
            Some((hole.kind, bytes, place))
        });
        let mut end = None;
        match hole {
            None => push_tag(&mut out, tag, &mut ids),
            Some((kind, bytes, place)) => match (kind, tag.as_bytes()[1]) {
                (Kind::Href(_), b'a') | (Kind::Src(_), b'i') => {
                    push_tag(&mut out, &tag[..place.html], &mut ids);
                    out.hole(kind, ["", ""]);
                    push_tag(&mut out, &tag[place.holes..], &mut ids);
                }
                (Kind::LinkOpen(_), b'a') => {
                    out.hole(kind, [bytes, ""]);
                    end = Some(Kind::LinkClose);
                }
                (Kind::HeadingOpen(heading), b'h') => {
                    out.hole(kind, [bytes, ""]);
                    end = Some(Kind::HeadingClose(heading));
                }
                (Kind::Name(_) | Kind::Image { .. }, b'i') => out.hole(kind, [bytes, ""]),
                (Kind::Code { .. }, b'p') => {
                    out.hole(kind, [bytes, ""]);
                    // The element is empty; its end tag comes next and goes with it.
                    at += sifted[at..].find('>').map_or(0, |end| end + 1);
                    continue;
                }
                // A mark where none of its kind can be is no mark.
                _ => out.push(tag),
            },
        }
        if !is_void {
            open.push((tag.starts_with("<a ") || tag == "<a>", end));
        }
    }
    out.push(&sifted[at..]);
    out
}

/// Writes a tag, or a part of one, without an id that an earlier element has: what an author
/// never closed (`<a name="x">`) begins anew in each paragraph, as it does in browsers.
fn push_tag<'t>(out: &mut Out, tag: &'t str, ids: &mut HashSet<&'t str>) {
    const ID: &str = " id=\"";
    // No value holds a quote that is not escaped, so this is the attribute.
    let id = tag.find(ID).and_then(|start| {
        let rest = &tag[start + ID.len()..];
        rest.find('"').map(|length| (start, &rest[..length], &rest[length + 1..]))
    });
    match id {
        Some((start, id, behind)) if !ids.insert(id) => {
            out.push(&tag[..start]);
            out.push(behind);
        }
        _ => out.push(tag),
    }
}

/// The number of the hole that a tag stands for, and where the attribute with its mark
/// begins (`html`) and ends (`holes`) in the tag.
fn marked(tag: &str) -> Option<(usize, Mark)> {
    for name in [" href=\"hole:", " src=\"hole:", " id=\"hole:"] {
        if let Some(start) = tag.find(name) {
            let digits = &tag[start + name.len()..];
            let length = digits.find('"')?;
            let number = digits[..length].parse().ok()?;
            return Some((number, Mark { html: start, holes: start + name.len() + length + 1 }));
        }
    }
    None
}
