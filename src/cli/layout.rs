//! Plain text in columns: wrapping, lists, counts.
//!
//! In: words. Out: lines. Must not: know what they are about.

pub use crate::diagnostic::{listed, printable, thousands};

/// Wraps `text` to `width` columns. The first line follows `first`, the others `rest`; a
/// word that is too long stands alone. Ends in a line break. The text may be anybody's: what a
/// terminal would obey in it is shown.
pub fn wrap(text: &str, width: usize, first: &str, rest: &str) -> String {
    let mut out = String::from(first);
    let mut column = columns(first);
    let mut begun = false;
    for word in text.split_whitespace() {
        let word = printable(word);
        let length = columns(&word);
        if begun && column + 1 + length > width {
            out.push('\n');
            out.push_str(rest);
            column = columns(rest);
            begun = false;
        }
        if begun {
            out.push(' ');
            column += 1;
        }
        out.push_str(&word);
        column += length;
        begun = true;
    }
    out.truncate(out.trim_end_matches(' ').len());
    out.push('\n');
    out
}

/// Columns of a text, without the codes that colour it.
fn columns(text: &str) -> usize {
    let mut count = 0;
    let mut in_code = false;
    for c in text.chars() {
        match c {
            '\u{1b}' => in_code = true,
            'm' if in_code => in_code = false,
            _ if in_code => {}
            _ => count += 1,
        }
    }
    count
}

/// "1 page", "3,300 pages".
pub fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", thousands(count))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_are_filled_and_indented() {
        let text = wrap("one two three four", 12, "- ", "  ");
        assert_eq!(text, "- one two\n  three four\n");
        assert_eq!(wrap("", 12, "- ", "  "), "-\n");
        assert_eq!(listed(&["a", "b", "c"], "or"), "a, b or c");
        assert_eq!(counted(3300, "page"), "3,300 pages");
    }

    proptest! {
        #[test]
        fn no_word_is_lost_and_no_line_is_too_long(
            words in proptest::collection::vec("[a-zé]{1,9}", 0..40), width in 14usize..60,
        ) {
            let text = wrap(&words.join(" "), width, "  ", "    ");
            let back: Vec<&str> = text.split_whitespace().collect();
            prop_assert_eq!(back, words);
            prop_assert!(text.lines().all(|line| line.chars().count() <= width));
        }
    }
}
