//! The theme that is part of the program: `themes/default`, unpacked.

use std::collections::BTreeMap;

use crate::embedded;

/// The built-in theme's files.
pub(super) struct Builtin {
    /// By name, in order.
    pub templates: Vec<(String, String)>,
    /// By name.
    pub assets: BTreeMap<String, Vec<u8>>,
}

impl Builtin {
    pub(super) fn read() -> Builtin {
        let mut builtin = Builtin { templates: Vec::new(), assets: BTreeMap::new() };
        for file in embedded::THEME.files() {
            if let Some(name) = file.path.strip_prefix("templates/") {
                let text = String::from_utf8_lossy(&file.content).into_owned();
                builtin.templates.push((name.to_owned(), text));
            } else if let Some(name) = file.path.strip_prefix("assets/") {
                builtin.assets.insert(name.to_owned(), file.content);
            }
        }
        builtin
    }
}
