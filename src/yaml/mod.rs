//! YAML as a tree in which every key and value knows where it stands.
//!
//! In: the front matter's text. Out: one [`Node`], or the diagnostic that says why not.
//! Must not: give values a type (`no` stays `no`; the reader of a field decides), expand
//! without bound, read anything.

mod hint;
mod node;
mod parse;

pub use hint::in_quotes;
pub use node::{Map, Node, Value};
pub use parse::parse;
