//! A practice: its facts, where it fits and where not, who runs it and what they changed.

use std::borrow::Cow;

use super::{Html, render};
use crate::diagram::{self, Flow, FlowNode, Tie};
use crate::model::{
    Artifact, Detail, Exercise, Framework, KindId, Practice, Reason, Relation, Ritual, Text,
    Tradeoff, Trial, capital,
};
use crate::site::here::Here;
use crate::site::part::{self, EntryShell, Side};
use crate::site::view::{
    DiagramView, FactView, ForcingView, LineView, LinkGroup, ParticipantView, PlaceVerdict,
    PracticeView, ReasonedLink, RunView, TradeoffView, TrialView,
};
use crate::site::words;
use crate::validate::EntryId;

/// Relations that stand somewhere on the page by themselves.
const SHOWN: &[Relation] = &[
    Relation::Practices,
    Relation::Alternatives,
    Relation::Requires,
    Relation::PairsWith,
    Relation::ConflictsWith,
    Relation::Produces,
    Relation::Consumes,
    Relation::Updates,
    Relation::Uses,
    Relation::Cycle,
    Relation::Participants,
    Relation::Needs,
];

/// How many contexts are listed.
const PLACES: usize = 40;

/// How many neighbours the drawing shows.
const NEAR: usize = 16;

pub fn page(here: Here<'_>, id: EntryId) -> Html {
    let shell = EntryShell { id, page_type: "practice", dated: true }.shell(here);
    let entry = here.entry(id);
    let playbook = here.playbook();
    let Some(practice) = &entry.practice else { return super::prose::page(here, id) };
    let lines = here.lines(id, None);
    let (fits_where, mut not_where): (Vec<LineView<'_>>, Vec<LineView<'_>>) =
        lines.into_iter().partition(|line| line.lean == "for");
    // What rules a practice out is read first.
    not_where.sort_by_key(|line| line.lean != "avoid");
    let graph = &playbook.linked.graph;
    let mut pairs: Vec<EntryId> = graph.outgoing_by(id, Relation::PairsWith).collect();
    pairs.extend(graph.incoming_by(id, Relation::PairsWith));
    pairs.sort_unstable();
    pairs.dedup();
    let mut view = PracticeView {
        entry: part::entry_view(here, id, SHOWN),
        facts: facts(here, id),
        fits_where,
        not_where,
        contexts: contexts(here, id),
        more_contexts: here.playbook().contexts().count().saturating_sub(PLACES),
        tradeoffs: practice.tradeoffs.iter().filter_map(tradeoff).collect(),
        alternatives: practice
            .alternatives
            .iter()
            .filter_map(|other| {
                let target = playbook.linked.target(id, other.target.reference)?;
                Some(here.reasoned(target, words::text(other.choose_it_when.as_ref())))
            })
            .collect(),
        alternative_to: alternative_to(here, id),
        requires: reasons(here, id, &practice.requires),
        required_by: named_by(here, id, Relation::Requires, |other| &other.requires),
        pairs_with: here.links(pairs),
        conflicts_with: {
            let mut all = reasons(here, id, &practice.conflicts_with);
            all.extend(named_by(here, id, Relation::ConflictsWith, |other| &other.conflicts_with));
            all
        },
        relations: relations(here, id),
        trial: practice.trial.as_ref().and_then(trial),
        run_by: run_by(here, id),
        more_run_by: here.playbook().run_by(id).count().saturating_sub(part::TEAMS),
        neighbourhood: neighbourhood(here, id),
        ..PracticeView::default()
    };
    own_fields(here, id, &mut view);
    render(here, &shell, &view)
}

/// What only some kinds of practice have.
fn own_fields<'a>(here: Here<'a>, id: EntryId, view: &mut PracticeView<'a>) {
    match &here.entry(id).detail {
        Detail::Ritual(ritual) => {
            view.participants = participants(here, id, ritual);
            view.decides = words::texts(&ritual.decides);
            let forcing = ritual.forcing_function.as_ref().map(|forcing| ForcingView {
                notices: words::text(forcing.notices.as_ref()).into(),
                interrupts: words::text(forcing.interrupts.as_ref()).into(),
            });
            view.forcing = forcing.filter(|forcing| *forcing != ForcingView::default());
        }
        Detail::Framework(framework) => {
            view.drop_when = words::text(framework.drop_when.as_ref()).into();
        }
        Detail::Exercise(exercise) => {
            view.steps = words::texts(&exercise.steps);
            view.prompts = words::texts(&exercise.prompts);
        }
        _ => {}
    }
}

/// Who takes part in a ritual.
pub fn participants<'a>(
    here: Here<'a>,
    id: EntryId,
    ritual: &'a Ritual,
) -> Vec<ParticipantView<'a>> {
    let found = ritual.participants.iter().filter_map(|own| {
        let role = here.playbook().linked.target(id, own.role.reference)?;
        Some(ParticipantView {
            role: here.link(role),
            part: words::text(own.part.as_ref()).into(),
            optional: own.optional.unwrap_or(false),
        })
    });
    found.collect()
}

/// The card: what its kind says, then how far it reaches. What is not said is left out.
pub fn facts<'a>(here: Here<'a>, id: EntryId) -> Vec<FactView<'a>> {
    let entry = here.entry(id);
    let mut facts = match &entry.detail {
        Detail::Ritual(ritual) => ritual_facts(here, id, ritual),
        Detail::Artifact(artifact) => artifact_facts(here, id, artifact),
        Detail::Framework(framework) => framework_facts(here, id, framework),
        Detail::Exercise(exercise) => exercise_facts(exercise),
        _ => Vec::new(),
    };
    let reach = entry.practice.as_ref().and_then(|practice| practice.reach);
    facts.push(FactView {
        text: reach.map(|reach| reach.word().into()),
        note: reach.map(|reach| words::inside(reach.meaning().trim_end_matches('.')).into()),
        ..fact("reach", "Reach")
    });
    facts.retain(|fact| fact.text.is_some() || !fact.links.is_empty() || !fact.items.is_empty());
    facts
}

/// A fact of which nothing is said yet.
fn fact<'a>(id: &'static str, title: &'static str) -> FactView<'a> {
    FactView { id: id.into(), title: title.into(), ..FactView::default() }
}

fn ritual_facts<'a>(here: Here<'a>, id: EntryId, ritual: &'a Ritual) -> Vec<FactView<'a>> {
    let linked = &here.playbook().linked;
    let cycle = ritual.cycle.as_ref().and_then(|cycle| linked.target(id, cycle.reference));
    let trigger = ritual.trigger.as_ref().map(|trigger| Cow::Borrowed(&*trigger.value));
    let named = |id_of: &'static str, title: &'static str, relation: Relation| FactView {
        links: here.links(linked.graph.outgoing_by(id, relation)),
        ..fact(id_of, title)
    };
    let prep = ritual.prep.map(|length| format!("and {} to prepare", length.value.in_words()));
    vec![
        FactView {
            text: match cycle {
                Some(_) => Some("Every".into()),
                None => trigger.as_ref().map(|_| capital(words::WHEN_NEEDED).into()),
            },
            links: here.links(cycle),
            note: match cycle {
                Some(_) => trigger.map(|trigger| format!("also when needed: {trigger}").into()),
                None => trigger,
            },
            ..fact("cycle", "Rhythm")
        },
        FactView {
            text: ritual.duration.map(|length| length.value.in_words().into()),
            note: prep.map(Into::into),
            ..fact("duration", "Takes")
        },
        named("consumes", "Reads", Relation::Consumes),
        named("produces", "Makes", Relation::Produces),
        named("updates", "Updates", Relation::Updates),
    ]
}

fn artifact_facts<'a>(here: Here<'a>, id: EntryId, artifact: &'a Artifact) -> Vec<FactView<'a>> {
    let graph = &here.playbook().linked.graph;
    let said = |text: &'a Option<Text>| text.as_ref().map(|text| Cow::Borrowed(&*text.value));
    let by = |relation: Relation| here.links(graph.incoming_by(id, relation));
    let horizon = graph.outgoing_by(id, Relation::Horizon);
    vec![
        FactView { text: said(&artifact.form), ..fact("form", "Form") },
        FactView { text: said(&artifact.lives), ..fact("lives", "Lives") },
        FactView {
            text: artifact.kept.map(|kept| words::kept(kept).into()),
            ..fact("kept", "Kept")
        },
        FactView { links: here.links(horizon), ..fact("horizon", "Looks ahead") },
        FactView {
            links: by(Relation::Produces),
            text: said(&artifact.made_outside),
            ..fact("made-by", "Made by")
        },
        FactView { links: by(Relation::Updates), ..fact("updated-by", "Updated by") },
        FactView {
            links: by(Relation::Consumes),
            text: said(&artifact.used_outside),
            ..fact("read-by", "Read by")
        },
        FactView { text: said(&artifact.template), ..fact("template", "Template") },
    ]
}

fn framework_facts<'a>(here: Here<'a>, id: EntryId, framework: &Framework) -> Vec<FactView<'a>> {
    // The words are ours: each comes with what it means.
    let jobs = framework.job.iter().map(|job| {
        let means = words::inside(job.meaning().trim_end_matches('.'));
        Cow::Owned(format!("{}: {means}", job.word().replace('-', " ")))
    });
    let uses = here.playbook().linked.graph.outgoing_by(id, Relation::Uses);
    vec![
        FactView { items: jobs.collect(), ..fact("job", "Job") },
        FactView { links: here.links(uses), ..fact("uses", "Carried by") },
    ]
}

fn exercise_facts(exercise: &Exercise) -> Vec<FactView<'_>> {
    let people = exercise.people.as_ref().map(|people| (people.min, people.max));
    let people = match people {
        Some((Some(min), Some(max))) => format!("{} to {}", min.value, max.value),
        Some((Some(min), None)) => format!("{} or more", min.value),
        Some((None, Some(max))) => format!("up to {}", max.value),
        _ => String::new(),
    };
    vec![
        FactView {
            text: exercise.duration.map(|length| length.value.in_words().into()),
            ..fact("duration", "Takes")
        },
        FactView { text: said(people), ..fact("people", "People") },
        FactView {
            items: words::texts(&exercise.produces),
            ..fact("produces", "You have at the end")
        },
    ]
}

/// A text, where it says anything.
fn said<'a>(text: String) -> Option<Cow<'a, str>> {
    (!text.is_empty()).then_some(Cow::Owned(text))
}

/// What it comes to in each context.
fn contexts<'a>(here: Here<'a>, id: EntryId) -> Vec<PlaceVerdict<'a>> {
    let playbook = here.playbook();
    let verdicts = playbook.contexts().take(PLACES).filter_map(|context| {
        let judgement = playbook.judgement(context, id)?;
        Some(PlaceVerdict {
            place: here.place(context),
            verdict: here.verdict(&judgement),
            grounds: part::grounds(here, context, &judgement),
        })
    });
    verdicts.collect()
}

/// Who runs it, those that stopped last.
fn run_by<'a>(here: Here<'a>, id: EntryId) -> Vec<RunView<'a>> {
    let mut rows: Vec<_> = here.playbook().run_by(id).collect();
    rows.sort_by_key(|(_, row)| !row.runs);
    let mut known: Vec<EntryId> = Vec::new();
    let shown = rows.iter().take(part::TEAMS).map(|(team, row)| {
        let mut run = part::run_view(here, *team, row, Side::Practice);
        if !known.contains(team) {
            known.push(*team);
            run.id = part::row_anchor(here, *team).into();
        }
        run
    });
    shown.collect()
}

fn reasons<'a>(here: Here<'a>, id: EntryId, reasons: &'a [Reason]) -> Vec<ReasonedLink<'a>> {
    let found = reasons.iter().filter_map(|reason| {
        let target = here.playbook().linked.target(id, reason.target.reference)?;
        Some(here.reasoned(target, &reason.because.value))
    });
    found.collect()
}

/// The practices that name this one in a list of reasons, with what they say.
fn named_by<'a>(
    here: Here<'a>,
    id: EntryId,
    relation: Relation,
    list: impl Fn(&'a Practice) -> &'a [Reason],
) -> Vec<ReasonedLink<'a>> {
    let linked = &here.playbook().linked;
    let others = linked.graph.incoming_by(id, relation).filter_map(|other| {
        let own = list(here.entry(other).practice.as_ref()?);
        let names_it = |reason: &&Reason| linked.target(other, reason.target.reference) == Some(id);
        let reason = own.iter().find(names_it)?;
        Some(here.reasoned(other, &reason.because.value))
    });
    others.collect()
}

/// The practices that name this one as the other way, and when to choose this one.
fn alternative_to<'a>(here: Here<'a>, id: EntryId) -> Vec<ReasonedLink<'a>> {
    let linked = &here.playbook().linked;
    let others = linked.graph.incoming_by(id, Relation::Alternatives).filter_map(|other| {
        let own = &here.entry(other).practice.as_ref()?.alternatives;
        let named =
            own.iter().find(|way| linked.target(other, way.target.reference) == Some(id))?;
        Some(here.reasoned(other, words::text(named.choose_it_when.as_ref())))
    });
    others.collect()
}

/// Relations of which the other side is shown here.
fn relations<'a>(here: Here<'a>, id: EntryId) -> Vec<LinkGroup<'a>> {
    let graph = &here.playbook().linked.graph;
    let group = |title: &'static str, relation: Relation| LinkGroup {
        title: title.into(),
        links: here.links(graph.incoming_by(id, relation)),
        ..LinkGroup::default()
    };
    let mut groups = vec![group("Carries", Relation::Uses)];
    groups.retain(|group| !group.links.is_empty());
    groups
}

/// What one gains and risks; none where nothing of it is said.
fn tradeoff(own: &Tradeoff) -> Option<TradeoffView<'_>> {
    let view = TradeoffView {
        good: words::text(own.good.as_ref()).into(),
        risk: words::text(own.risk.as_ref()).into(),
        watch_for: words::text(own.watch_for.as_ref()).into(),
    };
    (view != TradeoffView::default()).then_some(view)
}

/// How to try it; none where nothing of it is said.
fn trial(own: &Trial) -> Option<TrialView<'_>> {
    let view = TrialView {
        length: own.length.map(|length| length.value.in_words()).unwrap_or_default().into(),
        expect_dip: words::text(own.expect_dip.as_ref()).into(),
        keep_if: words::texts(&own.keep_if),
        stop_if: words::texts(&own.stop_if),
    };
    (view != TrialView::default()).then_some(view)
}

/// The practice, what flows in and out of it, and what carries it.
fn neighbourhood<'a>(here: Here<'a>, id: EntryId) -> Option<DiagramView<'a>> {
    let graph = &here.playbook().linked.graph;
    let mut nodes = vec![node(here, id, true)];
    let mut ids = vec![id];
    let mut ties = Vec::new();
    let mut at = |other: EntryId, nodes: &mut Vec<FlowNode>| {
        if let Some(index) = ids.iter().position(|known| *known == other) {
            return Some(index);
        }
        if nodes.len() > NEAR || here.entry(other).is_retired() {
            return None;
        }
        ids.push(other);
        nodes.push(node(here, other, false));
        Some(nodes.len() - 1)
    };
    let relations = [
        (Relation::Produces, Tie::Makes),
        (Relation::Updates, Tie::Updates),
        (Relation::Consumes, Tie::Feeds),
    ];
    for (relation, tie) in relations {
        // An arrow follows what flows: a ritual makes an artifact, an artifact is read by one.
        let others = graph.outgoing_by(id, relation).map(|other| (other, true));
        let others = others.chain(graph.incoming_by(id, relation).map(|other| (other, false)));
        for (other, outgoing) in others.collect::<Vec<_>>() {
            let Some(index) = at(other, &mut nodes) else { continue };
            let from_here = outgoing != (tie == Tie::Feeds);
            ties.push(if from_here { (0, tie.clone(), index) } else { (index, tie.clone(), 0) });
        }
    }
    if ties.is_empty() || here.entry(id).kind == KindId::FRAMEWORK {
        return None;
    }
    let title = format!("What flows in and out of {}", here.entry(id).title.value);
    let flow = Flow { title, nodes, ties };
    let drawing = diagram::responsive("d.near", diagram::WIDE, |frame| diagram::flow(&flow, frame));
    part::diagram("d.near", drawing)
}

/// A practice as a box of a drawing.
pub fn node(here: Here<'_>, id: EntryId, focus: bool) -> FlowNode {
    let entry = here.entry(id);
    FlowNode {
        label: entry.title.value.to_string(),
        note: None,
        url: Some(here.entry_url(id).into_owned()),
        kind: here.playbook().linked.playbook.kinds.get(entry.kind).name.to_string(),
        focus,
    }
}
