//! A small playbook on disk, and the program run in it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// How a run of the program ended.
#[derive(Debug)]
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// Standard output as one JSON value.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// The program, with an environment of its own.
pub fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_playbook"));
    command.current_dir(folder).args(arguments);
    for name in ["SOURCE_DATE_EPOCH", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
        command.env_remove(name);
    }
    command
}

pub fn run(folder: &Path, arguments: &[&str]) -> Ran {
    ran(program(folder, arguments).output().expect("the program starts"))
}

pub fn ran(output: Output) -> Ran {
    Ran {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("output is text"),
        err: String::from_utf8(output.stderr).expect("output is text"),
    }
}

/// The root of this repository, whose content is the Larkspur playbook.
pub fn larkspur() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A playbook that is clean.
pub fn clean() -> TempDir {
    folder(&[
        ("content/index.md", "# Home\n\nWe hold a [huddle](rituals/huddle.md).\n"),
        (
            "content/rituals/huddle.md",
            "---\ntitle: Huddle\nsummary: Unblock today.\nowner: us\ntrigger: a block\n\
             decides: who helps\n---\nWe stand.\n",
        ),
    ])
}

/// The clean playbook with one broken link on line 1 of a page with an awkward name.
pub fn broken() -> TempDir {
    let folder = clean();
    put(&folder, "content/a,b.md", "See [gone](gone.md) at 100%.\n");
    folder
}

pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a folder for the test");
    for (path, text) in files {
        put(&folder, path, text);
    }
    folder
}

pub fn put(folder: &TempDir, path: &str, text: &str) {
    let path = folder.path().join(path);
    std::fs::create_dir_all(path.parent().expect("a file in a folder")).expect("a folder");
    std::fs::write(path, text).expect("a file");
}
