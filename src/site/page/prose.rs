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
        children: if is_folder(here, id) { children(here) } else { Vec::new() },
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

/// Whether a page is the own text of its folder.
fn is_folder(here: Here<'_>, id: EntryId) -> bool {
    let path = &here.playbook().linked.page(id).path;
    let stem = path.rsplit_once('/').map_or(&**path, |(_, name)| name);
    let own = ["_index.", "index.", "README."].iter().any(|name| stem.starts_with(name));
    own && here.entry(id).is_page()
}

/// The pages and folders just below this address.
fn children<'a>(here: Here<'a>) -> Vec<Link<'a>> {
    let routes = here.site.routes();
    let below = |address: &str| {
        let rest = address.strip_prefix(here.address)?;
        let name = rest.strip_suffix('/')?;
        (!name.is_empty() && !name.contains('/')).then_some(())
    };
    let found = routes.iter().filter(|(address, _)| below(address).is_some());
    let links = found.filter_map(|(address, route)| match route {
        Route::Entry(id) => Some(here.link_with_summary(*id)),
        Route::KindText { .. } | Route::Own(Own::Section(_) | Own::KindIndex { .. }) => {
            Some(here.page(address, part::section_title(here, address)))
        }
        _ => None,
    });
    links.take(CHILDREN).collect()
}
