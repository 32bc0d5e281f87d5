//! Lines of content: values escaped, lines folded at 75 octets, ended by CRLF.

/// The most octets of a line before its break (RFC 5545, 3.1).
const WIDEST: usize = 75;

/// A file in the making.
#[derive(Debug, Default)]
pub struct Lines {
    out: String,
}

impl Lines {
    /// A line as it is; what could break it becomes a blank.
    pub fn raw(&mut self, line: &str) {
        self.fold(line.chars().map(|letter| if letter.is_control() { ' ' } else { letter }));
    }

    /// A property whose value is a text.
    pub fn text(&mut self, name: &str, value: &str) {
        let mut line = format!("{name}:");
        let value = value.replace("\r\n", "\n");
        for letter in value.chars() {
            match letter {
                '\\' | ';' | ',' => line.extend(['\\', letter]),
                '\n' | '\r' | '\u{2028}' | '\u{2029}' => line.push_str("\\n"),
                letter if letter.is_control() => line.push(' '),
                letter => line.push(letter),
            }
        }
        self.fold(line.chars());
    }

    /// Breaks between characters, never inside one: a reader that decodes line by line reads
    /// every line.
    fn fold(&mut self, letters: impl Iterator<Item = char>) {
        let mut width = 0;
        for letter in letters {
            if width + letter.len_utf8() > WIDEST {
                self.out.push_str("\r\n ");
                width = 1;
            }
            self.out.push(letter);
            width += letter.len_utf8();
        }
        self.out.push_str("\r\n");
    }

    pub fn into_text(self) -> String {
        self.out
    }
}

/// Whether a text may stand as a tag of a language in a parameter.
pub fn is_language(tag: &str) -> bool {
    !tag.is_empty() && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> String {
        let mut lines = Lines::default();
        lines.text("X", value);
        lines.into_text()
    }

    #[test]
    fn values_are_escaped() {
        assert_eq!(text("a,b;c\\d"), "X:a\\,b\\;c\\\\d\r\n");
        assert_eq!(text("a\r\nb\nc\rd\u{7}"), "X:a\\nb\\nc\\nd \r\n");
        assert_eq!(text("\"a\": b"), "X:\"a\": b\r\n");
    }

    #[test]
    fn lines_are_folded_between_characters() {
        for shift in 0..6 {
            let value = format!("{}{}", "a".repeat(shift), "日本🌿é".repeat(30));
            let folded = text(&value);
            let lines: Vec<&str> = folded.trim_end().split("\r\n").collect();
            assert!(lines.len() > 4);
            assert!(lines.iter().all(|line| line.len() <= WIDEST), "{lines:?}");
            assert!(lines[1..].iter().all(|line| line.starts_with(' ')));
            assert_eq!(folded.replace("\r\n ", "").trim_end(), format!("X:{value}"));
        }
    }
}
