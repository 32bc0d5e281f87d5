//! Arguments of the commands that help an author to write, as typed.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

/// Make a playbook to begin with
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  playbook init our-playbook       a small one, in a folder of that name
  playbook init                    the same, here, where nothing else may be
  playbook init larkspur --example a grown one, of more than a hundred pages

What is made has no errors, and the small one no warnings. Then:
  playbook check                   and see what there is to say
  playbook serve --open            and see it change while you write
  playbook new ritual our-ritual   the first page of your own")]
pub struct InitArgs {
    /// The folder, which must be empty or not there yet
    #[arg(default_value = ".")]
    pub dir: PathBuf,

    /// The whole of Larkspur, the playbook of a made-up company, instead of a small one
    #[arg(long)]
    pub example: bool,
}

/// Write a file for a new entry, which teaches what to write in it
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  playbook new ritual garden-walk
  playbook new team harbour --title \"The harbour team\"
  playbook new factor team-age --bare        without the keys that are optional
  $EDITOR \"$(playbook new need stop-something-well)\"

The kinds are ritual, artifact, framework, exercise, team, context, factor, need, role, cycle,
principle, anti-pattern, and those that book.toml declares. The id becomes the name of the
file and the address of the page: small letters, digits and `-`.")]
pub struct NewArgs {
    /// What it is, for example `ritual`
    pub kind: String,

    /// Its id, for example `garden-walk`
    pub id: String,

    /// What it is called; else it is made from the id
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,

    /// Leave out the keys that are optional
    #[arg(long)]
    pub bare: bool,

    /// The playbook's folder: the one that holds `content/` and perhaps `book.toml`
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

/// Give an entry another id, everywhere
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  playbook rename ritual/bet-table stakes --dry-run     what would change
  playbook rename bet-table stakes                      and change it

References, owners, wikilinks, links by path and conditions are rewritten, the file is
renamed, and its old address stays alive among its `aliases`. The content must have no errors,
so that every name in it is known for what it means.")]
pub struct RenameArgs {
    /// The entry, for example `ritual/bet-table`
    #[arg(value_name = "REF")]
    pub entry: String,

    /// The new id, for example `stakes`
    pub new_id: String,

    /// Say what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,

    /// The playbook's folder: the one that holds `content/` and perhaps `book.toml`
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

/// Print the JSON Schema of the front matter, for editors and other tools
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  playbook schema ritual                    the schema of one kind
  playbook schema                           of all of them, under `$defs`
  playbook schema --out .schemas --refs     a file for each kind, with every entry by name
  playbook schema ritual | jq '.properties | keys'

In a playbook, the schema knows the kinds, keys, factors and values of the site.")]
pub struct SchemaArgs {
    /// The kind, for example `ritual`; all of them where none is named
    pub kind: Option<String>,

    /// Allow only entries that are there to be named, each with its title and summary
    #[arg(long)]
    pub refs: bool,

    /// Write a file for each kind into this folder: `ritual.schema.json`
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// The version of JSON Schema that it says it is
    #[arg(long, value_enum, default_value_t = SchemaDialect::Draft2020)]
    pub dialect: SchemaDialect,

    /// The playbook's folder; without a playbook in it, the schema is that of the built-in kinds
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaDialect {
    /// The newest
    #[value(name = "2020-12")]
    Draft2020,
    /// For tools that know no newer one
    #[value(name = "draft-07")]
    Draft7,
}

/// Change how pages look
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true, subcommand_required = true)]
pub struct ThemeArgs {
    #[command(subcommand)]
    pub command: ThemeCommand,
}

#[derive(Debug, Subcommand)]
pub enum ThemeCommand {
    Copy(ThemeCopyArgs),
}

/// Bring a built-in theme file into the site's theme, to change it
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  playbook theme copy                               the files that there are
  playbook theme copy assets/brand.css              colours and typefaces
  playbook theme copy templates/practice.html

A file of the site's theme stands in the place of the built-in one of the same path. Copy as
little as you can: what you copy no longer changes with the program. A template can also build
on the built-in one: {% extends \"default/practice.html\" %}.")]
pub struct ThemeCopyArgs {
    /// The file's path in the theme, for example `assets/brand.css`
    pub path: Option<String>,

    /// The playbook's folder: the one that holds `content/` and perhaps `book.toml`
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

/// Print a script that completes commands and options
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  playbook completions bash > ~/.local/share/bash-completion/completions/playbook
  playbook completions zsh > ~/.zfunc/_playbook          with ~/.zfunc in $fpath
  playbook completions fish > ~/.config/fish/completions/playbook.fish
  playbook completions powershell >> $PROFILE")]
pub struct CompletionsArgs {
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// Print a page of the manual, for `man`
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  playbook man | man -l -                        the page of the program
  playbook man build | man -l -                  the page of a command
  playbook man --out ~/.local/share/man/man1     all of them, to be found by `man playbook`")]
pub struct ManArgs {
    /// The command; the program itself where none is named
    pub command: Option<String>,

    /// Write all pages into this folder instead
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    pub out: Option<PathBuf>,
}
