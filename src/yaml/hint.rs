//! What a YAML parser's complaint means to someone who only wanted to write a title.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// The diagnostic for a syntax error at byte `at`, with the way out that fits its line.
pub fn syntax_error(text: &str, file: FileId, at: Option<usize>, complaint: &str) -> Diagnostic {
    let mut at = at.unwrap_or(0).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[line_start..].lines().next().unwrap_or("");
    let next = text[at..].chars().next();
    let span = Span::new(file, at, at + next.map_or(0, char::len_utf8));
    let fault = |message: String| Diagnostic::new(Code::UnreadableYaml, span, message);

    if text[line_start..].starts_with('\t') || complaint.contains("tab") {
        return fault("a tab cannot indent YAML".into()).hint("indent with spaces");
    }
    if complaint.contains("mapping values are not allowed") {
        let message = "a second `: ` on the line makes this a mapping inside a value";
        return fault(message.into()).maybe_hint(quoted(line));
    }
    if let Some(character) = next.filter(|next| "@`%&*!|>".contains(*next)) {
        let message = format!("a value cannot begin with `{character}`");
        return fault(message).maybe_hint(quoted(line));
    }
    // What is not closed is often noticed on the line behind it.
    let before = text[..line_start].trim_end_matches('\n').lines().next_back().unwrap_or("");
    fault(format!("the front matter is not valid YAML: {complaint}")).maybe_hint(
        [line, before]
            .concat()
            .contains(['\'', '"', '[', '{'])
            .then(|| "check that quotes and brackets close on this line or the one before".into()),
    )
}

/// A list or mapping where a key should stand: mostly a template's `{{ x }}`.
pub fn collection_as_key(span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnreadableYaml, span, "a list or mapping cannot be a key")
        .hint("if the braces belong to the text, quote it: `\"{{ x }}\"`")
}

/// The line with its value in quotes: `quote it: title: "Foo: bar"`.
fn quoted(line: &str) -> Option<String> {
    let (key, value) = line.split_once(": ")?;
    let value = value.trim();
    if value.is_empty() || value.len() > 80 {
        return Some("quote the value".into());
    }
    let quote = if value.contains('"') { '\'' } else { '"' };
    Some(format!("quote it: `{}: {quote}{value}{quote}`", key.trim_start()))
}
