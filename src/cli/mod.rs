//! Arguments to exit status.
//!
//! In: the command line, the environment, the terminal and the clock. Out: text on standard
//! output (results) and standard error (everything else), and an exit status.
//! Must not: judge a playbook or know a format of its content; each command settles its
//! arguments into the requests of the rooms below, and prints what they answer.
//!
//! | command | does | standard output |
//! |---|---|---|
//! | `check` | every diagnostic, writes nothing | the diagnostics |
//! | `fit` | ranked practices with reasons | the ranking |
//! | `ask` | the playbook's own questions | the questions |
//! | `explain` | what a code means | its page |
//! | `build` | the site | nothing |
//! | `init` | a playbook to begin with | nothing |
//! | `new` | a file for a new entry | its path |
//! | `rename` | another id, everywhere | what changes |
//! | `schema` | JSON Schema of the front matter | the schema |
//! | `theme copy` | a built-in theme file, to change it | its path |
//! | `completions`, `man` | for shells and `man` | the text |
//! | `serve` | a live preview | its address |
//! | `lsp` | a language server | the protocol's messages |
//!
//! | exit status | means |
//! |---|---|
//! | 0 | clean |
//! | 1 | the content has errors, or warnings under `--strict` |
//! | 2 | it could not run: usage, configuration, no content folder, disk, full output |
//! | 130, 143 | interrupted by SIGINT, SIGTERM |
//!
//! A pipe that its reader closes (`playbook check | head`) is no failure: the reader has
//! enough, and the status says what it would have said.

mod args;
mod ask;
mod author;
mod build;
mod check;
mod explain;
mod external;
mod fit;
mod layout;
mod lsp;
mod open;
mod progress;
mod report;
mod serve;
mod signal;
mod terminal;
mod threads;
mod time;
mod usage;
mod watch;

use std::process::ExitCode;

use clap::Parser;

use crate::diagnostic::Failure;
use args::{Args, Command};
use signal::Interrupt;
use terminal::Terminal;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    Clean,
    /// The content has errors.
    ContentErrors,
    /// An editor left without a word.
    Abandoned,
    /// It could not run, which has been said.
    CouldNotRun,
    /// By the number of the signal.
    Interrupted(u8),
}

impl Status {
    fn code(self) -> u8 {
        match self {
            Status::Clean => 0,
            Status::ContentErrors | Status::Abandoned => 1,
            Status::CouldNotRun => 2,
            Status::Interrupted(signal) => 128u8.saturating_add(signal),
        }
    }
}

/// Ends the program at once, from any thread: for a signal, and for work that nothing else ends.
fn end(status: Status) {
    let code = i32::from(status.code());
    #[cfg(unix)]
    signal_hook::low_level::exit(code);
    #[cfg(not(unix))]
    #[expect(clippy::disallowed_methods, reason = "no thread is left that could return it")]
    std::process::exit(code);
}

/// Runs the program.
pub fn main() -> ExitCode {
    let terminal = Terminal::detect();
    let ended = match Args::try_parse() {
        Ok(args) => Interrupt::listen().and_then(|interrupt| {
            threads::start()?;
            dispatch(&args.command, &terminal, &interrupt)
        }),
        Err(error) => usage::answer(&error, &terminal),
    };
    let status = ended.unwrap_or_else(|failure| {
        terminal.failure(&failure);
        Status::CouldNotRun
    });
    ExitCode::from(status.code())
}

fn dispatch(
    command: &Command,
    terminal: &Terminal,
    interrupt: &Interrupt,
) -> Result<Status, Failure> {
    match command {
        Command::Check(args) => check::run(args, terminal),
        Command::Fit(args) => fit::run(args, terminal),
        Command::Ask(args) => ask::run(args, terminal),
        Command::Explain(args) => explain::run(args, terminal),
        Command::Build(args) => build::run(args, terminal, interrupt),
        Command::Init(args) => author::init::run(args, terminal, interrupt),
        Command::New(args) => author::new::run(args, terminal),
        Command::Rename(args) => author::rename::run(args, terminal),
        Command::Schema(args) => author::schema::run(args, terminal),
        Command::Theme(args) => author::theme::run(args, terminal),
        Command::Completions(args) => author::shell::completions(args, terminal),
        Command::Man(args) => author::shell::man(args, terminal),
        Command::Serve(args) => serve::run(args, terminal),
        Command::Lsp(args) => lsp::run(args),
    }
}
