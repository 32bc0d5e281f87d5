//! A body as it is written, with its links led to where things stand on the site.
//!
//! A body that holds HTML of its author's, something that was taken out, or a link that leads
//! nowhere is shown as its page shows it: as HTML, which markdown may hold, sifted.

use std::fmt::Write;

use super::{destination, plain, url};
use crate::link::BodyTarget;
use crate::markdown::{Document, Link};
use crate::site::here::{Here, encode};
use crate::site::part;
use crate::validate::EntryId;

/// A stretch of the file, and what is written in its place.
struct Change {
    from: usize,
    to: usize,
    text: String,
}

pub fn write(here: Here<'_>, id: EntryId, out: &mut String) {
    let page = here.playbook().linked.page(id);
    let targets = here.playbook().linked.body_targets(id);
    let all_lead = !targets.iter().any(|target| matches!(target, BodyTarget::Broken));
    let range = page.body.source.clone().filter(|_| all_lead);
    let source = range.and_then(|range| Some((range.start, page.text.get(range)?)));
    let Some((start, source)) = source else {
        let html = part::body(here, id).0;
        let html = html.trim();
        if !html.is_empty() {
            out.push_str(html);
            out.push_str("\n\n");
        }
        return;
    };
    let mut changes = changes(here, id, &page.body, source, start);
    changes.extend(first_h1(&page.body, source, start));
    changes.sort_by_key(|change| change.from);
    let mut body = String::with_capacity(source.len() + 256);
    let mut copied = 0;
    for change in changes {
        // Links by way of one definition change it once.
        if change.from < copied {
            continue;
        }
        body.push_str(&source[copied..change.from]);
        body.push_str(&change.text);
        copied = change.to;
    }
    body.push_str(&source[copied..]);
    let body = body.trim_matches(['\n', '\r']).trim_end();
    if !body.is_empty() {
        out.push_str(body);
        out.push_str("\n\n");
    }
}

/// The heading that the page does not show, because it is the title. Of the anchors of a body
/// without HTML it is the one that has a text: the others are those of footnotes.
fn first_h1(document: &Document, source: &str, start: usize) -> Option<Change> {
    document.first_h1.as_ref()?;
    let heading = document.anchors.iter().find(|anchor| !anchor.span.range().is_empty())?;
    let from = heading.span.range().start.checked_sub(start)?;
    let to = heading.span.range().end.checked_sub(start)?;
    let (before, behind) = (source.get(..from)?.trim_end_matches(' '), source.get(to..)?);
    let text = String::new();
    // Its line goes with it, but for the sign of a quote or list.
    if !(before.is_empty() || before.ends_with('\n')) {
        return Some(Change { from, to, text });
    }
    let newline = behind.find('\n').map_or(behind.len(), |newline| newline + 1);
    Some(Change { from: before.len(), to: to + newline, text })
}

fn changes(
    here: Here<'_>,
    id: EntryId,
    document: &Document,
    source: &str,
    start: usize,
) -> Vec<Change> {
    let targets = here.playbook().linked.body_targets(id);
    let links = document.links.iter().zip(targets);
    links
        .filter_map(|(link, target)| {
            let (address, name) = address(here, id, target)?;
            let from = (link.span.start as usize).checked_sub(start)?;
            let to = (link.span.end as usize).checked_sub(start)?;
            let written = source.get(from..to)?;
            match wikilink(source, from, to) {
                Some((from, to, label)) => {
                    let mut text = String::from("[");
                    match label {
                        Some(label) => text.push_str(label),
                        None => plain(name.unwrap_or(&link.destination), &mut text),
                    }
                    text.push_str("](");
                    destination(&address, &mut text);
                    text.push(')');
                    Some(Change { from, to, text })
                }
                // Where the destination was not found, the span is that of the whole link.
                None if written.contains("](") || is_taken_apart(link, written) => None,
                None => {
                    let mut text = String::new();
                    destination(&address, &mut text);
                    Some(Change { from, to, text })
                }
            }
        })
        .collect()
}

/// Whether a span holds something else than a destination.
fn is_taken_apart(link: &Link, written: &str) -> bool {
    written.is_empty() != link.destination.is_empty() || written.contains(['\n', '['])
}

/// The whole of `[[…]]` around a destination, and its label.
fn wikilink(source: &str, from: usize, to: usize) -> Option<(usize, usize, Option<&str>)> {
    let open = source[..from].trim_end().strip_suffix("[[")?.len();
    let rest = &source[to..];
    let close = rest.find("]]")?;
    let inside = rest[..close].trim();
    let label = inside.strip_prefix('\\').unwrap_or(inside).strip_prefix('|').map(str::trim);
    if label.is_none() && !inside.is_empty() {
        return None;
    }
    Some((open, to + close + 2, label.filter(|label| !label.is_empty())))
}

/// Where a link leads, and what that is called. `None` stays as it is written.
fn address<'a>(
    here: Here<'a>,
    from: EntryId,
    target: &'a BodyTarget,
) -> Option<(String, Option<&'a str>)> {
    let anchored = |mut url: String, anchor: Option<&str>| {
        if let Some(anchor) = anchor {
            url.push('#');
            encode(anchor, &mut url);
        }
        url
    };
    match target {
        BodyTarget::Entry { id, anchor } => {
            let title = &here.entry(*id).title.value;
            let base = if *id == from && anchor.is_some() { String::new() } else { url(here, *id) };
            Some((anchored(base, anchor.as_deref()), Some(title)))
        }
        BodyTarget::Value { factor, value } => {
            let (factor, def) = here.playbook().linked.factors.of(*factor)?;
            let label = &def.values.get(*value as usize)?.label;
            Some((here.value(factor, *value as usize).url.into_owned(), Some(label)))
        }
        BodyTarget::Asset { index, suffix } => {
            let path = &here.playbook().linked.playbook.assets[*index as usize].path;
            let mut url = here.url(path).into_owned();
            let _ = write!(url, "{suffix}");
            Some((url, None))
        }
        BodyTarget::Generated { address, suffix } => {
            Some((format!("{}{suffix}", here.url_if(address)?), None))
        }
        BodyTarget::Here(anchor) => Some((anchored(String::new(), Some(anchor)), None)),
        BodyTarget::External | BodyTarget::Broken => None,
    }
}
