//! One page by itself: which kind it is, what its front matter says, what it is called.

use std::sync::Arc;

use super::address::{Folders, OWN_TEXT, split, without_extension};
use super::fields;
use super::{JudgedPage, Page};
use crate::diagnostic::{Code, Diagnostic, did_you_mean, nearest};
use crate::load::{Front, RawPage};
use crate::model::{
    Detail, Entry, Fields, KindDef, KindId, Kinds, PageFront, Practice, State, Text, detail_specs,
    in_words,
};
use crate::source::{Located, Span, is_blank, is_invisible, turns_direction};
use crate::yaml::{Map, Node, Value};

/// Judges a page by itself.
pub fn judge(raw: &RawPage, kinds: &Kinds, folders: &Folders) -> JudgedPage {
    let mut faults = Vec::new();
    let place = Place::of(raw, kinds, folders, &mut faults);
    let mut odd_keys = Vec::new();
    let front = match &raw.front {
        Front::None => PageFront::empty(Detail::Plain),
        Front::Toml => {
            let mut front = PageFront::empty(Detail::Plain);
            front.draft = looks_like_draft(&raw.text);
            front
        }
        Front::Faulty => {
            let mut front = PageFront::empty(Detail::Faulty);
            front.draft = looks_like_draft(&raw.text);
            front.common.state = front.draft.then_some(State::Draft);
            front
        }
        Front::Map(Node { value: Value::Map(map), span, .. }) if place.kind == KindId::PAGE => {
            let (front, odd) = PageFront::read_page(map, *span, &mut faults);
            odd_keys = odd.into_iter().filter(|key| !is_read_elsewhere(key)).collect();
            // Elsewhere a tag may be anything; one that cannot be an address is passed over.
            let too_long = front.common.tags.iter().find(|tag| !fields::fits_address(tag));
            odd_keys.extend(too_long.map(|tag| Located::new("tags".into(), tag.span)));
            front
        }
        Front::Map(Node { value: Value::Map(map), span, .. }) => {
            let mut front = PageFront::read(map, *span, place.kind, kinds, &mut faults);
            if place.faulty {
                front.detail = Detail::Faulty;
            }
            front
        }
        Front::Map(_) => PageFront::empty(Detail::Faulty),
    };
    let title = title(&front, raw, &place);
    let mut entry = Entry {
        kind: place.kind,
        id: place.id.as_str().into(),
        file: raw.file,
        title,
        common: front.common,
        practice: front.practice,
        detail: front.detail,
        declared: front.declared,
        refs: front.refs,
        draft: front.draft,
        meant: front.meant,
    };
    let before = faults.len();
    fields::check(&entry, &mut faults);
    let aside = |found: &Diagnostic| found.is_error() && found.code != Code::UntilBeforeSince;
    if faults[before..].iter().any(aside) {
        entry.detail = Detail::Faulty;
        entry.practice = None;
    }
    // A build that keeps going makes no address of what cannot be one.
    entry.common.tags.retain(fields::fits_address);
    let page = Page {
        entry,
        body: Arc::clone(&raw.body),
        text: Arc::clone(&raw.text),
        path: raw.path.clone(),
        address: place.address.as_str().into(),
    };
    JudgedPage {
        page: Arc::new(page),
        odd_keys: odd_keys.into(),
        is_misplaced: place.is_misplaced,
        faults: faults.into(),
    }
}

/// Whether front matter that cannot be read, or is TOML, says that it is a draft: what is in doubt
/// is rather held back than published.
fn looks_like_draft(text: &str) -> bool {
    // Where two versions of a whole file were merged, a conflict begins before the first.
    let is_before = |line: &&str| line.is_empty() || line.starts_with("<<<<<<< ");
    let mut lines = text.lines().take(200).map(str::trim).skip_while(is_before);
    // Whatever a program has made of the hyphens.
    let is_marker =
        |line: &&str| line.chars().count() <= 3 && line.chars().all(|c| "-+‐‑‒–—―−".contains(c));
    let Some(marker) = lines.next().filter(is_marker) else {
        return false;
    };
    // However it is quoted and written, in a mapping over lines or in braces.
    let says = |pair: &str| {
        let plain: String =
            pair.chars().filter(|c| !c.is_whitespace() && !matches!(c, '"' | '\'')).collect();
        let plain = plain.to_lowercase();
        match plain.split_once([':', '=']) {
            Some(("state", value)) => value.starts_with("draft"),
            Some(("draft", value)) => {
                !["", "false", "no", "off", "n", "~", "null"].contains(&value)
            }
            _ => false,
        }
    };
    let mut pairs =
        lines.take_while(|line| *line != marker).flat_map(|line| line.split(['{', ',', '}']));
    pairs.any(says)
}

/// Where a file stands in the site.
struct Place {
    kind: KindId,
    id: String,
    address: String,
    /// Its kind is in doubt, which has been said.
    faulty: bool,
    /// Its folder has nearly the name of its kind's, which is said once for the folder.
    is_misplaced: bool,
}

impl Place {
    fn of(
        raw: &RawPage,
        kinds: &Kinds,
        folders: &Folders,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Place {
        let path = without_extension(&raw.path);
        let top = path.split_once('/').map(|(top, _)| top);
        let by_folder = top.and_then(|top| kinds.of_folder(top));
        let (folder, stem) = split(path);
        // `rituals/_index.md` and its like are the text of the kind's own page.
        // Below it `index.md` is an entry with its images beside it, and the others are texts
        // of their folders.
        let is_kinds_text = by_folder.is_some()
            && folders.is_own_text(path)
            && (Some(folder) == top || stem != "index");
        let mut faulty = false;
        let by_key = match &raw.front {
            Front::Map(node) => node
                .get("kind")
                .and_then(|node| kind_key(node, by_folder, kinds, &mut faulty, diagnostics)),
            _ => None,
        };
        let kind = match &raw.front {
            Front::None => {
                let wanted = by_folder.filter(|_| !is_kinds_text);
                diagnostics.extend(wanted.map(|kind| without_front(raw, kinds.get(kind))));
                None
            }
            Front::Toml => None,
            _ if is_kinds_text && by_key.is_none() => None,
            _ => by_key.or(by_folder),
        };
        let misplaced = match (kind, &raw.front, top) {
            (None, Front::Map(Node { value: Value::Map(map), .. }), Some(top))
                if by_folder.is_none() && !folders.is_own_text(path) =>
            {
                nearly_of_kind(top, map, kinds)
            }
            _ => None,
        };
        let is_misplaced = misplaced.is_some();
        faulty |= is_misplaced;
        let kind = kind.or(misplaced);
        let Some(kind) = kind else {
            diagnostics.extend(turning_name(raw));
            return Place {
                kind: KindId::PAGE,
                id: path.to_owned(),
                address: folders.address(&raw.path),
                faulty: false,
                is_misplaced: false,
            };
        };
        // `bet-table/index.md` is the entry `bet-table`, with its images beside it.
        let id = if stem == "index" && !folder.is_empty() { split(folder).1 } else { stem };
        if let Some(fault) = id_fault(kind, id) {
            faulty |= kind == KindId::TEAM;
            diagnostics.push(
                Diagnostic::new(Code::BadId, Span::start_of(raw.file), fault)
                    .hint("rename the file"),
            );
        }
        let address = format!("{}/{id}/", kinds.get(kind).folder);
        Place { kind, id: id.to_owned(), address, faulty, is_misplaced }
    }
}

/// Whether a key that means nothing on a plain page is nobody's mistake either: other generators
/// write it into the head of the page, where no reader sees it.
fn is_read_elsewhere(key: &Text) -> bool {
    &*key.value == "description"
}

/// A file in the folder of a kind that says nothing of itself.
fn without_front(raw: &RawPage, kind: &KindDef) -> Diagnostic {
    let message = format!("a file in the folder of `{}` has no front matter", kind.name);
    Diagnostic::new(Code::MissingFrontMatter, Span::start_of(raw.file), message).hint(format!(
        "begin it with `---`, `title:`, `summary:` and `---` to make it {}, or move it out of the \
         folder",
        kind.one()
    ))
}

/// The kind whose folder a top-level folder was meant to be, where a file in it is an entry of that
/// kind by what it says. A name that differs in case or number alone asks for what every entry has;
/// one that is only near, for a key that no other kind of file has.
fn nearly_of_kind(folder: &str, map: &Map, kinds: &Kinds) -> Option<KindId> {
    let has = |key: &str| map.iter().any(|(name, _)| &*name.value == key);
    let all = || kinds.iter().filter(|(id, _)| *id != KindId::PAGE);
    let small = folder.to_lowercase();
    let same = all().find(|(_, kind)| *kind.folder == *small || *kind.name == *small);
    if let Some((same, _)) = same {
        return (has("title") && has("summary")).then_some(same);
    }
    let near = nearest(folder, all().map(|(_, kind)| &*kind.folder))?;
    let near = kinds.of_folder(near)?;
    let practice = if kinds.is_practice(near) { Practice::specs() } else { &[] };
    let built_in = practice.iter().chain(detail_specs(near)).any(|spec| has(spec.key));
    let declared = kinds.get(near).declared.iter().any(|field| has(&field.key));
    (has("title") && (built_in || declared)).then_some(near)
}

/// The kind that `kind:` names. Elsewhere than in a kind's folder the key may be somebody
/// else's (`kind: Documentation`), so it is only a mistake where it is nearly right.
fn kind_key(
    node: &Node,
    by_folder: Option<KindId>,
    kinds: &Kinds,
    faulty: &mut bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<KindId> {
    let Value::Scalar { text, .. } = &node.value else { return None };
    let names: Vec<&str> =
        kinds.iter().filter(|(id, _)| *id != KindId::PAGE).map(|(_, def)| &*def.name).collect();
    let Some(kind) = kinds.named(text).filter(|kind| *kind != KindId::PAGE) else {
        if by_folder.is_some() || nearest(text, names.iter().copied()).is_some() {
            *faulty = true;
            let hint = did_you_mean(text, names.iter().copied())
                .unwrap_or_else(|| format!("kinds are `{}`", names.join("`, `")).into());
            let message = format!("there is no kind `{text}`");
            diagnostics.push(Diagnostic::new(Code::UnknownKind, node.span, message).hint(hint));
        }
        return None;
    };
    if let Some(folder) = by_folder.filter(|folder| *folder != kind) {
        *faulty = true;
        let (folder, kind) = (kinds.get(folder), kinds.get(kind));
        let message = format!(
            "the folder `{}` makes this {}, and `kind` {}",
            folder.folder,
            folder.one(),
            kind.one()
        );
        diagnostics.push(
            Diagnostic::new(Code::KindMismatch, node.span, message)
                .hint(format!("remove `kind`, or move the file to `{}/`", kind.folder)),
        );
        return None;
    }
    Some(kind)
}

/// The most bytes of a team's id: two of them are one address where teams are compared.
const LONGEST_TEAM_ID: usize = 120;

/// Characters that cannot be seen make two ids look like one.
fn id_fault(kind: KindId, id: &str) -> Option<String> {
    if kind == KindId::TEAM && id.len() > LONGEST_TEAM_ID {
        return Some(format!(
            "the file's name has {} bytes, and the id of a team at most {LONGEST_TEAM_ID}",
            id.len()
        ));
    }
    let found = id.chars().find(|c| is_invisible(*c))?;
    Some(format!("the file's name holds the invisible character U+{:04X}", found as u32))
}

/// A plain page may be called anything: that its name is not what one reads is worth a warning.
fn turning_name(raw: &RawPage) -> Option<Diagnostic> {
    let turning = raw.path.chars().find(|c| turns_direction(*c))?;
    let code = u32::from(turning);
    let message =
        format!("the file's path holds U+{code:04X}, which turns the direction of what follows");
    Some(
        Diagnostic::new(Code::HiddenDirection, Span::start_of(raw.file), message)
            .hint("rename it: the path becomes an address"),
    )
}

/// The title: the front matter's, else the first heading, else the file's name.
fn title(front: &PageFront, raw: &RawPage, place: &Place) -> Text {
    if let Some(title) = front.common.title.as_ref().filter(|title| !title.value.is_empty()) {
        return title.clone();
    }
    let start = Span::start_of(raw.file);
    if let Some(heading) = raw.body.first_h1.as_ref().filter(|heading| !heading.trim().is_empty()) {
        return Located::new(heading.trim().into(), start);
    }
    if let Some(heading) = raw.body.headings.first().filter(|heading| !heading.text.is_empty())
        && raw.body.first_h1.is_none()
        && place.kind == KindId::PAGE
        && heading.level == 2
    {
        // Only what the author wrote as the page's first and highest heading names it.
        let written = raw.text.get(heading.span.range()).unwrap_or("");
        if written.starts_with("# ") {
            return Located::new(heading.text.clone(), start);
        }
    }
    let (folder, stem) = split(without_extension(&raw.path));
    let name = match stem {
        stem if !OWN_TEXT.contains(&stem) => stem,
        _ if folder.is_empty() => "Home",
        _ => split(folder).1,
    };
    let words = in_words(name);
    let name = match is_blank(&words) {
        // `-.md`, or a name that shows nothing.
        true if words.is_empty() => name.to_owned(),
        true => words.chars().map(|c| format!("U+{:04X} ", u32::from(c))).collect(),
        false => words,
    };
    Located::new(name.trim().into(), start)
}
