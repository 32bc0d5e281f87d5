//! What helps an author to write: schemas, scaffolds, a playbook to begin with, renaming, what
//! each place of a page names, and what a scaffold left to be written.
//!
//! In: the kinds with the keys that they have, and what a linked playbook knows. Out: texts,
//! and plans of what to change. All of it follows from the one definition of fields in
//! `model`.
//! Must not: read or write the disk, or print.

mod alias;
mod body;
mod example;
mod known;
mod mention;
mod parts;
mod plan;
mod rename;
mod scaffold;
mod schema;
mod starter;
mod unwritten;

pub use example::{flow, scalar};
pub use known::{Known, KnownEntry};
pub use mention::{Meant, Mention, mentions};
pub use plan::{Change, Plan};
pub use rename::{may_be_called, rename};
pub use scaffold::{Scaffold, scaffold};
pub use schema::{Dialect, schema, schemas};
pub use starter::{Starter, files};
pub use unwritten::unwritten;
