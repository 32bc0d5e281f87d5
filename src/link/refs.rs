//! References in fields: `kind/id`, or a bare `id` where one kind alone has it.

use super::lookup::Lookup;
use crate::diagnostic::{Code, Diagnostic, Hint, listed, looks_the_same};
use crate::model::{DeclaredType, DeclaredValue, Detail, Entry, KindId, Relation, Text, id_fault};
use crate::source::Span;
use crate::validate::EntryId;

/// Who looks after something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// A role or a team of the playbook.
    Entry(EntryId),
    /// Somebody whom the playbook does not know.
    Text(Box<str>),
}

/// The entry that each reference of the table means.
pub fn resolve(
    entry: &Entry,
    lookup: &Lookup<'_>,
    faults: &mut Vec<Diagnostic>,
) -> Box<[Option<EntryId>]> {
    let all = &lookup.playbook.kinds;
    // For each reference the kinds that belong there and that only a run knows.
    let mut declared: Vec<&[KindId]> = vec![&[]; entry.refs.len()];
    for value in &entry.declared {
        let definition = &all.get(entry.kind).declared[value.field];
        if let (DeclaredValue::Refs(refs), DeclaredType::Ref(kind)) =
            (&value.value, &definition.kind)
        {
            for reference in refs {
                declared[reference.index as usize] = std::slice::from_ref(kind);
            }
        }
    }
    let resolved = entry.refs.iter().zip(declared).map(|(reference, declared)| {
        let mut kinds = reference.targets.among(all);
        kinds.extend(declared);
        match find(&reference.text, &kinds, lookup) {
            Ok(found) => Some(found),
            // A plain page may come from elsewhere, where the key means something else.
            Err(_) if entry.is_page() => {
                // It has no rows and no declared fields, whose references relate nothing.
                let key = reference.relation.map_or("", Relation::key);
                let message = format!("`{key}` of plain pages names what is no entry");
                faults.push(
                    Diagnostic::new(Code::PageKey, reference.span, message)
                        .hint("it is passed over; a reference is `kind/id`"),
                );
                None
            }
            Err(wrong) => {
                faults.push(wrong.diagnostic(&reference.text, reference.span, &kinds, lookup));
                None
            }
        }
    });
    resolved.collect()
}

/// The entry's owners, and the roles and teams that a team names beside its practices and its
/// context. A text that looks like a reference must be one.
pub fn owners(
    entry: &Entry,
    lookup: &Lookup<'_>,
    faults: &mut Vec<Diagnostic>,
) -> (Box<[Owner]>, Box<[EntryId]>) {
    let mut party = |text: &Text| {
        lookup.party(&text.value).unwrap_or_else(|| {
            if !entry.is_page() {
                let kinds = [KindId::ROLE, KindId::TEAM];
                if let Err(wrong) = find(&text.value, &kinds, lookup) {
                    faults.push(wrong.diagnostic(&text.value, text.span, &kinds, lookup));
                }
            }
            Owner::Text(text.value.clone())
        })
    };
    let owners = entry.common.owner.iter().map(&mut party).collect();
    // Whom a team names beside its practices and its context is held to the same rule.
    let mut named = Vec::new();
    if let Detail::Team(team) = &entry.detail {
        for text in team.parties() {
            if let Owner::Entry(id) = party(text) {
                named.push(id);
            }
        }
    }
    (owners, named.into())
}

/// Why a reference means nothing.
pub enum Wrong {
    Missing,
    /// The entries that a bare id could mean.
    Ambiguous(Vec<EntryId>),
    /// It means an entry, but of a kind that does not belong there.
    Kind(EntryId),
    Draft,
}

/// Finds what a reference means. `kinds` are those that belong there; any where empty.
pub fn find(text: &str, kinds: &[KindId], lookup: &Lookup<'_>) -> Result<EntryId, Wrong> {
    let belongs =
        |id: &EntryId| kinds.is_empty() || kinds.contains(&lookup.playbook.entry(*id).kind);
    if let Some((kind, id)) = text.split_once('/')
        && let Some(kind) = lookup.playbook.kinds.named(kind)
    {
        return match lookup.entry(kind, id) {
            Some(found) if belongs(&found) => Ok(found),
            Some(found) => Err(Wrong::Kind(found)),
            None if lookup.draft(Some(kind), id).is_some() => Err(Wrong::Draft),
            None => Err(Wrong::Missing),
        };
    }
    let named = lookup.with_id(text);
    let fitting: Vec<EntryId> = named.iter().copied().filter(belongs).collect();
    let draft = || match kinds {
        [] => lookup.draft(None, text).is_some(),
        kinds => kinds.iter().any(|kind| lookup.draft(Some(*kind), text).is_some()),
    };
    match (fitting.as_slice(), named) {
        ([only], _) => Ok(*only),
        ([], _) if draft() => Err(Wrong::Draft),
        ([], [other, ..]) => Err(Wrong::Kind(*other)),
        ([], []) if lookup.draft(None, text).is_some() => Err(Wrong::Draft),
        ([], []) => Err(Wrong::Missing),
        _ => Err(Wrong::Ambiguous(fitting)),
    }
}

impl Wrong {
    pub fn diagnostic(
        self,
        text: &str,
        span: Span,
        kinds: &[KindId],
        lookup: &Lookup<'_>,
    ) -> Diagnostic {
        let playbook = lookup.playbook;
        match self {
            Wrong::Missing => {
                Diagnostic::new(Code::BrokenRef, span, format!("there is no entry `{text}`"))
                    .maybe_hint(
                        suggestion(text, kinds, lookup).or_else(|| beginning(text, kinds, lookup)),
                    )
            }
            Wrong::Ambiguous(several) => {
                let names: Vec<String> =
                    several.iter().map(|id| format!("`{}`", playbook.reference(*id))).collect();
                let message = format!("`{text}` could be {}", names.join(" or "));
                Diagnostic::new(Code::AmbiguousRef, span, message)
                    .hint(format!("write it in full, for example {}", names[0]))
            }
            Wrong::Kind(found) => {
                let wanted: Vec<String> =
                    kinds.iter().map(|kind| playbook.kinds.get(*kind).one()).collect();
                let found = playbook.reference(found);
                let message = format!(
                    "`{found}` does not belong here, where {} is named",
                    listed(&wanted, "or")
                );
                Diagnostic::new(Code::RefKind, span, message)
                    .maybe_hint(suggestion(text, kinds, lookup))
            }
            Wrong::Draft => {
                let message = format!("`{text}` is a draft, which the site does not show");
                Diagnostic::new(Code::DraftRef, span, message)
                    .hint("publish it, take the reference out, or build with `--drafts`")
            }
        }
    }
}

/// What was probably meant: the nearest id, else the entry whose title or other name it is.
pub fn suggestion(text: &str, kinds: &[KindId], lookup: &Lookup<'_>) -> Option<Hint> {
    let playbook = lookup.playbook;
    // The path of a file is a link's way to name an entry.
    if text.ends_with(".md") {
        let path = text.trim_start_matches(['.', '/']);
        if let Some(id) = lookup.page_at(path.strip_prefix("content/").unwrap_or(path)) {
            return Some(Hint::meant(playbook.reference(id)));
        }
    }
    // A reference, with what belongs to a file or an address.
    let plain = text.trim_matches('/');
    let plain = plain.strip_suffix(".md").unwrap_or(plain);
    if plain != text
        && let Ok(id) = find(plain, kinds, lookup)
    {
        return Some(Hint::meant(playbook.reference(id)));
    }
    if text.starts_with("https://") || text.starts_with("http://") {
        return Some("a link to another site belongs into `sources`, or into the text".into());
    }
    let parts: Vec<&str> = text.split([',', ';']).map(str::trim).collect();
    if parts.len() > 1 && parts.iter().all(|part| find(part, kinds, lookup).is_ok()) {
        return Some(Hint::proposing(
            "write several as a list:",
            format!("[{}]", parts.join(", ")),
        ));
    }
    let bare = match text.split_once('/') {
        Some((kind, id)) if !kind.is_empty() => id,
        _ => text,
    };
    let fits = |id: EntryId| {
        let entry = playbook.entry(id);
        (kinds.is_empty() || kinds.contains(&entry.kind))
            && (!entry.is_page() || text.contains('/'))
    };
    let meant = lookup.meant();
    // A plain page of that name was meant to be an entry.
    if let Some((kind, id)) = text.split_once('/')
        && let Some(kind) = playbook.kinds.named(kind).filter(|kind| *kind != KindId::PAGE)
        && let Some(path) = meant.page_file(id)
        && lookup.page_at(path).is_some_and(|page| playbook.entry(page).is_page())
    {
        let kind = playbook.kinds.get(kind);
        let (name, folder) = (&kind.name, &kind.folder);
        let words = format!(
            "`{path}` is a plain page; each `{name}` has front matter and lies in `{folder}/`"
        );
        return Some(words.into());
    }
    let named = meant.named(bare).iter().copied().find(|id| fits(*id));
    // A bare name means no plain page, though elsewhere the name of its file would do.
    let page = || {
        let page = lookup.page_at(meant.page_file(text)?)?;
        (kinds.is_empty() && playbook.entry(page).is_page()).then_some(page)
    };
    let found = named
        .or_else(page)
        .or_else(|| meant.ids.nearest(bare, fits).first().copied())
        .or_else(|| meant.titles.nearest(bare, fits).first().copied());
    found.map(|id| match looks_the_same(bare, &playbook.entry(id).id) {
        true => Hint::alike(playbook.reference(id)),
        false => Hint::meant(playbook.reference(id)),
    })
}

/// How many entries are named where nothing is near.
const FEW: usize = 8;

/// How what is named and not there could be begun; else, where few entries could be meant, which.
fn beginning(text: &str, kinds: &[KindId], lookup: &Lookup<'_>) -> Option<Hint> {
    let all = &lookup.playbook.kinds;
    let (kind, id) = match (text.split_once('/'), kinds) {
        (Some((kind, id)), _) => (all.named(kind)?, id),
        (None, [only]) => (*only, text),
        (None, _) => return None,
    };
    if kind == KindId::PAGE {
        return None;
    }
    if id_fault(id).is_none() {
        return Some(format!("`playbook new {} {id}` begins it", all.get(kind).name).into());
    }
    let names: Vec<String> = lookup
        .playbook
        .of_kind(kind)
        .map(|(id, _)| format!("`{}`", lookup.playbook.reference(id)))
        .take(FEW + 1)
        .collect();
    let message = || format!("there are {}", listed(&names, "and")).into();
    (2..=FEW).contains(&names.len()).then(message)
}
