//! Pages as pages: what is still to be written, summaries that repeat, and what nothing links to.

use foldhash::HashMap;

use super::{living, warn};
use crate::author::unwritten;
use crate::diagnostic::{Code, Diagnostic, listed};
use crate::fit::FittedPlaybook;
use crate::model::{KindId, Text, is_filled_by_site};
use crate::source::fold;
use crate::validate::{Alias, EntryId, Own};

pub fn check(playbook: &FittedPlaybook, found: &mut Vec<Diagnostic>) {
    placeholders(playbook, found);
    summaries(playbook, found);
    displaced(playbook, found);
}

/// What `playbook new` asked for and nobody has written would be read as an author's words. It is
/// said once for an entry, of all that is left.
fn placeholders(playbook: &FittedPlaybook, found: &mut Vec<Diagnostic>) {
    for (id, entry) in living(playbook) {
        let page = playbook.linked.playbook.page(id);
        // A body that is shown as it is written has no comment in it.
        let text = if page.body.source.is_some() { "" } else { &*page.text };
        let left = unwritten(entry, text);
        let Some((_, first)) = left.first() else { continue };
        let mut names: Vec<&str> = left.iter().map(|(what, _)| &**what).collect();
        names.dedup();
        let message =
            format!("still to be written of `{}`: {}", entry.title.value, listed(&names, "and"));
        let hint = "write it, take out what the entry does not need, or hold the entry back with `state: draft`";
        warn(found, entry, Code::Placeholder, *first, message, hint);
    }
}

/// An author's page wins its address. Where the site makes a page there and leads to it by name,
/// whoever follows comes to another: that may be meant, and has to be known.
fn displaced(playbook: &FittedPlaybook, found: &mut Vec<Diagnostic>) {
    let book = &playbook.linked.playbook;
    let may_meet = |address: &str| {
        address.split('/').next().is_some_and(is_filled_by_site) || address.contains("/page-")
    };
    let pages: HashMap<String, EntryId> = book
        .entries()
        .map(|(id, _)| (&book.page(id).address, id))
        .filter(|(address, _)| may_meet(&fold(address)))
        .map(|(address, id)| (fold(address), id))
        .collect();
    let standing = |alias: &str| fold(alias.strip_suffix("index.html").unwrap_or(alias));
    let aliases: HashMap<String, &Alias> =
        book.aliases.iter().map(|alias| (standing(&alias.address), alias)).collect();
    if pages.is_empty() && aliases.is_empty() {
        return;
    }
    for (address, own) in book.own() {
        if let Some(alias) = aliases.get(&fold(&address)) {
            let entry = book.entry(alias.entry);
            let message = format!("the alias `/{address}` is an address that the site fills");
            let hint = "take it out where that is not meant";
            warn(found, entry, Code::DisplacedPage, alias.span, message, hint);
            continue;
        }
        let lost = match own {
            Own::KindIndex { part: 1.., .. } | Own::Matrix { part: 1.., .. } => {
                "the page on which a long list goes on"
            }
            Own::Explorer => "the explorer",
            Own::Questions => "the questions",
            Own::MatrixIndex => "the matrices",
            Own::Garden => "the garden",
            Own::CompareHub => "the comparisons",
            Own::Tags => "the tags",
            Own::Glossary(_) => "the glossary",
            Own::Health => "the page of health",
            Own::Search => "the search",
            Own::Print => "the whole book on a page",
            _ => continue,
        };
        let Some(id) = pages.get(&fold(&address)) else { continue };
        let entry = book.entry(*id);
        let message = format!("this page stands at `/{address}`, in the place of {lost}");
        let hint = "rename the file where that is not meant";
        warn(found, entry, Code::DisplacedPage, entry.span(), message, hint);
    }
}

/// What nothing links to.
pub fn check_absences(playbook: &FittedPlaybook, found: &mut Vec<Diagnostic>) {
    orphans(playbook, found);
}

/// Two entries with one summary cannot be told apart in a list.
fn summaries(playbook: &FittedPlaybook, found: &mut Vec<Diagnostic>) {
    let files = &playbook.linked.playbook.files;
    let mut first: HashMap<&str, (EntryId, &Text)> = HashMap::default();
    for (id, entry) in living(playbook) {
        let Some(summary) = &entry.common.summary else { continue };
        match first.get(&*summary.value) {
            None => {
                first.insert(&summary.value, (id, summary));
            }
            Some(_) if entry.allows(Code::DuplicateSummary) => {}
            // A file that was copied with its name has been spoken of.
            Some((other, _)) if is_copy(playbook, *other, id) => {}
            Some((_, other)) => {
                let message = format!(
                    "the summary of `{}` is that of `{}`",
                    entry.title.value,
                    files.get(other.span.file).path
                );
                found.push(
                    Diagnostic::new(Code::DuplicateSummary, summary.span, message)
                        .label(other.span, "the same words")
                        .hint("say what sets this one apart"),
                );
            }
        }
    }
}

/// Whether two entries of a kind have the name of one: the second got another id.
fn is_copy(playbook: &FittedPlaybook, one: EntryId, other: EntryId) -> bool {
    let pages = &playbook.linked.playbook;
    let name = |id: EntryId| {
        let path = pages.page(id).path.strip_suffix("/index.md");
        let path = path.unwrap_or(&pages.page(id).path).trim_end_matches(".md");
        fold(path.rsplit_once('/').map_or(path, |(_, name)| name))
    };
    pages.entry(one).kind == pages.entry(other).kind && name(one) == name(other)
}

/// An entry that no other entry and no page names is found by nobody. What every site lists
/// on pages of their own (factors, contexts, teams) is found there, and a cycle by its rung.
fn orphans(playbook: &FittedPlaybook, found: &mut Vec<Diagnostic>) {
    let listed =
        [KindId::FACTOR, KindId::CONTEXT, KindId::TEAM, KindId::CYCLE, KindId::NEED, KindId::ROLE];
    for (id, entry) in living(playbook) {
        if listed.contains(&entry.kind) {
            continue;
        }
        if playbook.linked.graph.incoming(id).is_empty() {
            let message = format!("nothing links to `{}`", entry.title.value);
            let hint = "name it where a reader would need it";
            warn(found, entry, Code::Orphan, entry.span(), message, hint);
        }
    }
}
