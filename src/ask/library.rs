//! The library against its use: what one team runs, what nobody tried, what hangs on what.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::garden::{made_by, readers};
use super::{Question, is_living};
use crate::fit::FittedPlaybook;
use crate::model::{Detail, KindId, Relation};
use crate::validate::EntryId;

/// How far the consequences of a stop are followed. In a large book everything hangs on
/// everything in the end; that many are enough to see that it does.
pub const FAR: usize = 25;

/// Practices that exactly one team runs; nothing where there is only one team to run them.
pub fn one_team_only(playbook: &FittedPlaybook) -> Vec<Question> {
    if playbook.teams().nth(1).is_none() {
        return Vec::new();
    }
    let use_of = Use::of(playbook);
    let mut found = Vec::new();
    for &practice in playbook.practices() {
        let teams = use_of.running.get(&practice);
        if let Some(team) = teams.filter(|teams| teams.len() == 1).and_then(BTreeSet::first) {
            found.push(Question::OneTeamOnly { practice, team: *team });
        }
    }
    found
}

/// Practices that something in use names as its alternative, and that no team has ever had
/// among its practices: not now, not in the past, not planned.
pub fn untried(playbook: &FittedPlaybook) -> Vec<Question> {
    let use_of = Use::of(playbook);
    let mut found = Vec::new();
    for &practice in playbook.practices() {
        if use_of.tried.contains(&practice) {
            continue;
        }
        let instead_of: Vec<EntryId> = playbook
            .linked
            .graph
            .incoming_by(practice, Relation::Alternatives)
            .filter(|other| use_of.running.contains_key(other))
            .filter(|other| is_living(playbook.entry(*other)))
            .collect();
        if !instead_of.is_empty() {
            found.push(Question::UntriedAlternative { practice, instead_of });
        }
    }
    found
}

/// Which teams run what, and what any team ever had.
struct Use {
    running: BTreeMap<EntryId, BTreeSet<EntryId>>,
    tried: BTreeSet<EntryId>,
}

impl Use {
    fn of(playbook: &FittedPlaybook) -> Use {
        let mut use_of = Use { running: BTreeMap::new(), tried: BTreeSet::new() };
        for team in playbook.teams() {
            for row in playbook.rows(team) {
                use_of.tried.insert(row.practice);
                if row.runs {
                    use_of.running.entry(row.practice).or_default().insert(team);
                }
            }
        }
        use_of
    }
}

/// For each artifact that a ritual reads: what would have to go without it. Those
/// on which most hangs come first: by direct readers, then by rituals beyond them.
pub fn if_it_stops(playbook: &FittedPlaybook) -> Vec<Question> {
    let artifacts = playbook.linked.playbook.of_kind(KindId::ARTIFACT);
    let mut found: Vec<(usize, usize, Question)> = artifacts
        .filter(|(_, entry)| is_living(entry))
        .filter_map(|(artifact, _)| {
            let readers = readers(playbook, artifact);
            if readers.is_empty() {
                return None;
            }
            let beyond = beyond(playbook, artifact, &readers);
            let (near, far) = (readers.len(), beyond.len());
            Some((near, far, Question::IfItStops { artifact, readers, beyond }))
        })
        .collect();
    // The sort is stable: equals stay in the site's order.
    found.sort_by_key(|(near, far, _)| Reverse((*near, *far)));
    found.into_iter().map(|(_, _, question)| question).collect()
}

/// The rituals that would go without something in their turn, nearest first: an artifact is
/// lost where every ritual that makes it goes without one already, and nobody outside makes
/// it. Each ritual is visited once, so that circles (which are common: a review feeds a table
/// feeds a review) come to an end.
fn beyond(playbook: &FittedPlaybook, artifact: EntryId, direct: &[EntryId]) -> Vec<EntryId> {
    let mut without: BTreeSet<EntryId> = direct.iter().copied().collect();
    let mut lost: BTreeSet<EntryId> = BTreeSet::from([artifact]);
    let mut queue: VecDeque<EntryId> = direct.iter().copied().collect();
    let mut beyond = Vec::new();
    while let Some(ritual) = queue.pop_front() {
        for made in made_by(playbook, ritual) {
            let mut makers = makers(playbook, made);
            if makers.any(|maker| !without.contains(&maker)) || !lost.insert(made) {
                continue;
            }
            for reader in readers(playbook, made) {
                if beyond.len() == FAR {
                    return beyond;
                }
                if without.insert(reader) {
                    beyond.push(reader);
                    queue.push_back(reader);
                }
            }
        }
    }
    beyond
}

/// The living rituals that make an artifact (that change it, where none makes it); the
/// artifact itself, which no ritual is, where somebody outside makes it.
fn makers(playbook: &FittedPlaybook, artifact: EntryId) -> impl Iterator<Item = EntryId> {
    let by = |relation| {
        let rituals = playbook.linked.graph.incoming_by(artifact, relation);
        rituals.filter(|id| is_living(playbook.entry(*id))).collect::<Vec<EntryId>>()
    };
    let mut makers = by(Relation::Produces);
    if makers.is_empty() {
        makers = by(Relation::Updates);
    }
    if let Detail::Artifact(own) = &playbook.entry(artifact).detail
        && own.made_outside.is_some()
    {
        makers.push(artifact);
    }
    makers.into_iter()
}
