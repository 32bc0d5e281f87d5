//! The views that look after the playbook itself: garden, questions, health.

use serde::Serialize;

use super::{DateView, DiagramView, Link, Party, ProblemView, RunView, StatusView, Text};

/// The garden: practices by status, across teams.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct GardenView<'a> {
    /// The garden drawn.
    pub diagram: Option<DiagramView<'a>>,
    /// Its beds: seedlings, growing, established, freight trains, scaffolds, compost.
    pub beds: Vec<BedView<'a>>,
}

/// A bed of the garden.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct BedView<'a> {
    /// The status; `scaffold` for what is meant to come down.
    pub status: StatusView<'a>,
    /// Many of it in words, such as `Freight trains`.
    pub title: Text<'a>,
    /// What it means, as a sentence.
    pub meaning: Text<'a>,
    /// The questions to ask of each.
    pub ask: Vec<Text<'a>>,
    /// How many plants there are, those not listed included.
    pub count: usize,
    /// What grows in it.
    pub plants: Vec<RunView<'a>>,
}

/// What the playbook itself wants answered.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct QuestionsView<'a> {
    /// How many there are.
    pub count: usize,
    /// The questions, by kind.
    pub groups: Vec<QuestionGroup<'a>>,
}

/// Questions of one kind.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct QuestionGroup<'a> {
    /// The id, such as `zombies`.
    pub id: Text<'a>,
    /// The heading.
    pub title: Text<'a>,
    /// Why one asks, as a sentence.
    pub why: Text<'a>,
    /// The questions.
    pub questions: Vec<QuestionView<'a>>,
    /// How many more there are than are listed.
    pub more: usize,
}

/// A question.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct QuestionView<'a> {
    /// The question, as a sentence.
    pub question: Text<'a>,
    /// What it is about.
    pub about: Vec<Link<'a>>,
    /// Whom to ask.
    pub ask: Option<Party<'a>>,
    /// What makes it a question, as a sentence; empty if the question says it.
    pub because: Text<'a>,
}

/// How the playbook itself is doing.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct HealthView<'a> {
    /// How many errors there are.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// The diagnostics, by code.
    pub groups: Vec<ProblemGroup<'a>>,
    /// What is due for review, the longest overdue first.
    pub reviews: Vec<ReviewRow<'a>>,
    /// Who owns how much, and those without an owner last.
    pub owners: Vec<OwnerRow<'a>>,
}

/// The diagnostics of one code.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ProblemGroup<'a> {
    /// The code.
    pub code: Text<'a>,
    /// What it means, as a sentence.
    pub meaning: Text<'a>,
    /// `error` or `warning`.
    pub severity: Text<'a>,
    /// The diagnostics.
    pub problems: Vec<ProblemView<'a>>,
    /// How many more there are than are listed.
    pub more: usize,
}

/// An entry and its review.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ReviewRow<'a> {
    /// The entry.
    pub entry: Link<'a>,
    /// Its owners.
    pub owners: Vec<Party<'a>>,
    /// The last review.
    pub reviewed: Option<DateView<'a>>,
    /// When the next is due.
    pub due: Option<DateView<'a>>,
    /// Whether that day has passed.
    pub overdue: bool,
}

/// An owner and what they own.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct OwnerRow<'a> {
    /// The owner; an empty name for what nobody owns.
    pub owner: Party<'a>,
    /// How many entries.
    pub count: usize,
    /// The entries, or some of them.
    pub entries: Vec<Link<'a>>,
}
