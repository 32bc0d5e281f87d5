//! A site as the room that writes sees it: files, and a way to make each.
//!
//! In: a `Site`. Out: what `write` publishes. Must not: render or write anything itself.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::site::{Product, Site};
use crate::write::{Content, Produced, Stopped};

/// The files of a site.
pub struct SiteContent<'a> {
    pub site: &'a Site,
}

impl Content for SiteContent<'_> {
    fn len(&self) -> usize {
        self.site.routes().len()
    }

    fn path(&self, index: usize) -> Cow<'_, str> {
        Cow::Owned(self.site.routes().file(index))
    }

    fn produce(&self, index: usize, buffer: &mut Vec<u8>) -> Result<Produced, Stopped> {
        if self.site.is_streamed(index) {
            return Ok(Produced::Streamed);
        }
        match self.site.produce_or_note(index, buffer) {
            Some(Product::Bytes) => Ok(Produced::Bytes),
            Some(Product::CopyOf(path)) => Ok(Produced::CopyOf(path)),
            // The site keeps the error; the other files are still made, so that all are found.
            None => Err(Stopped::Refused),
        }
    }

    fn stream(&self, index: usize, out: &mut dyn Write) -> io::Result<()> {
        self.site.stream(index, out)
    }
}
