//! Another id for an entry, everywhere at once.
//!
//! In: a linked playbook without errors, so that every name in it is known for what it means.
//! Out: a [`Plan`]. Must not: touch the disk.

use std::collections::BTreeMap;
use std::ops::Range;

use super::alias;
use super::parts::{Part, parts};
use super::plan::{Change, Plan};
use crate::diagnostic::Failure;
use crate::link::{BodyTarget, LinkedPlaybook, Lookup, Owner, is_party, join_path};
use crate::markdown::{Link, LinkForm};
use crate::model::{Detail, Entry, KindId, Ref, Targets, id_fault};
use crate::source::{FileId, Span, fold, read_uri};
use crate::validate::{Draft, EntryId, Own, Page};

/// Plans another id. The caller has seen to it that the id is a good one, and free.
pub fn rename(playbook: &LinkedPlaybook, target: EntryId, new_id: &str) -> Result<Plan, Failure> {
    let page = playbook.page(target);
    let (from, to) = paths(&page.path, &page.entry.id, new_id);
    let lookup = Lookup::new(&playbook.playbook);
    let mut renaming = Renaming {
        playbook,
        target,
        old_id: &page.entry.id,
        new_id,
        kind: &playbook.playbook.kinds.get(page.entry.kind).name,
        is_bare_free: lookup.with_id(new_id).is_empty(),
        folder: is_folder_form(&page.path).then_some(from.as_str()),
        own: own_of(playbook, target),
        changes: BTreeMap::new(),
        by_hand: Vec::new(),
    };
    for (id, entry) in playbook.playbook.entries() {
        renaming.fields(id, entry, &lookup);
        renaming.body(id, playbook.page(id));
    }
    renaming.drafts();
    renaming.alias(page)?;
    let Renaming { mut changes, by_hand, .. } = renaming;
    for changes in changes.values_mut() {
        changes.sort_by_key(|change| change.range.start);
        changes.dedup();
    }
    Ok(Plan { changes, from, to, by_hand })
}

/// Whether an entry may have another id: a good one, which no other of its kind has.
pub fn may_be_called(
    linked: &LinkedPlaybook,
    target: EntryId,
    new_id: &str,
) -> Result<(), Failure> {
    if let Some((message, hint)) = id_fault(new_id) {
        return Err(Failure::new(message).hint(hint));
    }
    let kind = linked.entry(target).kind;
    if *linked.entry(target).id == *new_id {
        return Err(Failure::new(format!("`{new_id}` is its id already")));
    }
    let folded = fold(new_id);
    let taken = linked
        .playbook
        .of_kind(kind)
        .find(|(id, entry)| *id != target && fold(&entry.id) == folded);
    let is_draft = |draft: &&Draft| draft.kind == kind && fold(&draft.id) == folded;
    let draft = linked.playbook.drafts.iter().find(is_draft);
    // A plain page, or what else has no id, may stand where the file would go.
    let page = linked.page(target);
    let to = paths(&page.path, &page.entry.id, new_id).1;
    let stands_there = |path: &&str| is_within(path, &to);
    let address = format!("{}/{new_id}/", linked.playbook.kinds.get(kind).folder);
    let alias = linked.playbook.aliases.iter().find(|alias| fold(&alias.address) == fold(&address));
    if let Some(alias) = alias {
        let path = &linked.page(alias.entry).path;
        let (owner, whose) = match alias.entry == target {
            true => ("the entry".to_owned(), "its"),
            false => (format!("`{path}`"), "this entry's"),
        };
        let message = format!(
            "`/{}` is an alias of {owner}, and would become {whose} address",
            alias.address
        );
        return Err(
            Failure::new(message).hint(format!("take it out of `aliases` in `{path}` first"))
        );
    }
    let there = match (taken, draft) {
        (Some((other, _)), _) => {
            format!(
                "`{}` is there already, `{}`",
                linked.playbook.reference(other),
                linked.page(other).path
            )
        }
        (None, Some(draft)) => {
            let kind = &linked.playbook.kinds.get(kind).name;
            format!("`{kind}/{}` is there already, a draft, `{}`", draft.id, draft.path)
        }
        (None, None) => {
            let pages = linked.playbook.pages.iter().map(|page| &*page.path);
            let drafts = linked.playbook.drafts.iter().map(|draft| &*draft.path);
            match pages.chain(drafts).find(stands_there) {
                Some(path) => format!("`{path}` is there already"),
                None => return Ok(()),
            }
        }
    };
    Err(Failure::new(there).hint("choose another id"))
}

struct Renaming<'a> {
    playbook: &'a LinkedPlaybook,
    target: EntryId,
    old_id: &'a str,
    new_id: &'a str,
    kind: &'a str,
    /// Whether no entry of any kind has the new id, so that it may stand alone.
    is_bare_free: bool,
    /// The entry's own folder, where it has one.
    folder: Option<&'a str>,
    /// What the site makes for the entry by itself, by address.
    own: Vec<(Box<str>, Own)>,
    changes: BTreeMap<FileId, Vec<Change>>,
    by_hand: Vec<Span>,
}

impl Renaming<'_> {
    /// Names in front matter: references, owners and speakers, factors.
    fn fields(&mut self, id: EntryId, entry: &Entry, lookup: &Lookup<'_>) {
        let may_mean = |targets: Targets, kind: &str| {
            let names = targets.names(&self.playbook.playbook.kinds);
            names.is_empty() || names.contains(&kind)
        };
        for (index, reference) in (0..).zip(&entry.refs) {
            match self.playbook.target(id, Ref { index }) {
                Some(goal) if goal == self.target => {
                    self.reference(&reference.text, reference.span);
                }
                Some(goal) if may_mean(reference.targets, self.kind) => {
                    self.spell_out(goal, &reference.text, reference.span);
                }
                Some(goal) => self.beside(goal, &reference.text, reference.span),
                None => {}
            }
        }
        for (text, owner) in entry.common.owner.iter().zip(self.playbook.owners(id)) {
            self.party(&text.value, text.span, Some(owner));
        }
        if let Detail::Team(team) = &entry.detail {
            for text in team.parties() {
                self.party(&text.value, text.span, lookup.party(&text.value).as_ref());
            }
        }
        if self.kind_id() == KindId::FACTOR {
            self.factor_keys(entry);
        }
    }

    /// Who owns or says something: roles and teams share their ids, so that a new one of the one may
    /// be an old one of the other.
    fn party(&mut self, written: &str, span: Span, owner: Option<&Owner>) {
        match owner {
            Some(Owner::Entry(own)) if *own == self.target => self.reference(written, span),
            Some(Owner::Entry(other)) if is_party(self.kind_id()) => {
                self.spell_out(*other, written, span);
            }
            _ => {}
        }
    }

    fn kind_id(&self) -> KindId {
        self.playbook.entry(self.target).kind
    }

    fn factor_keys(&mut self, entry: &Entry) {
        let lines = entry.practice.iter().flat_map(|practice| &practice.fit);
        let conditions = lines.flat_map(|line| &line.when.conditions);
        let conditions = conditions.map(|condition| &condition.factor);
        for key in conditions.chain(entry.detail.claims().map(|claim| &claim.factor)) {
            let prefix = if key.value.starts_with("factor/") { "factor/" } else { "" };
            if key.value[prefix.len()..] == *self.old_id {
                self.within(key.span, &key.value, &format!("{prefix}{}", self.new_id));
            }
        }
    }

    /// `kind/id` or a bare id, in the form in which it was written.
    fn reference(&mut self, written: &str, span: Span) {
        let bare = written == self.old_id;
        let new = match bare && self.is_bare_free {
            true => self.new_id.to_owned(),
            false => format!("{}/{}", self.kind, self.new_id),
        };
        self.within(span, written, &new);
    }

    /// What has the new id among another kind's, and was named by the id alone, is named with its
    /// kind from now on: the id alone would mean two.
    fn spell_out(&mut self, goal: EntryId, written: &str, span: Span) {
        if written == self.new_id {
            self.within(span, written, &self.playbook.playbook.reference(goal));
        }
        self.beside(goal, written, span);
    }

    /// A plain page in the entry's own folder moves with it, and is named by its path.
    fn beside(&mut self, goal: EntryId, written: &str, span: Span) {
        let page = self.playbook.page(goal);
        if let Some(folder) = self.folder
            && page.entry.is_page()
            && is_within(&page.path, folder)
        {
            let parent = &folder[..folder.len() - self.old_id.len()];
            let rest = &page.entry.id[folder.len()..];
            self.within(span, written, &format!("page/{parent}{}{rest}", self.new_id));
        }
    }

    /// Replaces a text that stands once within a span; else it is for the author's own hand.
    fn within(&mut self, span: Span, old: &str, new: &str) {
        let slice = self.playbook.playbook.files.slice(span);
        let mut found = slice.match_indices(old);
        match (found.next(), found.next()) {
            (Some((at, _)), None) => {
                let start = span.start as usize + at;
                self.change(span.file, start..start + old.len(), old, new);
            }
            _ => self.by_hand.push(span),
        }
    }

    fn change(&mut self, file: FileId, range: Range<usize>, old: &str, new: &str) {
        let change = Change { range, old: old.to_owned(), new: new.to_owned() };
        self.changes.entry(file).or_default().push(change);
    }

    fn body(&mut self, id: EntryId, page: &Page) {
        for (link, target) in page.body.links.iter().zip(self.playbook.body_targets(id)) {
            let is_wiki = link.form == LinkForm::Wiki;
            match target {
                BodyTarget::Entry { id: goal, .. } if is_wiki => {
                    // A heading may be called as the entry is.
                    let slice = self.playbook.playbook.files.slice(link.span);
                    let start = link.span.start as usize;
                    let end = start + slice.find('#').unwrap_or(slice.len());
                    let (name, span) =
                        (link.split().0.trim(), Span::new(link.span.file, start, end));
                    match *goal == self.target {
                        true => self.reference(name, span),
                        false => self.spell_out(*goal, name, span),
                    }
                }
                BodyTarget::Entry { id: goal, .. } if *goal == self.target => self.path(link, page),
                BodyTarget::Entry { id: goal, .. } => {
                    if let Some(folder) = self.folder
                        && is_within(&self.playbook.page(*goal).path, folder)
                    {
                        self.segment_at(link, page, folder);
                    }
                }
                BodyTarget::Value { factor, .. } if *factor == self.target => {
                    if is_wiki {
                        let old = format!("factor/{}/", self.old_id);
                        self.within(link.span, &old, &format!("factor/{}/", self.new_id));
                    } else {
                        self.segment_at(link, page, &format!("factors/{}", self.old_id));
                    }
                }
                BodyTarget::Asset { .. } => {
                    if let Some(folder) = self.folder {
                        self.segment_at(link, page, folder);
                    }
                }
                BodyTarget::Generated { address, .. } => {
                    match self.own.iter().find(|(own, _)| own == address).map(|(_, own)| own) {
                        // Both names are in it, and with other ids it may be formed otherwise.
                        Some(Own::Compare(..)) => self.by_hand.push(link.span),
                        Some(_) => self.segment(link, &["", ".ics"]),
                        None => {
                            if let Some(folder) = self.folder
                                && is_within(address, folder)
                            {
                                self.segment_at(link, page, folder);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// What a draft says is not known where the site shows none: each place that names the entry is
    /// for the author's own hand.
    fn drafts(&mut self) {
        for draft in &self.playbook.playbook.drafts {
            let text = &self.playbook.playbook.files.get(draft.file).text;
            let front = front_matter_end(text).unwrap_or(0);
            for (start, _) in text.match_indices(self.old_id) {
                let end = start + self.old_id.len();
                let (before, behind) = (&text[..start], &text[end..]);
                let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
                let is_whole = !before.ends_with(goes_on) && !behind.starts_with(goes_on);
                let is_name = start < front
                    || before.ends_with(['/', '['])
                    || (before.ends_with('(') && behind.starts_with(".md"));
                if is_whole && is_name {
                    self.by_hand.push(Span::new(draft.file, start, end));
                }
            }
        }
    }

    /// A link by path, if it leads by the entry's own path or address. One that leads by an
    /// alias goes on doing so.
    fn path(&mut self, link: &Link, page: &Page) {
        let Some(path) = joined(link, page) else { return };
        let entry = self.playbook.page(self.target);
        let source = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm"));
        let by_source = source.is_some_and(|stem| {
            format!("{stem}.md") == *entry.path
                || stem.strip_suffix("/index") == Some(entry.address.trim_end_matches('/'))
        });
        let is_own = path == *entry.path
            || format!("{path}.md") == *entry.path
            || format!("{path}/index.md") == *entry.path
            || path == entry.address.trim_end_matches('/')
            || by_source;
        if !is_own {
            return;
        }
        self.segment(link, &["", ".md", ".html", ".htm"]);
    }

    /// Replaces the id in the part of a path that leads to a place: what follows, a value of a
    /// factor or a file in the entry's own folder, may have the same name. A link from within
    /// the place does not name it.
    fn segment_at(&mut self, link: &Link, page: &Page, place: &str) {
        for part in parts(link, self.playbook.playbook.files.slice(link.span)) {
            let leads_there = join_path(folder_of(page), &read_uri(part.so_far));
            if read_uri(part.name) == self.old_id && leads_there.as_deref() == Some(place) {
                return self.part(link, &part, self.new_id);
            }
        }
    }

    /// Replaces the id in the last part of a path that is it, with one of some endings.
    fn segment(&mut self, link: &Link, endings: &[&str]) {
        for part in parts(link, self.playbook.playbook.files.slice(link.span)) {
            let name = read_uri(part.name);
            let ending = name.strip_prefix(self.old_id).filter(|rest| endings.contains(rest));
            if let Some(ending) = ending {
                return self.part(link, &part, &format!("{}{ending}", self.new_id));
            }
        }
        // A link to the page that it stands on, from its own folder, names no id.
    }

    /// Replaces a part of a link's path, where it is written as it is meant.
    fn part(&mut self, link: &Link, part: &Part<'_>, new: &str) {
        let at = link.span.start as usize;
        match &part.range {
            Some(range) => {
                self.change(link.span.file, at + range.start..at + range.end, part.name, new);
            }
            None => self.by_hand.push(link.span),
        }
    }

    /// The old address leads to the entry from now on.
    fn alias(&mut self, page: &Page) -> Result<(), Failure> {
        let file = page.entry.file;
        let text = &self.playbook.playbook.files.get(file).text;
        let Some(end) = front_matter_end(text) else {
            return Err(Failure::new(format!("`{}` has no front matter", page.path)));
        };
        match alias::joined_by(&format!("/{}", page.address), text, end, file) {
            Ok(Change { range, old, new }) => self.change(file, range, &old, &new),
            Err(by_hand) => self.by_hand.push(by_hand),
        }
        Ok(())
    }
}

/// Where a link leads within the content folder.
fn joined(link: &Link, page: &Page) -> Option<String> {
    let place = link.split().0;
    let place = place.split('?').next().unwrap_or(place);
    join_path(folder_of(page), &read_uri(place))
}

fn folder_of(page: &Page) -> &str {
    page.path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// What the site makes for an entry by itself.
fn own_of(playbook: &LinkedPlaybook, target: EntryId) -> Vec<(Box<str>, Own)> {
    let mut own = playbook.playbook.own();
    own.retain(|(_, own)| match own {
        Own::Twin(id) | Own::Calendar(id) | Own::PrintTeam(id) => *id == target,
        Own::Compare(one, other) => *one == target || *other == target,
        _ => false,
    });
    own
}

/// Whether a path is a place, or lies in it.
fn is_within(path: &str, place: &str) -> bool {
    path.strip_prefix(place).is_some_and(|rest| matches!(rest.chars().next(), None | Some('/')))
}

/// `bet-table/index.md`, where the id is the folder's name.
fn is_folder_form(path: &str) -> bool {
    path.ends_with("/index.md")
}

/// What moves, and where to.
fn paths(path: &str, old_id: &str, new_id: &str) -> (String, String) {
    if is_folder_form(path) {
        let from = path.trim_end_matches("/index.md");
        let parent = &from[..from.len() - from.rsplit('/').next().unwrap_or("").len()];
        return (from.to_owned(), format!("{parent}{new_id}"));
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.strip_prefix(old_id).unwrap_or(".md");
    (path.to_owned(), format!("{}{new_id}{extension}", &path[..path.len() - name.len()]))
}

/// Where the line that closes the front matter begins.
fn front_matter_end(text: &str) -> Option<usize> {
    let first = text.find('\n')? + 1;
    let mut at = first;
    for line in text[first..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some(at);
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_moves_with_its_index() {
        let moved = |path: &str| paths(path, "walk", "stroll");
        assert_eq!(
            moved("rituals/a/walk.md"),
            ("rituals/a/walk.md".into(), "rituals/a/stroll.md".into())
        );
        assert_eq!(
            moved("rituals/walk/index.md"),
            ("rituals/walk".into(), "rituals/stroll".into())
        );
    }
}
