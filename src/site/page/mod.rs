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

/// Makes what stands at an address.
pub fn produce(
    site: &Site,
    address: &str,
    route: &Route,
    out: &mut Vec<u8>,
) -> Result<Product, TemplateError> {
    let here = Here::new(site, address);
    let html = match route {
        Route::Asset(index) => {
            let asset = &site.playbook.linked.playbook.assets[*index];
            return Ok(Product::CopyOf(asset.source.clone()));
        }
        Route::ThemeAsset(name) => {
            out.extend_from_slice(site.theme.asset(name).map_or(&[][..], |asset| &asset.content));
            return Ok(Product::Bytes);
        }
        Route::Own(Own::PlaybookJson) => {
            // Writing to memory does not fail.
            let _ = data::playbook_json(site, out);
            return Ok(Product::Bytes);
        }
        Route::Own(Own::Sitemap) => {
            data::sitemap(site, out);
            return Ok(Product::Bytes);
        }
        Route::Own(Own::MatrixCsv(name)) => {
            matrix::csv(here, *name, out);
            return Ok(Product::Bytes);
        }
        Route::Own(Own::Twin(id)) => {
            *out = twin::twin(here, *id).into_bytes();
            return Ok(Product::Bytes);
        }
        Route::Own(Own::Llms) => {
            *out = twin::llms(site).into_bytes();
            return Ok(Product::Bytes);
        }
        Route::Own(Own::Calendar(team)) => {
            *out = part::calendar(site, *team);
            return Ok(Product::Bytes);
        }
        Route::Own(Own::Robots) => {
            data::robots(site, out);
            return Ok(Product::Bytes);
        }
        Route::ExplorerData => {
            *out = explorer_data::data(site);
            return Ok(Product::Bytes);
        }
        Route::ExplorerReasons(part) => {
            *out = explorer_data::reasons(site, *part);
            return Ok(Product::Bytes);
        }
        Route::CompareData => {
            *out = compare::data::shared(site);
            return Ok(Product::Bytes);
        }
        Route::CompareTeam(place) => {
            *out = compare::data::team(site, *place);
            return Ok(Product::Bytes);
        }
        Route::SearchIndex => {
            *out = search_data::first(site, site.search());
            return Ok(Product::Bytes);
        }
        Route::SearchWords(shard) => {
            *out = search_data::words(site, site.search(), *shard);
            return Ok(Product::Bytes);
        }
        Route::SearchPages(part) => {
            *out = search_data::pages(site, *part);
            return Ok(Product::Bytes);
        }
        Route::Home(text) => home::page(here, *text),
        Route::Entry(id) => entry(here, *id),
        Route::KindText { kind, text } => index::page(here, *kind, 0, Some(*text)),
        Route::Own(Own::KindIndex { kind, part }) => index::page(here, *kind, *part, None),
        Route::Own(Own::Section(folder)) => prose::section(here, folder),
        Route::FactorValue { factor, value } => factor::value_page(here, *factor, *value),
        Route::Own(Own::MatrixIndex) => matrix::index(here),
        Route::Own(Own::Matrix { name, part }) => matrix::page(here, *name, *part),
        Route::Own(Own::Explorer) => explorer::page(here),
        Route::Own(Own::Search) => search(here),
        Route::Own(Own::CompareHub) => compare::hub(here),
        Route::Own(Own::Compare(one, other)) => compare::page(here, *one, *other),
        Route::Own(Own::Garden) => garden::page(here),
        Route::Own(Own::Questions) => questions::page(here),
        Route::Own(Own::Health) => health::page(here),
        Route::Own(Own::Tags) => lists::tags_page(here),
        Route::Own(Own::Tag(tag)) => lists::tag_page(here, tag),
        Route::Own(Own::Glossary(part)) => glossary::page(here, *part),
        Route::Own(Own::Print) => print::book(here),
        Route::Own(Own::PrintTeam(team)) => print::team(here, *team),
        Route::Own(Own::NotFound) => not_found(here),
        Route::Redirect(id) => redirect(here, site.routes().entry(*id), &here.link(*id)),
        Route::RedirectValue { factor, value } => {
            let goal = here.value_address(*factor, *value);
            redirect(here, &goal, &here.value(*factor, *value))
        }
    }?;
    *out = html;
    Ok(Product::Bytes)
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
