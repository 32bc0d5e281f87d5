//! The theme contract: everything a template can see, as plain data.
//!
//! In: nothing; the rest of `site` fills these types. Out: values that serialise to the
//! `site`, `shell` and `page` variables of a template. Must not: hold logic, import
//! another room, or carry a URL that is not already relative to the page it stands on
//! (`SiteView` is the one exception: it is shared by all pages, so its paths start at
//! the site's root and templates put `shell.root` in front).
//!
//! A template sees four variables:
//! - `site`: [`SiteView`], the same on every page, handed over once (`Theme::set_site`);
//! - `shell`: [`Shell`], what surrounds this page;
//! - `page`: the view of this page's type, whose [`View::TEMPLATE`] names the template;
//! - `assets`: the paths of the theme's assets, by their names.
//!
//! Only fields of type [`Html`] may be written with `| safe`; all else is escaped.
//! Every type has a `Default`, so that a view can be filled as far as is known.
//! `tests/contract.txt` lists every name and type; a change there is a change for themes.

use std::borrow::Cow;

use serde::Serialize;

mod book;
mod compare;
mod context;
mod entry;
mod explore;
mod fit;
mod garden;
mod home;
mod index;
mod matrix;
mod practice;
mod shell;
mod small;
mod team;
mod words;

pub use book::*;
pub use compare::*;
pub use context::*;
pub use entry::*;
pub use explore::*;
pub use fit::*;
pub use garden::*;
pub use home::*;
pub use index::*;
pub use matrix::*;
pub use practice::*;
pub use shell::*;
pub use small::*;
pub use team::*;
pub use words::*;

use super::shared::Shared;

/// Text as the author wrote it or as the site words it; escaped by the template.
pub type Text<'a> = Cow<'a, str>;

/// HTML that is already safe: a rendered body, or an inline SVG. Templates write it with
/// `| safe`, and nothing else with it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Html<'a>(pub Cow<'a, str>);

/// A page's view: data, and the template that shows it.
pub trait View: Serialize {
    /// The name of the template in the theme, such as `practice.html`.
    const TEMPLATE: &'static str;
}

/// Names the template of each view.
macro_rules! templates {
    ($($view:ident => $template:literal,)*) => {
        $(impl View for $view<'_> {
            const TEMPLATE: &'static str = $template;
        })*
        /// Every page template of the contract, in the order of the list.
        pub const TEMPLATES: &[&str] = &[$($template,)*];
    };
}

templates! {
    HomeView => "home.html",
    KindIndexView => "kind-index.html",
    PracticeView => "practice.html",
    FactorView => "factor.html",
    FactorValueView => "factor-value.html",
    ContextView => "context.html",
    TeamView => "team.html",
    NeedView => "need.html",
    RoleView => "role.html",
    PrincipleView => "principle.html",
    AntiPatternView => "anti-pattern.html",
    CycleView => "cycle.html",
    ProseView => "prose.html",
    MatrixIndexView => "matrix-index.html",
    MatrixView => "matrix.html",
    ExplorerView => "explorer.html",
    SearchView => "search.html",
    CompareHubView => "compare-hub.html",
    CompareView => "compare.html",
    GardenView => "garden.html",
    QuestionsView => "questions.html",
    HealthView => "health.html",
    TagsView => "tags.html",
    TagView => "tag.html",
    GlossaryView => "glossary.html",
    PrintView => "print.html",
    NotFoundView => "404.html",
    RedirectView => "redirect.html",
}
