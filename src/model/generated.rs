//! The addresses that are the site's own.

/// Pages that a site makes by itself, where it has a use for them: whether it does, `site/route.rs`
/// says. Authors can link to them. A folder of pages without a text of its own has a page too.
pub const GENERATED: &[&str] = &[
    "compare",
    "explorer",
    "garden",
    "glossary",
    "health",
    "matrix",
    "matrix/practice-context",
    "matrix/practice-team",
    "matrix/ritual-artifact",
    "matrix/ritual-cycle",
    "matrix/team-factor",
    "print",
    "questions",
    "search",
    "tags",
];

/// Whether a site fills a folder at its top by itself, so that no kind may have it.
pub fn is_filled_by_site(folder: &str) -> bool {
    let holds = |address: &&str| address.split('/').next() == Some(folder);
    folder == "assets" || GENERATED.iter().any(holds)
}
