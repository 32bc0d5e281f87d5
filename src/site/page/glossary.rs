//! Every name under which something is known: titles, other names, and what teams call
//! their practices. A page of it for each few hundred names.

use std::borrow::Cow;

use foldhash::HashSet;

use super::{Html, render};
use crate::fit::FittedPlaybook;
use crate::site::here::Here;
use crate::site::part::Plain;
use crate::site::route::GLOSSARY_LENGTH;
use crate::site::view::{
    GlossaryLetter, GlossaryTerm, GlossaryView, NavLink, PagerPage, PagerView,
};
use crate::validate::{EntryId, part_address};

/// How many letters the head of a page links to.
const LETTERS: usize = 80;

/// A name and what it names.
#[derive(Debug)]
pub struct Term {
    /// A capital letter, or `#`.
    letter: char,
    name: Box<str>,
    entry: EntryId,
    alias: bool,
    /// The teams that call it so.
    teams: Vec<EntryId>,
}

/// Each name with what it names and, for a local name, whose it is; some more than once.
fn names(playbook: &FittedPlaybook) -> impl Iterator<Item = (EntryId, &str, Option<EntryId>)> {
    let entries = playbook.linked.playbook.entries().filter(|(_, entry)| !entry.is_page());
    let own = entries.flat_map(|(id, entry)| {
        let title = std::iter::once(&*entry.title.value);
        let names = title.chain(entry.common.aka.iter().map(|name| &*name.value));
        names.map(move |name| (id, name, None))
    });
    let local = playbook.teams().flat_map(move |team| {
        let named = playbook
            .rows(team)
            .filter_map(|row| Some((row.practice, &*row.row.local_name.as_ref()?.value)));
        named.map(move |(practice, name)| (practice, name, Some(team)))
    });
    own.chain(local).filter(|(_, name, _)| !name.trim().is_empty())
}

/// How many names there are.
pub fn count(playbook: &FittedPlaybook) -> usize {
    let known: HashSet<(EntryId, &str)> =
        names(playbook).map(|(entry, name, _)| (entry, name)).collect();
    known.len()
}

/// Every name once for each thing that it names, by letter.
fn terms(playbook: &FittedPlaybook) -> Vec<Term> {
    let mut all: Vec<(char, String, EntryId, &str, Option<EntryId>)> = names(playbook)
        .map(|(entry, name, team)| (letter(name), name.to_lowercase(), entry, name, team))
        .collect();
    all.sort_unstable_by(|a, b| (a.0, &a.1, a.2, a.3, a.4).cmp(&(b.0, &b.1, b.2, b.3, b.4)));
    let mut terms: Vec<Term> = Vec::new();
    for (letter, _, entry, name, team) in all {
        match terms.last_mut() {
            Some(last) if last.entry == entry && *last.name == *name => last.teams.extend(team),
            _ => terms.push(Term {
                letter,
                name: name.into(),
                entry,
                alias: *playbook.entry(entry).title.value != *name,
                teams: team.into_iter().collect(),
            }),
        }
    }
    for term in &mut terms {
        term.teams.dedup();
    }
    terms
}

fn letter(name: &str) -> char {
    let first = name.chars().next().filter(|first| first.is_alphabetic());
    first.map_or('#', |first| first.to_uppercase().next().unwrap_or(first))
}

pub fn page(here: Here<'_>, part: usize) -> Html {
    let mut plain = Plain::new("glossary", "Names");
    plain.description = "Titles, other names, and what teams call their practices.".into();
    let all = here.site.gathered.glossary.get_or_init(|| terms(here.playbook()));
    let start = (part * GLOSSARY_LENGTH).min(all.len());
    let end = (start + GLOSSARY_LENGTH).min(all.len());
    let mut letters: Vec<GlossaryLetter<'_>> = Vec::new();
    for term in &all[start..end] {
        let letter = term.letter.to_string();
        if letters.last().is_none_or(|last| last.letter != letter) {
            letters.push(GlossaryLetter {
                id: anchor(term.letter).into(),
                letter: letter.into(),
                terms: Vec::new(),
            });
        }
        if let Some(last) = letters.last_mut() {
            last.terms.push(GlossaryTerm {
                term: Cow::Borrowed(&*term.name),
                link: match term.alias {
                    true => here.link(term.entry),
                    false => here.link_with_summary(term.entry),
                },
                alias: term.alias,
                teams: here.links(term.teams.iter().copied()),
            });
        }
    }
    let view = GlossaryView {
        count: all.len(),
        index: index(here, all, start..end),
        letters,
        pager: pager(here, all, part),
    };
    render(here, &plain.shell(here), &view)
}

/// An id that no slug can be.
fn anchor(letter: char) -> String {
    match letter {
        '#' => "s.other".to_owned(),
        letter => format!("s.{}", letter.to_lowercase()),
    }
}

/// Every letter, and the page on which it begins.
fn index<'a>(here: Here<'a>, all: &[Term], shown: std::ops::Range<usize>) -> Vec<NavLink<'a>> {
    let begins = (0..all.len()).filter(|at| *at == 0 || all[at - 1].letter != all[*at].letter);
    let links = begins.take(LETTERS).map(|at| {
        let letter = all[at].letter;
        let mut anchored = String::from("#");
        crate::site::here::encode(&anchor(letter), &mut anchored);
        let current = shown.contains(&at);
        let url = match current {
            true => anchored,
            false => {
                format!("{}{anchored}", here.url(&part_address("glossary", at / GLOSSARY_LENGTH)))
            }
        };
        NavLink { title: letter.to_string().into(), url: url.into(), current: false }
    });
    links.collect()
}

/// The pages, each named by the name that it begins with.
fn pager<'a>(here: Here<'a>, all: &[Term], part: usize) -> Option<PagerView<'a>> {
    let total = all.len().div_ceil(GLOSSARY_LENGTH);
    let mut pager = super::index::pager(here, "glossary", part, total)?;
    let near = |at: &usize| *at == 0 || *at + 1 == total || at.abs_diff(part) <= 2;
    for (page, at) in pager.pages.iter_mut().zip((0..total).filter(near)) {
        let first: String = all[at * GLOSSARY_LENGTH].name.chars().take(3).collect();
        *page = PagerPage { title: first.into(), ..std::mem::take(page) };
    }
    Some(pager)
}
