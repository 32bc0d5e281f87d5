//! Addresses that stand in a text as they are: `https://example.org`, `www.example.org`.
//!
//! In: the text of a line, in one piece. Out: the same, with such addresses as links, by the rules
//! of GitHub (GFM 6.9), which the parser does not have, and around them the signs of printers where
//! a site asks for them. Must not: make a link within a link, or change an address.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem;
use pulldown_cmark::{CowStr, Event};

use super::document::{Link, LinkForm};
use super::out::Kind;
use super::writer::Writer;

/// How an address may begin, and what is written before it to make it one.
const STARTS: [(&str, &str); 3] = [("http://", ""), ("https://", ""), ("www.", "http://")];

/// Elements of an author's in which an address is what it says: links, and code.
const TEXTS: [&str; 6] = ["a", "code", "kbd", "pre", "samp", "tt"];

/// What finds the signs that every address holds one of. Each piece of a text is asked, and most
/// are short: making these takes longer than finding nothing with them.
static SIGNS: LazyLock<[memmem::Finder<'static>; 2]> =
    LazyLock::new(|| ["://", "www."].map(memmem::Finder::new));

/// Whether a text may hold an address: most hold none, and are not looked through letter by letter.
pub(super) fn may_hold(text: &str) -> bool {
    SIGNS.iter().any(|sign| sign.find(text.as_bytes()).is_some())
}

/// The next address in a text from a place on, and what it begins with to be one. `before` is what
/// stands before the text.
fn next(text: &str, from: usize, before: Option<char>) -> Option<(Range<usize>, &'static str)> {
    let mut at = from;
    while let Some(found) = text[at..].find(['h', 'w']) {
        let start = at + found;
        at = start + 1;
        let sign = STARTS.iter().find(|(sign, _)| text[start..].starts_with(sign));
        let Some((sign, missing)) = sign else { continue };
        let before = text[..start].chars().next_back().or(before);
        let is_free = before.is_none_or(|c| c.is_whitespace() || "*_~(".contains(c));
        let length = if is_free { length(&text[start..], sign) } else { 0 };
        if length > 0 {
            return Some((start..start + length, missing));
        }
    }
    None
}

/// How long an address is that begins with `sign`; 0 where it is none.
fn length(text: &str, sign: &str) -> usize {
    let host = &text[sign.len()..];
    let is_part = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    let host = &host[..host.find(|c| !is_part(c)).unwrap_or(host.len())];
    // Without a scheme before it, a name alone is none.
    if host.is_empty() || host.starts_with('.') || (sign == "www." && !host.contains('.')) {
        return 0;
    }
    let end = text.find(|c: char| c.is_whitespace() || c == '<').unwrap_or(text.len());
    let mut address = &text[..end];
    let count = |sign: char| address.matches(sign).count();
    let mut surplus = count(')').saturating_sub(count('('));
    loop {
        let shorter =
            address.trim_end_matches(['?', '!', '.', ',', ':', '*', '_', '~', '\'', '"', ';']);
        match shorter.strip_suffix(')').filter(|_| surplus > 0) {
            Some(shorter) => {
                surplus -= 1;
                address = shorter;
            }
            None if shorter.len() > sign.len() => return shorter.len(),
            None => return 0,
        }
    }
}

/// Text that waits for more of it.
#[derive(Debug)]
pub(super) struct Kept {
    /// Where it stands in the body.
    place: Range<usize>,
    /// Where in it a sign of printers is shown instead of what was typed.
    smart: Vec<(Range<usize>, Box<str>)>,
}

impl Writer<'_> {
    /// Keeps text for later where it stands in the body as it is shown, or nearly: the parser cuts
    /// it at each sign that could mean something, and an address may hold many. Gives back what
    /// does not.
    pub(super) fn keep<'e>(&mut self, event: Event<'e>, range: &Range<usize>) -> Option<Event<'e>> {
        let Event::Text(text) = &event else { return Some(event) };
        let is_code = self.code.is_some() || self.image.is_some();
        let written = self.body.get(range.clone());
        let smart = self.smart(text, range);
        if is_code || (written != Some(&**text) && smart.is_none()) {
            self.write_kept();
            return Some(event);
        }
        if self.kept.as_ref().is_none_or(|kept| kept.place.end != range.start) {
            self.write_kept();
        }
        let begun = Kept { place: range.clone(), smart: Vec::new() };
        let kept = self.kept.get_or_insert(begun);
        kept.place.end = range.end;
        kept.smart.extend(smart);
        None
    }

    /// The sign of printers that a text is, where the body has what is typed for it.
    fn smart(&self, text: &CowStr<'_>, range: &Range<usize>) -> Option<(Range<usize>, Box<str>)> {
        let is_typed = |typed: &str| typed.bytes().all(|byte| b"'\"-.".contains(&byte));
        let is_smart = self.input.smart_punctuation
            && !text.is_ascii()
            && self.body.get(range.clone()).is_some_and(is_typed);
        is_smart.then(|| (range.clone(), (**text).into()))
    }

    /// Writes a part of the kept text.
    fn part(&mut self, part: Range<usize>, smart: &[(Range<usize>, Box<str>)]) {
        let body = self.body;
        let mut at = part.start;
        let is_within = |place: &Range<usize>| part.start <= place.start && place.end <= part.end;
        for (place, sign) in smart.iter().filter(|(place, _)| is_within(place)) {
            self.text(&body[at..place.start]);
            self.text(sign);
            at = place.end;
        }
        self.text(&body[at..part.end]);
    }

    /// Writes the text that was kept.
    pub(super) fn write_kept(&mut self) {
        let Some(Kept { place: kept, smart }) = self.kept.take() else { return };
        let body = self.body;
        let text = &body[kept.clone()];
        self.tell_blanks(&kept);
        let is_in_link = !self.open_links.is_empty()
            || self.raw.is_in_link
            || self.raw.open.iter().any(|(open, _)| TEXTS.contains(&open.as_str()));
        if is_in_link || !self.has_bare || !may_hold(text) {
            return self.part(kept, &smart);
        }
        let before = body[..kept.start].chars().next_back();
        let mut at = 0;
        while let Some((place, missing)) = next(text, at, before) {
            self.part(kept.start + at..kept.start + place.start, &smart);
            let address = &text[place.clone()];
            let index = self.links.len() as u32;
            let span = self.span(kept.start + place.start..kept.start + place.end);
            let destination = format!("{missing}{address}").into();
            self.links.push(Link { form: LinkForm::Autolink, destination, span, labelled: true });
            self.out.hole(Kind::LinkOpen(index), ["", ""]);
            self.text(address);
            self.out.hole(Kind::LinkClose, ["", ""]);
            at = place.end;
            if self.full {
                return;
            }
        }
        self.part(kept.start + at..kept.end, &smart);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_where_its_sentence_goes_on() {
        for (text, address) in [
            ("See https://a.example/b_c?d=1&e#f.", "https://a.example/b_c?d=1&e#f"),
            ("(http://a.example/b)", "http://a.example/b"),
            ("https://a.example/b_(c) d", "https://a.example/b_(c)"),
            ("https://a.example/b)), c", "https://a.example/b"),
            ("www.a.example, b", "www.a.example"),
            ("xhttps://no.example https://a.example!", "https://a.example"),
            ("http://localhost:3000/a", "http://localhost:3000/a"),
            ("https://é.example/ü", "https://é.example/ü"),
        ] {
            let found = next(text, 0, None).map(|(place, _)| &text[place]);
            assert_eq!(found, Some(address), "{text}");
        }
        for text in
            ["https://", "https:// a", "http://.", "www.", "www.a", "www.a b.c", "http://_", "://a"]
        {
            assert_eq!(next(text, 0, None), None, "{text}");
        }
        assert_eq!(next("https://a.example", 0, Some('x')), None);
    }
}
