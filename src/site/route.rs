//! The table of addresses: what stands where, decided once.
//!
//! An address is a path from the site's root: a folder ends in `/` (its page is the
//! `index.html` in it; the home page is the empty address), anything else is a file. Authors'
//! pages come first; a page that the site makes by itself gives way where one would collide.

use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use crate::config::Config;
use crate::fit::FittedPlaybook;
use crate::link::FactorId;
use crate::model::{KindId, State};
use crate::search;
use crate::site::page::{compare, glossary_count, matrix};
use crate::site::part::calendar_address;
use crate::site::{explorer_data, search_data};
use crate::theme::Theme;
use crate::validate::{EntryId, Page, fold, output_path};

/// What stands at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// The home page, with its text where an author wrote one.
    Home(Option<EntryId>),
    Entry(EntryId),
    /// The list of a kind, from page 0, with the folder's own text where there is one.
    KindIndex {
        kind: KindId,
        part: usize,
        text: Option<EntryId>,
    },
    /// A folder of plain pages without a text of its own.
    Section(Box<str>),
    FactorValue {
        factor: FactorId,
        value: usize,
    },
    MatrixIndex,
    Matrix {
        name: MatrixName,
        part: usize,
    },
    MatrixCsv(MatrixName),
    Explorer,
    /// All that decides a verdict, for the browser.
    ExplorerData,
    /// The words of a part of the practices.
    ExplorerReasons(usize),
    Search,
    /// What the search loads first.
    SearchIndex,
    /// A shard of the words.
    SearchWords(usize),
    /// A part of the pages, with their text.
    SearchPages(usize),
    CompareHub,
    Compare(EntryId, EntryId),
    /// What the browser compares any teams from.
    CompareData,
    /// One team of it, by its place among the teams.
    CompareTeam(usize),
    Garden,
    Questions,
    Health,
    Tags,
    Tag(Box<str>),
    /// A stretch of the glossary, from page 0.
    Glossary(usize),
    Print,
    PrintTeam(EntryId),
    /// An entry in markdown, in the folder of its page.
    Twin(EntryId),
    /// What the site holds, for language models.
    Llms,
    /// A team's rituals, for calendar programs: `teams/till.ics` beside `teams/till/`.
    Calendar(EntryId),
    NotFound,
    Redirect(EntryId),
    /// An old address of a factor has the factor's values below it, as the new one has.
    RedirectValue {
        factor: FactorId,
        value: usize,
    },
    /// A file of the content folder, by its index.
    Asset(usize),
    ThemeAsset(String),
    PlaybookJson,
    Sitemap,
    Robots,
}

/// The matrices of every site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatrixName {
    PracticeContext,
    PracticeTeam,
    RitualArtifact,
    RitualCycle,
    TeamFactor,
}

impl MatrixName {
    pub const ALL: [MatrixName; 5] = [
        MatrixName::PracticeContext,
        MatrixName::PracticeTeam,
        MatrixName::RitualArtifact,
        MatrixName::RitualCycle,
        MatrixName::TeamFactor,
    ];

    /// The name in its address.
    pub fn id(self) -> &'static str {
        match self {
            MatrixName::PracticeContext => "practice-context",
            MatrixName::PracticeTeam => "practice-team",
            MatrixName::RitualArtifact => "ritual-artifact",
            MatrixName::RitualCycle => "ritual-cycle",
            MatrixName::TeamFactor => "team-factor",
        }
    }
}

/// The asset that only previews have.
pub const LIVE_SCRIPT: &str = "live.js";

/// The assets that only the search asks for.
const SEARCH_SCRIPTS: [&str; 2] = ["search.js", "search-query.js"];

/// How many entries a list shows before it is continued on another page.
pub const LIST_LENGTH: usize = 100;

/// How many rows a matrix shows before it is continued on another page.
pub const MATRIX_LENGTH: usize = 100;

/// How many names a page of the glossary lists.
pub const GLOSSARY_LENGTH: usize = 400;

/// Up to this many teams every pair has a page.
pub const COMPARED_TEAMS: usize = 15;

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
        let mut draft = Draft { table: Vec::new(), taken: HashSet::default() };
        draft.authors(playbook);
        if config.markdown {
            draft.twins();
        }
        draft.generated(playbook, config, theme);
        let Draft { mut table, .. } = draft;
        table.sort_by(|a, b| a.0.cmp(&b.0));
        let mut entries = vec![u32::MAX; playbook.linked.playbook.pages.len()];
        let mut by_address = HashMap::default();
        for (index, (address, route)) in (0..).zip(&table) {
            by_address.insert(address.clone(), index);
            match route {
                Route::Entry(id) | Route::Home(Some(id)) => entries[id.index()] = index,
                Route::KindIndex { part: 0, text: Some(id), .. } => entries[id.index()] = index,
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
struct Draft {
    table: Vec<(Box<str>, Route)>,
    /// Files that are taken, in the form in which two of them are one on some system.
    taken: HashSet<String>,
}

impl Draft {
    /// Adds a page unless its address is taken.
    fn add(&mut self, address: impl Into<Box<str>>, route: Route) {
        let address = address.into();
        if self.taken.insert(fold(&output_path(&address))) {
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
                Some(kind) => self.kind_index(fitted, kind, Some(id)),
                None if address.is_empty() => self.add("", Route::Home(Some(id))),
                None => self.add(address.clone(), Route::Entry(id)),
            }
        }
        for (alias, id) in &playbook.aliases {
            self.add(alias.clone(), Route::Redirect(*id));
        }
    }

    /// A twin for each page that an author wrote, beside it.
    fn twins(&mut self) {
        let written = self.table.iter().filter_map(|(address, route)| match route {
            Route::Entry(id) | Route::Home(Some(id)) | Route::KindIndex { text: Some(id), .. } => {
                Some((twin_address(address), *id))
            }
            _ => None,
        });
        for (address, id) in written.collect::<Vec<_>>() {
            self.add(address, Route::Twin(id));
        }
    }

    fn kind_index(&mut self, fitted: &FittedPlaybook, kind: KindId, text: Option<EntryId>) {
        let playbook = &fitted.linked.playbook;
        let count = playbook.of_kind(kind).count();
        let folder = playbook.kinds.get(kind).folder.clone();
        for part in 0..count.div_ceil(LIST_LENGTH).max(1) {
            let address = if part == 0 {
                format!("{folder}/")
            } else {
                format!("{folder}/page-{}/", part + 1)
            };
            self.add(address, Route::KindIndex { kind, part, text: text.filter(|_| part == 0) });
        }
    }

    /// What the site makes by itself.
    fn generated(&mut self, fitted: &FittedPlaybook, config: &Config, theme: &Theme) {
        let playbook = &fitted.linked.playbook;
        self.add("", Route::Home(None));
        for asset in theme.assets() {
            let is_wanted = match &*asset.name {
                LIVE_SCRIPT => config.preview,
                name => config.search || !SEARCH_SCRIPTS.contains(&name),
            };
            if !is_wanted {
                continue;
            }
            self.add(asset.path.clone(), Route::ThemeAsset(asset.name.clone()));
        }
        for (kind, def) in playbook.kinds.iter() {
            if !def.folder.is_empty() && playbook.of_kind(kind).next().is_some() {
                self.kind_index(fitted, kind, None);
            }
        }
        self.sections(fitted);
        for (factor, def) in fitted.linked.factors.iter() {
            for (value, found) in def.values.iter().enumerate() {
                let address = format!("{}{}/", playbook.page(def.entry).address, found.id);
                self.add(address, Route::FactorValue { factor, value });
            }
        }
        for (alias, id) in playbook.aliases.iter().filter(|(alias, _)| alias.ends_with('/')) {
            let of_factor = fitted.linked.factors.iter().find(|(_, def)| def.entry == *id);
            if let Some((factor, def)) = of_factor {
                for (value, found) in def.values.iter().enumerate() {
                    let address = format!("{alias}{}/", found.id);
                    self.add(address, Route::RedirectValue { factor, value });
                }
            }
        }
        self.tools(fitted);
        self.add("health/", Route::Health);
        self.add("404.html", Route::NotFound);
        if config.search {
            self.search(playbook.pages.len());
        }
        self.add("playbook.json", Route::PlaybookJson);
        self.add("llms.txt", Route::Llms);
        self.add("robots.txt", Route::Robots);
        if config.site_url.contains("://") {
            self.add("sitemap.xml", Route::Sitemap);
        }
    }

    /// The search: its page, and what its scripts load.
    fn search(&mut self, pages: usize) {
        self.add("search/", Route::Search);
        self.add(search_data::ADDRESS, Route::SearchIndex);
        for shard in 0..search::shards(pages) {
            self.add(search_data::words_address(shard), Route::SearchWords(shard));
        }
        for part in 0..search_data::parts(pages) {
            self.add(search_data::pages_address(part), Route::SearchPages(part));
        }
    }

    /// Pages that only a playbook with practices and teams has a use for.
    fn tools(&mut self, fitted: &FittedPlaybook) {
        let practices = fitted.practices().len();
        let teams: Vec<EntryId> = fitted.teams().collect();
        if practices > 0 {
            self.add("explorer/", Route::Explorer);
            self.add(explorer_data::ADDRESS, Route::ExplorerData);
            for part in 0..practices.div_ceil(explorer_data::PART) {
                self.add(explorer_data::reasons_address(part), Route::ExplorerReasons(part));
            }
            self.add("questions/", Route::Questions);
        }
        self.matrices(fitted);
        if !teams.is_empty() {
            self.add("garden/", Route::Garden);
        }
        if teams.len() > 1 {
            self.add("compare/", Route::CompareHub);
            self.add(compare::data::ADDRESS, Route::CompareData);
            for place in 0..teams.len() {
                self.add(compare::data::team_address(place), Route::CompareTeam(place));
            }
        }
        if teams.len() <= COMPARED_TEAMS {
            for (index, &one) in teams.iter().enumerate() {
                for &other in &teams[index + 1..] {
                    let address = compare_address(fitted, one, other);
                    self.add(address, Route::Compare(one, other));
                }
            }
        }
        self.add("print/", Route::Print);
        for &team in &teams {
            self.add(format!("print/{}/", fitted.entry(team).id), Route::PrintTeam(team));
            // Also where it holds nothing: who subscribed is told so, and not that it is gone.
            let page = &fitted.linked.playbook.page(team).address;
            self.add(calendar_address(page), Route::Calendar(team));
        }
        let tags = tags(fitted);
        if !tags.is_empty() {
            self.add("tags/", Route::Tags);
        }
        for tag in tags {
            self.add(tag_address(&tag), Route::Tag(tag));
        }
        for part in 0..glossary_parts(fitted) {
            let address = match part {
                0 => "glossary/".to_owned(),
                part => format!("glossary/page-{}/", part + 1),
            };
            self.add(address, Route::Glossary(part));
        }
    }

    /// A matrix that has both rows and columns, as pages and, where no column is cut off, as a
    /// file.
    fn matrices(&mut self, fitted: &FittedPlaybook) {
        for name in MatrixName::ALL {
            let rows = matrix::rows(fitted, name).len();
            let columns = matrix::width(fitted, name);
            if rows == 0 || columns == 0 {
                continue;
            }
            self.add("matrix/", Route::MatrixIndex);
            let id = name.id();
            for part in 0..rows.div_ceil(MATRIX_LENGTH) {
                let address = match part {
                    0 => format!("matrix/{id}/"),
                    part => format!("matrix/{id}/page-{}/", part + 1),
                };
                self.add(address, Route::Matrix { name, part });
            }
            if columns <= matrix::COLUMNS {
                self.add(format!("matrix/{id}.csv"), Route::MatrixCsv(name));
            }
        }
    }

    /// A page for each folder of plain pages that has no text of its own.
    fn sections(&mut self, fitted: &FittedPlaybook) {
        let mut folders: Vec<&str> = Vec::new();
        for page in &fitted.linked.playbook.pages {
            let mut address = page.address.trim_end_matches('/');
            while let Some((folder, _)) = address.rsplit_once('/') {
                folders.push(folder);
                address = folder;
            }
        }
        folders.sort_unstable();
        folders.dedup();
        for folder in folders {
            self.add(format!("{folder}/"), Route::Section(folder.into()));
        }
    }
}

/// Where the twin of a page stands: in the same folder, so that one link serves both.
pub fn twin_address(page: &str) -> String {
    format!("{page}index.md")
}

/// How many pages the glossary has.
fn glossary_parts(fitted: &FittedPlaybook) -> usize {
    glossary_count(fitted).div_ceil(GLOSSARY_LENGTH)
}

/// Where two teams are compared: in the site's order.
pub fn compare_address(fitted: &FittedPlaybook, one: EntryId, other: EntryId) -> String {
    let (first, second) = if one < other { (one, other) } else { (other, one) };
    format!("compare/{}-and-{}/", fitted.entry(first).id, fitted.entry(second).id)
}

/// Where a tag's page stands. What would leave the folder or hide in it is written otherwise.
pub fn tag_address(tag: &str) -> String {
    let clean: String = tag
        .chars()
        .map(|c| if c == '/' || c == '\\' || c.is_control() { '-' } else { c })
        .collect();
    let clean = clean.trim_matches(['.', ' ']);
    format!("tags/{}/", if clean.is_empty() { "-" } else { clean })
}

/// Every tag of entries that are shown, in order.
pub fn tags(fitted: &FittedPlaybook) -> Vec<Box<str>> {
    let entries = fitted.linked.playbook.entries();
    let living = entries.filter(|(_, entry)| entry.state() != State::Retired);
    let mut tags: Vec<Box<str>> = living
        .flat_map(|(_, entry)| entry.common.tags.iter().map(|tag| tag.value.clone()))
        .filter(|tag| !tag.is_empty())
        .collect();
    tags.sort();
    tags.dedup();
    tags
}
