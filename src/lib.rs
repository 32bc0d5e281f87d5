//! Which practices fit which team contexts, and why: a folder of markdown becomes a handbook.
//!
//! A playbook is read once, front to back. Each stage is a function that consumes what the
//! stage before it made, and each product has a type of its own:
//!
//! 1. [`config`] settles book.toml: [`config::Config`].
//! 2. [`load`] reads the content, in parallel: texts, front matter as trees ([`yaml`]), bodies
//!    as documents ([`markdown`]): [`load::RawPage`].
//! 3. [`validate`] makes every entry right by itself ([`model`] says what that is), with an id
//!    and an address of its own: [`validate::Playbook`].
//! 4. [`link`] turns every reference into what it means and derives the other side of every
//!    relation: [`link::LinkedPlaybook`].
//! 5. [`fit`] answers what fits where, with reasons: [`fit::FittedPlaybook`].
//! 6. [`check`] finds what should be asked although it can be built; [`ask`] finds the
//!    questions that the playbook itself wants answered.
//! 7. [`site`] lays out every address and makes what stands there when it is asked for, with
//!    the templates of a [`theme`], the drawings of [`diagram`] and the files of [`calendar`]:
//!    [`site::Site`].
//! 8. [`mod@write`] publishes the site in whole, or leaves the old one as it was.
//!
//! [`author`] turns the same definitions round, for people who write: schemas, scaffolds, a
//! playbook to begin with, renaming.
//!
//! [`external`] asks whether the addresses that a playbook links to still answer, and is no part
//! of a build.
//!
//! [`serve`] shows the same site while it is written, page by page, as each is asked for;
//! [`lsp`] tells an editor what is wrong, and what could stand, while somebody types.
//! [`pipeline`] runs the stages in this order; [`cli`] turns arguments into a run and a run
//! into an exit code. [`source`] and [`diagnostic`] belong to everybody: where something
//! stands, and what is wrong with it; [`embedded`] holds the files that are part of the program.
//! ARCHITECTURE.md has the rooms in a table, with what
//! each may import; a test holds the code against it.

#![warn(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used, clippy::todo)]

pub mod ask;
pub mod author;
pub mod calendar;
pub mod check;
#[allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "the one room that looks at the clock, the environment and the terminal"
)]
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod diagram;
pub mod embedded;
pub mod external;
pub mod fit;
pub mod link;
pub mod load;
pub mod lsp;
pub mod markdown;
pub mod model;
pub mod pipeline;
pub mod search;
#[allow(clippy::disallowed_methods, reason = "it tells versions of one run from those of another")]
pub mod serve;
pub mod site;
pub mod source;
pub mod theme;
pub mod validate;
pub mod write;
pub mod yaml;
