//! The view of the home page: three doors, what changed, the garden at a glance.

use serde::Serialize;

use super::{DateView, EntryView, Html, Link, StatusView, Text};

/// The home page.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct HomeView<'a> {
    /// The title: the book's, or that of `content/index.md`.
    pub title: Text<'a>,
    /// A sentence or two under the title.
    pub lead: Text<'a>,
    /// The body of `content/index.md`; empty if there is none.
    pub body: Html<'a>,
    /// What `content/index.md` says of itself besides: other names, needs, sources, what else to
    /// read, tags. Its body and what points to it are left out; none where there is no such file.
    pub text: Option<EntryView<'a>>,
    /// The first door: needs.
    pub needs: Vec<Link<'a>>,
    /// The second door: kinds of team.
    pub contexts: Vec<Link<'a>>,
    /// And teams as they really work.
    pub teams: Vec<Link<'a>>,
    /// The third door: what we run, by kind.
    pub kinds: Vec<KindDoor<'a>>,
    /// Plain pages and folders at the top of the content, where there is no `content/index.md` that
    /// could lead to them, or more of them than the navigation lists.
    pub reading: Vec<Link<'a>>,
    /// How many more there are than are listed.
    pub more_reading: usize,
    /// What changed, newest first.
    pub changes: Vec<HomeChange<'a>>,
    /// The garden, by status.
    pub garden: Vec<GardenCount<'a>>,
    /// How many questions the playbook itself has.
    pub questions: usize,
}

/// A kind among what we run.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct KindDoor<'a> {
    /// The kind's index, titled with many of it.
    pub index: Link<'a>,
    /// How many entries it has.
    pub count: usize,
    /// A few of them.
    pub some: Vec<Link<'a>>,
}

/// Something that changed.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct HomeChange<'a> {
    /// When.
    pub date: DateView<'a>,
    /// In words, such as `Till started`.
    pub what: Text<'a>,
    /// What it is about.
    pub link: Link<'a>,
}

/// How many practices are in a status.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct GardenCount<'a> {
    /// The status.
    pub status: StatusView<'a>,
    /// How many.
    pub count: usize,
    /// Where they are listed.
    pub url: Text<'a>,
}
