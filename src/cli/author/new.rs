//! `playbook new`: a file for a new entry.

use super::args::NewArgs;
use super::{Around, Status, kind};
use crate::author::{Scaffold, scaffold};
use crate::cli::terminal::Terminal;
use crate::diagnostic::Failure;
use crate::model::{KindId, id_fault};
use crate::source::{fold, is_blank};
use crate::write::{System, new_file};

pub fn run(args: &NewArgs, terminal: &Terminal) -> Result<Status, Failure> {
    let around = match Around::open(&args.root, terminal) {
        Ok(around) => around,
        Err(ended) => return ended,
    };
    around.must_be_a_playbook(&args.root)?;
    let config = &around.config;
    let kind = kind(&args.kind, &config.kinds)?;
    if let Some((message, hint)) = id_fault(&args.id) {
        return Err(Failure::new(message).hint(hint));
    }
    if args.title.as_deref().is_some_and(is_blank) {
        return Err(
            Failure::new("the title is blank").hint("leave `--title` out, or give it words")
        );
    }
    if let Some(path) = taken(kind, &args.id, &around) {
        let name = &config.kinds.get(kind).name;
        return Err(Failure::new(format!("there is a {name} `{}` already, `{path}`", args.id))
            .hint("nothing was written; change that one, or choose another id"));
    }
    let what = Scaffold { kind, id: &args.id, title: args.title.as_deref(), bare: args.bare };
    let text = scaffold(&what, around.known());
    let folder = &config.kinds.get(kind).folder;
    let path = args.root.join(&config.content).join(&**folder).join(format!("{}.md", args.id));
    new_file(&System, &path, text.as_bytes())?;
    let path = path.strip_prefix(".").unwrap_or(&path);
    terminal.print(&format!("{}\n", path.display()))?;
    terminal.note("write it, see it with `playbook serve`, and hear what `playbook check` says\n");
    Ok(Status::Clean)
}

/// The file that has the id already, anywhere within the kind.
fn taken(kind: KindId, id: &str, around: &Around) -> Option<String> {
    let playbook = &around.run.as_ref()?.playbook.linked.playbook;
    let folded = fold(id);
    let page = playbook
        .pages
        .iter()
        .find(|page| page.entry.kind == kind && fold(&page.entry.id) == folded)?;
    Some(format!("{}/{}", around.config.content, page.path))
}
