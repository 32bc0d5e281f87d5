//! The whole book, or one team, on a page.

use std::borrow::Cow;

use super::team::{ending, interactions, name_of, tensions};
use super::{Html, practice, render};
use crate::fit::Row;
use crate::model::{Detail, KindId, Relation, Team};
use crate::site::here::{Here, join_facts};
use crate::site::part::{self, OnPage, Plain, Side};
use crate::site::view::{FactView, LineView, LinkGroup, PrintChapter, PrintEntry, PrintView, Text};
use crate::site::words;
use crate::validate::EntryId;

/// A book of more entries than this is printed in parts.
const WHOLE: usize = 300;

/// And so is one whose bodies are longer than this together, in bytes of HTML: some five hundred
/// sheets, more than a browser lays out with ease, and far less than a page may weigh.
const WHOLE_BYTES: usize = 4 * 1024 * 1024;

/// How many teams the page of the whole book points to.
const TEAMS: usize = 60;

/// What stands on a page: its anchors.
struct Chosen<'a> {
    here: Here<'a>,
    entries: Vec<EntryId>,
}

impl OnPage for Chosen<'_> {
    fn anchor(&self, id: EntryId) -> Option<String> {
        self.entries.binary_search(&id).ok()?;
        let entry = self.here.entry(id);
        let kind = &self.here.playbook().linked.playbook.kinds.get(entry.kind).name;
        // An id holds no blank; a page's, which is its path, may.
        Some(format!("{kind}-{}", entry.id.replace(char::is_whitespace, "%20")))
    }
}

pub fn book(here: Here<'_>) -> Html {
    let config = &here.site.config;
    let book = &here.playbook().linked.playbook;
    let mut plain = Plain::new("print", "Print");
    plain.description = "The whole handbook on a page, for printing.".into();
    plain.dated = true;
    let living = book.entries().filter(|(_, entry)| !entry.is_retired());
    let chosen = Chosen { here, entries: living.map(|(id, _)| id).collect() };
    let whole = (chosen.entries.len() <= WHOLE).then(|| chapters(here, &chosen)).flatten();
    let teams = here.playbook().teams().take(TEAMS).filter_map(|team| {
        let url = here.url_if(&format!("print/{}/", here.entry(team).id))?;
        Some(crate::site::view::Link { url, ..here.link(team) })
    });
    let mut besides = vec![LinkGroup {
        title: "One team on a page".into(),
        kind: "team".into(),
        links: teams.collect(),
        ..LinkGroup::default()
    }];
    if whole.is_none() {
        let kinds = book.kinds.iter().filter_map(|(kind, def)| {
            let address = format!("{}/", def.folder);
            let has = !def.folder.is_empty() && here.site.routes().has(&address);
            has.then(|| here.page(&address, words::plural(kind, def)))
        });
        besides.insert(
            0,
            LinkGroup { title: "By kind".into(), links: kinds.collect(), ..LinkGroup::default() },
        );
    }
    besides.retain(|group| !group.links.is_empty());
    let summary = match (&whole, besides.is_empty()) {
        (Some(_), _) => Cow::Borrowed(&*config.description),
        (None, false) => {
            "The book is too long for one page. Print it kind by kind, or a team at a time.".into()
        }
        (None, true) => "The book is too long for one page. Print it page by page.".into(),
    };
    let view = PrintView {
        title: config.title.as_str().into(),
        summary,
        chapters: whole.unwrap_or_default(),
        besides,
    };
    render(here, &plain.shell(here), &view)
}

/// Prose first, then the kinds in their order; `None` where their bodies are too long for one page,
/// which shows before they all stand in memory.
fn chapters<'a>(here: Here<'a>, chosen: &Chosen<'a>) -> Option<Vec<PrintChapter<'a>>> {
    let kinds = &here.playbook().linked.playbook.kinds;
    let mut order: Vec<KindId> = kinds.iter().map(|(kind, _)| kind).collect();
    order.sort_by_key(|kind| *kind != KindId::PAGE);
    let mut room = WHOLE_BYTES;
    let mut chapters = Vec::new();
    for kind in order {
        let def = kinds.get(kind);
        let mut entries = Vec::new();
        for id in chosen.entries.iter().filter(|id| here.entry(**id).kind == kind) {
            let entry = entry(here, *id, chosen);
            room = room.checked_sub(entry.body.0.len())?;
            entries.push(entry);
        }
        let title = match kind {
            KindId::PAGE => "To read first".into(),
            _ => Cow::Borrowed(words::plural(kind, def)),
        };
        if !entries.is_empty() {
            chapters.push(PrintChapter { title, id: format!("s.{}", def.name).into(), entries });
        }
    }
    Some(chapters)
}

fn entry<'a>(here: Here<'a>, id: EntryId, chosen: &Chosen<'a>) -> PrintEntry<'a> {
    let entry = here.entry(id);
    PrintEntry {
        id: chosen.anchor(id).unwrap_or_default().into(),
        kind_title: "".into(),
        title: Cow::Borrowed(&*entry.title.value),
        summary: entry.common.summary.as_ref().map_or("", |text| &text.value).into(),
        facts: facts(here, id),
        body: part::body_among(here, id, chosen),
    }
}

/// The card, with what the entry's own page shows in other ways.
fn facts<'a>(here: Here<'a>, id: EntryId) -> Vec<FactView<'a>> {
    let mut facts = match here.entry(id).practice.is_some() {
        true => practice::facts(here, id),
        false => Vec::new(),
    };
    if let Detail::Ritual(ritual) = &here.entry(id).detail {
        let who = practice::participants(here, id, ritual).into_iter().map(|who| {
            let optional = if who.optional { "optional" } else { "" };
            let how = join_facts(&[&who.part, optional]);
            let gap = if how.is_empty() { "" } else { ": " };
            format!("{}{gap}{how}", who.role.title).into()
        });
        facts.push(items("who", "Who", who.collect()));
    }
    let lines = here.lines(id, None);
    let of = |for_it: bool| -> Vec<Text<'a>> {
        let own = lines.iter().filter(|line| (line.lean == "for") == for_it);
        own.map(|line| line_text(line).into()).collect()
    };
    facts.push(items("fits", "Fits where", of(true)));
    facts.push(items("not", "Not where", of(false)));
    match &here.entry(id).detail {
        Detail::Factor(factor) => {
            facts.push(fact("question", "Asks", &factor.question.value));
            let values = factor.values.iter().map(|value| {
                let label = value.label.as_ref().map_or(&value.id.value, |label| &label.value);
                match &value.looks_like {
                    Some(looks) => format!("{label}: {}", looks.value).into(),
                    None => Cow::Borrowed(&**label),
                }
            });
            facts.push(items("values", "Values", values.collect()));
        }
        Detail::Context(_) | Detail::Team(_) => {
            facts.push(items("values", "Context", values(here, id)));
        }
        Detail::Principle(principle) => {
            facts.push(items("means", "It means", words::texts(&principle.means)));
            facts.push(items("costs", "It costs us", words::texts(&principle.costs_us)));
        }
        Detail::AntiPattern(trap) => {
            facts.push(items("sounds", "It sounds like", words::texts(&trap.sounds_like)));
        }
        Detail::Plain if here.entry(id).kind == KindId::NEED => facts.push(FactView {
            links: here.links(here.playbook().linked.graph.incoming_by(id, Relation::Needs)),
            ..fact("answers", "Answered by", "")
        }),
        _ => {}
    }
    facts.extend(part::fields(here, id));
    facts.push(FactView {
        links: here.links(here.playbook().linked.graph.outgoing_by(id, Relation::Needs)),
        ..fact("needs", "Answers", "")
    });
    let names = &here.entry(id).common.aka;
    facts.push(items("aka", "Also known as", words::texts(names)));
    facts.retain(|fact| fact.text.is_some() || !fact.links.is_empty() || !fact.items.is_empty());
    facts
}

/// A line in one sentence and its conditions.
fn line_text(line: &LineView<'_>) -> String {
    let conditions: Vec<&str> = line.conditions.iter().map(|own| &*own.words).collect();
    let conditions = match conditions.is_empty() {
        true => "everywhere".to_owned(),
        false => conditions.join("; "),
    };
    let avoid = if line.lean == "avoid" { "avoid, " } else { "" };
    format!("{} ({avoid}{conditions}; {}, {})", line.because, line.strength, line.basis)
}

fn fact<'a>(id: &'static str, title: &'static str, text: &'a str) -> FactView<'a> {
    FactView {
        id: id.into(),
        title: title.into(),
        text: (!text.is_empty()).then_some(Cow::Borrowed(text)),
        ..FactView::default()
    }
}

fn items<'a>(id: &'static str, title: &'static str, items: Vec<Text<'a>>) -> FactView<'a> {
    FactView { items, ..fact(id, title, "") }
}

/// What a context or a team says of each factor.
fn values<'a>(here: Here<'a>, id: EntryId) -> Vec<Text<'a>> {
    let linked = &here.playbook().linked;
    let Some(said) = linked.values(id) else { return Vec::new() };
    let factors = linked.factors.iter();
    factors
        .map(|(factor, def)| {
            let values = match said.values.get(factor) {
                Some(mask) => {
                    words::inside(&words::labels(def.values_of(mask).map(|value| &*value.label)))
                }
                None => "unknown".to_owned(),
            };
            let assumed = if said.assumed[factor.index()] { " (assumed)" } else { "" };
            format!("{}: {values}{assumed}", def.title).into()
        })
        .collect()
}

pub fn team(here: Here<'_>, id: EntryId) -> Html {
    let title = &here.entry(id).title.value;
    let mut plain = Plain::new("print", format!("Print {title}"));
    plain.description = format!("{title} on a page, for printing.").into();
    plain.crumbs = vec![("print/".into(), "Print".into())];
    plain.dated = true;
    let chosen = Chosen { here, entries: vec![id] };
    let mut who = entry(here, id, &chosen);
    who.summary = "".into();
    who.title = "Who they are".into();
    if let Some(team) = here.playbook().team(id) {
        who.facts.splice(0..0, about(here, id, team));
    }
    let rows: Vec<Row<'_>> = here.playbook().rows(id).collect();
    let chapter = |title: &'static str, anchor: &'static str, runs: bool| PrintChapter {
        title: title.into(),
        id: anchor.into(),
        entries: rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.runs == runs)
            .map(|(nth, row)| run(here, id, row, nth))
            .collect(),
    };
    let mut chapters = vec![
        PrintChapter { title: "The team".into(), id: "s.team".into(), entries: vec![who] },
        chapter("What they run", "s.runs", true),
        chapter("What they planned or stopped", "s.over", false),
    ];
    chapters.retain(|chapter| !chapter.entries.is_empty());
    let summary = here.entry(id).common.summary.as_ref();
    let view = PrintView {
        title: Cow::Borrowed(&**title),
        summary: summary.map_or("", |text| &text.value).into(),
        chapters,
        besides: Vec::new(),
    };
    render(here, &plain.shell(here), &view)
}

/// What a team's page shows beside its text.
fn about<'a>(here: Here<'a>, id: EntryId, team: &'a Team) -> Vec<FactView<'a>> {
    let like = here.playbook().linked.graph.outgoing_by(id, Relation::Like);
    let size = here.facts(id);
    let mut facts = vec![
        FactView { links: here.links(like), ..fact("like", "Like", "") },
        FactView { text: (!size.is_empty()).then_some(size.into()), ..fact("size", "Size", "") },
        fact("funded", "Funded", team.funded_as.as_ref().map_or("", |text| &text.value)),
    ];
    if let Some(now) = &team.now {
        facts.push(items("drivers", "What drives it", words::texts(&now.drivers)));
        facts.push(items("limits", "What limits it", words::texts(&now.limits)));
        facts.push(items("enabling", "What makes more possible", words::texts(&now.enabling)));
        facts.push(items("floats", "What may give way", words::texts(&now.floats)));
    }
    let load = here.playbook().load(id);
    if !load.items.is_empty() {
        let hours = format!("{} a person and week", words::in_hours(load.hours));
        facts.push(FactView { text: Some(hours.into()), ..fact("load", "Meetings", "") });
    }
    let tensions = tensions(here, id).into_iter().map(|tension| {
        let says = tension.says.join(" ");
        let answer = match tension.answer.is_empty() {
            true => String::new(),
            false => format!(" Kept because: {}", tension.answer),
        };
        format!("{} {says}{answer}", tension.does).into()
    });
    facts.push(items("tensions", "Tensions", tensions.collect()));
    let others = interactions(here, id, team).into_iter().map(|own| {
        let until = ending(&own).unwrap_or_default();
        let how: Vec<&str> =
            [&*own.mode, &*until].into_iter().filter(|told| !told.is_empty()).collect();
        let how = match how.is_empty() {
            true => String::new(),
            false => format!(" ({})", how.join(", ")),
        };
        format!("{}{how}: {}", own.team.title, own.what).trim_end_matches(": ").to_owned().into()
    });
    facts.push(items("others", "Works with", others.collect()));
    facts.retain(|fact| fact.text.is_some() || !fact.links.is_empty() || !fact.items.is_empty());
    facts
}

/// One row of a team's practices.
fn run<'a>(here: Here<'a>, team: EntryId, row: &Row<'a>, nth: usize) -> PrintEntry<'a> {
    let run = part::run_view(here, team, row, Side::Team);
    let title = name_of(here, row);
    let mut facts = vec![
        FactView {
            links: if run.local_name.is_empty() { Vec::new() } else { vec![run.practice] },
            ..fact("practice", "In the library", "")
        },
        said("status", "Status", run.status.word),
        said("rhythm", "Rhythm", run.rhythm),
        said("trigger", "When", run.trigger),
        said("duration", "Takes", run.duration),
        said("owner", "Looked after by", run.owner.map(|owner| owner.name).unwrap_or_default()),
    ];
    let days = [
        ("since", "Since", run.since),
        ("until", "Until", run.until),
        ("expires", "Meant to come down", run.expires),
        ("tended", "Last tended", run.last_tended),
    ];
    facts.extend(
        days.map(|(id, title, day)| said(id, title, day.map(|day| day.words).unwrap_or_default())),
    );
    let changed = run.changed.into_iter().map(|change| match change.because.is_empty() {
        true => change.what,
        false => format!("{} {}", change.what, change.because).into(),
    });
    facts.push(items("changed", "Changed", changed.collect()));
    facts.push(said("kept", "Kept because", run.keep_because));
    facts.retain(|fact| fact.text.is_some() || !fact.links.is_empty() || !fact.items.is_empty());
    PrintEntry {
        id: format!("run-{}", nth + 1).into(),
        title: title.into(),
        facts,
        ..PrintEntry::default()
    }
}

fn said<'a>(id: &'static str, title: &'static str, text: Text<'a>) -> FactView<'a> {
    FactView { text: (!text.is_empty()).then_some(text), ..fact(id, title, "") }
}
