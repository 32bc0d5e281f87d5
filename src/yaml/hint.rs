//! What a YAML parser's complaint means to someone who only wanted to write a title.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// The diagnostic for a syntax error at byte `at`, with the way out that fits its line.
pub fn syntax_error(text: &str, file: FileId, at: Option<usize>, complaint: &str) -> Diagnostic {
    let at = text.floor_char_boundary(at.unwrap_or(0));
    let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[line_start..].lines().next().unwrap_or("");
    let next = text[at..].chars().next();
    let span = Span::new(file, at, at + next.map_or(0, char::len_utf8));
    let fault = |message: String| Diagnostic::new(Code::UnreadableYaml, span, message);

    if text[line_start..].starts_with('\t') || complaint.contains("tab") {
        // A tab may be noticed where the line before it goes on.
        let tab = indenting_tab(text, line_start).unwrap_or(at);
        return Diagnostic::new(
            Code::UnreadableYaml,
            Span::new(file, tab, tab + usize::from(text[tab..].starts_with('\t'))),
            "a tab cannot indent YAML",
        )
        .hint("indent with spaces");
    }
    if complaint.contains("mapping values are not allowed") {
        if !text[line_start..at].contains(": ") {
            let key = line_start + line.len() - line.trim_start().len();
            let message = "the line is indented deeper than the key above it, which has a value";
            return Diagnostic::new(Code::UnreadableYaml, Span::new(file, key, at), message)
                .hint(INDENT);
        }
        let message = "a second `: ` on the line makes this a mapping inside a value";
        return fault(message.into()).maybe_hint(quoted(line));
    }
    if let Some(character) = next.filter(|next| "@`%&*!|>".contains(*next)) {
        let message = format!("a value cannot begin with `{character}`");
        return fault(message).maybe_hint(quoted(line));
    }
    // What is not closed is often noticed on the line behind it.
    let before = text[..line_start].trim_end_matches('\n').lines().next_back().unwrap_or("");
    let hint = if is_open(&format!("{before}\n{line}")) {
        Some("check that quotes and brackets close on this line or the one before".to_owned())
    } else if complaint.contains("did not find expected") {
        Some(INDENT.to_owned())
    } else {
        [line, before].into_iter().find_map(parted)
    };
    fault(format!("the front matter is not valid YAML: {complaint}")).maybe_hint(hint)
}

const INDENT: &str =
    "indent the keys of one mapping alike, and begin each item of a list with `- `";

/// The first tab in the indentation of a line, from the line that begins at `start`.
fn indenting_tab(text: &str, start: usize) -> Option<usize> {
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let indentation = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        if let Some(tab) = indentation.find('\t') {
            return Some(at + tab);
        }
        at += line.len();
    }
    None
}

/// Whether a quote or a bracket is left open. An apostrophe inside a word opens nothing.
fn is_open(lines: &str) -> bool {
    let mut quote = None;
    let mut depth = 0_i32;
    let mut before = ' ';
    for c in lines.chars() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if before.is_whitespace() || "[{,(:".contains(before) => {
                quote = Some(c);
            }
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => depth -= 1,
            (None, _) => {}
        }
        before = c;
    }
    quote.is_some() || depth != 0
}

/// `duration:20m` as it was meant: YAML parts a key from its value by the blank.
fn parted(line: &str) -> Option<String> {
    let line = line.trim_start().trim_start_matches("- ").trim_end();
    let (key, value) = line.split_once(':')?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-".contains(c));
    let is_value = !value.is_empty() && !value.starts_with([' ', '/']) && value.len() <= 80;
    (is_key && is_value).then(|| format!("put a blank behind the colon: `{key}: {value}`"))
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
