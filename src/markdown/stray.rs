//! What was meant as markdown, and is text or code to it: the page shows it as it is written, and
//! its author is told.

use std::ops::Range;

use memchr::memmem;

use super::writer::Writer;
use crate::diagnostic::{Code, Diagnostic, Hint};

/// An address that is longer is none; in bytes.
const LONGEST: usize = 300;

/// A link's text that is longer is not looked for; in bytes.
const LONGEST_TEXT: usize = 300;

impl Writer<'_> {
    /// Tells of a fence that nothing closes: all that follows it is code.
    pub(super) fn tell_unclosed(&mut self, block: &Range<usize>, code: &str) {
        let source = self.body[block.clone()].trim_end();
        let open = source.lines().next().unwrap_or("").trim_end();
        let last = source[open.len()..].rfind('\n').map_or("", |at| &source[open.len() + at..]);
        // A quote's lines and a list's stand in their fences too.
        let last = last.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
        let sign = open.chars().next().unwrap_or('`');
        let fence = &open[..open.len() - open.trim_start_matches(sign).len()];
        // A line that stands too far to the right is code, whatever it looks like.
        let is_apart = || source.lines().count() == code.lines().count() + 2;
        if last.starts_with(fence) && last.trim_start_matches(sign).is_empty() && is_apart() {
            return;
        }
        if source.contains(":::") {
            self.boxes.swallowed = Some(block.start + source.len());
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
            if !ends_text(&body[..text.start + at]) {
                continue;
            }
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

/// Where an address stands that has blanks in it and is followed by the `)` of a link, or by its
/// title and that; prose in brackets is none.
fn with_blanks(text: &str) -> Option<Range<usize>> {
    let mut depth = 0;
    let end = text.bytes().take(LONGEST).position(|byte| {
        depth += i32::from(byte == b'(') - i32::from(byte == b')');
        depth < 0 || byte == b'\n'
    })?;
    let inner = text.get(..end).filter(|_| text.as_bytes()[end] == b')')?;
    let address = without_title(inner.trim());
    if !address.contains(' ') || address.contains(['<', '>', '"', '`']) {
        return None;
    }
    let path = address.split(['#', '?']).next().unwrap_or("");
    let (stem, ending) = path.rsplit_once('.')?;
    let is_file = (2..=5).contains(&ending.len())
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && ending.starts_with(|first: char| first.is_ascii_alphabetic())
        && stem.ends_with(|last: char| last.is_alphanumeric() || last == ')');
    let start = inner.len() - inner.trim_start().len();
    is_file.then(|| start..start + address.len())
}

/// An address without the title behind it.
fn without_title(inner: &str) -> &str {
    let quote = |sign: &&str| inner.ends_with(*sign);
    let Some(sign) = ["\"", "'"].into_iter().find(quote) else { return inner };
    let behind =
        |(at, _): (usize, &str)| inner[..at].ends_with(' ').then(|| inner[..at].trim_end());
    inner[..inner.len() - 1].match_indices(sign).find_map(behind).unwrap_or(inner)
}

/// Whether the `]` behind a text is the end of a link's: it has a `[`, and neither is a sign that
/// its author took the meaning from.
fn ends_text(before: &str) -> bool {
    let bytes = &before.as_bytes()[before.len().saturating_sub(LONGEST_TEXT)..];
    let is_plain =
        |at: usize| bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 0;
    let mut depth = 0_u32;
    for (at, byte) in bytes.iter().enumerate().rev() {
        match byte {
            b']' if is_plain(at) => depth += 1,
            b'[' if is_plain(at) && depth == 0 => return is_plain(bytes.len()),
            b'[' if is_plain(at) => depth -= 1,
            // No link goes beyond its paragraph.
            b'\n' if bytes[..at].ends_with(b"\n") => return false,
            _ => {}
        }
    }
    false
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
    fn a_text_of_a_link_has_a_bracket_that_means_one() {
        for (before, wanted) in [
            ("[a", true),
            ("![a [b] c", true),
            ("[`a`", true),
            ("é [**a**\nb", true),
            ("\\\\[a", true),
            ("\\[a", false),
            ("[a\\", false),
            ("a", false),
            ("[a] b", false),
            ("[a\n\nb", false),
        ] {
            assert_eq!(ends_text(before), wanted, "{before}");
        }
        assert!(!ends_text(&format!("[{}", "é".repeat(LONGEST_TEXT))));
    }

    #[test]
    fn an_address_with_blanks_is_that_of_a_file() {
        for (text, address) in [
            ("my file.md)", Some("my file.md")),
            (" ../a b/c d.png#x) and (so on)", Some("../a b/c d.png#x")),
            ("é è.jpeg)", Some("é è.jpeg")),
            ("my file.md \"A (good) title\")", Some("my file.md")),
            ("my file.md 'It's one')", Some("my file.md")),
            ("our plan (2).md) and so on", Some("our plan (2).md")),
            ("pic (1).png)", Some("pic (1).png")),
            ("file.md)", None),
            ("see there)", None),
            ("see p. 12)", None),
            ("a b. c)", None),
            ("a b (c.md)", None),
            ("see p. 3.4a)", None),
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
