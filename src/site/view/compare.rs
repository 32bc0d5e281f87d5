//! The views of comparisons: the hub, and one pair or triple of teams.

use serde::Serialize;

use super::{DiagramView, Link, RunView, Text};

/// Every team, and the way to each comparison.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CompareHubView<'a> {
    /// The teams and their partners.
    pub teams: Vec<CompareChoice<'a>>,
    /// How many more teams there are than are listed.
    pub more: usize,
    /// Whether there are too many teams for a page for every pair.
    pub on_demand: bool,
}

/// A team, and those it can be compared with.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CompareChoice<'a> {
    /// The team, with its summary.
    pub team: Link<'a>,
    /// The context that it is like; empty if none.
    pub like: Text<'a>,
    /// The comparisons, each titled with the other team.
    pub with: Vec<Link<'a>>,
}

/// Two or three teams side by side. Every row has one cell for each team, in their order.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CompareView<'a> {
    /// The title, such as `Till and Harness`.
    pub title: Text<'a>,
    /// The teams, with their summaries.
    pub teams: Vec<Link<'a>>,
    /// What differs, as sentences, the most telling first.
    pub differs: Vec<Text<'a>>,
    /// The factors in which they differ.
    pub context: Vec<CompareRow<'a>>,
    /// The factors in which they do not.
    pub context_same: Vec<CompareRow<'a>>,
    /// The practices that some run and others do not, or run differently.
    pub practices: Vec<ComparePractice<'a>>,
    /// The practices that all run alike.
    pub practices_same: Vec<ComparePractice<'a>>,
    /// Their rhythms on one time axis.
    pub rhythm: Option<DiagramView<'a>>,
    /// What their meetings cost, in hours a person and week; one a team, empty if unknown.
    pub hours: Vec<Text<'a>>,
    /// When to choose whose way.
    pub choose: Vec<ChooseView<'a>>,
    /// Where a third team can be set beside them; none where there are but two.
    pub third_url: Option<Text<'a>>,
}

/// A factor across teams.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CompareRow<'a> {
    /// The factor.
    pub head: Link<'a>,
    /// What each team says.
    pub cells: Vec<CompareCell<'a>>,
}

/// What a team says about a factor.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CompareCell<'a> {
    /// The values in words; `unknown` where it does not say.
    pub text: Text<'a>,
    /// Whether it is unknown.
    pub unknown: bool,
    /// Whether it is assumed from the context that the team is like.
    pub assumed: bool,
}

/// A practice across teams.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ComparePractice<'a> {
    /// The library's practice.
    pub practice: Link<'a>,
    /// What each team does with it.
    pub cells: Vec<CompareRun<'a>>,
}

/// What a team does with a practice.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CompareRun<'a> {
    /// The team's row, if it has one.
    pub run: Option<RunView<'a>>,
    /// Why it is not used, as a sentence, where there is a reason; shown after "Not used".
    pub absent: Text<'a>,
}

/// When to choose a team's way.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ChooseView<'a> {
    /// The team.
    pub team: Link<'a>,
    /// The conditions, with the reasons behind them, the strongest first.
    pub when: Vec<ChooseReason<'a>>,
}

/// A condition for a team's way.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ChooseReason<'a> {
    /// The condition, completing "Choose their way when …".
    pub condition: Text<'a>,
    /// The practice that the reason is about.
    pub practice: Link<'a>,
    /// Whether the reason speaks for a practice of this team; else against one of the other's.
    pub speaks_for: bool,
    /// The reason, as a sentence.
    pub because: Text<'a>,
}
