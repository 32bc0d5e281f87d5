//! Team models: what a team really does, by its own names.

use crate::diagnostic::{Code, Hint};
use crate::model::choice::choices;
use crate::model::field::{Field, Fields, Shape, Text, fields};
use crate::model::reading::{Reading, only_stranger};
use crate::model::reference::{To, targets};
use crate::model::{Date, Duration, RangeEnds};
use crate::source::{Located, Span};
use crate::yaml::{Node, Value};

fields! {
    /// A team as it really works.
    pub struct Team {
        /// The context that it is most like; its values are assumed where the team says nothing.
        #[also = "kind_of_team"]
        like: Option<To<targets::Context>>,
        /// How many people it is.
        #[example = "7"]
        #[also = "people | headcount"]
        size: Option<Located<i64>>,
        /// What the team says of each factor.
        context: TeamContext,
        /// What drives it and what holds it just now.
        now: Option<Now>,
        /// What it runs, ran and will run.
        #[also = "runs"]
        practices: Vec<TeamPractice>,
        /// What it would not give up.
        stubborn_about: Vec<To<targets::Any>>,
        /// How it works with other teams.
        interactions: Vec<Interaction>,
        /// How it is paid for.
        #[example = "a yearly budget"]
        funded_as: Option<Text>,
    }
}

impl Team {
    /// Whom it names beside its practices, then whom beside its context, in the order of its
    /// front matter: roles, teams and plain texts.
    pub fn parties(&self) -> impl Iterator<Item = &Text> {
        let tenders = self.practices.iter().filter_map(|row| row.owner.as_ref());
        tenders.chain(self.context.claims.iter().filter_map(|said| said.said_by.as_ref()))
    }
}

fields! {
    /// What moves a team and what holds it.
    pub struct Now {
        /// What must be so, by a date or for a customer.
        #[example = "a promise to a customer, with its date"]
        drivers: Vec<Text>,
        /// What cannot be more or other than it is.
        #[example = "what we cannot have more of"]
        limits: Vec<Text>,
        /// What makes other things possible.
        #[example = "what helps us"]
        enabling: Vec<Text>,
        /// What may give way.
        #[example = "what may give way"]
        floats: Vec<Text>,
    }
}

choices! {
    /// Where a practice stands in a team's garden.
    pub enum Status {
        /// Just planted; needs protection.
        Seedling = "seedling",
        /// Taking hold.
        Growing = "growing",
        /// Part of how the team works.
        Established = "established",
        /// Runs without being questioned.
        FreightTrain = "freight-train",
        /// Taken down; what it taught stays.
        Composting = "composting",
    }
}

fields! {
    /// One practice as a team uses it.
    pub struct TeamPractice {
        /// The practice in the library.
        #[also = "practice | ritual | artifact | framework | exercise | entry | id"]
        target = "ref": To<targets::Practice>,
        /// What the team calls it.
        #[example = "what we call it"]
        #[also = "name | title | called"]
        local_name: Option<Text>,
        /// Where it stands in the team's garden: `established` where nothing is said.
        #[example = "growing"]
        status: Option<Located<Status>>,
        /// The day since when it runs.
        #[also = "from | start | started"]
        since: Option<Located<Date>>,
        /// The last day on which it ran.
        #[also = "to | end | ended | stopped"]
        until: Option<Located<Date>>,
        /// The rung on which this team runs it, where it is another than the library's.
        cycle: Option<To<targets::Cycle>>,
        /// How long one takes in this team.
        #[example = "45m"]
        duration: Option<Located<Duration>>,
        /// Day and hour, as `Tue 10:00`.
        #[example = "Tue 10:00"]
        #[also = "time"]
        at: Option<Located<At>>,
        /// The first day of the series, for the calendar.
        first: Option<Located<Date>>,
        /// The day by which it is meant to be down: it is a scaffold.
        expires: Option<Located<Date>>,
        /// Who looks after it in this team: a role, a team or a plain text.
        #[example = "role/facilitator"]
        owner: Option<Text>,
        /// What the team changed, and why.
        #[also = "changes | adaptations"]
        changed: Vec<Change>,
        /// The day on which the team last looked at it.
        last_tended: Option<Located<Date>>,
        /// Why the team runs it although its context says to avoid it.
        #[example = "Why we run it all the same."]
        keep_because: Option<Text>,
    }
}

impl TeamPractice {
    /// Where it stands in the garden. A team that lists a practice and says no more has it.
    pub fn standing(&self) -> Status {
        self.status.map_or(Status::Established, |status| status.value)
    }
}

fields! {
    /// What a team changed in a practice.
    pub struct Change {
        /// What it does otherwise.
        #[example = "what we do otherwise"]
        #[also = "change"]
        what: Text,
        /// Why.
        #[example = "why we do"]
        #[also = "why | reason | rationale"]
        because: Option<Text>,
    }
}

fields! {
    /// How a team works with another one.
    pub struct Interaction {
        /// The other team.
        #[also = "with | ref"]
        team: To<targets::Team>,
        /// The mode: collaboration, x-as-a-service, facilitating.
        #[example = "collaboration"]
        #[also = "type | kind"]
        mode: Option<Text>,
        /// What it is about.
        #[example = "what it is about"]
        #[also = "about"]
        what: Option<Text>,
        /// The day on which it is meant to end.
        until: Option<Located<Date>>,
    }
}

/// Day and hour of a ritual: `Tue 10:00`, `Tue` or `10:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    /// From 0, Monday.
    pub weekday: Option<u8>,
    /// Minutes since midnight.
    pub minutes: Option<u16>,
}

const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A day's name may be shortened to these.
const LETTERS: usize = 3;

impl At {
    /// Reads the day by its name or the beginning of it, from three letters on, and the hour on the
    /// 24-hour clock. What says more (`Mon-Fri`, `Tue/Thu`, `monthly`) is no day: the rest of it
    /// would be lost.
    pub fn parse(text: &str) -> Option<At> {
        let mut at = At { weekday: None, minutes: None };
        for word in text.split_whitespace() {
            if let Some((hours, minutes)) = word.split_once(':') {
                let in_range = |text: &str, below: u16| {
                    let two = text.len() == 2 || (text.len() == 1 && below == 24);
                    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
                    text.parse::<u16>().ok().filter(|number| two && digits && *number < below)
                };
                if at.minutes.is_some() {
                    return None;
                }
                at.minutes = Some(in_range(hours, 24)? * 60 + in_range(minutes, 60)?);
            } else {
                let begins_with = |name: &&str| {
                    let start = name.get(..word.len());
                    start.is_some_and(|start| start.eq_ignore_ascii_case(word))
                };
                let index = WEEKDAYS.iter().position(begins_with)?;
                if word.len() < LETTERS || at.weekday.is_some() || at.minutes.is_some() {
                    return None;
                }
                at.weekday = u8::try_from(index).ok();
            }
        }
        (at.weekday.is_some() || at.minutes.is_some()).then_some(at)
    }
}

impl std::fmt::Display for At {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(day) = self.weekday {
            f.write_str(&WEEKDAYS[usize::from(day) % 7][..LETTERS])?;
        }
        if let Some(minutes) = self.minutes {
            let space = if self.weekday.is_some() { " " } else { "" };
            write!(f, "{space}{:02}:{:02}", minutes / 60, minutes % 60)?;
        }
        Ok(())
    }
}

impl Field for Located<At> {
    fn shape() -> Shape {
        Shape::At
    }

    fn read(node: &Node, reading: &mut Reading<'_>) -> Option<Self> {
        let text = reading.scalar(node, "a day and an hour")?;
        let at = At::parse(text);
        if at.is_none() {
            let message = format!("`{text}` is not a day and an hour");
            let hint = "write it like `Tue 10:00`, `Tue` or `10:00`";
            reading.fault(Code::BadValue, node.span, message).hints.push(hint.into());
        }
        at.map(|at| Located::new(at, node.span))
    }
}

/// A context's values: a factor and its value or values.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Claims {
    pub claims: Vec<Claim>,
}

/// What is said of one factor. `unknown` is an answer too: no values, said on purpose.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    pub factor: Text,
    /// The values; empty where the answer is `unknown`.
    pub values: Vec<Text>,
    pub span: Span,
}

/// What a team says of its own context.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TeamContext {
    pub claims: Vec<ContextClaim>,
}

/// A claim with who said so and when.
#[derive(Debug, Clone, PartialEq)]
pub struct ContextClaim {
    pub claim: Claim,
    pub as_of: Option<Date>,
    pub said_by: Option<Text>,
    pub note: Option<Text>,
}

fields! {
    /// The long form of a claim.
    pub struct ClaimFields {
        /// The value or values, or `unknown`.
        #[also = "values"]
        value: Vec<Text>,
        /// The day on which it was so.
        #[also = "date | since"]
        as_of: Option<Date>,
        /// Who said so: a role, a team or a plain text.
        #[example = "role/facilitator"]
        #[also = "by | who"]
        said_by: Option<Text>,
        /// What else should be known.
        #[example = "What else should be known."]
        #[also = "notes | comment"]
        note: Option<Text>,
    }
}

impl Claim {
    fn new(
        factor: &Text,
        values: Vec<Text>,
        span: Span,
        reading: &mut Reading<'_>,
    ) -> Option<Claim> {
        let unknown = values.iter().filter(|value| &*value.value == "unknown").count();
        if unknown > 0 && values.len() > 1 {
            let message = format!("`{}` is `unknown` and something else at once", factor.value);
            let hint = "either nobody knows, or these are the values: write one or the other";
            reading.fault(Code::BadValue, span, message).hints.push(hint.into());
            return None;
        }
        if values.is_empty() {
            let message = format!("`{}` has no value", factor.value);
            let hint = "write `unknown` where nobody knows";
            reading.fault(Code::EmptyRange, span, message).hints.push(hint.into());
            return None;
        }
        let values = if unknown > 0 { Vec::new() } else { values };
        Some(Claim { factor: factor.clone(), values, span })
    }
}

impl Field for Claims {
    const REQUIRED: bool = false;

    fn shape() -> Shape {
        Shape::FactorValues
    }

    fn read(node: &Node, reading: &mut Reading<'_>) -> Option<Self> {
        let claims = each_factor(node, reading, |factor, value, reading| {
            let values = claimed(value, reading)?;
            Claim::new(factor, values, value.span, reading)
        })?;
        Some(Claims { claims })
    }

    fn absent() -> Option<Self> {
        Some(Claims::default())
    }
}

impl Field for TeamContext {
    const REQUIRED: bool = false;

    fn shape() -> Shape {
        Shape::TeamContext
    }

    fn read(node: &Node, reading: &mut Reading<'_>) -> Option<Self> {
        let claims = each_factor(node, reading, |factor, value, reading| {
            if !matches!(value.value, Value::Map(_)) || is_range(value) {
                let values = claimed(value, reading)?;
                let claim = Claim::new(factor, values, value.span, reading)?;
                return Some(ContextClaim { claim, as_of: None, said_by: None, note: None });
            }
            if let Value::Map(map) = &value.value
                && let Some(wrong) = only_stranger(map, ClaimFields::specs())
            {
                let message = format!("`{}` has no value", factor.value);
                let words = format!("write `{}` as `value`", wrong.value);
                let hint = Hint::saying(words, "value");
                reading.fault(Code::EmptyRange, wrong.span, message).hints.push(hint);
                return None;
            }
            let said: ClaimFields = Field::read(value, reading)?;
            let span = said.value.first().map_or(value.span, |first| first.span);
            let claim = Claim::new(factor, said.value, span, reading)?;
            Some(ContextClaim { claim, as_of: said.as_of, said_by: said.said_by, note: said.note })
        })?;
        Some(TeamContext { claims })
    }

    fn absent() -> Option<Self> {
        Some(TeamContext::default())
    }
}

/// The values that are claimed of a factor.
fn claimed(node: &Node, reading: &mut Reading<'_>) -> Option<Vec<Text>> {
    match &node.value {
        // That none is named is said of the claim.
        Value::Null => Some(Vec::new()),
        Value::Map(_) => {
            let fault = reading.wrong_type(node, "a value or several");
            if is_range(node) {
                let hint = "name each value that holds, as in `[low, some]`: a range is for the \
                            conditions of a practice";
                fault.hints.push(hint.into());
            }
            None
        }
        _ => Field::read(node, reading),
    }
}

/// Whether a mapping has an end of a range, which a condition takes.
fn is_range(node: &Node) -> bool {
    RangeEnds::specs().iter().any(|end| node.get(end.key).is_some())
}

/// Reads a mapping whose keys are factors; every fault is told.
fn each_factor<T>(
    node: &Node,
    reading: &mut Reading<'_>,
    mut read: impl FnMut(&Text, &Node, &mut Reading<'_>) -> Option<T>,
) -> Option<Vec<T>> {
    let Value::Map(map) = &node.value else {
        let hint = "write it as `{factor: value}`, for example `interruptions: high`";
        reading.wrong_type(node, "a mapping").hints.push(hint.into());
        return None;
    };
    let read: Vec<Option<T>> = map
        .iter()
        .map(|(factor, value)| {
            reading.at_key(&factor.value, |reading| read(factor, value, reading))
        })
        .collect();
    read.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_hours() {
        assert_eq!(At::parse("Tue 10:00").unwrap().to_string(), "Tue 10:00");
        assert_eq!(At::parse("tuesday 9:05").unwrap().to_string(), "Tue 09:05");
        assert_eq!(At::parse("16:30").unwrap().to_string(), "16:30");
        assert_eq!(At::parse("Fri").unwrap().to_string(), "Fri");
        assert_eq!(At::parse("thurs 9:00").unwrap().to_string(), "Thu 09:00");
        assert_eq!(At::parse("WEDNESDAY").unwrap().to_string(), "Wed");
        for wrong in ["", "10", "25:00", "10:7", "10:00 Tue", "Tue Wed", "日曜日", "+9:00", "9:+5"]
        {
            assert_eq!(At::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn nothing_of_a_day_and_an_hour_is_lost() {
        for more in
            ["Mon-Fri 09:15", "Tue/Thu 10:00", "Tue,", "monthly", "Sunset", "Tuesdays", "Tué"]
        {
            assert_eq!(At::parse(more), None, "{more}");
        }
    }
}
