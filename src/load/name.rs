//! Names of files and folders, and what they become as addresses.
//!
//! In: a name as a disk has it. Out: whether it is a page's, why no address can have it, and the nearest
//! that one can have. Must not: look at the disk.

use std::ffi::OsStr;

use crate::source::{is_device, is_every_folders};

/// Whether a file of this name is a page.
pub fn is_markdown(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown")
}

/// Why a name cannot become an address on every system.
pub fn name_fault(name: &OsStr, is_folder: bool) -> Option<String> {
    let Some(name) = name.to_str() else {
        return Some("the name is not UTF-8".into());
    };
    if name.chars().any(char::is_control) {
        return Some("the name holds a line break or another control character".into());
    }
    if name.ends_with(['.', ' ']) {
        return Some("the name ends in a dot or a blank, which some systems take off".into());
    }
    if name.contains('\\') {
        return Some("the name holds a `\\`, which some systems read as a folder".into());
    }
    if let Some(folder) = folder_name(name, is_folder) {
        if folder.ends_with(['.', ' ']) {
            let message = "the name ends in a dot or a blank before its ending, which some systems \
                           take off";
            return Some(message.into());
        }
        if is_every_folders(folder) {
            return Some("`index.html` is the page of the folder that this lies in".into());
        }
    }
    let stem = name.split('.').next().unwrap_or("");
    is_device(stem)
        .then(|| format!("`{}` is the name of a device on some systems", stem.to_ascii_uppercase()))
}

/// A name as an address has it: as it is, or the nearest that one can have.
pub fn address_name(name: &OsStr, is_folder: bool) -> String {
    let text = name.to_string_lossy();
    if name_fault(name, is_folder).is_none() {
        return text.into_owned();
    }
    let near = text.replace(|c: char| c.is_control() || c == '\\', "-");
    let (near, ending) = near.split_at(folder_name(&near, is_folder).unwrap_or(&near).len());
    let near = near.trim_end_matches(['.', ' ']);
    if is_every_folders(near) {
        return format!("{near}-{ending}");
    }
    let (stem, rest) = near.split_at(near.find('.').unwrap_or(near.len()));
    let mark = if stem.is_empty() || is_device(stem) { "-" } else { "" };
    format!("{stem}{mark}{rest}{ending}")
}

/// The name of the folder that something becomes on the site: a folder's own, and a page's without
/// its ending.
fn folder_name(name: &str, is_folder: bool) -> Option<&str> {
    match is_folder {
        true => Some(name),
        false => name.rsplit_once('.').map(|(stem, _)| stem).filter(|_| is_markdown(name)),
    }
}
