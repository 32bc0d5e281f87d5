//! From a file's path to its kind, id and address.

use foldhash::HashSet;

/// The folders whose own text is some file, so that the others of lower rank stay pages.
pub struct Folders {
    paths: HashSet<Box<str>>,
}

/// The names of a folder's own text, without `.md`, first come first served.
pub const OWN_TEXT: [&str; 3] = ["_index", "index", "README"];

impl Folders {
    pub fn new<'a>(paths: impl Iterator<Item = &'a str>) -> Self {
        Folders { paths: paths.map(|path| without_extension(path).into()).collect() }
    }

    /// Whether the path (without its extension) is the own text of its folder.
    pub fn is_own_text(&self, path: &str) -> bool {
        let (folder, stem) = split(path);
        let Some(rank) = OWN_TEXT.iter().position(|name| *name == stem) else { return false };
        OWN_TEXT[..rank].iter().all(|better| !self.paths.contains(&*join(folder, better)))
    }

    /// The address of a plain file: `a/b/`, and the folder's for its own text.
    pub fn address(&self, path: &str) -> String {
        let path = without_extension(path);
        if self.is_own_text(path) {
            let (folder, _) = split(path);
            return if folder.is_empty() { String::new() } else { format!("{folder}/") };
        }
        format!("{path}/")
    }
}

/// Whether a file may be the own text of its folder, which the folder's other files decide.
pub fn may_be_own_text(path: &str) -> bool {
    OWN_TEXT.contains(&split(without_extension(path)).1)
}

/// A path without `.md`.
pub fn without_extension(path: &str) -> &str {
    let name_start = path.rfind('/').map_or(0, |slash| slash + 1);
    path[name_start..].rfind('.').map_or(path, |dot| &path[..name_start + dot])
}

/// The folder (without its slash; empty at the top) and the last name.
pub fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The file that an address is written to, from the output's root.
pub fn output_path(address: &str) -> String {
    if address.is_empty() || address.ends_with('/') {
        format!("{address}index.html")
    } else {
        address.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(paths: &[&str]) -> Vec<String> {
        let folders = Folders::new(paths.iter().copied());
        paths.iter().map(|path| folders.address(path)).collect()
    }

    #[test]
    fn a_folder_has_one_own_text() {
        assert_eq!(
            addresses(&["a/_index.md", "a/index.md", "a/README.md", "b/README.md", "index.md"]),
            ["a/", "a/index/", "a/README/", "b/", ""]
        );
        assert_eq!(addresses(&["a.md", "a/b.c.md"]), ["a/", "a/b.c/"]);
    }
}
