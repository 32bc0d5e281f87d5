//! Markdown to HTML, once per file.
//!
//! In: the text of a file, and where its body stands in it. Out: a [`Document`]: HTML with
//! holes, the headings, links and anchors that other rooms check, and what an author should
//! know. Whatever needs another page (the address of a link, the title of what it leads to)
//! or is costly (colours in code) is a hole, and is filled by [`Document::render`].
//! Must not: read the disk, know other pages, or write HTML that could run or fetch what the
//! book did not allow.
//!
//! The way through: `writer` walks pulldown-cmark's events (`block`, `inline`, `heading`,
//! `table`, `note`, `admonition`, `bare`, `raw` and `element` are its parts; `sign` and `mask` go before), `sanitize` closes
//! and sifts documents that hold HTML of the author's, `render` fills the holes (`colours` and
//! `highlight` those of code), `plain` tells the text without markup. `literal` goes the other
//! way: text into markdown.

mod admonition;
mod bare;
mod block;
mod colours;
mod document;
mod element;
mod escape;
mod heading;
mod highlight;
mod inline;
mod literal;
mod mask;
mod note;
mod out;
mod plain;
mod raw;
mod render;
mod sanitize;
mod sign;
mod slug;
mod stray;
mod table;
mod tag;
mod url;
mod vocabulary;
mod writer;

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::source::{FileId, Span};

pub use colours::Colours;
pub use document::{Anchor, Document, Heading, Link, LinkForm};
pub use highlight::highlight;
pub use literal::{literal, push_literal};
pub use plain::Section;
pub use render::{Among, Href, Target};
pub use slug::slug;
pub use url::{is_external, is_safe, is_web, scheme};

/// How many bytes of HTML a page may grow to before it is cut.
pub const PAGE_LIMIT: usize = 8 * 1024 * 1024;

/// How many containers deep a page shows its lists, quotes and emphasis.
pub const DEPTH_LIMIT: usize = 100;

/// One body and what decides how it is read.
#[derive(Debug, Clone)]
pub struct Input<'a> {
    /// The whole file, as in [`crate::source::Files`].
    pub text: &'a str,
    /// Where the body stands in it, in bytes. Clipped to the text's character boundaries.
    pub body: Range<usize>,
    pub file: FileId,
    /// The entry's title: a first `h1` that equals it is dropped. Without one, the first `h1`
    /// is the title, and is dropped too.
    pub title: Option<&'a str>,
    /// Whether raw HTML passes as it is.
    pub unsafe_html: bool,
    /// Whether straight quotes, `--`, `---` and `...` are shown as printers set them.
    pub smart_punctuation: bool,
    /// Hosts that images may come from; `*.example.org` names every host below it.
    pub image_hosts: &'a [String],
}

/// Reads a body. The document is there whatever happens.
///
/// Spans lie inside the body and on character boundaries. Time grows with the text's length.
pub fn parse(input: Input<'_>) -> Outcome<Document> {
    let input = clipped(input);
    guarded(&input, writer::write)
}

/// Runs the reader and turns a fault of the parser into a diagnostic.
fn guarded(
    input: &Input<'_>,
    read: impl FnOnce(&Input<'_>) -> Outcome<Document>,
) -> Outcome<Document> {
    // A panic leaves nothing half-changed behind: all the state is the reader's own.
    catch_unwind(AssertUnwindSafe(|| read(input))).unwrap_or_else(|_| {
        let fault = Diagnostic::new(
            Code::MarkdownFault,
            Span::new(input.file, input.body.start, input.body.start),
            "the markdown reader failed on this file",
        )
        .hint("halve the text until the line that it cannot read is found, and report that line");
        Outcome::new(Document::verbatim(&input.text[input.body.clone()]), vec![fault])
    })
}

fn clipped(mut input: Input<'_>) -> Input<'_> {
    let floor = |mut at: usize| {
        at = at.min(input.text.len());
        while !input.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(input.body.start);
    input.body = start..floor(input.body.end).max(start);
    input
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_the_parser_is_told_and_loses_no_text() {
        let input = Input {
            text: "a <b>",
            body: 0..5,
            file: FileId(0),
            title: None,
            unsafe_html: false,
            smart_punctuation: false,
            image_hosts: &[],
        };
        let outcome = guarded(&input, |_| panic!("as the parser might"));
        assert_eq!(outcome.diagnostics[0].code, Code::MarkdownFault);
        let mut html = String::new();
        outcome.value.render(&Colours::default(), &mut |_| Target::External, &mut html);
        assert_eq!(html, "<pre class=\"markdown-fault\">a &lt;b&gt;</pre>\n");
    }
}
