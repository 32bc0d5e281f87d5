//! The views of the tools that ask: explorer and search.

use serde::Serialize;

use super::{Link, Text};

/// The explorer: choose values, see practices ranked.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ExplorerView<'a> {
    /// The contexts to start from.
    pub contexts: Vec<PresetView<'a>>,
    /// The teams to start from.
    pub teams: Vec<PresetView<'a>>,
    /// The factors, each a fieldset.
    pub factors: Vec<FactorField<'a>>,
    /// How many practices are judged.
    pub practices: usize,
}

/// Answers to start from: without JavaScript a link to the page that shows the result.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PresetView<'a> {
    /// The context's or the team's page.
    pub link: Link<'a>,
    /// The answers as a query, such as `coupling=tangled&interruptions=high`.
    pub query: Text<'a>,
}

/// A factor as a fieldset.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FactorField<'a> {
    /// The factor's id, which is the field's name.
    pub id: Text<'a>,
    /// The factor's page.
    pub factor: Link<'a>,
    /// The question, in plain words.
    pub question: Text<'a>,
    /// Whether its values have an order.
    pub ordered: bool,
    /// The answers; "don't know" comes before them.
    pub values: Vec<FieldValue<'a>>,
}

/// An answer.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FieldValue<'a> {
    /// The value's id.
    pub id: Text<'a>,
    /// The label.
    pub label: Text<'a>,
    /// How one knows it; empty if not said.
    pub looks_like: Text<'a>,
    /// The value's page.
    pub url: Text<'a>,
}

/// The search page. The results are the browser's work; without JavaScript it lists the sections.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SearchView<'a> {
    /// The kinds that results can be narrowed to, each a link to its index.
    pub kinds: Vec<Link<'a>>,
    /// How many pages can be found.
    pub pages: usize,
}
