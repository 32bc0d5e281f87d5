//! Another id for an entry, as an edit that the editor makes: texts, and the file's name.
//!
//! In: a page, a byte of it, the new id. Out: the plan of `author`, as the protocol has it.
//! Must not: change anything itself.

use std::ops::Range;
use std::path::Path;

use gen_lsp_types::{
    DocumentChange, Edit, OptionalVersionedTextDocumentIdentifier, RenameFile, TextDocumentEdit,
    TextDocumentIdentifier, TextEdit, Uri, WorkspaceEdit,
};

use super::book::Page;
use super::navigate::{self, Target};
use super::position::Lines;
use crate::author::{self, Plan};
use crate::diagnostic::{Diagnostic, Failure};
use crate::source::{SourceFile, Span};
use crate::validate::EntryId;

/// What would be renamed at a byte: the bytes to mark, and the id as it is.
pub fn prepare(
    page: Page<'_>,
    text: &str,
    offset: usize,
) -> Result<(Range<usize>, String), Failure> {
    let (target, range) = target(page, text, offset)?;
    Ok((range, page.linked().entry(target).id.to_string()))
}

/// The edit, and how many places are left for the author's own hand.
pub fn rename(
    page: Page<'_>,
    text: &str,
    offset: usize,
    new_id: &str,
    world: &World<'_>,
) -> Result<(WorkspaceEdit, Vec<Span>), Failure> {
    let (target, _) = target(page, text, offset)?;
    let linked = page.linked();
    author::may_be_called(linked, target, new_id)?;
    // A faulty entry's references are not known, and would go on naming the old id.
    if page.standing.run.diagnostics.iter().any(Diagnostic::is_error) {
        return Err(Failure::new(
            "the content has errors, so that not every name in it is known: mend them first",
        ));
    }
    if !world.may_rename_files {
        return Err(Failure::new(
            "an id is the name of its file, and this editor lets no server rename files: \
             use `playbook rename`",
        ));
    }
    let plan = author::rename(linked, target, new_id)?;
    Ok((edit(page, &plan, world), plan.by_hand))
}

/// What has to be known of the editor.
pub struct World<'a> {
    /// The lines of a file of the book.
    pub lines: &'a dyn for<'f> Fn(&'f SourceFile) -> Lines<'f>,
    pub may_rename_files: bool,
    /// The address and the version of a file of the book, by its path from the root.
    pub document: &'a dyn Fn(&Path) -> (Uri, Option<i32>),
}

fn edit(page: Page<'_>, plan: &Plan, world: &World<'_>) -> WorkspaceEdit {
    let files = page.standing.files();
    let mut changes = Vec::new();
    for (file, own) in &plan.changes {
        let source = files.get(*file);
        let lines = (world.lines)(source);
        let edits = own.iter().map(|change| {
            let range = lines.range(change.range.clone());
            Edit::TextEdit(TextEdit { range, new_text: change.new.clone() })
        });
        let (uri, version) = (world.document)(Path::new(&*source.path));
        let text_document_identifier = TextDocumentIdentifier { uri };
        changes.push(DocumentChange::TextDocumentEdit(TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier {
                version,
                text_document_identifier,
            },
            edits: edits.collect(),
        }));
    }
    let content = &page.standing.scope.content;
    let address = |path: &str| (world.document)(&content.join(path)).0;
    changes.push(DocumentChange::RenameFile(RenameFile {
        old_uri: address(&plan.from),
        new_uri: address(&plan.to),
        options: None,
        annotation_id: None,
    }));
    WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
}

/// The entry that is named at a byte; on a page's own title, that page.
fn target(page: Page<'_>, text: &str, offset: usize) -> Result<(EntryId, Range<usize>), Failure> {
    let linked = page.linked();
    let nothing =
        || Failure::new("there is no id here: go to a reference, or to the `title` of the entry");
    let (id, range) = match navigate::at(page, text, offset) {
        Some((Target::Entry(id, _), range)) => (id, range),
        Some((Target::Value(..), _)) => {
            return Err(Failure::new("a value of a factor is renamed by hand"));
        }
        None => {
            let id = page.entry.ok_or_else(nothing)?;
            let title = linked.entry(id).span().range();
            if !(title.start <= offset && offset <= title.end) {
                return Err(nothing());
            }
            (id, title)
        }
    };
    if linked.entry(id).is_page() {
        return Err(Failure::new("a plain page has no id: rename its file"));
    }
    Ok((id, range))
}
