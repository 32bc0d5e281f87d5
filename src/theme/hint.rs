//! The way out of a template's mistake: the name that was meant, the tag that was left open.
//!
//! In: an error as tera words it, and what a template can name. Out: the same in one sentence, at
//! what is wrong, with a hint where there is one.
//! Must not: find a mistake that tera has not found.

use std::collections::{BTreeMap, BTreeSet};

use super::{BUILTIN_PREFIX, TemplateError, TemplateSource, recursion};
use crate::diagnostic::{did_you_mean, listed};

/// What tera has by itself; a test holds that it does.
pub(super) const FILTERS: [&str; 38] = [
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "ticks",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];
pub(super) const TESTS: [&str; 17] = [
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];
pub(super) const FUNCTIONS: [&str; 3] = ["range", "super", "throw"];

/// Tags that stay open until another closes them. `set` does where it has no `=`.
const OPEN: [&str; 6] = ["block", "component", "filter", "for", "if", "set"];

/// How tera speaks of a value that is not there, without its name.
const UNDEFINED: [&str; 3] = [
    "tried to render a variable that is undefined",
    "cannot index into an undefined value",
    "index expression is undefined",
];

/// The most names that are listed where none is near.
const MOST: usize = 16;

/// What a template can name.
pub(super) struct Named<'a> {
    pub sources: &'a BTreeMap<String, TemplateSource>,
    pub assets: &'a [&'a str],
}

impl Named<'_> {
    /// An error with the way out.
    pub fn explain(&self, error: TemplateError) -> TemplateError {
        let error = error.at_what_is_wrong();
        // tera's own words have none around the signs that it expects.
        let message = error.message.replace("expected }}", "expected `}}`");
        let message = message.replace("expected %}", "expected `%}`");
        let error = TemplateError { message: message.clone(), ..error };
        let quoted = message.split('`').nth(1).unwrap_or("").to_owned();
        // "field `titel` is not defined. Available fields: aka, title"
        if let Some((what, names)) = message.split_once(". Available ") {
            let names = names.split_once(": ").map_or("", |(_, names)| names);
            let hint = choose(&quoted, names.split(", "));
            return TemplateError { message: what.to_owned(), ..error }.hint(hint);
        }
        let missing = message.strip_prefix("unknown ").and_then(|rest| rest.split_once(' '));
        let hint = match missing.map(|(what, _)| what) {
            Some("filter") => choose(&quoted, FILTERS.into_iter()),
            Some("test") => choose(&quoted, TESTS.into_iter()),
            Some("function") => choose(&quoted, FUNCTIONS.into_iter()),
            Some("component") => self.component_like(&quoted),
            Some("template") => self.template_like(&quoted),
            _ if message.starts_with("there is no template") => self.template_like(&quoted),
            _ if message.starts_with("block `") && message.contains("any parent") => {
                let blocks = self.blocks_above(&error);
                choose(&quoted, blocks.iter().map(String::as_str))
            }
            _ if message == "unknown tag" => return unknown_tag(error),
            _ if message == "unexpected end of input" => left_open(&error),
            _ if UNDEFINED.contains(&message.as_str()) => return self.undefined(error),
            _ => None,
        };
        error.hint(hint)
    }

    fn component_like(&self, name: &str) -> Option<String> {
        let mut components = BTreeSet::new();
        for (template, source) in self.sources {
            let defined = recursion::scan(template, &source.text).into_iter();
            let defined = defined.filter(|(_, call, _)| call.is_none());
            components
                .extend(defined.filter_map(|(name, ..)| Some(name.strip_prefix('<')?.to_owned())));
        }
        did_you_mean(name, components.iter().map(String::as_str)).map(String::from)
    }

    fn template_like(&self, name: &str) -> Option<String> {
        let names = self.sources.keys().map(String::as_str);
        match name.contains('/') {
            true => did_you_mean(name, names),
            // A built-in one goes by its bare name as well.
            false => did_you_mean(name, names.map(|own| own.trim_start_matches(BUILTIN_PREFIX))),
        }
        .map(String::from)
    }

    /// The blocks of the templates that the one at fault builds on.
    fn blocks_above(&self, error: &TemplateError) -> BTreeSet<String> {
        let mut blocks = BTreeSet::new();
        let mut text = &*error.text;
        // No chain is longer: `recursion` has seen to that.
        for _ in 0..self.sources.len() {
            let extends = tags(text).into_iter().find(|tag| tag.word == "extends");
            let Some(name) = extends.and_then(|tag| tag.rest.split(['"', '\'', '`']).nth(1)) else {
                break;
            };
            let source = self.sources.get(name);
            let source = source.or_else(|| self.sources.get(&format!("{BUILTIN_PREFIX}{name}")));
            let Some(source) = source else { break };
            text = &source.text;
            let own = tags(text).into_iter().filter(|tag| tag.word == "block");
            blocks.extend(
                own.filter_map(|tag| tag.rest.split_whitespace().next().map(str::to_owned)),
            );
        }
        blocks
    }

    /// A value that is not there, by what the template calls it.
    fn undefined(&self, error: TemplateError) -> TemplateError {
        let mut called = error.text.get(error.range.clone()).unwrap_or("").trim().to_owned();
        if called.is_empty() || called.contains('\n') {
            return error;
        }
        if called.matches('[').count() > called.matches(']').count() {
            // tera's own span ends before the bracket.
            called.push(']');
        }
        let asset = called.strip_prefix("assets[").and_then(|rest| rest.strip_suffix(']'));
        let asset = asset.map(|name| name.trim_matches(['"', '\'', '`']));
        let (message, hint) = match asset {
            Some(name) if !name.is_empty() => {
                let message = format!("the theme has no asset `{name}`");
                (message, choose(name, self.assets.iter().copied()))
            }
            _ => (format!("`{called}` is not defined"), None),
        };
        TemplateError { message, ..error }.hint(hint)
    }
}

/// The name that was meant, or those that there are, where they are few.
fn choose<'a>(wrong: &str, names: impl Iterator<Item = &'a str> + Clone) -> Option<String> {
    let near = did_you_mean(wrong, names.clone()).map(String::from);
    let all: Vec<String> =
        names.filter(|name| !name.is_empty()).map(|name| format!("`{name}`")).collect();
    let few = match all.as_slice() {
        [] => None,
        [one] => Some(format!("there is {one}")),
        few if few.len() <= MOST => Some(format!("there are {}", listed(few, "and"))),
        _ => None,
    };
    near.or(few)
}

fn unknown_tag(error: TemplateError) -> TemplateError {
    let word = error.text.get(error.range.clone()).unwrap_or("").to_owned();
    if word.is_empty() {
        return error;
    }
    let closed = word.strip_prefix("end").filter(|opener| OPEN.contains(opener)).is_some();
    if closed {
        let hint = left_open(&error);
        let message = match hint {
            Some(_) => format!("`{word}` stands where something else has to be closed first"),
            None => format!("`{word}` closes nothing"),
        };
        return TemplateError { message, ..error }.hint(hint);
    }
    let hint = match word.as_str() {
        "macro" | "import" => Some(
            "parts that are used again are components: `{% component ours.note(text) %}`, called \
             as `{{ <ours.note text=\"…\" /> }}`"
                .to_owned(),
        ),
        _ => {
            did_you_mean(&word, OPEN.into_iter().chain(["include", "extends", "set_global", "raw"]))
                .map(String::from)
        }
    };
    TemplateError { message: format!("there is no tag `{word}`"), ..error }.hint(hint)
}

/// The last tag before an error that nothing has closed.
fn left_open(error: &TemplateError) -> Option<String> {
    let mut open: Vec<Tag<'_>> = Vec::new();
    for tag in tags(&error.text).into_iter().take_while(|tag| tag.start < error.range.start) {
        let closes = tag.word.strip_prefix("end").is_some_and(|opener| OPEN.contains(&opener));
        // What is being told of closes nothing.
        if closes && tag.end > error.range.start {
            break;
        }
        if closes {
            open.pop();
        } else if OPEN.contains(&tag.word) && !(tag.word == "set" && tag.rest.contains('=')) {
            open.push(tag);
        }
    }
    let tag = open.pop()?;
    let line = error.text[..tag.start].matches('\n').count() + 1;
    Some(format!("`{}` on line {line} is not closed: write `{{% end{} %}}`", tag.word, tag.word))
}

/// A tag of a template: `{% word rest %}`.
struct Tag<'a> {
    word: &'a str,
    rest: &'a str,
    start: usize,
    end: usize,
}

fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('{') {
        let start = at + open;
        let rest = &text[start..];
        if rest.starts_with("{#") {
            at = rest.find("#}").map_or(text.len(), |end| start + end + 2);
            continue;
        }
        if !rest.starts_with("{%") {
            at = start + 1;
            continue;
        }
        let end = recursion::tag_end(text, start + 2, "%}");
        let inside = text[start + 2..end].trim_start_matches('-').trim();
        let word_end = inside.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
        let (word, rest) = inside.split_at(word_end.unwrap_or(inside.len()));
        at = match word {
            "raw" => text[end..].find("endraw").map_or(text.len(), |skip| end + skip),
            _ => end,
        };
        found.push(Tag { word, rest, start, end });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tera_has_what_is_suggested() {
        let sound = |template: String| {
            let mut tera = tera::Tera::new();
            tera.register_filter("ticks", |text: &str, _: tera::Kwargs, _: &tera::State| {
                text.len()
            });
            tera.add_raw_template("x", &template).map_err(|error| error.to_string())
        };
        let filters = FILTERS.map(|name| format!("{{{{ x | {name} }}}}")).concat();
        let tests = TESTS.map(|name| format!("{{% if x is {name} %}}{{% endif %}}")).concat();
        let functions = FUNCTIONS.map(|name| format!("{{{{ {name}() }}}}")).concat();
        sound(filters).expect("filters");
        sound(tests).expect("tests");
        sound(format!("{{% block a %}}{functions}{{% endblock %}}")).expect("functions");
    }

    #[test]
    fn tags_are_read_as_tera_reads_them() {
        let text =
            "{# {% no %} #}{%- if a %}{{ x }}{% raw %}{% no %}{% endraw %}{%set b = \"%}\"%}";
        let words: Vec<&str> = tags(text).iter().map(|tag| tag.word).collect();
        assert_eq!(words, ["if", "raw", "set"]);
    }
}
