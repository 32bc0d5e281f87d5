//! What practices add to an entry: fit lines, trade-offs, alternatives, trials.

use crate::diagnostic::{Code, Hint};
use crate::model::choice::choices;
use crate::model::field::{Field, FieldSpec, Fields, Shape, Text, fields, meant_key};
use crate::model::reading::{Reading, only_stranger};
use crate::model::reference::{To, targets};
use crate::model::{Date, Duration};
use crate::source::{Located, Span};
use crate::yaml::{Node, Value};

choices! {
    /// Which way a line speaks.
    pub enum Lean {
        /// It helps here.
        For = "for",
        /// It costs more than it gives here.
        Against = "against",
        /// It does harm here; never outvoted.
        Avoid = "avoid",
    }
}

choices! {
    /// How much a line weighs.
    pub enum Strength {
        /// Worth knowing; decides nothing alone.
        Slight = "slight",
        /// Plain to those who work so.
        Clear = "clear",
        /// Beyond doubt to those who work so.
        Strong = "strong",
    }
}

choices! {
    /// What a line rests on.
    pub enum Basis {
        /// Somebody's judgement.
        Opinion = "opinion",
        /// A team lived it.
        Experience = "experience",
        /// It was counted.
        Measured = "measured",
        /// It was studied and published.
        Research = "research",
    }
}

choices! {
    /// How far a practice reaches.
    pub enum Reach {
        /// Some teams use it as they see fit.
        Local = "local",
        /// It is travelling from team to team.
        Spreading = "spreading",
        /// It is asked of everybody.
        Programme = "programme",
    }
}

fields! {
    /// The fields that every practice may have.
    pub struct Practice {
        /// Where the practice fits and where it does not: one line of evidence each.
        fit: Vec<FitLine>,
        /// What must be in use before this one makes sense.
        #[also = "depends_on | prerequisites"]
        requires: Vec<Reason>,
        /// What else answers the same need, and when to choose it.
        alternatives: Vec<Alternative>,
        /// Practices that go well with this one.
        #[also = "goes_with | works_with"]
        pairs_with: Vec<To<targets::Any>>,
        /// Practices that do not go together with this one, and why.
        #[also = "clashes_with | incompatible_with"]
        conflicts_with: Vec<Reason>,
        /// What one gains, what one risks by it, and what to watch.
        #[also = "pros_and_cons"]
        tradeoffs: Vec<Tradeoff>,
        /// How to try it, and when to stop trying.
        #[also = "experiment"]
        trial: Option<Trial>,
        /// How far it reaches in the company.
        reach: Option<Reach>,
    }
}

fields! {
    /// One piece of fit evidence.
    pub struct FitLine {
        /// The context in which the line speaks: each factor with the values it accepts. Without
        /// it, the line speaks everywhere.
        #[also = "if | where"]
        when: When,
        /// Which way the line speaks.
        #[example = "for | against"]
        #[also = "verdict | stance"]
        lean: Located<Lean>,
        /// How much it weighs; `clear` where nothing is said.
        #[example = "clear"]
        #[also = "confidence"]
        strength: Option<Strength>,
        /// The reason, as a sentence that a sceptical team lead would accept.
        #[example = "A reason that a sceptical team lead would accept. | What it costs a team like this, in one sentence."]
        #[also = "why | reason | rationale"]
        because: Text,
        /// What the reason rests on; `opinion` where nothing is said.
        #[example = "experience"]
        #[also = "evidence"]
        basis: Option<Basis>,
        /// Where the evidence can be read.
        #[example = "two teams, since last spring"]
        source: Option<Text>,
        /// The day on which this was found true.
        as_of: Option<Date>,
    }
}

impl FitLine {
    pub fn strength(&self) -> Strength {
        self.strength.unwrap_or(Strength::Clear)
    }

    pub fn basis(&self) -> Basis {
        self.basis.unwrap_or(Basis::Opinion)
    }
}

fields! {
    /// An entry, and the reason why it is named.
    pub struct Reason {
        /// The entry that is meant.
        #[also = "practice | ritual | artifact | framework | exercise | entry | id"]
        target = "ref": To<targets::Any>,
        /// The reason.
        #[example = "Why, in one sentence."]
        #[also = "why | reason | rationale"]
        because: Text,
    }
}

fields! {
    /// Another way, and when to take it.
    pub struct Alternative {
        /// The practice that could be used instead.
        #[also = "practice | ritual | artifact | framework | exercise | entry | id"]
        target = "ref": To<targets::Any>,
        /// When the other one is the better choice.
        #[example = "the other one is the better choice"]
        #[also = "when | if | choose_when"]
        choose_it_when: Option<Text>,
    }
}

fields! {
    /// What is gained and what is risked.
    pub struct Tradeoff {
        /// What one gains.
        #[example = "A quiet week."]
        #[also = "benefit | pro | upside"]
        good: Option<Text>,
        /// What one risks by it.
        #[example = "Something urgent has to wait."]
        #[also = "cost | con | downside"]
        risk: Option<Text>,
        /// The sign by which one notices that the risk has come true.
        #[example = "The same exception, twice in a month."]
        #[also = "signal"]
        watch_for: Option<Text>,
    }
}

fields! {
    /// A trial with an end.
    pub struct Trial {
        /// How long to try before judging.
        #[example = "12w"]
        #[also = "length | duration"]
        length = "for": Option<Located<Duration>>,
        /// What gets worse before it gets better.
        #[example = "The first two are slow."]
        expect_dip: Option<Text>,
        /// Signs that it is worth keeping.
        #[example = "a sign that it is worth keeping"]
        keep_if: Vec<Text>,
        /// Signs that it should be stopped.
        #[example = "a sign that it should be stopped"]
        stop_if: Vec<Text>,
    }
}

/// The conditions of a fit line: all of them must hold.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct When {
    pub conditions: Vec<Condition>,
}

/// What one factor must be.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    pub factor: Text,
    pub accepted: Accepted,
    /// Where the accepted values stand.
    pub span: Span,
}

/// The values of a factor that a condition accepts.
#[derive(Debug, Clone, PartialEq)]
pub enum Accepted {
    OneOf(Vec<Text>),
    /// From `at_least` up to `at_most`, in the order in which the factor lists its values.
    Range {
        at_least: Option<Text>,
        at_most: Option<Text>,
    },
}

fields! {
    /// The ends of a range of an ordered factor.
    pub struct RangeEnds {
        /// The lowest value that is accepted.
        #[also = "min | from"]
        at_least: Option<Text>,
        /// The highest value that is accepted.
        #[also = "max | to"]
        at_most: Option<Text>,
    }
}

impl Field for When {
    const REQUIRED: bool = false;

    fn shape() -> Shape {
        Shape::Conditions
    }

    fn read(node: &Node, reading: &mut Reading<'_>) -> Option<Self> {
        let Value::Map(map) = &node.value else {
            let hint = "write it as `{factor: value}`, for example `when: {interruptions: high}`";
            reading.wrong_type(node, "a mapping").hints.push(hint.into());
            return None;
        };
        let read: Vec<Option<Condition>> = map
            .iter()
            .map(|(factor, value)| {
                let accepted =
                    reading.at_key(&factor.value, |reading| Accepted::read(value, reading))?;
                Some(Condition { factor: factor.clone(), accepted, span: value.span })
            })
            .collect();
        Some(When { conditions: read.into_iter().collect::<Option<_>>()? })
    }

    fn absent() -> Option<Self> {
        Some(When::default())
    }
}

impl Accepted {
    fn read(node: &Node, reading: &mut Reading<'_>) -> Option<Self> {
        match &node.value {
            Value::Map(map) => {
                let hint_of_ends = "give `at_least`, `at_most` or the values themselves";
                // A range whose only end is misspelt is one mistake.
                if let Some(wrong) = only_stranger(map, RangeEnds::specs()) {
                    let ends = RangeEnds::specs().iter().map(FieldSpec::name);
                    let hint = meant_key(&wrong.value, ends);
                    let hint = hint.map_or_else(|| hint_of_ends.into(), Hint::meant);
                    return accepts_nothing(wrong.span, hint, reading);
                }
                let RangeEnds { at_least, at_most } = Field::read(node, reading)?;
                if at_least.is_none() && at_most.is_none() {
                    return accepts_nothing(node.span, hint_of_ends, reading);
                }
                Some(Accepted::Range { at_least, at_most })
            }
            Value::Null => accepts_nothing(node.span, NAME_A_VALUE, reading),
            _ => {
                let values: Vec<Text> = Field::read(node, reading)?;
                if values.is_empty() {
                    return accepts_nothing(node.span, NAME_A_VALUE, reading);
                }
                Some(Accepted::OneOf(values))
            }
        }
    }
}

const NAME_A_VALUE: &str = "name at least one value, or remove the condition";

/// Says that the condition at hand accepts no value.
fn accepts_nothing(
    span: Span,
    hint: impl Into<Hint>,
    reading: &mut Reading<'_>,
) -> Option<Accepted> {
    let message = format!("the condition on `{}` accepts nothing", reading.key());
    reading.fault(Code::EmptyRange, span, message).hints.push(hint.into());
    None
}
