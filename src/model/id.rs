//! What may be the id of something new.

use crate::diagnostic::Hint;
use crate::source::is_device;

/// Why an id cannot be one, and what could.
///
/// Stricter than the reader: an id becomes a file's name and an address, on every system and
/// for as long as somebody links to it.
pub fn id_fault(id: &str) -> Option<(String, Hint)> {
    const TAKEN: [&str; 3] = ["index", "_index", "readme"];
    let fits = |c: char| c.is_ascii_digit() || c == '-' || (c.is_alphabetic() && !c.is_uppercase());
    let well_formed = !id.is_empty()
        && id.chars().all(fits)
        && !id.starts_with('-')
        && !id.ends_with('-')
        && !id.contains("--");
    if TAKEN.contains(&id.to_lowercase().as_str()) {
        let hint = "choose another: a file of that name is its folder's own text".into();
        return Some((format!("`{id}` cannot be an id"), hint));
    }
    if is_device(id) {
        let hint = "choose another: on Windows it is the name of a device".into();
        return Some((format!("`{id}` cannot be an id"), hint));
    }
    if id.len() > 100 {
        return Some(("the id is longer than 100 bytes".into(), "choose a shorter one".into()));
    }
    if well_formed {
        return None;
    }
    let message = format!("`{id}` cannot be an id");
    let mut near = String::new();
    for c in id.trim_end_matches(".md").chars() {
        match c {
            c if fits(c) && c != '-' => near.push(c),
            c if c.is_alphabetic() => near.extend(c.to_lowercase().filter(|c| fits(*c))),
            '\'' | '’' => {}
            _ if !near.is_empty() && !near.ends_with('-') => near.push('-'),
            _ => {}
        }
    }
    let near = near.trim_end_matches('-');
    let usable = !near.is_empty() && near != id && id_fault(near).is_none();
    let hint = match usable {
        true => Hint::meant(near),
        false => "use small letters, digits and `-`".into(),
    };
    Some((message, hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_name_that_lasts() {
        for good in ["garden-walk", "a", "2024-review", "rückblick", "日曜日"] {
            assert_eq!(id_fault(good), None, "{good}");
        }
        let hint = |id: &str| id_fault(id).map(|(_, hint)| String::from(hint)).unwrap_or_default();
        assert_eq!(hint("Garden Walk"), "did you mean `garden-walk`?");
        assert_eq!(hint("garden-walk.md"), "did you mean `garden-walk`?");
        assert_eq!(hint("Team's  walk!"), "did you mean `teams-walk`?");
        for bad in ["", "..", "a/b", "-a", "a--b", "index", "README", "nul", "com1", "a\u{200b}b"] {
            assert!(id_fault(bad).is_some(), "{bad}");
        }
        assert!(id_fault(&"a".repeat(101)).is_some());
    }
}
