//! Events of the YAML parser to a tree, without recursion and within bounds.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use foldhash::HashSet;
use granit_parser::{Event, Parser, ScalarStyle, Tag};

use super::hint;
use super::node::{Map, Node, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Located, Span};

/// Bounds on what one front matter may hold. Real ones stay far below; bombs do not.
const MAX_BYTES: usize = 256 * 1024;
const MAX_DEPTH: usize = 48;
const MAX_NODES: usize = 20_000;
/// What aliases may repeat, in bytes of text: a long text named often is a bomb as well.
const MAX_REPEATED: usize = 1024 * 1024;

/// Parses `text[..end]`, where the text is the file from its first byte, so that positions
/// need no shift. An empty document is [`Value::Null`].
pub fn parse(text: &str, end: usize, file: FileId) -> Result<Node, Diagnostic> {
    if end > MAX_BYTES {
        return Err(Diagnostic::new(
            Code::UnreadableYaml,
            Span::start_of(file),
            format!("the front matter is larger than {} KB", MAX_BYTES / 1024),
        )
        .hint("move long text into the body"));
    }
    Builder {
        text,
        file,
        end,
        open: Vec::new(),
        anchors: BTreeMap::new(),
        nodes: 0,
        repeated: 0,
        root: None,
    }
    .run()
}

/// A list or mapping that is not closed yet.
struct Open {
    start: usize,
    anchor: usize,
    what: Collection,
}

enum Collection {
    List(Vec<Node>),
    Map { done: Map, key: Option<Located<Box<str>>>, seen: HashSet<Box<str>> },
}

struct Builder<'a> {
    text: &'a str,
    file: FileId,
    end: usize,
    open: Vec<Open>,
    /// Anchored nodes, which an alias repeats. An alias to a node that is still open is an
    /// error, so a node never holds itself.
    anchors: BTreeMap<usize, (Node, Size)>,
    nodes: usize,
    repeated: usize,
    root: Option<Node>,
}

impl Builder<'_> {
    fn run(mut self) -> Result<Node, Diagnostic> {
        let text = &self.text[..self.end];
        let mut documents = 0;
        for event in Parser::new_from_str(text) {
            let (event, place) = event.map_err(|error| {
                hint::syntax_error(text, self.file, error.marker().byte_offset(), &error.info())
            })?;
            let range = place.byte_range().unwrap_or(self.end..self.end);
            let span = self.span(range);
            match event {
                Event::DocumentStart(..) => {
                    documents += 1;
                    if documents > 1 {
                        return Err(self.fault(span, "the front matter holds several documents"));
                    }
                }
                Event::Scalar(value, style, anchor, tag) => {
                    self.refuse_tag(tag.as_deref(), span)?;
                    let plain = style == ScalarStyle::Plain;
                    self.scalar(value.into_owned(), plain, anchor, span)?;
                }
                Event::SequenceStart(_, anchor, tag) => {
                    self.refuse_tag(tag.as_deref(), span)?;
                    self.begin(span, anchor, Collection::List(Vec::new()))?;
                }
                Event::MappingStart(_, anchor, tag) => {
                    self.refuse_tag(tag.as_deref(), span)?;
                    let seen = HashSet::default();
                    let map = Collection::Map { done: Vec::new(), key: None, seen };
                    self.begin(span, anchor, map)?;
                }
                Event::SequenceEnd | Event::MappingEnd => self.close(span)?,
                Event::Alias(anchor) => {
                    let Some(size) = self.anchors.get(&anchor).map(|(_, size)| *size) else {
                        return Err(self.fault(span, "an alias stands inside what it repeats"));
                    };
                    self.count(size.nodes, span)?;
                    self.repeated += size.bytes;
                    if self.repeated > MAX_REPEATED {
                        return Err(self.fault(span, "aliases repeat too much text"));
                    }
                    let node = self.anchors.get(&anchor).map(|(node, _)| node.clone());
                    if self.awaits_key() {
                        return Err(self
                            .fault(span, "an alias cannot be a key")
                            .hint("write the key out"));
                    }
                    node.map_or(Ok(()), |node| self.add(node))?;
                }
                _ => {}
            }
        }
        let nothing = Node { value: Value::Null, span: self.span(0..0), cut: None };
        Ok(self.root.unwrap_or(nothing))
    }

    fn scalar(
        &mut self,
        text: String,
        plain: bool,
        anchor: usize,
        span: Span,
    ) -> Result<(), Diagnostic> {
        self.count(1, span)?;
        // The text has none, so an escape made it.
        let is_control = |c: &char| (*c < ' ' && !matches!(c, '\n' | '\t')) || *c == '\u{ffff}';
        // Bytes are looked through faster than characters, and most texts hold none that begins one.
        let may_begin = |byte: u8| byte < b' ' || byte == 0xEF;
        if text.bytes().any(may_begin)
            && let Some(control) = text.chars().find(is_control)
        {
            let code = u32::from(control);
            let message = format!("an escape makes the control character U+{code:04X}");
            return Err(self.fault(span, &message).hint("take it out"));
        }
        let value = |text: String| match text.as_str() {
            "" | "~" | "null" | "Null" | "NULL" if plain => Value::Null,
            _ => Value::Scalar { text: text.into_boxed_str(), plain },
        };
        let is_key = self.awaits_key();
        // A key may be anchored as well: what repeats it is a value.
        if anchor != 0 {
            let node = Node { value: value(text.clone()), span, cut: None };
            let size = size(&node);
            self.anchors.insert(anchor, (node, size));
        }
        if is_key {
            return self.key(text, plain, span);
        }
        let cut = if plain { self.cut(span.end as usize) } else { None };
        self.add(Node { value: value(text), span, cut })
    }

    /// A `#` behind a value that ends at a byte, where what follows it stands as close as to a
    /// word: it was hardly meant to begin a comment.
    fn cut(&self, end: usize) -> Option<NonZeroU32> {
        // No more than the blanks is read: a line may hold thousands of values.
        let rest = self.text.get(end..self.end)?;
        let comment = rest.trim_start_matches([' ', '\t']);
        let blanks = rest.len() - comment.len();
        let is_word = comment.strip_prefix('#')?.starts_with(char::is_alphanumeric);
        NonZeroU32::new(u32::try_from(end + blanks).ok()?).filter(|_| is_word && blanks > 0)
    }

    fn awaits_key(&self) -> bool {
        matches!(self.open.last(), Some(Open { what: Collection::Map { key: None, .. }, .. }))
    }

    fn key(&mut self, text: String, plain: bool, span: Span) -> Result<(), Diagnostic> {
        if plain && text == "<<" {
            return Err(self
                .fault(span, "merge keys (`<<`) are not taken")
                .hint("write the keys out where they belong"));
        }
        let file = self.file;
        let Some(Open { what: Collection::Map { done, key, seen }, .. }) = self.open.last_mut()
        else {
            return Ok(());
        };
        let text = text.into_boxed_str();
        if !seen.insert(text.clone()) {
            let first = done.iter().find(|(name, _)| name.value == text);
            let mut duplicate = Diagnostic::new(
                Code::DuplicateKey,
                Span { file, ..span },
                format!("the key `{text}` stands twice"),
            )
            .hint("keep one of the two");
            if let Some((name, _)) = first {
                duplicate = duplicate.label(name.span, "first written here");
            }
            return Err(duplicate);
        }
        *key = Some(Located::new(text, span));
        Ok(())
    }

    fn begin(&mut self, span: Span, anchor: usize, what: Collection) -> Result<(), Diagnostic> {
        self.count(1, span)?;
        if self.awaits_key() {
            return Err(hint::collection_as_key(span));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(self.fault(span, "the front matter nests too deeply"));
        }
        self.open.push(Open { start: span.start as usize, anchor, what });
        Ok(())
    }

    fn close(&mut self, end: Span) -> Result<(), Diagnostic> {
        let Some(Open { start, anchor, what }) = self.open.pop() else { return Ok(()) };
        let value = match what {
            Collection::List(nodes) => Value::List(nodes),
            Collection::Map { done, .. } => Value::Map(done),
        };
        // A block collection ends where the next thing begins; its text ends before.
        let text = &self.text[start..(end.end as usize).max(start)];
        let span = self.span(start..start + text.trim_end().len());
        let node = Node { value, span, cut: None };
        if anchor != 0 {
            let size = size(&node);
            self.count(size.nodes, node.span)?;
            self.anchors.insert(anchor, (node.clone(), size));
        }
        self.add(node)
    }

    fn add(&mut self, mut node: Node) -> Result<(), Diagnostic> {
        // What is empty has no place of its own: it stands behind its key.
        if let Some(Open { what: Collection::Map { key: Some(name), .. }, .. }) = self.open.last()
            && node.is_null()
        {
            let end = name.span.end as usize;
            let colon = self.text[end..].starts_with(':');
            node.cut = self.cut(end + usize::from(colon));
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open { what: Collection::List(nodes), .. }) => nodes.push(node),
            Some(Open { what: Collection::Map { done, key, .. }, .. }) => match key.take() {
                Some(name) => done.push((name, node)),
                None => return Err(hint::collection_as_key(node.span)),
            },
        }
        Ok(())
    }

    fn count(&mut self, more: usize, span: Span) -> Result<(), Diagnostic> {
        self.nodes += more;
        if self.nodes > MAX_NODES {
            return Err(self.fault(span, "the front matter holds too many values"));
        }
        Ok(())
    }

    fn refuse_tag(&self, tag: Option<&Tag>, span: Span) -> Result<(), Diagnostic> {
        match tag {
            Some(tag) if !tag.is_yaml_core_schema() => Err(self
                .fault(self.tag_before(span), "YAML tags (`!name`) are not taken here")
                .hint("remove the tag, or quote the value if the `!` belongs to it")),
            _ => Ok(()),
        }
    }

    /// Where the tag stands of a value that begins at a place: on its line, as the word before it.
    /// The value's own place, if that is not so.
    fn tag_before(&self, value: Span) -> Span {
        let before = &self.text[..value.start as usize];
        let line = before.rfind('\n').map_or(0, |newline| newline + 1);
        let end = before.trim_end().len().max(line);
        let start = before[..end].rfind([' ', '\t', '\n', '[', '{', ',']).map_or(0, |at| at + 1);
        match before[start..end].starts_with('!') {
            true => self.span(start..end),
            false => value,
        }
    }

    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, range.start.min(self.end), range.end.min(self.end))
    }

    fn fault(&self, span: Span, message: &str) -> Diagnostic {
        Diagnostic::new(Code::UnreadableYaml, span, message)
    }
}

/// How large a tree is.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    nodes: usize,
    /// Bytes of text in scalars and keys.
    bytes: usize,
}

/// The size of a tree, without recursion.
fn size(node: &Node) -> Size {
    let mut pending = vec![node];
    let mut size = Size::default();
    while let Some(node) = pending.pop() {
        size.nodes += 1;
        match &node.value {
            Value::List(nodes) => pending.extend(nodes),
            Value::Map(map) => {
                for (key, node) in map {
                    size.bytes += key.value.len();
                    pending.push(node);
                }
            }
            Value::Scalar { text, .. } => size.bytes += text.len(),
            Value::Null => {}
        }
    }
    size
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Files;

    fn read(text: &str) -> Result<Node, Diagnostic> {
        let mut files = Files::new();
        let file = files.add("a.md", text);
        parse(text, text.len(), file)
    }

    fn hints(text: &str) -> (String, Vec<String>) {
        let fault = read(text).expect_err("it must not be read");
        (fault.message, fault.hints.into_iter().map(String::from).collect())
    }

    #[test]
    fn every_value_knows_its_bytes() {
        let text = "---\ntitle: Bet table\nfit:\n  - when: {a: b}\n    lean: for\nend: 1\n";
        let node = read(text).unwrap();
        let fit = node.get("fit").unwrap();
        assert_eq!(&text[fit.span.range()], "- when: {a: b}\n    lean: for");
        assert_eq!(&text[node.get("title").unwrap().span.range()], "Bet table");
    }

    #[test]
    fn plain_scalars_stay_as_written() {
        let node = read("a: no\nb: 1.10\nc: 0777\nd: 12:30\ne:\n").unwrap();
        for (key, want) in [("a", "no"), ("b", "1.10"), ("c", "0777"), ("d", "12:30")] {
            let Value::Scalar { text, plain: true } = &node.get(key).unwrap().value else {
                panic!("{key} is not a plain scalar");
            };
            assert_eq!(&**text, want);
        }
        assert!(node.get("e").unwrap().is_null());
    }

    #[test]
    fn an_alias_repeats_a_key_as_well_as_a_value() {
        let node = read("&a one: &b two\nthree: *a\nfour: *b\n").unwrap();
        for (key, want) in [("one", "two"), ("three", "one"), ("four", "two")] {
            let value = &node.get(key).unwrap().value;
            assert!(matches!(value, Value::Scalar { text, .. } if **text == *want), "{key}");
        }
    }

    #[test]
    fn surprises_are_named() {
        assert!(hints("title: Foo: bar\n").1[0].contains("quote"));
        assert!(hints("title: @x\n").1[0].contains("quote"));
        assert!(hints("title: {{ x }}\n").1[0].contains("quote"));
        assert!(hints("a:\n\t- b\n").1[0].contains("spaces"));
        assert!(hints("a: 1\nb:c\nd: 2\n").1[0].contains("`b: c`"));
        for wrong in [
            "a:\n  - b: {x: y}\n   c: d\n",
            "a:\n  - b: {x: y}\n      c: d\n",
            "a:\n  - b: don't\n  c: d\n",
            "a: b\n c: d\n",
        ] {
            assert!(hints(wrong).1[0].contains("indent"), "{wrong}: {:?}", hints(wrong));
        }
        assert!(hints("a: [b\nc: d\n").1[0].contains("`]`"));
        assert!(hints("a: [b}\n").1[0].contains("`]`"));
        let tab = read("a:\n  - b: c\n\td: e\n").expect_err("a tab").span;
        assert_eq!((tab.start, tab.end), (12, 13));
        assert!(hints("a: !include /etc/passwd\n").0.contains("tags"));
        assert!(hints("a: 1\na: 2\n").0.contains("twice"));
    }

    /// What is trimmed of a line is more than its blanks, and its place is that of what is left.
    #[test]
    fn a_complaint_about_a_line_stands_on_its_characters() {
        for text in [":\n\r:\u{19e}", "a: b\n\u{c}\u{19e}\u{19e}\nc: d", "a: b\n \u{b}\u{19e}"] {
            let fault = parse(text, text.len(), FileId(0)).expect_err("it is no YAML");
            assert!(text.get(fault.span.range()).is_some(), "{text:?}: {:?}", fault.span);
        }
    }

    #[test]
    fn bombs_end_at_once() {
        let mut laughs = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for level in 1..12 {
            let before = level - 1;
            let repeated = vec![format!("*a{before}"); 10].join(", ");
            laughs.push_str(&format!("a{level}: &a{level} [{repeated}]\n"));
        }
        assert!(read(&laughs).is_err());
        assert!(read(&format!("a: {}", "[".repeat(200_000))).is_err());
        assert!(read(&"{a: ".repeat(50_000)).is_err());
        let deep: String = (0..3000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
        assert!(read(&deep).is_err());
        assert!(read("a: &x [*x]\n").is_err());
    }
}
