//! Prose: a plain page, the page of a folder, an entry of a kind that the site declares, and one
//! of which no more is known.

use super::{Html, render};
use crate::site::here::Here;
use crate::site::part::{self, EntryShell, Plain};
use crate::site::route::Route;
use crate::site::view::{EntryView, Link, ProseView, Shell};
use crate::validate::EntryId;

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
    plain.crumbs = part::folders(here);
    let (children, more) = children(here);
    let view = ProseView { entry: EntryView { title, ..EntryView::default() }, children, more };
    let mut shell = plain.shell(here);
    turn(here, &mut shell);
    render(here, &shell, &view)
}

/// What stands near this page in the navigation, and what is read before and after it: from home on
/// each leads to the next, through all folders.
fn turn<'a>(here: Here<'a>, shell: &mut Shell<'a>) {
    shell.neighbours = part::in_folders(here);
    let (routes, folders) = (here.site.routes(), here.site.folders());
    let Some(at) = routes.index(here.address) else { return };
    let is_read = |at| part::is_read(here, at);
    let link = |at| part::in_folder(here, at);
    shell.previous = folders.previous(routes, at, is_read).and_then(link);
    shell.next = folders.next(routes, at, is_read).and_then(link);
}

/// The plain pages and folders just below this address, and how many more there are than are listed.
pub fn children<'a>(here: Here<'a>) -> (Vec<Link<'a>>, usize) {
    let below = here.site.folders().below(here.address);
    let mut read = below.iter().filter(|at| part::is_read(here, **at));
    let link = |at: &usize| match here.site.routes().get(*at) {
        (_, Route::Entry(id)) => here.link_with_summary(*id),
        (address, _) => here.page(address, part::section_title(here, address)),
    };
    let listed = read.by_ref().take(CHILDREN).map(link).collect();
    (listed, read.count())
}
