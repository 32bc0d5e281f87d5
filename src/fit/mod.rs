//! Which practices fit where, and why: verdicts made of reasons and unknowns.
//!
//! In: a `LinkedPlaybook` and the day on which it is judged. Out: a [`FittedPlaybook`], which
//! answers questions: each context and team is judged once, when it is first asked for.
//! Must not: make text or HTML, read the clock, or count a verdict as a number.

mod judge;
mod ladder;
mod load;
mod question;
mod rules;
mod team;

use std::sync::{Arc, OnceLock};

pub use judge::{Judgement, Place, Ranking};
pub use load::{Load, LoadItem, Prep, RoleHours, Uncounted};
pub use question::NextQuestion;
pub use rules::{Applies, Flags, LineCounts, Verdict, applies, decide, unknown_factors};
pub use team::{Row, Rung, Tension};

use crate::link::{LinkedPlaybook, Values};
use crate::model::{Date, Entry, KindId};
use crate::validate::EntryId;

/// A playbook that can say what fits.
#[derive(Debug, Clone)]
pub struct FittedPlaybook {
    pub linked: LinkedPlaybook,
    /// The day on which everything is judged.
    pub as_of: Date,
    /// Practices that take part in rankings: not retired, not faulty. In the site's order.
    practices: Arc<[EntryId]>,
    /// By entry; asked for where the entry is a context or a team.
    judged: Arc<[OnceLock<Arc<Ranking>>]>,
    questions: Arc<[OnceLock<Option<NextQuestion>>]>,
    ladder: Arc<OnceLock<Vec<EntryId>>>,
}

/// Makes a playbook ready to be asked. Nothing is judged yet.
pub fn fit(linked: LinkedPlaybook, as_of: Date) -> FittedPlaybook {
    let practices: Arc<[EntryId]> = linked.playbook.practices().collect();
    let count = linked.playbook.pages.len();
    FittedPlaybook {
        linked,
        as_of,
        practices,
        judged: (0..count).map(|_| OnceLock::new()).collect(),
        questions: (0..count).map(|_| OnceLock::new()).collect(),
        ladder: Arc::default(),
    }
}

/// The same over a former one: where no entry says anything new, what was judged holds.
pub fn refit(
    linked: LinkedPlaybook,
    as_of: Date,
    former: Option<&FittedPlaybook>,
) -> FittedPlaybook {
    let holds =
        |former: &&FittedPlaybook| former.as_of == as_of && linked.says_what(&former.linked);
    let Some(former) = former.filter(holds) else { return fit(linked, as_of) };
    let fitted = FittedPlaybook { linked, ..former.clone() };
    if cfg!(debug_assertions) {
        fitted.assert_holds();
    }
    fitted
}

impl FittedPlaybook {
    /// Panics where something that was kept is not what judging anew gives; for debug builds, so
    /// that every test of a preview holds the two together.
    fn assert_holds(&self) {
        let anew = fit(self.linked.clone(), self.as_of);
        assert_eq!(self.practices, anew.practices, "the practices are those of before");
        for place in self.contexts().chain(self.teams()) {
            if let Some(judged) = self.judged[place.index()].get() {
                assert_eq!(**judged, *anew.judged(place), "and so is what fits where");
            }
            if let Some(question) = self.questions[place.index()].get() {
                assert_eq!(*question, anew.next_question(place), "and what should be asked");
            }
        }
        if let Some(ladder) = self.ladder.get() {
            assert_eq!(ladder, anew.ladder(), "and so is the ladder");
        }
    }

    /// Whether all that follows from entries alone is what it is there: what is judged is shared.
    pub fn says_what(&self, other: &FittedPlaybook) -> bool {
        Arc::ptr_eq(&self.judged, &other.judged)
    }

    /// The practices that take part in rankings, in the site's order.
    pub fn practices(&self) -> &[EntryId] {
        &self.practices
    }

    pub fn entry(&self, id: EntryId) -> &Entry {
        self.linked.entry(id)
    }

    pub fn is_retired(&self, id: EntryId) -> bool {
        self.entry(id).is_retired()
    }

    /// Contexts that can be judged, in the site's order.
    pub fn contexts(&self) -> impl Iterator<Item = EntryId> {
        self.linked.playbook.judgeable(KindId::CONTEXT)
    }

    /// Teams that can be judged, in the site's order.
    pub fn teams(&self) -> impl Iterator<Item = EntryId> {
        self.linked.playbook.judgeable(KindId::TEAM)
    }

    /// Every practice in a context or a team, ranked.
    pub fn judged(&self, place: EntryId) -> &Ranking {
        self.judged[place.index()].get_or_init(|| {
            self.in_place(place, |values, team| Arc::new(judge::judge(self, values, team)))
        })
    }

    /// One practice in a context or a team, without judging the others; `None` for what is
    /// not ranked (retired, no practice).
    pub fn judgement(&self, place: EntryId, practice: EntryId) -> Option<Judgement> {
        if let Some(judged) = self.judged[place.index()].get() {
            return judged.of(practice).copied();
        }
        self.practices.binary_search(&practice).ok()?;
        Some(self.in_place(place, |values, team| judge::judge_one(self, values, team, practice)))
    }

    /// What a context or a team says of each factor, and which team it is.
    fn in_place<T>(&self, place: EntryId, judge: impl FnOnce(&Values, Option<EntryId>) -> T) -> T {
        let team = (self.entry(place).kind == KindId::TEAM).then_some(place);
        judge(&self.linked.known(place), team)
    }

    /// Every practice where these values are known, ranked.
    pub fn judged_with(&self, values: &Values) -> Ranking {
        judge::judge(self, values, None)
    }

    /// The next best question for a context or a team.
    pub fn next_question(&self, place: EntryId) -> Option<NextQuestion> {
        *self.questions[place.index()].get_or_init(|| {
            let values = &self.linked.values(place)?.values;
            question::next(self, values)
        })
    }

    /// The next best question where these values are known.
    pub fn next_question_with(&self, values: &Values) -> Option<NextQuestion> {
        question::next(self, values)
    }
}
