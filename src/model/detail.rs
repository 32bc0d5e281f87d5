//! What each kind adds to an entry.

use crate::model::Duration;
use crate::model::choice::choices;
use crate::model::field::{Text, fields};
use crate::model::practice::Reason;
use crate::model::reference::{To, targets};
use crate::model::team::{Claims, Team};
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

fields! {
    /// Something that people do together, again and again or when something happens.
    pub struct Ritual {
        /// The rung that it stands on: how often it happens.
        cycle: Option<To<targets::Cycle>>,
        /// What makes it happen, where it follows no cycle.
        trigger: Option<Text>,
        /// How long one takes.
        duration: Option<Located<Duration>>,
        /// How long it takes to prepare, for each person who does.
        prep: Option<Located<Duration>>,
        /// Who takes part, and as what.
        participants: Vec<Participant>,
        /// Artifacts that it reads.
        consumes: Vec<To<targets::Artifact>>,
        /// Artifacts that it makes.
        produces: Vec<To<targets::Artifact>>,
        /// Artifacts that it changes.
        updates: Vec<To<targets::Artifact>>,
        /// What is decided in it.
        decides: Vec<Text>,
        /// What it notices that would otherwise pass, and how it interrupts.
        forcing_function: Option<ForcingFunction>,
    }
}

fields! {
    /// Who takes part in a ritual.
    pub struct Participant {
        /// The role.
        role: To<targets::Role>,
        /// What the role does there.
        part: Option<Text>,
        /// Whether it goes on without them.
        optional: Option<bool>,
    }
}

fields! {
    /// What a ritual makes impossible to overlook.
    pub struct ForcingFunction {
        /// What it notices.
        notices: Option<Text>,
        /// What it interrupts.
        interrupts: Option<Text>,
    }
}

choices! {
    /// How an artifact is kept.
    pub enum Kept {
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
        form: Option<Text>,
        /// Where it is found.
        lives: Option<Text>,
        /// How it is kept.
        kept: Option<Kept>,
        /// How far it looks ahead: a rung.
        horizon: Option<To<targets::Cycle>>,
        /// An empty one to begin with.
        template: Option<Text>,
        /// Who outside the playbook makes it.
        made_outside: Option<Text>,
        /// Who outside the playbook uses it.
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
        duration: Option<Located<Duration>>,
        /// How many people it takes.
        people: Option<Headcount>,
        /// What to do, in order.
        steps: Vec<Text>,
        /// Questions to ask.
        prompts: Vec<Text>,
        /// What one has at the end.
        produces: Vec<Text>,
    }
}

fields! {
    /// A range of people.
    pub struct Headcount {
        /// At least this many.
        min: Option<Located<i64>>,
        /// At most this many.
        max: Option<Located<i64>>,
    }
}

fields! {
    /// A rung of the ladder of time.
    pub struct Cycle {
        /// The shortest and the longest that still count as this rung.
        span: Option<CycleSpan>,
        /// Its usual length, by which hours per week are counted.
        nominal: Option<Located<Duration>>,
        /// The next longer rung.
        nests_in: Option<To<targets::Cycle>>,
    }
}

fields! {
    /// How short and how long a cycle may be.
    pub struct CycleSpan {
        /// The shortest.
        min: Option<Located<Duration>>,
        /// The longest.
        max: Option<Located<Duration>>,
    }
}

fields! {
    /// A dimension of context.
    pub struct Factor {
        /// The question that a team answers by choosing a value.
        question: Text,
        /// Whether the values stand in an order, lowest first.
        ordered: Option<bool>,
        /// The values, in order.
        values: Vec1<FactorValue>,
    }
}

fields! {
    /// One value of a factor.
    pub struct FactorValue {
        /// The word for it in front matter and addresses.
        id: Text,
        /// The words for it on the page; the id where none are given.
        label: Option<Text>,
        /// How one recognises it.
        looks_like: Option<Text>,
    }
}

fields! {
    /// A named set of values.
    pub struct Context {
        /// The value or values of each factor; a factor that is not named is unknown.
        values: Claims,
        /// How work in it is paid for.
        funded_as: Option<Text>,
    }
}

fields! {
    /// A sentence to hold on to when there is no rule.
    pub struct Principle {
        /// What it means in practice.
        means: Vec<Text>,
        /// What it costs.
        costs_us: Vec<Text>,
    }
}

fields! {
    /// A trap that looks like a practice.
    pub struct AntiPattern {
        /// What people say who are in it.
        sounds_like: Vec<Text>,
        /// When it is seen.
        seen_when: Option<Text>,
        /// What feeds it.
        feeds_on: Vec<To<targets::Any>>,
        /// What to do instead, and why.
        try_instead: Vec<Reason>,
    }
}

/// A list that must not be empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Vec1<T>(pub Vec<T>);

impl<T> std::ops::Deref for Vec1<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T: crate::model::Field> crate::model::Field for Vec1<T> {
    fn shape() -> crate::model::Shape {
        Vec::<T>::shape()
    }

    fn read(node: &crate::yaml::Node, reading: &mut crate::model::Reading<'_>) -> Option<Self> {
        let list = Vec::<T>::read(node, reading)?;
        if list.is_empty() {
            let message = format!("`{}` is empty", reading.key());
            reading.fault(crate::diagnostic::Code::MissingKey, node.span, message);
            return None;
        }
        Some(Vec1(list))
    }
}
