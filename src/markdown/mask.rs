//! What the parser would take for something else: `[[x]](url)` is a link with the text `[x]`
//! and no wikilink, `[[x]]` is a link in brackets where `[x]:` says where to, and a line that
//! begins with `:x` or `:::` is no definition: a blank follows the colon of one. And what the
//! parser does not know: the boxes of other generators, the lines of which become headings, and
//! dollar signs that are prices, which `writer` finds.
//!
//! In: a body, those lines and signs. Out: the same with a pair of brackets of such links, such a
//! colon, such lines and such dollars replaced, byte for byte, so that every place stays where it
//! is; and the way back.
//! Must not: touch a body that holds none, which nearly all do.

use foldhash::HashSet;
use memchr::memmem;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Parser, Tag};

use super::inline::length_of_destination;
use super::sign::{self, Sign};
use super::writer::OPTIONS;

/// A body with brackets and colons replaced.
pub(super) struct Masked {
    pub text: String,
    /// What stands for `[`, `]`, `:` and `$`.
    stand_ins: [char; 4],
}

const MASKED: [&str; 4] = ["[", "]", ":", "$"];

/// The masked body; `None` where there is nothing to mask. `prices` are the places of dollar signs
/// that are no part of a formula.
pub(super) fn mask(body: &str, signs: &[Sign], prices: &[usize]) -> Option<Masked> {
    let mut places: Vec<(usize, usize)> = Vec::new();
    // Behind the last `)` there is no need to look for one.
    let last = body.rfind(')').unwrap_or(0);
    const SIGN: &str = "]](";
    for close in memmem::find_iter(&body.as_bytes()[..last], SIGN) {
        let before = &body[..close];
        let Some(open) = before.rfind(['[', ']']) else { continue };
        let is_link = before[..=open].ends_with("[[") && open + 1 < close;
        if is_link && is_target(&body[close + SIGN.len()..]) {
            places.extend([(open, 0), (close, 1)]);
        }
    }
    places.extend(colons_that_define_nothing(body).map(|at| (at, 2)));
    places.extend(prices.iter().map(|at| (*at, 3)));
    let named = named_as_definitions(body);
    if places.is_empty() && signs.is_empty() && named.is_empty() {
        return None;
    }
    // Characters that no text has: reading a file refuses control characters.
    let mut free = ('\u{1}'..='\u{8}').filter(|letter| !body.contains(*letter));
    let stand_ins = [free.next()?, free.next()?, free.next()?, free.next()?];
    let mut bytes = body.as_bytes().to_vec();
    let is_unchanged = places.is_empty() && signs.is_empty();
    for (at, masked) in places {
        bytes[at] = stand_ins[masked] as u8;
    }
    sign::write(&mut bytes, signs);
    // One ASCII byte for another, or for whole characters: it is still UTF-8.
    let text = String::from_utf8(bytes).ok()?;
    let pairs = of_definitions(&text, named);
    if is_unchanged && pairs.is_empty() {
        return None;
    }
    let mut bytes = text.into_bytes();
    for (open, close) in pairs {
        bytes[open] = stand_ins[0] as u8;
        bytes[close] = stand_ins[1] as u8;
    }
    Some(Masked { text: String::from_utf8(bytes).ok()?, stand_ins })
}

/// A wikilink: the places of its outermost brackets, and what stands in it, with single blanks.
type Wikilink = (usize, usize, String);

/// The wikilinks that are called as something that a line seems to define.
fn named_as_definitions(body: &str) -> Vec<Wikilink> {
    let mut named = Vec::new();
    let defined = defined(body);
    if defined.is_empty() {
        return named;
    }
    for open in memmem::find_iter(body.as_bytes(), "[[") {
        // A label holds no bracket: nothing is looked at twice, however many are opened.
        let inside = &body[open + 2..];
        let Some(close) = inside.find(['[', ']']) else { break };
        let Some(behind) = inside[close..].strip_prefix("]]") else { continue };
        let is_target = behind.starts_with('(') && is_target(&behind[1..]);
        let label = normal(&inside[..close]);
        if !is_target && defined.contains(&label) {
            named.push((open, open + 2 + close + 1, label));
        }
    }
    named
}

/// The brackets of those that are defined: such a line may stand in code, or within a paragraph.
fn of_definitions(text: &str, named: Vec<Wikilink>) -> Vec<(usize, usize)> {
    if named.is_empty() {
        return Vec::new();
    }
    let parser = Parser::new_ext(text, OPTIONS);
    let definitions = parser.reference_definitions();
    // Footnotes are none of its definitions.
    let is_defined =
        |(.., label): &Wikilink| label.starts_with('^') || definitions.get(label).is_some();
    named.into_iter().filter(is_defined).map(|(open, close, _)| (open, close)).collect()
}

/// Colons that begin a line, in quotes too, with a word or a sign right behind them:
/// `:bug:`, `::: note`, a symbol `:id` where a line was broken before it.
fn colons_that_define_nothing(body: &str) -> impl Iterator<Item = usize> {
    body.match_indices(':').map(|(at, _)| at).filter(|&at| {
        let (before, behind) = (&body[..at], &body[at + 1..]);
        let begins_line =
            matches!(before.bytes().rfind(|&byte| byte != b' '), None | Some(b'\n' | b'>'));
        begins_line && !behind.starts_with([' ', '\t', '\n']) && !is_below_table_head(behind)
    })
}

/// Whether the line goes on as the second of a table does: `:-- | --:`.
fn is_below_table_head(line: &str) -> bool {
    let line = line.lines().next().unwrap_or_default();
    line.starts_with('-') && line.bytes().all(|byte| b"-:| \t".contains(&byte))
}

/// The labels that a body with wikilinks seems to define: `[label]: destination` on a line.
fn defined(body: &str) -> HashSet<String> {
    if memmem::find(body.as_bytes(), b"[[").is_none() {
        return HashSet::default();
    }
    let labels = body.split('\n').filter_map(|line| {
        let line = line.trim_start_matches([' ', '>']).strip_prefix('[')?;
        let (label, behind) = line.split_at(line.find(['[', ']'])?);
        behind.starts_with("]:").then(|| normal(label))
    });
    labels.collect()
}

/// A label as it is held against others.
fn normal(label: &str) -> String {
    let words: Vec<&str> = label.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// The longest destination with its title that is looked for, in bytes.
const LONGEST_TARGET: usize = 500;

/// Whether a link's destination, its title and `)` follow.
fn is_target(text: &str) -> bool {
    // Looking far for each would take long, and no one writes such a thing.
    let mut end = text.len().min(LONGEST_TARGET);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    let text = text.trim_start();
    let rest = text[length_of_destination(text)..].trim_start();
    if rest.starts_with(')') {
        return true;
    }
    let end = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => quote,
        Some('(') => ')',
        _ => return false,
    };
    rest[1..].find(end).is_some_and(|at| rest[at + 2..].trim_start().starts_with(')'))
}

impl Masked {
    /// An event as it would have been.
    pub fn undo<'e>(&self, event: Event<'e>) -> Event<'e> {
        match event {
            Event::Text(text) => Event::Text(self.back(text)),
            Event::Code(text) => Event::Code(self.back(text)),
            Event::InlineMath(text) => Event::InlineMath(self.back(text)),
            Event::DisplayMath(text) => Event::DisplayMath(self.back(text)),
            Event::Html(text) => Event::Html(self.back(text)),
            Event::InlineHtml(text) => Event::InlineHtml(self.back(text)),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(self.back(info))))
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let (dest_url, title) = (self.back(dest_url), self.back(title));
                Event::Start(Tag::Link { link_type, dest_url, title, id })
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let (dest_url, title) = (self.back(dest_url), self.back(title));
                Event::Start(Tag::Image { link_type, dest_url, title, id })
            }
            event => event,
        }
    }

    fn back<'e>(&self, text: CowStr<'e>) -> CowStr<'e> {
        if !text.contains(self.stand_ins) {
            return text;
        }
        let mut told = text.to_string();
        for (stand_in, masked) in self.stand_ins.into_iter().zip(MASKED) {
            told = told.replace(stand_in, masked);
        }
        told.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_target_follows_is_masked() {
        let masked = |body| mask(body, &[], &[]).map(|masked| masked.text);
        assert_eq!(masked("é [[x]](y.md)").as_deref(), Some("é [\u{1}x\u{2}](y.md)"));
        assert_eq!(masked("[[x]](<a b> 't')").as_deref(), Some("[\u{1}x\u{2}](<a b> 't')"));
        for other in ["[[x]] (y)", "[[x]](see below)", "[x]](y)", "[[]](y)", "[[x]](y"] {
            assert_eq!(masked(other), None, "{other}");
        }
        assert_eq!(
            masked("[[a  b]] [[c]]\n\n > [A B]: y.md").as_deref(),
            Some("\u{1}[a  b]\u{2} [[c]]\n\n > [A B]: y.md")
        );
        assert_eq!(masked("[[a]] [a]: b"), None, "no definition stands within a line");
        assert_eq!(masked("[[a]]\n[a]: b"), None, "nor within a paragraph");
        assert_eq!(masked("[[a]]\n\n    [a]: b"), None, "nor in code");
        assert_eq!(masked("a\n > :::b\nc:::").as_deref(), Some("a\n > \u{3}::b\nc:::"));
        assert_eq!(masked("a\n  :b:").as_deref(), Some("a\n  \u{3}b:"));
        for other in ["a\n: b", "a\n:\tb", "a\n:\nb", "a | b\n:-- | --:", "a :b"] {
            assert_eq!(masked(other), None, "{other}");
        }
    }
}
