//! Finding entries by reference, by path and by address.

use std::sync::OnceLock;

use foldhash::{HashMap, HashSet};

use super::refs::Owner;
use crate::diagnostic::Names;
use crate::model::{KindId, Kinds};
use crate::validate::{Draft, EntryId, Playbook};

/// Indexes over a playbook, borrowed from it.
pub struct Lookup<'a> {
    pub playbook: &'a Playbook,
    by_id: HashMap<&'a str, Vec<EntryId>>,
    by_path: HashMap<&'a str, EntryId>,
    by_address: HashMap<&'a str, EntryId>,
    assets: HashMap<&'a str, u32>,
    drafts: HashMap<&'a str, &'a Draft>,
    /// Folders that hold pages, without a slash at the end.
    folders: HashMap<&'a str, ()>,
    /// The addresses of what the site makes by itself, once a link may mean one.
    own: OnceLock<HashSet<Box<str>>>,
    /// What may have been meant, once something is wrong.
    meant: OnceLock<Meant<'a>>,
}

/// What a wrong reference or link may have meant, made ready once.
pub struct Meant<'a> {
    /// By title, other name or id, without case: the entries, in the site's order.
    same: HashMap<String, Vec<EntryId>>,
    pub ids: Names<EntryId>,
    pub titles: Names<EntryId>,
    /// The names of files, with and without `.md`, each with the first path of that name.
    first_page: HashMap<&'a str, &'a str>,
    first_asset: HashMap<&'a str, &'a str>,
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
        let (mut first_page, mut first_asset) = (HashMap::default(), HashMap::default());
        let paths = || playbook.pages.iter().map(|page| &*page.path);
        let assets = || playbook.assets.iter().map(|asset| &*asset.path);
        for path in paths() {
            let name = file_name(path);
            first_page.entry(name).or_insert(path);
            first_page.entry(name.strip_suffix(".md").unwrap_or(name)).or_insert(path);
        }
        for path in assets() {
            first_asset.entry(file_name(path)).or_insert(path);
        }
        let entries = || playbook.entries();
        Meant {
            same,
            ids: Names::new(entries().map(|(id, entry)| (&*entry.id, id))),
            titles: Names::new(entries().map(|(id, entry)| (&*entry.title.value, id))),
            first_page,
            first_asset,
            page_files: Names::new(paths().map(|path| (file_name(path), path))),
            asset_files: Names::new(assets().map(|path| (file_name(path), path))),
        }
    }

    /// The entries that have a name, without case, in the site's order.
    pub fn named(&self, name: &str) -> &[EntryId] {
        self.same.get(&name.trim().to_ascii_lowercase()).map_or(&[], Vec::as_slice)
    }

    /// The first page whose file has a name, with or without `.md`.
    pub fn page_file(&self, name: &str) -> Option<&'a str> {
        self.first_page.get(name).copied()
    }

    pub fn asset_file(&self, name: &str) -> Option<&'a str> {
        self.first_asset.get(name).copied()
    }
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
        let mut folders = HashMap::default();
        for (index, page) in (0..).zip(&playbook.pages) {
            let id = EntryId(index);
            by_id.entry(&page.entry.id).or_default().push(id);
            by_path.insert(&*page.path, id);
            by_address.insert(page.address.trim_end_matches('/'), id);
            let mut path = &*page.path;
            while let Some((folder, _)) = path.rsplit_once('/') {
                if folders.insert(folder, ()).is_some() {
                    break;
                }
                path = folder;
            }
        }
        for (alias, id) in &playbook.aliases {
            by_address.entry(alias.trim_end_matches('/')).or_insert(*id);
        }
        let assets = (0..).zip(&playbook.assets).map(|(index, asset)| (&*asset.path, index));
        let drafts = playbook.drafts.iter().map(|draft| (&*draft.path, draft));
        Lookup {
            playbook,
            by_id,
            by_path,
            by_address,
            assets: assets.collect(),
            drafts: drafts.collect(),
            folders,
            own: OnceLock::new(),
            meant: OnceLock::new(),
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
        let fits = |draft: &&Draft| kind.is_none_or(|kind| draft.kind == kind) && &*draft.id == id;
        self.playbook.drafts.iter().find(fits)
    }

    pub fn is_folder(&self, path: &str) -> bool {
        self.folders.contains_key(path)
    }

    /// What may have been meant where something is wrong.
    pub fn meant(&self) -> &Meant<'a> {
        self.meant.get_or_init(|| Meant::new(self.playbook))
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
