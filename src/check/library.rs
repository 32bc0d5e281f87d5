//! Practices among themselves: what nobody makes, reads, doubts or mentions.

use super::{living, warn};
use crate::diagnostic::{Code, Diagnostic};
use crate::fit::FittedPlaybook;
use crate::model::{Artifact, Detail, Entry, KindId, Lean, Reach, Relation, Ritual};
use crate::validate::EntryId;

pub fn check(playbook: &FittedPlaybook, found: &mut Vec<Diagnostic>) {
    for (_, entry) in living(playbook) {
        if let Detail::Ritual(ritual) = &entry.detail {
            check_ritual(entry, ritual, found);
        }
        check_fit(entry, found);
    }
}

/// What nobody makes, reads, runs or mentions.
pub fn check_absences(playbook: &FittedPlaybook, found: &mut Vec<Diagnostic>) {
    for (id, entry) in living(playbook) {
        if let Detail::Artifact(artifact) = &entry.detail {
            check_artifact(playbook, id, entry, artifact, found);
        }
        check_reach(playbook, id, entry, found);
    }
    check_values(playbook, found);
}

fn check_ritual(entry: &Entry, ritual: &Ritual, found: &mut Vec<Diagnostic>) {
    let title = &entry.title.value;
    let meant = |keys: &[&str]| keys.iter().any(|key| entry.meant(key));
    if ritual.cycle.is_none() && ritual.trigger.is_none() && !meant(&["cycle", "trigger"]) {
        let message = format!("nobody can say when `{title}` happens");
        let hint = "add `cycle:`, or `trigger:` where something makes it happen";
        warn(found, entry, Code::RitualWithoutRhythm, entry.span(), message, hint);
    }
    let is_idle =
        ritual.produces.is_empty() && ritual.updates.is_empty() && ritual.decides.is_empty();
    if is_idle && !meant(&["produces", "updates", "decides"]) {
        let message = format!("`{title}` makes, updates and decides nothing");
        let hint =
            "add `produces:`, `updates:` or `decides:`; if there is nothing, ask what it is for";
        warn(found, entry, Code::IdleRitual, entry.span(), message, hint);
    }
}

fn check_artifact(
    playbook: &FittedPlaybook,
    id: EntryId,
    entry: &Entry,
    artifact: &Artifact,
    found: &mut Vec<Diagnostic>,
) {
    let graph = &playbook.linked.graph;
    let in_use = |from: EntryId| !playbook.is_retired(from);
    let made_outside = artifact.made_outside.is_some() || entry.meant("made_outside");
    let mut makers =
        graph.incoming_by(id, Relation::Produces).chain(graph.incoming_by(id, Relation::Updates));
    if !made_outside && !makers.any(in_use) {
        let message = format!("nobody makes `{}`", entry.title.value);
        let hint = "name it under `produces:` of a ritual, or say `made_outside:` who does";
        warn(found, entry, Code::ArtifactUnmade, entry.span(), message, hint);
    }
    let used_outside = artifact.used_outside.is_some() || entry.meant("used_outside");
    if !used_outside && !graph.incoming_by(id, Relation::Consumes).any(in_use) {
        let message = format!("nobody consumes `{}`", entry.title.value);
        let hint = "name it under `consumes:` of a ritual, say `used_outside:` who does, or stop making it";
        warn(found, entry, Code::ArtifactUnconsumed, entry.span(), message, hint);
    }
}

/// A practice with reasons for it and none against it is not thought through.
fn check_fit(entry: &Entry, found: &mut Vec<Diagnostic>) {
    let Some(practice) = &entry.practice else { return };
    let Some(first) = practice.fit.first() else { return };
    if practice.fit.iter().all(|line| line.lean.value == Lean::For) {
        let message = format!("`{}` has reasons for it and none against it", entry.title.value);
        let hint = "add a line for the context in which you would not use it";
        warn(found, entry, Code::OneSidedFit, first.lean.span, message, hint);
    }
}

/// What is asked of everybody is run by somebody.
fn check_reach(playbook: &FittedPlaybook, id: EntryId, entry: &Entry, found: &mut Vec<Diagnostic>) {
    let Some(practice) = &entry.practice else { return };
    let mut users = playbook.run_by(id).filter(|(team, _)| !playbook.is_retired(*team));
    if practice.reach == Some(Reach::Programme) && !users.any(|(_, row)| row.runs) {
        let message = format!("`{}` is asked of everybody and run by no team", entry.title.value);
        let hint = "find the team that will use it first, or set `reach: local`";
        warn(found, entry, Code::ProgrammeWithoutUser, entry.span(), message, hint);
    }
}

/// A value that no line speaks of tells nobody anything.
fn check_values(playbook: &FittedPlaybook, found: &mut Vec<Diagnostic>) {
    let factors = &playbook.linked.factors;
    let mut mentioned = vec![0u64; factors.list.len()];
    for &practice in playbook.practices() {
        for line in playbook.linked.lines(practice).iter().flatten() {
            for (factor, mask) in &line.when {
                mentioned[factor.index()] |= mask;
            }
        }
    }
    for (id, factor) in factors.iter() {
        let entry = playbook.entry(factor.entry);
        let Detail::Factor(written) = &entry.detail else { continue };
        if entry.kind != KindId::FACTOR || entry.is_retired() {
            continue;
        }
        for (index, value) in written.values.iter().enumerate() {
            if mentioned[id.index()] >> index & 1 == 0 {
                let message = format!("no practice mentions `{}: {}`", factor.id, value.id.value);
                let hint = "write a fit line about it, or take the value out";
                warn(found, entry, Code::UnmentionedValue, value.id.span, message, hint);
            }
        }
    }
}
