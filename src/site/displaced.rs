//! Files of the theme whose place a file of the content takes.
//!
//! In: the addresses of pages and of files that are copied, and the theme. Out: diagnostics. What
//! the author wrote is written; what the theme had there is nowhere.
//! Must not: decide what stands at an address (`route` does).

use foldhash::HashMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Files, Span, fold};
use crate::theme::{Asset, Theme};

/// Whether an address lies where files of a theme do.
pub fn may_displace(address: &str) -> bool {
    address.get(..7).is_some_and(|head| head.eq_ignore_ascii_case("assets/"))
}

/// What is wrong with files of the content, pages and others, beside the files of a theme: each with its
/// address and its path under the content folder.
pub fn displaced<'a>(
    sources: impl Iterator<Item = (&'a str, &'a str)>,
    theme: &Theme,
    content: &str,
    files: &mut Files,
) -> Vec<Diagnostic> {
    let assets: HashMap<String, &Asset> =
        theme.assets().map(|asset| (fold(&asset.path), asset)).collect();
    let mut found = Vec::new();
    for (address, path) in sources.filter(|(address, _)| may_displace(address)) {
        let mut folders = address.match_indices('/').map(|(at, _)| &address[..at]);
        let own = assets.get(&fold(address));
        let above = || folders.find_map(|folder| assets.get(&fold(folder)));
        let Some(asset) = own.or_else(above) else { continue };
        let file = format!("{}/{path}", content.trim_matches('/'));
        let span = Span::start_of(files.id(&file).unwrap_or_else(|| files.add(file, "")));
        found.push(match own {
            Some(_) => in_place_of(asset, address, span),
            None => in_the_way_of(asset, span),
        });
    }
    found
}

/// A file that has the address of the theme's.
fn in_place_of(asset: &Asset, address: &str, span: Span) -> Diagnostic {
    let theirs = &asset.path;
    let rename = "rename one of the two files";
    if *theirs != *address {
        let message =
            format!("`{address}` and the theme's `{theirs}` are one address on some systems");
        Diagnostic::new(Code::UrlCollision, span, message).hint(rename)
    } else if asset.is_own {
        let message = format!("this file and the theme's both want the address `/{address}`");
        Diagnostic::new(Code::UrlCollision, span, message).hint(rename)
    } else {
        let message =
            format!("this file stands at `/{address}`, in the place of the built-in theme's");
        let hint = "rename it where that is not meant; what is to change the look lies in a theme";
        Diagnostic::new(Code::DisplacedPage, span, message).hint(hint)
    }
}

/// A file that needs a folder where the theme's file is.
fn in_the_way_of(asset: &Asset, span: Span) -> Diagnostic {
    let message = format!("this needs a folder where the theme's file `/{}` stands", asset.path);
    Diagnostic::new(Code::UrlCollision, span, message)
        .hint("give it, or the folder that it lies in, another name")
}
