//! Files of the theme whose place a file of the content takes.
//!
//! In: the paths of the files that are copied, and the theme. Out: diagnostics. What the author
//! wrote is written; what the theme had there is nowhere.
//! Must not: decide what stands at an address (`route` does).

use foldhash::HashMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Files, Span};
use crate::theme::{Asset, Theme};
use crate::validate::fold;

/// Whether a file of the content lies where files of a theme do.
pub fn may_displace(path: &str) -> bool {
    path.get(..7).is_some_and(|head| head.eq_ignore_ascii_case("assets/"))
}

/// What is wrong with files of the content, by their paths under it, beside the files of a theme.
pub fn displaced<'a>(
    paths: impl Iterator<Item = &'a str>,
    theme: &Theme,
    content: &str,
    files: &mut Files,
) -> Vec<Diagnostic> {
    let assets: HashMap<String, &Asset> =
        theme.assets().map(|asset| (fold(&asset.path), asset)).collect();
    let mut found = Vec::new();
    for path in paths.filter(|path| may_displace(path)) {
        let Some(asset) = assets.get(&fold(path)) else { continue };
        let file = format!("{}/{path}", content.trim_matches('/'));
        let span = Span::start_of(files.id(&file).unwrap_or_else(|| files.add(file, "")));
        let theirs = &asset.path;
        found.push(if *theirs != *path {
            let message =
                format!("`{path}` and the theme's `{theirs}` are one address on some systems");
            Diagnostic::new(Code::UrlCollision, span, message).hint("rename one of the two files")
        } else if asset.is_own {
            let message = format!("this file and the theme's both want the address `/{path}`");
            Diagnostic::new(Code::UrlCollision, span, message).hint("rename one of the two files")
        } else {
            let message =
                format!("this file stands at `/{path}`, in the place of the built-in theme's");
            Diagnostic::new(Code::DisplacedPage, span, message).hint(
                "rename it where that is not meant; what is to change the look lies in a theme",
            )
        });
    }
    found
}
