//! The search's data as scripts: what is loaded when the box is first used, the words in
//! shards, and the pages with their text in parts, for excerpts.
//!
//! In: the site. Out: `search/index.js`, `search/words-N.js`, `search/pages-N.js`, as
//! `search-query.js` and `search.js` read them. Must not: decide what is found first.

use serde_json::{Value, json};

use super::Site;
use super::here::Here;
use super::json::{Each, script};
use super::words;
use crate::link::BodyTarget;
use crate::model::{Entry, KindId, Relation};
use crate::search::{self, Index, Page, Section};
use crate::validate::EntryId;

/// The address of what is loaded first.
pub const ADDRESS: &str = "search/index.js";

/// How many pages' texts stand in one script.
const PART: usize = 8;

/// How much of a section's text is kept for excerpts, in bytes.
const LONGEST: usize = 4_000;

/// The id of the sources on a page.
const SOURCES: &str = "s.sources";

pub fn words_address(shard: usize) -> String {
    format!("search/words-{shard}.js")
}

pub fn pages_address(part: usize) -> String {
    format!("search/pages-{part}.js")
}

/// How many scripts hold the pages of a site.
pub fn parts(pages: usize) -> usize {
    pages.div_ceil(PART)
}

/// Every word of the site. Pages are numbered as the playbook has them.
pub fn index(site: &Site) -> Index {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    search::index(site.playbook.linked.playbook.pages.len(), &|at| page(site, at), threads)
}

fn page(site: &Site, at: usize) -> Page<'_> {
    let linked = &site.playbook.linked;
    let id = EntryId(at as u32);
    let entry = linked.entry(id);
    let body = &linked.page(id).body;
    let targets = linked.body_targets(id);
    let mut name = |link: usize| match targets.get(link)? {
        BodyTarget::Entry { id, .. } => Some(linked.entry(*id).title.value.to_string()),
        BodyTarget::Value { factor, value } => {
            let (_, def) = linked.factors.of(*factor)?;
            Some(def.values.get(*value as usize)?.label.to_string())
        }
        _ => None,
    };
    let mut sections: Vec<Section<'_>> = body
        .sections(&mut name)
        .into_iter()
        .map(|own| {
            let heading = own.heading.map(|heading| &body.headings[heading]);
            Section {
                id: heading.map_or("", |heading| &heading.id),
                heading: heading.map_or("", |heading| &heading.text),
                text: own.text,
            }
        })
        .collect();
    // The first is always what stands before any heading.
    if sections.first().is_none_or(|own| !own.id.is_empty()) {
        sections.insert(0, Section::default());
    }
    let mut besides = |more: &str| {
        let text = &mut sections[0].text;
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(more);
    };
    let lines = entry.practice.iter().flat_map(|practice| &practice.fit);
    lines.for_each(|line| besides(&line.because.value));
    let factor = site.playbook.linked.factors.of(id);
    factor.iter().for_each(|(_, def)| besides(&def.question));
    if !entry.common.sources.is_empty() {
        sections.push(Section { id: SOURCES, heading: "", text: authors(entry) });
    }
    for value in factor.iter().flat_map(|(_, def)| &def.values) {
        let text = value.looks_like.as_deref().unwrap_or_default().to_owned();
        sections.push(Section { id: "", heading: &value.label, text });
    }
    let mut names: Vec<&str> = entry.common.aka.iter().map(|name| &*name.value).collect();
    // The names that teams have for it.
    let rows = site.playbook.run_by(id);
    let rows = rows.filter(|(team, _)| !linked.entry(*team).is_retired());
    names.extend(rows.filter_map(|(_, row)| Some(&*row.row.local_name.as_ref()?.value)));
    names.extend(entry.common.tags.iter().map(|tag| &*tag.value));
    names.dedup();
    Page {
        title: (&*entry.title.value).into(),
        names,
        summary: entry.common.summary.as_ref().map_or("", |text| &text.value),
        sections,
    }
}

/// Who wrote the sources of an entry.
fn authors(entry: &Entry) -> String {
    let by = entry.common.sources.iter().filter_map(|own| own.by.as_ref());
    by.map(|by| &*by.value).collect::<Vec<_>>().join(", ")
}

/// The same with what they wrote, as an excerpt shows it: words of titles would make heavier
/// what everybody loads first.
fn sources(entry: &Entry) -> String {
    let parts = entry.common.sources.iter().flat_map(|own| [&own.title, &own.by]);
    parts.flatten().map(|part| &*part.value).collect::<Vec<_>>().join(", ")
}

/// What is loaded first: the words, what is known of each, and what results are narrowed by.
pub fn first(site: &Site, index: &Index) -> Vec<u8> {
    let pages = site.playbook.linked.playbook.pages.len();
    let value = json!({
        "pages": pages,
        "part": PART,
        "shards": bounds(index, search::shards(pages)),
        "words": vocabulary(index),
        "known": known(index),
        "kinds": kinds(site),
        "facets": facets(site),
    });
    script("playbookSearch=", &value)
}

/// The first word of each shard: shards hold about as many pages' names each.
fn bounds(index: &Index, shards: usize) -> Vec<usize> {
    let weight = |postings: &Vec<search::Posting>| postings.len() + 2;
    let total: usize = index.postings.iter().map(weight).sum();
    let mut bounds = vec![0];
    let mut sum = 0;
    for (word, postings) in index.postings.iter().enumerate() {
        while bounds.len() < shards && sum * shards >= total * bounds.len() {
            bounds.push(word);
        }
        sum += weight(postings);
    }
    bounds.resize(shards, index.words.len());
    bounds
}

/// The words, each as how much of the one before it keeps (one digit of base 36, in units of
/// UTF-16) and what follows, with a blank between.
fn vocabulary(index: &Index) -> String {
    let mut text = String::new();
    let mut before: &str = "";
    for word in &index.words {
        let mut kept = 0;
        let mut bytes = 0;
        for (own, other) in word.chars().zip(before.chars()) {
            if own != other || kept + own.len_utf16() > 35 {
                break;
            }
            kept += own.len_utf16();
            bytes += own.len_utf8();
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.extend(char::from_digit(kept as u32, 36));
        text.push_str(&word[bytes..]);
        before = word;
    }
    text
}

/// One sign for each word: how many pages have it (the logarithm), whether pages that have it
/// in their text alone are left out (16), whether it is more than text anywhere (32).
fn known(index: &Index) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let sign = |(postings, common): (&Vec<search::Posting>, &bool)| {
        let size = postings.len().max(1).ilog2().min(15) as usize;
        let strong = postings.iter().any(|posting| posting.is_strong);
        char::from(SIGNS[size + usize::from(*common) * 16 + usize::from(strong) * 32])
    };
    index.postings.iter().zip(&index.common).map(sign).collect()
}

/// A shard: for each word its pages, as steps from one to the next, each with its code.
pub fn words(site: &Site, index: &Index, shard: usize) -> Vec<u8> {
    let pages = site.playbook.linked.playbook.pages.len();
    let bounds = bounds(index, search::shards(pages));
    let start = bounds.get(shard).copied().unwrap_or(index.words.len());
    let end = bounds.get(shard + 1).copied().unwrap_or(index.words.len());
    let mut text = format!("(self.playbookSearchWords=self.playbookSearchWords||{{}})[{shard}]=[");
    for postings in &index.postings[start..end] {
        let mut before = 0;
        text.push('[');
        for posting in postings {
            let step = posting.page - before;
            before = posting.page;
            text.push_str(&format!("{step},{},", posting.code));
        }
        if text.ends_with(',') {
            text.pop();
        }
        text.push_str("],");
    }
    if text.ends_with(',') {
        text.pop();
    }
    text.push_str("];\n");
    text.into_bytes()
}

/// A part of the pages: address, title, kind, names, summary, sections. A section is its id, its
/// heading and its text; one that has a page of its own, as a factor's value has, its address too.
pub fn pages(site: &Site, part: usize) -> Vec<u8> {
    let here = Here::new(site, "");
    let count = site.playbook.linked.playbook.pages.len();
    let pages = Each(|| {
        (part * PART..count.min((part + 1) * PART)).map(|at| {
            let id = EntryId(at as u32);
            let page = page(site, at);
            let from_root = |url: &str| url.strip_prefix("./").unwrap_or(url).to_owned();
            let url = from_root(&here.entry_url(id));
            // The values of a factor are its last sections.
            let factor = site.playbook.linked.factors.of(id);
            let values = factor.map_or(0, |(_, def)| def.values.len());
            let first = page.sections.len() - values;
            let sections = page.sections.into_iter().enumerate();
            let sections: Vec<_> = sections
                .map(|(at, own)| match factor {
                    Some((factor, _)) if at >= first => {
                        let own_page = from_root(&here.value(factor, at - first).url);
                        json!(["", own.heading, cut(own.text), own_page])
                    }
                    _ if own.id == SOURCES => {
                        json!([own.id, own.heading, cut(sources(site.playbook.entry(id)))])
                    }
                    _ => json!([own.id, own.heading, cut(own.text)]),
                })
                .collect();
            let kind = site.playbook.entry(id).kind.0;
            (url, page.title, kind, page.names, page.summary, sections)
        })
    });
    script(&format!("(self.playbookSearchPages=self.playbookSearchPages||{{}})[{part}]="), &pages)
}

fn cut(mut text: String) -> String {
    text.truncate(text.floor_char_boundary(LONGEST));
    text
}

/// The kinds, by their number.
fn kinds(site: &Site) -> Vec<Value> {
    let kinds = site.playbook.linked.playbook.kinds.iter();
    kinds
        .map(|(kind, own)| match kind {
            KindId::PAGE => json!(["page", "Page"]),
            _ => json!([own.name, words::singular(kind, own)]),
        })
        .collect()
}

/// Kind, need and cycle: for each the values with their pages, as steps.
fn facets(site: &Site) -> Vec<Value> {
    let linked = &site.playbook.linked;
    let book = &linked.playbook;
    let kinds = book.kinds.iter().map(|(kind, own)| {
        let title = if kind == KindId::PAGE { "Page" } else { words::singular(kind, own) };
        facet_value(&own.name, title, book.of_kind(kind).map(|(id, _)| id))
    });
    let of = |kind: KindId, relation: Relation| {
        let values = book.of_kind(kind).map(|(value, entry)| {
            facet_value(&entry.id, &entry.title.value, linked.graph.incoming_by(value, relation))
        });
        values.flatten().collect::<Vec<Value>>()
    };
    vec![
        json!(["kind", "Kind", kinds.flatten().collect::<Vec<Value>>()]),
        json!(["need", "Need", of(KindId::NEED, Relation::Needs)]),
        json!(["cycle", "Cycle", of(KindId::CYCLE, Relation::Cycle)]),
    ]
}

/// What results can be narrowed to: its id, its title and its pages; nothing without pages.
fn facet_value(id: &str, title: &str, pages: impl Iterator<Item = EntryId>) -> Option<Value> {
    let pages: Vec<EntryId> = pages.collect();
    (!pages.is_empty()).then(|| json!([id, title, steps(&pages)]))
}

fn steps(pages: &[EntryId]) -> Vec<usize> {
    let mut before = 0;
    pages
        .iter()
        .map(|id| {
            let step = id.index() - before;
            before = id.index();
            step
        })
        .collect()
}
