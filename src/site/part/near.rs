//! What stands near a page in the navigation: the entries of its kind around it, or the folders and
//! pages around it on the way down to it.
//!
//! Where one is, not everything there is: a page does not grow with the book.

use std::borrow::Cow;

use crate::site::here::Here;
use crate::site::part;
use crate::site::route::Route;
use crate::site::view::{Link, NearLink};
use crate::validate::{EntryId, Own};

/// How many of one list are shown.
const NEAR: usize = 11;

/// Of so many folders on the way to a page, the last ones, the neighbours are shown.
const OPEN: usize = 2;

/// The entries of the same kind that stand around one.
pub fn of_kind<'a>(here: Here<'a>, id: EntryId) -> Vec<NearLink<'a>> {
    let pages = &here.playbook().linked.playbook.pages;
    let kind = here.entry(id).kind;
    // Entries of a kind stand together in the site's order.
    let is_near = |at: &usize| pages.get(*at).is_some_and(|page| page.entry.kind == kind);
    let before = (0..id.index()).rev().take(NEAR).take_while(is_near).count();
    let after = (id.index() + 1..).take(NEAR).take_while(is_near).count();
    let (before, after) = window(before, after);
    let shown = id.index() - before..=id.index() + after;
    let link = |at: usize| {
        let near = EntryId(at as u32);
        NearLink {
            title: Cow::Borrowed(&here.entry(near).title.value),
            url: here.entry_url(near),
            current: near == id,
            level: 1,
        }
    };
    shown.map(link).collect()
}

/// The way from the section down to this page, each step among the plain pages and folders around it.
/// Nothing at the top of the content, which the navigation lists by itself.
pub fn in_folders<'a>(here: Here<'a>) -> Vec<NearLink<'a>> {
    let steps = here.address.match_indices('/').map(|(slash, _)| &here.address[..=slash]);
    // The section stands in the navigation by itself.
    let steps: Vec<&str> = steps.skip(1).collect();
    let (mut above, mut below) = (Vec::new(), Vec::new());
    for (level, step) in (1..).zip(&steps) {
        let Some(at) = here.site.routes().index(step) else { continue };
        let near = |at: &usize| Some(near_link(in_folder(here, *at)?, level));
        let (before, after) = match level + OPEN > steps.len() {
            true => here.site.folders().around(step, at),
            false => (&[][..], &[][..]),
        };
        let mut before: Vec<NearLink<'a>> =
            before.iter().rev().filter_map(near).take(NEAR).collect();
        let mut after: Vec<NearLink<'a>> = after.iter().filter_map(near).take(NEAR).collect();
        let (few_before, few_after) = window(before.len(), after.len());
        before.truncate(few_before);
        after.truncate(few_after);
        above.extend(before.into_iter().rev());
        above.extend(
            in_folder(here, at)
                .map(|link| NearLink { current: level == steps.len(), ..near_link(link, level) }),
        );
        // What stands behind a step stands behind all that is below it.
        after.append(&mut below);
        below = after;
    }
    above.append(&mut below);
    above
}

/// Whether a route is that of a plain page or of a folder of them.
pub fn is_read(here: Here<'_>, at: usize) -> bool {
    match here.site.routes().get(at).1 {
        Route::Entry(id) => here.entry(*id).is_page(),
        route => matches!(route, Route::Own(Own::Section(_))),
    }
}

/// A plain page or a folder of them, by its route: what an author put into a folder to be read.
pub fn in_folder<'a>(here: Here<'a>, at: usize) -> Option<Link<'a>> {
    is_read(here, at).then(|| match here.site.routes().get(at) {
        (_, Route::Entry(id)) => here.link(*id),
        (address, _) => here.page(address, part::section_title(here, address)),
    })
}

fn near_link(link: Link<'_>, level: usize) -> NearLink<'_> {
    NearLink { title: link.title, url: link.url, current: false, level }
}

/// How many of those before and after one are shown, so that it stands in the middle where it can.
fn window(before: usize, after: usize) -> (usize, usize) {
    let beside = NEAR - 1;
    let after = after.min(beside - before.min(beside / 2));
    (before.min(beside - after), after)
}

#[cfg(test)]
mod tests {
    use super::window;

    #[test]
    fn what_is_near_stands_on_both_sides() {
        for (there, shown) in [
            ((0, 0), (0, 0)),
            ((3, 20), (3, 7)),
            ((20, 3), (7, 3)),
            ((20, 20), (5, 5)),
            ((4, 2), (4, 2)),
        ] {
            assert_eq!(window(there.0, there.1), shown, "{there:?}");
        }
    }
}
