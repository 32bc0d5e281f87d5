//! What begins and ends, and the text between.
//!
//! In: one event at a time. Out: its HTML, at the end of what is written by now.
//! Must not: show what nests deeper than a page can.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Tag, TagEnd};

use super::out::Kind;
use super::sign::Fold;
use super::writer::Writer;
use super::{DEPTH_LIMIT, PAGE_LIMIT, escape};

impl Writer<'_> {
    pub(super) fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
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
                self.start_admonition(class, Fold::Never);
                self.out.push("<p class=\"admonition-title\">");
                self.out.push(title);
                self.out.push("</p>\n");
            }
            Tag::CodeBlock(kind) => {
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => language(info),
                    CodeBlockKind::Indented => "",
                };
                let is_fenced = matches!(kind, CodeBlockKind::Fenced(_));
                self.fence = is_fenced.then_some(range);
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
            Tag::TableRow => self.start_row(range),
            _ => {}
        }
    }

    pub(super) fn pop(&mut self, tag: TagEnd, range: Range<usize>) {
        // Events are balanced, and what is inside an image never gets here.
        let Some((_, shown)) = self.open.pop() else { return };
        self.leave();
        if self.end_box() {
            return;
        }
        if !shown {
            return self.out.fresh_line();
        }
        match tag {
            TagEnd::Paragraph => self.out.push("</p>\n"),
            TagEnd::Heading(_) if self.end_title() => {}
            TagEnd::Heading(_) => self.end_heading(range),
            TagEnd::BlockQuote(None) => self.close("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.close("</div>\n"),
            TagEnd::CodeBlock => {
                if let Some((language, code)) = self.code.take() {
                    self.has_code = true;
                    if let Some(block) = self.fence.take().filter(|_| !self.full) {
                        self.tell_unclosed(&block, &code);
                    }
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
            TagEnd::Item => {
                self.out.push("</li>\n");
                self.end_lone_item();
            }
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
    pub(super) fn text(&mut self, text: &str) {
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

    pub(super) fn line_break(&mut self, html: &str) {
        if let Some(heading) = &mut self.heading {
            heading.text.push(' ');
        }
        self.out.push(html);
    }

    /// A formula, with its delimiters: what was no formula still reads right.
    pub(super) fn math(&mut self, open: &str, delimiter: &str, text: &str) {
        self.has_math = true;
        self.out.push(open);
        for part in [delimiter, text, delimiter] {
            self.text(part);
        }
        self.out.push("</span>");
    }

    pub(super) fn task(&mut self, done: bool) {
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
