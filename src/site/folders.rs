//! What lies in each folder, in the order in which it is listed and read.
//!
//! In: the routes, and the weights of plain pages. Out: what authors put just below each folder, by
//! weight, then by address. Must not: say how many of them a page lists.

use foldhash::HashMap;

use super::route::{Route, Routes};
use crate::validate::{Own, Playbook};

/// The pages and folders just below each folder, as indexes of routes.
#[derive(Debug, Default)]
pub struct Folders {
    /// By the folder's address.
    below: HashMap<Box<str>, Vec<usize>>,
    /// Where each route stands among those of its folder.
    places: Vec<usize>,
}

impl Folders {
    pub fn new(routes: &Routes, playbook: &Playbook) -> Folders {
        let mut folders =
            Folders { below: HashMap::default(), places: vec![usize::MAX; routes.len()] };
        for (index, (address, route)) in routes.iter().enumerate() {
            if !is_of_a_folder(route) {
                continue;
            }
            let folder = folder_of(address);
            match folders.below.get_mut(folder) {
                Some(below) => below.push(index),
                None => {
                    folders.below.insert(folder.into(), vec![index]);
                }
            }
        }
        for below in folders.below.values_mut() {
            // Stable: the routes have the order of addresses.
            below.sort_by_key(|index| weight(routes.get(*index).1, playbook));
            for (place, index) in below.iter().enumerate() {
                folders.places[*index] = place;
            }
        }
        folders
    }

    /// What lies just below a folder.
    pub fn below(&self, folder: &str) -> &[usize] {
        self.below.get(folder).map_or(&[], Vec::as_slice)
    }

    /// What stands before an address in its folder, the nearest last, and what stands after it.
    pub fn around(&self, address: &str, index: usize) -> (&[usize], &[usize]) {
        let below = self.below(folder_of(address));
        let place = self.places.get(index).copied().filter(|place| *place < below.len());
        place.map_or((&[], &[]), |place| (&below[..place], &below[place + 1..]))
    }

    /// What is read after a page: what lies in it first, then what stands after it, then after the
    /// folder that it lies in. What is not to be read is passed over, and so is all behind it.
    pub fn next(
        &self,
        routes: &Routes,
        at: usize,
        is_read: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let first = |list: &[usize]| list.iter().copied().find(|at| is_read(*at));
        let mut step = (routes.get(at).0, at);
        let inside = first(self.below(step.0));
        if inside.is_some() {
            return inside;
        }
        while is_read(step.1) {
            let beside = first(self.around(step.0, step.1).1);
            if beside.is_some() {
                return beside;
            }
            let folder = folder_of(step.0);
            step = (folder, routes.index(folder).filter(|_| !folder.is_empty())?);
        }
        None
    }

    /// What is read before a page: the other way round.
    pub fn previous(
        &self,
        routes: &Routes,
        at: usize,
        is_read: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let last = |list: &[usize]| list.iter().rev().copied().find(|at| is_read(*at));
        let address = routes.get(at).0;
        let Some(mut goal) = last(self.around(address, at).0) else {
            return routes.index(folder_of(address)).filter(|folder| is_read(*folder));
        };
        while let Some(inside) = last(self.below(routes.get(goal).0)) {
            goal = inside;
        }
        Some(goal)
    }
}

/// What a page weighs among those of its folder.
pub fn weight(route: &Route, playbook: &Playbook) -> i64 {
    match route {
        Route::Entry(id) => playbook.entry(*id).weight(),
        _ => 0,
    }
}

/// Whether a page is one that an author put into a folder, or the folder's own.
fn is_of_a_folder(route: &Route) -> bool {
    matches!(
        route,
        Route::Entry(_)
            | Route::KindText { .. }
            | Route::Own(Own::Section(_) | Own::KindIndex { .. })
    )
}

/// The address of the folder in which an address lies.
fn folder_of(address: &str) -> &str {
    let path = address.trim_end_matches('/');
    path.rfind('/').map_or("", |slash| &path[..=slash])
}
