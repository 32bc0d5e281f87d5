//! What a playbook should be asked about although it can be built: the warnings.
//!
//! In: a `FittedPlaybook`. Out: diagnostics, a function for each check. An entry can silence
//! one with a reason (`allow`); faulty entries have been spoken of and are passed over.
//! Must not: repeat what an earlier stage has said, or change anything.

mod keys;
mod library;
mod pages;
mod people;
mod teams;

use foldhash::HashSet;

use crate::diagnostic::{Code, Diagnostic, Hint, Severity};
use crate::fit::FittedPlaybook;
use crate::model::Entry;
use crate::source::{FileId, Span};
use crate::validate::EntryId;

/// Every warning of a playbook, check by check.
///
/// Errors do not keep warnings back: an author hears of both in one run. But where some entry or
/// reference could not be read (it is not `whole`), checks that something is *absent* (nobody
/// makes it, nothing links to it) stay silent: what they miss may be what an error has already
/// spoken of, and one mistake speaks once. Which errors that are [`may_hide`] says.
pub fn check(playbook: &FittedPlaybook, whole: bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    people::check(playbook, &mut found);
    keys::check(playbook, &mut found);
    library::check(playbook, &mut found);
    teams::check(playbook, &mut found);
    pages::check(playbook, &mut found);
    if whole {
        library::check_absences(playbook, &mut found);
        pages::check_absences(playbook, &mut found);
    }
    found
}

/// Whether what seems to be absent may be what a diagnostic of this code speaks of. A warning that
/// a site makes an error says no more than before; an image that is not there names no page, a link
/// to no heading of a page still leads to the page, and a circle of references has all of them.
pub fn may_hide(code: Code) -> bool {
    let is_harmless = matches!(code, Code::MissingImage | Code::BrokenAnchor | Code::ReferenceLoop);
    code.severity() == Severity::Error && !is_harmless
}

/// Takes out what nobody is to hear: what an entry allows, whichever stage found it, and what
/// concerns a draft that the site does not show, unless its text cannot be read at all.
pub fn silence(playbook: &FittedPlaybook, diagnostics: &mut Vec<Diagnostic>) {
    let playbook = &playbook.linked.playbook;
    let drafts: HashSet<FileId> =
        playbook.drafts.iter().filter(|draft| draft.is_sure).map(|draft| draft.file).collect();
    let mut allowed: HashSet<(FileId, Code)> = HashSet::default();
    for (_, entry) in playbook.entries() {
        let codes = entry.common.allow.codes.iter();
        allowed.extend(codes.map(|(code, _)| (entry.file, code.value)));
    }
    diagnostics.retain(|found| {
        let file = found.span.file;
        let is_unseen = drafts.contains(&file) && !is_of_reading(found.code);
        let is_allowed = !found.code.is_fixed() && allowed.contains(&(file, found.code));
        !is_unseen && !is_allowed
    });
}

/// Whether a code says that a file could not be read, and so may not be what it seems.
fn is_of_reading(code: Code) -> bool {
    matches!(
        code,
        Code::UnreadableFile
            | Code::UnreadableText
            | Code::FileTooLarge
            | Code::FileName
            | Code::UnclosedFrontMatter
            | Code::UnreadableYaml
            | Code::MergeConflict
    )
}

/// The entries that are judged: no plain pages, nothing faulty.
fn entries(playbook: &FittedPlaybook) -> impl Iterator<Item = (EntryId, &Entry)> {
    let all = playbook.linked.playbook.entries();
    all.filter(|(_, entry)| !entry.is_page() && !entry.is_faulty())
}

/// The same without retired entries.
fn living(playbook: &FittedPlaybook) -> impl Iterator<Item = (EntryId, &Entry)> {
    entries(playbook).filter(|(_, entry)| !entry.is_retired())
}

/// The same with plain pages: for what an entry promises by itself, whatever it is.
fn promising(playbook: &FittedPlaybook) -> impl Iterator<Item = (EntryId, &Entry)> {
    let all = playbook.linked.playbook.entries();
    all.filter(|(_, entry)| !entry.is_faulty() && !entry.is_retired())
}

/// Adds a warning about an entry, unless the entry allows it.
fn warn(
    found: &mut Vec<Diagnostic>,
    entry: &Entry,
    code: Code,
    span: Span,
    message: String,
    hint: impl Into<Hint>,
) {
    if !entry.allows(code) {
        found.push(Diagnostic::new(code, span, message).hint(hint));
    }
}
