//! Text and places in it: the room that every other room may import.
//!
//! In: nothing. Out: [`Files`] (a path and its text, as values), [`Span`] (where
//! something stands), [`Located`] (a value and where it stands), texts as parts of URIs.
//! Must not: read the disk, know what a file means.

mod files;
mod located;
mod span;
mod uri;

pub use files::{FileId, Files, LineColumn, SourceFile};
pub use located::Located;
pub use span::Span;
pub use uri::{Plain, absolute_uri_path, push_uri, uri_path};
