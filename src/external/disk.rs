//! The one place where remembered answers are read and written.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;

use crate::diagnostic::Failure;

/// A larger file is not ours.
const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// The text of a file; `None` where there is none that could be ours.
pub fn read(path: &Path) -> Option<String> {
    let file = fs::File::open(path).ok()?;
    let found = file.metadata().ok().filter(fs::Metadata::is_file)?;
    if found.len() > MAX_BYTES {
        return None;
    }
    let mut text = String::new();
    file.take(MAX_BYTES).read_to_string(&mut text).ok()?;
    Some(text)
}

/// Writes a file in one step: another run sees the old one or the new one.
pub fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error: &std::io::Error| Failure::io("write", path, error);
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{name}.{}", std::process::id()));
    let written = fs::File::create(&beside)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        failed(&error)
    })
}
