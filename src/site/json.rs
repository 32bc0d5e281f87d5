//! JSON that is written while the playbook is walked, so that a large book takes no second
//! tree; as a file, and as a script that sets a global.
//!
//! In: values that serialise. Out: bytes that are safe in any page. Must not: know what is said.

use std::io::{self, Write};

use memchr::memchr2_iter;
use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;

/// Writes a value.
///
/// # Errors
/// Those of `out`: every key is a text, and no value fails.
pub fn write(value: &impl Serialize, out: impl Write) -> io::Result<()> {
    let mut writer = serde_json::Serializer::with_formatter(out, SafeInPages);
    Ok(value.serialize(&mut writer)?)
}

/// A classic script that sets a global: pages that are opened from disk can load nothing else.
pub fn script(start: &str, value: &impl Serialize) -> Vec<u8> {
    let mut out = start.as_bytes().to_vec();
    // Writing to memory does not fail.
    let _ = write(value, &mut out);
    out.extend_from_slice(b";\n");
    out
}

/// JSON in which `<` is written as `\u003c`, and so are the two signs at which older browsers
/// end a line of a script.
struct SafeInPages;

impl Formatter for SafeInPages {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        text: &str,
    ) -> io::Result<()> {
        let bytes = text.as_bytes();
        let mut done = 0;
        for at in memchr2_iter(b'<', 0xe2, bytes) {
            let (length, written): (_, &[u8]) = match bytes[at] {
                b'<' => (1, b"\\u003c"),
                0xe2 if bytes[at..].starts_with("\u{2028}".as_bytes()) => (3, b"\\u2028"),
                0xe2 if bytes[at..].starts_with("\u{2029}".as_bytes()) => (3, b"\\u2029"),
                _ => continue,
            };
            out.write_all(&bytes[done..at])?;
            out.write_all(written)?;
            done = at + length;
        }
        out.write_all(&bytes[done..])
    }
}

/// A list that is written while it is walked.
pub struct Each<F>(pub F);

impl<I: Iterator<Item: Serialize>, F: Fn() -> I> Serialize for Each<F> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.0())
    }
}

/// A mapping that is written while it is walked.
pub struct Pairs<F>(pub F);

impl<K: Serialize, V: Serialize, I: Iterator<Item = (K, V)>, F: Fn() -> I> Serialize for Pairs<F> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0())
    }
}

#[cfg(test)]
mod tests {
    use super::script;

    #[test]
    fn nothing_in_a_script_ends_it() {
        let text = "</script>\u{2028}\u{2027}\u{2029}é<";
        let out = String::from_utf8(script("x=", &text)).unwrap();
        assert_eq!(out, "x=\"\\u003c/script>\\u2028\u{2027}\\u2029é\\u003c\";\n");
    }
}
