//! From events to HTML with holes.
//!
//! In: pulldown-cmark's events for one body. Out: a document and its diagnostics.
//! Must not: recurse (a page may nest as deep as it likes), or look at the text twice, but
//! for one rare case: a heading's own `{#id}` that an earlier heading got from its words.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd,
};

use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::source::Span;

use super::document::{Anchor, Document, Heading, Link};
use super::heading::{FirstH1, OpenHeading};
use super::inline::{OpenImage, OpenLink};
use super::note::Notes;
use super::out::{Kind, Out};
use super::raw::{Places, Raw};
use super::slug::Ids;
use super::table::Table;
use super::{DEPTH_LIMIT, Input, PAGE_LIMIT, escape, mask, sanitize};

/// Reads a body, and reads it again where a heading's own id came too late the first time.
pub(super) fn write(input: &Input<'_>) -> Outcome<Document> {
    match Writer::new(input, HashSet::new()).run() {
        Ok(outcome) => outcome,
        // Every id that a heading asks for is kept for it now, so that there is no third time.
        Err(wanted) => Writer::new(input, wanted).run().unwrap_or_else(|_| {
            Outcome::new(Document::verbatim(&input.text[input.body.clone()]), Vec::new())
        }),
    }
}

pub(super) struct Writer<'a> {
    pub input: &'a Input<'a>,
    pub body: &'a str,
    pub out: Out,
    /// The bytes of footnotes that wait for the end of the page.
    pub aside: usize,
    /// What is open, outermost first, and whether its tags are shown.
    open: Vec<(TagEnd, bool)>,
    pub links: Vec<Link>,
    pub headings: Vec<Heading>,
    pub anchors: Vec<Anchor>,
    pub ids: Ids,
    pub diagnostics: Vec<Diagnostic>,
    pub first_h1: FirstH1,
    pub heading: Option<OpenHeading>,
    pub image: Option<OpenImage>,
    pub open_links: Vec<OpenLink>,
    pub table: Table,
    pub notes: Notes,
    pub raw: Raw,
    code: Option<(String, String)>,
    html: Option<(String, Places)>,
    /// The end of the last event, in bytes of the body.
    pub last_end: usize,
    told_deep: bool,
    full: bool,
    has_code: bool,
    has_math: bool,
}

impl<'a> Writer<'a> {
    fn new(input: &'a Input<'a>, wanted: HashSet<String>) -> Self {
        let body = &input.text[input.body.clone()];
        Writer {
            input,
            body,
            out: Out {
                html: String::with_capacity(body.len() + body.len() / 4),
                holes: Vec::new(),
            },
            aside: 0,
            open: Vec::with_capacity(16),
            links: Vec::new(),
            headings: Vec::new(),
            anchors: Vec::new(),
            ids: Ids::with_wanted(wanted),
            diagnostics: Vec::new(),
            first_h1: FirstH1::Unseen,
            heading: None,
            image: None,
            open_links: Vec::new(),
            table: Table::default(),
            notes: Notes::default(),
            raw: Raw::default(),
            code: None,
            html: None,
            last_end: 0,
            told_deep: false,
            full: false,
            has_code: false,
            has_math: false,
        }
    }

    /// The document, or the ids that headings ask for where one came too late.
    fn run(mut self) -> Result<Outcome<Document>, HashSet<String>> {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_DEFINITION_LIST
            | Options::ENABLE_GFM
            | Options::ENABLE_MATH
            | Options::ENABLE_WIKILINKS;
        let masked = mask::mask(self.body);
        let text = masked.as_ref().map_or(self.body, |masked| masked.text.as_str());
        let mut events = Parser::new_ext(text, options).into_offset_iter();
        while let Some((event, range)) = events.next() {
            let event = match &masked {
                Some(masked) => masked.undo(event),
                None => event,
            };
            if self.full || self.out.size() + self.aside > PAGE_LIMIT {
                self.full = true;
                break;
            }
            let mut end = range.end;
            match event {
                event if self.image.is_some() => self.in_image(event, range),
                Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                    let definition = match link_type {
                        LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => {
                            events.reference_definitions().get(&id).map(|known| known.span.clone())
                        }
                        _ => None,
                    };
                    end = range.start + 1;
                    self.open.push((TagEnd::Link, true));
                    self.start_link(link_type, &dest_url, &title, range, definition);
                }
                Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                    let definition = match link_type {
                        LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => {
                            events.reference_definitions().get(&id).map(|known| known.span.clone())
                        }
                        _ => None,
                    };
                    end = range.start + 2;
                    self.start_image(link_type, &dest_url, &title, range, definition);
                }
                Event::Start(tag) => {
                    end = range.start;
                    self.start(tag, range);
                }
                Event::End(tag) => self.pop(tag, range),
                Event::Text(text) => self.text(&text),
                Event::Code(text) => {
                    self.out.push("<code>");
                    self.text(&text);
                    self.out.push("</code>");
                }
                Event::InlineMath(text) => {
                    // `$5-$10` is two prices.
                    let next = self.body.as_bytes().get(range.end);
                    match next.is_some_and(u8::is_ascii_digit) {
                        true => self.text(&format!("${text}$")),
                        false => self.math("<span class=\"math\">", "$", &text),
                    }
                }
                Event::DisplayMath(text) => {
                    self.math("<span class=\"math math-display\">", "$$", &text);
                }
                Event::Html(html) => match &mut self.html {
                    Some((block, places)) => {
                        places.push((block.len(), range.start));
                        block.push_str(&html);
                    }
                    None => self.inline_html(&html, range),
                },
                Event::InlineHtml(html) => self.inline_html(&html, range),
                Event::FootnoteReference(name) => self.note_reference(&name),
                Event::SoftBreak => self.line_break("\n"),
                Event::HardBreak => self.line_break("<br>\n"),
                Event::Rule => {
                    self.out.fresh_line();
                    self.out.push("<hr>\n");
                }
                Event::TaskListMarker(done) => self.task(done),
            }
            self.last_end = end;
        }
        self.finish()
    }

    fn finish(mut self) -> Result<Outcome<Document>, HashSet<String>> {
        let end = self.body.len();
        self.end_image(end);
        while let Some(&(tag, _)) = self.open.last() {
            self.pop(tag, end..end);
        }
        if self.full {
            self.out.fresh_line();
            self.out.push(
                "<p class=\"page-cut\" role=\"note\">The page was cut here: it grew beyond 8 MB.</p>\n",
            );
            let told = "the page grew beyond 8 MB and was cut";
            let hint = "split it into several pages";
            let span = Span::start_of(self.input.file);
            self.diagnostics.push(Diagnostic::new(Code::PageTooLarge, span, told).hint(hint));
        }
        self.write_notes();
        if let Some(wanted) = self.ids.clash() {
            return Err(wanted);
        }
        self.diagnostics.extend(self.raw.warning());
        let out = match self.raw.must_sift {
            true => sanitize::sift(&self.out),
            false => self.out,
        };
        let mut document = Document::of(out);
        document.links = self.links.into();
        document.headings = self.headings.into();
        document.anchors = self.anchors.into();
        document.first_h1 = self.first_h1.into_title();
        document.has_code = self.has_code;
        document.has_math = self.has_math;
        Ok(Outcome::new(document, self.diagnostics))
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// The span of a stretch of the body.
    pub fn span(&self, range: Range<usize>) -> Span {
        let floor = |mut at: usize| {
            at = at.min(self.body.len());
            while !self.body.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let base = self.input.body.start;
        Span::new(self.input.file, base + floor(range.start), base + floor(range.end))
    }

    pub fn too_deep(&mut self, span: Span) {
        if !self.told_deep {
            self.told_deep = true;
            let told =
                format!("this nests more than {DEPTH_LIMIT} deep and is shown flat from here");
            self.diagnostics.push(Diagnostic::new(Code::DeepNesting, span, told));
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let room = match tag {
            Tag::List(_) | Tag::DefinitionList => 1,
            Tag::BlockQuote(_)
            | Tag::Item
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough => 0,
            _ => {
                self.open.push((tag.to_end(), true));
                return self.start_shown(tag, range);
            }
        };
        let shown = self.open.len() + room < DEPTH_LIMIT;
        self.open.push((tag.to_end(), shown));
        if shown {
            self.start_shown(tag, range);
        } else {
            // Cut off from its container, a text still must not run into the one before it.
            self.out.fresh_line();
            if !self.told_deep {
                let first = self.body[range.start..].lines().next().map_or(0, str::len);
                self.too_deep(self.span(range.start..range.end.min(range.start + first)));
            }
        }
    }

    fn start_shown(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Emphasis => return self.out.push("<em>"),
            Tag::Strong => return self.out.push("<strong>"),
            Tag::Strikethrough => return self.out.push("<del>"),
            Tag::TableCell => return self.start_cell(range),
            _ => self.out.fresh_line(),
        }
        match tag {
            Tag::Paragraph => self.out.push("<p>"),
            Tag::Heading { level, id, classes, attrs } => {
                let names = attrs.into_iter().map(|(name, _)| name);
                self.start_heading(level as u8, id.as_deref(), &classes, names, range);
            }
            Tag::BlockQuote(None) => self.out.push("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => {
                let (class, title) = match kind {
                    BlockQuoteKind::Note => ("note", "Note"),
                    BlockQuoteKind::Tip => ("tip", "Tip"),
                    BlockQuoteKind::Important => ("important", "Important"),
                    BlockQuoteKind::Warning => ("warning", "Warning"),
                    BlockQuoteKind::Caution => ("caution", "Caution"),
                };
                self.out.push("<div class=\"admonition ");
                self.out.push(class);
                self.out.push("\" role=\"note\"><p class=\"admonition-title\">");
                self.out.push(title);
                self.out.push("</p>\n");
            }
            Tag::CodeBlock(kind) => {
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => language(info),
                    CodeBlockKind::Indented => "",
                };
                self.code = Some((language.to_string(), String::new()));
            }
            Tag::HtmlBlock => self.html = Some((String::new(), Vec::new())),
            Tag::List(Some(1)) => self.out.push("<ol>\n"),
            Tag::List(Some(first)) => self.out.push(&format!("<ol start=\"{first}\">\n")),
            Tag::List(None) => self.out.push("<ul>\n"),
            Tag::Item => self.out.push("<li>"),
            Tag::FootnoteDefinition(name) => self.start_note(&name),
            Tag::DefinitionList => self.out.push("<dl>\n"),
            Tag::DefinitionListTitle => self.out.push("<dt>"),
            Tag::DefinitionListDefinition => self.out.push("<dd>"),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_head(),
            Tag::TableRow => self.start_row(),
            _ => {}
        }
    }

    fn pop(&mut self, tag: TagEnd, range: Range<usize>) {
        // Events are balanced, and what is inside an image never gets here.
        let Some((_, shown)) = self.open.pop() else { return };
        self.leave();
        if !shown {
            return self.out.fresh_line();
        }
        match tag {
            TagEnd::Paragraph => self.out.push("</p>\n"),
            TagEnd::Heading(_) => self.end_heading(range),
            TagEnd::BlockQuote(None) => self.close("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.close("</div>\n"),
            TagEnd::CodeBlock => {
                if let Some((language, code)) = self.code.take() {
                    self.has_code = true;
                    let kind = Kind::Code { language: language.len() as u32 };
                    self.out.hole(kind, [&language, &code]);
                }
            }
            TagEnd::HtmlBlock => {
                if let Some((html, places)) = self.html.take() {
                    self.html_block(&html, &places);
                }
            }
            TagEnd::List(true) => self.close("</ol>\n"),
            TagEnd::List(false) => self.close("</ul>\n"),
            TagEnd::Item => self.out.push("</li>\n"),
            TagEnd::FootnoteDefinition => self.end_note(),
            TagEnd::DefinitionList => self.close("</dl>\n"),
            TagEnd::DefinitionListTitle => self.out.push("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.out.push("</dd>\n"),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_head(),
            TagEnd::TableRow => self.out.push("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.out.push("</em>"),
            TagEnd::Strong => self.out.push("</strong>"),
            TagEnd::Strikethrough => self.out.push("</del>"),
            TagEnd::Link => self.end_link(),
            _ => {}
        }
    }

    fn close(&mut self, html: &str) {
        self.out.fresh_line();
        self.out.push(html);
    }

    /// Text that readers see, wherever it goes.
    pub fn text(&mut self, text: &str) {
        let room = PAGE_LIMIT.saturating_sub(self.out.size() + self.aside);
        let mut text = text;
        if text.len() > room {
            let mut end = room;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text = &text[..end];
            self.full = true;
        }
        if let Some((_, code)) = &mut self.code {
            code.push_str(text);
            self.full |= code.len() > room;
            return;
        }
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(text);
        }
        // A wikilink without a label shows a name that only `render` knows.
        if self.open_links.last().is_none_or(|link| !link.shows_name) {
            escape::text(&mut self.out.html, text);
        }
    }

    fn line_break(&mut self, html: &str) {
        if let Some(heading) = &mut self.heading {
            heading.text.push(' ');
        }
        self.out.push(html);
    }

    /// A formula, with its delimiters: what was no formula still reads right.
    fn math(&mut self, open: &str, delimiter: &str, text: &str) {
        self.has_math = true;
        self.out.push(open);
        for part in [delimiter, text, delimiter] {
            self.text(part);
        }
        self.out.push("</span>");
    }

    fn task(&mut self, done: bool) {
        let class = "<li class=\"task\">";
        if self.out.ends_with("<li>") {
            self.out.html.truncate(self.out.html.len() - "<li>".len());
            self.out.push(class);
        } else if self.out.ends_with("<li>\n<p>") {
            self.out.html.truncate(self.out.html.len() - "<li>\n<p>".len());
            self.out.push(class);
            self.out.push("\n<p>");
        }
        self.out.push(match done {
            true => "<input type=\"checkbox\" disabled checked aria-label=\"Done\"> ",
            false => "<input type=\"checkbox\" disabled aria-label=\"To do\"> ",
        });
    }
}

/// The language of a code block's info string: its first word, without what some tools add.
fn language(info: &str) -> &str {
    let info = info.trim().trim_start_matches(['{', '.', ' ']);
    info.split([' ', '\t', ',', '{', '}']).next().unwrap_or("")
}
