//! The theme that is part of the program: `themes/default`, embedded.

use std::borrow::Cow;

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "themes/default"]
struct Files;

/// The templates by name, in order.
pub(super) fn templates() -> impl Iterator<Item = (String, String)> {
    under("templates/")
        .map(|(name, content)| (name, String::from_utf8_lossy(&content).into_owned()))
}

/// The assets by name, in order.
pub(super) fn assets() -> impl Iterator<Item = (String, Cow<'static, [u8]>)> {
    under("assets/")
}

/// One file by its path in the folder.
pub(super) fn file(path: &str) -> Option<Vec<u8>> {
    Files::get(path).map(|file| file.data.into_owned())
}

/// Every path, in order.
pub(super) fn paths() -> Vec<String> {
    let mut paths: Vec<String> = Files::iter().map(Cow::into_owned).collect();
    paths.sort();
    paths
}

fn under(folder: &'static str) -> impl Iterator<Item = (String, Cow<'static, [u8]>)> {
    paths().into_iter().filter_map(move |path| {
        let name = path.strip_prefix(folder)?.to_owned();
        Some((name, Files::get(&path)?.data))
    })
}
