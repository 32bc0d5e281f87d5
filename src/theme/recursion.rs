//! Components that call themselves. tera follows them until the stack is gone, so they
//! are looked for in the text, before any template runs.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{BUILTIN_PREFIX, TemplateError, TemplateSource};

/// The deepest that components may call and templates may include each other.
const MAX_DEPTH: usize = 64;

/// What a component or a template calls, and where the call stands.
type Calls<'a> = BTreeMap<String, (&'a str, Vec<(String, Range<usize>)>)>;

/// Refuses a component that calls itself, be it through others or through an include.
///
/// A component and a template of the same name stay apart: components are noted as
/// `<name`, which no file can be called.
pub(super) fn check(sources: &BTreeMap<String, TemplateSource>) -> Result<(), Vec<TemplateError>> {
    let mut calls: Calls = BTreeMap::new();
    for (name, source) in sources {
        for (caller, call, range) in scan(name, &source.text) {
            let (_, list) = calls.entry(caller).or_insert_with(|| (name, Vec::new()));
            if let Some(call) = call {
                list.push((call, range));
            }
        }
    }
    let mut heights = BTreeMap::new();
    for name in calls.keys() {
        if let Err(fault) = height(name, &calls, &mut Vec::new(), &mut heights) {
            return Err(vec![TemplateError::at(
                fault.template,
                sources,
                fault.range,
                fault.message,
            )]);
        }
    }
    Ok(())
}

/// A call that must not be.
struct Fault<'a> {
    template: &'a str,
    range: Range<usize>,
    message: String,
}

/// How deep the calls of a component or a template go.
///
/// `path` holds the callers, `heights` what is known already. A call of `x.html` reaches
/// `default/x.html` where the site has none of its own.
fn height<'a>(
    name: &str,
    calls: &'a Calls,
    path: &mut Vec<String>,
    heights: &mut BTreeMap<String, usize>,
) -> Result<usize, Fault<'a>> {
    let fallback = format!("{BUILTIN_PREFIX}{name}");
    let name = if calls.contains_key(name) { name } else { &fallback };
    let Some((template, list)) = calls.get(name) else { return Ok(0) };
    if let Some(known) = heights.get(name) {
        return Ok(*known);
    }
    path.push(name.to_owned());
    let mut highest = 0;
    for (call, range) in list {
        let closes = path
            .iter()
            .any(|caller| caller == call || *caller == format!("{BUILTIN_PREFIX}{call}"));
        if closes && !path.iter().any(|caller| caller.starts_with('<')) {
            continue; // A loop of includes alone is tera's to report.
        }
        let fault = |message| Fault { template, range: range.clone(), message };
        if closes {
            let way: Vec<_> = path
                .iter()
                .skip_while(|caller| *caller != call)
                .map(|caller| caller.trim_start_matches('<'))
                .collect();
            let called = call.trim_start_matches('<');
            return Err(fault(format!(
                "the component `{called}` calls itself: {} → {called}",
                way.join(" → ")
            )));
        }
        let deep =
            || fault(format!("components, includes and `extends` go more than {MAX_DEPTH} deep"));
        if path.len() > MAX_DEPTH {
            return Err(deep());
        }
        highest = highest.max(height(call, calls, path, heights)? + 1);
        if highest > MAX_DEPTH {
            return Err(deep());
        }
    }
    path.pop();
    heights.insert(name.to_owned(), highest);
    Ok(highest)
}

/// Every call in a template: who calls (the template, or a component defined in it), what,
/// and where. A caller that calls nothing is listed once, without a call.
pub(super) fn scan(template: &str, text: &str) -> Vec<(String, Option<String>, Range<usize>)> {
    let mut found = vec![(template.to_owned(), None, 0..0)];
    let mut caller = template.to_owned();
    let mut at = 0;
    while let Some(open) = text[at..].find('{') {
        let start = at + open;
        let rest = &text[start..];
        let close = if rest.starts_with("{#") {
            at = rest.find("#}").map_or(text.len(), |end| start + end + 2);
            continue;
        } else if rest.starts_with("{{") {
            "}}"
        } else if rest.starts_with("{%") {
            "%}"
        } else {
            at = start + 1;
            continue;
        };
        let end = tag_end(text, start + 2, close);
        let inside = &text[start + 2..end];
        let words = inside.trim_start_matches('-').trim_start();
        if close == "%}" {
            if words.starts_with("raw") {
                at = text[end..].find("endraw").map_or(text.len(), |skip| end + skip);
                continue;
            }
            if let Some(name) = words.strip_prefix("component ") {
                caller = format!("<{}", component_name(name.trim_start()));
                found.push((caller.clone(), None, start..end));
            } else if words.starts_with("endcomponent") {
                caller = template.to_owned();
            } else if let Some(name) =
                words.strip_prefix("include ").or_else(|| words.strip_prefix("extends "))
            {
                let quoted = name.trim_start();
                if let Some(quote) = quoted.chars().next()
                    && let Some(name) = quoted[quote.len_utf8()..].split(quote).next()
                {
                    found.push((caller.clone(), Some(name.to_owned()), start..end));
                }
            }
        }
        for (position, _) in inside.match_indices('<') {
            let name = component_name(inside[position + 1..].trim_start());
            if !name.is_empty() {
                let place = start + 2 + position;
                found.push((caller.clone(), Some(format!("<{name}")), place..place + 1));
            }
        }
        at = end;
    }
    found
}

/// Where a tag ends, strings passed over.
pub(super) fn tag_end(text: &str, from: usize, close: &str) -> usize {
    let bytes = text.as_bytes();
    let mut quote = None;
    let mut at = from;
    while at < bytes.len() {
        match quote {
            Some(open) if bytes[at] == b'\\' && open != b'`' => at += 1,
            Some(open) if bytes[at] == open => quote = None,
            Some(_) => {}
            None if text.as_bytes()[at..].starts_with(close.as_bytes()) => return at,
            None if matches!(bytes[at], b'"' | b'\'' | b'`') => quote = Some(bytes[at]),
            None => {}
        }
        at += 1;
    }
    text.len()
}

fn component_name(text: &str) -> &str {
    let end = text
        .find(|letter: char| !(letter.is_alphanumeric() || letter == '_' || letter == '.'))
        .unwrap_or(text.len());
    &text[..end]
}
