//! Bytes to text: UTF-8 without a mark, lines that end in `\n`, nothing invisible unsaid.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span, turns_direction};

/// A markdown file larger than this is no page.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

/// The text, and whether it is all of the file. Where it is not, an error has been added that
/// stands at the end of what could be read.
pub fn decode(bytes: Vec<u8>, file: FileId, diagnostics: &mut Vec<Diagnostic>) -> (String, bool) {
    if bytes.len() > MAX_BYTES {
        let message = format!("the file is larger than {} MB", MAX_BYTES / 1024 / 1024);
        diagnostics.push(
            Diagnostic::new(Code::FileTooLarge, Span::start_of(file), message)
                .hint("split it, or move data out of markdown"),
        );
        return (String::new(), false);
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        diagnostics.push(
            Diagnostic::new(Code::UnreadableText, Span::start_of(file), "the file is UTF-16")
                .hint("save it as UTF-8"),
        );
        return (String::new(), false);
    }
    let (text, fault) = match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let mut bytes = error.into_bytes();
            bytes.truncate(at);
            // What stands before the fault is valid by what the error says.
            (String::from_utf8(bytes).unwrap_or_default(), Some(at))
        }
    };
    let text = unix_lines(text);
    if let Some(at) = fault {
        let message = format!("the file is not UTF-8 at byte {at}");
        let end = Span::new(file, text.len(), text.len());
        diagnostics
            .push(Diagnostic::new(Code::UnreadableText, end, message).hint("save it as UTF-8"));
        return (text, false);
    }
    let whole = characters(&text, file, diagnostics);
    (text, whole)
}

/// Takes off a byte order mark and makes every line end in `\n`.
pub fn unix_lines(text: String) -> String {
    let marked = text.starts_with('\u{feff}');
    if !marked && !text.contains('\r') {
        return text;
    }
    text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n")
}

/// The first byte that is a control character, or begins a character that may turn the direction.
fn suspicious(bytes: &[u8]) -> Option<usize> {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES * 0x80;
    let is_suspicious =
        |byte: &u8| (*byte < 0x20 && *byte != b'\n' && *byte != b'\t') || *byte == 0xE2;
    // Every file is read through: eight bytes at once, of which those that end a line are looked
    // at again. A byte less than n leaves its high bit when n is taken away.
    let (chunks, rest) = bytes.as_chunks::<8>();
    for (nth, chunk) in chunks.iter().enumerate() {
        let all = u64::from_le_bytes(*chunk);
        let turned = all ^ (ONES * 0xE2);
        let low = all.wrapping_sub(ONES * 0x20) & !all;
        let equal = turned.wrapping_sub(ONES) & !turned;
        if (low | equal) & HIGH != 0
            && let Some(at) = chunk.iter().position(is_suspicious)
        {
            return Some(nth * 8 + at);
        }
    }
    Some(chunks.len() * 8 + rest.iter().position(is_suspicious)?)
}

/// Control characters are an error; characters that turn the direction of text are worth a
/// warning, since what one reads is then not what stands there.
fn characters(text: &str, file: FileId, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let mut turned = false;
    let mut from = 0;
    while let Some(at) = suspicious(&text.as_bytes()[from..]) {
        let at = from + at;
        let character = text[at..].chars().next().unwrap_or(' ');
        let span = Span::new(file, at, at + character.len_utf8());
        let code = character as u32;
        if code < 0x20 && character != '\u{c}' {
            let message = format!("the text holds the control character U+{code:04X}");
            diagnostics.push(
                Diagnostic::new(Code::UnreadableText, span, message)
                    .hint("remove it, or retype the line"),
            );
            return false;
        }
        if turns_direction(character) && !turned {
            turned = true;
            let message =
                format!("the text holds U+{code:04X}, which turns the direction of what follows");
            diagnostics.push(
                Diagnostic::new(Code::HiddenDirection, span, message)
                    .hint("remove it unless the text needs it"),
            );
        }
        from = at + character.len_utf8();
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, bool, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let (text, whole) = decode(bytes.to_vec(), FileId(0), &mut diagnostics);
        (text, whole, diagnostics)
    }

    #[test]
    fn marks_and_line_ends_are_settled() {
        assert_eq!(read("\u{feff}a\r\nb\rc\n".as_bytes()).0, "a\nb\nc\n");
    }

    #[test]
    fn what_is_not_text_is_an_error_at_its_place() {
        let (text, whole, found) = read(b"ab\xFFcd");
        assert_eq!((text.as_str(), whole), ("ab", false));
        assert!(found[0].message.contains("byte 2"));
        assert!(!read(b"\xFF\xFEa\0").1);
        assert!(!read(b"a\0b").1);
        assert!(!read(b"a\x1bb").1);
        assert!(read("a\tb \u{2014} c\n".as_bytes()).1);
    }

    #[test]
    fn every_byte_is_looked_at_wherever_it_stands() {
        for place in 0..20 {
            for byte in 0..=255 {
                let mut bytes = *b"words, and\nmore\tof it";
                bytes[place] = byte;
                let is_one = (byte < 0x20 && !b"\n\t".contains(&byte)) || byte == 0xE2;
                assert_eq!(suspicious(&bytes), is_one.then_some(place), "{byte} at {place}");
            }
        }
    }

    #[test]
    fn joiners_are_letters_and_overrides_are_not() {
        assert!(read("a\u{200d}b".as_bytes()).2.is_empty());
        assert_eq!(read("a\u{202e}b\u{202e}".as_bytes()).2.len(), 1);
    }
}
