//! Every entry right by itself, with an id and an address of its own.
//!
//! In: a `Listing`, or a `RawPlaybook`. Out: a [`Playbook`] of typed entries in the site's order;
//! what is faulty was reported once and is marked, so that nobody downstream speaks of it again.
//! Must not: resolve references between entries, or judge fit.

mod address;
mod again;
mod entry;
mod fields;
mod odd_keys;
mod own;
mod unique;

use std::sync::Arc;

use foldhash::HashMap;
use rayon::prelude::*;

use address::without_extension;
pub use address::{OWN_TEXT, output_path};
use odd_keys::{OddKeys, is_draft_key};
pub use own::{
    COMPARED_TEAMS, LIST_LENGTH, MATRIX_LENGTH, MATRIX_WIDTH, Makes, MatrixName, Own, Tag,
    calendar_address, compare_address, lacking, part_address, tag_address, tag_key, twin_address,
};

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Outcome, did_you_mean};
use crate::load::{Asset, Listing, RawPage, RawPlaybook};
use crate::markdown::Document;
use crate::model::{Entry, KindId, Kinds, State, Text};
use crate::source::{FileId, Files, Located, Span};

/// An entry of one [`Playbook`]: its place in the site's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

impl EntryId {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A whole playbook whose references are still text.
#[derive(Debug, Clone)]
pub struct Playbook {
    pub files: Files,
    pub kinds: Arc<Kinds>,
    /// In the site's order: kinds in their order, within a kind by weight, then title.
    pub pages: Vec<Arc<Page>>,
    /// Drafts that were left out, so that a reference to one can be told from a broken one.
    pub drafts: Vec<Draft>,
    pub assets: Vec<Asset>,
    /// Files of drafts, which are not published.
    pub held_back: Vec<Asset>,
    /// Old addresses, in order.
    pub aliases: Vec<Alias>,
    /// What the settings have the site make of it.
    pub makes: Makes,
    pub shape: Shape,
}

/// Stands for all in a playbook by which something is named, placed, ordered or counted:
/// kinds, ids, paths, addresses, order, states, tags, headings, files that are copied; and for
/// the whole of factors, contexts, teams and cycles. What depends on nothing else holds for
/// every playbook of the same shape.
#[derive(Debug, Clone, Default)]
pub struct Shape(Arc<u8>);

impl Shape {
    /// Whether it is the shape of the same playbook, or of one made from it without a change
    /// of any of this.
    pub fn is(&self, other: &Shape) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// One markdown file: its entry, its body and its address.
#[derive(Debug, Clone)]
pub struct Page {
    pub entry: Entry,
    pub body: Arc<Document>,
    /// The file's text, for code blocks.
    pub text: Arc<str>,
    /// Relative to the content folder: `rituals/bet-table.md`.
    pub path: Box<str>,
    /// From the site's root, as names of folders: `rituals/bet-table/`; empty for the home page.
    pub address: Box<str>,
}

/// An old address of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    pub address: Box<str>,
    /// Where it leads.
    pub entry: EntryId,
    /// Where it is written.
    pub span: Span,
}

/// A draft that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub kind: KindId,
    pub id: Box<str>,
    pub path: Box<str>,
    pub file: FileId,
    /// Whether its front matter says so in so many words. Where it is only held back because
    /// it may be one (`state: drfat`), what is wrong with it is said.
    pub is_sure: bool,
}

impl Playbook {
    pub fn page(&self, id: EntryId) -> &Page {
        &self.pages[id.index()]
    }

    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.pages[id.index()].entry
    }

    /// Every entry with its id, in the site's order.
    pub fn entries(&self) -> impl Iterator<Item = (EntryId, &Entry)> {
        (0..).map(EntryId).zip(self.pages.iter().map(|page| &page.entry))
    }

    /// The entries of a kind, in the site's order; plain pages are a kind too.
    pub fn of_kind(&self, kind: KindId) -> impl Iterator<Item = (EntryId, &Entry)> {
        let start = self.pages.partition_point(|page| page.entry.kind < kind);
        (start..self.pages.len())
            .map(|index| (EntryId(index as u32), &self.pages[index].entry))
            .take_while(move |(_, entry)| entry.kind == kind)
    }

    /// The entries of a kind that are not retired, in the site's order.
    pub fn in_use(&self, kind: KindId) -> impl Iterator<Item = (EntryId, &Entry)> {
        self.of_kind(kind).filter(|(_, entry)| !entry.is_retired())
    }

    /// `kind/id`, as references are written in full.
    pub fn reference(&self, id: EntryId) -> String {
        let entry = self.entry(id);
        format!("{}/{}", self.kinds.get(entry.kind).name, entry.id)
    }
}

/// Reads every page and judges it by itself, and gives it its id and address. Of its front
/// matter no more is kept than it means.
pub fn validate(listing: Listing, config: &Config, drafts: bool) -> Outcome<Playbook> {
    let kinds = Arc::new(config.kinds.clone());
    let folders = address::Folders::new(listing.paths());
    let judge = |page: RawPage| Arc::new(entry::judge(&page, &kinds, &folders));
    let mut diagnostics = Vec::new();
    let RawPlaybook { files, pages, assets } =
        listing.read(config, judge).collect(&mut diagnostics);
    let playbook = gather(&pages, kinds, files, assets, config, drafts).collect(&mut diagnostics);
    Outcome::new(playbook, diagnostics)
}

/// The same of pages that were read, over what a former judgement by the same configuration may
/// keep: a page whose parse was kept is not judged again.
pub fn revalidate(
    raw: &RawPlaybook,
    config: &Config,
    drafts: bool,
    former: Option<&Judged>,
) -> (Outcome<Playbook>, Judged) {
    let kinds = match former {
        Some(former) => Arc::clone(&former.kinds),
        None => Arc::new(config.kinds.clone()),
    };
    let old: &[Arc<JudgedPage>] = former.map_or(&[], |former| &former.pages);
    let is_same_list = raw.pages.len() == old.len()
        && raw.pages.iter().zip(old).all(|(page, old)| page.path == old.page.path);
    let mut known: HashMap<&str, usize> = HashMap::default();
    if !is_same_list {
        known.extend(old.iter().enumerate().map(|(index, old)| (&*old.page.path, index)));
    }
    let folders = address::Folders::new(raw.pages.iter().map(|page| &*page.path));
    let pages = raw.pages.par_iter().enumerate().map(|(index, page)| {
        let index = if is_same_list { Some(index) } else { known.get(&*page.path).copied() };
        // What the own text of a folder is depends on what else lies in the folder.
        let stands = |old: &&Arc<JudgedPage>| {
            Arc::ptr_eq(&old.page.text, &page.text)
                && (is_same_list || !address::may_be_own_text(&page.path))
        };
        match index.map(|index| &old[index]).filter(stands) {
            Some(old) => Arc::clone(old),
            None => Arc::new(entry::judge(page, &kinds, &folders)),
        }
    });
    let pages: Vec<Arc<JudgedPage>> = pages.collect();
    let kept = former
        .filter(|former| is_same_list && former.has_assets(&raw.assets))
        .and_then(|former| again::replace(former, &pages, &raw.files));
    let (outcome, is_clean) = match kept {
        Some(outcome) => {
            if cfg!(debug_assertions) {
                let (files, assets) = (raw.files.clone(), raw.assets.clone());
                let anew = gather(&pages, Arc::clone(&kinds), files, assets, config, drafts);
                again::assert_same(&outcome, &anew);
            }
            (outcome, true)
        }
        None => {
            let (files, assets) = (raw.files.clone(), raw.assets.clone());
            let outcome = gather(&pages, Arc::clone(&kinds), files, assets, config, drafts);
            let own: usize = pages.iter().map(|page| page.faults.len()).sum();
            let is_clean = outcome.diagnostics.len() == own;
            (outcome, is_clean)
        }
    };
    let gathered = outcome.value.clone();
    (outcome, Judged { pages, kinds, gathered, is_clean })
}

/// Pages judged one by one, in the order of their paths.
#[derive(Debug)]
pub struct Judged {
    pages: Vec<Arc<JudgedPage>>,
    kinds: Arc<Kinds>,
    /// What they came to together.
    gathered: Playbook,
    /// Whether nothing was wrong with them together.
    is_clean: bool,
}

impl Judged {
    /// Whether the same files lie beside the pages, those of drafts among them.
    fn has_assets(&self, assets: &[Asset]) -> bool {
        // Both lists are in the order of all.
        let (mut shown, mut held) =
            (self.gathered.assets.iter().peekable(), self.gathered.held_back.iter().peekable());
        let mut is_next = |asset: &Asset| {
            shown.next_if(|own| *own == asset).or_else(|| held.next_if(|own| *own == asset))
        };
        let mut assets = assets.iter();
        assets.all(|asset| is_next(asset).is_some())
            && shown.next().is_none()
            && held.next().is_none()
    }
}

/// A page, judged by itself.
#[derive(Debug)]
struct JudgedPage {
    page: Arc<Page>,
    /// Keys of a plain page that mean nothing.
    odd_keys: Box<[Text]>,
    /// It is an entry whose folder has nearly the name of its kind's.
    is_misplaced: bool,
    faults: Box<[Diagnostic]>,
}

/// Puts judged pages together: what only many of them can do wrong is found here.
fn gather(
    judged: &[Arc<JudgedPage>],
    kinds: Arc<Kinds>,
    mut files: Files,
    assets: Vec<Asset>,
    config: &Config,
    drafts: bool,
) -> Outcome<Playbook> {
    let mut diagnostics = Vec::new();
    let mut pages = Vec::with_capacity(judged.len());
    let mut odd_keys = OddKeys::new(&kinds);
    let mut left_out = Vec::new();
    let mut misnamed: Vec<&str> = Vec::new();
    for judged in judged {
        diagnostics.extend(judged.faults.iter().cloned());
        let entry = &judged.page.entry;
        let is_left_out = entry.state() == State::Draft && !drafts;
        // A draft's keys matter to nobody yet, but for the one that may have made it a draft.
        let matters = |key: &&Text| !is_left_out || is_draft_key(&key.value);
        odd_keys.add(judged.odd_keys.iter().filter(matters).collect());
        if is_left_out {
            let says_so = !judged.odd_keys.iter().any(|key| is_draft_key(&key.value));
            left_out.push(Draft {
                kind: entry.kind,
                id: entry.id.clone(),
                path: judged.page.path.clone(),
                file: entry.file,
                is_sure: says_so
                    && (!entry.is_faulty() || entry.common.state == Some(State::Draft)),
            });
            continue;
        }
        let folder = judged.page.path.split('/').next().unwrap_or("");
        if judged.is_misplaced && !misnamed.contains(&folder) {
            misnamed.push(folder);
            diagnostics.push(misnamed_folder(folder, entry, &kinds));
        }
        pages.push(Arc::clone(&judged.page));
    }
    diagnostics.extend(odd_keys.told());
    let (assets, held_back) = hold_back(assets, &left_out, &pages);
    pages.sort_by(|a, b| site_order(a).cmp(&site_order(b)));
    unique::ids(&mut pages, &kinds, &files, &mut diagnostics);
    diagnostics.extend(config.logo.as_ref().and_then(|logo| missing_logo(logo, &assets)));
    let content = &config.content;
    let aliases = unique::addresses(&mut pages, &assets, content, &mut files, &mut diagnostics);
    let playbook = Playbook {
        files,
        kinds,
        pages,
        drafts: left_out,
        assets,
        held_back,
        aliases,
        makes: Makes {
            search: config.search,
            twins: config.markdown,
            sitemap: config.site_url.contains("://"),
        },
        shape: Shape::default(),
    };
    Outcome::new(playbook, diagnostics)
}

/// A logo that is not there, said where book.toml names it.
fn missing_logo(logo: &Located<String>, assets: &[Asset]) -> Option<Diagnostic> {
    // What the theme brings along is not known here.
    let is_themes = logo.starts_with("assets/");
    if is_themes || assets.iter().any(|asset| *asset.path == **logo) {
        return None;
    }
    let message = format!("there is no image `{}` to be the logo", logo.value);
    let hint = did_you_mean(logo, assets.iter().map(|asset| &*asset.path));
    let hint = hint.unwrap_or_else(|| "write its path from the content folder".into());
    Some(Diagnostic::new(Code::MissingImage, logo.span, message).hint(hint))
}

/// What the site's order goes by.
fn site_order(page: &Page) -> (KindId, i64, &str, &str) {
    let entry = &page.entry;
    (entry.kind, entry.weight(), &entry.title.value, &page.path)
}

/// The files that are published, and those of drafts: an entry in `x/index.md` has what lies
/// beside it and below, unless a page that is published lies there as well.
fn hold_back(
    assets: Vec<Asset>,
    drafts: &[Draft],
    pages: &[Arc<Page>],
) -> (Vec<Asset>, Vec<Asset>) {
    let folder = |draft: &Draft| {
        let (folder, name) = draft.path.rsplit_once('/')?;
        (without_extension(name) == "index").then(|| format!("{folder}/"))
    };
    let mut folders: Vec<String> = drafts.iter().filter_map(folder).collect();
    if folders.is_empty() {
        return (assets, Vec::new());
    }
    let mut paths: Vec<&str> = pages.iter().map(|page| &*page.path).collect();
    paths.sort_unstable();
    let is_below = |folder: &str| {
        let next = paths.partition_point(|path| *path < folder);
        paths.get(next).is_some_and(|path| path.starts_with(folder))
    };
    folders.retain(|folder| !is_below(folder));
    let is_held = |asset: &Asset| folders.iter().any(|folder| asset.path.starts_with(&**folder));
    assets.into_iter().partition(|asset| !is_held(asset))
}

/// One error for a folder whose entries are of no kind by its name, at the first of them.
fn misnamed_folder(folder: &str, entry: &Entry, kinds: &Kinds) -> Diagnostic {
    let meant = kinds.get(entry.kind);
    let message = format!("`{folder}/` is no kind's folder");
    Diagnostic::new(Code::UnknownKind, Span::start_of(entry.file), message)
        .hint(format!("rename it to `{}/`, the folder of every `{}`", meant.folder, meant.name))
}
