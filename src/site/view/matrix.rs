//! The views of matrices: the list of them, and one, whatever stands in rows and columns.

use serde::Serialize;

use super::{LegendView, Link, PagerView, Text};
use crate::site::shared::Shared;

/// Every matrix.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct MatrixIndexView<'a> {
    /// The matrices, each with a sentence about what it answers.
    pub matrices: Vec<Link<'a>>,
}

/// One matrix.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct MatrixView<'a> {
    /// The name in its URL, such as `practice-context`.
    pub id: Text<'a>,
    /// The title.
    pub title: Text<'a>,
    /// What it answers, as a sentence.
    pub summary: Text<'a>,
    /// What stands in the rows, in words.
    pub rows_are: Text<'a>,
    /// What stands in the columns, in words.
    pub columns_are: Text<'a>,
    /// The columns.
    pub columns: Vec<MatrixColumn<'a>>,
    /// The rows, in groups.
    pub groups: Vec<MatrixGroup<'a>>,
    /// What the shapes mean.
    pub legend: Vec<LegendView<'a>>,
    /// The reasons behind the cells, one for each row that has any.
    pub reasons: Vec<MatrixReasons<'a>>,
    /// The same as a file.
    pub csv_url: Option<Text<'a>>,
    /// The other parts, if the matrix is split.
    pub pager: Option<PagerView<'a>>,
}

/// A column.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct MatrixColumn<'a> {
    /// What it stands for.
    pub head: Link<'a>,
    /// An id unique on the page.
    pub id: Text<'a>,
}

/// Rows under a heading.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct MatrixGroup<'a> {
    /// The heading, such as `Rituals`; empty where there is one group only.
    pub title: Text<'a>,
    /// The rows.
    pub rows: Vec<MatrixRow<'a>>,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct MatrixRow<'a> {
    /// An id unique on the page: that of its reasons, where it has any.
    pub id: Text<'a>,
    /// What it stands for.
    pub head: Shared<Link<'a>>,
    /// The cells, one for each column; none where there is nothing to say.
    pub cells: Vec<Option<Shared<MatrixCell<'a>>>>,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct MatrixCell<'a> {
    /// The end of the CSS class, such as `fits`.
    pub class: Text<'a>,
    /// The shape.
    pub glyph: Text<'a>,
    /// The letter.
    pub letter: Text<'a>,
    /// What it says, in words, for those who do not see it.
    pub text: Text<'a>,
    /// The number of its reasons among those of its row, from 1; none where there are none.
    pub reasons: Option<usize>,
    /// Whether a flag stands beside the verdict.
    pub flagged: bool,
    /// Whether the column's team runs what stands in the row.
    pub runs: bool,
}

/// The reasons behind a row: its lines once, and for each cell which of them count.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct MatrixReasons<'a> {
    /// What the row stands for.
    pub head: Shared<Link<'a>>,
    /// The row's id. That of each cell's reasons is this, a hyphen and their number, from 1.
    pub id: Text<'a>,
    /// The lines, numbered; empty where the matrix is not about fit.
    pub lines: Vec<MatrixLine<'a>>,
    /// The reasons of its cells, each once: cells that say the same for the same reasons are told
    /// together.
    pub cells: Vec<CellReasons<'a>>,
}

/// A line behind a row, in words: its links stand on the practice's own page, once.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct MatrixLine<'a> {
    /// `for`, `against` or `avoid`.
    pub lean: Text<'a>,
    /// The reason, as a sentence.
    pub because: Text<'a>,
    /// What must hold, such as `Interruptions: Some or High`.
    pub when: Text<'a>,
    /// `slight`, `clear` or `strong`.
    pub strength: Text<'a>,
    /// `opinion`, `experience`, `measured` or `research`.
    pub basis: Text<'a>,
}

/// The reasons behind a cell, or behind several that say the same for the same reasons.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CellReasons<'a> {
    /// What the columns stand for, in words; their heads link there.
    pub columns: Text<'a>,
    /// The end of the CSS class.
    pub class: Text<'a>,
    /// The shape.
    pub glyph: Text<'a>,
    /// The verdict or the relation, in words.
    pub word: Text<'a>,
    /// The numbers of the lines that apply.
    pub applies: Vec<usize>,
    /// The numbers of the lines that apply to part of the work.
    pub partly: Vec<usize>,
    /// The numbers of the lines that cannot be judged yet.
    pub unknown: Vec<usize>,
    /// What else is to say, as a sentence; empty if nothing.
    pub note: Text<'a>,
}
