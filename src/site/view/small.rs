//! The small parts that many views share: links, dates, facts, sources, diagrams.

use serde::Serialize;

use super::{Html, Text};

/// A link to a page of the site.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Link<'a> {
    /// Where it goes, relative to the page it stands on (`../bet-table/`).
    pub url: Text<'a>,
    /// The title of the page it goes to.
    pub title: Text<'a>,
    /// The kind's id, such as `ritual`; `page` for prose, empty where there is none.
    pub kind: Text<'a>,
    /// The kind in words, such as `Ritual`; empty where there is none.
    pub kind_title: Text<'a>,
    /// One sentence about the page, where the place has room for it.
    pub summary: Option<Text<'a>>,
    /// `draft` or `retired`; none for an active entry.
    pub state: Option<Text<'a>>,
}

/// A link with a reason or a word beside it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ReasonedLink<'a> {
    /// The page.
    pub link: Link<'a>,
    /// The reason, as a sentence: `because`, or `choose_it_when`; empty where none is given.
    pub because: Text<'a>,
    /// Whether it holds for the team or context at hand; none where that is not asked or not known.
    pub met: Option<bool>,
}

/// Links under a heading.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LinkGroup<'a> {
    /// The heading in words, such as `Updated by` or `Rituals`.
    pub title: Text<'a>,
    /// The kind's id where all links are of one kind; else empty.
    pub kind: Text<'a>,
    /// The links, in the site's order.
    pub links: Vec<Link<'a>>,
    /// How many more there are than are listed; 0 where all are.
    pub more: usize,
    /// Where all of them are listed, when `more` is not 0.
    pub more_url: Option<Text<'a>>,
}

/// A day, for people and for machines.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct DateView<'a> {
    /// `2026-03-10`.
    pub iso: Text<'a>,
    /// `10 March 2026`.
    pub words: Text<'a>,
}

/// A role, a team or plain text: who owns something, or who said it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Party<'a> {
    /// The name as shown.
    pub name: Text<'a>,
    /// Their page, if they have one.
    pub url: Option<Text<'a>>,
}

/// One row of a card of facts. `text`, `links` and `items` may stand together; they are
/// shown in this order.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FactView<'a> {
    /// The field's id, such as `cycle` or, for a field that the site declares, its key.
    pub id: Text<'a>,
    /// The label in words, such as `Rhythm`.
    pub title: Text<'a>,
    /// Plain words, such as `45 minutes`.
    pub text: Option<Text<'a>>,
    /// Pages, such as the cycle, or the artifacts it produces.
    pub links: Vec<Link<'a>>,
    /// A list of plain words.
    pub items: Vec<Text<'a>>,
    /// A word of doubt or detail in smaller type, such as `prep apart: 20 minutes`.
    pub note: Option<Text<'a>>,
}

/// Where a statement comes from.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SourceView<'a> {
    /// The title of the work; its address, its author or its year where it has none.
    pub title: Text<'a>,
    /// Its author.
    pub by: Option<Text<'a>>,
    /// Its year, as written.
    pub year: Option<Text<'a>>,
    /// Its address, already checked to be http(s).
    pub url: Option<Text<'a>>,
}

/// A drawing and its twin in words.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct DiagramView<'a> {
    /// An id unique on the page; the SVG's title and description use it as a prefix.
    pub id: Text<'a>,
    /// The inline SVG.
    pub svg: Html<'a>,
    /// What the drawing shows, a few words.
    pub title: Text<'a>,
    /// What it says, a sentence or two.
    pub description: Text<'a>,
    /// The same as a list, for those who do not see the drawing; empty where the page lists it
    /// right below.
    pub items: Vec<TwinItem<'a>>,
    /// Whether the order of the list means something.
    pub ordered: bool,
}

/// One item of a drawing's twin in words.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TwinItem<'a> {
    /// The words.
    pub text: Text<'a>,
    /// The page it stands for.
    pub url: Option<Text<'a>>,
    /// What belongs under it.
    pub children: Vec<TwinLeaf<'a>>,
}

/// An item under an item of a drawing's twin.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TwinLeaf<'a> {
    /// The words.
    pub text: Text<'a>,
    /// The page it stands for.
    pub url: Option<Text<'a>>,
}

/// A diagnostic as a page shows it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ProblemView<'a> {
    /// The code, such as `artifact-unconsumed`.
    pub code: Text<'a>,
    /// `error` or `warning`.
    pub severity: Text<'a>,
    /// The sentence; names stand in backticks.
    pub message: Text<'a>,
    /// The file, from the project's root.
    pub file: Text<'a>,
    /// Line, from 1; 0 where it is about the whole file.
    pub line: usize,
    /// Column in characters, from 1; 0 where it is about the whole line.
    pub column: usize,
    /// The source line, where known.
    pub excerpt: Option<Text<'a>>,
    /// What may help.
    pub hints: Vec<Text<'a>>,
    /// The page the file became, where there is one.
    pub page: Option<Link<'a>>,
}

/// One page among several that continue each other.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PagerView<'a> {
    /// This page's number, from 1.
    pub number: usize,
    /// How many there are.
    pub total: usize,
    /// The page before.
    pub previous: Option<Text<'a>>,
    /// The page after.
    pub next: Option<Text<'a>>,
    /// All of them, or those near this one with the first and the last.
    pub pages: Vec<PagerPage<'a>>,
}

/// A page in a pager.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PagerPage<'a> {
    /// Its number or its name.
    pub title: Text<'a>,
    /// Where it is.
    pub url: Text<'a>,
    /// Whether it is this one.
    pub current: bool,
    /// Whether pages between the one before and this one are left out.
    pub gap: bool,
}
