//! What surrounds a page: where one is, what stands beside it, what to know before reading.

use std::borrow::Cow;

use super::near;
use crate::diagnostic::{Diagnostic, thousands};
use crate::model::{Relation, State, in_words};
use crate::site::here::{Here, encode};
use crate::site::part;
use crate::site::route::Route;
use crate::site::view::{BannerView, Crumb, ProblemView, ReviewView, Shell};
use crate::site::words;
use crate::validate::{EntryId, Own, twin_address};

/// How many errors of a page stand on it: the rest is counted.
const PROBLEMS: usize = 20;

/// The shell of a page that is no entry.
pub struct Plain<'a> {
    pub title: Cow<'a, str>,
    pub description: Cow<'a, str>,
    /// The CSS class.
    pub page_type: &'static str,
    /// The id of the section in the navigation.
    pub section: &'a str,
    /// Addresses and titles from below home to the page's parent.
    pub crumbs: Vec<(String, Cow<'a, str>)>,
    /// Whether what it says depends on the day.
    pub dated: bool,
}

impl<'a> Plain<'a> {
    pub fn new(page_type: &'static str, title: impl Into<Cow<'a, str>>) -> Plain<'a> {
        Plain {
            title: title.into(),
            description: Cow::Borrowed(""),
            page_type,
            section: "",
            crumbs: Vec::new(),
            dated: false,
        }
    }

    pub fn shell(self, here: Here<'a>) -> Shell<'a> {
        let mut shell = frame(here);
        shell.title = self.title;
        shell.description = self.description;
        shell.page_type = self.page_type.into();
        shell.section = self.section.into();
        shell.breadcrumbs = crumbs(here, self.crumbs);
        shell.as_of = self.dated.then(|| words::date(here.playbook().as_of));
        shell
    }
}

/// The shell of an entry's page.
pub struct EntryShell {
    pub id: EntryId,
    pub page_type: &'static str,
    /// Whether what it says of the entry depends on the day.
    pub dated: bool,
}

impl EntryShell {
    pub fn shell<'a>(self, here: Here<'a>) -> Shell<'a> {
        let playbook = &here.playbook().linked.playbook;
        let entry = here.entry(self.id);
        let kind = playbook.kinds.get(entry.kind);
        let page = playbook.page(self.id);
        let mut shell = frame(here);
        shell.title = Cow::Borrowed(&entry.title.value);
        shell.description = entry.common.summary.as_ref().map_or("", |text| &text.value).into();
        shell.page_type = self.page_type.into();
        if entry.is_page() {
            shell.section = section_of_page(here.address);
            shell.breadcrumbs = crumbs(here, folders(here));
        } else {
            shell.kind = Cow::Borrowed(&kind.name);
            shell.section = Cow::Borrowed(&kind.folder);
            let index = format!("{}/", kind.folder);
            shell.breadcrumbs =
                crumbs(here, vec![(index, Cow::Borrowed(words::plural(entry.kind, kind)))]);
            shell.neighbours = near::of_kind(here, self.id);
            turn(here, self.id, &mut shell);
        }
        shell.toc = part::toc(here, self.id);
        shell.edit_url = edit_url(here, &page.path);
        shell.markdown_url = here.url_if(&twin_address(here.address));
        shell.owners =
            here.playbook().linked.owners(self.id).iter().map(|own| here.party(own)).collect();
        shell.review = review(here, self.id);
        shell.banners = banners(here, self.id);
        // The day decides what is overdue and what has expired, too.
        let is_overdue = shell.review.as_ref().is_some_and(|review| review.overdue);
        let is_expired = shell.banners.iter().any(|banner| banner.id == "expired");
        let is_dated = self.dated || is_overdue || is_expired;
        shell.as_of = is_dated.then(|| words::date(here.playbook().as_of));
        shell
    }
}

/// The full URL of an address, where the site knows its own.
pub fn canonical<'a>(here: Here<'a>, address: &str) -> Option<Cow<'a, str>> {
    let site = &here.site.config.site_url;
    site.contains("://").then(|| {
        let mut url = site.clone();
        encode(address, &mut url);
        Cow::Owned(url)
    })
}

/// What every page has.
fn frame<'a>(here: Here<'a>) -> Shell<'a> {
    let config = &here.site.config;
    Shell {
        root: here.root().into(),
        path: Cow::Borrowed(here.address),
        canonical: canonical(here, here.address),
        noindex: !config.indexing,
        ..Shell::default()
    }
}

fn crumbs<'a>(here: Here<'a>, steps: Vec<(String, Cow<'a, str>)>) -> Vec<Crumb<'a>> {
    let home = Crumb { title: "Home".into(), url: here.url("") };
    let rest = steps.into_iter().map(|(address, title)| Crumb { url: here.url(&address), title });
    std::iter::once(home).chain(rest).collect()
}

/// The folders above a plain page or a folder, with the titles of their own texts.
pub fn folders<'a>(here: Here<'a>) -> Vec<(String, Cow<'a, str>)> {
    let mut steps = Vec::new();
    let path = here.address.trim_end_matches('/');
    for (slash, _) in path.match_indices('/') {
        let address = format!("{}/", &path[..slash]);
        if here.site.routes().has(&address) {
            let title = section_title(here, &address);
            steps.push((address, title));
        }
    }
    steps
}

/// What a folder is called: by its own text, else by its name.
pub fn section_title<'a>(here: Here<'a>, address: &str) -> Cow<'a, str> {
    let routes = here.site.routes();
    let entry = routes.index(address).map(|index| routes.get(index).1);
    match entry {
        Some(Route::Entry(id)) => Cow::Borrowed(&*here.entry(*id).title.value),
        Some(Route::KindText { kind, .. } | Route::Own(Own::KindIndex { kind, .. })) => {
            Cow::Borrowed(&*here.playbook().linked.playbook.kinds.get(*kind).plural)
        }
        _ => {
            let name = address.trim_end_matches('/');
            let name = name.rsplit_once('/').map_or(name, |(_, name)| name);
            Cow::Owned(in_words(name))
        }
    }
}

/// The section of a plain page: its top folder.
fn section_of_page(address: &str) -> Cow<'_, str> {
    address.split_once('/').map_or("", |(top, _)| top).into()
}

/// The entries of the same kind just before and after this one.
fn turn<'a>(here: Here<'a>, id: EntryId, shell: &mut Shell<'a>) {
    let pages = &here.playbook().linked.playbook.pages;
    let kind = here.entry(id).kind;
    let beside = |at: usize| {
        let is_there = pages.get(at).is_some_and(|page| page.entry.kind == kind);
        is_there.then(|| here.link(EntryId(at as u32)))
    };
    shell.previous = id.index().checked_sub(1).and_then(beside);
    shell.next = beside(id.index() + 1);
}

fn edit_url<'a>(here: Here<'a>, path: &str) -> Option<Cow<'a, str>> {
    let config = &here.site.config;
    let template = config.edit_url_template.as_deref()?;
    let mut encoded = String::new();
    encode(&format!("{}/{path}", config.content), &mut encoded);
    Some(Cow::Owned(template.replace("{path}", &encoded)))
}

fn review<'a>(here: Here<'a>, id: EntryId) -> Option<ReviewView<'a>> {
    let common = &here.entry(id).common;
    let as_of = here.playbook().as_of;
    let reviewed = common.reviewed.map(|day| day.value);
    let due = reviewed.zip(common.review_every).map(|(day, every)| day.plus(every.value));
    let expires = common.expires.map(|day| day.value).filter(|day| *day >= as_of);
    (reviewed.is_some() || expires.is_some()).then(|| ReviewView {
        reviewed: reviewed.map(words::date),
        due: due.map(words::date),
        overdue: due.is_some_and(|due| due < as_of),
        expires: expires.map(words::date),
        then: expires.and(common.then.as_ref()).map_or("", |then| &then.value).into(),
    })
}

fn banners<'a>(here: Here<'a>, id: EntryId) -> Vec<BannerView<'a>> {
    let entry = here.entry(id);
    let mut banners = Vec::new();
    match entry.state() {
        State::Active => {}
        State::Draft => banners.push(BannerView {
            id: "draft".into(),
            title: "Draft".into(),
            text: "Only previews show this page.".into(),
            ..BannerView::default()
        }),
        State::Retired => banners.push(BannerView {
            id: "retired".into(),
            title: "Retired".into(),
            text: entry
                .common
                .because
                .as_ref()
                .map_or("We no longer use this.", |why| &why.value)
                .into(),
            replacement: here
                .playbook()
                .linked
                .graph
                .outgoing_by(id, Relation::ReplacedBy)
                .next()
                .map(|id| here.link(id)),
            ..BannerView::default()
        }),
    }
    if let Some(expires) = entry.common.expires.filter(|day| day.value < here.playbook().as_of) {
        let then = entry.common.then.as_ref().map_or("", |then| &then.value);
        let date = words::date(expires.value).words;
        let text = if then.is_empty() {
            format!("This held until {date}.")
        } else {
            format!("This held until {date}. What was meant to follow: {then}")
        };
        banners.push(BannerView {
            id: "expired".into(),
            title: "Expired".into(),
            text: text.into(),
            ..BannerView::default()
        });
    }
    let errors = || here.site.errors_in(entry.file);
    let problems: Vec<ProblemView<'a>> =
        errors().take(PROBLEMS).map(|found| problem(here, found)).collect();
    if !problems.is_empty() {
        let count = errors().count();
        let more = if count > PROBLEMS {
            let count = thousands(count);
            format!(" Of its {count} errors these are the first {PROBLEMS}.")
        } else {
            String::new()
        };
        banners.push(BannerView {
            id: "error".into(),
            title: "This page has errors".into(),
            text: format!("It was built in spite of them, and parts of it may be missing.{more}")
                .into(),
            problems,
            ..BannerView::default()
        });
    }
    banners
}

/// A diagnostic as a page shows it.
pub fn problem<'a>(here: Here<'a>, found: &'a Diagnostic) -> ProblemView<'a> {
    let playbook = &here.playbook().linked.playbook;
    let files = &playbook.files;
    let place = files.start(found.span);
    let file = files.get(found.span.file);
    let excerpt = file.text.lines().nth(place.line.saturating_sub(1) as usize).unwrap_or("");
    let excerpt: String = excerpt.chars().take(200).collect();
    let page = playbook.entries().find(|(_, entry)| entry.file == found.span.file);
    ProblemView {
        code: found.code.name().into(),
        severity: found.severity.name().into(),
        message: Cow::Borrowed(&found.message),
        file: Cow::Borrowed(&file.path),
        line: place.line as usize,
        column: place.column as usize,
        excerpt: (!excerpt.trim().is_empty()).then(|| excerpt.into()),
        hints: found.hints.iter().map(|hint| Cow::Borrowed(hint.words())).collect(),
        page: page.map(|(id, _)| here.link(id)),
    }
}
