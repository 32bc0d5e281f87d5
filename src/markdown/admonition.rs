//! Boxes as other generators write them.
//!
//! In: the events of a body, of which `sign` made headings where boxes begin and end. Out: their
//! HTML, that of our own boxes. Must not: take a line in code for one: what is seen to be none is
//! told, and the body is read again without it.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::diagnostic::{Code, Diagnostic};

use super::DEPTH_LIMIT;
use super::out::Mark;
use super::sign::{Fold, Form, Sign, class};
use super::writer::Writer;

/// How often a file is told of its fences.
const TOLD: usize = 20;

/// The boxes of a body.
#[derive(Debug, Default)]
pub(super) struct Boxes {
    signs: Vec<Sign>,
    /// Which signs the parser found to be lines of their own.
    seen: Vec<bool>,
    open: Vec<Open>,
    /// The title that is being written: its box's sign, how it began, and how it ends.
    title: Option<(usize, Mark, &'static str)>,
    /// Whether a paragraph is open that the parser does not tell, as in a list without gaps.
    is_tight: bool,
    /// The containers that are no boxes and have been told, each once a file.
    unknown: Vec<String>,
    /// Where code ends that nothing closed and that holds colons: the end of a box may be among
    /// them.
    pub swallowed: Option<usize>,
    /// How often something was said of fences.
    told: usize,
}

/// A box that is open.
#[derive(Debug)]
struct Open {
    sign: usize,
    /// How many elements are open in it, itself included.
    depth: usize,
    /// How it ends.
    end: &'static str,
}

impl Boxes {
    pub fn new(signs: &[Sign]) -> Boxes {
        Boxes { signs: signs.to_vec(), seen: vec![false; signs.len()], ..Boxes::default() }
    }

    /// The signs that are some, where others are none.
    pub fn kept(self) -> Option<Vec<Sign>> {
        if self.seen.iter().all(|seen| *seen) {
            return None;
        }
        let signs = self.signs.into_iter().zip(self.seen);
        Some(signs.filter_map(|(sign, seen)| seen.then_some(sign)).collect())
    }

    /// The sign that holds a place.
    fn at(&self, place: usize) -> Option<usize> {
        let index = self.signs.partition_point(|sign| sign.place.end <= place);
        (self.signs.get(index)?.place.start <= place).then_some(index)
    }
}

/// Whether an event stands within a line of text, where no paragraph is told.
fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        ),
        Event::End(_) | Event::Html(_) | Event::Rule => false,
        _ => true,
    }
}

/// The same of what ends there.
fn is_end_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

impl Writer<'_> {
    /// Ends an item that stands alone in a list of boxes: there was no sign left that no list has.
    pub(super) fn end_lone_item(&mut self) {
        if !self.boxes.signs.is_empty()
            && self.open.len() < DEPTH_LIMIT
            && matches!(self.open.last(), Some((TagEnd::List(_), false)))
        {
            self.out.push("</ul>\n");
        }
    }

    /// Takes an event that begins or ends a box, or gives it back.
    pub(super) fn boxed<'e>(
        &mut self,
        event: Event<'e>,
        range: &Range<usize>,
    ) -> Option<Event<'e>> {
        if self.boxes.signs.is_empty() || self.image.is_some() {
            return Some(event);
        }
        self.keep_paragraph(&event, range);
        match &event {
            Event::Start(tag @ Tag::Heading { .. }) => {
                let Some(sign) = self.sign_at(range.start) else { return Some(event) };
                self.heading_of(sign, tag.to_end());
                None
            }
            Event::Start(Tag::List(_)) => {
                let is_of_boxes = self.sign_at(range.start).is_some();
                if is_of_boxes {
                    self.out.fresh_line();
                    self.open.push((TagEnd::List(false), false));
                }
                (!is_of_boxes).then_some(event)
            }
            Event::Start(Tag::Item) => {
                let is_bare = matches!(self.open.last(), Some((TagEnd::List(_), false)));
                let Some(sign) = self.sign_at(range.start) else {
                    if is_bare && self.open.len() < DEPTH_LIMIT {
                        self.out.push("<ul>");
                    }
                    return Some(event);
                };
                if !is_bare {
                    self.out.fresh_line();
                    self.out.push("<li>");
                }
                self.start_box(sign, TagEnd::Item);
                None
            }
            Event::Start(Tag::BlockQuote(None)) => {
                // The sign of the quote itself, not of one in it.
                let behind = self.skip(range.start).strip_prefix('>').unwrap_or_default();
                let sign = self.boxes.at(self.body.len() - behind.trim_start_matches(' ').len());
                let is_quote = |sign: &usize| self.boxes.signs[*sign].form == Form::Quote;
                let Some(sign) = sign.filter(is_quote) else {
                    return Some(event);
                };
                self.start_box(sign, TagEnd::BlockQuote(None));
                None
            }
            Event::End(_) => {
                self.end_fences(range.end);
                Some(event)
            }
            _ => Some(event),
        }
    }

    /// The body from a place on, without the blanks there.
    fn skip(&self, place: usize) -> &str {
        self.body[place..].trim_start_matches([' ', '\t'])
    }

    /// The sign that stands first from a place on.
    fn sign_at(&self, place: usize) -> Option<usize> {
        self.boxes.at(self.body.len() - self.skip(place).len())
    }

    /// Begins and ends the paragraphs of a box that stands close to the next one.
    fn keep_paragraph(&mut self, event: &Event<'_>, range: &Range<usize>) {
        if self.boxes.is_tight {
            let ends = match event {
                Event::Start(_) | Event::Rule => !is_inline(event),
                Event::End(tag) => !is_end_inline(*tag),
                _ => false,
            };
            if ends {
                self.boxes.is_tight = false;
                self.pop(TagEnd::Paragraph, range.start..range.start);
            }
        } else if is_inline(event) && self.is_at_box() {
            self.boxes.is_tight = true;
            self.open.push((TagEnd::Paragraph, true));
            self.out.fresh_line();
            self.out.push("<p>");
        }
    }

    /// Whether the innermost element is a box.
    fn is_at_box(&self) -> bool {
        let depth = self.open.len();
        self.boxes.open.last().is_some_and(|open| open.depth == depth)
    }

    /// The line that the parser was given for a sign.
    fn heading_of(&mut self, sign: usize, tag: TagEnd) {
        match self.boxes.signs[sign].form {
            Form::Fence(_) => self.start_box(sign, TagEnd::BlockQuote(None)),
            Form::FenceEnd(colons) => self.end_fence(sign, colons),
            Form::Indented | Form::Tab | Form::Quote => {
                // In the middle of a quote, or of a list that is none of ours.
                let is_its_own = self
                    .boxes
                    .open
                    .last()
                    .is_some_and(|open| open.sign == sign && open.depth == self.open.len());
                if !is_its_own {
                    return self.open.push((tag, false));
                }
            }
        }
        self.boxes.seen[sign] = true;
        self.open.push((tag, true));
        if !matches!(self.boxes.signs[sign].form, Form::FenceEnd(_)) {
            self.start_title(sign);
        }
    }

    /// Begins a box, but for its title.
    fn start_box(&mut self, sign: usize, tag: TagEnd) {
        let Sign { form, fold, ref name, ref title, ref place } = self.boxes.signs[sign];
        let body = self.body;
        let name = &body[name.clone()];
        let class = match form {
            // Another generator's containers are no boxes: `:::tabs`.
            Form::Fence(_) => class(name),
            _ => Some(class(name).unwrap_or("note")),
        };
        let is_bare = title.as_ref().is_some_and(Range::is_empty) && fold == Fold::Never;
        let place = place.clone();
        self.out.fresh_line();
        let mut end = "";
        let shown = self.open.len() < DEPTH_LIMIT;
        if !shown {
            self.too_deep(self.span(place));
            // A fence that is not kept has no end to look for.
            if matches!(form, Form::Fence(_)) {
                return;
            }
        } else if let Some(class) = class {
            end = self.start_admonition(class, fold);
            if is_bare {
                self.out.html.truncate(self.out.html.len() - ">".len());
                self.out.push(&format!(" aria-label=\"{}\">", titled(name)));
            }
        } else if !self.boxes.unknown.iter().any(|told| told == name) {
            self.boxes.unknown.push(name.to_string());
            let told = format!("`:::{name}` is no box: what stands in it is shown without one");
            let hint = "the boxes are `note`, `tip`, `important`, `warning` and `caution`";
            self.tell_fence(place, told, hint);
        }
        self.open.push((tag, shown));
        self.boxes.open.push(Open { sign, depth: self.open.len(), end });
    }

    /// The start of a box, and how it ends.
    pub(super) fn start_admonition(&mut self, class: &str, fold: Fold) -> &'static str {
        let (open, behind, end) = match fold {
            Fold::Never => ("<div", " role=\"note\">", "</div>\n"),
            Fold::Open => ("<details", " open>", "</details>\n"),
            Fold::Closed => ("<details", ">", "</details>\n"),
        };
        for part in [open, " class=\"admonition ", class, "\"", behind] {
            self.out.push(part);
        }
        end
    }

    fn start_title(&mut self, sign: usize) {
        let Sign { fold, ref title, .. } = self.boxes.signs[sign];
        let open = self.boxes.open.last().filter(|open| open.sign == sign && !open.end.is_empty());
        let (start, end) = match (open, fold) {
            (None, _) => ("<p>", "</p>\n"),
            (_, Fold::Never) => ("<p class=\"admonition-title\">", "</p>\n"),
            _ => ("<summary class=\"admonition-title\">", "</summary>\n"),
        };
        // A container without a title of its own has none, and neither has a box that wants none.
        let has_none = match title {
            None => open.is_none(),
            Some(title) => title.is_empty() && fold == Fold::Never,
        };
        if !has_none {
            self.out.push(start);
            self.boxes.title = Some((sign, self.out.mark(), end));
        }
    }

    /// Ends a title, if it is one that is open.
    pub(super) fn end_title(&mut self) -> bool {
        let Some((sign, mark, end)) = self.boxes.title.take() else { return false };
        if self.out.is_at(mark) {
            let name = &self.body[self.boxes.signs[sign].name.clone()];
            self.text(&titled(name));
        }
        self.out.push(end);
        true
    }

    /// Ends a box that ends with the element that was closed.
    pub(super) fn end_box(&mut self) -> bool {
        let depth = self.open.len() + 1;
        let Some(open) = self.boxes.open.pop_if(|open| open.depth == depth) else { return false };
        self.out.fresh_line();
        self.out.push(open.end);
        if matches!(self.boxes.signs[open.sign].form, Form::Indented | Form::Tab)
            && self.open.last().is_some_and(|(_, shown)| *shown)
        {
            self.out.push("</li>\n");
        }
        true
    }

    /// Ends the fences that nothing ended, where what they stand in ends.
    pub(super) fn end_fences(&mut self, at: usize) {
        while let Some(open) = self.boxes.open.last() {
            let Sign { form, ref place, .. } = self.boxes.signs[open.sign];
            if open.depth != self.open.len() || !matches!(form, Form::Fence(_)) {
                return;
            }
            let place = place.clone();
            self.pop(TagEnd::BlockQuote(None), at..at);
            // Its end is code, of which its author has been told.
            let is_code = self.boxes.swallowed.is_some_and(|end| {
                place.end <= end
                    && self.body.get(end..at).is_some_and(|rest| rest.trim().is_empty())
            });
            if !self.full && !is_code {
                self.unclosed(place);
            }
        }
    }

    fn unclosed(&mut self, place: Range<usize>) {
        let told = "this box is never closed: it ends with what it stands in".to_string();
        self.tell_fence(place, told, "write as many colons on a line of their own where it ends");
    }

    /// A line of colons: it ends the innermost box with as many, else with fewer, and what is open
    /// in that.
    fn end_fence(&mut self, sign: usize, colons: usize) {
        let mut fences = Vec::new();
        let top = self.open.len();
        for (up, open) in self.boxes.open.iter().rev().enumerate() {
            match self.boxes.signs[open.sign].form {
                Form::Fence(of) if open.depth + up == top => fences.push(of),
                _ => break,
            }
        }
        let same = fences.iter().position(|of| *of == colons);
        let place = self.boxes.signs[sign].place.clone();
        let Some(ended) = same.or_else(|| fences.iter().position(|of| *of < colons)) else {
            self.out.fresh_line();
            self.out.push("<p>");
            self.text(&self.body[place.clone()]);
            self.out.push("</p>\n");
            let told = "these colons end no box".to_string();
            let hint = "a box ends with as many colons as it begins with, and one that stands in \
                        another has fewer";
            return self.tell_fence(place, told, hint);
        };
        for up in 0..=ended {
            let inner = self.boxes.open.last().map(|open| open.sign);
            self.pop(TagEnd::BlockQuote(None), place.start..place.start);
            if let Some(inner) = inner.filter(|_| up < ended) {
                self.unclosed(self.boxes.signs[inner].place.clone());
            }
        }
    }

    fn tell_fence(&mut self, place: Range<usize>, told: String, hint: &str) {
        self.boxes.told += 1;
        if self.boxes.told <= TOLD {
            let span = self.span(place);
            self.diagnostics.push(Diagnostic::new(Code::StrayFence, span, told).hint(hint));
        }
    }
}

/// The title of a box without one: its kind.
fn titled(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    first + &letters.as_str().to_lowercase()
}
