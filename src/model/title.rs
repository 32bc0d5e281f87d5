//! Titles and plurals that nobody wrote, made of names.

/// `garden-walk` as `Garden walk`; empty where a name has nothing to read.
pub fn in_words(name: &str) -> String {
    capital(name.replace(['-', '_'], " ").trim())
}

/// The first letter large.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    let mut out = String::with_capacity(text.len());
    out.extend(first.to_uppercase());
    out + letters.as_str()
}

/// What several of a thing are called, as English has it for nearly all words: `policies` of `policy`.
pub fn several(one: &str) -> String {
    match one.strip_suffix('y') {
        Some(stem) if !stem.is_empty() && !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => {
            format!("{stem}ies")
        }
        None if ["s", "x", "z", "ch", "sh"].iter().any(|end| one.ends_with(end)) => {
            format!("{one}es")
        }
        _ => format!("{one}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_words() {
        assert_eq!(in_words("garden-walk"), "Garden walk");
        assert_eq!(in_words("_élan_vital"), "Élan vital");
        assert_eq!(in_words("--"), "");
    }

    #[test]
    fn several_are_called_as_english_has_it() {
        for (one, many) in [
            ("metric", "metrics"),
            ("Policy", "Policies"),
            ("key", "keys"),
            ("process", "processes"),
            ("Box", "Boxes"),
            ("sketch", "sketches"),
            ("month", "months"),
            ("y", "ys"),
            ("", "s"),
        ] {
            assert_eq!(several(one), many);
        }
    }
}
