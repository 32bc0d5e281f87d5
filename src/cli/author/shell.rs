//! `playbook completions` and `playbook man`: what shells and `man` know of this program.

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::Status;
use super::args::{CompletionsArgs, ManArgs};
use crate::cli::args::Args;
use crate::cli::terminal::Terminal;
use crate::diagnostic::{Failure, did_you_mean};
use crate::write::{System, generated};

/// By which a page is known for one that can be written again.
const MARK: &str = ".\\\" Written by `playbook man`; it writes over this file.";

pub fn completions(args: &CompletionsArgs, terminal: &Terminal) -> Result<Status, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "playbook", &mut script);
    terminal.print(&String::from_utf8_lossy(&script))?;
    Ok(Status::Clean)
}

pub fn man(args: &ManArgs, terminal: &Terminal) -> Result<Status, Failure> {
    let mut program = Args::command();
    program.build();
    if let Some(folder) = &args.out {
        let mut files = Vec::new();
        gather(&program, &mut files)?;
        generated(&System, folder, &files, MARK)?;
        let names = files.iter().map(|(name, _)| format!("{}\n", folder.join(name).display()));
        terminal.print(&names.collect::<String>())?;
        return Ok(Status::Clean);
    }
    let command = match &args.command {
        None => &program,
        Some(name) => match program.find_subcommand(name) {
            Some(command) => command,
            None => return Err(unknown(name, &program)),
        },
    };
    let (_, page) = page(command)?;
    terminal.print(&String::from_utf8_lossy(&page))?;
    Ok(Status::Clean)
}

/// The pages of a command and of those below it.
fn gather(command: &Command, files: &mut Vec<(String, Vec<u8>)>) -> Result<(), Failure> {
    files.push(page(command)?);
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        gather(below, files)?;
    }
    Ok(())
}

/// The name of a page's file, and the page.
fn page(command: &Command) -> Result<(String, Vec<u8>), Failure> {
    let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
    let mut bytes = format!("{MARK}\n").into_bytes();
    Man::new(command.clone())
        .title(name.to_uppercase())
        .manual("playbook manual")
        .render(&mut bytes)
        .map_err(|error| Failure::new(format!("cannot make the page `{name}`: {error}")))?;
    Ok((format!("{name}.1"), bytes))
}

fn unknown(name: &str, program: &Command) -> Failure {
    let failure = Failure::new(format!("there is no command `{name}`"));
    match did_you_mean(name, program.get_subcommands().map(Command::get_name)) {
        Some(hint) => failure.hint(hint),
        None => failure.hint("`playbook --help` lists the commands"),
    }
}
