//! A file that pages load: a stylesheet, a script, a picture.

use crate::source::uri_path;

/// An asset of the theme.
#[derive(Debug, Clone)]
pub struct Asset {
    /// The path within the theme's `assets` folder, such as `playbook.css`.
    pub name: String,
    /// Where it is written, from the site's root: `assets/playbook.css`.
    pub path: String,
    /// How pages name it: the path as a URL, with a fingerprint, so that a changed file is
    /// fetched anew: `assets/playbook.css?v=1f3a…`.
    pub url: String,
    /// The bytes.
    pub content: Vec<u8>,
    /// Whether it is a file of the site's theme, and not of the built-in one.
    pub is_own: bool,
}

impl Asset {
    pub(super) fn new(name: String, content: Vec<u8>, is_own: bool) -> Asset {
        let path = format!("assets/{name}");
        let url = format!("{}?v={:010x}", uri_path(&path), fingerprint(&content) >> 24);
        Asset { name, path, url, content, is_own }
    }
}

/// FNV-1a in 64 bits: short, and the same on every machine and for ever. It guards a
/// browser's cache, not a secret.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
