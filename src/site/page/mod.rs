//! One module for each type of page: from the playbook to the view that a template shows.
//!
//! In: the site, an address and what stands there. Out: bytes. Must not: decide addresses.

mod anti_pattern;
pub mod compare;
mod context;
mod cycle;
mod explorer;
mod factor;
mod garden;
mod glossary;
mod health;
mod home;
mod index;
mod lists;
pub mod matrix;
mod need;
mod practice;
mod principle;
mod print;
mod prose;
mod questions;
mod role;
mod team;

pub use glossary::{Term, count as glossary_count};

use super::here::Here;
use super::part::{self, Plain};
use super::route::Route;
use super::view::{Link, NotFoundView, RedirectView, SearchView, Shell, View};
use super::{Product, Site, data, explorer_data, search_data, twin, words};
use crate::model::{Detail, KindId};
use crate::theme::TemplateError;
use crate::validate::{EntryId, Own};

/// Makes what stands at an address, in the place of what `out` holds.
///
/// # Errors
/// What a template of the page gets wrong.
pub fn produce(
    site: &Site,
    address: &str,
    route: &Route,
    out: &mut Vec<u8>,
) -> Result<Product, TemplateError> {
    let here = Here::new(site, address);
    *out = match route {
        Route::Home(text) => home::page(here, *text)?,
        Route::Entry(id) => entry(here, *id)?,
        Route::KindText { kind, text } => index::page(here, *kind, 0, Some(*text))?,
        Route::Own(own) => made_by_site(here, own)?,
        Route::FactorValue { factor, value } => factor::value_page(here, *factor, *value)?,
        Route::ExplorerData => explorer_data::data(site),
        Route::ExplorerReasons(part) => explorer_data::reasons(site, *part),
        Route::SearchIndex => search_data::first(site, site.search()),
        Route::SearchWords(shard) => search_data::words(site, site.search(), *shard),
        Route::SearchPages(part) => search_data::pages(site, *part),
        Route::CompareData => compare::data::shared(site),
        Route::CompareTeam(place) => compare::data::team(site, *place),
        Route::Redirect(id) => redirect(here, site.routes().entry(*id), &here.link(*id))?,
        Route::RedirectValue { factor, value } => {
            let goal = here.value_address(*factor, *value);
            redirect(here, &goal, &here.value(*factor, *value))?
        }
        Route::Asset(index) => {
            let asset = &site.playbook.linked.playbook.assets[*index];
            return Ok(Product::CopyOf(asset.source.clone()));
        }
        Route::ThemeAsset(name) => {
            site.theme.asset(name).map(|asset| asset.content.to_vec()).unwrap_or_default()
        }
    };
    Ok(Product::Bytes)
}

/// The bytes of what the site makes by itself.
fn made_by_site(here: Here<'_>, own: &Own) -> Html {
    let site = here.site;
    match own {
        Own::Twin(id) => Ok(twin::twin(here, *id).into_bytes()),
        Own::KindIndex { kind, part } => index::page(here, *kind, *part, None),
        Own::Section(folder) => prose::section(here, folder),
        Own::Explorer => explorer::page(here),
        Own::Questions => questions::page(here),
        Own::MatrixIndex => matrix::index(here),
        Own::Matrix { name, part } => matrix::page(here, *name, *part),
        Own::MatrixCsv(name) => Ok(written(|out| matrix::csv(here, *name, out))),
        Own::Garden => garden::page(here),
        Own::CompareHub => compare::hub(here),
        Own::Compare(one, other) => compare::page(here, *one, *other),
        Own::Print => print::book(here),
        Own::PrintTeam(team) => print::team(here, *team),
        Own::Calendar(team) => Ok(part::calendar(site, *team)),
        Own::Tags => lists::tags_page(here),
        Own::Tag(tag) => lists::tag_page(here, tag),
        Own::Glossary(part) => glossary::page(here, *part),
        Own::Health => health::page(here),
        Own::NotFound => not_found(here),
        Own::Search => search(here),
        Own::PlaybookJson => Ok(written(|out| {
            // Writing to memory does not fail.
            let _ = data::playbook_json(site, out);
        })),
        Own::Llms => Ok(twin::llms(site).into_bytes()),
        Own::Robots => Ok(written(|out| data::robots(site, out))),
        Own::Sitemap => Ok(written(|out| data::sitemap(site, out))),
    }
}

/// What is written piece by piece.
fn written(write: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut out = Vec::new();
    write(&mut out);
    out
}

type Html = Result<Vec<u8>, TemplateError>;

/// Renders a view in its shell.
fn render<V: View>(here: Here<'_>, shell: &Shell<'_>, view: &V) -> Html {
    let _working = here.site.work.begin(V::TEMPLATE, here.address);
    here.site.theme.render(V::TEMPLATE, &here.site.shared, shell, view)
}

/// The page of an entry, by its kind.
fn entry(here: Here<'_>, id: EntryId) -> Html {
    let entry = here.entry(id);
    if entry.practice.is_some() {
        return practice::page(here, id);
    }
    match &entry.detail {
        Detail::Cycle(cycle) => cycle::page(here, id, cycle),
        Detail::Factor(factor) => factor::page(here, id, factor),
        Detail::Context(context) => context::page(here, id, context),
        Detail::Team(team) => team::page(here, id, team),
        Detail::Principle(principle) => principle::page(here, id, principle),
        Detail::AntiPattern(trap) => anti_pattern::page(here, id, trap),
        Detail::Plain if entry.kind == KindId::NEED => need::page(here, id),
        Detail::Plain if entry.kind == KindId::ROLE => role::page(here, id),
        _ => prose::page(here, id),
    }
}

fn search(here: Here<'_>) -> Html {
    let playbook = &here.playbook().linked.playbook;
    let mut plain = Plain::new("search", "Search");
    plain.section = "search";
    let kinds = playbook.kinds.iter().filter(|(kind, def)| {
        *kind != KindId::PAGE && here.site.routes().has(&format!("{}/", def.folder))
    });
    let view = SearchView {
        kinds: kinds
            .map(|(kind, def)| Link {
                kind: (&*def.name).into(),
                ..here.page(&format!("{}/", def.folder), words::plural(kind, def))
            })
            .collect(),
        pages: playbook.pages.len(),
    };
    let mut shell = plain.shell(here);
    shell.data = vec!["index.js".into()];
    shell.scripts = vec!["search-query.js".into(), "search.js".into()];
    render(here, &shell, &view)
}

/// The page for addresses that are none stands anywhere, so its URLs start at the site's own.
fn not_found(here: Here<'_>) -> Html {
    let mut shell = Plain::new("404", "Not found").shell(here);
    shell.root = here.site.config.site_url.as_str().into();
    shell.breadcrumbs = Vec::new();
    shell.canonical = None;
    shell.noindex = true;
    render(here, &shell, &NotFoundView::default())
}

/// The address that counts is the goal's, not the one that was left.
fn redirect(here: Here<'_>, address: &str, goal: &Link<'_>) -> Html {
    let mut shell = Plain::new("redirect", goal.title.to_string()).shell(here);
    shell.noindex = true;
    shell.canonical = part::canonical(here, address);
    let view = RedirectView { url: goal.url.clone(), title: goal.title.clone() };
    render(here, &shell, &view)
}
