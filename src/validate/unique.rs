//! One id an entry, one source an address.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::address::{output_path, without_extension};
use super::{Alias, EntryId, Page};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::Asset;
use crate::model::{KindId, Kinds};
use crate::source::{Files, Span, fold, is_every_folders};

/// Reports ids that stand twice within their kind. The second one becomes a page of its own
/// name, so that it is not lost in a build that keeps going.
pub fn ids(
    pages: &mut [Arc<Page>],
    kinds: &Kinds,
    files: &Files,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut first: HashMap<(KindId, String), usize> = HashMap::with_capacity(pages.len());
    let mut asked: Option<HashSet<(KindId, String)>> = None;
    // The last number behind an id that repeats: none before it becomes free again.
    let mut last: HashMap<(KindId, String), usize> = HashMap::new();
    let mut order: Vec<usize> = (0..pages.len()).collect();
    order.sort_by(|a, b| pages[*a].path.cmp(&pages[*b].path));
    for index in order {
        let entry = &pages[index].entry;
        let key = (entry.kind, fold(&entry.id));
        let Some(&other) = first.get(&key) else {
            first.insert(key, index);
            continue;
        };
        if entry.kind == KindId::PAGE {
            // Two plain pages of one path are two files of one address, which is said there.
            continue;
        }
        let kind = &kinds.get(entry.kind).name;
        let id = &entry.id;
        let path = |index: usize| &files.get(pages[index].entry.file).path;
        let message = if *id == pages[other].entry.id {
            format!("there are two entries `{kind}/{id}`, this one and `{}`", path(other))
        } else {
            let (id_there, path) = (&pages[other].entry.id, path(other));
            format!(
                "`{kind}/{id}` and `{kind}/{id_there}`, of `{path}`, are one file on some systems"
            )
        };
        diagnostics.push(
            Diagnostic::new(Code::DuplicateId, Span::start_of(entry.file), message)
                .label(Span::start_of(pages[other].entry.file), "the other one")
                .hint("rename one of the two files"),
        );
        // Ids that some file asks for: a number behind a repeated one must not take them.
        let asked = asked.get_or_insert_with(|| {
            pages.iter().map(|page| (page.entry.kind, fold(&page.entry.id))).collect()
        });
        let page = Arc::make_mut(&mut pages[index]);
        let number = last.entry(key).or_insert(1);
        let free = loop {
            *number += 1;
            let id = format!("{}-{number}", page.entry.id);
            let key = (page.entry.kind, fold(&id));
            if !asked.contains(&key) && !first.contains_key(&key) {
                first.insert(key, index);
                break id;
            }
        };
        page.entry.id = free.into();
        page.address = format!("{}-{number}/", page.address.trim_end_matches('/')).into();
    }
}

/// Who wants an address.
#[derive(Clone, Copy)]
enum Claimant {
    Page(usize),
    Asset(usize),
    Alias(usize),
}

/// The addresses that are taken, in the form in which some system takes two for one.
struct Claims {
    by: HashMap<String, Claimant>,
    /// Every folder that an address stands in.
    folders: HashSet<String>,
}

impl Claims {
    /// Takes an output path, or tells who has it.
    fn claim(&mut self, path: &str, claimant: Claimant) -> Option<Claimant> {
        let key = fold(path);
        if let Some(&other) = self.by.get(&key) {
            return Some(other);
        }
        let mut folder = key.as_str();
        while let Some((parent, _)) = folder.rsplit_once('/') {
            if !self.folders.insert(parent.to_owned()) {
                break;
            }
            folder = parent;
        }
        self.by.insert(key, claimant);
        None
    }

    /// Whether nothing stands at a page's address, given without its slash, nor below it.
    fn is_free(&self, stem: &str) -> bool {
        let key = fold(stem);
        !self.folders.contains(&key) && !self.by.contains_key(&key)
    }
}

/// Reports addresses that two sources want, and returns the aliases that stand. The second
/// page gets `-2`, so that it is not lost in a build that keeps going.
pub fn addresses(
    pages: &mut [Arc<Page>],
    assets: &[Asset],
    content: &str,
    files: &mut Files,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Alias> {
    let room = pages.len() + assets.len();
    let mut claims =
        Claims { by: HashMap::with_capacity(room), folders: HashSet::with_capacity(room) };
    let yielding = claim_for_pages(pages, assets, content, &mut claims, files, diagnostics);
    for (index, asset) in assets.iter().enumerate() {
        let claimant = Claimant::Asset(index);
        if let Some(other) = claims.claim(&asset.path, claimant) {
            diagnostics.push(collision(claimant, other, pages, assets, content, files));
        }
    }
    let mut standing = claim_for_aliases(pages, assets, &mut claims, diagnostics);
    // A file of that name stood in the way of the folder of another page.
    standing.retain(|address, alias| {
        let is_folder = claims.folders.contains(&fold(&output_path(address)));
        if is_folder {
            let message = format!("the alias `/{address}` is a folder of other pages");
            let found = Diagnostic::new(Code::UrlCollision, alias.span, message);
            diagnostics.push(found.hint("remove the alias"));
        }
        !is_folder
    });
    // Last, so that no address is taken that somebody asks for.
    for (key, yielding) in yielding {
        for index in yielding {
            give_way(index, &key, pages, &mut claims, diagnostics);
        }
    }
    for asset in assets {
        if claims.folders.contains(&fold(&asset.path)) {
            let span = asset_span(content, files, &asset.path);
            let message = format!("`{}` is a file and a folder of pages at once", asset.path);
            diagnostics
                .push(Diagnostic::new(Code::UrlCollision, span, message).hint("rename the file"));
        }
    }
    standing.into_values().collect()
}

/// Claims the address of each page, in the order of paths. What is returned yields to others: pages
/// whose address is another's but for its case, by what it folds to.
fn claim_for_pages(
    pages: &mut [Arc<Page>],
    assets: &[Asset],
    content: &str,
    claims: &mut Claims,
    files: &mut Files,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Vec<usize>> {
    let mut yielding: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut order: Vec<usize> = (0..pages.len()).collect();
    order.sort_by(|a, b| pages[*a].path.cmp(&pages[*b].path));
    for index in order {
        let path = output_path(&pages[index].address);
        let Some(other) = claims.claim(&path, Claimant::Page(index)) else { continue };
        let key = fold(&path);
        let yielded = yielding.get(&key).map_or(&[][..], Vec::as_slice);
        let rival = |other: &&usize| !differ_in_case(&pages[index], &pages[**other]);
        let rival = yielded.iter().find(rival).map_or(other, |&other| Claimant::Page(other));
        if let Claimant::Page(other) = rival
            && differ_in_case(&pages[index], &pages[other])
        {
            // What lies in a folder has its address below that of the folder's own text.
            let stays = is_folders_text(&pages[index]) && !is_folders_text(&pages[other]);
            if stays {
                claims.by.insert(key.clone(), Claimant::Page(index));
            }
            yielding.entry(key).or_default().push(if stays { other } else { index });
            continue;
        }
        // A repeated id has been reported, and has got an address of its own already.
        diagnostics.push(collision(Claimant::Page(index), rival, pages, assets, content, files));
        let page = Arc::make_mut(&mut pages[index]);
        let stem = page.address.trim_end_matches('/').to_owned();
        let mut number = 2;
        loop {
            page.address = format!("{stem}-{number}/").trim_start_matches('/').into();
            let path = output_path(&page.address);
            if claims.claim(&path, Claimant::Page(index)).is_none() {
                break;
            }
            number += 1;
        }
    }
    yielding
}

/// Claims the old addresses of pages, behind all that stands there now: those that are free.
fn claim_for_aliases(
    pages: &[Arc<Page>],
    assets: &[Asset],
    claims: &mut Claims,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<Box<str>, Alias> {
    let mut standing = BTreeMap::new();
    let mut odd: Option<Span> = None;
    for (index, page) in pages.iter().enumerate() {
        for alias in &page.entry.common.aliases {
            let Some(address) = alias_address(&alias.value) else {
                // Elsewhere `aliases` are other names, and a plain page may come from there.
                if page.entry.is_page() {
                    odd.get_or_insert(alias.span);
                    continue;
                }
                let message = format!("`{}` is not a path within the site", alias.value);
                diagnostics.push(
                    Diagnostic::new(Code::BadValue, alias.span, message)
                        .hint("write the old path from the site's root, like `/old/page/`"),
                );
                continue;
            };
            match claims.claim(&output_path(&address), Claimant::Alias(index)) {
                None => {
                    let address = address.into_boxed_str();
                    let entry = EntryId(index as u32);
                    standing.insert(address.clone(), Alias { address, entry, span: alias.span });
                }
                Some(_) if page.entry.is_page() => {
                    odd.get_or_insert(alias.span);
                }
                Some(other) => {
                    let written = &alias.value;
                    let (message, hint) = match other {
                        Claimant::Alias(own) if own == index => {
                            (format!("the alias `{written}` stands twice"), "keep one of the two")
                        }
                        Claimant::Alias(other) => {
                            let message =
                                format!("`{written}` is an alias of `{}` too", pages[other].path);
                            (message, "an old address leads to one page: remove one of the two")
                        }
                        other => {
                            let other = name(other, pages, assets);
                            let message =
                                format!("the alias `{written}` is the address of {other}");
                            (message, "remove the alias")
                        }
                    };
                    diagnostics
                        .push(Diagnostic::new(Code::UrlCollision, alias.span, message).hint(hint));
                }
            }
        }
    }
    if let Some(span) = odd {
        let message = "`aliases` of plain pages holds what is no free address";
        diagnostics
            .push(Diagnostic::new(Code::PageKey, span, message).hint(
                "it is passed over; an alias is an old path of this site, like `/old/page/`",
            ));
    }
    standing
}

/// Whether two plain pages are two files on every system, and have addresses that are one on
/// some. What they are is right, and only the second's address is not.
fn differ_in_case(one: &Page, other: &Page) -> bool {
    one.entry.is_page()
        && other.entry.is_page()
        && one.address != other.address
        && fold(&one.path) != fold(&other.path)
}

/// Whether a plain page is the own text of its folder.
fn is_folders_text(page: &Page) -> bool {
    without_extension(&page.path) != page.address.trim_end_matches('/')
}

/// Gives a page the next free number behind its address, and says so.
fn give_way(
    index: usize,
    key: &str,
    pages: &mut [Arc<Page>],
    claims: &mut Claims,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(&Claimant::Page(other)) = claims.by.get(key) else { return };
    let (address, kept) = (pages[index].address.clone(), pages[other].address.clone());
    let stem = address.trim_end_matches('/');
    let mut number = 2;
    while !claims.is_free(&format!("{stem}-{number}")) {
        number += 1;
    }
    let page = Arc::make_mut(&mut pages[index]);
    page.address = format!("{stem}-{number}/").into();
    claims.claim(&output_path(&page.address), Claimant::Page(index));
    let is_case = address.to_lowercase() == kept.to_lowercase();
    let message = format!(
        "`/{address}` and `/{kept}` differ in {} alone, so this page is at `/{}`",
        if is_case { "case" } else { "Unicode form" },
        page.address
    );
    diagnostics.push(
        Diagnostic::new(Code::CaseCollision, Span::start_of(page.entry.file), message)
            .label(Span::start_of(pages[other].entry.file), "the other one")
            .hint("rename one of the two files to choose the address"),
    );
}

fn collision(
    second: Claimant,
    first: Claimant,
    pages: &[Arc<Page>],
    assets: &[Asset],
    content: &str,
    files: &mut Files,
) -> Diagnostic {
    let mut place = |claimant: Claimant| match claimant {
        Claimant::Page(index) | Claimant::Alias(index) => Span::start_of(pages[index].entry.file),
        Claimant::Asset(index) => asset_span(content, files, &assets[index].path),
    };
    let address = |claimant: Claimant| match claimant {
        Claimant::Page(index) | Claimant::Alias(index) => &pages[index].address,
        Claimant::Asset(index) => &assets[index].path,
    };
    let (one, other) = (address(first), address(second));
    let (first_name, second_name) = (name(first, pages, assets), name(second, pages, assets));
    let message = if output_path(one) == output_path(other) {
        format!("{first_name} and {second_name} both want the address `/{other}`")
    } else {
        let wanted = format!("`/{one}` and `/{other}`");
        format!("{first_name} and {second_name} want {wanted}, which are one on some systems")
    };
    Diagnostic::new(Code::UrlCollision, place(second), message)
        .label(place(first), "the other one")
        .hint("rename one of the two files")
}

fn name(claimant: Claimant, pages: &[Arc<Page>], assets: &[Asset]) -> String {
    match claimant {
        Claimant::Page(index) => format!("`{}`", pages[index].path),
        Claimant::Asset(index) => format!("`{}`", assets[index].path),
        Claimant::Alias(index) => format!("an alias of `{}`", pages[index].path),
    }
}

/// A place to point to for a file that is only copied: its name, without a text.
fn asset_span(content: &str, files: &mut Files, path: &str) -> Span {
    let path = format!("{}/{path}", content.trim_matches('/'));
    Span::start_of(files.id(&path).unwrap_or_else(|| files.add(path, "")))
}

/// An old address as one of ours: without its leading slash; `a` and `a/` are both the page
/// `a/`, and `a.html` stays a file. `None` where it leaves the site or no disk has such a name.
fn alias_address(alias: &str) -> Option<String> {
    let path = alias.trim().trim_start_matches('/');
    let parts: Vec<&str> = path.trim_end_matches('/').split('/').collect();
    let wrong = |part: &&str| part.is_empty() || *part == "." || *part == ".." || part.len() > 255;
    if path.is_empty() || parts.iter().any(wrong) || path.contains(['\\', '?', '#', ':']) {
        return None;
    }
    if path.chars().any(char::is_control) {
        return None;
    }
    let folders = &parts[..parts.len() - 1];
    if folders.iter().any(|folder| is_every_folders(folder)) {
        return None;
    }
    // What the output keeps for itself.
    if parts.first().is_some_and(|first| matches!(&*fold(first), ".playbook" | ".git")) {
        return None;
    }
    let path = parts.join("/");
    let is_file = path.ends_with(".html") || path.ends_with(".htm");
    Some(if is_file { path } else { format!("{path}/") })
}
