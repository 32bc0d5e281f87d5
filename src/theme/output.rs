//! Where a page is written to while it renders: memory, up to a limit.

use std::io::{self, Write};

/// Bytes up to a limit; the write that passes it fails, and so ends the rendering.
pub(super) struct Capped {
    bytes: Vec<u8>,
    limit: usize,
    over: bool,
}

impl Capped {
    pub(super) fn new(limit: usize) -> Capped {
        Capped { bytes: Vec::with_capacity(16 * 1024), limit, over: false }
    }

    /// Whether the limit was passed.
    pub(super) fn is_over(&self) -> bool {
        self.over
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl Write for Capped {
    fn write(&mut self, more: &[u8]) -> io::Result<usize> {
        self.write_all(more)?;
        Ok(more.len())
    }

    // A page is thousands of small pieces; the default goes round a loop for each.
    #[inline]
    fn write_all(&mut self, more: &[u8]) -> io::Result<()> {
        if self.bytes.len() + more.len() > self.limit {
            self.over = true;
            return Err(io::Error::other("the page is too large"));
        }
        self.bytes.extend_from_slice(more);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
