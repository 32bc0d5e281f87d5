//! Prose: a plain page, the page of a folder, an entry of a kind that the site declares, and one
//! of which no more is known.

use super::{Html, render};
use crate::site::folders::folder_of;
use crate::site::here::Here;
use crate::site::part::{self, EntryShell, Plain};
use crate::site::route::Route;
use crate::site::view::{EntryView, Link, ProseView, Shell};
use crate::validate::{EntryId, Own};

/// How many pages of a folder are listed.
const CHILDREN: usize = 200;

pub fn page(here: Here<'_>, id: EntryId) -> Html {
    let mut shell = EntryShell { id, page_type: "prose", dated: false }.shell(here);
    let mut view = ProseView { entry: part::entry_view(here, id, &[]), ..ProseView::default() };
    if here.entry(id).is_page() {
        // It is a folder's own text where pages lie below its address.
        (view.children, view.more) = children(here);
        turn(here, &mut shell);
    }
    render(here, &shell, &view)
}

/// The page of a folder without a text of its own.
pub fn section(here: Here<'_>, folder: &str) -> Html {
    let title = part::section_title(here, &format!("{folder}/"));
    let mut plain = Plain::new("prose", title.clone());
    plain.section = here.address.split('/').next().unwrap_or("");
    let (children, more) = children(here);
    let view = ProseView { entry: EntryView { title, ..EntryView::default() }, children, more };
    let mut shell = plain.shell(here);
    turn(here, &mut shell);
    render(here, &shell, &view)
}

/// Whether an address is that of a page or a folder just below a folder's.
fn is_just_below(folder: &str, address: &str) -> bool {
    let name = address.strip_prefix(folder).and_then(|rest| rest.strip_suffix('/'));
    name.is_some_and(|name| !name.is_empty() && !name.contains('/'))
}

/// The plain pages and folders just before and after this one in its folder: each leads to the
/// next, however many there are.
fn turn<'a>(here: Here<'a>, shell: &mut Shell<'a>) {
    let routes = here.site.routes();
    let Some(at) = routes.index(here.address) else { return };
    let folder = folder_of(here.address);
    let link = |at: usize| match routes.get(at) {
        (address, _) if !is_just_below(folder, address) => None,
        (_, Route::Entry(id)) if here.entry(*id).is_page() => Some(here.link(*id)),
        (address, Route::Own(Own::Section(_))) => {
            Some(here.page(address, part::section_title(here, address)))
        }
        _ => None,
    };
    let folders = here.site.folders();
    if let Some((before, after)) = folders.around(folder, at) {
        shell.previous = before.iter().rev().copied().find_map(link);
        shell.next = after.iter().copied().find_map(link);
        return;
    }
    let is_inside = |at: &usize| routes.get(*at).0.starts_with(folder);
    shell.previous = (0..at).rev().take_while(is_inside).find_map(link);
    shell.next = (at + 1..routes.len()).take_while(is_inside).find_map(link);
}

/// The pages and folders just below this address, and how many more there are than are listed.
fn children<'a>(here: Here<'a>) -> (Vec<Link<'a>>, usize) {
    let routes = here.site.routes();
    let link = |(address, route): (&str, &'a Route)| match route {
        Route::Entry(id) => Some(here.link_with_summary(*id)),
        Route::KindText { .. } | Route::Own(Own::Section(_) | Own::KindIndex { .. }) => {
            Some(here.page(address, part::section_title(here, address)))
        }
        _ => None,
    };
    if let Some(ordered) = here.site.folders().below(here.address) {
        return listed(ordered.iter().filter_map(|at| link(routes.get(*at))));
    }
    let below = routes.below(here.address);
    listed(below.filter(|(address, _)| is_just_below(here.address, address)).filter_map(link))
}

/// As many as a page lists, and how many more there are.
fn listed<'a>(mut links: impl Iterator<Item = Link<'a>>) -> (Vec<Link<'a>>, usize) {
    let listed = links.by_ref().take(CHILDREN).collect();
    (listed, links.count())
}
