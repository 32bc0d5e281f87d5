//! What every page shares: the site's name, its navigation, the legend of verdicts.

use std::borrow::Cow;

use crate::config::Config;
use crate::fit::FittedPlaybook;
use crate::model::{KindId, in_words};
use crate::site::folders::weight;
use crate::site::route::{LIVE_SCRIPT, Route, Routes};
use crate::site::search_data;
use crate::site::view::{KindView, NavGroup, SectionLink, SiteView, ToolPaths, VERDICTS};
use crate::site::words;
use crate::theme::Theme;
use crate::validate::Own;

pub fn site_view<'a>(
    playbook: &'a FittedPlaybook,
    config: &'a Config,
    routes: &Routes,
    theme: &Theme,
) -> SiteView<'a> {
    let live = theme.asset(LIVE_SCRIPT).filter(|_| config.preview);
    SiteView {
        title: Cow::Borrowed(&config.title),
        description: Cow::Borrowed(&config.description),
        language: Cow::Borrowed(&config.language),
        authors: config.authors.iter().map(|author| Cow::Borrowed(author.as_str())).collect(),
        generator: concat!("playbook ", env!("CARGO_PKG_VERSION")).into(),
        logo: config.logo.as_deref().filter(|logo| routes.has(logo)).map(|logo| {
            let mut path = String::new();
            crate::site::here::encode(logo, &mut path);
            Cow::Owned(path)
        }),
        repository_url: config.repository_url.as_deref().map(Cow::Borrowed),
        nav: navigation(playbook, routes),
        kinds: kinds(playbook, routes),
        verdicts: VERDICTS.to_vec(),
        tools: tools(routes, config),
        scripts: live.map(|script| Cow::Owned(script.url.clone())).into_iter().collect(),
        as_of: words::date(playbook.as_of),
        preview: config.preview,
        ..SiteView::default()
    }
}

fn navigation<'a>(playbook: &'a FittedPlaybook, routes: &Routes) -> Vec<NavGroup<'a>> {
    const START: [KindId; 3] = [KindId::NEED, KindId::CONTEXT, KindId::TEAM];
    let kinds = &playbook.linked.playbook.kinds;
    let of = |wanted: &dyn Fn(KindId) -> bool| -> Vec<SectionLink<'a>> {
        let found = kinds.iter().filter(|(kind, _)| *kind != KindId::PAGE && wanted(*kind));
        found.filter_map(|(kind, _)| section(playbook, kind)).collect()
    };
    let start = START.iter().filter_map(|kind| section(playbook, *kind)).collect();
    let practices = of(&|kind| kinds.is_practice(kind));
    let ground = of(&|kind| !kinds.is_practice(kind) && !START.contains(&kind));
    let tool = |id: &'static str, title: &'static str| {
        let path = format!("{id}/");
        routes.has(&path).then(|| SectionLink {
            id: id.into(),
            title: title.into(),
            path: path.into(),
            ..SectionLink::default()
        })
    };
    let across = [
        tool("explorer", "Explorer"),
        tool("matrix", "Matrices"),
        tool("compare", "Compare teams"),
        tool("garden", "Garden"),
        tool("questions", "Questions"),
    ];
    let group = |title: &'static str, sections: Vec<SectionLink<'a>>| NavGroup {
        title: title.into(),
        sections,
        more: 0,
    };
    let mut groups = vec![
        group("Start", start),
        group("What we run", practices),
        group("Ground", ground),
        group("Look across", across.into_iter().flatten().collect()),
        reading(playbook, routes),
    ];
    groups.retain(|group| !group.sections.is_empty());
    groups
}

/// How many top folders and pages of prose the navigation lists; where there are more, home lists them.
pub const READING: usize = 24;

/// Plain pages and folders of them at the top of the content, by weight, then by address.
fn reading<'a>(playbook: &'a FittedPlaybook, routes: &Routes) -> NavGroup<'a> {
    let book = &playbook.linked.playbook;
    let at_top = routes.iter().filter(|(address, _)| address.matches('/').count() == 1);
    let sections = at_top.filter_map(|(address, route)| {
        let name = address.trim_end_matches('/');
        let title = match route {
            Route::Entry(id) if book.entry(*id).is_page() => {
                Cow::Borrowed(&*book.entry(*id).title.value)
            }
            Route::Own(Own::Section(_)) => Cow::Owned(in_words(name)),
            _ => return None,
        };
        // Addresses in the navigation are put behind the root as they are.
        let mut path = String::new();
        crate::site::here::encode(address, &mut path);
        let link = SectionLink {
            id: Cow::Owned(name.to_owned()),
            title,
            path: path.into(),
            ..SectionLink::default()
        };
        Some((weight(route, book), link))
    });
    let mut sections: Vec<(i64, SectionLink<'a>)> = sections.collect();
    // Stable: the routes have the order of addresses.
    sections.sort_by_key(|(weight, _)| *weight);
    let more = sections.len().saturating_sub(READING);
    let sections = sections.into_iter().map(|(_, link)| link).take(READING).collect();
    NavGroup { title: "Read".into(), sections, more }
}

fn section(playbook: &FittedPlaybook, kind: KindId) -> Option<SectionLink<'_>> {
    let book = &playbook.linked.playbook;
    let count = book.in_use(kind).count();
    let def = book.kinds.get(kind);
    (count > 0).then(|| SectionLink {
        id: Cow::Borrowed(&def.folder),
        title: words::plural(kind, def).into(),
        path: format!("{}/", def.folder).into(),
        kind: Cow::Borrowed(&def.name),
        count: Some(count),
    })
}

/// The kinds that have a page of their own: those with entries.
fn kinds<'a>(playbook: &'a FittedPlaybook, routes: &Routes) -> Vec<KindView<'a>> {
    let shown =
        |kind: &KindId, folder: &str| *kind != KindId::PAGE && routes.has(&format!("{folder}/"));
    let kinds = playbook.linked.playbook.kinds.iter();
    kinds
        .filter(|(kind, def)| shown(kind, &def.folder))
        .map(|(kind, def)| KindView {
            id: Cow::Borrowed(&def.name),
            title: Cow::Borrowed(words::singular(kind, def)),
            plural: Cow::Borrowed(words::plural(kind, def)),
            path: format!("{}/", def.folder).into(),
            practice: def.practice,
        })
        .collect()
}

fn tools<'a>(routes: &Routes, config: &Config) -> ToolPaths<'a> {
    let path = |address: &'static str| routes.has(address).then_some(Cow::Borrowed(address));
    ToolPaths {
        // An author's own page of this name is not the search.
        search: path("search/").filter(|_| config.search),
        search_index: path(search_data::ADDRESS).filter(|_| config.search),
        explorer: path("explorer/"),
        matrix: path("matrix/"),
        compare: path("compare/"),
        garden: path("garden/"),
        questions: path("questions/"),
        health: path("health/"),
        tags: path("tags/"),
        glossary: path("glossary/"),
        print: path("print/"),
    }
}
