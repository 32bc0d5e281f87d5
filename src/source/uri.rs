//! Texts as parts of URIs: for pages, for editors and for machines that read reports.
//!
//! In: a path, a word. Out: the same as a part of a URI (RFC 3986), percent-encoded byte by byte.
//! Must not: know a scheme.

use std::path::Path;

/// The bytes that stand for themselves in some part of a URI.
#[derive(Debug, Clone, Copy)]
pub struct Plain(u128);

impl Plain {
    /// Letters, digits, and these signs of ASCII.
    pub const fn with(signs: &str) -> Plain {
        let mut set = 0;
        let mut byte = 0_u8;
        while byte < 128 {
            if byte.is_ascii_alphanumeric() {
                set |= 1 << byte;
            }
            byte += 1;
        }
        let signs = signs.as_bytes();
        // A sign beyond ASCII does not compile.
        let mut at = 0;
        while at < signs.len() {
            set |= 1 << signs[at];
            at += 1;
        }
        Plain(set)
    }

    fn has(self, byte: u8) -> bool {
        byte.is_ascii() && self.0 >> byte & 1 == 1
    }
}

/// Writes a text as a part of a URI: a percent sign and two digits for each byte that is not
/// plain there.
pub fn push_uri(text: &str, plain: Plain, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    if text.bytes().all(|byte| plain.has(byte)) {
        return out.push_str(text);
    }
    for byte in text.bytes() {
        if plain.has(byte) {
            out.push(char::from(byte));
            continue;
        }
        let (high, low) = (HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]);
        out.extend(['%', char::from(high), char::from(low)]);
    }
}

/// A path with `/`, in which every byte but the unreserved ones and `/` is percent-encoded.
pub fn uri_path(path: &str) -> String {
    const PATH: Plain = Plain::with("-._~/");
    let mut out = String::with_capacity(path.len());
    push_uri(path, PATH, &mut out);
    out
}

/// The same of a path from the root of the disk, which begins with `/` wherever it lies:
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
    fn what_is_plain_is_told_by_whoever_writes() {
        let mut out = String::new();
        push_uri("aZ9 \u{7f}é&=/", Plain::with("=/"), &mut out);
        assert_eq!(out, "aZ9%20%7F%C3%A9%26=/");
    }

    #[test]
    fn paths_are_encoded_but_for_their_slashes() {
        assert_eq!(uri_path("a b/é#?.md"), "a%20b/%C3%A9%23%3F.md");
        assert_eq!(absolute_uri_path(Path::new("/a/b.md")), "/a/b.md");
        assert_eq!(absolute_uri_path(Path::new("C:\\book\\a.md")), "/C%3A/book/a.md");
    }
}
