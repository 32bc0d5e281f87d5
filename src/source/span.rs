//! A place in a source file.

use super::FileId;

/// A range of bytes in one file.
///
/// Offsets count bytes from the start of the file's text (after a byte order mark was
/// taken off), `start <= end`, and both lie on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The span from byte `start` up to, not including, byte `end`.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        // Sources are capped far below 4 GiB when they are read, so nothing is cut here.
        let clip = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { file, start: clip(start), end: clip(end.max(start)) }
    }

    /// The very start of a file: for what concerns a file as a whole.
    pub fn start_of(file: FileId) -> Self {
        Span { file, start: 0, end: 0 }
    }

    /// The bytes covered, for slicing the file's text.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}
