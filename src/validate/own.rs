//! What a site makes by itself of a playbook, and where it stands.
//!
//! In: a playbook. Out: the addresses of the pages and files that no author wrote and that people
//! may link to, in the order in which they take their places. Which there are depends on what the
//! playbook holds: without a team there is no garden.
//! Must not: name what only the site's own scripts load.

use std::collections::BTreeMap;

use super::{EntryId, Playbook};
use crate::model::{Entry, KindId};
use crate::source::{fold, is_device, is_every_folders};

/// How many entries a list shows before it is continued on another page.
pub const LIST_LENGTH: usize = 100;

/// How many rows a matrix shows before it is continued on another page.
pub const MATRIX_LENGTH: usize = 100;

/// How many columns a matrix shows.
pub const MATRIX_WIDTH: usize = 60;

/// Up to this many teams every pair has a page.
pub const COMPARED_TEAMS: usize = 15;

/// What a site makes by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Own {
    /// An entry in markdown, in the folder of its page.
    Twin(EntryId),
    /// A stretch of the list of a kind, from page 0.
    KindIndex {
        kind: KindId,
        part: usize,
    },
    /// A folder of plain pages without a text of its own.
    Section(Box<str>),
    Explorer,
    Questions,
    MatrixIndex,
    /// A stretch of a matrix, from page 0.
    Matrix {
        name: MatrixName,
        part: usize,
    },
    MatrixCsv(MatrixName),
    Garden,
    CompareHub,
    Compare(EntryId, EntryId),
    Print,
    PrintTeam(EntryId),
    /// A team's rituals, for calendar programs: `teams/till.ics` beside `teams/till/`.
    Calendar(EntryId),
    Tags,
    Tag(Box<str>),
    /// A stretch of the glossary, from page 0, which is the only one that is known here.
    Glossary(usize),
    Health,
    NotFound,
    Search,
    PlaybookJson,
    Llms,
    Robots,
    Sitemap,
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

/// A tag, however it is spelt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// The spelling that comes first in order, which has the address.
    pub name: Box<str>,
    /// Who has it, in the site's order.
    pub entries: Vec<EntryId>,
}

/// What the settings have a site make of any playbook.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Makes {
    pub search: bool,
    /// A twin in markdown beside each page.
    pub twins: bool,
    /// `sitemap.xml`, which needs the site's own address.
    pub sitemap: bool,
}

impl Playbook {
    /// The practices that take part in rankings, in the site's order.
    pub fn practices(&self) -> impl Iterator<Item = EntryId> {
        let ranked = |entry: &Entry| {
            self.kinds.is_practice(entry.kind) && !entry.is_retired() && !entry.is_faulty()
        };
        self.entries().filter(move |(_, entry)| ranked(entry)).map(|(id, _)| id)
    }

    /// The contexts or teams in which practices can be judged, in the site's order.
    pub fn judgeable(&self, kind: KindId) -> impl Iterator<Item = EntryId> {
        self.in_use(kind).filter(|(_, entry)| !entry.is_faulty()).map(|(id, _)| id)
    }

    /// The artifacts that are in use, in the site's order.
    pub fn artifacts(&self) -> impl Iterator<Item = EntryId> {
        self.in_use(KindId::ARTIFACT).map(|(id, _)| id)
    }

    /// What stands in the rows of a matrix, in the site's order.
    pub fn matrix_rows(&self, name: MatrixName) -> Vec<EntryId> {
        match name {
            MatrixName::TeamFactor => self.judgeable(KindId::TEAM).collect(),
            MatrixName::PracticeContext | MatrixName::PracticeTeam => self.practices().collect(),
            MatrixName::RitualArtifact | MatrixName::RitualCycle => {
                let is_ritual = |id: &EntryId| self.entry(*id).kind == KindId::RITUAL;
                self.practices().filter(is_ritual).collect()
            }
        }
    }

    /// How many columns a matrix would have if all were shown.
    pub fn matrix_width(&self, name: MatrixName) -> usize {
        match name {
            MatrixName::PracticeContext => self.judgeable(KindId::CONTEXT).count(),
            MatrixName::PracticeTeam => self.judgeable(KindId::TEAM).count(),
            MatrixName::RitualArtifact => self.artifacts().count(),
            // Behind the rungs stands what happens when something happens.
            MatrixName::RitualCycle => match self.in_use(KindId::CYCLE).count() {
                0 => 0,
                rungs => rungs + 1,
            },
            MatrixName::TeamFactor => {
                self.in_use(KindId::FACTOR).filter(|(_, entry)| entry.is_factor()).count()
            }
        }
    }

    /// Every tag of entries that are shown, by [`tag_key`]: spellings of one address are one tag.
    pub fn tags(&self) -> BTreeMap<String, Tag> {
        let mut tags: BTreeMap<String, Tag> = BTreeMap::new();
        for (id, entry) in self.entries().filter(|(_, entry)| !entry.is_retired()) {
            for name in entry.common.tags.iter().map(|tag| &tag.value) {
                if name.is_empty() {
                    continue;
                }
                let tag = tags
                    .entry(tag_key(name))
                    .or_insert_with(|| Tag { name: name.clone(), entries: Vec::new() });
                if *name < tag.name {
                    tag.name = name.clone();
                }
                if tag.entries.last() != Some(&id) {
                    tag.entries.push(id);
                }
            }
        }
        tags
    }

    /// What the site makes by itself, by address. Where an author's page has the address, or one
    /// of these that comes before, it gives way.
    pub fn own(&self) -> Vec<(Box<str>, Own)> {
        let mut own = OwnList(Vec::new());
        if self.makes.twins {
            for (id, _) in self.entries() {
                own.add(twin_address(&self.page(id).address), Own::Twin(id));
            }
        }
        for (kind, def) in self.kinds.iter() {
            if !def.folder.is_empty() {
                own.list(kind, &def.folder, self.of_kind(kind).count());
            }
        }
        own.tools(self);
        own.add("health/", Own::Health);
        own.add("404.html", Own::NotFound);
        if self.makes.search {
            own.add("search/", Own::Search);
        }
        own.add("playbook.json", Own::PlaybookJson);
        own.add("llms.txt", Own::Llms);
        own.add("robots.txt", Own::Robots);
        if self.makes.sitemap {
            own.add("sitemap.xml", Own::Sitemap);
        }
        // Last, since a folder of the name of one of these has only a list to lose.
        own.sections(self);
        own.0
    }
}

struct OwnList(Vec<(Box<str>, Own)>);

impl OwnList {
    fn add(&mut self, address: impl Into<Box<str>>, own: Own) {
        self.0.push((address.into(), own));
    }

    fn list(&mut self, kind: KindId, folder: &str, count: usize) {
        for part in 0..count.div_ceil(LIST_LENGTH) {
            self.add(part_address(folder, part), Own::KindIndex { kind, part });
        }
    }

    /// A page for each folder of plain pages that has no text of its own.
    fn sections(&mut self, playbook: &Playbook) {
        let mut folders: Vec<&str> = Vec::new();
        for page in &playbook.pages {
            let mut address = page.address.trim_end_matches('/');
            while let Some((folder, _)) = address.rsplit_once('/') {
                folders.push(folder);
                address = folder;
            }
        }
        folders.sort_unstable();
        folders.dedup();
        for folder in folders {
            self.add(format!("{folder}/"), Own::Section(folder.into()));
        }
    }

    /// Pages that only a playbook with practices and teams has a use for.
    fn tools(&mut self, playbook: &Playbook) {
        let teams: Vec<EntryId> = playbook.judgeable(KindId::TEAM).collect();
        if playbook.practices().next().is_some() {
            // Without a factor it would have nothing to ask.
            if playbook.judgeable(KindId::FACTOR).next().is_some() {
                self.add("explorer/", Own::Explorer);
            }
            self.add("questions/", Own::Questions);
        }
        self.matrices(playbook);
        if !teams.is_empty() {
            self.add("garden/", Own::Garden);
        }
        if teams.len() > 1 {
            self.add("compare/", Own::CompareHub);
        }
        if teams.len() <= COMPARED_TEAMS {
            for (index, &one) in teams.iter().enumerate() {
                for &other in &teams[index + 1..] {
                    let address = compare_address(playbook, one, other);
                    self.add(address, Own::Compare(one, other));
                }
            }
        }
        self.add("print/", Own::Print);
        for &team in &teams {
            self.add(format!("print/{}/", playbook.entry(team).id), Own::PrintTeam(team));
            // Also where it holds nothing: who subscribed is told so, and not that it is gone.
            self.add(calendar_address(&playbook.page(team).address), Own::Calendar(team));
        }
        let tags = playbook.tags();
        if !tags.is_empty() {
            self.add("tags/", Own::Tags);
        }
        for tag in tags.into_values() {
            self.add(tag_address(&tag.name), Own::Tag(tag.name));
        }
        if playbook.entries().any(|(_, entry)| !entry.is_page()) {
            self.add("glossary/", Own::Glossary(0));
        }
    }

    /// A matrix that has both rows and columns, as pages and, where no column is cut off, as a
    /// file.
    fn matrices(&mut self, playbook: &Playbook) {
        for name in MatrixName::ALL {
            let rows = playbook.matrix_rows(name).len();
            let columns = playbook.matrix_width(name);
            if rows == 0 || columns == 0 {
                continue;
            }
            self.add("matrix/", Own::MatrixIndex);
            let folder = format!("matrix/{}", name.id());
            for part in 0..rows.div_ceil(MATRIX_LENGTH) {
                self.add(part_address(&folder, part), Own::Matrix { name, part });
            }
            if columns <= MATRIX_WIDTH {
                self.add(format!("{folder}.csv"), Own::MatrixCsv(name));
            }
        }
    }
}

/// Why a page that a site makes by itself is not there, in words for whoever linked to it; none
/// where there is no such page.
pub fn lacking(path: &str) -> Option<String> {
    let lacks = match path.strip_suffix("/index.html").unwrap_or(path) {
        "compare" => "two teams",
        "explorer" => "practices and factors",
        "questions" => "practices",
        "garden" => "teams",
        "glossary" => "entries",
        "matrix" => "practices, and contexts or teams",
        "matrix/practice-context" => "practices and contexts",
        "matrix/practice-team" => "practices and teams",
        "matrix/ritual-artifact" => "rituals and artifacts",
        "matrix/ritual-cycle" => "rituals and cycles",
        "matrix/team-factor" => "teams and factors",
        "search" => {
            return Some("book.toml leaves the search out: `[output.html.search]`".to_owned());
        }
        "tags" => "tags",
        _ => return None,
    };
    Some(format!("the site has this page once the playbook has {lacks}"))
}

/// Where a part of a long list stands: `rituals/`, `rituals/page-2/`.
pub fn part_address(folder: &str, part: usize) -> String {
    match part {
        0 => format!("{folder}/"),
        part => format!("{folder}/page-{}/", part + 1),
    }
}

/// Where the twin of a page stands: in the same folder, so that one link serves both.
pub fn twin_address(page: &str) -> String {
    format!("{page}index.md")
}

/// Where the calendar of a team stands: beside its page.
pub fn calendar_address(page: &str) -> String {
    format!("{}.ics", page.trim_end_matches('/'))
}

/// Where two teams are compared: in the site's order. Where two pairs would read alike (`a` and
/// `b-and-c`, `a-and-b` and `c`) only the first has the short address.
pub fn compare_address(playbook: &Playbook, one: EntryId, other: EntryId) -> String {
    const AND: &str = "-and-";
    let pair = if one < other { (one, other) } else { (other, one) };
    let (first, second) = (&playbook.entry(pair.0).id, &playbook.entry(pair.1).id);
    let joined = format!("{first}{AND}{second}");
    let read = fold(&joined);
    let is_and = |at: &usize| read.is_char_boundary(*at) && read[*at..].starts_with(AND);
    let places: Vec<usize> = (0..read.len()).filter(is_and).collect();
    // Only where `-and-` stands twice can it be read as another pair.
    let is_taken = places.len() > 1 && {
        let team = |id: &str| {
            let mut teams = playbook.judgeable(KindId::TEAM);
            teams.find(|team| fold(&playbook.entry(*team).id) == id)
        };
        places.iter().any(|&at| {
            let other = team(&read[..at]).zip(team(&read[at + AND.len()..]));
            other.is_some_and(|other| other.0 < other.1 && other < pair)
        })
    };
    if is_taken { format!("compare/{first}/{second}/") } else { format!("compare/{joined}/") }
}

/// Where a tag's page stands. What would leave the folder or hide in it, or
/// what no folder can be called, is written otherwise.
pub fn tag_address(tag: &str) -> String {
    let clean: String = tag
        .chars()
        .map(|c| if c == '/' || c == '\\' || c.is_control() { '-' } else { c })
        .collect();
    let clean = clean.trim_matches(['.', ' ']);
    let stem = clean.split('.').next().unwrap_or("");
    let mark = if stem.is_empty() || is_device(stem) || is_every_folders(clean) { "-" } else { "" };
    format!("tags/{clean}{mark}/")
}

/// What two tags have in common that would have one address, on some system at least: `Agile` and
/// `agile`, `planning/x` and `planning-x`.
pub fn tag_key(tag: &str) -> String {
    fold(&tag_address(tag))
}
