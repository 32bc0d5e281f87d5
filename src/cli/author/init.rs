//! `playbook init`: a playbook to begin with, in whole or not at all.

use super::Status;
use super::args::InitArgs;
use crate::author::{Starter, files};
use crate::cli::layout;
use crate::cli::signal::Interrupt;
use crate::cli::terminal::Terminal;
use crate::diagnostic::Failure;
use crate::write::{Stopped, System, new_project};

pub fn run(args: &InitArgs, terminal: &Terminal, interrupt: &Interrupt) -> Result<Status, Failure> {
    let flag = interrupt.watch();
    let cwd = std::env::current_dir()
        .map_err(|error| Failure::new(format!("cannot tell the working directory: {error}")))?;
    let starter = if args.example { Starter::Larkspur } else { Starter::Small };
    let files = files(starter);
    // `a/` and `a/.` are the folder `a`.
    let folder: std::path::PathBuf = cwd.join(&args.dir).components().collect();
    match new_project(&System, &folder, &files, flag) {
        Ok(()) => {}
        Err(Stopped::Failed(failure)) => return Err(failure),
        Err(Stopped::Interrupted | Stopped::Refused) => return Ok(interrupt.status()),
    }
    let here = folder == cwd;
    let place = if here { "this folder".to_owned() } else { format!("`{}`", args.dir.display()) };
    let first = match here {
        true => String::new(),
        false => format!("  cd {}\n", typed(&args.dir.display().to_string())),
    };
    terminal.note(&format!(
        "a playbook of {} in {place}. Next:\n{first}  playbook serve --open     and see it change \
         while you write\n",
        layout::counted(files.len(), "file"),
    ));
    Ok(Status::Clean)
}

/// A path as it is typed into a shell: between quotes where the shell would take it apart.
fn typed(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+:@%,=".contains(c);
    match path.chars().all(is_plain) {
        true => path.to_owned(),
        false => format!("'{}'", path.replace('\'', "'\\''")),
    }
}
