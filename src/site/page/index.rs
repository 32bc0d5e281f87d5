//! The list of a kind, with ways to narrow it.

use std::borrow::Cow;

use super::{Html, render};
use crate::fit::Verdict;
use crate::model::{Detail, KindId, Relation};
use crate::site::gathered::MarkCounts;
use crate::site::here::Here;
use crate::site::part::{self, EntryShell, Plain};
use crate::site::view::{
    FacetOption, FacetView, IndexEntry, KindIndexView, PagerPage, PagerView, Text,
};
use crate::site::words;
use crate::validate::{EntryId, LIST_LENGTH, part_address};

/// How many choices a facet offers.
const OPTIONS: usize = 30;

pub fn page(here: Here<'_>, kind: KindId, number: usize, text: Option<EntryId>) -> Html {
    let playbook = here.playbook();
    let book = &playbook.linked.playbook;
    let def = book.kinds.get(kind);
    let entries: Vec<EntryId> = match kind {
        KindId::CYCLE => playbook.ladder().to_vec(),
        _ => book.of_kind(kind).map(|(id, _)| id).collect(),
    };
    let own_text = text.map(|id| here.entry(id));
    let title: Text<'_> = match own_text {
        Some(own) => Cow::Borrowed(&*own.title.value),
        None => Cow::Borrowed(words::plural(kind, def)),
    };
    // How many teams run each depends on the day.
    let is_practice = def.practice;
    let shell = match text {
        Some(id) => {
            let mut shell =
                EntryShell { id, page_type: "kind-index", dated: is_practice }.shell(here);
            shell.kind = Cow::Borrowed(&*def.name);
            shell.section = Cow::Borrowed(&*def.folder);
            shell
        }
        None => {
            let mut plain = Plain::new("kind-index", title.clone());
            plain.section = &def.folder;
            plain.description = meaning(kind).into();
            plain.dated = is_practice;
            let mut shell = plain.shell(here);
            shell.kind = Cow::Borrowed(&*def.name);
            shell
        }
    };
    let shown = entries.iter().skip(number * LIST_LENGTH).take(LIST_LENGTH);
    let view = KindIndexView {
        kind: Cow::Borrowed(&*def.name),
        title,
        summary: own_text
            .and_then(|own| own.common.summary.as_ref())
            .map_or(meaning(kind), |summary| &*summary.value)
            .into(),
        body: text.map(|id| part::body(here, id)).unwrap_or_default(),
        text: text.map(|id| part::own_text(here, id)),
        count: entries.len(),
        facets: if is_practice { facets(here, kind) } else { Vec::new() },
        entries: shown
            .map(|&id| {
                let entry = here.entry(id);
                IndexEntry {
                    link: here.link_with_summary(id),
                    facts: here.facts(id).into(),
                    aka: entry.common.aka.iter().map(|name| Cow::Borrowed(&*name.value)).collect(),
                    tokens: if is_practice { tokens(here, id) } else { Vec::new() },
                    teams: is_practice
                        .then(|| playbook.run_by(id).filter(|(_, row)| row.runs).count()),
                    verdict: None,
                }
            })
            .collect(),
        pager: pager(here, &def.folder, number, entries.len().div_ceil(LIST_LENGTH)),
    };
    render(here, &shell, &view)
}

/// What a kind is, in a sentence.
fn meaning(kind: KindId) -> &'static str {
    match kind {
        KindId::RITUAL => "What we do together, again and again or when something happens.",
        KindId::ARTIFACT => "What we write down or draw, and who reads it.",
        KindId::FRAMEWORK => {
            "Ways to think about work, each meant to be dropped when it has done its job."
        }
        KindId::EXERCISE => "Things to do once, to learn something.",
        KindId::TEAM => {
            "Teams as they really work: what they run, under which name, and what they changed."
        }
        KindId::CONTEXT => "Named situations that teams find themselves in, and what fits there.",
        KindId::FACTOR => "What teams differ in. The answers decide which practices fit.",
        KindId::NEED => "The questions that readers come with, and what answers them.",
        KindId::ROLE => "Who takes part, in what, and for how many hours.",
        KindId::CYCLE => {
            "The rungs of time on which work stands, from the shortest to the longest."
        }
        KindId::PRINCIPLE => "What to hold on to when there is no rule.",
        KindId::ANTI_PATTERN => "Traps that look like practices.",
        _ => "",
    }
}

/// What an entry is found under: its needs, its cycle, who takes part, where it fits.
fn tokens<'a>(here: Here<'a>, id: EntryId) -> Vec<Text<'a>> {
    let book = &here.playbook().linked.playbook;
    marks(here, id).map(|target| Cow::Owned(book.reference(target))).collect()
}

/// The entries that its tokens stand for.
fn marks(here: Here<'_>, id: EntryId) -> impl Iterator<Item = EntryId> {
    let playbook = here.playbook();
    let graph = &playbook.linked.graph;
    let is_ritual = matches!(here.entry(id).detail, Detail::Ritual(_));
    let relations = [Relation::Needs, Relation::Cycle, Relation::Participants];
    let named = relations
        .into_iter()
        .filter(move |relation| *relation != Relation::Cycle || is_ritual)
        .flat_map(move |relation| graph.outgoing_by(id, relation));
    let fits = move |context: &EntryId| {
        playbook
            .judged(*context)
            .of(id)
            .is_some_and(|judgement| matches!(judgement.verdict, Verdict::Fits | Verdict::LeansFor))
    };
    named.chain(playbook.contexts().take(OPTIONS).filter(fits))
}

/// How many entries of a kind are found under what. Every page of its list shows the same, so
/// it is counted once a site.
fn counts(here: Here<'_>, kind: KindId) -> &MarkCounts {
    here.site.gathered.marks(kind, || {
        let mut counts = MarkCounts::new();
        for (id, _) in here.playbook().linked.playbook.of_kind(kind) {
            for target in marks(here, id) {
                *counts.entry(target).or_default() += 1;
            }
        }
        counts
    })
}

fn facets<'a>(here: Here<'a>, kind: KindId) -> Vec<FacetView<'a>> {
    let counts = counts(here, kind);
    let facet = |id: &'static str, title: &'static str, kind: KindId| {
        let options = counts.iter().filter(|(target, _)| here.entry(**target).kind == kind);
        let options: Vec<FacetOption<'a>> = options
            .take(OPTIONS)
            .map(|(target, count)| {
                let link = here.link(*target);
                FacetOption {
                    token: here.playbook().linked.playbook.reference(*target).into(),
                    title: link.title,
                    url: link.url,
                    count: *count,
                }
            })
            .collect();
        FacetView { id: id.into(), title: title.into(), options }
    };
    let mut facets = vec![
        facet("need", "Need", KindId::NEED),
        facet("cycle", "Rhythm", KindId::CYCLE),
        facet("role", "Who", KindId::ROLE),
        facet("context", "Fits in", KindId::CONTEXT),
    ];
    facets.retain(|facet| facet.options.len() > 1);
    facets
}

/// The pages that continue the list of a folder; `None` where it is whole on one.
pub fn pager<'a>(
    here: Here<'a>,
    folder: &str,
    number: usize,
    total: usize,
) -> Option<PagerView<'a>> {
    if total < 2 {
        return None;
    }
    let address = |number: usize| part_address(folder, number);
    let near = |at: &usize| *at == 0 || *at + 1 == total || at.abs_diff(number) <= 2;
    let mut last = None;
    let pages = (0..total).filter(near).map(|at| {
        let gap = last.is_some_and(|last| at > last + 1);
        last = Some(at);
        PagerPage {
            title: (at + 1).to_string().into(),
            url: here.url(&address(at)),
            current: at == number,
            gap,
        }
    });
    Some(PagerView {
        pages: pages.collect(),
        number: number + 1,
        total,
        previous: number.checked_sub(1).map(|at| here.url(&address(at))),
        next: (number + 1 < total).then(|| here.url(&address(number + 1))),
    })
}
