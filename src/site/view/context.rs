//! The views of what teams differ in: factor, factor value, context.

use serde::Serialize;

use super::{
    DateView, DiagramView, EntryView, Link, NavLink, NextQuestion, Party, PracticeLine, Text,
    VerdictGroup,
};

/// A factor: a dimension of context.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FactorView<'a> {
    /// What every entry has.
    pub entry: EntryView<'a>,
    /// The question that it puts to a team.
    pub question: Text<'a>,
    /// Whether its values have an order, lowest first.
    pub ordered: bool,
    /// Its values, in their order.
    pub values: Vec<FactorValueRow<'a>>,
    /// Teams and contexts that leave it unknown.
    pub unknown: Vec<Link<'a>>,
}

/// A value of a factor, in the factor's list.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FactorValueRow<'a> {
    /// The value's own page, titled with its label.
    pub value: Link<'a>,
    /// How one knows it.
    pub looks_like: Text<'a>,
    /// How many practices have a line for that accepts it.
    pub leans_for: usize,
    /// How many have a line against.
    pub leans_against: usize,
    /// How many have a line to avoid.
    pub avoid: usize,
    /// The contexts that have it.
    pub contexts: Vec<Link<'a>>,
    /// The teams that have it.
    pub teams: Vec<Link<'a>>,
}

/// A value of a factor: "if your team is *rebuilding* …".
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FactorValueView<'a> {
    /// The factor.
    pub factor: Link<'a>,
    /// The factor's question.
    pub question: Text<'a>,
    /// The value's id.
    pub id: Text<'a>,
    /// The value's label.
    pub label: Text<'a>,
    /// How one knows it; empty if not said.
    pub looks_like: Text<'a>,
    /// All values of the factor, this one among them.
    pub values: Vec<NavLink<'a>>,
    /// What leans for.
    pub leans_for: Vec<PracticeLine<'a>>,
    /// How many more than are listed lean for.
    pub more_for: usize,
    /// What leans against.
    pub leans_against: Vec<PracticeLine<'a>>,
    /// How many more than are listed lean against.
    pub more_against: usize,
    /// What to avoid.
    pub avoid: Vec<PracticeLine<'a>>,
    /// How many more than are listed are to be avoided.
    pub more_avoid: usize,
    /// The contexts that have it.
    pub contexts: Vec<Link<'a>>,
    /// The teams that have it.
    pub teams: Vec<Link<'a>>,
}

/// A factor and what a context or a team says about it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ContextValueView<'a> {
    /// The factor.
    pub factor: Link<'a>,
    /// Its question.
    pub question: Text<'a>,
    /// The values, each a link to its page; empty where it is unknown.
    pub values: Vec<Link<'a>>,
    /// How one knows the values, from the factor; empty if not said.
    pub looks_like: Text<'a>,
    /// Whether it comes from the context that the team is like.
    pub assumed: bool,
    /// Who said so.
    pub said_by: Option<Party<'a>>,
    /// When it was said.
    pub as_of: Option<DateView<'a>>,
    /// A note; empty if none.
    pub note: Text<'a>,
}

/// A context: a named set of values.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ContextView<'a> {
    /// What every entry has; the body says what matters here.
    pub entry: EntryView<'a>,
    /// Every factor, and what the context says about it.
    pub values: Vec<ContextValueView<'a>>,
    /// How work here is funded; empty if not said.
    pub funded_as: Text<'a>,
    /// The practices by verdict, in the order of the fit rules; empty groups left out.
    pub groups: Vec<VerdictGroup<'a>>,
    /// The teams that are like it.
    pub teams: Vec<Link<'a>>,
    /// The question whose answer would change most.
    pub next_question: Option<NextQuestion<'a>>,
    /// The explorer, set to this context.
    pub explorer_url: Option<Text<'a>>,
    /// A drawing, where there is one.
    pub diagram: Option<DiagramView<'a>>,
}
