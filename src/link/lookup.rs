//! Finding entries by reference, by path and by address.

use std::sync::OnceLock;

use foldhash::{HashMap, HashSet};

use super::places::Places;
use super::refs::Owner;
use crate::diagnostic::Names;
use crate::model::{KindId, Kinds};
use crate::validate::{Alias, Draft, EntryId, Playbook};

/// Indexes over a playbook, borrowed from it.
pub struct Lookup<'a> {
    pub playbook: &'a Playbook,
    by_id: HashMap<&'a str, Vec<EntryId>>,
    by_path: HashMap<&'a str, EntryId>,
    by_address: HashMap<&'a str, EntryId>,
    assets: HashMap<&'a str, u32>,
    /// By the paths of their files.
    drafts: HashMap<&'a str, &'a Draft>,
    drafts_by_id: HashMap<&'a str, Vec<&'a Draft>>,
    /// Folders that hold pages, without a slash at the end.
    folders: HashSet<&'a str>,
    /// The addresses of what the site makes by itself, once a link may mean one.
    own: OnceLock<HashSet<Box<str>>>,
    /// What may have been meant, once something is wrong.
    meant: OnceLock<Meant<'a>>,
    /// By entry; of a page once a link asks for a place on it.
    places: Box<[OnceLock<Places<'a>>]>,
}

/// What a wrong reference or link may have meant, made ready once.
pub struct Meant<'a> {
    /// By title, other name or id, without case: the entries, in the site's order.
    same: HashMap<String, Vec<EntryId>>,
    pub ids: Names<EntryId>,
    pub titles: Names<EntryId>,
    /// The paths of the files of a name, with and without `.md`.
    pages: HashMap<&'a str, Vec<&'a str>>,
    assets: HashMap<&'a str, Vec<&'a str>>,
    asset_folders: HashSet<&'a str>,
    pub page_files: Names<&'a str>,
    pub asset_files: Names<&'a str>,
}

impl<'a> Meant<'a> {
    fn new(playbook: &'a Playbook) -> Meant<'a> {
        let mut same: HashMap<String, Vec<EntryId>> = HashMap::default();
        for (id, entry) in playbook.entries() {
            let aka = entry.common.aka.iter().map(|name| &*name.value);
            for name in [&*entry.title.value, &*entry.id].into_iter().chain(aka) {
                same.entry(name.trim().to_ascii_lowercase()).or_default().push(id);
            }
        }
        let (mut pages, mut assets) = (HashMap::default(), HashMap::default());
        let page_paths = || playbook.pages.iter().map(|page| &*page.path);
        let asset_paths = || playbook.assets.iter().map(|asset| &*asset.path);
        let add = |name: &'a str, path: &'a str, to: &mut HashMap<&'a str, Vec<&'a str>>| {
            to.entry(name).or_default().push(path);
        };
        for path in page_paths() {
            let name = file_name(path);
            add(name, path, &mut pages);
            if let Some(stem) = name.strip_suffix(".md") {
                add(stem, path, &mut pages);
            }
        }
        let mut asset_folders = HashSet::default();
        for path in asset_paths() {
            add(file_name(path), path, &mut assets);
            let mut path = path;
            while let Some((folder, _)) = path.rsplit_once('/') {
                if !asset_folders.insert(folder) {
                    break;
                }
                path = folder;
            }
        }
        let entries = || playbook.entries();
        Meant {
            same,
            ids: Names::new(entries().map(|(id, entry)| (&*entry.id, id))),
            titles: Names::new(entries().map(|(id, entry)| (&*entry.title.value, id))),
            pages,
            assets,
            asset_folders,
            page_files: Names::new(page_paths().map(|path| (file_name(path), path))),
            asset_files: Names::new(asset_paths().map(|path| (file_name(path), path))),
        }
    }

    /// The entries that have a name, without case, in the site's order.
    pub fn named(&self, name: &str) -> &[EntryId] {
        self.same.get(&name.trim().to_ascii_lowercase()).map_or(&[], Vec::as_slice)
    }

    /// The page whose file has the name that a path ends in, with or without `.md`.
    pub fn page_file(&self, path: &str) -> Option<&'a str> {
        one_of(self.pages.get(file_name(path))?, path)
    }

    /// The two or three pages whose files have the name that a path ends in, where the name tells
    /// something.
    pub fn page_files_named(&self, path: &str) -> Option<&[&'a str]> {
        let files = self.pages.get(file_name(path))?;
        ((2..=3).contains(&files.len()) && !is_common(&stem(path))).then_some(files)
    }

    pub fn asset_file(&self, path: &str) -> Option<&'a str> {
        one_of(self.assets.get(file_name(path))?, path)
    }
}

/// Names that say nothing of what stands in the file, without their ends and in small letters.
const COMMON_NAMES: [&str; 7] =
    ["readme", "index", "_index", "license", "changelog", "contributing", "security"];

/// The one of several files of a name that a path may have meant: the only one, or the only one
/// whose folder has the right name too; and for the names that every folder has, no other.
fn one_of<'a>(files: &[&'a str], path: &str) -> Option<&'a str> {
    let folder = |path: &str| {
        let (folder, _) = path.rsplit_once('/')?;
        Some(file_name(folder).to_owned())
    };
    if let [only] = files
        && !is_common(&stem(path))
    {
        return Some(only);
    }
    let wanted = folder(path)?;
    let mut near = files.iter().filter(|file| folder(file).as_ref() == Some(&wanted));
    near.next().filter(|_| near.next().is_none()).copied()
}

/// Whether two files have the same name but for their ends, and one that tells them from others.
pub fn has_own_name(path: &str, other: &str) -> bool {
    let name = stem(path);
    name == stem(other) && !is_common(&name)
}

/// `LICENSE-MIT` is as common as `LICENSE`.
fn is_common(stem: &str) -> bool {
    COMMON_NAMES.contains(&stem.split('-').next().unwrap_or(stem))
}

/// A file's name in small letters, without its ends.
fn stem(path: &str) -> String {
    file_name(path).split('.').next().unwrap_or("").to_lowercase()
}

/// The last part of a path.
pub fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

impl<'a> Lookup<'a> {
    pub fn new(playbook: &'a Playbook) -> Self {
        let mut by_id: HashMap<&str, Vec<EntryId>> = HashMap::default();
        let mut by_path = HashMap::default();
        let mut by_address: HashMap<&str, EntryId> = HashMap::default();
        let mut folders = HashSet::default();
        for (index, page) in (0..).zip(&playbook.pages) {
            let id = EntryId(index);
            by_id.entry(&page.entry.id).or_default().push(id);
            by_path.insert(&*page.path, id);
            by_address.insert(page.address.trim_end_matches('/'), id);
            let mut path = &*page.path;
            while let Some((folder, _)) = path.rsplit_once('/') {
                if !folders.insert(folder) {
                    break;
                }
                path = folder;
            }
        }
        for Alias { address: alias, entry: id, .. } in &playbook.aliases {
            by_address.entry(alias.trim_end_matches('/')).or_insert(*id);
        }
        let assets = (0..).zip(&playbook.assets).map(|(index, asset)| (&*asset.path, index));
        let drafts = playbook.drafts.iter().map(|draft| (&*draft.path, draft));
        let mut drafts_by_id: HashMap<&str, Vec<&Draft>> = HashMap::default();
        for draft in &playbook.drafts {
            drafts_by_id.entry(&draft.id).or_default().push(draft);
        }
        Lookup {
            playbook,
            by_id,
            by_path,
            by_address,
            assets: assets.collect(),
            drafts: drafts.collect(),
            drafts_by_id,
            folders,
            own: OnceLock::new(),
            meant: OnceLock::new(),
            places: playbook.pages.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// Every entry of an id, of any kind, in the site's order.
    pub fn with_id(&self, id: &str) -> &[EntryId] {
        self.by_id.get(id).map_or(&[], Vec::as_slice)
    }

    /// The entry of a kind and an id.
    pub fn entry(&self, kind: KindId, id: &str) -> Option<EntryId> {
        let of_kind = |entry: &&EntryId| self.playbook.entry(**entry).kind == kind;
        self.with_id(id).iter().find(of_kind).copied()
    }

    pub fn page_at(&self, path: &str) -> Option<EntryId> {
        self.by_path.get(path).copied()
    }

    /// The page of an address, given without its slash at the end.
    pub fn page_of_address(&self, address: &str) -> Option<EntryId> {
        self.by_address.get(address).copied()
    }

    pub fn asset_at(&self, path: &str) -> Option<u32> {
        self.assets.get(path).copied()
    }

    pub fn draft_at(&self, path: &str) -> Option<&'a Draft> {
        self.drafts.get(path).copied()
    }

    /// A draft that was left out, by kind and id; by id alone where no kind is given.
    pub fn draft(&self, kind: Option<KindId>, id: &str) -> Option<&'a Draft> {
        let fits = |draft: &&&Draft| kind.is_none_or(|kind| draft.kind == kind);
        self.drafts_by_id.get(id)?.iter().find(fits).copied()
    }

    /// Whether there is a folder, of pages or of files that are copied.
    pub fn is_folder(&self, path: &str) -> bool {
        self.folders.contains(path) || self.meant().asset_folders.contains(path)
    }

    /// What may have been meant where something is wrong.
    pub fn meant(&self) -> &Meant<'a> {
        self.meant.get_or_init(|| Meant::new(self.playbook))
    }

    /// The places on a page.
    pub fn places(&self, id: EntryId) -> &Places<'a> {
        let playbook = self.playbook;
        self.places[id.index()].get_or_init(|| Places::of(&playbook.page(id).body))
    }

    /// The role or team that a text names, or the words themselves; `None` where it is a
    /// reference that leads nowhere, to another kind, to a draft or to two entries.
    pub fn party(&self, text: &str) -> Option<Owner> {
        let found = party(text, &self.playbook.kinds, |kind, id| self.entry(kind, id));
        let is_draft = |kind: &KindId| self.draft(Some(*kind), text).is_some();
        found.filter(|found| matches!(found, Owner::Entry(_)) || !PARTIES.iter().any(is_draft))
    }

    /// The address of something that the site makes by itself.
    pub fn own(&self, address: &str) -> Option<&str> {
        let own = self
            .own
            .get_or_init(|| self.playbook.own().into_iter().map(|(address, _)| address).collect());
        own.get(address).map(|address| &**address)
    }
}

/// The kinds of entries that can own something and say something.
const PARTIES: [KindId; 2] = [KindId::ROLE, KindId::TEAM];

/// Whether entries of a kind can own something and say something.
pub fn is_party(kind: KindId) -> bool {
    PARTIES.contains(&kind)
}

/// The roles and teams of a playbook by their ids, for whoever has no [`Lookup`].
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Parties(HashMap<Box<str>, [Option<EntryId>; PARTIES.len()]>);

impl Parties {
    pub fn gather(playbook: &Playbook) -> Parties {
        let mut parties = Parties::default();
        for (at, kind) in PARTIES.into_iter().enumerate() {
            for (id, entry) in playbook.of_kind(kind) {
                parties.0.entry(entry.id.clone()).or_default()[at].get_or_insert(id);
            }
        }
        parties
    }

    /// The role or the team of an id.
    pub fn find(&self, kind: KindId, id: &str) -> Option<EntryId> {
        let at = PARTIES.iter().position(|own| *own == kind)?;
        self.0.get(id)?[at]
    }
}

/// [`Lookup::party`], with whatever finds an entry of a kind, and without drafts.
pub fn party(
    text: &str,
    kinds: &Kinds,
    find: impl Fn(KindId, &str) -> Option<EntryId>,
) -> Option<Owner> {
    if let Some((kind, id)) = text.split_once('/')
        && let Some(kind) = kinds.named(kind)
    {
        return PARTIES.contains(&kind).then(|| find(kind, id)).flatten().map(Owner::Entry);
    }
    match PARTIES.map(|kind| find(kind, text)) {
        [Some(only), None] | [None, Some(only)] => Some(Owner::Entry(only)),
        [None, None] => Some(Owner::Text(text.into())),
        [Some(_), Some(_)] => None,
    }
}
