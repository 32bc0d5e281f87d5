//! Text and places in it: the room that every other room may import.
//!
//! In: nothing. Out: [`Files`] (a path and its text, as values), [`Span`] (where
//! something stands), [`Located`] (a value and where it stands), texts as parts of URIs, characters
//! that are not seen, names that are passed over or that no file can have, what a merge left.
//! Must not: read the disk, know what a file means.

mod conflict;
mod files;
mod located;
mod name;
mod span;
mod unseen;
mod uri;

pub use conflict::{SETTLE_CONFLICT, merge_conflicts};
pub use files::{FileId, Files, LineColumn, SourceFile};
pub use located::Located;
pub use name::{fold, is_device, is_every_folders, is_passed_over};
pub use span::Span;
pub use unseen::{is_blank, is_invisible, turns_direction};
pub use uri::{
    absolute_uri_path, all_but, link_path, push_uri, read_uri, read_uri_strictly, uri_path,
};
