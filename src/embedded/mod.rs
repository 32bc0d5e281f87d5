//! Folders of this repository that are part of the program, packed by `build.rs`.
//!
//! In: a [`Folder`]. Out: its files. They are deflated, since each is needed seldom and together
//! they would be a twelfth of the program. Must not: know what is in them.

use std::io::Read as _;

use flate2::read::DeflateDecoder;

/// A folder as it was when the program was compiled.
#[derive(Debug, Clone, Copy)]
pub struct Folder(&'static [u8]);

/// The built-in theme, `themes/default`.
pub const THEME: Folder = Folder(include_bytes!(concat!(env!("OUT_DIR"), "/theme.pack")));
/// The page of each diagnostic, `docs/content/checks`.
pub const CHECKS: Folder = Folder(include_bytes!(concat!(env!("OUT_DIR"), "/checks.pack")));
/// The small playbook of `playbook init`, `src/author/starter`.
pub const STARTER: Folder = Folder(include_bytes!(concat!(env!("OUT_DIR"), "/starter.pack")));
/// The demonstration playbook, `content`.
pub const LARKSPUR: Folder = Folder(include_bytes!(concat!(env!("OUT_DIR"), "/larkspur.pack")));

/// A file of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Below the folder, with `/`.
    pub path: String,
    pub content: Vec<u8>,
}

impl Folder {
    /// Every file, unpacked, in the order of their paths.
    pub fn files(self) -> Vec<File> {
        self.unpack().unwrap_or_default()
    }

    /// One file by its path.
    pub fn file(self, path: &str) -> Option<Vec<u8>> {
        self.files().into_iter().find(|file| file.path == path).map(|file| file.content)
    }

    /// None for what the build script cannot have written; a test reads every folder.
    fn unpack(self) -> Option<Vec<File>> {
        let mut unpacked = Vec::new();
        DeflateDecoder::new(self.0).read_to_end(&mut unpacked).ok()?;
        let line = unpacked.iter().position(|byte| *byte == b'\n')?;
        let index: Vec<(String, usize)> = serde_json::from_slice(&unpacked[..line]).ok()?;
        let mut rest = &unpacked[line + 1..];
        let mut files = Vec::with_capacity(index.len());
        for (path, length) in index {
            let (content, behind) = rest.split_at_checked(length)?;
            files.push(File { path, content: content.to_vec() });
            rest = behind;
        }
        files.sort_by(|one, two| one.path.cmp(&two.path));
        Some(files)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_folder_comes_out_as_it_stands_in_the_repository() {
        let folders = [
            (THEME, "themes/default"),
            (CHECKS, "docs/content/checks"),
            (STARTER, "src/author/starter"),
            (LARKSPUR, "content"),
        ];
        for (folder, place) in folders {
            let place = Path::new(env!("CARGO_MANIFEST_DIR")).join(place);
            let files = folder.unpack().unwrap();
            let walk = walkdir::WalkDir::new(&place).into_iter().map(Result::unwrap);
            let there = walk.filter(|entry| entry.file_type().is_file()).count();
            assert_eq!((files.len(), there > 5), (there, true), "{}", place.display());
            for file in files {
                let content = std::fs::read(place.join(&file.path)).unwrap();
                assert!(file.content == content, "{}", file.path);
            }
        }
    }

    #[test]
    fn what_is_no_pack_holds_nothing() {
        assert!(Folder(b"no pack at all").files().is_empty());
        assert_eq!(THEME.file("templates/nowhere.html"), None);
    }
}
