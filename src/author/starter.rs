//! Playbooks to begin with, which are part of the program.

use std::borrow::Cow;

use crate::embedded::{self, Folder};

/// Which playbook to begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Starter {
    /// A small one that teaches by its comments.
    Small,
    /// The whole of Larkspur, as an example of a grown one.
    Larkspur,
}

const LARKSPUR_BOOK: &str = include_str!("../../book.toml");

/// The files of a playbook by their path, in order.
pub fn files(starter: Starter) -> Vec<(String, Cow<'static, [u8]>)> {
    let mut files = match starter {
        Starter::Small => below("", embedded::STARTER),
        Starter::Larkspur => {
            let mut files = below("content/", embedded::LARKSPUR);
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

fn below(place: &str, folder: Folder) -> Vec<(String, Cow<'static, [u8]>)> {
    let files = folder.files().into_iter();
    files.map(|file| (format!("{place}{}", file.path), Cow::Owned(file.content))).collect()
}

/// Larkspur names the built-in theme by its folder, which nobody else has.
fn without_theme(book: &str) -> String {
    book.replace(
        "theme = \"themes/default\"",
        "# theme = \"themes/ours\"    # see `playbook theme copy`",
    )
}
