//! The table of addresses: what stands where, decided once.
//!
//! An address is a path from the site's root: a folder ends in `/` (its page is the
//! `index.html` in it; the home page is the empty address), anything else is a file. Authors'
//! pages come first; a page that the site makes by itself gives way where one would collide.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::config::Config;
use crate::fit::FittedPlaybook;
use crate::link::FactorId;
use crate::model::KindId;
use crate::search;
use crate::site::page::{compare, glossary_count};
use crate::site::{explorer_data, search_data};
use crate::source::fold;
use crate::theme::Theme;
use crate::validate::{EntryId, Own, Page, output_path, part_address};

/// What stands at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// The home page, with its text where an author wrote one.
    Home(Option<EntryId>),
    Entry(EntryId),
    /// The first page of the list of a kind, under the text of the kind's folder.
    KindText {
        kind: KindId,
        text: EntryId,
    },
    /// What the site makes by itself and people may link to.
    Own(Own),
    FactorValue {
        factor: FactorId,
        value: usize,
    },
    /// All that decides a verdict, for the browser.
    ExplorerData,
    /// The words of a part of the practices.
    ExplorerReasons(usize),
    /// What the search loads first.
    SearchIndex,
    /// A shard of the words.
    SearchWords(usize),
    /// A part of the pages, with their text.
    SearchPages(usize),
    /// What the browser compares any teams from.
    CompareData,
    /// One team of it, by its place among the teams.
    CompareTeam(usize),
    Redirect(EntryId),
    /// An old address of a factor has the factor's values below it, as the new one has.
    RedirectValue {
        factor: FactorId,
        value: usize,
    },
    /// A file of the content folder, by its index.
    Asset(usize),
    ThemeAsset(String),
}

/// The asset that only previews have.
pub const LIVE_SCRIPT: &str = "live.js";

/// The assets that only the search asks for.
const SEARCH_SCRIPTS: [&str; 2] = ["search.js", "search-query.js"];

/// How many names a page of the glossary lists.
pub const GLOSSARY_LENGTH: usize = 400;

/// Every address with what stands there, in order.
#[derive(Debug, PartialEq, Eq)]
pub struct Routes {
    table: Vec<(Box<str>, Route)>,
    /// The index of each entry's own page.
    entries: Vec<u32>,
    by_address: HashMap<Box<str>, u32>,
}

impl Routes {
    pub fn lay_out(playbook: &FittedPlaybook, config: &Config, theme: &Theme) -> Routes {
        // A page and its twin, and a few more.
        let room = playbook.linked.playbook.pages.len() * 2 + 100;
        let mut layout = Layout {
            table: Vec::with_capacity(room),
            taken: HashSet::with_capacity(room),
            in_the_way: InTheWay::default(),
        };
        layout.authors(playbook);
        layout.generated(playbook, config, theme);
        let Layout { mut table, .. } = layout;
        table.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let mut entries = vec![u32::MAX; playbook.linked.playbook.pages.len()];
        let mut by_address = HashMap::with_capacity(table.len());
        for (index, (address, route)) in (0..).zip(&table) {
            by_address.insert(address.clone(), index);
            match route {
                Route::Entry(id) | Route::Home(Some(id)) => entries[id.index()] = index,
                Route::KindText { text, .. } => entries[text.index()] = index,
                _ => {}
            }
        }
        Routes { table, entries, by_address }
    }

    /// Whether these, laid out for a former playbook, are those of one of the same shape: all
    /// that could differ is how many names the glossary has.
    pub fn hold(former: &FittedPlaybook, playbook: &FittedPlaybook) -> bool {
        let names = |page: &Page| {
            let aka = page.entry.common.aka.iter().map(|name| name.value.clone());
            (page.entry.title.value.clone(), aka.collect::<Vec<_>>())
        };
        let mut pages = former.linked.playbook.pages.iter().zip(&playbook.linked.playbook.pages);
        pages.all(|(old, new)| Arc::ptr_eq(old, new) || names(old) == names(new))
            || glossary_parts(former) == glossary_parts(playbook)
    }

    pub fn len(&self) -> usize {
        self.table.len()
    }

    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    pub fn get(&self, index: usize) -> (&str, &Route) {
        let (address, route) = &self.table[index];
        (address, route)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Route)> {
        self.table.iter().map(|(address, route)| (&**address, route))
    }

    /// The address of an entry's page.
    pub fn entry(&self, id: EntryId) -> &str {
        match self.entries.get(id.index()) {
            Some(&index) if index != u32::MAX => &self.table[index as usize].0,
            _ => "",
        }
    }

    /// Whether the site has a page at an address.
    pub fn has(&self, address: &str) -> bool {
        self.by_address.contains_key(address)
    }

    /// The index of an address.
    pub fn index(&self, address: &str) -> Option<usize> {
        self.by_address.get(address).map(|index| *index as usize)
    }

    /// The file that each address is written to.
    pub fn file(&self, index: usize) -> String {
        output_path(&self.table[index].0)
    }
}

/// A table in the making.
struct Layout {
    table: Vec<(Box<str>, Route)>,
    /// Addresses that are taken, in the form in which two of them are one on some system.
    taken: HashSet<String>,
    /// Where authors are in the way of what the site makes by itself.
    in_the_way: InTheWay,
}

impl Layout {
    /// Adds what the site makes by itself, unless authors are in its way.
    fn add_own(&mut self, address: impl Into<Box<str>>, route: Route) {
        let address = address.into();
        if !self.in_the_way.of(&address) {
            self.add(address, route);
        }
    }

    /// Adds a page unless its address is taken.
    fn add(&mut self, address: impl Into<Box<str>>, route: Route) {
        let address = address.into();
        // A folder's page and its `index.html` are one file.
        let file = address.strip_suffix("index.html");
        let folder = file.filter(|folder| folder.is_empty() || folder.ends_with('/'));
        if self.taken.insert(fold(folder.unwrap_or(&address))) {
            self.table.push((address, route));
        }
    }

    /// What authors wrote and put beside it.
    fn authors(&mut self, fitted: &FittedPlaybook) {
        let playbook = &fitted.linked.playbook;
        for (index, asset) in playbook.assets.iter().enumerate() {
            self.add(asset.path.clone(), Route::Asset(index));
        }
        for (id, entry) in playbook.entries() {
            let address = &playbook.page(id).address;
            let kind =
                entry.is_page().then(|| playbook.kinds.of_folder(address.trim_end_matches('/')));
            match kind.flatten() {
                // The text of a kind's folder stands at the head of the kind's list.
                Some(kind) => {
                    self.add(address.clone(), Route::KindText { kind, text: id });
                }
                None if address.is_empty() => self.add("", Route::Home(Some(id))),
                None => self.add(address.clone(), Route::Entry(id)),
            }
        }
        for alias in &playbook.aliases {
            self.add(alias.address.clone(), Route::Redirect(alias.entry));
        }
    }

    /// What the site makes by itself.
    fn generated(&mut self, fitted: &FittedPlaybook, config: &Config, theme: &Theme) {
        self.in_the_way = InTheWay::among(self.table.iter().map(|(address, _)| &**address));
        self.add_own("", Route::Home(None));
        for asset in theme.assets() {
            let is_wanted = match &*asset.name {
                LIVE_SCRIPT => config.preview,
                name => config.search || !SEARCH_SCRIPTS.contains(&name),
            };
            if is_wanted {
                // Without its stylesheet a site is none: whoever is in the way is told.
                self.add(asset.path.clone(), Route::ThemeAsset(asset.name.clone()));
            }
        }
        for (address, own) in fitted.linked.playbook.own() {
            self.loaded(fitted, &own);
            self.add_own(address, Route::Own(own));
        }
        self.values(fitted);
    }

    /// What goes on behind a page of the site's own, and what its scripts load.
    fn loaded(&mut self, fitted: &FittedPlaybook, own: &Own) {
        match own {
            Own::Explorer => {
                self.add_own(explorer_data::ADDRESS, Route::ExplorerData);
                for part in 0..fitted.practices().len().div_ceil(explorer_data::PART) {
                    self.add_own(
                        explorer_data::reasons_address(part),
                        Route::ExplorerReasons(part),
                    );
                }
            }
            Own::CompareHub => {
                self.add_own(compare::data::ADDRESS, Route::CompareData);
                for place in 0..fitted.teams().count() {
                    self.add_own(compare::data::team_address(place), Route::CompareTeam(place));
                }
            }
            Own::Search => {
                let pages = fitted.linked.playbook.pages.len();
                self.add_own(search_data::ADDRESS, Route::SearchIndex);
                for shard in 0..search::shards(pages) {
                    self.add_own(search_data::words_address(shard), Route::SearchWords(shard));
                }
                for part in 0..search_data::parts(pages) {
                    self.add_own(search_data::pages_address(part), Route::SearchPages(part));
                }
            }
            Own::Glossary(0) => {
                for part in 1..glossary_parts(fitted) {
                    self.add_own(part_address("glossary", part), Route::Own(Own::Glossary(part)));
                }
            }
            _ => {}
        }
    }

    /// A page for each value of a factor, at the factor's old addresses too.
    fn values(&mut self, fitted: &FittedPlaybook) {
        let playbook = &fitted.linked.playbook;
        for (factor, def) in fitted.linked.factors.iter() {
            for (value, found) in def.values.iter().enumerate() {
                let address = format!("{}{}/", playbook.page(def.entry).address, found.id);
                self.add_own(address, Route::FactorValue { factor, value });
            }
        }
        for alias in playbook.aliases.iter().filter(|alias| alias.address.ends_with('/')) {
            if let Some((factor, def)) = fitted.linked.factors.of(alias.entry) {
                for (value, found) in def.values.iter().enumerate() {
                    let address = format!("{}{}/", alias.address, found.id);
                    self.add_own(address, Route::RedirectValue { factor, value });
                }
            }
        }
    }
}

/// Names that authors have given to a folder where the site would have a file, or to a file where
/// it would have a folder, in the form in which two of them are one on some system.
#[derive(Default)]
struct InTheWay {
    /// Only folders with a dot in their path, as files of the site have one.
    folders: HashSet<String>,
    /// Only files without one in their name, as folders of the site have none.
    files: HashSet<String>,
}

impl InTheWay {
    fn among<'a>(addresses: impl Iterator<Item = &'a str>) -> InTheWay {
        let mut found = InTheWay::default();
        // Most addresses are folders without a dot.
        for address in addresses.filter(|address| !address.ends_with('/') || address.contains('.'))
        {
            let path = fold(&output_path(address));
            let folders = folders_of(&path).filter(|folder| folder.contains('.'));
            found.folders.extend(folders.map(str::to_owned));
            if path.rsplit('/').next().is_some_and(|name| !name.contains('.')) {
                found.files.insert(path);
            }
        }
        found
    }

    /// Whether what stands at an address could not be written.
    fn of(&self, address: &str) -> bool {
        if self.folders.is_empty() && self.files.is_empty() {
            return false;
        }
        let path = fold(&output_path(address));
        self.folders.contains(&path) || folders_of(&path).any(|folder| self.files.contains(folder))
    }
}

/// The folders that a path stands in.
fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// How many pages the glossary has.
fn glossary_parts(fitted: &FittedPlaybook) -> usize {
    glossary_count(fitted).div_ceil(GLOSSARY_LENGTH)
}
