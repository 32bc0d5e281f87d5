//! The folders that are the site's own.

/// Folders at the top that a site fills with pages of its own making, where it has a use for them.
const FOLDERS: &[&str] = &[
    "assets",
    "compare",
    "explorer",
    "garden",
    "glossary",
    "health",
    "matrix",
    "print",
    "questions",
    "search",
    "tags",
];

/// Whether a site fills a folder at its top by itself, so that no kind may have it.
pub fn is_filled_by_site(folder: &str) -> bool {
    FOLDERS.contains(&folder)
}
