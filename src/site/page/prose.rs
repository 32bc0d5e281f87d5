//! Prose: a plain page, the page of a folder, an entry of a kind that the site declares, and one
//! of which no more is known.

use super::{Html, render};
use crate::site::here::Here;
use crate::site::part::{self, EntryShell, Plain};
use crate::site::route::Route;
use crate::site::view::{EntryView, Link, ProseView};
use crate::validate::{EntryId, Own};

/// How many pages of a folder are listed.
const CHILDREN: usize = 200;

pub fn page(here: Here<'_>, id: EntryId) -> Html {
    let shell = EntryShell { id, page_type: "prose", dated: false }.shell(here);
    let view = ProseView {
        entry: part::entry_view(here, id, &[]),
        // A plain page is a folder's own text where pages lie below its address.
        children: if here.entry(id).is_page() { children(here) } else { Vec::new() },
    };
    render(here, &shell, &view)
}

/// The page of a folder without a text of its own.
pub fn section(here: Here<'_>, folder: &str) -> Html {
    let title = part::section_title(here, &format!("{folder}/"));
    let mut plain = Plain::new("prose", title.clone());
    plain.section = here.address.split('/').next().unwrap_or("");
    let view =
        ProseView { entry: EntryView { title, ..EntryView::default() }, children: children(here) };
    render(here, &plain.shell(here), &view)
}

/// The pages and folders just below this address.
fn children<'a>(here: Here<'a>) -> Vec<Link<'a>> {
    let is_just_below = |address: &str| {
        let name = address[here.address.len()..].strip_suffix('/');
        name.is_some_and(|name| !name.contains('/'))
    };
    let below = here.site.routes().below(here.address);
    let found = below.filter(|(address, _)| is_just_below(address));
    let links = found.filter_map(|(address, route)| match route {
        Route::Entry(id) => Some(here.link_with_summary(*id)),
        Route::KindText { .. } | Route::Own(Own::Section(_) | Own::KindIndex { .. }) => {
            Some(here.page(address, part::section_title(here, address)))
        }
        _ => None,
    });
    links.take(CHILDREN).collect()
}
