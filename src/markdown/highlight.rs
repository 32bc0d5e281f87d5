//! Colours in code.
//!
//! In: code and the name of its language. Out: a code block with a dozen classes, neighbours
//! of one class joined. Must not: load its grammars before the first block asks for them, or
//! spend long on a block that no one reads closely.
//!
//! | class | what |
//! |---|---|
//! | `hl-a` | attributes, tags, keys |
//! | `hl-c` | comments |
//! | `hl-d`, `hl-i` | lines taken out and put in |
//! | `hl-f` | functions |
//! | `hl-h` | headings |
//! | `hl-k` | keywords |
//! | `hl-n` | numbers and constants |
//! | `hl-o` | operators |
//! | `hl-s` | strings |
//! | `hl-t` | types |
//! | `hl-v` | variables |

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::FixedState;
use syntect::parsing::{ClearAmount, ParseState, Scope, ScopeStackOp, SyntaxReference, SyntaxSet};

use super::escape;

/// Lines longer than this are data: their block is shown without colours.
const LONGEST_LINE: usize = 2_000;

/// Blocks longer than this are shown without colours.
const LONGEST_BLOCK: usize = 100_000;

/// Grammars that may run for ever, found by feeding each a soup of signs and words. What they are
/// for has another grammar, or is shown without colours.
const ENDLESS: [&str; 2] = ["JavaScript", "Svelte"];

/// A class: a letter, or `PLAIN` for text that stands out from what is around it.
type Class = u8;
const PLAIN: Class = b' ';

/// Writes a code block. An unknown language is shown without colours.
pub(super) fn block(language: &str, code: &str, out: &mut String) {
    out.push_str("<pre tabindex=\"0\"><code");
    if !language.is_empty() {
        out.push_str(" class=\"language-");
        escape::attribute(out, language);
        out.push('"');
    }
    out.push('>');
    highlight(language, code, out);
    out.push_str("</code></pre>\n");
}

/// Writes code with a `<span>` for each stretch of a class.
pub fn highlight(language: &str, code: &str, out: &mut String) {
    let start = out.len();
    if !is_without_colours(language, code) {
        let grammars = &*GRAMMARS;
        if let Some(syntax) = grammars.find(language) {
            if colour(grammars, syntax, code, out).is_some() {
                return;
            }
            // The grammar failed half-way: all of it plain.
            out.truncate(start);
        }
    }
    escape::text(out, code);
}

/// Whether code is shown as it is, so that no grammar need be loaded.
pub(super) fn is_without_colours(language: &str, code: &str) -> bool {
    let is_long =
        || code.len() > LONGEST_BLOCK || code.lines().any(|line| line.len() > LONGEST_LINE);
    language.is_empty() || is_plain(language) || is_long()
}

fn is_plain(language: &str) -> bool {
    ["text", "txt", "plain", "plaintext", "none", "mermaid", "math", "output"]
        .iter()
        .any(|plain| plain.eq_ignore_ascii_case(language))
}

struct Grammars {
    set: SyntaxSet,
    /// Places in the set by name and extension, in lower case.
    tokens: HashMap<String, usize, FixedState>,
    rules: Rules,
}

static GRAMMARS: LazyLock<Grammars> = LazyLock::new(|| {
    let set = two_face::syntax::extra_newlines();
    let mut tokens = HashMap::default();
    // Later grammars win, as in syntect; names win over extensions.
    for (place, syntax) in set.syntaxes().iter().enumerate() {
        for extension in &syntax.file_extensions {
            tokens.insert(extension.to_lowercase(), place);
        }
    }
    for (place, syntax) in set.syntaxes().iter().enumerate() {
        tokens.insert(syntax.name.to_lowercase(), place);
    }
    // These never come to an end at some places (`x /*`): two of their contexts give way to each
    // other there for ever, which syntect does not notice (its issue 460).
    let endless = |place: &usize| ENDLESS.contains(&&*set.syntaxes()[*place].name);
    tokens.retain(|_, place| !endless(place));
    for (token, known) in [
        ("shell", "sh"),
        ("console", "sh"),
        ("jsonc", "json"),
        ("golang", "go"),
        ("c++", "cpp"),
        ("javascript", "js"),
    ] {
        if let Some(&place) = tokens.get(known) {
            tokens.entry(token.to_string()).or_insert(place);
        }
    }
    Grammars { set, tokens, rules: Rules::new() }
});

impl Grammars {
    fn find(&self, language: &str) -> Option<&SyntaxReference> {
        let place = self
            .tokens
            .get(language)
            .or_else(|| self.tokens.get(language.to_lowercase().as_str()))?;
        self.set.syntaxes().get(*place)
    }
}

fn colour(
    grammars: &Grammars,
    syntax: &SyntaxReference,
    code: &str,
    out: &mut String,
) -> Option<()> {
    let mut state = ParseState::new(syntax);
    let mut stack = Stack::default();
    let mut spans = Spans { out, current: PLAIN };
    for line in code.split_inclusive('\n') {
        let mut done = 0;
        for (at, change) in state.parse_line(line, &grammars.set).ok()? {
            if at > done {
                spans.write(stack.class(), line.get(done..at)?);
                done = at;
            }
            stack.apply(&change, &grammars.rules);
        }
        spans.write(stack.class(), line.get(done..)?);
    }
    spans.change(PLAIN);
    Some(())
}

/// Joins neighbours of one class.
struct Spans<'a> {
    out: &'a mut String,
    current: Class,
}

impl Spans<'_> {
    fn write(&mut self, class: Class, text: &str) {
        // Blanks look the same in every class; only a new word begins a new span.
        if text.trim().is_empty() {
            self.out.push_str(text);
            return;
        }
        self.change(class);
        escape::text(self.out, text);
    }

    fn change(&mut self, class: Class) {
        if class == self.current {
            return;
        }
        if self.current != PLAIN {
            self.out.push_str("</span>");
        }
        if class != PLAIN {
            self.out.push_str("<span class=\"hl-");
            self.out.push(class as char);
            self.out.push_str("\">");
        }
        self.current = class;
    }
}

/// The classes of the scopes that are open. Each entry is the class that holds there, so that
/// the last one is the answer.
#[derive(Default)]
struct Stack {
    classes: Vec<Class>,
    /// What grammars set aside for a while.
    cleared: Vec<Vec<Class>>,
}

impl Stack {
    fn class(&self) -> Class {
        self.classes.last().copied().map_or(PLAIN, |class| if class == KEY { PLAIN } else { class })
    }

    fn apply(&mut self, change: &ScopeStackOp, rules: &Rules) {
        match change {
            ScopeStackOp::Push(scope) => {
                let around = self.classes.last().copied().unwrap_or(PLAIN);
                let class = match rules.class(*scope) {
                    Some(b's') if around == KEY => b'a',
                    Some(class) => class,
                    None => around,
                };
                self.classes.push(class);
            }
            ScopeStackOp::Pop(count) => {
                self.classes.truncate(self.classes.len().saturating_sub(*count));
            }
            ScopeStackOp::Clear(amount) => {
                let count = match amount {
                    ClearAmount::TopN(count) => (*count).min(self.classes.len()),
                    ClearAmount::All => self.classes.len(),
                };
                self.cleared.push(self.classes.split_off(self.classes.len() - count));
            }
            ScopeStackOp::Restore => {
                if let Some(classes) = self.cleared.pop() {
                    self.classes.extend(classes);
                }
            }
            ScopeStackOp::Noop => {}
        }
    }
}

/// Inside a mapping's key: strings are keys there.
const KEY: Class = b'K';

/// Scopes and their classes; within one first word the longest comes first.
const RULES: &[(&str, Class)] = &[
    ("comment", b'c'),
    ("constant", b'n'),
    ("entity.name.function", b'f'),
    ("entity.name.tag", b'a'),
    ("entity.name.section", b'h'),
    ("entity.name.constant", b'n'),
    ("entity.name.label", b'v'),
    ("entity.name", b't'),
    ("entity.other.attribute-name", b'a'),
    ("entity.other.inherited-class", b't'),
    ("keyword.operator.word", b'k'),
    ("keyword.operator", b'o'),
    ("keyword.other.unit", b'n'),
    ("keyword", b'k'),
    ("markup.inserted", b'i'),
    ("markup.deleted", b'd'),
    ("markup.heading", b'h'),
    ("markup.raw", b's'),
    ("meta.diff.header", b'c'),
    ("meta.diff.range", b'c'),
    ("meta.interpolation", PLAIN),
    ("meta.template.expression", PLAIN),
    ("meta.embedded", PLAIN),
    ("meta.mapping.key", KEY),
    ("source", PLAIN),
    ("storage", b'k'),
    ("string", b's'),
    ("support.constant", b'n'),
    ("support.function", b'f'),
    ("support.macro", b'f'),
    ("support.type.property-name", b'a'),
    ("support", b't'),
    ("variable.function", b'f'),
    ("variable", b'v'),
];

/// [`RULES`] by the first word of the scope.
struct Rules {
    by_word: HashMap<u16, Vec<(Scope, Class)>, FixedState>,
}

impl Rules {
    fn new() -> Self {
        let mut by_word: HashMap<u16, Vec<(Scope, Class)>, FixedState> = HashMap::default();
        for (name, class) in RULES {
            // Every name is a scope of at most eight words, which is all that can fail.
            if let Ok(scope) = Scope::new(name) {
                by_word.entry(scope.atom_at(0)).or_default().push((scope, *class));
            }
        }
        Rules { by_word }
    }

    /// A scope's own class; `None` where it has that of what is around it.
    fn class(&self, scope: Scope) -> Option<Class> {
        let rules = self.by_word.get(&scope.atom_at(0))?;
        rules.iter().find(|(rule, _)| rule.is_prefix_of(scope)).map(|(_, class)| *class)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coloured(language: &str, code: &str) -> String {
        let mut out = String::new();
        highlight(language, code, &mut out);
        out
    }

    #[test]
    fn a_dozen_classes_and_no_more_spans_than_needed() {
        assert_eq!(
            coloured("rust", "// hi\nlet x = \"a<b\";\n"),
            "<span class=\"hl-c\">// hi\n</span><span class=\"hl-k\">let</span> x \
             <span class=\"hl-o\">= </span><span class=\"hl-s\">\"a&lt;b\"</span>;\n"
        );
        assert_eq!(
            coloured("JSON", "{\"a\": [1, true]}"),
            "{<span class=\"hl-a\">\"a\"</span>: [<span class=\"hl-n\">1</span>, \
             <span class=\"hl-n\">true</span>]}"
        );
    }

    #[test]
    fn javascript_comes_to_an_end() {
        let code = "x\n  /* a */\n";
        for language in ["javascript", "JavaScript", "js", "mjs", "svelte"] {
            assert!(coloured(language, code).contains("/* a */"), "{language}");
        }
        let comment = "<span class=\"hl-c\">/* a */\n</span>";
        assert!(coloured("javascript", code).ends_with(comment));
        let grammars = &GRAMMARS.set;
        for name in ENDLESS {
            assert!(grammars.find_syntax_by_name(name).is_some(), "{name} is gone");
        }
    }

    #[test]
    fn what_cannot_be_coloured_is_shown_plain() {
        assert_eq!(coloured("no-such", "<x>"), "&lt;x&gt;");
        let long = format!("let x = \"{}\";", "a".repeat(LONGEST_LINE));
        assert_eq!(coloured("rust", &long), long);
        assert_eq!(coloured("", "let x"), "let x");
    }
}
