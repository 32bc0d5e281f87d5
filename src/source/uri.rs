//! Paths as parts of URIs, for editors and for machines that read reports.
//!
//! In: a path. Out: the same as the path of a URI (RFC 3986), percent-encoded byte by byte.
//! Must not: know a scheme.

use std::path::Path;

/// A path with `/`, in which every byte but the unreserved ones and `/` is percent-encoded.
pub fn uri_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
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
    fn paths_are_encoded_but_for_their_slashes() {
        assert_eq!(uri_path("a b/é#?.md"), "a%20b/%C3%A9%23%3F.md");
        assert_eq!(absolute_uri_path(Path::new("/a/b.md")), "/a/b.md");
        assert_eq!(absolute_uri_path(Path::new("C:\\book\\a.md")), "/C%3A/book/a.md");
    }
}
