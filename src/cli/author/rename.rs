//! `playbook rename`: another id for an entry, everywhere.

use std::path::Path;

use super::args::RenameArgs;
use super::{Around, Status};
use crate::author::{self, Plan};
use crate::cli::layout;
use crate::cli::report;
use crate::cli::terminal::Terminal;
use crate::diagnostic::{Diagnostic, Failure, Hint, nearest, printable};
use crate::link::{LinkedPlaybook, Lookup};
use crate::source::{FileId, Span};
use crate::validate::EntryId;
use crate::write::{Rewrite, System, rewrite};

pub fn run(args: &RenameArgs, terminal: &Terminal) -> Result<Status, Failure> {
    let around = match Around::open(&args.root, terminal) {
        Ok(around) => around,
        Err(ended) => return ended,
    };
    around.must_be_a_playbook(&args.root)?;
    let Some(run) = &around.run else {
        return Err(Failure::new("there is nothing to rename yet"));
    };
    let linked = &run.playbook.linked;
    let target = find(&args.entry, linked)?;
    author::may_be_called(linked, target, &args.new_id)?;
    // A faulty entry's references are not known, and would go on naming the old id.
    if run.diagnostics.iter().any(Diagnostic::is_error) {
        let status = report::errors(terminal, &run.diagnostics, &linked.playbook.files);
        terminal.note("nothing was renamed, because the content has errors\n");
        return Ok(status);
    }
    let plan = author::rename(linked, target, &args.new_id)?;
    terminal.print(&told(&plan, linked, &around.config.content, &args.root))?;
    let counts = format!(
        "{} in {}",
        layout::counted(plan.len(), "place"),
        layout::counted(plan.changes.len(), "file")
    );
    if args.dry_run {
        terminal.note(&format!("{counts} would change\n"));
        return Ok(Status::Clean);
    }
    let content = args.root.join(&around.config.content);
    let files: Vec<Rewrite<'_>> = plan
        .changes
        .keys()
        .map(|&file| Rewrite {
            path: args.root.join(&*linked.playbook.files.get(file).path),
            edit: Box::new({
                let plan = &plan;
                move |text| plan.apply(file, text)
            }),
        })
        .collect();
    let (from, to) = (content.join(&plan.from), content.join(&plan.to));
    rewrite(&System, &files, Some((&from, &to)))?;
    terminal.note(&format!("{counts} changed\n"));
    judge_again(&args.root, terminal)
}

/// Reads the playbook as it is now. What a rename broke is told at once.
fn judge_again(root: &Path, terminal: &Terminal) -> Result<Status, Failure> {
    let around = match Around::open(root, terminal) {
        Ok(around) => around,
        Err(ended) => return ended,
    };
    match &around.run {
        Some(run) => {
            let files = &run.playbook.linked.playbook.files;
            Ok(report::errors(terminal, &run.diagnostics, files))
        }
        None => Ok(Status::Clean),
    }
}

/// The entry of a reference.
fn find(text: &str, linked: &LinkedPlaybook) -> Result<EntryId, Failure> {
    let playbook = &linked.playbook;
    let lookup = Lookup::new(playbook);
    if let Some((kind, id)) = text.split_once('/')
        && let Some(kind) = playbook.kinds.named(kind)
        && let Some(found) = lookup.entry(kind, id)
    {
        return refuse_page(found, linked);
    }
    match lookup.with_id(text) {
        [only] => return refuse_page(*only, linked),
        [] => {}
        several => {
            let names: Vec<String> =
                several.iter().map(|id| format!("`{}`", playbook.reference(*id))).collect();
            return Err(Failure::new(format!(
                "`{text}` could be {}",
                layout::listed(&names, "or")
            ))
            .hint("write it in full"));
        }
    }
    let failure = Failure::new(format!("there is no entry `{text}`"));
    let entries: Vec<(EntryId, String)> = playbook
        .entries()
        .filter(|(_, entry)| !entry.is_page())
        .map(|(id, _)| (id, playbook.reference(id)))
        .collect();
    let bare = text.rsplit('/').next().unwrap_or(text);
    let near = nearest(text, entries.iter().map(|(_, name)| name.as_str())).or_else(|| {
        let near = nearest(bare, entries.iter().map(|(id, _)| &*playbook.entry(*id).id))?;
        let same = |(id, _): &&(EntryId, String)| &*playbook.entry(*id).id == near;
        entries.iter().find(same).map(|(_, name)| name.as_str())
    });
    Err(match near {
        Some(name) => failure.hint(Hint::meant(name)),
        None => failure.hint("write it as `kind/id`, for example `ritual/bet-table`"),
    })
}

fn refuse_page(found: EntryId, linked: &LinkedPlaybook) -> Result<EntryId, Failure> {
    if linked.entry(found).is_page() {
        let path = &linked.page(found).path;
        return Err(Failure::new(format!("`{path}` is a plain page, which has no id"))
            .hint("move the file, and give it its old address as an alias"));
    }
    Ok(found)
}

/// Every change in the order of the files: `content/a.md:3:8: old -> new`.
fn told(plan: &Plan, linked: &LinkedPlaybook, content: &str, root: &Path) -> String {
    let files = &linked.playbook.files;
    let place = |file: FileId, start: usize| {
        let at = files.start(Span::new(file, start, start));
        let path = root.join(&*files.get(file).path);
        let path = path.strip_prefix(".").unwrap_or(&path).display().to_string();
        format!("{path}:{}:{}", at.line, at.column)
    };
    let mut out = String::new();
    for (file, changes) in &plan.changes {
        for change in changes {
            let what = match change.old.is_empty() {
                true => format!("+ {}", printable(change.new.trim())),
                false => format!("{} -> {}", printable(&change.old), printable(&change.new)),
            };
            out.push_str(&format!("{}: {what}\n", place(*file, change.range.start)));
        }
    }
    for span in &plan.by_hand {
        let at = place(span.file, span.start as usize);
        out.push_str(&format!("{at}: change this by hand: {}\n", printable(files.slice(*span))));
    }
    out.push_str(&format!("{content}/{} -> {content}/{}\n", plan.from, plan.to));
    out
}
