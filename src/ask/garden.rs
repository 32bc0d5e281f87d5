//! The garden: what nobody tends, what nobody reads, what does not take hold.

use super::{Question, is_living};
use crate::diagnostic::Code;
use crate::fit::FittedPlaybook;
use crate::model::{Date, Detail, Duration, KindId, Relation, Status};
use crate::validate::EntryId;

/// How long a practice may go without being looked at.
const UNTENDED: Duration = Duration { months: 12, days: 0, minutes: 0 };

/// Rituals without an owner, but for those that say why (`allow`).
pub fn unowned(playbook: &FittedPlaybook) -> Vec<Question> {
    let rituals = playbook.linked.playbook.of_kind(KindId::RITUAL);
    rituals
        .filter(|(_, entry)| is_living(entry) && entry.common.owner.is_empty())
        .filter(|(_, entry)| !entry.allows(Code::NoOwner))
        .map(|(ritual, _)| Question::UnownedRitual { ritual })
        .collect()
}

/// Zombies: a practice that a team runs is one where all of this holds.
///
/// - Its status is established (as it is where none is given) or freight-train.
/// - It has been untended for a year: `last_tended` (else `since`) and twelve months lie on
///   or before the day of judgement. Where neither day is known, nobody can tell, and
///   nothing is asked.
/// - It has no known reader: it is a ritual that makes or updates artifacts, none of which
///   any living ritual of the library consumes and none of which is `used_outside`; or it is
///   such an artifact itself. A ritual that makes nothing counts as unread where it decides
///   nothing either. Frameworks and exercises make nothing that could be read.
pub fn zombies(playbook: &FittedPlaybook) -> Vec<Question> {
    let mut found = Vec::new();
    for team in playbook.teams() {
        for row in playbook.running(team) {
            if !matches!(row.row.standing(), Status::Established | Status::FreightTrain) {
                continue;
            }
            let Some(tended) = row.row.last_tended.or(row.row.since) else { continue };
            let tended = tended.value;
            if tended.plus(UNTENDED) > playbook.as_of {
                continue;
            }
            if let Some(makes) = unread(playbook, row.practice) {
                found.push(Question::Zombie { team, practice: row.practice, tended, makes });
            }
        }
    }
    found
}

/// What a practice makes, where nobody is known to read any of it.
fn unread(playbook: &FittedPlaybook, practice: EntryId) -> Option<Vec<EntryId>> {
    let entry = playbook.entry(practice);
    if !is_living(entry) {
        return None;
    }
    let makes: Vec<EntryId> = match &entry.detail {
        Detail::Artifact(_) => vec![practice],
        Detail::Ritual(ritual) => {
            let makes = made_by(playbook, practice);
            if makes.is_empty() && !ritual.decides.is_empty() {
                return None;
            }
            makes
        }
        _ => return None,
    };
    let has_reader = makes.iter().any(|made| is_read(playbook, *made));
    (!has_reader).then_some(makes)
}

/// The living artifacts that a ritual makes or changes, in the site's order.
pub fn made_by(playbook: &FittedPlaybook, ritual: EntryId) -> Vec<EntryId> {
    let graph = &playbook.linked.graph;
    let produced = graph.outgoing_by(ritual, Relation::Produces);
    let mut made: Vec<EntryId> =
        produced.chain(graph.outgoing_by(ritual, Relation::Updates)).collect();
    made.retain(|id| is_living(playbook.entry(*id)));
    made.sort_unstable();
    made.dedup();
    made
}

/// The living rituals that consume an artifact, in the site's order.
pub fn readers(playbook: &FittedPlaybook, artifact: EntryId) -> Vec<EntryId> {
    let readers = playbook.linked.graph.incoming_by(artifact, Relation::Consumes);
    readers.filter(|id| is_living(playbook.entry(*id))).collect()
}

fn is_read(playbook: &FittedPlaybook, artifact: EntryId) -> bool {
    let outside = match &playbook.entry(artifact).detail {
        Detail::Artifact(artifact) => artifact.used_outside.is_some(),
        _ => false,
    };
    outside || !readers(playbook, artifact).is_empty()
}

/// Seedlings older than two trials: `since` and twice the library's `trial: for` lie before
/// the day of judgement. Without either there is nothing to be held against.
pub fn old_seedlings(playbook: &FittedPlaybook) -> Vec<Question> {
    let mut found = Vec::new();
    for team in playbook.teams() {
        for row in playbook.running(team) {
            let seedling = row.row.standing() == Status::Seedling;
            let entry = playbook.entry(row.practice);
            let trial = entry.practice.as_ref().and_then(|own| own.trial.as_ref()?.length);
            let (true, true, Some(since), Some(trial)) =
                (seedling, is_living(entry), row.row.since, trial)
            else {
                continue;
            };
            let (since, trial) = (since.value, trial.value);
            if two_trials(since, trial) < playbook.as_of {
                found.push(Question::OldSeedling { team, practice: row.practice, since, trial });
            }
        }
    }
    found
}

fn two_trials(since: Date, trial: Duration) -> Date {
    // Not one after the other: from the last of January a month and then another end three days
    // before two months do.
    since.plus(Duration {
        months: 2 * trial.months,
        days: 2 * trial.days,
        minutes: 2 * trial.minutes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_trials_are_twice_as_long_as_one() {
        let ends = |since: &str, trial: &str| {
            let (since, trial) = (Date::parse(since).unwrap(), Duration::parse(trial).unwrap());
            two_trials(since, trial).to_string()
        };
        assert_eq!(ends("2026-01-31", "1mo"), "2026-03-31");
        assert_eq!(ends("2026-03-09", "6w"), "2026-06-01");
        assert_eq!(ends("2026-03-09", "36h"), "2026-03-12");
    }
}
