//! `playbook theme copy`: a built-in theme file, to change it.

use super::args::{ThemeArgs, ThemeCommand, ThemeCopyArgs};
use super::{Around, Status};
use crate::cli::terminal::Terminal;
use crate::diagnostic::{Failure, Hint, did_you_mean};
use crate::theme::Theme;
use crate::write::{System, new_file};

/// The folder of a site's theme, where book.toml names none yet.
const FIRST_THEME: &str = "themes/ours";

pub fn run(args: &ThemeArgs, terminal: &Terminal) -> Result<Status, Failure> {
    match &args.command {
        ThemeCommand::Copy(args) => copy(args, terminal),
    }
}

fn copy(args: &ThemeCopyArgs, terminal: &Terminal) -> Result<Status, Failure> {
    let Some(path) = &args.path else {
        let files = Theme::builtin_files().into_iter().map(|path| format!("{path}\n"));
        terminal.print(&files.collect::<String>())?;
        return Ok(Status::Clean);
    };
    let Some(bytes) = Theme::builtin_file(path) else {
        return Err(unknown(path));
    };
    let around = match Around::open(&args.root, terminal) {
        Ok(around) => around,
        Err(ended) => return ended,
    };
    around.must_be_a_playbook(&args.root)?;
    let folder = around.config.theme.as_ref().map(|theme| theme.as_str());
    let target = args.root.join(folder.unwrap_or(FIRST_THEME)).join(path);
    new_file(&System, &target, &bytes)?;
    let shown = target.strip_prefix(".").unwrap_or(&target);
    terminal.print(&format!("{}\n", shown.display()))?;
    if folder.is_none() {
        terminal.note(&format!(
            "name the folder in book.toml, or nobody looks into it:\n\n[output.html]\ntheme = \
             \"{FIRST_THEME}\"\n"
        ));
    }
    Ok(Status::Clean)
}

fn unknown(path: &str) -> Failure {
    let files = Theme::builtin_files();
    let failure = Failure::new(format!("the built-in theme has no file `{path}`"));
    // People leave the folder out, or the ending.
    let same = files.iter().find(|file| {
        let name = file.rsplit('/').next().unwrap_or(file);
        name == path || name.split('.').next() == Some(path)
    });
    let near = same
        .map(Hint::meant)
        .or_else(|| did_you_mean(path, files.iter().map(String::as_str)))
        .or_else(|| {
            let name = |file: &'_ str| file.rsplit('/').next().map(str::to_owned);
            let names: Vec<String> = files.iter().filter_map(|file| name(file)).collect();
            let near = crate::diagnostic::nearest(path, names.iter().map(String::as_str))?;
            let file = files.iter().find(|file| file.ends_with(&format!("/{near}")))?;
            Some(Hint::meant(file))
        });
    let failure = match near {
        Some(hint) => failure.hint(hint),
        None => failure,
    };
    failure.hint("`playbook theme copy` lists the files")
}
