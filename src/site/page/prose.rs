//! Prose: a plain page, the page of a folder, an entry of a kind that the site declares, and one
//! of which no more is known.

use super::{Html, render};
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
    let path = here.address.trim_end_matches('/');
    let folder = path.rfind('/').map_or("", |slash| &path[..=slash]);
    let is_inside = |at: &usize| routes.get(*at).0.starts_with(folder);
    let link = |at: usize| match routes.get(at) {
        (address, _) if !is_just_below(folder, address) => None,
        (_, Route::Entry(id)) if here.entry(*id).is_page() => Some(here.link(*id)),
        (address, Route::Own(Own::Section(_))) => {
            Some(here.page(address, part::section_title(here, address)))
        }
        _ => None,
    };
    shell.previous = (0..at).rev().take_while(is_inside).find_map(link);
    shell.next = (at + 1..routes.len()).take_while(is_inside).find_map(link);
}

/// The pages and folders just below this address, and how many more there are than are listed.
fn children<'a>(here: Here<'a>) -> (Vec<Link<'a>>, usize) {
    let below = here.site.routes().below(here.address);
    let found = below.filter(|(address, _)| is_just_below(here.address, address));
    let mut links = found.filter_map(|(address, route)| match route {
        Route::Entry(id) => Some(here.link_with_summary(*id)),
        Route::KindText { .. } | Route::Own(Own::Section(_) | Own::KindIndex { .. }) => {
            Some(here.page(address, part::section_title(here, address)))
        }
        _ => None,
    });
    let listed = links.by_ref().take(CHILDREN).collect();
    (listed, links.count())
}
