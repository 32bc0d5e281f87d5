//! What a playbook should be asked: questions that its own entries raise.
//!
//! In: a `FittedPlaybook`. Out: [`Question`]s in a fixed order: topic by topic as
//! [`Topic::ALL`] has them, within a topic in the site's order unless the topic says
//! otherwise. Each is data (which entries, which days); its sentence is made on demand.
//! Must not: judge (a question is no mistake, so there is no level and no code), repeat the
//! checks' warnings, print, or make HTML. Retired and faulty entries raise no question.

mod garden;
mod library;
mod teams;
mod words;

pub use library::FAR;

use crate::fit::{FittedPlaybook, NextQuestion};
use crate::link::FactorId;
use crate::model::{Date, Duration, Entry};
use crate::validate::EntryId;

/// One question, with what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// A ritual that nobody looks after.
    UnownedRitual { ritual: EntryId },
    /// A practice that runs on although nobody tends it and nobody reads what it makes.
    Zombie {
        team: EntryId,
        practice: EntryId,
        /// The day since which nobody has looked at it.
        tended: Date,
        /// What it makes, read by nobody; the practice itself where that is an artifact.
        makes: Vec<EntryId>,
    },
    /// A seedling that should have taken hold, or been pulled out, by now.
    OldSeedling { team: EntryId, practice: EntryId, since: Date, trial: Duration },
    /// A rung without a ritual between two that have one.
    EmptyRung {
        team: EntryId,
        cycle: EntryId,
        /// The nearest shorter and longer rungs on which the team has rituals.
        shorter: EntryId,
        longer: EntryId,
    },
    /// A practice that a single team runs.
    OneTeamOnly { practice: EntryId, team: EntryId },
    /// An alternative to something in use that no team has ever tried.
    UntriedAlternative {
        practice: EntryId,
        /// What is run, and names it as its alternative.
        instead_of: Vec<EntryId>,
    },
    /// What fits a team, and is not run by it.
    FitsButNotRun {
        team: EntryId,
        /// The first few, best first; those with everything that they require come first.
        practices: Vec<EntryId>,
        /// How many there are besides.
        more: usize,
    },
    /// What would break if an artifact stopped.
    IfItStops {
        artifact: EntryId,
        /// Rituals that read it.
        readers: Vec<EntryId>,
        /// Rituals that go without what those alone make, and so on: the
        /// nearest [`FAR`].
        beyond: Vec<EntryId>,
    },
    /// The unknown factor of a team or a context whose answer would change most.
    UnknownThatMatters { place: EntryId, unknown: Vec<FactorId>, next: NextQuestion },
}

/// What questions can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    UnownedRitual,
    Zombie,
    OldSeedling,
    EmptyRung,
    OneTeamOnly,
    UntriedAlternative,
    FitsButNotRun,
    IfItStops,
    UnknownThatMatters,
}

impl Topic {
    /// Every topic, in the order in which questions are asked.
    pub const ALL: [Topic; 9] = [
        Topic::UnownedRitual,
        Topic::Zombie,
        Topic::OldSeedling,
        Topic::EmptyRung,
        Topic::OneTeamOnly,
        Topic::UntriedAlternative,
        Topic::FitsButNotRun,
        Topic::IfItStops,
        Topic::UnknownThatMatters,
    ];
}

impl Question {
    pub fn topic(&self) -> Topic {
        match self {
            Question::UnownedRitual { .. } => Topic::UnownedRitual,
            Question::Zombie { .. } => Topic::Zombie,
            Question::OldSeedling { .. } => Topic::OldSeedling,
            Question::EmptyRung { .. } => Topic::EmptyRung,
            Question::OneTeamOnly { .. } => Topic::OneTeamOnly,
            Question::UntriedAlternative { .. } => Topic::UntriedAlternative,
            Question::FitsButNotRun { .. } => Topic::FitsButNotRun,
            Question::IfItStops { .. } => Topic::IfItStops,
            Question::UnknownThatMatters { .. } => Topic::UnknownThatMatters,
        }
    }

    /// The entries that it concerns: the one that is asked first (a team, a context), then
    /// what it is asked about. A factor stands for its entry.
    pub fn entries(&self, playbook: &FittedPlaybook) -> Vec<EntryId> {
        let mut entries = Vec::new();
        match self {
            Question::UnownedRitual { ritual } => entries.push(*ritual),
            Question::Zombie { team, practice, makes, .. } => {
                entries.extend([*team, *practice]);
                entries.extend(makes.iter().filter(|made| *made != practice));
            }
            Question::OldSeedling { team, practice, .. } => entries.extend([*team, *practice]),
            Question::EmptyRung { team, cycle, .. } => entries.extend([*team, *cycle]),
            Question::OneTeamOnly { practice, team } => entries.extend([*team, *practice]),
            Question::UntriedAlternative { practice, instead_of } => {
                entries.push(*practice);
                entries.extend(instead_of);
            }
            Question::FitsButNotRun { team, practices, .. } => {
                entries.push(*team);
                entries.extend(practices);
            }
            Question::IfItStops { artifact, readers, beyond } => {
                entries.push(*artifact);
                entries.extend(readers);
                entries.extend(beyond);
            }
            Question::UnknownThatMatters { place, next, .. } => {
                entries.extend([*place, playbook.linked.factors.get(next.factor).entry]);
            }
        }
        entries
    }
}

/// Every question that a playbook raises.
pub fn ask(playbook: &FittedPlaybook) -> Vec<Question> {
    let mut questions = garden::unowned(playbook);
    questions.extend(garden::zombies(playbook));
    questions.extend(garden::old_seedlings(playbook));
    questions.extend(teams::empty_rungs(playbook));
    questions.extend(library::one_team_only(playbook));
    questions.extend(library::untried(playbook));
    questions.extend(teams::fits_but_not_run(playbook));
    questions.extend(library::if_it_stops(playbook));
    questions.extend(teams::unknowns(playbook));
    questions
}

/// Whether an entry may raise questions, and be an answer to one.
fn is_living(entry: &Entry) -> bool {
    !entry.is_page() && !entry.is_faulty() && !entry.is_retired()
}
