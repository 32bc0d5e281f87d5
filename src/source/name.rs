//! Names of files that are nobody's work, that some system can give to none, or that are one on some.

use unicode_normalization::UnicodeNormalization;

/// The form in which two names or paths are one on some system, and for people: composed, in small
/// letters.
pub fn fold(name: &str) -> String {
    match name.is_ascii() {
        true => name.to_ascii_lowercase(),
        false => name.nfc().collect::<String>().to_lowercase(),
    }
}

/// Whether a file or folder of this name is passed over wherever it lies: dotfiles, and what
/// editors and systems leave behind.
pub fn is_passed_over(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || matches!(name, "Thumbs.db" | "desktop.ini" | "4913")
        || [".swp", ".swo", ".swx"].iter().any(|end| name.ends_with(end))
}

/// Whether a name, without what stands behind its first dot, is that of a device on Windows, where
/// no file can have it.
pub fn is_device(stem: &str) -> bool {
    let stem = stem.to_ascii_lowercase();
    let number = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    matches!(&*stem, "con" | "prn" | "aux" | "nul")
        || number.is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']))
}

/// Whether a name is that of the page of every folder of a site, so that no folder can have it.
pub fn is_every_folders(name: &str) -> bool {
    name.eq_ignore_ascii_case("index.html")
}

#[cfg(test)]
mod tests {
    use super::{fold, is_device};

    #[test]
    fn names_that_are_one_on_some_systems_fold_together() {
        assert_eq!(fold("A/B"), fold("a/b"));
        assert_eq!(fold("e\u{301}"), fold("É"));
    }

    #[test]
    fn devices_are_known_by_their_names() {
        for name in ["con", "NUL", "com1", "Lpt9"] {
            assert!(is_device(name), "{name}");
        }
        for name in ["", "cons", "com", "com0", "com10", "com¹", "com1.md"] {
            assert!(!is_device(name), "{name}");
        }
    }
}
