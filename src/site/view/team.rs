//! The view of a team: a team as it really works.

use serde::Serialize;

use super::{
    ContextValueView, DateView, DiagramView, EntryView, Link, NextQuestion, RankedView, RunView,
    StatusView, Text,
};

/// A team.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TeamView<'a> {
    /// What every entry has; the summary is its essence, the body how it came to be so.
    pub entry: EntryView<'a>,
    /// The context that it is like.
    pub like: Option<Link<'a>>,
    /// How many people, in words; empty if not said.
    pub size: Text<'a>,
    /// How its work is funded; empty if not said.
    pub funded_as: Text<'a>,
    /// Every factor, own and assumed.
    pub context: Vec<ContextValueView<'a>>,
    /// What drives it, limits it, enables it, floats.
    pub now: Vec<NowView<'a>>,
    /// What it runs, by rung, from the shortest cycle; rungs between used ones included.
    pub rungs: Vec<RungView<'a>>,
    /// What it runs on no rung: by trigger, or with no rhythm said.
    pub off_ladder: Vec<RunView<'a>>,
    /// The time ladder drawn.
    pub ladder: Option<DiagramView<'a>>,
    /// The same drawn as nested cycles; none where it runs on one rung alone.
    pub wheel: Option<DiagramView<'a>>,
    /// The flow of artifacts drawn.
    pub flow: Option<DiagramView<'a>>,
    /// What it runs and ran, by status.
    pub garden: Vec<StatusGroup<'a>>,
    /// Where what it does and what the evidence says part.
    pub tensions: Vec<TensionView<'a>>,
    /// What fits and is not run.
    pub untried: Vec<RankedView<'a>>,
    /// How many more than are listed fit and are not run.
    pub more_untried: usize,
    /// What its meetings cost.
    pub load: LoadView<'a>,
    /// What it is stubborn about.
    pub stubborn_about: Vec<Link<'a>>,
    /// With whom it works, and how.
    pub interactions: Vec<InteractionView<'a>>,
    /// The interactions drawn.
    pub interactions_diagram: Option<DiagramView<'a>>,
    /// What changed over time, newest first.
    pub history: Vec<HistoryView<'a>>,
    /// The question whose answer would change most.
    pub next_question: Option<NextQuestion<'a>>,
    /// Comparisons with other teams, each titled with the other team.
    pub compare: Vec<Link<'a>>,
    /// The team on one page, for printing.
    pub print_url: Option<Text<'a>>,
    /// Its calendar as a file; none where no ritual's days can be said.
    pub calendar_url: Option<Text<'a>>,
    /// The same to subscribe to, where the site knows its own address.
    pub subscribe_url: Option<Text<'a>>,
    /// Rituals that are not in the calendar, each with why.
    pub undated: Vec<LoadApart<'a>>,
    /// The explorer, set to this team.
    pub explorer_url: Option<Text<'a>>,
}

/// One list of a team's present.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct NowView<'a> {
    /// `drivers`, `limits`, `enabling` or `floats`.
    pub id: Text<'a>,
    /// In words.
    pub title: Text<'a>,
    /// What it lists.
    pub items: Vec<Text<'a>>,
}

/// A rung of a team's ladder.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct RungView<'a> {
    /// The cycle.
    pub cycle: Link<'a>,
    /// How long it is taken to be, in words.
    pub length: Text<'a>,
    /// What the team runs on it; empty on a rung left out between two that are used.
    pub practices: Vec<RunView<'a>>,
}

/// What a team runs, by status.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct StatusGroup<'a> {
    /// The status.
    pub status: StatusView<'a>,
    /// The practices.
    pub practices: Vec<RunView<'a>>,
}

/// A tension, as a pair of statements.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TensionView<'a> {
    /// `avoid` (runs what its context says to avoid) or `prerequisite` (runs without what it
    /// needs).
    pub id: Text<'a>,
    /// The practice.
    pub practice: Link<'a>,
    /// The team's own name for it; empty if it uses the library's.
    pub local_name: Text<'a>,
    /// What the team does, as a sentence.
    pub does: Text<'a>,
    /// What the evidence says, as sentences.
    pub says: Vec<Text<'a>>,
    /// What the team does about it, or why it keeps it; empty if not said.
    pub answer: Text<'a>,
    /// What is missing, where it is a prerequisite.
    pub missing: Option<Link<'a>>,
}

/// What a team's meetings cost.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LoadView<'a> {
    /// Hours a person and week, such as `4.5`; none where nothing can be counted.
    pub hours: Option<Text<'a>>,
    /// What is in the sum, the most first.
    pub rows: Vec<LoadRow<'a>>,
    /// What is not in the sum, and why.
    pub apart: Vec<LoadApart<'a>>,
}

/// One row of the sum.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LoadRow<'a> {
    /// The practice.
    pub practice: Link<'a>,
    /// The team's own name for it; empty if it uses the library's.
    pub local_name: Text<'a>,
    /// How often.
    pub rhythm: Text<'a>,
    /// How long.
    pub duration: Text<'a>,
    /// Hours a person and week.
    pub hours: Text<'a>,
    /// The share of the largest row, 0 to 20, for a bar's class.
    pub share: u8,
}

/// What is not in the sum.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LoadApart<'a> {
    /// The practice.
    pub practice: Link<'a>,
    /// The team's own name for it; empty if it uses the library's.
    pub local_name: Text<'a>,
    /// Why, such as `nobody says how long it takes`.
    pub because: Text<'a>,
}

/// How a team works with another.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct InteractionView<'a> {
    /// The other team.
    pub team: Link<'a>,
    /// The mode in words; empty if not said.
    pub mode: Text<'a>,
    /// What about; empty if not said.
    pub what: Text<'a>,
    /// When it ends.
    pub until: Option<DateView<'a>>,
    /// Whether that day has passed.
    pub ended: bool,
    /// Whether the other team says it, and this one is shown the other side.
    pub said_by_other: bool,
}

/// Something that changed.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct HistoryView<'a> {
    /// When.
    pub date: DateView<'a>,
    /// `started`, `stopped`, `planned` or `due`: the end of the CSS class.
    pub id: Text<'a>,
    /// What happened, in words, such as `Started`.
    pub word: Text<'a>,
    /// The practice.
    pub practice: Link<'a>,
    /// The team's own name for it; empty if it uses the library's.
    pub local_name: Text<'a>,
    /// Why, or what came of it; empty if not said.
    pub note: Text<'a>,
}
