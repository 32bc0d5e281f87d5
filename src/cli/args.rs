//! Arguments as typed.
//!
//! In: the command line. Out: [`Args`], which mirrors it: every flag, every word.
//! Must not: mean anything yet. What a room is asked to do is another type (a `Request`, a
//! `Place`, values): the command line holds texts that may name nothing, and leaves out what
//! has a default, while a room's request answers every question. Keeping the two apart keeps
//! clap out of the rooms, lets flags be renamed without touching them, and gives every
//! settling step one place in which to say "did you mean".

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use super::author::args::{
    CompletionsArgs, InitArgs, ManArgs, NewArgs, RenameArgs, SchemaArgs, ThemeArgs,
};

const EXAMPLES: &str = "\
Examples:
  playbook init our-playbook                something to begin with
  playbook new ritual garden-walk           a file that teaches what to write in it
  playbook check                            every mistake, with its place and a way out
  playbook fit --team till                  what fits the team, and why
  playbook fit --context new-offering bet-table
  playbook fit --set interruptions=high --set team-stage=forming,rebuilding
  playbook ask                              what the playbook itself wants answered
  playbook explain orphan                   what a diagnostic means, and the cure
  playbook build --out public --base-url /handbook/
  playbook serve --open                     the site in a browser, while it is written
  playbook lsp                              what an editor starts, to help while you write

Exit status: 0 clean, 1 the content has errors, 2 it could not run, 130 and 143 when
interrupted.";

/// Which of our practices fit which team contexts, and why: a static site generator for
/// operating-model playbooks
#[derive(Debug, Parser)]
#[command(
    name = "playbook",
    version,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    max_term_width = 100,
    after_help = EXAMPLES
)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Build(BuildArgs),
    Serve(ServeArgs),
    Check(CheckArgs),
    Fit(FitArgs),
    Ask(AskArgs),
    Explain(ExplainArgs),
    Init(InitArgs),
    New(NewArgs),
    Rename(RenameArgs),
    Schema(SchemaArgs),
    Theme(ThemeArgs),
    Lsp(LspArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

/// What every command that reads a playbook understands.
#[derive(Debug, Clone, clap::Args)]
pub struct Common {
    /// The playbook's folder: the one that holds `content/` and perhaps `book.toml`
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,

    /// The day on which everything is judged, for example `2026-06-01`; else
    /// SOURCE_DATE_EPOCH, else `as-of` in book.toml, else today (in UTC)
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,

    /// Read drafts as if they were published
    #[arg(long)]
    pub drafts: bool,

    /// Only results and errors: no progress, no summary
    #[arg(short, long)]
    pub quiet: bool,
}

/// Find every mistake and write nothing
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  playbook check
  playbook check --strict --format github        in a workflow, as annotations
  playbook check --format json | jq -r .code | sort | uniq -c
  playbook check --format sarif > playbook.sarif
  playbook check --external              and whether links to other sites still answer")]
pub struct CheckArgs {
    #[command(flatten)]
    pub common: Common,

    /// How to print what was found
    #[arg(long, value_enum, default_value_t = CheckFormat::Human)]
    pub format: CheckFormat,

    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,

    /// Ask every address on other sites that bodies and sources link to, over the network;
    /// answers are remembered for a day
    #[arg(long)]
    pub external: bool,

    /// How many seconds one address may take to answer
    #[arg(long, value_name = "SECONDS", default_value_t = 10, requires = "external",
          value_parser = clap::value_parser!(u64).range(1..=300))]
    pub timeout: u64,

    /// Ask every address anew, also those whose answers are remembered
    #[arg(long, requires = "external")]
    pub fresh: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// The source line, a caret and a way out; long lists are folded
    Human,
    /// `file:line:column: severity[code]: message`, a line each
    Short,
    /// One JSON object a line
    Json,
    /// GitHub's workflow commands, which become annotations
    Github,
    /// One SARIF 2.1.0 log, for code scanning
    Sarif,
}

/// Rank practices for a team, a context or values of your own, with reasons
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  playbook fit --team till                       ranked for a team
  playbook fit --team till bet-table             one practice, line by line
  playbook fit --context journey-slice --all     nothing folded
  playbook fit --set interruptions=high --set coupling=alone,light-interfaces
  playbook fit --team lantern --format json | jq .next_question

Several values of one factor mean that all of them hold, for different parts of the work.
Without a team, a context or values every factor is unknown.")]
pub struct FitArgs {
    #[command(flatten)]
    pub common: Common,

    /// Judge for a team, for example `till`
    #[arg(long, value_name = "ID", conflicts_with_all = ["context", "set"])]
    pub team: Option<String>,

    /// Judge for a context, for example `new-offering`
    #[arg(long, value_name = "ID", conflicts_with = "set")]
    pub context: Option<String>,

    /// Judge for these values; may be given once for each factor
    #[arg(long, value_name = "FACTOR=VALUE[,VALUE]")]
    pub set: Vec<String>,

    /// Only this practice, with every line: `bet-table` or `ritual/bet-table`
    pub practice: Option<String>,

    /// Print for people or for programs
    #[arg(long, value_enum, default_value_t = DataFormat::Human)]
    pub format: DataFormat,

    /// Fold nothing
    #[arg(long)]
    pub all: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DataFormat {
    /// Text for a terminal
    Human,
    /// One JSON value
    Json,
}

/// The questions that the playbook itself wants answered
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  playbook ask
  playbook ask --all
  playbook ask --format json | jq -r '.questions[] | select(.kind == \"zombie\") | .question'")]
pub struct AskArgs {
    #[command(flatten)]
    pub common: Common,

    /// Print for people or for programs
    #[arg(long, value_enum, default_value_t = DataFormat::Human)]
    pub format: DataFormat,

    /// Fold nothing
    #[arg(long)]
    pub all: bool,
}

/// What a diagnostic means, with an example and the cure
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  playbook explain orphan
  playbook explain               every code, with its sentence")]
pub struct ExplainArgs {
    /// The code in brackets behind `error` or `warning`, for example `broken-ref`
    pub code: Option<String>,
}

/// Write the site
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  playbook build
  playbook build --strict --out public --base-url https://work.example.org/handbook/
  playbook build --keep-going            a site for reviewers, with errors marked in it")]
pub struct BuildArgs {
    #[command(flatten)]
    pub common: Common,

    /// The folder to write; else `build-dir` in book.toml, else `book`
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// The path or address under which the site will be served, for example `/handbook/`
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,

    /// Treat warnings as errors, so that nothing is written
    #[arg(long)]
    pub strict: bool,

    /// Build what can be built, mark the pages that have errors, and exit with 1
    #[arg(long)]
    pub keep_going: bool,
}

/// Show the site in a browser while it is written: what is saved is on the page at once
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  playbook serve --open
  playbook serve --drafts --port 4000
  playbook serve --port 0                any free port; its address is on standard output

Only this machine is listened to. `--host 0.0.0.0` lets everybody on the network read the
book, drafts and all.")]
pub struct ServeArgs {
    #[command(flatten)]
    pub common: Common,

    /// The port; 0 takes any that is free
    #[arg(short, long, value_name = "N", default_value_t = 3000)]
    pub port: u16,

    /// The address of this machine to listen on
    #[arg(short = 'n', long, value_name = "ADDR", default_value = "127.0.0.1")]
    pub host: String,

    /// Open the site in a browser
    #[arg(short, long)]
    pub open: bool,
}

/// Speak with an editor: diagnostics, completion, documentation and renaming while you write
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  playbook lsp                           what an editor starts, and speaks with
  playbook lsp --root docs               the playbook of that folder, whatever is open
  playbook lsp --drafts                  drafts are checked as if they were published

It speaks the Language Server Protocol on standard input and output, and is of no use in a
terminal. The manual says how each editor is told of it, under \"In your editor\".")]
pub struct LspArgs {
    /// The playbook's folder; else the nearest folder above an open file that holds book.toml,
    /// or a folder of the editor's that holds `content/`
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,

    /// The day on which everything is judged, for example `2026-06-01`
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,

    /// Read drafts as if they were published
    #[arg(long)]
    pub drafts: bool,

    /// What clients that start servers by their own rules add; it changes nothing
    #[arg(long, hide = true)]
    pub stdio: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        super::Args::command().debug_assert();
    }
}
