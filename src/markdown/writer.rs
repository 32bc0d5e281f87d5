//! From events to HTML with holes.
//!
//! In: pulldown-cmark's events for one body. Out: a document and its diagnostics.
//! Must not: recurse (a page may nest as deep as it likes), or look at the text twice, but
//! for three rare cases: a heading's own `{#id}` that an earlier heading got from its words,
//! what seemed to begin a box (`:::note`) and is code, and prices that seemed to be a formula.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, OffsetIter, Options, Parser, Tag, TagEnd};

use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::source::Span;

use super::admonition::Boxes;
use super::bare::Kept;
use super::document::{Anchor, Document, Heading, Link, exact};
use super::heading::{FirstH1, OpenHeading};
use super::inline::{OpenImage, OpenLink};
use super::note::Notes;
use super::out::Out;
use super::raw::{Places, Raw};
use super::sign::{self, Sign};
use super::slug::Ids;
use super::table::Table;
use super::{DEPTH_LIMIT, Input, PAGE_LIMIT, bare, mask, sanitize};

/// What a body may hold beside CommonMark.
pub(super) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_MATH)
    .union(Options::ENABLE_WIKILINKS);

/// How often a body is read at the most.
const READINGS: usize = 6;

/// Why a body is read again.
enum Again {
    /// A heading's own id came too late: these are kept for those that ask for them, so that
    /// there is no second time.
    Ids(HashSet<String>),
    /// Only these lines begin or end boxes.
    Signs(Vec<Sign>),
    /// The dollar signs at these places begin and end no formula: what stands between them is
    /// text, with all that text may hold.
    Prices(Vec<usize>),
}

/// Reads a body, and reads it again where something was known too late.
pub(super) fn write(input: &Input<'_>) -> Outcome<Document> {
    let body = &input.text[input.body.clone()];
    let (mut wanted, mut signs) = (HashSet::new(), sign::signs(body));
    let mut prices = Vec::new();
    for reading in 1..=READINGS {
        // What is code may depend on what is a box; there is an end to that.
        if reading == READINGS - 1 {
            signs.clear();
        }
        let mut writer = Writer::new(input, wanted.clone(), &signs);
        // And to what is a price: the last readings show it as text and leave it at that.
        writer.prices = (reading < READINGS - 2).then(Vec::new);
        match writer.run(&signs, &prices) {
            Ok(outcome) => return outcome,
            Err(Again::Ids(ids)) => wanted = ids,
            Err(Again::Signs(kept)) => signs = kept,
            Err(Again::Prices(found)) => prices.extend(found),
        }
    }
    Outcome::new(Document::verbatim(body), Vec::new())
}

pub(super) struct Writer<'a> {
    pub input: &'a Input<'a>,
    pub body: &'a str,
    pub out: Out,
    /// The bytes of footnotes that wait for the end of the page.
    pub aside: usize,
    /// What is open, outermost first, and whether its tags are shown.
    pub open: Vec<(TagEnd, bool)>,
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
    pub boxes: Boxes,
    /// The code block that is open: its language and its code.
    pub code: Option<(String, String)>,
    /// Where the code block stands that is open, if it stands between fences.
    pub fence: Option<Range<usize>>,
    /// The block of HTML that is open.
    pub html: Option<(String, Places)>,
    /// The dollar signs that seemed to begin and end a formula and are prices; `None` where they
    /// are not looked for any more.
    prices: Option<Vec<usize>>,
    /// Text that waits for more of it.
    pub kept: Option<Kept>,
    /// Whether the body may hold addresses that stand in its text as they are.
    pub has_bare: bool,
    /// The end of the last event, in bytes of the body.
    pub last_end: usize,
    pub told_deep: bool,
    /// Whether the page has grown too large.
    pub full: bool,
    pub has_code: bool,
    pub has_math: bool,
    /// Whether the page shows anything otherwise than it is written.
    pub altered: bool,
}

impl<'a> Writer<'a> {
    fn new(input: &'a Input<'a>, wanted: HashSet<String>, signs: &[Sign]) -> Self {
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
            boxes: Boxes::new(signs),
            code: None,
            fence: None,
            html: None,
            prices: None,
            kept: None,
            has_bare: bare::may_hold(body),
            last_end: 0,
            told_deep: false,
            full: false,
            has_code: false,
            has_math: false,
            altered: false,
        }
    }

    fn run(mut self, signs: &[Sign], prices: &[usize]) -> Result<Outcome<Document>, Again> {
        let masked = mask::mask(self.body, signs, prices);
        let text = masked.as_ref().map_or(self.body, |masked| masked.text.as_str());
        let mut options = OPTIONS;
        options.set(Options::ENABLE_SMART_PUNCTUATION, self.input.smart_punctuation);
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
            if !matches!(event, Event::Text(_)) {
                self.write_kept();
            }
            let Some(event) = self.boxed(event, &range) else {
                self.last_end = range.start;
                continue;
            };
            let Some(event) = self.keep(event, &range) else {
                self.last_end = range.end;
                continue;
            };
            let mut end = range.end;
            match event {
                event if self.image.is_some() => self.in_image(event, range),
                Event::Start(Tag::Paragraph)
                    if asks_for_contents(&events, &self.body[range.clone()]) =>
                {
                    self.altered = true;
                    events.by_ref().find(|(event, _)| *event == Event::End(TagEnd::Paragraph));
                }
                Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                    let definition = definition(&events, link_type, &id);
                    end = range.start + 1;
                    self.open.push((TagEnd::Link, true));
                    self.start_link(link_type, &dest_url, &title, range, definition);
                }
                Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                    let definition = definition(&events, link_type, &id);
                    end = range.start + 2;
                    self.start_image(link_type, &dest_url, &title, range, definition);
                }
                event => {
                    if matches!(event, Event::Start(_)) {
                        end = range.start;
                    }
                    self.write(event, range);
                }
            }
            self.last_end = end;
        }
        self.finish()
    }

    /// Writes an event for which nothing has to be looked up.
    fn write(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.pop(tag, range),
            Event::Text(text) => self.text(&text),
            Event::Code(text) => {
                self.out.push("<code>");
                self.text(&text);
                self.out.push("</code>");
            }
            Event::InlineMath(text) => match self.ends_in_price(&range) {
                true => self.text(&format!("${text}$")),
                false => self.math("<span class=\"math\">", "$", &text),
            },
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
    }

    /// Whether a formula is none, since a digit follows it: `$5-$10` is two prices. So does a
    /// letter where the markup of text is in it: `**$HOME** or **$PATH**`. They are kept.
    pub fn ends_in_price(&mut self, formula: &Range<usize>) -> bool {
        let next = self.body.as_bytes().get(formula.end);
        let inner = &self.body[formula.clone()];
        let is_name = |byte: &u8| {
            byte.is_ascii_alphabetic() && ["**", "]("].iter().any(|sign| inner.contains(sign))
        };
        let is_price = next.is_some_and(|byte| byte.is_ascii_digit() || is_name(byte));
        if is_price && let Some(prices) = &mut self.prices {
            prices.extend([formula.start, formula.end - 1]);
        }
        is_price
    }

    fn finish(mut self) -> Result<Outcome<Document>, Again> {
        let end = self.body.len();
        self.end_image(end);
        self.end_fences(end);
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
        if let Some(kept) = self.boxes.kept().filter(|_| !self.full) {
            return Err(Again::Signs(kept));
        }
        if let Some(prices) = self.prices.take().filter(|prices| !prices.is_empty()) {
            return Err(Again::Prices(prices));
        }
        if let Some(wanted) = self.ids.clash() {
            return Err(Again::Ids(wanted));
        }
        self.diagnostics.extend(self.raw.warning());
        let out = match self.raw.must_sift {
            true => sanitize::sift(&self.out),
            false => self.out,
        };
        let as_written = !(self.altered || self.full || self.told_deep);
        let mut document = Document::of(out);
        document.source = as_written.then(|| self.input.body.clone());
        document.links = exact(self.links);
        document.headings = exact(self.headings);
        document.anchors = exact(self.anchors);
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
}

/// Whether a paragraph is one of the marks that forges and generators put the contents of a page
/// in place of. They stand beside every page here, so that the mark has done its work.
fn asks_for_contents(events: &OffsetIter<'_>, paragraph: &str) -> bool {
    const MARKS: [&str; 3] = ["[toc]", "[[toc]]", "[[_toc_]]"];
    let mark = paragraph.trim();
    mark.len() <= MARKS[2].len()
        && MARKS.contains(&&*mark.to_ascii_lowercase())
        && events.reference_definitions().get("toc").is_none()
}

/// Where the definition of a link stands, if it has one.
fn definition(events: &OffsetIter<'_>, link_type: LinkType, id: &str) -> Option<Range<usize>> {
    match link_type {
        LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => {
            events.reference_definitions().get(id).map(|known| known.span.clone())
        }
        _ => None,
    }
}
