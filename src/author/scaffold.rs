//! A new entry: front matter with every key that its kind has, and a body that asks the
//! questions which a reader will ask.

use super::body;
use super::example::{self, Example, scalar};
use super::known::Known;
use crate::model::{Group, Key, KindId, Shape, in_words, keys};

/// What a new entry is to be.
#[derive(Debug, Clone)]
pub struct Scaffold<'a> {
    pub kind: KindId,
    pub id: &'a str,
    /// Its title; made from the id where none is given.
    pub title: Option<&'a str>,
    /// Leaves out the keys that are not required.
    pub bare: bool,
}

const WIDTH: usize = 96;

/// What stands before and behind the title in the summary of a new entry.
pub(super) const SUMMARY: (&str, &str) = ("What ", " is, in one sentence.");

/// The summary of a new entry, until its author writes one.
fn summary_of(title: &str) -> String {
    let (before, behind) = SUMMARY;
    format!("{before}{title}{behind}")
}

/// The text of a new file.
pub fn scaffold(what: &Scaffold<'_>, known: Known<'_>) -> String {
    let def = known.kinds.get(what.kind);
    let title = what.title.map_or_else(|| in_words(what.id), |title| title.trim().to_owned());
    let keys = keys(what.kind, known.kinds);
    let mut out = String::from("---\n");
    // The title and the summary stand first; what the kind asks for comes behind.
    for key in keys.iter().filter(|key| key.required) {
        let value = match key.name {
            "title" => Example::Line(scalar(&title)),
            "summary" => Example::Line(scalar(&summary_of(&title))),
            _ => example::of_key(key, known),
        };
        write_key(key, &value, "", &mut out);
    }
    let optional: Vec<&Key<'_>> =
        keys.iter().filter(|key| !key.required && key.name != "kind").collect();
    if !what.bare {
        out.push('\n');
        comment(
            "The rest is optional. Take away the `#` at the beginning of the lines that you \
             want, and delete the others.",
            &mut out,
        );
        let groups = [
            (Group::Kind, format!("Keys of {}", def.one())),
            (Group::Site, "Keys of this site's own".to_owned()),
            (Group::Practice, "Keys of every practice".to_owned()),
            (Group::Every, "Keys of every entry".to_owned()),
        ];
        for (group, heading) in groups {
            let mut of_group = optional.iter().filter(|key| key.group == group).peekable();
            if of_group.peek().is_none() {
                continue;
            }
            out.push_str(&format!("\n# ==== {heading} ====\n"));
            for key in of_group {
                out.push('\n');
                write_key(key, &example::of_key(key, known), "#", &mut out);
            }
        }
    }
    out.push_str("---\n\n");
    out.push_str(&body::of(what.kind));
    out
}

/// A key, its value and its documentation. `mark` stands before each line of the two first.
fn write_key(key: &Key<'_>, value: &Example, mark: &str, out: &mut String) {
    comment(key.doc, out);
    let shape = match key.takes.shape() {
        Some(Shape::List(item)) => Some(*item),
        shape => shape,
    };
    if let Some(Shape::Choice(choices)) = shape {
        for choice in choices {
            comment(&format!("- {}: {}", choice.word, choice.meaning), out);
        }
    }
    let mut lines = String::new();
    write(key.name, value, "", 0, &mut lines);
    for line in lines.lines() {
        out.push_str(mark);
        out.push_str(line);
        out.push('\n');
    }
}

/// `key: value`, in as many lines as it takes.
fn write(key: &str, value: &Example, doc: &str, indent: usize, out: &mut String) {
    let margin = " ".repeat(indent);
    let remark = if doc.is_empty() { String::new() } else { format!("  # {doc}") };
    match value {
        Example::Line(line) => out.push_str(&format!("{margin}{key}: {line}{remark}\n")),
        Example::List(items) => {
            out.push_str(&format!("{margin}{key}:{remark}\n"));
            for item in items {
                write_item(item, indent + 2, out);
            }
        }
        Example::Map(keys) => {
            out.push_str(&format!("{margin}{key}:{remark}\n"));
            for (key, value, doc) in keys {
                write(key, value, doc, indent + 2, out);
            }
        }
    }
}

fn write_item(item: &Example, indent: usize, out: &mut String) {
    let margin = " ".repeat(indent);
    match item {
        Example::Line(line) => out.push_str(&format!("{margin}- {line}\n")),
        // No shape is a list of lists.
        Example::List(_) => {}
        Example::Map(keys) => {
            let mut lines = String::new();
            for (key, value, doc) in keys {
                write(key, value, doc, indent + 2, &mut lines);
            }
            // The first key stands on the line of the dash.
            out.push_str(&format!("{margin}- {}", lines.trim_start()));
        }
    }
}

/// Lines of `# …`.
fn comment(text: &str, out: &mut String) {
    let mut column = WIDTH;
    let begin = out.len();
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column + 1 + length > WIDTH {
            out.push_str(if out.len() == begin { "#" } else { "\n#" });
            column = 1;
        }
        out.push(' ');
        out.push_str(word);
        column += 1 + length;
    }
    if out.len() > begin {
        out.push('\n');
    }
}
