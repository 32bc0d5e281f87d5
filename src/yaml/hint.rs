//! What a YAML parser's complaint means to someone who only wanted to write a title.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Hint};
use crate::source::{FileId, Span};

/// The diagnostic for a syntax error at byte `at`, with the way out that fits its line.
pub fn syntax_error(text: &str, file: FileId, at: Option<usize>, complaint: &str) -> Diagnostic {
    let at = text.floor_char_boundary(at.unwrap_or(0));
    let line = Line::at(text, at);
    let next = text[at..].chars().next();
    let fault = |place: Range<usize>, message: &str| {
        Diagnostic::new(Code::UnreadableYaml, Span::new(file, place.start, place.end), message)
    };
    let here = at..at + next.map_or(0, char::len_utf8);

    if line.text.len() > REACH {
        return fault(here, &format!("{INVALID}: {complaint}"));
    }
    if line.text.starts_with('\t') || complaint.contains("tab") {
        // A tab may be noticed where the line before it goes on.
        let tab = indenting_tab(text, line.start).unwrap_or(at);
        let place = tab..tab + usize::from(text[tab..].starts_with('\t'));
        return fault(place, "a tab cannot indent YAML").hint("indent with spaces");
    }
    let before = line.before(text);
    let near = || [Some(&line), before.as_ref()].into_iter().flatten();
    if let Some(odd) = near().find_map(Line::odd_blank) {
        return fault(odd, "this blank is not an ordinary one, and YAML takes it for a letter")
            .hint("write an ordinary blank in its place");
    }
    if complaint.contains("mapping values are not allowed") {
        if line.text[..at - line.start].contains(": ") {
            let message = "a second `: ` on the line makes this a mapping inside a value";
            return fault(here, message).maybe_hint(line.quoted(file));
        }
        // Without a key, the line before it goes on here.
        if let Some(stray) = before.as_ref().filter(|before| before.indent() >= line.indent())
            && stray.key().is_none()
        {
            return no_key(stray, None, file, fault);
        }
        let message = "the line is indented deeper than the key above it, which has a value";
        let goes_on = before.as_ref().is_some_and(|before| before.key().is_some());
        return fault(line.place().start.min(at)..at, message).hint(INDENT).maybe_hint(
            goes_on.then(|| "or, where the text above goes on here, quote all of it".to_owned()),
        );
    }
    // These two mean a list and a key where a blank follows.
    let is_sign = matches!(next, Some('-' | '?')) && complaint.contains("not allowed in this");
    if let Some(character) = next.filter(|next| is_sign || "@`%&*!|>".contains(*next)) {
        if line.text.trim_start().starts_with("* ") {
            return fault(here, "a list has no stars").hint("begin each item of a list with `- `");
        }
        let character =
            if character == '`' { "`` ` ``".to_owned() } else { format!("`{character}`") };
        let message = format!("a value cannot begin with {character}");
        let hint = match line.is_within_brackets(text, at) {
            true => Some(item_quoted(text, at, file)),
            false => line.quoted(file),
        };
        return fault(here, &message).maybe_hint(hint);
    }
    if complaint.contains("escape") || complaint.contains("hexadecimal") {
        let message = "between double quotes a backslash begins an escape, and this is none";
        let place = stray_escape(text, at).map_or(here, |at| at..at + 1);
        return fault(place, message).hint("double it, or put the text between single quotes");
    }
    if complaint.contains("trailing content after") {
        let message = "the value goes on behind the quote that closes it";
        return fault(here, message).maybe_hint(line.quoted(file));
    }
    if line.is_behind_bracket(at) {
        let message = "the value goes on behind the bracket that closes it";
        return fault(here, message).maybe_hint(line.quoted(file));
    }
    if next == Some(':') && complaint.contains("flow mapping") {
        let message = "a second `: ` makes this a mapping inside a value";
        return fault(here, message).hint("quote the value");
    }
    if let Some(sign) = comment_in_brackets(text, &line) {
        let message = "this `#` begins a comment, in which the bracket that is open is not closed";
        return fault(sign..sign + 1, message).hint(item_quoted(text, sign, file));
    }
    // What is not closed is mostly noticed on a line behind it.
    if let Some((open, sign)) = opener(text, &line) {
        let close = match sign {
            '[' => ']',
            '{' => '}',
            quote => quote,
        };
        let what = if close == sign { "quote" } else { "bracket" };
        let line = Line::at(text, open);
        let curly = line.text.trim_end().chars().next_back().filter(|c| "“”„‘’‚«»".contains(*c));
        let hint = match curly.filter(|_| close == sign) {
            Some(curly) => format!("close it with `{close}`: `{curly}` is no quote to YAML"),
            None => format!("close it with `{close}`"),
        };
        let place = open..open + sign.len_utf8();
        return fault(place, &format!("the {what} that opens here is never closed")).hint(hint);
    }
    if complaint.contains("simple key expected") {
        // The complaint stands where the line ends or at its first word.
        let stray = near().find(|line| line.key().is_none()).unwrap_or(&line);
        let block = stray.before(text).filter(|_| stray.indent() == 0);
        return no_key(stray, block.as_ref(), file, fault);
    }
    if complaint.contains("did not find expected") {
        let ragged = before.as_ref().and_then(Line::key).map(|key| key.column);
        let indent = line.indent();
        if let Some(above) = ragged.filter(|above| indent < *above && line.key().is_some())
            && indent > 0
            && !line.text.trim_start().starts_with("- ")
        {
            let message =
                format!("the line is indented by {indent}, and the key above it by {above}");
            return fault(here, &message).hint(INDENT);
        }
        return fault(here, &format!("{INVALID}: {complaint}")).hint(INDENT);
    }
    let hint = near().find_map(|line| line.parted(file));
    fault(here, &format!("{INVALID}: {complaint}")).maybe_hint(hint)
}

const INVALID: &str = "the front matter is not valid YAML";

const INDENT: &str =
    "indent the keys of one mapping alike, and begin each item of a list with `- `";

/// How far before a complaint something may be that was never closed, in bytes; a line that is
/// longer tells nobody what was meant.
const REACH: usize = 2_000;

/// A line that stands where a key should and has none; `above` is one that may hold a text for
/// which it is not indented.
fn no_key(
    line: &Line<'_>,
    above: Option<&Line<'_>>,
    file: FileId,
    fault: impl Fn(Range<usize>, &str) -> Diagnostic,
) -> Diagnostic {
    let (text, place) = (line.text.trim(), line.place());
    let fault = fault(place, "this line is no `key: value`");
    if above.is_some_and(|above| above.text.trim_end().ends_with(['|', '>'])) {
        return fault.hint("indent the text that belongs to the key above");
    }
    if text.starts_with("//") || text.starts_with("<!--") {
        return fault.hint("a comment begins with `# `");
    }
    let told = line.parted(file).or_else(|| {
        let (key, value) = text.split_once(['=', '：'])?;
        let is_key = is_key(key.trim()) && value.len() <= 80;
        is_key.then(|| Hint::proposing("write", format!("{}: {}", key.trim(), value.trim())))
    });
    fault.hint(told.unwrap_or_else(|| {
        "put `: ` behind the key, or indent the line where the text above goes on".into()
    }))
}

/// A line and where it begins.
struct Line<'a> {
    start: usize,
    text: &'a str,
}

/// A key at the beginning of a line.
struct Key<'a> {
    /// The blanks before it, and the dashes of lists.
    column: usize,
    value: &'a str,
}

impl<'a> Line<'a> {
    fn at(text: &'a str, at: usize) -> Line<'a> {
        let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        Line { start, text: text[start..].lines().next().unwrap_or("") }
    }

    /// The line above that holds something.
    fn before(&self, text: &'a str) -> Option<Line<'a>> {
        let above = text[..self.start].trim_end();
        (!above.is_empty()).then(|| Line::at(text, above.len()))
    }

    /// Where it stands without the blanks around it, of whatever sort they are.
    fn place(&self) -> Range<usize> {
        let start = self.start + self.text.len() - self.text.trim_start().len();
        start..start + self.text.trim().len()
    }

    fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    /// The key that the line begins with, behind the dashes of lists.
    fn key(&self) -> Option<Key<'a>> {
        let own = self.text.trim_start_matches(' ');
        let own = own.trim_start_matches("- ").trim_start_matches(' ');
        let (key, value) = match own.split_once(": ") {
            Some(parts) => parts,
            None => (own.trim_end().strip_suffix(':')?, ""),
        };
        is_key(key).then(|| Key { column: self.text.len() - own.len(), value: value.trim() })
    }

    /// What stands behind the key, or behind the dash of a list.
    fn value(&self) -> Option<&'a str> {
        let item = || self.text.trim_start().strip_prefix("- ").map(str::trim);
        self.key().map(|key| key.value).or_else(item)
    }

    /// The line with its value in quotes: `quote it: title: "Foo: bar"`.
    fn quoted(&self, file: FileId) -> Option<Hint> {
        let value = self.value()?;
        if value.is_empty() || value.len() > 80 || (value.starts_with('{') && value.contains(": "))
        {
            return Some("quote the value".into());
        }
        let before = self.text.trim_start();
        let before = &before[..before.rfind(value)?];
        let value = before_comment(value);
        let quoted = format!("{before}{}", in_quotes(value));
        let start = self.place().start;
        let place = Span::new(file, start, start + before.len() + value.len());
        Some(Hint::proposing("quote it:", quoted).at(place))
    }

    /// Whether a place on the line lies between brackets that opened on it, or, where the line is
    /// nothing by itself, above it.
    fn is_within_brackets(&self, text: &str, at: usize) -> bool {
        let cut = Line { start: self.start, text: &self.text[..at - self.start] };
        let open = match self.value() {
            Some(_) => first_open(cut.text),
            None => opener(text, &cut),
        };
        open.is_some_and(|(_, sign)| "[{".contains(sign))
    }

    /// A blank in the indentation or behind the colon of a key that is no blank to YAML.
    fn odd_blank(&self) -> Option<Range<usize>> {
        let is_odd = |c: char| c.is_whitespace() && !matches!(c, ' ' | '\t' | '\n' | '\r');
        let (at, odd) = self.text.char_indices().find(|(_, c)| is_odd(*c))?;
        let before = &self.text[..at];
        let stands_out = before.trim_matches([' ', '-']).is_empty()
            || before.strip_suffix(':').is_some_and(is_key);
        stands_out.then(|| self.start + at..self.start + at + odd.len_utf8())
    }

    /// Whether a value begins with a list or mapping in brackets, and a place lies behind it.
    fn is_behind_bracket(&self, at: usize) -> bool {
        let Some(value) = self.value().filter(|value| value.starts_with(['[', '{'])) else {
            return false;
        };
        let start = self.start + self.text.find(value).unwrap_or(0);
        let own = self.text.get(start - self.start..at.max(start) - self.start).unwrap_or("");
        own.trim_end().ends_with([']', '}']) && first_open(own).is_none() && !own.contains("{{")
    }

    /// `duration:20m` as it was meant: YAML parts a key from its value by the blank.
    fn parted(&self, file: FileId) -> Option<Hint> {
        let line = self.text.trim().trim_start_matches("- ");
        let (key, value) = line.split_once(':')?;
        let is_value = !value.is_empty() && !value.starts_with([' ', '/']) && value.len() <= 80;
        let end = self.place().end;
        let parted = || Hint::proposing("put a blank behind the colon:", format!("{key}: {value}"));
        (is_key(key) && is_value).then(|| parted().at(Span::new(file, end - line.len(), end)))
    }
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || "_-".contains(c))
}

/// The item between brackets that begins at a place, in quotes; the others stay as they are.
fn item_quoted(text: &str, at: usize, file: FileId) -> Hint {
    let word = text[at..].split([',', ']', '}', '\n']).next().unwrap_or("");
    let word = before_comment(word.split(": ").next().unwrap_or(word)).trim_end();
    Hint::proposing("quote it:", in_quotes(word)).at(Span::new(file, at, at + word.len()))
}

/// A value without the comment behind it.
fn before_comment(value: &str) -> &str {
    value.split(" # ").next().unwrap_or(value).trim_end()
}

/// A text as a quoted scalar that means just this text. Quotes that were around it stay away,
/// and so does a comment behind it.
pub fn in_quotes(value: &str) -> String {
    let value = before_comment(value);
    let bare = ['"', '\''].into_iter().find_map(|quote| {
        let inner = value.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inner.is_empty()).then_some(inner)
    });
    let value = bare.unwrap_or(value);
    if !value.contains(['"', '\\']) {
        format!("\"{value}\"")
    } else {
        format!("'{}'", value.replace('\'', "''"))
    }
}

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

/// The quote or bracket that is still open at the end of a line, which opened there or not far
/// above.
fn opener(text: &str, line: &Line<'_>) -> Option<(usize, char)> {
    let end = line.start + line.text.len();
    let mut start = line.start;
    while end - start <= REACH {
        if let Some((at, sign)) = first_open(&text[start..end]) {
            return Some((start + at, sign));
        }
        if start == 0 {
            break;
        }
        start = text[..start].trim_end_matches('\n').rfind('\n').map_or(0, |newline| newline + 1);
    }
    None
}

/// The first backslash from a place on, and not far from it, that begins no escape of YAML's.
fn stray_escape(text: &str, from: usize) -> Option<usize> {
    let mut letters = text[from..].char_indices().take(REACH);
    loop {
        let (at, _) = letters.find(|(_, letter)| *letter == '\\')?;
        let (_, escaped) = letters.next()?;
        let digits = match escaped {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let code = text[from + at + 1 + escaped.len_utf8()..].chars().take(digits);
        let is_one = "0abtnvfre \t\n\"/\\N_LPxuU".contains(escaped);
        if !is_one || code.filter(char::is_ascii_hexdigit).count() < digits {
            return Some(from + at);
        }
    }
}

/// The `#` on a line that begins a comment where a bracket is open, if the bracket closes in it.
fn comment_in_brackets(text: &str, line: &Line<'_>) -> Option<usize> {
    let signs = line.text.match_indices(" #").map(|(at, _)| at + 1);
    let is_open = |text: &str| first_open(text).is_some_and(|(_, sign)| "[{".contains(sign));
    let mut open = signs.filter(|at| is_open(&line.text[..*at]) && !is_open(line.text));
    open.next()
        .map(|at| line.start + at)
        .filter(|at| text[*at + 1..].starts_with(|c: char| !c.is_whitespace()))
}

/// The first quote or bracket that a text leaves open. An apostrophe inside a word opens nothing.
fn first_open(text: &str) -> Option<(usize, char)> {
    let mut quote: Option<(usize, char)> = None;
    let mut brackets = Vec::new();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some((_, open)), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if before.is_whitespace() || "[{,(:".contains(before) => {
                quote = Some((at, c));
            }
            (None, '[' | '{') => brackets.push((at, c)),
            (None, ']' | '}') => match brackets.pop() {
                Some(open @ (_, '[')) if c == '}' => return Some(open),
                Some(open @ (_, '{')) if c == ']' => return Some(open),
                _ => {}
            },
            (None, _) => {}
        }
        before = c;
    }
    brackets.first().copied().or(quote)
}

/// A list or mapping where a key should stand: mostly a template's `{{ x }}`.
pub fn collection_as_key(span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnreadableYaml, span, "a list or mapping cannot be a key")
        .hint("if the braces belong to the text, quote it: `\"{{ x }}\"`")
}
