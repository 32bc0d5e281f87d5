//! A team as it really works: who it is, what it runs, where that rubs, what it costs.

mod drawing;

use std::borrow::Cow;

use super::context::{next_question, values};
use super::{Html, render};
use crate::fit::{Prep, Row, Tension, Uncounted, Verdict};
use crate::model::{Interaction, Reason, Relation, Status, Team};
use crate::site::here::Here;
use crate::site::part::{self, EntryShell, Side};
use crate::site::view::{
    ContextValueView, InteractionView, Link, LoadApart, LoadRow, LoadView, NowView, RankedView,
    RunView, RungView, StatusGroup, TeamView, TensionView,
};
use crate::site::words;
use crate::validate::{COMPARED_TEAMS, EntryId, calendar_address, compare_address};
pub use drawing::ladder_of;

/// How many practices that fit and are not run are suggested.
const UNTRIED: usize = 8;

pub fn page(here: Here<'_>, id: EntryId, team: &Team) -> Html {
    let shell = EntryShell { id, page_type: "team", dated: true }.shell(here);
    let playbook = here.playbook();
    let linked = &playbook.linked;
    let id_text = &here.entry(id).id;
    let like = team.like.as_ref().and_then(|like| linked.target(id, like.reference));
    let calendar = calendar_of(here, id);
    let (untried, more_untried) = untried(here, id);
    let view = TeamView {
        entry: part::entry_view(here, id, &[Relation::Interactions]),
        like: like.map(|like| here.link_with_summary(like)),
        size: team
            .size
            .map(|size| match size.value {
                1 => "1 person".to_owned(),
                size => format!("{size} people"),
            })
            .unwrap_or_default()
            .into(),
        funded_as: words::text(team.funded_as.as_ref()).into(),
        context: context(here, id, team),
        now: now(team),
        rungs: rungs(here, id),
        off_ladder: off_ladder(here, id),
        ladder: part::diagram_over_list("d.ladder", drawing::ladder(here, id)),
        wheel: drawing::wheel(here, id),
        flow: drawing::flow(here, id),
        garden: garden(here, id),
        tensions: tensions(here, id),
        untried,
        more_untried,
        load: load(here, id),
        stubborn_about: here.links(linked.graph.outgoing_by(id, Relation::StubbornAbout)),
        interactions: interactions(here, id, team),
        interactions_diagram: drawing::interactions(here, id, team),
        history: part::history(here, id),
        next_question: next_question(here, id),
        compare: compare(here, id),
        print_url: here.url_if(&format!("print/{id_text}/")),
        calendar_url: calendar.url,
        subscribe_url: calendar.subscribe_url,
        undated: calendar.undated,
        explorer_url: part::explorer_url(here, id),
    };
    render(here, &shell, &view)
}

/// Every factor, own and assumed, with who said so.
fn context<'a>(here: Here<'a>, id: EntryId, team: &'a Team) -> Vec<ContextValueView<'a>> {
    let factors = &here.playbook().linked.factors;
    let mut rows = values(here, id);
    for claim in &team.context.claims {
        let Some(factor) = factors.named(&claim.claim.factor.value) else { continue };
        let row = &mut rows[factor.index()];
        row.said_by = claim.said_by.as_ref().map(|who| here.said_by(&who.value));
        row.as_of = claim.as_of.map(words::date);
        row.note = words::text(claim.note.as_ref()).into();
    }
    rows
}

fn now(team: &Team) -> Vec<NowView<'_>> {
    let Some(now) = &team.now else { return Vec::new() };
    let lists = [
        ("drivers", "What drives it", &now.drivers),
        ("limits", "What limits it", &now.limits),
        ("enabling", "What makes more possible", &now.enabling),
        ("floats", "What may give way", &now.floats),
    ];
    let said = lists.into_iter().filter(|(_, _, items)| !items.is_empty());
    said.map(|(id, title, items)| NowView {
        id: id.into(),
        title: title.into(),
        items: words::texts(items),
    })
    .collect()
}

/// From the shortest rung used to the longest, gaps between them included.
fn rungs<'a>(here: Here<'a>, id: EntryId) -> Vec<RungView<'a>> {
    let rungs = here.playbook().rungs(id).into_iter();
    rungs
        .filter(|rung| rung.is_gap || !rung.rows.is_empty())
        .map(|rung| RungView {
            cycle: here.link(rung.cycle),
            length: here.facts(rung.cycle).into(),
            practices: rung
                .rows
                .iter()
                .map(|row| part::run_view(here, id, row, Side::Team))
                .collect(),
        })
        .collect()
}

fn off_ladder<'a>(here: Here<'a>, id: EntryId) -> Vec<RunView<'a>> {
    let playbook = here.playbook();
    let off = playbook.running(id).filter(|row| playbook.cycle_of(id, row).is_none());
    off.map(|row| part::run_view(here, id, &row, Side::Team)).collect()
}

/// What a team calls a practice.
pub fn name_of<'a>(here: Here<'a>, row: &Row<'a>) -> &'a str {
    row.row.local_name.as_ref().map_or(&*here.entry(row.practice).title.value, |name| &name.value)
}

fn garden<'a>(here: Here<'a>, id: EntryId) -> Vec<StatusGroup<'a>> {
    let rows: Vec<RunView<'a>> =
        here.playbook().rows(id).map(|row| part::run_view(here, id, &row, Side::Team)).collect();
    let statuses = Status::ALL.iter().map(|status| status.word()).chain(["planned", "ended"]);
    let groups = statuses.map(|status| StatusGroup {
        status: words::status(status),
        practices: rows.iter().filter(|row| row.status.id == status).cloned().collect(),
    });
    groups.filter(|group| !group.practices.is_empty()).collect()
}

pub fn tensions<'a>(here: Here<'a>, id: EntryId) -> Vec<TensionView<'a>> {
    let playbook = here.playbook();
    let team = &here.entry(id).title.value;
    let views = playbook.tensions(id).into_iter().map(|tension| {
        let (kind, row) = match &tension {
            Tension::RunsAvoid(row) => ("avoid", *row),
            Tension::WithoutRequired { row, .. } => ("prerequisite", *row),
        };
        let title = &here.entry(row.practice).title.value;
        let mut view = TensionView {
            id: kind.into(),
            practice: here.link(row.practice),
            local_name: words::text(row.row.local_name.as_ref()).into(),
            answer: words::text(row.row.keep_because.as_ref()).into(),
            ..TensionView::default()
        };
        match tension {
            Tension::RunsAvoid(_) => {
                view.does = format!("{team} runs {title}.").into();
                if let Some(said) = playbook.linked.values(id) {
                    let lines = here.lines(row.practice, Some(&said.values));
                    let ruling = lines.into_iter().filter(|line| {
                        line.lean == "avoid" && (line.applies == "yes" || line.applies == "partly")
                    });
                    view.says = ruling.map(|line| line.because).collect();
                }
            }
            Tension::WithoutRequired { required, .. } => {
                let missing = &here.entry(required).title.value;
                view.does = format!("{team} runs {title} without {missing}.").into();
                let reasons =
                    here.entry(row.practice).practice.as_ref().map_or(&[][..], |own| &own.requires);
                let of = |reason: &&Reason| {
                    playbook.linked.target(row.practice, reason.target.reference) == Some(required)
                };
                view.says = reasons
                    .iter()
                    .filter(of)
                    .map(|reason| Cow::Borrowed(&*reason.because.value))
                    .collect();
                view.missing = Some(here.link(required));
            }
        }
        view
    });
    views.collect()
}

/// What fits and is not run, best first, what it could begin tomorrow before the rest.
/// How many there are besides comes with them.
fn untried<'a>(here: Here<'a>, id: EntryId) -> (Vec<RankedView<'a>>, usize) {
    let playbook = here.playbook();
    let Some(said) = playbook.linked.values(id) else { return (Vec::new(), 0) };
    let fitting = playbook.judged(id).with(Verdict::Fits);
    let mut open: Vec<_> =
        fitting.iter().filter(|judgement| !playbook.runs(id, judgement.practice)).collect();
    open.sort_by_key(|judgement| judgement.flags.not_yet);
    let more = open.len().saturating_sub(UNTRIED);
    let shown = open.into_iter().take(UNTRIED);
    (shown.map(|own| part::ranked(here, own, &said.values, Some(id))).collect(), more)
}

fn load<'a>(here: Here<'a>, id: EntryId) -> LoadView<'a> {
    let playbook = here.playbook();
    let load = playbook.load(id);
    let most = load.items.iter().map(|item| item.hours).fold(0.0, f64::max);
    let mut items = load.items.clone();
    items.sort_by(|a, b| b.hours.total_cmp(&a.hours).then(a.row.practice.cmp(&b.row.practice)));
    let rows = items.iter().map(|item| {
        let run = part::run_view(here, id, &item.row, Side::Team);
        LoadRow {
            practice: run.practice,
            local_name: run.local_name,
            rhythm: run.rhythm,
            duration: run.duration,
            hours: words::hours(item.hours).into(),
            share: if most > 0.0 { (item.hours / most * 20.0).round() as u8 } else { 0 },
        }
    });
    let mut aside: Vec<LoadApart<'a>> = load
        .uncounted
        .iter()
        .map(|(row, why)| {
            let why = match why {
                Uncounted::Trigger => "held when needed".to_owned(),
                Uncounted::UnknownDuration => "nobody says how long it takes".to_owned(),
                Uncounted::UnknownCycle => "nobody says how often it happens".to_owned(),
                Uncounted::Optional(hours) => {
                    format!("nobody has to be there: {} a week for who is", words::in_hours(*hours))
                }
            };
            apart(here, row, why)
        })
        .collect();
    for (row, prep) in &load.prep {
        let length = match prep {
            Prep::AWeek(hours) => format!("{} a week", words::in_hours(*hours)),
            Prep::EachTime(length) => format!("{} each time", length.in_words()),
        };
        aside.push(apart(here, row, format!("preparation, {length} for who prepares")));
    }
    LoadView {
        hours: (!load.items.is_empty()).then(|| words::hours(load.hours).into()),
        rows: rows.collect(),
        apart: aside,
    }
}

fn apart<'a>(here: Here<'a>, row: &Row<'a>, because: String) -> LoadApart<'a> {
    LoadApart {
        practice: here.link(row.practice),
        local_name: words::text(row.row.local_name.as_ref()).into(),
        because: because.into(),
    }
}

/// The team's calendar, as its page tells of it.
#[derive(Default)]
struct CalendarOf<'a> {
    url: Option<Cow<'a, str>>,
    subscribe_url: Option<Cow<'a, str>>,
    undated: Vec<LoadApart<'a>>,
}

fn calendar_of<'a>(here: Here<'a>, id: EntryId) -> CalendarOf<'a> {
    let address = calendar_address(here.address);
    let dated = part::dated(here.playbook(), id);
    let url = here.url_if(&address).filter(|_| !dated.inside.is_empty());
    let Some(url) = url else { return CalendarOf::default() };
    let outside = dated.outside.into_iter();
    CalendarOf {
        url: Some(url),
        subscribe_url: part::subscribe_url(&here.site.config, &address).map(Cow::Owned),
        undated: outside.map(|(row, why)| apart(here, &row, why)).collect(),
    }
}

/// When an interaction ends or ended: "until 30 September 2026".
pub fn ending(own: &InteractionView<'_>) -> Option<String> {
    let ends = if own.ended { "ended" } else { "until" };
    own.until.as_ref().map(|until| format!("{ends} {}", until.words))
}

/// What the team says, and what others say of it.
pub fn interactions<'a>(here: Here<'a>, id: EntryId, team: &'a Team) -> Vec<InteractionView<'a>> {
    let linked = &here.playbook().linked;
    let mut views: Vec<InteractionView<'a>> = Vec::new();
    let mut named: Vec<EntryId> = Vec::new();
    let view = |other: EntryId, own: &'a Interaction, said_by_other: bool| InteractionView {
        team: here.link(other),
        mode: words::text(own.mode.as_ref()).replace('-', " ").into(),
        what: words::text(own.what.as_ref()).into(),
        until: own.until.map(|until| words::date(until.value)),
        ended: own.until.is_some_and(|until| until.value < here.playbook().as_of),
        said_by_other,
    };
    for own in &team.interactions {
        if let Some(other) = linked.target(id, own.team.reference) {
            named.push(other);
            views.push(view(other, own, false));
        }
    }
    for other in linked.graph.incoming_by(id, Relation::Interactions) {
        if named.contains(&other) {
            continue;
        }
        let theirs = here.playbook().team(other).map_or(&[][..], |team| &team.interactions);
        for own in theirs.iter().filter(|own| linked.target(other, own.team.reference) == Some(id))
        {
            views.push(view(other, own, true));
        }
    }
    views
}

/// The comparisons with other teams, each titled with the other.
fn compare<'a>(here: Here<'a>, id: EntryId) -> Vec<Link<'a>> {
    let others = here.playbook().teams().filter(|other| *other != id).take(COMPARED_TEAMS);
    let pages = others.filter_map(|other| {
        let address = compare_address(&here.playbook().linked.playbook, id, other);
        let url = here.url_if(&address)?;
        Some(Link { url, ..here.link(other) })
    });
    pages.collect()
}
