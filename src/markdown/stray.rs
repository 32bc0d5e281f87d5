//! What was meant as markdown, and is text or code to it: the page shows it as it is written, and
//! its author is told.

use std::ops::Range;

use memchr::memmem;

use super::writer::Writer;
use crate::diagnostic::{Code, Diagnostic, Hint};

/// An address that is longer is none; in bytes.
const LONGEST: usize = 300;

impl Writer<'_> {
    /// Tells of a fence that nothing closes: all that follows it is code.
    pub(super) fn tell_unclosed(&mut self, block: &Range<usize>) {
        let code = self.body[block.clone()].trim_end();
        let open = code.lines().next().unwrap_or("").trim_end();
        let last = code[open.len()..].rfind('\n').map_or("", |at| &code[open.len() + at..]);
        // A quote's lines and a list's stand in their fences too.
        let last = last.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
        let sign = open.chars().next().unwrap_or('`');
        let fence = &open[..open.len() - open.trim_start_matches(sign).len()];
        if last.starts_with(fence) && last.trim_start_matches(sign).is_empty() {
            return;
        }
        let told = "this block of code is never closed: it ends with what it stands in";
        let hint = format!("write {} on a line of its own where it ends", quoted(fence));
        let span = self.span(block.start..block.start + open.len());
        self.diagnostics.push(Diagnostic::new(Code::UnclosedCode, span, told).hint(hint));
    }

    /// Tells of links and images in a text that are none, since a blank ends an address.
    pub(super) fn tell_blanks(&mut self, text: &Range<usize>) {
        let body = self.body;
        let own = &body[text.clone()];
        let opens: Vec<usize> = memmem::find_iter(own.as_bytes(), b"](").collect();
        for at in opens {
            let Some(address) = with_blanks(&own[at + 2..]) else { continue };
            let start = text.start + at + 2 + address.start;
            let place = start..start + address.len();
            let written = &body[place.clone()];
            let told = format!("`{written}` holds a blank, which makes this text, and no link");
            let hint =
                Hint::proposing("put the address in angle brackets:", format!("<{written}>"));
            let fault = Diagnostic::new(Code::BlankInLink, self.span(place), told);
            self.diagnostics.push(fault.hint(hint));
        }
    }
}

/// Where an address stands that has blanks in it and is followed by the `)` of a link; prose in
/// brackets is none.
fn with_blanks(text: &str) -> Option<Range<usize>> {
    let end = text.bytes().take(LONGEST).position(|byte| matches!(byte, b')' | b'\n'))?;
    let inner = text.get(..end).filter(|_| text.as_bytes()[end] == b')')?;
    let address = inner.trim();
    if !address.contains(' ') || address.contains(['<', '>', '"', '`', '(']) {
        return None;
    }
    let path = address.split(['#', '?']).next().unwrap_or("");
    let (stem, ending) = path.rsplit_once('.')?;
    let is_file = (2..=5).contains(&ending.len())
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && ending.bytes().any(|byte| byte.is_ascii_alphabetic())
        && stem.ends_with(char::is_alphanumeric);
    let start = inner.len() - inner.trim_start().len();
    is_file.then(|| start..start + address.len())
}

/// Backticks between more of them, so that they can be seen.
fn quoted(fence: &str) -> String {
    match fence.starts_with('`') {
        true => format!("{fence}` {fence} {fence}`"),
        false => format!("`{fence}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_blanks_is_that_of_a_file() {
        for (text, address) in [
            ("my file.md)", Some("my file.md")),
            (" ../a b/c d.png#x) and (so on)", Some("../a b/c d.png#x")),
            ("é è.jpeg)", Some("é è.jpeg")),
            ("file.md)", None),
            ("see there)", None),
            ("see p. 12)", None),
            ("a b. c)", None),
            ("a.md \"A title\")", None),
            ("<a b.md>)", None),
            ("a b.md", None),
            ("a b\n.md)", None),
        ] {
            assert_eq!(with_blanks(text).map(|place| &text[place]), address, "{text}");
        }
        assert_eq!(with_blanks(&format!("{}.md)", "é ".repeat(LONGEST))), None);
    }
}
