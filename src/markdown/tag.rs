//! One tag of HTML.
//!
//! In: a text and the place of a `<`. Out: the tag's name and attributes, with the places of
//! their values. Must not: judge them.

use std::borrow::Cow;
use std::ops::Range;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// In lower case.
    pub name: String,
    pub closes: bool,
    pub attributes: Vec<Attribute<'a>>,
    /// The byte behind its `>`.
    pub end: usize,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Attribute<'a> {
    /// In lower case.
    pub name: String,
    /// As written, with its entities.
    pub value: &'a str,
    /// Where the value stands, without quotes.
    pub place: Range<usize>,
    /// Where the whole attribute stands.
    pub whole: Range<usize>,
}

impl<'a> Tag<'a> {
    /// The first attribute of a name: browsers pass over the others.
    pub fn attribute(&self, name: &str) -> Option<&Attribute<'a>> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }
}

impl Attribute<'_> {
    /// The value with its entities undone.
    pub fn decoded(&self) -> Cow<'_, str> {
        decode(self.value)
    }
}

/// The tag that begins at byte `at` of `text`; `None` where no letter follows its `<` or `</`,
/// or where it never ends.
pub(super) fn read(text: &str, at: usize) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    let closes = bytes.get(at + 1) == Some(&b'/');
    let start = at + 1 + usize::from(closes);
    if !bytes.get(start)?.is_ascii_alphabetic() {
        return None;
    }
    let mut scan = Scan { bytes, at: start };
    let name = scan.until(|byte| is_blank(byte) || byte == b'/' || byte == b'>');
    let mut tag =
        Tag { name: text[name].to_ascii_lowercase(), closes, attributes: Vec::new(), end: 0 };
    loop {
        scan.until(|byte| !is_blank(byte) && byte != b'/');
        if scan.peek()? == b'>' {
            tag.end = scan.at + 1;
            return Some(tag);
        }
        let start = scan.at;
        // A name may begin with `=`, and with nothing else that ends one.
        scan.at += 1;
        scan.until(|byte| is_blank(byte) || matches!(byte, b'/' | b'>' | b'='));
        let name = start..scan.at;
        let mut whole = name.clone();
        scan.until(|byte| !is_blank(byte));
        let mut place = name.end..name.end;
        if scan.peek()? == b'=' {
            scan.at += 1;
            scan.until(|byte| !is_blank(byte));
            let quote = scan.peek()?;
            if quote == b'"' || quote == b'\'' {
                scan.at += 1;
                place = scan.until(|byte| byte == quote);
                scan.peek()?;
                scan.at += 1;
            } else {
                place = scan.until(|byte| is_blank(byte) || byte == b'>');
            }
            whole.end = scan.at;
        }
        // All cuts are beside ASCII bytes; a name that begins inside a character cannot be.
        tag.attributes.push(Attribute {
            name: text.get(name)?.to_ascii_lowercase(),
            value: text.get(place.clone())?,
            place,
            whole,
        });
    }
}

/// Whether a tag begins at the `<` at byte `at`, be it one that never ends.
pub(super) fn begins(text: &str, at: usize) -> bool {
    let name = &text.as_bytes()[at + 1..];
    name.strip_prefix(b"/").unwrap_or(name).first().is_some_and(u8::is_ascii_alphabetic)
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Moves to the first byte that is wanted, or to the end; what was passed over.
    fn until(&mut self, wanted: impl Fn(u8) -> bool) -> Range<usize> {
        let start = self.at;
        while self.at < self.bytes.len() && !wanted(self.bytes[self.at]) {
            self.at += 1;
        }
        start..self.at
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

/// The length of the tag at the start of HTML that was written here, where quotes hide `>`;
/// `None` where it never ends.
pub(super) fn length(html: &str) -> Option<usize> {
    let mut quoted = false;
    for (at, byte) in html.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Undoes the entities that matter in addresses and ids. Others stay as they are written, and
/// are escaped when they are written out, so that nothing is ever decoded twice.
fn decode(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match entity(rest) {
            Some((letter, length)) => {
                out.push(letter);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character of the entity at the start of `text`, and the entity's length.
fn entity(text: &str) -> Option<(char, usize)> {
    const NAMED: [(&str, char); 16] = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&apos;", '\''),
        ("&colon;", ':'),
        ("&tab;", '\t'),
        ("&newline;", '\n'),
        ("&sol;", '/'),
        ("&lpar;", '('),
        ("&rpar;", ')'),
        ("&num;", '#'),
        ("&quest;", '?'),
        ("&period;", '.'),
        ("&nbsp;", '\u{a0}'),
        ("&percnt;", '%'),
    ];
    let Some(digits) = text.strip_prefix("&#") else {
        let head = text.as_bytes();
        return NAMED
            .iter()
            .find(|(name, _)| {
                head.len() >= name.len() && head[..name.len()].eq_ignore_ascii_case(name.as_bytes())
            })
            .map(|&(name, letter)| (letter, name.len()));
    };
    let (digits, radix) = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => (hex, 16),
        None => (digits, 10),
    };
    let count = digits.bytes().take_while(|byte| (*byte as char).is_digit(radix)).count();
    if count == 0 {
        return None;
    }
    let number = u32::from_str_radix(&digits[..count], radix).unwrap_or(u32::MAX);
    let letter = char::from_u32(number).filter(|&letter| letter != '\0').unwrap_or('\u{fffd}');
    let start = if radix == 16 { 3 } else { 2 };
    let semicolon = usize::from(digits.as_bytes().get(count) == Some(&b';'));
    Some((letter, start + count + semicolon))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_as_browsers_read_them() {
        let text = "x<A HREF = 'a>b' id=q disabled/ title=\"é\">y";
        let tag = read(text, 1).unwrap();
        assert_eq!((tag.name.as_str(), tag.closes), ("a", false));
        assert_eq!(&text[tag.end..], "y");
        let told: Vec<_> = tag.attributes.iter().map(|a| (a.name.as_str(), a.value)).collect();
        assert_eq!(told, [("href", "a>b"), ("id", "q"), ("disabled", ""), ("title", "é")]);
        assert_eq!(&text[tag.attributes[0].place.clone()], "a>b");
        assert_eq!(&text[tag.attributes[0].whole.clone()], "HREF = 'a>b'");
        assert_eq!(read("<a href=\"x", 0), None);
        assert_eq!(read("< a>", 0), None);
        assert!(read("</p >", 0).unwrap().closes);
    }

    #[test]
    fn entities_of_addresses_are_undone_once() {
        for (written, wanted) in [
            ("java&#115;cript&colon;x", "javascript:x"),
            ("java&#115cript:x", "javascript:x"),
            ("&#x6A;&Tab;", "j\t"),
            ("a&amp;lt;b&c&#;&#x110000;", "a&lt;b&c&#;\u{fffd}"),
        ] {
            assert_eq!(decode(written), wanted);
        }
    }
}
