//! The view of a practice: ritual, artifact, framework, exercise, and the kinds of
//! practice that a site declares.

use serde::Serialize;

use super::{
    DateView, DiagramView, EntryView, FactView, GroundsView, LineView, Link, LinkGroup, Party,
    PlaceVerdict, ReasonedLink, Shared, Text, VerdictView,
};

/// A practice.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PracticeView<'a> {
    /// What every entry has.
    pub entry: EntryView<'a>,
    /// The card: rhythm, duration, form, what goes in and out; in the order of the card.
    pub facts: Vec<FactView<'a>>,
    /// Who takes part.
    pub participants: Vec<ParticipantView<'a>>,
    /// What gets decided.
    pub decides: Vec<Text<'a>>,
    /// What it makes people notice and stop.
    pub forcing: Option<ForcingView<'a>>,
    /// The steps of an exercise.
    pub steps: Vec<Text<'a>>,
    /// The prompts of an exercise.
    pub prompts: Vec<Text<'a>>,
    /// When to let a framework go; empty if not said.
    pub drop_when: Text<'a>,
    /// The lines for it.
    pub fits_where: Vec<LineView<'a>>,
    /// The lines against it and to avoid it, the latter first.
    pub not_where: Vec<LineView<'a>>,
    /// What it comes to in each context, in the site's order.
    pub contexts: Vec<PlaceVerdict<'a>>,
    /// How many more contexts than are listed.
    pub more_contexts: usize,
    /// Its trade-offs.
    pub tradeoffs: Vec<TradeoffView<'a>>,
    /// What else could do the job: `because` holds `choose_it_when`.
    pub alternatives: Vec<ReasonedLink<'a>>,
    /// Practices that name this one as their alternative, and when to choose this one.
    pub alternative_to: Vec<ReasonedLink<'a>>,
    /// What must be there first.
    pub requires: Vec<ReasonedLink<'a>>,
    /// What needs this one.
    pub required_by: Vec<ReasonedLink<'a>>,
    /// What goes well with it, both directions.
    pub pairs_with: Vec<Link<'a>>,
    /// What does not go with it, both directions.
    pub conflicts_with: Vec<ReasonedLink<'a>>,
    /// The other relations, both directions, by relation ("Produced by", "Used by").
    pub relations: Vec<LinkGroup<'a>>,
    /// How to try it.
    pub trial: Option<TrialView<'a>>,
    /// Who runs it, those that stopped last.
    pub run_by: Vec<RunView<'a>>,
    /// How many more rows of teams than are listed.
    pub more_run_by: usize,
    /// Its neighbourhood drawn.
    pub neighbourhood: Option<DiagramView<'a>>,
}

/// Who takes part in a ritual.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ParticipantView<'a> {
    /// The role.
    pub role: Link<'a>,
    /// The part it plays; empty if not said.
    pub part: Text<'a>,
    /// Whether it may stay away.
    pub optional: bool,
}

/// What a ritual makes people notice and stop.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ForcingView<'a> {
    /// What it makes them notice; empty if not said.
    pub notices: Text<'a>,
    /// What it interrupts; empty if not said.
    pub interrupts: Text<'a>,
}

/// A trade-off.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TradeoffView<'a> {
    /// What one gains.
    pub good: Text<'a>,
    /// What one risks.
    pub risk: Text<'a>,
    /// How one would see it go wrong; empty if not said.
    pub watch_for: Text<'a>,
}

/// How to try a practice.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TrialView<'a> {
    /// How long, such as `3 months`; empty if not said.
    pub length: Text<'a>,
    /// What gets worse first; empty if not said.
    pub expect_dip: Text<'a>,
    /// Keep it if.
    pub keep_if: Vec<Text<'a>>,
    /// Stop if.
    pub stop_if: Vec<Text<'a>>,
}

/// Where a practice stands in its life.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct StatusView<'a> {
    /// `seedling`, `growing`, `established`, `freight-train`, `composting`; or `ended`, `planned`.
    pub id: Text<'a>,
    /// In words, such as `Freight train`.
    pub word: Text<'a>,
    /// The shape, one character.
    pub glyph: Text<'a>,
}

/// A change that a team made, and why.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ChangeView<'a> {
    /// What they changed.
    pub what: Text<'a>,
    /// Why; empty if not said.
    pub because: Text<'a>,
}

/// What a team does with a practice: one row of its list. `team` is empty on the team's
/// own page, `practice` on the practice's.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct RunView<'a> {
    /// The team.
    pub team: Link<'a>,
    /// The practice.
    pub practice: Link<'a>,
    /// The team's own name for it; empty if it uses the library's.
    pub local_name: Text<'a>,
    /// Where it stands in its life.
    pub status: StatusView<'a>,
    /// Whether the team runs it on the site's date.
    pub runs: bool,
    /// The cycle it stands on, the team's own over the practice's.
    pub cycle: Option<Link<'a>>,
    /// How often and when, such as `every week, Tue 10:00` or `when needed`; empty if not said.
    pub rhythm: Text<'a>,
    /// What calls for it, where it stands on no cycle; empty on the practice's own page, whose
    /// card tells it.
    pub trigger: Text<'a>,
    /// How long; empty if not said.
    pub duration: Text<'a>,
    /// Who owns it in the team.
    pub owner: Option<Party<'a>>,
    /// The start.
    pub since: Option<DateView<'a>>,
    /// The end.
    pub until: Option<DateView<'a>>,
    /// When a scaffold was meant to come down.
    pub expires: Option<DateView<'a>>,
    /// Whether that day has passed while it still runs.
    pub expired: bool,
    /// When it was last tended.
    pub last_tended: Option<DateView<'a>>,
    /// What they changed, and why.
    pub changed: Vec<ChangeView<'a>>,
    /// Why they keep it in spite of the evidence; empty if not said.
    pub keep_because: Text<'a>,
    /// What it comes to in the team's context; none where it is not judged.
    pub verdict: Option<Shared<VerdictView<'a>>>,
    /// On the practice's page, what that verdict rests on.
    pub grounds: Option<GroundsView<'a>>,
    /// On the team's page, where the practice's page tells what the verdict rests on.
    pub grounds_url: Option<Text<'a>>,
    /// On the practice's page, the anchor of the row; empty on others, and for a second row of
    /// the same team.
    pub id: Text<'a>,
}
