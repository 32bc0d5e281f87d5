//! Names of files that are nobody's work.

/// Whether a file or folder of this name is passed over wherever it lies: dotfiles, and what
/// editors and systems leave behind.
pub fn is_passed_over(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || matches!(name, "Thumbs.db" | "desktop.ini" | "4913")
        || [".swp", ".swo", ".swx"].iter().any(|end| name.ends_with(end))
}
