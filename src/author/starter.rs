//! Playbooks to begin with, which are part of the program.

use std::borrow::Cow;

use rust_embed::RustEmbed;

/// Which playbook to begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Starter {
    /// A small one that teaches by its comments.
    Small,
    /// The whole of Larkspur, as an example of a grown one.
    Larkspur,
}

#[derive(RustEmbed)]
#[folder = "src/author/starter"]
struct Small;

#[derive(RustEmbed)]
#[folder = "content"]
struct Larkspur;

const LARKSPUR_BOOK: &str = include_str!("../../book.toml");

/// The files of a playbook by their path, in order.
pub fn files(starter: Starter) -> Vec<(String, Cow<'static, [u8]>)> {
    let mut files = match starter {
        Starter::Small => embedded::<Small>(""),
        Starter::Larkspur => {
            let mut files = embedded::<Larkspur>("content/");
            let book = without_theme(LARKSPUR_BOOK).into_bytes();
            files.push(("book.toml".into(), Cow::Owned(book)));
            files
        }
    };
    files.push((
        ".gitignore".into(),
        Cow::Borrowed(b"# The site, which `playbook build` writes.\n/book/\n"),
    ));
    files.sort();
    files
}

fn embedded<T: RustEmbed>(folder: &str) -> Vec<(String, Cow<'static, [u8]>)> {
    // Editors' leftovers are no part of a playbook, should the program be built beside some.
    let is_hidden = |path: &str| path.split('/').any(|part| part.starts_with('.'));
    T::iter()
        .filter(|path| !is_hidden(path) && !path.ends_with('~'))
        .filter_map(|path| Some((format!("{folder}{path}"), T::get(&path)?.data)))
        .collect()
}

/// Larkspur names the built-in theme by its folder, which nobody else has.
fn without_theme(book: &str) -> String {
    book.replace(
        "theme = \"themes/default\"",
        "# theme = \"themes/ours\"    # see `playbook theme copy`",
    )
}
