//! What is wrong with a template, and where: tera's errors in the house's own words.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use tera::ErrorKind;

use super::{BUILTIN_PREFIX, TemplateSource};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Files, Span};

/// The longest excerpt, in characters.
const MAX_EXCERPT: usize = 200;

/// A template that cannot be read or rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError {
    /// The file, such as `themes/ours/templates/practice.html`; for a built-in template
    /// `themes/default/…`.
    pub template: Arc<str>,
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
    /// One sentence without a full stop.
    pub message: String,
    /// The line at fault, cut after 200 characters.
    pub excerpt: String,
    /// The bytes at fault within `text`.
    pub range: Range<usize>,
    /// The whole text of the template.
    pub text: Arc<str>,
    /// The way out, where one is known.
    pub hint: Option<Box<str>>,
}

impl TemplateError {
    /// As a diagnostic. The template's text joins `files`, so that it can be shown.
    pub fn diagnostic(&self, files: &mut Files) -> Diagnostic {
        let file = files.add(Arc::clone(&self.template), Arc::clone(&self.text));
        let span = Span::new(file, self.range.start, self.range.end);
        let found = Diagnostic::new(Code::TemplateError, span, self.message.clone());
        found.maybe_hint(self.hint.as_deref().map(str::to_owned))
    }

    /// Whether it says the same of the same place. What else could stand there may differ from
    /// page to page.
    pub fn is_at(&self, other: &TemplateError) -> bool {
        self.place() == other.place() && self.message == other.message
    }

    /// The file and the place in it, for putting errors in order.
    pub fn place(&self) -> (&str, u32, u32) {
        (&self.template, self.line, self.column)
    }

    /// An error about a template as a whole, placed at its beginning.
    pub(super) fn whole(
        name: &str,
        sources: &BTreeMap<String, TemplateSource>,
        message: String,
    ) -> TemplateError {
        TemplateError::at(name, sources, 0..0, message)
    }

    /// An error at some bytes of a template.
    pub(super) fn at(
        name: &str,
        sources: &BTreeMap<String, TemplateSource>,
        range: Range<usize>,
        message: String,
    ) -> TemplateError {
        let source = sources.get(name).or_else(|| sources.get(&format!("{BUILTIN_PREFIX}{name}")));
        let (path, text) = match source {
            Some(source) => (Arc::clone(&source.path), Arc::clone(&source.text)),
            None => (Arc::from(name), Arc::from("")),
        };
        TemplateError::of(path, text, range, message)
    }

    /// An error at some bytes of a text.
    fn of(path: Arc<str>, text: Arc<str>, range: Range<usize>, message: String) -> TemplateError {
        let boundary = |mut at: usize| {
            at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let range = boundary(range.start)..boundary(range.end.max(range.start));
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let before = &text[..range.start];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let excerpt = text[line_start..].lines().next().unwrap_or("");
        TemplateError {
            template: path,
            line: count(before.matches('\n').count() + 1),
            column: count(before[line_start..].chars().count() + 1),
            message: sentence(&message),
            excerpt: excerpt.chars().take(MAX_EXCERPT).collect(),
            range,
            text,
            hint: None,
        }
    }

    /// The same without the blanks that it begins with, and with the whole of the name that it
    /// begins in: where tera tells a place by its line and column, it tells no end.
    pub(super) fn at_what_is_wrong(self) -> TemplateError {
        let Range { start, end } = self.range;
        let blanks = self.text[start..end].len() - self.text[start..end].trim_start().len();
        let is_blank = blanks == end - start;
        let start = if is_blank { start } else { start + blanks };
        let rest = &self.text[start..];
        let is_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '.');
        let name = match rest.chars().next() {
            _ if end - start > 1 => 0,
            Some(quote @ ('"' | '\'' | '`')) => rest[1..].find(quote).map_or(0, |end| end + 2),
            // A call of a component begins at its `<`.
            first => {
                let at = usize::from(first == Some('<'));
                rest[at..].find(|letter| !is_name(letter)).map_or(rest.len(), |end| at + end)
            }
        };
        let name = if rest[..name].contains('\n') { 0 } else { name };
        let end = if is_blank { end } else { end.max(start + name) };
        let (message, hint) = (self.message, self.hint);
        TemplateError { hint, ..TemplateError::of(self.template, self.text, start..end, message) }
    }

    /// The same with a way out.
    pub(super) fn hint(self, hint: Option<String>) -> TemplateError {
        TemplateError { hint: hint.map(String::into_boxed_str), ..self }
    }

    /// The first error in what tera reports of a rendering.
    pub(super) fn first_of(
        error: &tera::Error,
        template: &str,
        sources: &BTreeMap<String, TemplateSource>,
    ) -> TemplateError {
        let mut all = TemplateError::reported(error, sources);
        if all.is_empty() || all[0].text.is_empty() {
            return TemplateError::whole(template, sources, error.to_string());
        }
        all.swap_remove(0)
    }

    /// Everything that tera reports of a theme, in the order of its report. It ends at the first
    /// template that it cannot read; the others are read each by itself.
    pub(super) fn all_of(
        error: &tera::Error,
        sources: &BTreeMap<String, TemplateSource>,
    ) -> Vec<TemplateError> {
        let cannot_read = |error: &tera::Error| matches!(error.kind(), ErrorKind::SyntaxError(_));
        if !cannot_read(error) {
            return TemplateError::reported(error, sources);
        }
        let alone = |(name, source): (&String, &TemplateSource)| {
            tera::Tera::new().add_raw_template(name, &source.text).err().filter(cannot_read)
        };
        let found = sources.iter().filter_map(alone);
        found.flat_map(|error| TemplateError::reported(&error, sources)).collect()
    }

    fn reported(
        error: &tera::Error,
        sources: &BTreeMap<String, TemplateSource>,
    ) -> Vec<TemplateError> {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let range = report.span().range.clone();
                let message = report.message().to_owned();
                vec![TemplateError::at(report.filename(), sources, range, message)]
            }
            ErrorKind::CircularExtend { tpl, inheritance_chain } => {
                let message = format!("`{tpl}` extends itself: {}", chain(tpl, inheritance_chain));
                vec![tag_error(tpl, sources, "extends", message)]
            }
            ErrorKind::CircularInclude { tpl, include_chain } => {
                let way = include_chain.join(" → ");
                vec![tag_error(tpl, sources, "include", format!("`{tpl}` includes itself: {way}"))]
            }
            ErrorKind::MissingParent { current, parent } => {
                let message = format!("there is no template `{parent}` to extend");
                vec![tag_error(current, sources, "extends", message)]
            }
            ErrorKind::TemplateNotFound(name) => {
                vec![TemplateError::whole(name, sources, format!("there is no template `{name}`"))]
            }
            ErrorKind::Msg(text) => reports(text, sources),
            _ => vec![TemplateError::whole("", sources, error.to_string())],
        }
    }
}

/// Takes apart the reports that tera joins into one text when it checks the templates
/// against each other: only there do they carry their place in words alone.
fn reports(text: &str, sources: &BTreeMap<String, TemplateSource>) -> Vec<TemplateError> {
    let mut found = Vec::new();
    for report in text.split("\n\n") {
        let mut lines = report.lines();
        let message = lines.next().unwrap_or("").trim_start_matches("error: ").to_owned();
        let place = lines.next().and_then(|line| line.trim_start().strip_prefix("--> "));
        let parsed = place.and_then(|place| {
            let mut parts = place.rsplitn(3, ':');
            let column: usize = parts.next()?.parse().ok()?;
            let line: usize = parts.next()?.parse().ok()?;
            Some((parts.next()?, line, column))
        });
        found.push(match parsed {
            Some((name, line, column)) => {
                let start =
                    sources.get(name).map_or(0, |source| offset(&source.text, line, column));
                TemplateError::at(name, sources, start..start + 1, message)
            }
            None => component_error(message, sources),
        });
    }
    found
}

/// Two components of one name: tera says the templates, the place is looked up.
fn component_error(message: String, sources: &BTreeMap<String, TemplateSource>) -> TemplateError {
    let mut names = message.split('`').skip(1).step_by(2);
    let (Some(component), Some(template)) = (names.next(), names.last()) else {
        return TemplateError::whole("", sources, message);
    };
    let at = sources.get(template).and_then(|source| {
        let start = source.text.find(&format!("component {component}"))?;
        Some(start..start + "component ".len() + component.len())
    });
    TemplateError::at(template, sources, at.unwrap_or(0..0), message.clone())
}

/// An error at the first tag of a name in a template.
fn tag_error(
    template: &str,
    sources: &BTreeMap<String, TemplateSource>,
    tag: &str,
    message: String,
) -> TemplateError {
    let at = sources.get(template).and_then(|source| source.text.find(tag));
    TemplateError::at(template, sources, at.map_or(0..0, |at| at..at + tag.len()), message)
}

fn chain(start: &str, rest: &[String]) -> String {
    let mut way = vec![start];
    way.extend(rest.iter().map(String::as_str));
    way.join(" → ")
}

/// The byte at a line and a column, both from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[start..];
    start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
}

/// One sentence as the house writes it: one line, a small first letter, no full stop.
fn sentence(message: &str) -> String {
    let line = message.lines().next().unwrap_or("").trim_end_matches('.');
    let mut letters = line.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}
