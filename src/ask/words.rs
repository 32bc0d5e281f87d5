//! Questions in words.

use super::{FAR, Question, Topic};
use crate::diagnostic::listed;
use crate::fit::{FittedPlaybook, NextQuestion};
use crate::link::FactorId;
use crate::model::Date;
use crate::validate::EntryId;

impl Topic {
    /// The word that machines read.
    pub fn name(self) -> &'static str {
        match self {
            Topic::UnownedRitual => "unowned-ritual",
            Topic::Zombie => "zombie",
            Topic::OldSeedling => "old-seedling",
            Topic::EmptyRung => "empty-rung",
            Topic::OneTeamOnly => "one-team-only",
            Topic::UntriedAlternative => "untried-alternative",
            Topic::FitsButNotRun => "fits-but-not-run",
            Topic::IfItStops => "if-it-stops",
            Topic::UnknownThatMatters => "unknown-that-matters",
        }
    }

    /// A heading.
    pub fn title(self) -> &'static str {
        match self {
            Topic::UnownedRitual => "Rituals that nobody owns",
            Topic::Zombie => "Zombies",
            Topic::OldSeedling => "Seedlings older than two trials",
            Topic::EmptyRung => "Empty rungs",
            Topic::OneTeamOnly => "Practices in one team only",
            Topic::UntriedAlternative => "Alternatives that nobody tried",
            Topic::FitsButNotRun => "What fits and is not run",
            Topic::IfItStops => "What breaks if it stops",
            Topic::UnknownThatMatters => "The unknown that matters most",
        }
    }

    /// Why it is worth asking: one sentence without a full stop.
    pub fn why(self) -> &'static str {
        match self {
            Topic::UnownedRitual => "What nobody owns, nobody may change, and nobody dares to stop",
            Topic::Zombie => {
                "Run for years, looked at by nobody, read by nobody: such a practice costs hours \
                 every week and would not be missed"
            }
            Topic::OldSeedling => {
                "A trial that has run twice its length is no trial any more; either it has taken \
                 hold and nobody said so, or it has not"
            }
            Topic::EmptyRung => {
                "The middle rungs are the ones that go missing, and what belongs to them gets \
                 decided too hastily below or too late above"
            }
            Topic::OneTeamOnly => {
                "Either it suits only them, and the reason is worth writing down, or others have \
                 not heard of it"
            }
            Topic::UntriedAlternative => {
                "A choice between two ways is none while nobody knows the other one"
            }
            Topic::FitsButNotRun => {
                "Everything that is known of the team speaks for it; perhaps what speaks against \
                 it has not been written down"
            }
            Topic::IfItStops => {
                "What many things lean on should not stop by accident, and what nothing leans on \
                 may"
            }
            Topic::UnknownThatMatters => {
                "One answer would turn most of the verdicts that are open, so ask for that one \
                 first"
            }
        }
    }
}

impl Question {
    /// The question as a sentence, with titles as they are.
    pub fn sentence(&self, playbook: &FittedPlaybook) -> String {
        let words = Words { playbook };
        match self {
            Question::UnownedRitual { ritual } => {
                format!("Who looks after {}?", words.title(*ritual))
            }
            Question::Zombie { team, practice, tended, makes } => {
                words.zombie(*team, *practice, *tended, makes)
            }
            Question::OldSeedling { team, practice, since, trial } => format!(
                "{} has been trying {} since {}, and a trial takes {}: does it stay?",
                words.title(*team),
                words.named(*team, *practice),
                since.in_words(),
                trial.in_words(),
            ),
            Question::EmptyRung { team, cycle, shorter, longer } => format!(
                "{} has nothing on the rung {}, between {} and {}: what gets decided there, and \
                 by whom?",
                words.title(*team),
                words.title(*cycle),
                words.title(*shorter),
                words.title(*longer),
            ),
            Question::OneTeamOnly { practice, team } => format!(
                "Only {} runs {}: does it suit nobody else, or has nobody else heard of it?",
                words.title(*team),
                words.named(*team, *practice),
            ),
            Question::UntriedAlternative { practice, instead_of } => format!(
                "Nobody has tried {}, an alternative to {}: who would?",
                words.title(*practice),
                words.titles(instead_of),
            ),
            Question::FitsButNotRun { team, practices, more } => {
                words.fits_but_not_run(*team, practices, *more)
            }
            Question::IfItStops { artifact, readers, beyond } => {
                words.if_it_stops(*artifact, readers, beyond.len())
            }
            Question::UnknownThatMatters { place, unknown, next } => {
                words.unknown_that_matters(*place, unknown, *next)
            }
        }
    }
}

/// The sentences, for what a playbook calls its entries.
#[derive(Clone, Copy)]
struct Words<'a> {
    playbook: &'a FittedPlaybook,
}

impl<'a> Words<'a> {
    fn title(self, id: EntryId) -> &'a str {
        &self.playbook.entry(id).title.value
    }

    fn titles(self, ids: &[EntryId]) -> String {
        let titles: Vec<&str> = ids.iter().map(|id| self.title(*id)).collect();
        listed(&titles, "and")
    }

    /// A practice by its title, with the name that the team has for it.
    fn named(self, team: EntryId, practice: EntryId) -> String {
        let title = self.title(practice);
        let row = self.playbook.running(team).find(|row| row.practice == practice);
        match row.and_then(|row| row.row.local_name.as_ref()) {
            Some(name) if *name.value != *title => format!("{title} (“{}”)", name.value),
            _ => title.to_owned(),
        }
    }

    fn zombie(self, team: EntryId, practice: EntryId, tended: Date, makes: &[EntryId]) -> String {
        let what = match makes {
            [] => "makes and decides nothing".to_owned(),
            [own] if *own == practice => "is read by nobody".to_owned(),
            makes => format!("makes {}, which nobody reads", self.titles(makes)),
        };
        format!(
            "{} runs {}, which nobody has tended since {} and which {what}: what would be missed if \
             it stopped?",
            self.title(team),
            self.named(team, practice),
            tended.in_words(),
        )
    }

    fn fits_but_not_run(self, team: EntryId, practices: &[EntryId], more: usize) -> String {
        let besides = match more {
            0 => String::new(),
            more => format!(" (and {more} more)"),
        };
        let (fit, run, it) = match (practices.len(), more) {
            (1, 0) => ("fits", "is", "it"),
            _ => ("fit", "are", "them"),
        };
        format!(
            "{}{besides} {fit} {} and {run} not run: what speaks against {it}?",
            self.titles(practices),
            self.title(team),
        )
    }

    fn if_it_stops(self, artifact: EntryId, readers: &[EntryId], beyond: usize) -> String {
        let beyond = match beyond {
            0 => String::new(),
            1 => ", and one more ritual without what those make".to_owned(),
            FAR.. => format!(", and {FAR} or more other rituals without what those make"),
            more => format!(", and {more} more rituals without what those make"),
        };
        format!(
            "If {} stopped, {} would go without it{beyond}: who would notice first?",
            self.title(artifact),
            self.titles(readers),
        )
    }

    fn unknown_that_matters(
        self,
        place: EntryId,
        unknown: &[FactorId],
        next: NextQuestion,
    ) -> String {
        let factors = &self.playbook.linked.factors;
        let factor = factors.get(next.factor);
        let verdicts = match next.would_change {
            1 => "one verdict".to_owned(),
            many => format!("{many} verdicts"),
        };
        let others = unknown.iter().filter(|id| **id != next.factor);
        let others: Vec<&str> = others.map(|id| &*factors.get(*id).title).collect();
        let also = match others.as_slice() {
            [] => String::new(),
            others => format!("; also unknown: {}", listed(others, "and")),
        };
        format!(
            "Ask {} about {} first, which could change {verdicts}{also}: “{}”",
            self.title(place),
            factor.title,
            factor.question,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_has_words_of_its_own() {
        let mut names: Vec<&str> = Topic::ALL.iter().map(|topic| topic.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Topic::ALL.len());
        for topic in Topic::ALL {
            assert!(!topic.title().ends_with('.') && !topic.why().ends_with('.'));
        }
    }
}
