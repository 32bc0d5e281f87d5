//! Titles that nobody wrote, made of names.

/// `garden-walk` as `Garden walk`; empty where a name has nothing to read.
pub fn in_words(name: &str) -> String {
    capital(name.replace(['-', '_'], " ").trim())
}

/// The first letter large.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
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
}
