//! The one place where book.toml is read from disk.

use std::io::ErrorKind;
use std::path::Path;

use super::FILE_NAME;
use crate::diagnostic::Failure;

const MAX_BYTES: u64 = 1024 * 1024;

/// The text of the root's book.toml; empty where there is none, since none is needed.
pub fn read_book_toml(root: &Path) -> Result<String, Failure> {
    let path = root.join(FILE_NAME);
    // A pipe would be waited for, and a log of a gigabyte is no configuration.
    if let Ok(found) = std::fs::metadata(&path)
        && (!found.is_file() || found.len() > MAX_BYTES)
    {
        return Err(Failure::new(format!("`{}` is not a configuration file", path.display()))
            .hint("it is a text of a few lines, or not there at all"));
    }
    match std::fs::read(&path) {
        Ok(bytes) => String::from_utf8(bytes).map_err(|error| {
            Failure::new(format!(
                "`{}` is not UTF-8 at byte {}",
                path.display(),
                error.utf8_error().valid_up_to()
            ))
            .hint("save it as UTF-8")
        }),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(Failure::io("read", &path, &error)),
    }
}
