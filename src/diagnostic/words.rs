//! Counts, lists and authors' own words as they stand in sentences.

use std::borrow::Cow;

/// A count as people write it: `3,300`.
pub fn thousands(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "a, b and c"; with another last word: "a, b or c"; where one of them has a comma in it:
/// "a; b, c; and d".
pub fn listed<S: AsRef<str>>(words: &[S], last_word: &str) -> String {
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => {
            let has_comma = words.iter().any(|word| word.as_ref().contains(','));
            let (between, before_last) = if has_comma { ("; ", "; ") } else { (", ", " ") };
            let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{}{before_last}{last_word} {}", rest.join(between), last.as_ref())
        }
        Some((last, _)) => last.as_ref().to_owned(),
        None => String::new(),
    }
}

/// Text that may hold anything, on one line that a terminal shows and does not obey: control
/// characters (C0, DEL and C1, line breaks among them) become U+FFFD.
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.contains(char::is_control) {
        Cow::Owned(text.replace(char::is_control, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_only_shown() {
        assert_eq!(
            printable("\u{1b}[2Ja\r\nb\u{7}\u{7f}\u{9b}2J"),
            "\u{fffd}[2Ja\u{fffd}\u{fffd}b\u{fffd}\u{fffd}\u{fffd}2J"
        );
        assert!(matches!(printable("“plain” — ẞ 日本"), Cow::Borrowed(_)));
    }

    #[test]
    fn lists_are_told_apart() {
        assert_eq!(listed::<&str>(&[], "and"), "");
        assert_eq!(listed(&["a, b"], "and"), "a, b");
        assert_eq!(listed(&["a", "b"], "and"), "a and b");
        assert_eq!(listed(&["a", "b", "c"], "or"), "a, b or c");
        assert_eq!(listed(&["a", "b, c", "d"], "and"), "a; b, c; and d");
    }

    #[test]
    fn counts_have_commas() {
        assert_eq!(thousands(7), "7");
        assert_eq!(thousands(3300), "3,300");
        assert_eq!(thousands(1234567), "1,234,567");
    }

    #[test]
    fn lists_read_as_people_say_them() {
        assert_eq!(listed::<&str>(&[], "and"), "");
        assert_eq!(listed(&["a"], "and"), "a");
        assert_eq!(listed(&["a", "b"], "and"), "a and b");
        assert_eq!(listed(&["a", "b", "c"], "or"), "a, b or c");
    }
}
