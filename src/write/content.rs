//! What is published, as this room sees it: paths, and a way to make each file.
//!
//! In: an implementation by the room that knows the site. Out: nothing.
//! Must not: know what a page is.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::PathBuf;

use crate::diagnostic::Failure;

/// A site as a list of files to be made. Called from many threads, in any order, each file
/// once.
pub trait Content: Sync {
    /// How many files there are.
    fn len(&self) -> usize;

    /// Whether there is nothing to publish.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where a file goes: relative to the output, with `/`, as in
    /// `rituals/bet-table/index.html`. No two are equal.
    fn path(&self, index: usize) -> Cow<'_, str>;

    /// Makes a file. `buffer` comes empty, and is used again for another file.
    fn produce(&self, index: usize, buffer: &mut Vec<u8>) -> Result<Produced, Stopped>;

    /// Writes a file that [`Content::produce`] said is streamed; where the disk was too busy,
    /// from the beginning again.
    ///
    /// # Errors
    /// Those of `out`, handed on.
    fn stream(&self, _index: usize, _out: &mut dyn Write) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// How a file was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Produced {
    /// The buffer holds it.
    Bytes,
    /// It is too large for a buffer: [`Content::stream`] writes it.
    Streamed,
    /// It is a copy of a file on disk, which is streamed.
    CopyOf(PathBuf),
}

/// Why nothing was published. The output is as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stopped {
    /// A signal asked for it: exit status 130 or 143.
    Interrupted,
    /// The author's matter: the content found errors while it rendered, and keeps them
    /// itself. Every other file is still produced, so that all errors are found, but
    /// nothing is written any more.
    Refused,
    /// The machine's matter: exit status 2.
    Failed(Failure),
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Stopped {
        Stopped::Failed(failure)
    }
}
