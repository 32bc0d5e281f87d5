//! What mends a mistake at one stroke, where a diagnostic says it to the letter.
//!
//! In: a diagnostic, and the text that it speaks of. Out: what to write where. The words of a hint
//! are what a person would copy, and so is this: nothing is proposed here that is not said there.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};

/// A place in the file, and what to write there.
pub type Mend = (Range<usize>, String);

/// The change that a hint spells out, if one does.
pub fn mend(found: &Diagnostic, text: &str) -> Option<Mend> {
    let place = found.span.range();
    let written = text.get(place.clone())?;
    found.hints.iter().find_map(|hint| by_hint(found.code, hint, written, place.clone(), text))
}

fn by_hint(code: Code, hint: &str, written: &str, place: Range<usize>, text: &str) -> Option<Mend> {
    // A dot that stands for what is to be thought of is nothing to write.
    let only = |words: &str, end: &str| {
        let quoted = hint.strip_prefix(words)?.strip_suffix(end)?;
        let quoted = quoted.strip_prefix('`')?.strip_suffix('`')?;
        (!quoted.contains('…') && !quoted.contains("` ")).then(|| quoted.to_owned())
    };
    if let Some(name) = only("did you mean ", "?") {
        let before = |signs: &[char]| {
            place.start..place.start + written.find(signs).unwrap_or(written.len())
        };
        return match code {
            Code::BrokenLink | Code::MissingImage => Some((before(&['#', '?']), name)),
            Code::BrokenAnchor => {
                let anchor = place.start + written.find('#')? + 1;
                Some((anchor..place.end, name))
            }
            // Of the value of a factor only its own name is told.
            Code::BrokenRef if written.matches('/').count() > name.matches('/').count() + 1 => {
                let own = before(&['#']);
                let start = place.start + written[..own.len()].rfind('/')? + 1;
                Some((start..own.end, name))
            }
            Code::BrokenRef => Some((before(&['#']), name)),
            Code::UnknownKey
            | Code::BadValue
            | Code::UnknownFactor
            | Code::UnknownFactorValue
            | Code::EmptyRange
            | Code::UnknownKind
            | Code::RefKind
            | Code::ConfigKey => Some((place, name)),
            _ => None,
        };
    }
    let whole = match code {
        Code::MissingKey => {
            let (_, key) = hint.strip_prefix("write `")?.split_once("` as `")?;
            key.strip_suffix('`').map(str::to_owned)
        }
        Code::BadValue | Code::WrongType => only("write ", "")
            .or_else(|| only("write it as ", ""))
            .or_else(|| only("quote it: ", "")),
        Code::BrokenRef => only("write several as a list: ", ""),
        Code::UnreadableYaml => {
            if let Some(quoted) = only("quote it: ", "") {
                let start = text[..place.start].rfind('\n').map_or(0, |newline| newline + 1);
                let line = text[start..].lines().next().unwrap_or("");
                let indent = line.len() - line.trim_start().len();
                return Some((start + indent..start + line.trim_end().len(), quoted));
            }
            only("write ", "")
                .or_else(|| only("put a blank behind the colon: ", ""))
                .filter(|_| !written.starts_with("- "))
        }
        _ => None,
    };
    whole.map(|whole| (place, whole))
}
