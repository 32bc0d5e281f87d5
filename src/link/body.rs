//! Links and images in bodies: tried as written, with `.md`, as `.html`'s source, and as a
//! folder's own text; anchors are held against the headings of what is found.

use super::lookup::{Lookup, file_name, has_own_name};
use super::path::join;
use super::places::Places;
use super::refs::{self, Wrong};
use crate::diagnostic::{
    Code, Diagnostic, Hint, did_you_mean, hint_at, listed, looks_the_same, nearest,
};
use crate::markdown::{Link, LinkForm};
use crate::model::{Detail, KindId};
use crate::source::{link_path, read_uri};
use crate::validate::{Draft, EntryId, OWN_TEXT, lacking};

/// What a link in a body means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyTarget {
    Entry {
        id: EntryId,
        anchor: Option<Box<str>>,
    },
    /// A value of a factor, by its index.
    Value {
        factor: EntryId,
        value: u32,
    },
    /// A file that is copied, by its index; with what stood behind its path.
    Asset {
        index: u32,
        suffix: Box<str>,
    },
    /// What the site makes by itself, as an address from the root: `garden/`, `teams/till.ics`;
    /// with what stood behind its path.
    Generated {
        address: Box<str>,
        suffix: Box<str>,
    },
    /// A place on the same page; empty where it is the page's top.
    Here(Box<str>),
    /// It leads out of the site and stays as written.
    External,
    /// It leads nowhere, which has been reported.
    Broken,
}

/// The targets of the links of an entry's body, by their index in its document.
pub fn resolve(
    id: EntryId,
    lookup: &Lookup<'_>,
    faults: &mut Vec<Diagnostic>,
) -> Box<[BodyTarget]> {
    let links = &lookup.playbook.page(id).body.links;
    let targets = links.iter().map(|link| match target(link, id, lookup, faults) {
        Ok(target) => target,
        Err(fault) => {
            faults.push(*fault);
            BodyTarget::Broken
        }
    });
    targets.collect()
}

/// What a link means, with what is wrong with it where it can be followed all the same; else what
/// is wrong with it.
fn target(
    link: &Link,
    from: EntryId,
    lookup: &Lookup<'_>,
    faults: &mut Vec<Diagnostic>,
) -> Result<BodyTarget, Box<Diagnostic>> {
    if link.form == LinkForm::Wiki {
        return wikilink(link, from, lookup, faults);
    }
    if link.is_external() {
        return Ok(BodyTarget::External);
    }
    let (place, anchor) = link.split();
    let (place, query) = match place.split_once('?') {
        Some((place, query)) => (place, Some(query)),
        None => (place, None),
    };
    if place.is_empty() {
        if link.is_image() {
            let message = "this image names no file";
            return Err(Box::new(Diagnostic::new(Code::MissingImage, link.span, message)));
        }
        return here(link, anchor.unwrap_or(""), from, lookup);
    }
    let written = read_uri(place);
    let folder = folder_of(&lookup.playbook.page(from).path);
    let Some(path) = join(folder, &written) else {
        let message = format!("`{place}` leads out of the content folder");
        return Err(Box::new(Diagnostic::new(broken_code(link), link.span, message).hint(
            "only what lies in the content folder is published: link to where it can be read",
        )));
    };
    if link.is_image() {
        return match lookup.asset_at(&path) {
            // Which part of a drawing is shown; what is asked of a forge's copy goes.
            Some(index) => Ok(BodyTarget::Asset { index, suffix: fragment(anchor).into() }),
            None => Err(Box::new(missing(link, place, &path, folder, lookup))),
        };
    }
    let as_written = lookup.asset_at(&path).filter(|_| lookup.page_at(&path).is_none());
    if let Some(id) = page_of(&path, lookup).filter(|_| as_written.is_none()) {
        let anchor = checked_anchor(link, anchor, id, lookup, faults);
        return Ok(BodyTarget::Entry { id, anchor });
    }
    let suffix = || {
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        format!("{query}{}", fragment(anchor)).into()
    };
    if let Some(index) = as_written {
        return Ok(BodyTarget::Asset { index, suffix: suffix() });
    }
    if let Some(target) = generated(&path, suffix, lookup) {
        return Ok(target);
    }
    if let Some(draft) = draft_of(&path, lookup) {
        return Err(Box::new(Wrong::Draft.diagnostic(&draft.path, link.span, &[], lookup)));
    }
    Err(Box::new(missing(link, place, &path, folder, lookup)))
}

fn fragment(anchor: Option<&str>) -> String {
    anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default()
}

/// The page that a path means, in the order in which the rules try.
fn page_of(path: &str, lookup: &Lookup<'_>) -> Option<EntryId> {
    if path.is_empty() {
        return lookup.page_of_address("");
    }
    let source = || {
        let stem = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm"))?;
        lookup.page_at(&format!("{stem}.md")).or_else(|| {
            lookup.page_of_address(stem.strip_suffix("index").unwrap_or(stem).trim_end_matches('/'))
        })
    };
    lookup
        .page_at(path)
        .or_else(|| lookup.page_at(&format!("{path}.md")))
        .or_else(source)
        .or_else(|| lookup.page_of_address(path))
        .or_else(|| OWN_TEXT.iter().find_map(|name| lookup.page_at(&format!("{path}/{name}.md"))))
}

/// The draft that a path would mean, tried as a page is.
fn draft_of<'a>(path: &str, lookup: &Lookup<'a>) -> Option<&'a Draft> {
    let stem = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm")).unwrap_or(path);
    let own_texts = OWN_TEXT.iter().map(|name| format!("{path}/{name}.md"));
    let mut tried = [path.to_owned(), format!("{stem}.md")].into_iter().chain(own_texts);
    tried.find_map(|path| lookup.draft_at(&path)).or_else(|| {
        // `rituals/sketch` is the address of a draft wherever its file lies.
        let (folder, id) = stem.split_once('/')?;
        lookup.draft(Some(lookup.playbook.kinds.of_folder(folder)?), id.trim_end_matches('/'))
    })
}

/// What the site makes by itself.
fn generated(
    path: &str,
    suffix: impl FnOnce() -> Box<str>,
    lookup: &Lookup<'_>,
) -> Option<BodyTarget> {
    let page = if path == "index.html" { "" } else { path };
    let page = page.strip_suffix("/index.html").unwrap_or(page);
    if page.is_empty() {
        return Some(BodyTarget::Generated { address: "".into(), suffix: suffix() });
    }
    let found = lookup.own(&format!("{page}/")).or_else(|| lookup.own(path));
    if let Some(address) = found {
        return Some(BodyTarget::Generated { address: address.into(), suffix: suffix() });
    }
    let mut parts = page.strip_prefix("factors/")?.splitn(2, '/');
    value(parts.next()?, parts.next()?, lookup)
}

fn value(factor: &str, value: &str, lookup: &Lookup<'_>) -> Option<BodyTarget> {
    let id = lookup.entry(KindId::FACTOR, factor)?;
    let Detail::Factor(factor) = &lookup.playbook.entry(id).detail else { return None };
    let index = factor.values.iter().position(|own| &*own.id.value == value)?;
    Some(BodyTarget::Value { factor: id, value: u32::try_from(index).ok()? })
}

fn wikilink(
    link: &Link,
    from: EntryId,
    lookup: &Lookup<'_>,
    faults: &mut Vec<Diagnostic>,
) -> Result<BodyTarget, Box<Diagnostic>> {
    let (text, anchor) = link.split();
    let text = text.trim();
    if text.is_empty() {
        return here(link, anchor.unwrap_or(""), from, lookup);
    }
    match refs::find(text, &[], lookup) {
        Ok(id) => {
            let anchor = checked_anchor(link, anchor, id, lookup, faults);
            Ok(BodyTarget::Entry { id, anchor })
        }
        Err(wrong) => {
            // `factor/team-stage/rebuilding` is a value of a factor.
            let of_factor = text.strip_prefix("factor/").and_then(|rest| rest.split_once('/'));
            if let Some(found) = of_factor.and_then(|(factor, own)| value(factor, own, lookup)) {
                return Ok(found);
            }
            if let Some((factor, own)) = of_factor
                && let Some(id) = lookup.entry(KindId::FACTOR, factor)
                && let Detail::Factor(factor) = &lookup.playbook.entry(id).detail
            {
                let message =
                    format!("`{own}` is not a value of `{}`", lookup.playbook.reference(id));
                let hint = did_you_mean(own, factor.values.iter().map(|value| &*value.id.value));
                let fault = Diagnostic::new(Code::BrokenRef, link.span, message);
                return Err(Box::new(fault.maybe_hint(hint)));
            }
            let is_missing = matches!(wrong, Wrong::Missing);
            let mut fault = wrong.diagnostic(text, link.span, &[], lookup);
            if is_missing && fault.hints.is_empty() {
                fault = fault.hint("write it between backticks if it is no link");
            }
            Err(Box::new(fault))
        }
    }
}

fn here(
    link: &Link,
    anchor: &str,
    from: EntryId,
    lookup: &Lookup<'_>,
) -> Result<BodyTarget, Box<Diagnostic>> {
    let anchor = read_uri(anchor);
    let places = lookup.places(from);
    if let Some(place) = place_on(places, &anchor) {
        return Ok(BodyTarget::Here(place.into()));
    }
    let hint = places.nearest(&anchor).map(|near| hint_at(&anchor, near));
    let message = format!("this page has no heading `#{anchor}`");
    Err(Box::new(Diagnostic::new(Code::BrokenAnchor, link.span, message).maybe_hint(hint)))
}

/// The place on a page that an anchor names; empty where it is the page's top, which browsers call
/// `#top` where nothing else is called so.
fn place_on<'t>(places: &'t Places<'_>, anchor: &'t str) -> Option<&'t str> {
    places.find(anchor).or(match anchor {
        "" | "top" => Some(""),
        words if words.starts_with(":~:") => Some(words),
        _ => None,
    })
}

/// The place that is meant on another page; none where there is no such place, which is told: the
/// link leads to the page then.
fn checked_anchor(
    link: &Link,
    anchor: Option<&str>,
    id: EntryId,
    lookup: &Lookup<'_>,
    faults: &mut Vec<Diagnostic>,
) -> Option<Box<str>> {
    let anchor = anchor.map(read_uri).filter(|anchor| !anchor.is_empty())?;
    let places = lookup.places(id);
    let place = place_on(places, &anchor);
    if place.is_none() {
        let hint = places.nearest(&anchor).map(|near| hint_at(&anchor, near));
        let path = &lookup.playbook.page(id).path;
        let message = format!("`{path}` has no heading `#{anchor}`");
        faults.push(Diagnostic::new(Code::BrokenAnchor, link.span, message).maybe_hint(hint));
    }
    place.filter(|place| !place.is_empty()).map(Box::from)
}

fn broken_code(link: &Link) -> Code {
    if link.is_image() { Code::MissingImage } else { Code::BrokenLink }
}

/// The link leads nowhere: says so, with the file that was probably meant.
fn missing(
    link: &Link,
    written: &str,
    path: &str,
    folder: &str,
    lookup: &Lookup<'_>,
) -> Diagnostic {
    let code = broken_code(link);
    let message = if link.is_image() {
        format!("there is no image `{written}`")
    } else {
        format!("`{written}` leads nowhere")
    };
    let (meant, is_image) = (lookup.meant(), link.is_image());
    let last = file_name(path);
    // `walk.html` is the page of `walk.md`.
    let page = path.strip_suffix(".html").unwrap_or(path);
    let same_name = || meant.page_file(page).filter(|_| !is_image);
    // Of two paths in different folders, what they share says little: the rest must be near too.
    let near = || {
        let is_near = |own: &str| {
            let (rest, own_rest) = behind_shared_folders(path, own);
            nearest(path, [own]).is_some()
                && (has_own_name(path, own) || nearest(rest, [own_rest]).is_some())
        };
        let pages = if is_image { Vec::new() } else { meant.page_files.nearest(last, is_near) };
        nearest(path, pages.into_iter().chain(meant.asset_files.nearest(last, is_near)))
    };
    let meant_file = |own: &str| {
        let name = relative(folder, own);
        match looks_the_same(own, path) {
            true => Hint::alike(name),
            false => Hint::meant(name),
        }
    };
    let several = || {
        let files = meant.page_files_named(page).filter(|_| !is_image)?;
        let above = |path| folder_of(path).rsplit('/').next().unwrap_or("");
        let alike = nearest(above(path), files.iter().map(|file| above(file)));
        let mut near = files.iter().filter(|file| Some(above(file)) == alike);
        let only = near.next().filter(|_| near.next().is_none());
        Some(only.map_or_else(
            || {
                let files: Vec<_> =
                    files.iter().map(|file| format!("`{}`", relative(folder, file))).collect();
                format!("did you mean {}?", listed(&files, "or")).into()
            },
            |file| meant_file(file),
        ))
    };
    // As a path is written on Windows, and nowhere in an address.
    let turned = written.contains('\\').then(|| written.replace('\\', "/"));
    let turned = turned.and_then(|turned| join(folder, &read_uri(&turned)));
    let is_there = |path: &String| {
        lookup.asset_at(path).is_some() || (!is_image && lookup.page_at(path).is_some())
    };
    let hint = if let Some(path) = turned.filter(is_there) {
        Some(meant_file(&path))
    } else if is_image && meant.page_file(path).is_some() {
        Some("a page cannot be shown within another: link to it, without the `!`".into())
    } else if path.split('/').any(|name| name.starts_with('.')) {
        Some("what begins with a dot is not published".into())
    } else if lookup.playbook.held_back.iter().any(|asset| &*asset.path == path) {
        Some("it lies in the folder of a draft, and is not published before that is".into())
    } else if !is_image && lookup.is_folder(path) {
        Some(format!("the folder has no page of its own: write `{path}/README.md`").into())
    } else if let Some(path) = same_name() {
        Some(meant_file(path))
    } else if let Some(hint) = several() {
        Some(hint)
    } else if let Some(lacks) = lacking(path).filter(|_| !is_image) {
        Some(lacks.into())
    } else {
        meant.asset_file(path).or_else(near).map(meant_file)
    };
    Diagnostic::new(code, link.span, message).maybe_hint(hint)
}

/// The folder of a path.
fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// What is left of two paths without the folders that both begin with.
fn behind_shared_folders<'p>(one: &'p str, other: &'p str) -> (&'p str, &'p str) {
    let same = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let shared = one.as_bytes()[..same].iter().rposition(|&byte| byte == b'/');
    let rest = shared.map_or(0, |slash| slash + 1);
    (&one[rest..], &other[rest..])
}

/// How a link from another folder to a file of the content folder is written.
fn relative(folder: &str, path: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut parts = vec![".."; from.len() - shared];
    parts.extend(&to[shared..]);
    link_path(&parts.join("/"))
}
