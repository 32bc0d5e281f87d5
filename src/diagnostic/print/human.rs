//! A diagnostic as rustc draws one: the source line, a caret, the way out.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Severity, printable};
use crate::source::{Files, Span};

/// Longer excerpts are cut around the place: a picture is to be read, and a file may be one
/// line of ten megabytes.
const EXCERPT_BYTES: usize = 1_000;
const EXCERPT_LINES: usize = 4;

pub fn picture(diagnostic: &Diagnostic, files: &Files, color: bool, width: usize) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(printable(&diagnostic.message)).id(diagnostic.code.name());
    let mut elements: Vec<Element<'_>> = Vec::new();
    elements.push(snippet(files, diagnostic.span, AnnotationKind::Primary, None).into());
    for label in &diagnostic.labels {
        elements
            .push(snippet(files, label.span, AnnotationKind::Context, Some(&label.text)).into());
    }
    for hint in &diagnostic.hints {
        elements.push(Level::HELP.message(printable(hint.words())).into());
    }
    let report: &[Group<'_>] = &[title.elements(elements)];
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(width.max(40));
    let picture = renderer.render(report);
    // The renderer shows what of the source lines is C0 or DEL, and lets C1 through. Colours are
    // made of C0 alone.
    let is_c1 = |c: char| ('\u{80}'..='\u{9f}').contains(&c);
    format!("{}\n\n", picture.replace(is_c1, "\u{fffd}"))
}

fn snippet<'a>(
    files: &'a Files,
    span: Span,
    kind: AnnotationKind,
    label: Option<&'a str>,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let file = files.get(span.file);
    let excerpt = excerpt(&file.text, span);
    let shown = &file.text[excerpt.clone()];
    let first_line = files.start(Span::new(span.file, excerpt.start, excerpt.start)).line;
    let start = (span.start as usize).clamp(excerpt.start, excerpt.end) - excerpt.start;
    let end = (span.end as usize).clamp(excerpt.start, excerpt.end) - excerpt.start;
    let mut annotation = kind.span(start..end.max(start));
    if let Some(label) = label {
        annotation = annotation.label(printable(label));
    }
    Snippet::source(shown)
        .path(printable(&files.shown_path(span.file)).into_owned())
        .line_start(first_line as usize)
        .fold(false)
        .annotation(annotation)
}

/// The lines in which the span stands: at most a few, and of a long line only what is near.
fn excerpt(text: &str, span: Span) -> Range<usize> {
    let at = text.floor_char_boundary(span.start as usize);
    let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let span_end = text.floor_char_boundary(span.end as usize).max(at);
    let mut end = at;
    for _ in 0..EXCERPT_LINES {
        end = text[end..].find('\n').map_or(text.len(), |newline| end + newline);
        if end >= span_end || end == text.len() {
            break;
        }
        end += 1;
    }
    let start = if at - line_start > EXCERPT_BYTES / 2 {
        text.floor_char_boundary(at - EXCERPT_BYTES / 2)
    } else {
        line_start
    };
    start..end.min(text.floor_char_boundary(start + EXCERPT_BYTES)).max(at)
}
