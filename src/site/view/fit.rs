//! Fit as pages show it: verdicts, lines of evidence, ranked practices.

use serde::Serialize;

use super::{Link, ReasonedLink, Shared, SourceView, Text};

/// A verdict as word, shape and letter.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct VerdictView<'a> {
    /// The id, such as `fits-badly`: the end of the CSS class.
    pub verdict: Text<'a>,
    /// The word, such as `Fits badly`.
    pub word: Text<'a>,
    /// The shape, one character.
    pub glyph: Text<'a>,
    /// The letter.
    pub letter: Text<'a>,
    /// What stands beside the verdict.
    pub flags: Vec<FlagView<'a>>,
}

/// A flag beside a verdict.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FlagView<'a> {
    /// `could-be-ruled-out`, `not-yet` or `part-of-the-work`.
    pub id: Text<'a>,
    /// In words, such as `not yet`.
    pub word: Text<'a>,
    /// Why, as a sentence; empty if the word says it all.
    pub because: Text<'a>,
}

/// One line of evidence.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LineView<'a> {
    /// The line's number within its practice, from 1.
    pub number: usize,
    /// `for`, `against` or `avoid`.
    pub lean: Text<'a>,
    /// `slight`, `clear` or `strong`.
    pub strength: Text<'a>,
    /// `opinion`, `experience`, `measured` or `research`.
    pub basis: Text<'a>,
    /// The reason, as a sentence.
    pub because: Text<'a>,
    /// `yes`, `partly`, `no` or `unknown` in the context at hand; empty where there is none.
    pub applies: Text<'a>,
    /// What must hold; empty where the line applies everywhere.
    pub conditions: Vec<Shared<ConditionView<'a>>>,
    /// Where the evidence comes from.
    pub source: Option<SourceView<'a>>,
    /// When the evidence was gathered, as written.
    pub as_of: Option<Text<'a>>,
}

/// One condition of a line: a factor and its accepted values.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ConditionView<'a> {
    /// The factor.
    pub factor: Link<'a>,
    /// The accepted values, each a link to its own page.
    pub values: Vec<Link<'a>>,
    /// The same in words, such as `interruptions: some or high`.
    pub words: Text<'a>,
    /// Whether the context at hand leaves the factor unknown.
    pub unknown: bool,
}

/// A practice in a context, with its verdict and its reasons.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct RankedView<'a> {
    /// The practice.
    pub practice: Link<'a>,
    /// The verdict.
    pub verdict: Shared<VerdictView<'a>>,
    /// Rhythm and length in a few words, such as `every week, 45 minutes`; empty if none.
    pub facts: Text<'a>,
    /// Whether the team at hand runs it; none for a bare context.
    pub runs: Option<bool>,
    /// The team's own name for it.
    pub local_name: Option<Text<'a>>,
    /// The lines that decide: those that apply, in front-matter order.
    pub lines: Vec<LineView<'a>>,
    /// The lines that cannot be judged yet.
    pub unknown: Vec<LineView<'a>>,
    /// What must be there first.
    pub requires: Vec<ReasonedLink<'a>>,
    /// What would change the verdict, as sentences.
    pub would_change: Vec<Text<'a>>,
}

/// The practices of one verdict.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct VerdictGroup<'a> {
    /// The verdict, without flags.
    pub verdict: VerdictView<'a>,
    /// What the verdict means, as a sentence.
    pub meaning: Text<'a>,
    /// How many practices there are, those not listed included.
    pub count: usize,
    /// Whether the group starts open.
    pub open: bool,
    /// The practices, in the order of the fit rules.
    pub practices: Vec<RankedView<'a>>,
    /// Where the rest is listed, if the list is cut.
    pub more_url: Option<Text<'a>>,
}

/// A practice and the one line of it that a page is about.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PracticeLine<'a> {
    /// The practice.
    pub practice: Link<'a>,
    /// The line.
    pub line: LineView<'a>,
}

/// The question whose answer would change most.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct NextQuestion<'a> {
    /// The factor.
    pub factor: Link<'a>,
    /// Its question.
    pub question: Text<'a>,
    /// How many verdicts some answer would change.
    pub would_change: usize,
    /// The answers, each a link to its page.
    pub values: Vec<Link<'a>>,
}

/// A context or a team, and what a practice comes to there.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PlaceVerdict<'a> {
    /// The context or the team.
    pub place: Shared<Link<'a>>,
    /// The verdict there.
    pub verdict: Shared<VerdictView<'a>>,
    /// What the verdict rests on.
    pub grounds: GroundsView<'a>,
}

/// What a verdict rests on, where the practice's lines stand on the same page.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct GroundsView<'a> {
    /// The lines that apply, those that rule the practice out first.
    pub lines: Vec<GroundView<'a>>,
    /// What would change the verdict, as sentences.
    pub would_change: Vec<Text<'a>>,
}

/// A line that applies in a place, told by what holds there.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct GroundView<'a> {
    /// The line's number within its practice, from 1.
    pub number: usize,
    /// `for`, `against` or `avoid`.
    pub lean: Text<'a>,
    /// What holds there, such as `Interruptions: High`; `Everywhere` if the line asks for nothing.
    pub words: Text<'a>,
    /// Whether it holds for part of the work only.
    pub partly: bool,
}
