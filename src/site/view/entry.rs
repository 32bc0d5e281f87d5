//! What every entry has in common, and the views of the small kinds: need, role,
//! principle, anti-pattern, cycle, prose.

use serde::Serialize;

use super::{
    DiagramView, FactView, Html, LineView, Link, LinkGroup, ReasonedLink, SourceView, Text,
};

/// What every entry has.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct EntryView<'a> {
    /// The id within its kind, such as `bet-table`.
    pub id: Text<'a>,
    /// The kind's id, such as `ritual`.
    pub kind: Text<'a>,
    /// The kind in words, such as `Ritual`; empty for a plain page.
    pub kind_title: Text<'a>,
    /// The title.
    pub title: Text<'a>,
    /// The summary; empty if none.
    pub summary: Text<'a>,
    /// Other names.
    pub aka: Vec<Text<'a>>,
    /// The needs it answers.
    pub needs: Vec<Link<'a>>,
    /// The tags, each a link to its page.
    pub tags: Vec<Link<'a>>,
    /// The fields that the site declares.
    pub fields: Vec<FactView<'a>>,
    /// Where it comes from.
    pub sources: Vec<SourceView<'a>>,
    /// What else to read, both directions.
    pub see_also: Vec<Link<'a>>,
    /// Entries that point here, by relation; those shown elsewhere on the page left out.
    pub backlinks: Vec<LinkGroup<'a>>,
    /// The body.
    pub body: Html<'a>,
}

/// A need: the question that a reader comes with.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct NeedView<'a> {
    /// What every entry has.
    pub entry: EntryView<'a>,
    /// The practices that answer it, by kind.
    pub answers: Vec<NeedGroup<'a>>,
    /// What else answers it, by kind: principles, teams, plain pages.
    pub besides: Vec<LinkGroup<'a>>,
    /// Needs close to this one.
    pub related: Vec<Link<'a>>,
}

/// The practices of one kind that answer a need.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct NeedGroup<'a> {
    /// The kind's id.
    pub kind: Text<'a>,
    /// The kind in words, many of it.
    pub title: Text<'a>,
    /// The practices.
    pub practices: Vec<NeedPractice<'a>>,
}

/// A practice that answers a need.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct NeedPractice<'a> {
    /// The practice, with its summary.
    pub practice: Link<'a>,
    /// Rhythm and length in a few words; empty if none.
    pub facts: Text<'a>,
    /// Its strongest line for, if it has one.
    pub best: Option<LineView<'a>>,
    /// Its strongest line against or avoid, if it has one.
    pub worst: Option<LineView<'a>>,
    /// How many teams run it.
    pub teams: usize,
}

/// A role: which rituals it is in, and what they cost.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct RoleView<'a> {
    /// What every entry has.
    pub entry: EntryView<'a>,
    /// The rituals it takes part in.
    pub rituals: Vec<RoleRitual<'a>>,
    /// Hours a week over all that count, such as `3.5`; none where nothing can be counted.
    pub hours: Option<Text<'a>>,
    /// What is not in the sum, as sentences (optional, by trigger, of unknown length).
    pub apart: Vec<Text<'a>>,
    /// What it owns, by kind.
    pub owns: Vec<LinkGroup<'a>>,
    /// What it looks after in teams, a group for each, by the teams' own names.
    pub tends: Vec<LinkGroup<'a>>,
    /// The teams of whose context it said something.
    pub told: Vec<Link<'a>>,
}

/// A ritual that a role takes part in.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct RoleRitual<'a> {
    /// The ritual.
    pub ritual: Link<'a>,
    /// The part it plays, or its parts in a line; empty if not said.
    pub part: Text<'a>,
    /// Whether it may stay away.
    pub optional: bool,
    /// How often, or what triggers it.
    pub rhythm: Text<'a>,
    /// How long; empty if not said.
    pub duration: Text<'a>,
    /// Hours a week; none where it cannot be counted.
    pub hours: Option<Text<'a>>,
    /// The teams that run it.
    pub teams: Vec<Link<'a>>,
}

/// A principle.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PrincipleView<'a> {
    /// What every entry has.
    pub entry: EntryView<'a>,
    /// What it means in practice.
    pub means: Vec<Text<'a>>,
    /// What it costs.
    pub costs_us: Vec<Text<'a>>,
    /// Teams that are stubborn about it.
    pub stubborn: Vec<Link<'a>>,
}

/// An anti-pattern.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct AntiPatternView<'a> {
    /// What every entry has.
    pub entry: EntryView<'a>,
    /// What one hears.
    pub sounds_like: Vec<Text<'a>>,
    /// What one sees; empty if not said.
    pub seen_when: Text<'a>,
    /// What it lives on.
    pub feeds_on: Vec<Link<'a>>,
    /// What to do instead, and why.
    pub try_instead: Vec<ReasonedLink<'a>>,
}

/// A cycle: one rung of the ladder.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CycleView<'a> {
    /// What every entry has.
    pub entry: EntryView<'a>,
    /// How long it is, such as `5 to 10 days`; empty if not said.
    pub span: Text<'a>,
    /// How long it is taken to be in sums, such as `1 week`; empty if not said.
    pub nominal: Text<'a>,
    /// The whole ladder from the shortest to the longest, this cycle among them.
    pub ladder: Vec<LadderRung<'a>>,
    /// The ladder drawn.
    pub diagram: Option<DiagramView<'a>>,
    /// The rituals on this rung.
    pub rituals: Vec<Link<'a>>,
    /// How many more rituals than are listed.
    pub more_rituals: usize,
    /// The artifacts whose horizon it is.
    pub artifacts: Vec<Link<'a>>,
    /// How many more artifacts than are listed.
    pub more_artifacts: usize,
    /// The teams, and what each runs on this rung.
    pub teams: Vec<RungTeam<'a>>,
    /// Teams with something on the rungs below and above, and nothing here.
    pub missing: Vec<Link<'a>>,
}

/// A team with what it runs on a rung.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct RungTeam<'a> {
    /// The team.
    pub team: Link<'a>,
    /// Its practices there, of whatever kind, in the site's order.
    pub practices: Vec<Link<'a>>,
}

/// A rung of the ladder.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LadderRung<'a> {
    /// The cycle.
    pub cycle: Link<'a>,
    /// How many rituals stand on it.
    pub count: usize,
    /// Whether it is the page's own.
    pub current: bool,
}

/// Prose: a plain page, the page of a folder, or an entry of a kind that the site declares.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ProseView<'a> {
    /// What every entry has; of a folder without a text of its own the title alone.
    pub entry: EntryView<'a>,
    /// What stands in the folder, if the page is one's.
    pub children: Vec<Link<'a>>,
    /// How many more stand there than are listed.
    pub more: usize,
}
