//! Lines that begin or end a box, as other generators write them: `:::note` to `:::`,
//! `!!! note "Title"` and `=== "Tab"` with an indented body, and quotes that begin with
//! `[!note] Title`.
//!
//! In: a body. Out: those lines; and of each, written over it, what the parser reads in its place.
//! The parser knows none of them, and does not need to: a line becomes a heading that holds the
//! title alone, for `!!!` the heading of a list item, so that the parser finds what stands in a
//! box, and each byte stays at its place.
//! Must not: be the judge of what is code. Of which the parser makes no heading, that is none.

use std::ops::Range;

use memchr::memmem;

/// A line that begins or ends a box. Places are those of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sign {
    /// From its first colon, exclamation mark or bracket to the end of the line.
    pub place: Range<usize>,
    pub form: Form,
    /// What kind of box it is, as written.
    pub name: Range<usize>,
    /// Its title; `None` is the name, and an empty one none at all.
    pub title: Option<Range<usize>>,
    pub fold: Fold,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `:::note`, with so many colons.
    Fence(usize),
    /// `:::`, with so many colons.
    FenceEnd(usize),
    /// `!!! note`, its body indented.
    Indented,
    /// `=== "Title"`, likewise.
    Tab,
    /// `> [!note] Title`
    Quote,
}

/// Whether a box can be folded up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fold {
    Never,
    Open,
    Closed,
}

/// The class of a kind of box, by the words of GitHub, MkDocs, Docusaurus, VuePress and Obsidian.
pub(super) fn class(name: &str) -> Option<&'static str> {
    Some(match &*name.to_ascii_lowercase() {
        "note" | "info" | "todo" | "abstract" | "summary" | "tldr" | "question" | "help"
        | "faq" | "example" | "quote" | "cite" | "secondary" | "seealso" | "details" => "note",
        "tip" | "hint" | "success" | "check" | "done" => "tip",
        "important" => "important",
        "warning" | "attention" => "warning",
        "caution" | "danger" | "error" | "failure" | "fail" | "missing" | "bug" => "caution",
        _ => return None,
    })
}

/// The lines of a body that seem to begin or end a box, in order.
pub(super) fn signs(body: &str) -> Vec<Sign> {
    let mut found = Vec::new();
    let holds = |sign: &&str| memmem::find(body.as_bytes(), sign.as_bytes()).is_some();
    if !["!!!", "???", ":::", "[!", "=== "].iter().any(holds) {
        return found;
    }
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        let next = start + line.len();
        let text = line.trim_start_matches(before);
        let at = next - text.len();
        let text = text.trim_end();
        let reader = Reader { at, text };
        let sign = match text.as_bytes() {
            [b':', b':', b':', ..] => reader.fence(),
            [b'!', b'!', b'!', ..] | [b'?', b'?', b'?', ..] => {
                let is_followed = || is_indented(&body[next..], width(&body[start..at]) + 4);
                reader.indented(is_followed)
            }
            [b'=', b'=', b'=', ..] => {
                reader.tab().filter(|_| is_indented(&body[next..], width(&body[start..at]) + 4))
            }
            [b'[', b'!', ..] if body[start..at].contains('>') => reader.quote(),
            _ => None,
        };
        found.extend(sign);
        start = next;
    }
    found
}

/// What may stand before a line's own text: the blanks and signs of lists and quotes.
fn before(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '>')
}

/// How many columns the beginning of a line takes.
fn width(text: &str) -> usize {
    text.chars().fold(0, |width, letter| match letter {
        '\t' => width / 4 * 4 + 4,
        _ => width + 1,
    })
}

/// Whether the next line that holds anything begins at a column or behind it.
fn is_indented(text: &str, column: usize) -> bool {
    let line = text.lines().find(|line| !line.trim_start_matches(before).is_empty());
    line.is_some_and(|line| {
        width(&line[..line.len() - line.trim_start_matches(before).len()]) >= column
    })
}

/// What stands between two brackets that are one pair, around all of a text.
fn between_brackets(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('[')?.strip_suffix(']')?;
    let mut open = 1;
    let mut letters = inside.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => {
                letters.next()?;
            }
            '[' => open += 1,
            ']' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return None;
        }
    }
    (open == 1).then_some(inside)
}

/// A line from its sign on, without the blanks at its end.
struct Reader<'t> {
    at: usize,
    text: &'t str,
}

impl Reader<'_> {
    /// The place in the body of a part of the text.
    fn place(&self, part: &str) -> Range<usize> {
        let start = self.at + (part.as_ptr() as usize - self.text.as_ptr() as usize);
        start..start + part.len()
    }

    fn sign(&self, form: Form, name: &str, title: Option<&str>, fold: Fold) -> Option<Sign> {
        let place = self.place(self.text);
        let (name, title) = (self.place(name), title.map(|title| self.place(title)));
        Some(Sign { place, form, name, title, fold })
    }

    fn fence(&self) -> Option<Sign> {
        let behind = self.text.trim_start_matches(':');
        let colons = self.text.len() - behind.len();
        let said = behind.trim_start();
        if said.is_empty() {
            return self.sign(Form::FenceEnd(colons), said, None, Fold::Never);
        }
        let said = said.trim_end_matches(':').trim_end();
        let (name, rest) = match said.starts_with('{') {
            // `::: {.class}`, as Pandoc has it, is no kind of box, but has an end as one has.
            true => said.split_at(said.len()),
            false => word(said)?,
        };
        if !(rest.is_empty() || rest.starts_with([' ', '\t', '[', '{'])) {
            return None;
        }
        // Attributes stand behind the title.
        let rest = match rest.rfind('{') {
            Some(brace) if rest.ends_with('}') => &rest[..brace],
            _ => rest,
        };
        let rest = rest.trim();
        // A name of two brackets is a link, and no label of one.
        let is_wikilink = |label: &str| {
            between_brackets(label).is_some_and(|name| between_brackets(name).is_none())
        };
        let title = between_brackets(rest).filter(|label| !is_wikilink(label));
        let title = title.unwrap_or_else(|| unquoted(rest).unwrap_or(rest)).trim();
        let fold = if name == "details" { Fold::Closed } else { Fold::Never };
        self.sign(Form::Fence(colons), name, Some(title).filter(|title| !title.is_empty()), fold)
    }

    /// A box with an indented body; what has none must not be something else.
    fn indented(&self, is_followed: impl Fn() -> bool) -> Option<Sign> {
        let (fold, rest) = match (self.text.strip_prefix("???+"), self.text.strip_prefix("???")) {
            (Some(rest), _) => (Fold::Open, rest),
            (None, Some(rest)) => (Fold::Closed, rest),
            (None, None) => (Fold::Never, &self.text[3..]),
        };
        let (name, rest) = word(rest.trim_start())?;
        if name.len() < 2 || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
            return None;
        }
        // Where it floats is a matter of its page.
        let mut rest = rest.trim();
        while let Some((modifier, behind)) = word(rest) {
            let is_one = matches!(modifier, "inline" | "end" | "left" | "right" | "annotate");
            if !is_one || !(behind.is_empty() || behind.starts_with(' ')) {
                break;
            }
            rest = behind.trim_start();
        }
        let title = unquoted(rest);
        // What is folded up and holds nothing would be of no use.
        let is_kind = class(name).is_some() && fold == Fold::Never;
        let is_whole = is_kind && (rest.is_empty() || title.is_some());
        if !is_whole && !is_followed() {
            return None;
        }
        let title = title.or(Some(rest).filter(|rest| !rest.is_empty()));
        self.sign(Form::Indented, name, title.map(str::trim), fold)
    }

    /// One of several views of a thing, of which a page here shows all.
    fn tab(&self) -> Option<Sign> {
        let rest = self.text[3..].trim_start_matches(['!', '+']);
        let title = unquoted(rest.strip_prefix(' ')?.trim_start())?.trim();
        let sign = self.sign(Form::Tab, title, Some(title), Fold::Never);
        sign.filter(|_| !title.is_empty())
    }

    fn quote(&self) -> Option<Sign> {
        let (name, rest) = word(&self.text[2..])?;
        let rest = rest.strip_prefix(']')?;
        class(name)?;
        let (fold, title) = match (rest.strip_prefix('+'), rest.strip_prefix('-')) {
            (Some(title), _) => (Fold::Open, title),
            (_, Some(title)) => (Fold::Closed, title),
            _ => (Fold::Never, rest),
        };
        if !(title.is_empty() || title.starts_with([' ', '\t'])) {
            return None;
        }
        let title = Some(title.trim()).filter(|title| !title.is_empty());
        // The parser knows these.
        let known = ["note", "tip", "important", "warning", "caution"];
        if rest.is_empty() && known.iter().any(|known| name.eq_ignore_ascii_case(known)) {
            return None;
        }
        self.sign(Form::Quote, name, title, fold)
    }
}

/// The word at the start of a text, and what follows it.
fn word(text: &str) -> Option<(&str, &str)> {
    let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    text.starts_with(char::is_alphabetic).then(|| text.split_at(end))
}

fn unquoted(text: &str) -> Option<&str> {
    text.strip_prefix('"')?.strip_suffix('"')
}

/// Writes into a body what the parser reads in the place of the signs.
pub(super) fn write(body: &mut [u8], signs: &[Sign]) {
    let mut item = None;
    for sign in signs {
        let title = sign.title.clone().unwrap_or(sign.place.end..sign.place.end);
        // An item's text begins where its heading does, and so does an indented body: four
        // columns behind the sign, but for a tab, the title of which stands too close to it.
        let (heading, item) = match sign.form {
            Form::Indented => (4, *item.get_or_insert_with(|| free_item(body))),
            Form::Tab => (3, *item.get_or_insert_with(|| free_item(body))),
            _ => (0, *b"  "),
        };
        for (at, byte) in body[sign.place.clone()].iter_mut().enumerate() {
            match at {
                _ if at == heading => *byte = b'#',
                _ if title.contains(&(sign.place.start + at)) => {}
                _ => *byte = item.get(at).copied().unwrap_or(b' '),
            }
        }
    }
}

/// A sign of list items that the body does not use: boxes are no part of a list.
fn free_item(body: &[u8]) -> [u8; 2] {
    let uses = |sign: &[u8; 2]| {
        body.split(|byte| *byte == b'\n').any(|line| {
            let mut text = line.iter().skip_while(|byte| b" \t>".contains(byte));
            match sign {
                b"1)" => text.find(|byte| !byte.is_ascii_digit()) == Some(&b')'),
                sign => text.next() == sign.first(),
            }
        })
    };
    [*b"1)", *b"+ ", *b"* ", *b"- "].into_iter().find(|sign| !uses(sign)).unwrap_or(*b"1.")
}
