//! The order of plain pages in their folders, where some of them have a `weight`.
//!
//! In: the routes, and the weights of entries. Out: for each folder that has such a page, what lies
//! just below it by weight, then by address. A folder without one needs none: it is in the order of
//! the routes, which have that of addresses. Must not: say what of a folder is listed.

use foldhash::HashMap;

use super::route::{Route, Routes};
use crate::validate::Playbook;

/// Folders in an order of their own.
#[derive(Debug, Default)]
pub struct Folders {
    /// Indexes of routes, by the address of their folder.
    ordered: HashMap<Box<str>, Vec<usize>>,
    /// Where each stands among those of its folder.
    places: HashMap<usize, usize>,
}

impl Folders {
    pub fn new(routes: &Routes, playbook: &Playbook) -> Folders {
        let weight = |route: &Route| match route {
            Route::Entry(id) => playbook.entry(*id).weight(),
            _ => 0,
        };
        let mut folders = Folders::default();
        for (address, route) in routes.iter() {
            let is_page = matches!(route, Route::Entry(id) if playbook.entry(*id).is_page());
            if is_page && weight(route) != 0 {
                folders.ordered.entry(folder_of(address).into()).or_default();
            }
        }
        if folders.ordered.is_empty() {
            return folders;
        }
        for (index, (address, _)) in routes.iter().enumerate().filter(|(_, own)| !own.0.is_empty())
        {
            if let Some(held) = folders.ordered.get_mut(folder_of(address)) {
                held.push(index);
            }
        }
        for held in folders.ordered.values_mut() {
            held.sort_by_key(|index| weight(routes.get(*index).1));
            folders.places.extend(held.iter().enumerate().map(|(place, index)| (*index, place)));
        }
        folders
    }

    /// What lies just below a folder, as indexes of routes; `None` where the order is that of
    /// addresses.
    pub fn below(&self, folder: &str) -> Option<&[usize]> {
        self.ordered.get(folder).map(Vec::as_slice)
    }

    /// What stands before a route in its folder, the nearest last, and what stands after it.
    pub fn around(&self, folder: &str, index: usize) -> Option<(&[usize], &[usize])> {
        let (before, from) = self.below(folder)?.split_at_checked(*self.places.get(&index)?)?;
        Some((before, from.get(1..)?))
    }
}

/// The address of the folder in which an address lies.
pub fn folder_of(address: &str) -> &str {
    let path = address.trim_end_matches('/');
    path.rfind('/').map_or("", |slash| &path[..=slash])
}
