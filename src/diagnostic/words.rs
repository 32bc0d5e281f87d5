//! Counts, lists and authors' own words as they stand in sentences.

use std::borrow::Cow;

use crate::source::turns_direction;

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
/// characters (C0, DEL and C1, line breaks among them) become U+FFFD, and so does what turns the
/// direction of the text around it.
pub fn printable(text: &str) -> Cow<'_, str> {
    let is_obeyed = |c: char| c.is_control() || turns_direction(c);
    if text.contains(is_obeyed) {
        Cow::Owned(text.replace(is_obeyed, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// JSON that may hold anybody's words, as a terminal shows it and does not obey it: where the
/// writer of JSON lets a character through that one would obey (DEL, C1, what turns the direction
/// of text), or at which some readers end a line (U+2028, U+2029), its escape stands.
pub fn printable_json(json: String) -> String {
    let is_obeyed = |c: char| {
        (c.is_control() && c >= '\u{7f}')
            || turns_direction(c)
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}')
    };
    if !json.contains(is_obeyed) {
        return json;
    }
    // Such a character stands inside a string, where its escape means the same.
    let written = |c: char| match is_obeyed(c) {
        true => format!("\\u{:04x}", u32::from(c)),
        false => c.to_string(),
    };
    json.chars().map(written).collect()
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
        assert_eq!(printable("a\u{202e}b\u{2066}c\u{200f}"), "a\u{fffd}b\u{fffd}c\u{200f}");
        assert!(matches!(printable("“plain” — ẞ 日本"), Cow::Borrowed(_)));
    }

    #[test]
    fn json_means_the_same_and_no_terminal_obeys_it() {
        let text = "é\u{7f}\u{9b}2J\u{85}\u{202e}\u{2069}\u{2028}\u{200f}\u{200d}\u{1b}\"🦉";
        let json = serde_json::json!({ text: [text] });
        let printed = printable_json(format!("{json:#}\n"));
        assert!(!printed.chars().any(|c| (c.is_control() && c != '\n') || turns_direction(c)));
        assert!(printed.contains("é\\u007f\\u009b2J\\u0085\\u202e\\u2069\\u2028\\u200f\u{200d}"));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&printed).unwrap(), json);
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
        // Where a comma could be either, the parts stay apart.
        assert_eq!(listed(&["a, b"], "and"), "a, b");
        assert_eq!(listed(&["a", "b, c", "d"], "and"), "a; b, c; and d");
    }
}
