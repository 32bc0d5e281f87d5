//! What surrounds every page: the site as a whole, and the shell of one page.

use serde::Serialize;

use super::{DateView, Link, Party, ProblemView, Text};

/// The site, the same on every page. Its paths start at the site's root without a
/// leading slash (`rituals/`); templates put `shell.root` in front.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SiteView<'a> {
    /// The book's title.
    pub title: Text<'a>,
    /// The book's description; empty if none.
    pub description: Text<'a>,
    /// The language, as in `lang="en"`.
    pub language: Text<'a>,
    /// The authors, in words.
    pub authors: Vec<Text<'a>>,
    /// The name and version of the generator, such as `playbook 0.1.0`.
    pub generator: Text<'a>,
    /// The path of the logo, if the site has one.
    pub logo: Option<Text<'a>>,
    /// The path of the favicon; the theme's own if the site has none.
    pub favicon: Option<Text<'a>>,
    /// The repository's address.
    pub repository_url: Option<Text<'a>>,
    /// The navigation, in order, under its groups.
    pub nav: Vec<NavGroup<'a>>,
    /// Every kind that has entries, and so a page that lists them.
    pub kinds: Vec<KindView<'a>>,
    /// The verdicts in their order, for legends.
    pub verdicts: Vec<LegendView<'a>>,
    /// Further stylesheets, as paths.
    pub styles: Vec<Text<'a>>,
    /// Further scripts, as paths; they are deferred.
    pub scripts: Vec<Text<'a>>,
    /// The pages of the tools, as paths.
    pub tools: ToolPaths<'a>,
    /// The date by which everything on the site is judged.
    pub as_of: DateView<'a>,
    /// Whether this is a preview, and not what will be published.
    pub preview: bool,
}

/// A group of sections in the navigation.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct NavGroup<'a> {
    /// The group's heading, such as `What we run`.
    pub title: Text<'a>,
    /// Its sections.
    pub sections: Vec<SectionLink<'a>>,
    /// How many more there are than are listed: home has them all.
    pub more: usize,
}

/// A section in the navigation.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SectionLink<'a> {
    /// The id that `shell.section` is held against.
    pub id: Text<'a>,
    /// The title, such as `Rituals`.
    pub title: Text<'a>,
    /// The path, such as `rituals/`.
    pub path: Text<'a>,
    /// The kind's id, for its colour and shape; empty for other sections.
    pub kind: Text<'a>,
    /// How many entries it has; none where that says nothing.
    pub count: Option<usize>,
}

/// A kind of entry.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct KindView<'a> {
    /// The id, such as `ritual`.
    pub id: Text<'a>,
    /// One of it in words, such as `Ritual`.
    pub title: Text<'a>,
    /// Many of it in words, such as `Rituals`.
    pub plural: Text<'a>,
    /// The path of its index, such as `rituals/`.
    pub path: Text<'a>,
    /// Whether its entries take fit lines.
    pub practice: bool,
}

/// Where the tools' pages stand, as paths from the site's root. A tool without a page is none.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ToolPaths<'a> {
    /// The search page.
    pub search: Option<Text<'a>>,
    /// The script that holds the search's index, loaded when the box is first used.
    pub search_index: Option<Text<'a>>,
    /// The explorer.
    pub explorer: Option<Text<'a>>,
    /// The matrices.
    pub matrix: Option<Text<'a>>,
    /// The comparisons.
    pub compare: Option<Text<'a>>,
    /// The garden.
    pub garden: Option<Text<'a>>,
    /// The questions.
    pub questions: Option<Text<'a>>,
    /// The health page.
    pub health: Option<Text<'a>>,
    /// The tags.
    pub tags: Option<Text<'a>>,
    /// The glossary of names.
    pub glossary: Option<Text<'a>>,
    /// The whole book on one page.
    pub print: Option<Text<'a>>,
}

/// One line of a legend.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LegendView<'a> {
    /// The id, which is also the end of the CSS class (`v-fits`).
    pub id: Text<'a>,
    /// The shape, one character.
    pub glyph: Text<'a>,
    /// The letter, for those to whom shapes say nothing; may be empty.
    pub letter: Text<'a>,
    /// The word, such as `Fits`.
    pub word: Text<'a>,
    /// What it means, as a sentence.
    pub meaning: Text<'a>,
}

/// What surrounds one page.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Shell<'a> {
    /// The page's title, without the site's.
    pub title: Text<'a>,
    /// The page's description, for previews; empty if none.
    pub description: Text<'a>,
    /// The page's type, which is its template's name without `.html`: `practice`, `home`. It
    /// is a CSS class on `body`, and says whether the page has a column beside the text.
    pub page_type: Text<'a>,
    /// The entry's kind, such as `ritual`; empty where the page is no entry.
    pub kind: Text<'a>,
    /// The way to the site's root: `../../`, or `./` at the root itself.
    pub root: Text<'a>,
    /// The page's path from the site's root, such as `rituals/bet-table/`.
    pub path: Text<'a>,
    /// The page's full address, where the site knows its own.
    pub canonical: Option<Text<'a>>,
    /// Whether robots are told to keep out.
    pub noindex: bool,
    /// The id of the section that the page is in; empty if in none.
    pub section: Text<'a>,
    /// The way from home to here, the page itself left out.
    pub breadcrumbs: Vec<Crumb<'a>>,
    /// What stands near the page in its section, this page among them: a dozen at most of a list, so
    /// that pages do not grow with the book.
    pub neighbours: Vec<NearLink<'a>>,
    /// The page before this one.
    pub previous: Option<Link<'a>>,
    /// The page after this one.
    pub next: Option<Link<'a>>,
    /// The headings of the body, in order; templates add those of their own sections, whose
    /// ids begin with `s.`, which no slug can.
    pub toc: Vec<TocItem<'a>>,
    /// Where to edit the page.
    pub edit_url: Option<Text<'a>>,
    /// The page's markdown twin.
    pub markdown_url: Option<Text<'a>>,
    /// Who owns the entry.
    pub owners: Vec<Party<'a>>,
    /// When it was last reviewed, and how long it holds.
    pub review: Option<ReviewView<'a>>,
    /// What a reader must know before reading on: draft, retired, expired, errors.
    pub banners: Vec<BannerView<'a>>,
    /// The date that the page's statements hold for; none where it does not matter.
    pub as_of: Option<DateView<'a>>,
    /// Names of further assets of the theme that this page loads, such as `explorer.js`.
    pub scripts: Vec<Text<'a>>,
    /// Scripts that hold the page's data, relative to the page; loaded before `scripts`.
    pub data: Vec<Text<'a>>,
}

/// A step of the breadcrumbs.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Crumb<'a> {
    /// The title.
    pub title: Text<'a>,
    /// Where it goes.
    pub url: Text<'a>,
}

/// What stands near a page in the navigation.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct NearLink<'a> {
    /// The title.
    pub title: Text<'a>,
    /// Where it goes.
    pub url: Text<'a>,
    /// Whether it is this page.
    pub current: bool,
    /// How deep it lies below the section, from 1.
    pub level: usize,
}

/// One of a row of links.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct NavLink<'a> {
    /// The title.
    pub title: Text<'a>,
    /// Where it goes.
    pub url: Text<'a>,
    /// Whether it is this page.
    pub current: bool,
}

/// A heading of the page.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TocItem<'a> {
    /// The heading's id.
    pub id: Text<'a>,
    /// The heading's words, without marks.
    pub title: Text<'a>,
    /// 2 or 3.
    pub level: u8,
}

/// When an entry was looked at, and how long it holds.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ReviewView<'a> {
    /// The last review.
    pub reviewed: Option<DateView<'a>>,
    /// When the next is due.
    pub due: Option<DateView<'a>>,
    /// Whether that day has passed.
    pub overdue: bool,
    /// The last day on which the entry holds; none once it has passed, which a banner tells.
    pub expires: Option<DateView<'a>>,
    /// What is meant to follow that day; empty if not said.
    pub then: Text<'a>,
}

/// A notice above the page.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct BannerView<'a> {
    /// `draft`, `retired`, `expired` or `error`: the end of the CSS class.
    pub id: Text<'a>,
    /// The heading in words, such as `Retired`.
    pub title: Text<'a>,
    /// What it means here, as a sentence; empty if the title says it all.
    pub text: Text<'a>,
    /// The page that takes its place.
    pub replacement: Option<Link<'a>>,
    /// What is wrong, on a page built in spite of errors.
    pub problems: Vec<ProblemView<'a>>,
}
