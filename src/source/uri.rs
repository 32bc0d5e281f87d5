//! Texts as parts of URIs (RFC 3986): for pages, for editors and for machines that read reports.
//!
//! In: a path, a word. Out: the same percent-encoded byte by byte, and back.
//! Must not: know a scheme.

use std::borrow::Cow;
use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What is encoded in some part of a URI: all but letters, digits, and these signs of ASCII.
pub const fn all_but(signs: &str) -> AsciiSet {
    let signs = signs.as_bytes();
    let mut set = NON_ALPHANUMERIC.union(AsciiSet::EMPTY);
    let mut at = 0;
    while at < signs.len() {
        set = set.remove(signs[at]);
        at += 1;
    }
    set
}

/// Writes a text as a part of a URI: a percent sign and two digits for each byte of the set, and
/// for each that is not ASCII.
pub fn push_uri(text: &str, encoded: &'static AsciiSet, out: &mut String) {
    out.extend(utf8_percent_encode(text, encoded));
}

/// The text that a part of a URI stands for, as authors write it: a percent sign that is not
/// followed by two digits stands for itself, and what does not come out as UTF-8 stays as it is.
pub fn read_uri(part: &str) -> Cow<'_, str> {
    percent_decode_str(part).decode_utf8().unwrap_or(Cow::Borrowed(part))
}

/// The same as programs write it; `None` where it is nothing that they would.
pub fn read_uri_strictly(part: &str) -> Option<Cow<'_, str>> {
    let is_whole = |rest: &str| {
        rest.as_bytes().get(..2).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    let text = percent_decode_str(part).decode_utf8().ok();
    text.filter(|_| part.split('%').skip(1).all(is_whole))
}

/// A path with `/`, in which every byte but the unreserved ones and `/` is percent-encoded.
pub fn uri_path(path: &str) -> String {
    const PATH: &AsciiSet = &all_but("-._~/");
    utf8_percent_encode(path, PATH).to_string()
}

/// A path with `/` as authors write it in a link: what would end the link, or mean something else
/// in it, is percent-encoded, and letters of any language stay as they are.
pub fn link_path(path: &str) -> String {
    const PATH: &AsciiSet = &all_but("-._~/!$&'*+,;=@:[]");
    let mut out = String::with_capacity(path.len());
    for part in path.split_inclusive(|letter: char| !letter.is_ascii()) {
        let ascii = part.trim_end_matches(|letter: char| !letter.is_ascii());
        push_uri(ascii, PATH, &mut out);
        out.push_str(&part[ascii.len()..]);
    }
    out
}

/// [`uri_path`] of a path from the root of the disk, which begins with `/` wherever it lies:
/// `C:\book` is `/C%3A/book`.
pub fn absolute_uri_path(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let root = if path.starts_with('/') { "" } else { "/" };
    format!("{root}{}", uri_path(&path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_told_by_whoever_writes() {
        const SIGNS: &AsciiSet = &all_but("=/");
        let mut out = String::new();
        push_uri("aZ9 \u{7f}é&=/", SIGNS, &mut out);
        assert_eq!(out, "aZ9%20%7F%C3%A9%26=/");
    }

    #[test]
    fn percent_signs_are_undone_where_they_mean_text() {
        assert_eq!(read_uri("a%20b%C3%A9"), "a bé");
        assert_eq!(read_uri_strictly("a%20b%C3%A9").as_deref(), Some("a bé"));
        for loose in ["100%", "%é", "%2", "%+1", "%FF", "%FF%2"] {
            assert_eq!(read_uri(loose), loose);
            assert_eq!(read_uri_strictly(loose), None, "{loose}");
        }
    }

    #[test]
    fn a_path_in_a_link_stays_readable_and_ends_where_it_ends() {
        assert_eq!(link_path("é ü/a (b)#c?d%20<e>.md"), "é%20ü/a%20%28b%29%23c%3Fd%2520%3Ce%3E.md");
        assert_eq!(link_path("a/b_c-d.md"), "a/b_c-d.md");
        assert_eq!(read_uri(&link_path("é (b)%.md")), "é (b)%.md");
    }

    #[test]
    fn paths_are_encoded_but_for_their_slashes() {
        assert_eq!(uri_path("a b/é#?.md"), "a%20b/%C3%A9%23%3F.md");
        assert_eq!(absolute_uri_path(Path::new("/a/b.md")), "/a/b.md");
        assert_eq!(absolute_uri_path(Path::new("C:\\book\\a.md")), "/C%3A/book/a.md");
    }
}
