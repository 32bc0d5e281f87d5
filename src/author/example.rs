//! Values to learn from: for any shape, one that the reader takes.

use super::known::Known;
use crate::model::{DeclaredType, FieldSpec, Key, Mapping, Shape, Takes};

/// A value, ready to be written as YAML.
#[derive(Debug, Clone, PartialEq)]
pub enum Example {
    /// Whatever stands on one line, quoted where it has to be.
    Line(String),
    List(Vec<Example>),
    /// Keys with their values and a word about each.
    Map(Vec<(String, Example, String)>),
}

/// An example of what a key takes.
pub fn of_key(key: &Key<'_>, known: Known<'_>) -> Example {
    match &key.takes {
        Takes::Field(spec) => of_shape(&(spec.shape)(), Some(spec), 0, known),
        Takes::Declared(declared) => {
            let kind;
            let shape = match declared {
                DeclaredType::Text => Shape::Text,
                DeclaredType::Date => Shape::Date,
                DeclaredType::Duration => Shape::Duration,
                DeclaredType::Number => Shape::Number,
                DeclaredType::List => Shape::List(Box::new(Shape::Text)),
                DeclaredType::Choice(words) => {
                    return line(words.first().map_or("", |word| word));
                }
                DeclaredType::Ref(id) => {
                    kind = known.kinds.get(*id).name.to_string();
                    return Example::List(vec![reference(&[&kind], known)]);
                }
            };
            of_shape(&shape, None, 0, known)
        }
    }
}

/// The `nth` example of a shape; where there are fewer, the last.
fn of_shape(
    shape: &Shape,
    spec: Option<&'static FieldSpec>,
    nth: usize,
    known: Known<'_>,
) -> Example {
    let written = spec.and_then(|spec| {
        let last = spec.examples().count().checked_sub(1)?;
        spec.examples().nth(nth.min(last))
    });
    let or = |else_: &str| line(written.unwrap_or(else_));
    match shape {
        Shape::Text => text(written.unwrap_or("in your own words"), known),
        Shape::Date => Example::Line(known.today.to_string()),
        Shape::Duration => or("45m"),
        Shape::At => or("Tue 10:00"),
        Shape::Number => Example::Line(written.unwrap_or("1").to_owned()),
        Shape::Flag => Example::Line("true".into()),
        Shape::Choice(choices) => or(choices.first().map_or("", |choice| choice.word)),
        Shape::Ref(targets) => reference(&targets.names(known.kinds), known),
        Shape::List(item) => {
            let count = match &**item {
                Shape::Fields(mapping) => most_examples(mapping),
                _ => spec.map_or(0, |spec| spec.examples().count()),
            };
            let items = (0..count.max(1)).map(|nth| of_shape(item, spec, nth, known));
            Example::List(items.collect())
        }
        Shape::Fields(mapping) => of_mapping(mapping, nth, known),
        Shape::Conditions => condition(nth, known),
        Shape::FactorValues | Shape::TeamContext => claims(known),
        Shape::Allow => {
            let reason = "Why this entry is excused.".to_owned();
            Example::Map(vec![("orphan".into(), Example::Line(reason), String::new())])
        }
    }
}

fn of_mapping(mapping: &'static Mapping, nth: usize, known: Known<'_>) -> Example {
    let keys = mapping.specs.iter().map(|spec| {
        let value = of_shape(&(spec.shape)(), Some(spec), nth, known);
        // What stands in the first item is not said again.
        let mut doc = if nth == 0 { spec.doc.to_owned() } else { String::new() };
        if let (Shape::Choice(choices), 0) = ((spec.shape)(), nth) {
            let words: Vec<&str> = choices.iter().map(|choice| choice.word).collect();
            doc = format!("{doc} One of: {}.", words.join(", "));
        }
        // An example in the words of the documentation says it all.
        let plain = |text: &str| text.trim_end_matches('.').to_lowercase();
        if matches!(&value, Example::Line(line) if plain(line) == plain(&doc)) {
            doc.clear();
        }
        (spec.key.to_owned(), value, doc)
    });
    Example::Map(keys.collect())
}

fn most_examples(mapping: &Mapping) -> usize {
    mapping.specs.iter().map(|spec| spec.examples().count()).max().unwrap_or(0)
}

/// A text; one that is a reference names an entry that is there, if any is.
fn text(written: &str, known: Known<'_>) -> Example {
    if let Some((kind, _)) = written.split_once('/')
        && known.kinds.named(kind).is_some()
        && known.entries(&[kind]).next().is_some()
    {
        return reference(&[kind], known);
    }
    line(written)
}

fn reference(kinds: &[&str], known: Known<'_>) -> Example {
    let kinds = if kinds.is_empty() { &["ritual"] } else { kinds };
    let written = match known.entries(kinds).next() {
        Some(entry) => format!("{}/{}", entry.kind, entry.id),
        None => format!("{}/an-id", kinds[0]),
    };
    line(&written)
}

/// A condition on the first factor: on its first value, or on its last.
fn condition(nth: usize, known: Known<'_>) -> Example {
    let Some(factor) = known.factors().first() else {
        let value = if nth == 0 { "established" } else { "forming" };
        return Example::Line(format!("{{team-stage: {value}}}"));
    };
    let value = if nth == 0 { factor.values.first() } else { factor.values.last() };
    let value = value.map_or("unknown", |value| &value.id);
    Example::Line(format!("{{{}: {}}}", scalar(&factor.id), flow(value)))
}

/// Every factor, with its first value and the others beside it.
fn claims(known: Known<'_>) -> Example {
    let claims = known.factors().iter().map(|factor| {
        let values: Vec<&str> = factor.values.iter().map(|value| &*value.id).collect();
        let first = values.first().copied().unwrap_or("unknown");
        let doc = format!("{} {}, or unknown", factor.question, values.join(", "));
        (scalar(&factor.id), line(first), doc)
    });
    let mut claims: Vec<_> = claims.collect();
    if claims.is_empty() {
        let doc = "A factor and one of its values.".to_owned();
        claims.push(("team-stage".into(), line("forming"), doc));
    }
    Example::Map(claims)
}

fn line(text: &str) -> Example {
    Example::Line(scalar(text))
}

/// A text as a YAML scalar on one line: as it is where that is safe beyond doubt, else quoted.
pub fn scalar(text: &str) -> String {
    let begins_well = text.starts_with(|c: char| c.is_alphanumeric()) || is_path(text);
    let ends_well = !text.ends_with([' ', ':']);
    let has_no_marks = !text.contains(": ") && !text.contains(" #");
    let is_one_line = text.chars().all(|c| c == ' ' || !(c.is_whitespace() || c.is_control()));
    let is_no_number = text.parse::<f64>().is_err() && !text.starts_with("0x");
    if begins_well
        && ends_well
        && has_no_marks
        && is_one_line
        && is_no_number
        && !text.contains(['\u{feff}', '\u{fffe}', '\u{ffff}'])
        && !is_word_of_yaml(text)
    {
        return text.to_owned();
    }
    quoted(text)
}

fn is_word_of_yaml(text: &str) -> bool {
    matches!(
        text.to_ascii_lowercase().as_str(),
        "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
    )
}

fn is_path(text: &str) -> bool {
    text.starts_with('/')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte))
}

/// A scalar inside of `[…]` or `{…}`.
pub fn flow(text: &str) -> String {
    let written = scalar(text);
    if written.contains([',', '[', ']', '{', '}']) && !written.starts_with('"') {
        return quoted(text);
    }
    written
}

/// Between double quotes, with the escapes of JSON, all of which YAML has too.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // What YAML may not hold, or would take for the end of a line.
            c if c.is_control()
                || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') =>
            {
                out.push_str(&format!("\\u{:04x}", c as u32));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::FileId;
    use crate::yaml::{self, Value};

    fn read(source: &str, key: &str) -> Option<String> {
        let node = yaml::parse(source, source.len(), FileId(0)).ok()?;
        match &node.get(key)?.value {
            Value::Scalar { text, .. } => Some(text.to_string()),
            Value::List(items) => match &items.first()?.value {
                Value::Scalar { text, .. } => Some(text.to_string()),
                _ => None,
            },
            _ => None,
        }
    }

    #[test]
    fn what_is_safe_stays_bare() {
        for bare in ["Bet table", "45m", "2026-06-01", "role/tech-lead", "Tue 10:00", "/old/a/"] {
            assert_eq!(scalar(bare), bare);
        }
        for odd in ["no", "12", "1.5", "a: b", "a #b", "- a", "", "@a", "a\nb", "1e5"] {
            assert_eq!(scalar(odd), quoted(odd));
        }
    }

    proptest! {
        /// Other control characters are no text: front matter that holds one is refused.
        #[test]
        fn any_text_comes_back(text in "\\PC{0,40}|[a-zé0-9:#, \n\t\u{85}\u{2028}\u{feff}\\[\\]{}'\\x22|>&*!%@`~?-]{0,12}") {
            let block = format!("a: {}\nb: x\n", scalar(&text));
            let came = read(&block, "a");
            prop_assert_eq!(came.as_deref(), Some(text.as_str()), "{}", block);
            let inline = format!("a: [{}, x]\n", flow(&text));
            let came = read(&inline, "a");
            prop_assert_eq!(came.as_deref(), Some(text.as_str()), "{}", inline);
        }
    }
}
