//! A site's theme folder as it lies on the disk. The only file of the room that reads.

use std::collections::BTreeMap;
use std::fs::{FileType, ReadDir};
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::diagnostic::Failure;
use crate::source::is_passed_over;

/// The most that one file of a theme may weigh, in bytes.
const MAX_FILE: u64 = 32 * 1024 * 1024;

/// The folder of templates, and the folder of assets.
pub(super) const TEMPLATES: &str = "templates";
pub(super) const ASSETS: &str = "assets";

/// The files of a site's theme folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ThemeFiles {
    /// The folder as messages name it, such as `themes/ours`.
    pub folder: String,
    /// The text of each template by its path under `templates/`, with `/`.
    pub templates: BTreeMap<String, String>,
    /// The bytes of each asset by its path under `assets/`, with `/`.
    pub assets: BTreeMap<String, Vec<u8>>,
    /// What is passed over, by its path under the theme's folder, with `/`.
    pub passed_over: BTreeMap<String, PassedOver>,
}

/// Why something in a theme's folder is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassedOver {
    /// A link among the templates or the assets.
    Link,
    /// A pipe, a socket or a device among them.
    Special,
    /// A file beside the two folders, or in the place of one.
    File,
    /// A folder beside the two, with something in it.
    Folder,
}

impl ThemeFiles {
    /// Whether there is a folder to be read.
    pub fn are_at(folder: &Path) -> bool {
        folder.is_dir()
    }

    /// The folders that stand where one is looked for, by path from the root, in order.
    pub fn folders_beside(root: &Path, name: &str) -> Vec<String> {
        let (above, _) = name.rsplit_once('/').unwrap_or(("", name));
        let found = std::fs::read_dir(root.join(above)).into_iter().flatten().flatten();
        let folders = found.filter(|found| found.path().is_dir());
        let names = folders.filter_map(|found| found.file_name().into_string().ok());
        let mut paths: Vec<String> = names
            .filter(|name| !name.starts_with('.'))
            .map(|name| if above.is_empty() { name } else { format!("{above}/{name}") })
            .collect();
        paths.sort();
        paths
    }

    /// Reads a theme's folder; `name` is the folder as messages name it. Dotfiles and editors'
    /// leftovers are passed over in silence; links, and files outside `templates` and `assets`,
    /// are noted.
    ///
    /// # Errors
    /// The folder or a file in it cannot be read, is too large, or a template is not UTF-8.
    pub fn read(folder: &Path, name: &str) -> Result<ThemeFiles, Failure> {
        if !ThemeFiles::are_at(folder) {
            return Err(Failure::new(format!("the theme's folder `{name}` does not exist")));
        }
        let mut files = ThemeFiles { folder: name.to_owned(), ..ThemeFiles::default() };
        let theme = Folder { path: folder, name };
        for (path, bytes) in theme.read(TEMPLATES, &mut files.passed_over)? {
            let text = String::from_utf8(bytes).map_err(|error| {
                let at = error.utf8_error().valid_up_to();
                let message = format!("`{name}/{TEMPLATES}/{path}` is not UTF-8 at byte {at}");
                Failure::new(message).hint("save it as UTF-8")
            })?;
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n");
            files.templates.insert(path, text);
        }
        files.assets.extend(theme.read(ASSETS, &mut files.passed_over)?);
        theme.look_around(&mut files.passed_over)?;
        Ok(files)
    }
}

/// A theme's folder, and what messages call it.
struct Folder<'a> {
    path: &'a Path,
    name: &'a str,
}

impl Folder<'_> {
    /// The files under one of the two folders, in order, each by its path under it; none if
    /// there is no such folder.
    fn read(
        &self,
        which: &str,
        passed_over: &mut BTreeMap<String, PassedOver>,
    ) -> Result<Vec<(String, Vec<u8>)>, Failure> {
        let folder = self.path.join(which);
        let mut files = Vec::new();
        if !folder.is_dir() {
            return Ok(files);
        }
        let walk = WalkDir::new(&folder).min_depth(1).sort_by_file_name().into_iter();
        for entry in
            walk.filter_entry(|entry| !is_passed_over(&entry.file_name().to_string_lossy()))
        {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(&folder).to_owned();
                self.unread(&path, &error.into())
            })?;
            let path = below(&folder, entry.path());
            if entry.file_type().is_dir() {
                continue;
            }
            if !entry.file_type().is_file() {
                passed_over.insert(format!("{which}/{path}"), PassedOver::of(entry.file_type()));
                continue;
            }
            if path.contains(char::is_control) {
                let message =
                    format!("`{}/{which}/{path}` has a control character in its name", self.name);
                return Err(Failure::new(message).hint("give it another name"));
            }
            if entry.metadata().is_ok_and(|data| data.len() > MAX_FILE) {
                let most = MAX_FILE / 1024 / 1024;
                let message = format!("`{}/{which}/{path}` is larger than {most} MB", self.name);
                return Err(Failure::new(message));
            }
            let bytes = std::fs::read(entry.path());
            files.push((path, bytes.map_err(|error| self.unread(entry.path(), &error))?));
        }
        Ok(files)
    }

    /// Notes what stands beside the two folders. A folder with nothing in it is not worth a word.
    fn look_around(&self, passed_over: &mut BTreeMap<String, PassedOver>) -> Result<(), Failure> {
        let unread = |error| self.unread(self.path, &error);
        for entry in std::fs::read_dir(self.path).map_err(unread)? {
            let entry = entry.map_err(unread)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = entry.path();
            let is_read = [TEMPLATES, ASSETS].contains(&name.as_str()) && path.is_dir();
            if is_read || is_passed_over(&name) {
                continue;
            }
            let what = match path.is_dir() {
                true if std::fs::read_dir(&path).is_ok_and(is_empty) => continue,
                true => PassedOver::Folder,
                false => PassedOver::File,
            };
            passed_over.insert(name, what);
        }
        Ok(())
    }

    /// What could not be read, by the path from the project.
    fn unread(&self, path: &Path, error: &io::Error) -> Failure {
        Failure::io("read", &PathBuf::from(self.name).join(below(self.path, path)), error)
    }
}

impl PassedOver {
    fn of(kind: FileType) -> PassedOver {
        if kind.is_symlink() { PassedOver::Link } else { PassedOver::Special }
    }
}

fn is_empty(folder: ReadDir) -> bool {
    folder.flatten().all(|entry| is_passed_over(&entry.file_name().to_string_lossy()))
}

/// A path under a folder, with `/`.
fn below(folder: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(folder).unwrap_or(path).iter();
    parts.map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}
