//! Where front matter ends and the body begins.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};
use crate::yaml::Node;

/// The two ends that matter, in bytes from the start of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split {
    /// Just before the closing `---`. YAML is parsed from byte 0, so that positions need no
    /// shift: the opening line is a document marker to it.
    pub yaml_end: usize,
    /// The first byte of the body.
    pub body: usize,
}

/// Front matter stands between a first line and a later line of exactly `---`, blanks at
/// their ends aside. A first line of more dashes, or dashes further down, are a body's own.
pub fn split(text: &str, file: FileId) -> Result<Option<Split>, Box<Diagnostic>> {
    let mut lines = lines(text);
    match lines.next() {
        Some((_, first)) if is_marker(first) => {}
        _ => return Ok(None),
    }
    let mut odd = None;
    for (start, line) in lines {
        if odd.is_none() && is_odd_marker(line) {
            odd = Some(start..start + line.trim_end().len());
        }
        if is_marker(line) {
            let body = (start + line.len() + 1).min(text.len());
            return Ok(Some(Split { yaml_end: start, body }));
        }
    }
    // A lone `---` above prose is a thematic break; above `key: value` it was meant to be more.
    let second = text.lines().nth(1).unwrap_or("");
    if !looks_like_key(second) {
        return Ok(None);
    }
    let message = "front matter is never closed";
    let place = odd.clone().unwrap_or(0..3);
    let span = Span::new(file, place.start, place.end);
    let hint =
        if odd.is_some() { THREE_HYPHENS } else { "put a line of `---` behind its last key" };
    Err(Box::new(Diagnostic::new(Code::UnclosedFrontMatter, span, message).hint(hint)))
}

/// Front matter that does not begin as it must: blank lines or blanks stand before its first
/// `---`, or a program has made long dashes of its hyphens. What is wrong with it, and where the
/// body begins. Elsewhere than where front matter must be, such lines are a body's own.
pub fn late(text: &str, file: FileId) -> Option<(Diagnostic, usize)> {
    let mut lines = lines(text).skip_while(|(_, line)| line.trim().is_empty());
    let (opens, first) =
        lines.next().filter(|(_, first)| first.trim() == "---" || is_odd_marker(first))?;
    let place = opens + first.len() - first.trim_start().len();
    let mut lines = lines.peekable();
    let is_odd = is_odd_marker(first);
    if (place == 0 && !is_odd)
        || !lines.peek().is_some_and(|(_, second)| looks_like_key(second.trim_start()))
    {
        return None;
    }
    let (start, end) = lines.find(|(_, line)| line.trim() == "---" || is_odd_marker(line))?;
    if is_odd {
        let span = Span::new(file, place, place + first.trim().len());
        let message = "front matter does not begin with these dashes";
        let found = Diagnostic::new(Code::UnreadableYaml, span, message).hint(THREE_HYPHENS);
        return Some((found, (start + end.len() + 1).min(text.len())));
    }
    let (what, hint) = if opens > 0 {
        ("blank lines", "remove what stands above it: `---` is the first line of the file")
    } else {
        ("blanks", "remove them: `---` stands at the beginning of its line")
    };
    let message = format!("front matter is not read behind {what}");
    let found = Diagnostic::new(Code::UnreadableYaml, Span::new(file, place, place + 3), message);
    Some((found.hint(hint), (start + end.len() + 1).min(text.len())))
}

/// Whether a line begins as `key: value` does.
fn looks_like_key(line: &str) -> bool {
    let Some((key, _)) = line.split_once(':') else { return false };
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}

pub fn not_a_mapping(node: &Node) -> Diagnostic {
    let message = format!("front matter is a mapping of keys, not {}", node.what());
    Diagnostic::new(Code::WrongType, node.span, message).hint("write `title: …` and `summary: …`")
}

/// What is said of front matter in TOML, between a first and a later line of `+++`. It is left
/// to the body, so that nothing is lost. Text between such lines is no TOML and nobody's matter.
pub fn toml(text: &str, file: FileId) -> Option<Diagnostic> {
    let mut lines = text.split('\n').map(str::trim);
    let is_marker = |line: &str| line == "+++";
    if !text.starts_with("+++") || !lines.next().is_some_and(is_marker) {
        return None;
    }
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#'))?;
    let is_table = first.starts_with('[') && first.ends_with(']');
    let is_key = first.split_once('=').is_some_and(|(key, _)| {
        let key = key.trim_end();
        !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-.\"'".contains(c))
    });
    if !(is_table || is_key) || !lines.any(is_marker) {
        return None;
    }
    let message = "TOML front matter is not read: front matter is YAML between lines of `---`";
    let found = Diagnostic::new(Code::TomlFrontMatter, Span::new(file, 0, 3), message);
    Some(found.hint("write `title: …` for `title = …`; until then it is shown as text"))
}

const THREE_HYPHENS: &str = "write three hyphens, `---`: a program has made other dashes of them";

/// A line of dashes of which some are no hyphens, as word processors make of `---`.
fn is_odd_marker(line: &str) -> bool {
    let line = line.trim();
    let is_dash = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}');
    !line.is_ascii() && line.chars().count() <= 3 && line.chars().all(is_dash)
}

fn is_marker(line: &str) -> bool {
    line.trim_end() == "---"
}

/// Lines with the byte at which each begins.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split('\n').scan(0, |next, line| {
        let start = *next;
        *next += line.len() + 1;
        Some((start, line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn body(text: &str) -> Option<&str> {
        split(text, FileId(0)).unwrap().map(|split| &text[split.body..])
    }

    #[test]
    fn only_a_first_line_of_three_dashes_opens() {
        assert_eq!(body("---\na: b\n---\nbody\n"), Some("body\n"));
        assert_eq!(body("---  \na: b\n--- \nbody"), Some("body"));
        assert_eq!(body("---\n---"), Some(""));
        assert_eq!(body("----\na: b\n---\n"), None);
        assert_eq!(body("text\n---\na: b\n---\n"), None);
        assert_eq!(body(""), None);
        assert_eq!(body("---\n\nJust a rule above.\n"), None);
    }

    #[test]
    fn toml_is_told_from_text() {
        let said = |text| toml(text, FileId(0)).is_some();
        assert!(said("+++\ntitle = \"A\"\n+++\nbody"));
        assert!(said("+++ \n\n# c\n[params]\na.b=1\n +++"));
        assert!(!said("+++\ntitle = \"A\"\n"));
        assert!(!said("+++\nA cell = a cell.\n+++\n"));
        assert!(!said("+++\n+++\n") && !said("+++") && !said("") && !said("\n+++\na = 1\n+++"));
        assert!(!said("++++\na = 1\n+++") && !said("+++ a\nb = 1\n+++") && !said("+++\né\n+++"));
    }

    #[test]
    fn front_matter_behind_blanks_is_told_from_a_body() {
        let late = |text: &str| {
            late(text, FileId(0)).map(|(found, body)| (found.span.start, text[body..].to_owned()))
        };
        assert_eq!(late("\n\n---\na: b\n---\nbody"), Some((2, "body".into())));
        assert_eq!(late("  ---\n  a: b\n  ---"), Some((2, String::new())));
        assert_eq!(late("—-\na: b\n—\nbody"), Some((0, "body".into())));
        for text in [
            "—\nText.\n—\n",
            "---\na: b\n---\n",
            "\n---\nText.\n---\n",
            "\n---\na: b\n",
            "\n\n",
            "",
        ] {
            assert_eq!(late(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_not_closed_is_said() {
        assert!(split("---\ntitle: x\nbody\n", FileId(0)).is_err());
    }
}
