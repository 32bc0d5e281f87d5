//! What each kind adds to an entry.

use crate::model::choice::choices;
use crate::model::field::{FieldSpec, Fields, Mapping, Text, Vec1, fields};
use crate::model::practice::Reason;
use crate::model::reading::{MapReader, Reading};
use crate::model::reference::{To, targets};
use crate::model::team::{Claim, Claims, ContextClaim, Team};
use crate::model::{Duration, KindId};
use crate::source::Located;

/// The fields of an entry's own kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Detail {
    Ritual(Box<Ritual>),
    Artifact(Box<Artifact>),
    Framework(Box<Framework>),
    Exercise(Box<Exercise>),
    Cycle(Box<Cycle>),
    Factor(Box<Factor>),
    Context(Box<Context>),
    Team(Box<Team>),
    Principle(Box<Principle>),
    AntiPattern(Box<AntiPattern>),
    /// Needs, roles, kinds that the site declares, plain pages: nothing beyond the common
    /// fields and those that the site declares.
    Plain,
    /// The front matter could not be read; what was wrong has been said.
    Faulty,
}

impl Detail {
    /// What a context or a team says of factors, in the order of its front matter; nothing where
    /// the entry is neither.
    pub fn claims(&self) -> impl Iterator<Item = &Claim> {
        let (own, told): (&[Claim], &[ContextClaim]) = match self {
            Detail::Context(context) => (&context.values.claims, &[]),
            Detail::Team(team) => (&[], &team.context.claims),
            _ => (&[], &[]),
        };
        own.iter().chain(told.iter().map(|said| &said.claim))
    }
}

/// Reads what a kind adds to the common keys.
pub fn read_detail(
    kind: KindId,
    fields: &mut MapReader<'_>,
    reading: &mut Reading<'_>,
) -> Option<Detail> {
    fn of<T: Fields>(
        fields: &mut MapReader<'_>,
        reading: &mut Reading<'_>,
        detail: impl FnOnce(Box<T>) -> Detail,
    ) -> Option<Detail> {
        T::read_fields(fields, reading).map(|fields| detail(Box::new(fields)))
    }
    match kind {
        KindId::RITUAL => of::<Ritual>(fields, reading, Detail::Ritual),
        KindId::ARTIFACT => of::<Artifact>(fields, reading, Detail::Artifact),
        KindId::FRAMEWORK => of::<Framework>(fields, reading, Detail::Framework),
        KindId::EXERCISE => of::<Exercise>(fields, reading, Detail::Exercise),
        KindId::CYCLE => of::<Cycle>(fields, reading, Detail::Cycle),
        KindId::FACTOR => of::<Factor>(fields, reading, Detail::Factor),
        KindId::CONTEXT => of::<Context>(fields, reading, Detail::Context),
        KindId::TEAM => of::<Team>(fields, reading, Detail::Team),
        KindId::PRINCIPLE => of::<Principle>(fields, reading, Detail::Principle),
        KindId::ANTI_PATTERN => of::<AntiPattern>(fields, reading, Detail::AntiPattern),
        _ => Some(Detail::Plain),
    }
}

/// What a kind adds to the common keys, where that is anything.
pub fn detail(kind: KindId) -> Option<&'static Mapping> {
    Some(match kind {
        KindId::RITUAL => Ritual::MAPPING,
        KindId::ARTIFACT => Artifact::MAPPING,
        KindId::FRAMEWORK => Framework::MAPPING,
        KindId::EXERCISE => Exercise::MAPPING,
        KindId::CYCLE => Cycle::MAPPING,
        KindId::FACTOR => Factor::MAPPING,
        KindId::CONTEXT => Context::MAPPING,
        KindId::TEAM => Team::MAPPING,
        KindId::PRINCIPLE => Principle::MAPPING,
        KindId::ANTI_PATTERN => AntiPattern::MAPPING,
        _ => return None,
    })
}

/// The fields that a kind adds to the common ones.
pub fn detail_specs(kind: KindId) -> &'static [FieldSpec] {
    detail(kind).map_or(&[], |mapping| mapping.specs)
}

fields! {
    /// Something that people do together, again and again or when something happens.
    pub struct Ritual {
        /// The rung that it stands on: how often it happens.
        #[also = "cadence | frequency | rhythm"]
        cycle: Option<To<targets::Cycle>>,
        /// What makes it happen, where it follows no cycle.
        #[example = "something happens that should not have happened"]
        #[also = "when"]
        trigger: Option<Text>,
        /// How long one takes.
        #[example = "45m"]
        #[also = "length"]
        duration: Option<Located<Duration>>,
        /// How long it takes to prepare, for each person who does.
        #[example = "15m"]
        #[also = "preparation"]
        prep: Option<Located<Duration>>,
        /// Who takes part, and as what.
        #[also = "attendees | people | who | roles"]
        participants: Vec<Participant>,
        /// Artifacts that it reads.
        #[also = "inputs | reads"]
        consumes: Vec<To<targets::Artifact>>,
        /// Artifacts that it makes.
        #[also = "outputs | makes"]
        produces: Vec<To<targets::Artifact>>,
        /// Artifacts that it changes.
        updates: Vec<To<targets::Artifact>>,
        /// What is decided in it.
        #[example = "what changes because we met"]
        #[also = "decisions"]
        decides: Vec<Text>,
        /// What it notices that would otherwise pass, and how it interrupts.
        forcing_function: Option<ForcingFunction>,
    }
}

fields! {
    /// Who takes part in a ritual.
    pub struct Participant {
        /// The role.
        #[also = "ref | who"]
        role: To<targets::Role>,
        /// What the role does there.
        #[example = "keeps the time and the notes"]
        part: Option<Text>,
        /// Whether it goes on without them.
        optional: Option<bool>,
    }
}

fields! {
    /// What a ritual makes impossible to overlook.
    pub struct ForcingFunction {
        /// What it notices.
        #[example = "what would otherwise pass unseen"]
        notices: Option<Text>,
        /// What it interrupts.
        #[example = "what would otherwise run on by itself"]
        interrupts: Option<Text>,
    }
}

choices! {
    /// How an artifact is kept.
    pub enum Keeping {
        /// True for one day, then left as it is.
        Snapshot = "snapshot",
        /// Kept true.
        Living = "living",
        /// Added to, never rewritten.
        Log = "log",
    }
}

fields! {
    /// Something that is written down or drawn.
    pub struct Artifact {
        /// What it is made of: a page, a board, a list.
        #[example = "one page"]
        #[also = "format"]
        form: Option<Text>,
        /// Where it is found.
        #[example = "on the wall by the door"]
        #[also = "location | where | stored_in"]
        lives: Option<Text>,
        /// How it is kept.
        kept: Option<Keeping>,
        /// How far it looks ahead: a rung.
        horizon: Option<To<targets::Cycle>>,
        /// An empty one to begin with.
        #[example = "the empty page beside it"]
        template: Option<Text>,
        /// Who outside the playbook makes it.
        #[example = "the people who sell"]
        made_outside: Option<Text>,
        /// Who outside the playbook uses it.
        #[example = "the people who audit us"]
        used_outside: Option<Text>,
    }
}

choices! {
    /// What a framework is for.
    pub enum Job {
        /// Holds a team up until it stands alone.
        Scaffold = "scaffold",
        /// A shared language inside one team.
        LocalInterface = "local-interface",
        /// A shared language between teams.
        FederatedInterface = "federated-interface",
        /// Makes what is already done better.
        QualityAid = "quality-aid",
    }
}

fields! {
    /// A way to think about work.
    pub struct Framework {
        /// What it is used for here.
        job: Vec<Job>,
        /// The rituals and artifacts that carry it.
        uses: Option<FrameworkUses>,
        /// The sign that it has done its work.
        #[example = "nobody has to be reminded of it any more"]
        #[also = "stop_when | remove_when"]
        drop_when: Option<Text>,
    }
}

fields! {
    /// What carries a framework.
    pub struct FrameworkUses {
        /// Rituals in which it is used.
        rituals: Vec<To<targets::Ritual>>,
        /// Artifacts in which it shows.
        artifacts: Vec<To<targets::Artifact>>,
    }
}

fields! {
    /// Something to do once, to learn something.
    pub struct Exercise {
        /// How long it takes.
        #[example = "1h"]
        #[also = "length"]
        duration: Option<Located<Duration>>,
        /// How many people it takes.
        #[also = "group_size"]
        people: Option<Headcount>,
        /// What to do, in order.
        #[example = "Everybody writes for five minutes, alone. | Read aloud, and ask before you answer."]
        #[also = "instructions"]
        steps: Vec<Text>,
        /// Questions to ask.
        #[example = "What would we miss if it stopped?"]
        #[also = "questions"]
        prompts: Vec<Text>,
        /// What one has at the end.
        #[example = "a list that we agree on"]
        #[also = "outputs"]
        produces: Vec<Text>,
    }
}

fields! {
    /// A range of people.
    pub struct Headcount {
        /// At least this many.
        #[example = "3"]
        min: Option<Located<i64>>,
        /// At most this many.
        #[example = "8"]
        max: Option<Located<i64>>,
    }
}

fields! {
    /// A rung of the ladder of time.
    pub struct Cycle {
        /// The shortest and the longest that still count as this rung.
        span: Option<CycleSpan>,
        /// Its usual length, by which hours per week are counted.
        #[example = "2w"]
        #[also = "length | duration"]
        nominal: Option<Located<Duration>>,
        /// The next longer rung.
        #[also = "parent | within"]
        nests_in: Option<To<targets::Cycle>>,
    }
}

fields! {
    /// How short and how long a cycle may be.
    pub struct CycleSpan {
        /// The shortest.
        #[example = "1w"]
        min: Option<Located<Duration>>,
        /// The longest.
        #[example = "3w"]
        max: Option<Located<Duration>>,
    }
}

fields! {
    /// A dimension of context.
    pub struct Factor {
        /// The question that a team answers by choosing a value.
        #[example = "What differs between teams, asked as a question?"]
        question: Text,
        /// Whether the values stand in an order, lowest first.
        ordered: Option<bool>,
        /// The values, in order.
        #[also = "options | levels"]
        values: Vec1<FactorValue>,
    }
}

fields! {
    /// One value of a factor.
    pub struct FactorValue {
        /// The word for it in front matter and addresses.
        #[example = "low | high"]
        #[also = "value | key"]
        id: Text,
        /// The words for it on the page; the id where none are given.
        #[example = "Low | High"]
        #[also = "name | title"]
        label: Option<Text>,
        /// How one recognises it.
        #[example = "How one recognises a team where it is low. | How one recognises a team where it is high."]
        #[also = "description | example"]
        looks_like: Option<Text>,
    }
}

fields! {
    /// A named set of values.
    pub struct Context {
        /// The value or values of each factor; a factor that is not named is unknown.
        #[also = "factors"]
        values: Claims,
        /// How work in it is paid for.
        #[example = "a yearly budget"]
        funded_as: Option<Text>,
    }
}

fields! {
    /// A sentence to hold on to when there is no rule.
    pub struct Principle {
        /// What it means in practice.
        #[example = "what we do because of it"]
        #[also = "implies"]
        means: Vec<Text>,
        /// What it costs.
        #[example = "what we give up for it"]
        #[also = "costs"]
        costs_us: Vec<Text>,
    }
}

fields! {
    /// A trap that looks like a practice.
    pub struct AntiPattern {
        /// What people say who are in it.
        #[example = "We have always done it so."]
        #[also = "quotes | sayings"]
        sounds_like: Vec<Text>,
        /// When it is seen.
        #[example = "everybody is busy and nothing is finished"]
        #[also = "signs | symptoms"]
        seen_when: Option<Text>,
        /// What feeds it.
        #[also = "causes"]
        feeds_on: Vec<To<targets::Any>>,
        /// What to do instead, and why.
        #[also = "instead"]
        try_instead: Vec<Reason>,
    }
}
