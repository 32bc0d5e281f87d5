//! A site's theme folder as it lies on the disk. The only file of the room that reads.

use std::collections::BTreeMap;
use std::path::Path;

use walkdir::WalkDir;

use crate::diagnostic::Failure;

/// The most that one file of a theme may weigh, in bytes.
const MAX_FILE: u64 = 32 * 1024 * 1024;

/// The files of a site's theme folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ThemeFiles {
    /// The folder as messages name it, such as `themes/ours`.
    pub folder: String,
    /// The text of each template by its path under `templates/`, with `/`.
    pub templates: BTreeMap<String, String>,
    /// The bytes of each asset by its path under `assets/`, with `/`.
    pub assets: BTreeMap<String, Vec<u8>>,
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

    /// Reads a theme's folder; `name` is the folder as messages name it. Files outside
    /// `templates` and `assets`, dotfiles, editors' leftovers and links are passed over.
    ///
    /// # Errors
    /// The folder or a file in it cannot be read, is too large, or a template is not UTF-8.
    pub fn read(folder: &Path, name: &str) -> Result<ThemeFiles, Failure> {
        if !ThemeFiles::are_at(folder) {
            return Err(Failure::new(format!("the theme's folder `{name}` does not exist")));
        }
        let mut files = ThemeFiles { folder: name.to_owned(), ..ThemeFiles::default() };
        for (path, file) in list(&folder.join("templates"))? {
            let bytes = std::fs::read(&file).map_err(|error| Failure::io("read", &file, &error))?;
            let text = String::from_utf8(bytes).map_err(|_| {
                Failure::new(format!("the template `{name}/templates/{path}` is not UTF-8"))
            })?;
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n");
            files.templates.insert(path, text);
        }
        for (path, file) in list(&folder.join("assets"))? {
            let bytes = std::fs::read(&file).map_err(|error| Failure::io("read", &file, &error))?;
            files.assets.insert(path, bytes);
        }
        Ok(files)
    }
}

/// The files under a folder, in order, each with its path under it; none if there is no folder.
fn list(folder: &Path) -> Result<Vec<(String, std::path::PathBuf)>, Failure> {
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    let walk = WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| {
        let name = entry.file_name().to_string_lossy();
        !name.starts_with('.') && !name.ends_with('~') && !name.starts_with('#')
    }) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_owned();
            Failure::io("read", &path, &error.into())
        })?;
        if !entry.file_type().is_file() {
            continue;
        }
        let too_large = entry.metadata().is_ok_and(|data| data.len() > MAX_FILE);
        if too_large {
            return Err(Failure::new(format!(
                "`{}` is larger than {} MB",
                entry.path().display(),
                MAX_FILE / 1024 / 1024
            )));
        }
        let Ok(under) = entry.path().strip_prefix(folder) else { continue };
        let parts: Vec<_> = under.iter().map(|part| part.to_string_lossy()).collect();
        files.push((parts.join("/"), entry.into_path()));
    }
    Ok(files)
}
