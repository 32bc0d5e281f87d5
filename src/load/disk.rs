//! The one place where content is read from disk: what lies there, and its bytes.

use std::fs::FileType;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::{DirEntry, WalkDir};

use super::name::{address_name, is_markdown, name_fault};
use super::{Asset, Links};
use crate::diagnostic::{Code, Diagnostic, Failure};
use crate::source::{FileId, Files, Span, is_passed_over, turns_direction};

/// What lies in the content folder, in the order of paths.
#[derive(Debug)]
pub struct Found {
    pub pages: Vec<FoundPage>,
    pub assets: Vec<Asset>,
    pub links: Links,
}

/// A markdown file that is still to be read.
#[derive(Debug)]
pub struct FoundPage {
    pub file: FileId,
    pub path: Box<str>,
    pub source: PathBuf,
}

/// Walks the content folder. Links are followed inside the project and refused where they
/// leave it; files that hide, and what editors leave behind, are passed over.
pub fn walk(
    root: &Path,
    folder: &Path,
    files: &mut Files,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Found, Failure> {
    let found = walk_all(root, folder, files, diagnostics)?;
    if found.pages.is_empty() && diagnostics.is_empty() {
        return Err(nothing(format!("there is no markdown in `{}`", folder.display()), root));
    }
    Ok(found)
}

/// Whether there is no content folder yet, or nothing in it that could be a page or is refused.
pub fn is_bare(root: &Path, folder: &Path) -> Result<bool, Failure> {
    if !folder.is_dir() {
        return Ok(true);
    }
    let mut refused = Vec::new();
    let found = walk_all(root, folder, &mut Files::new(), &mut refused)?;
    Ok(found.pages.is_empty() && refused.is_empty())
}

/// There is no content folder: where the playbook may be instead, and what else to do.
pub fn no_content(root: &Path, folder: &Path) -> Failure {
    nothing(format!("there is no content folder `{}`", folder.display()), root)
}

/// There is nothing to read where it is looked for: where it may be instead, and what else to do.
fn nothing(message: String, root: &Path) -> Failure {
    let failure = Failure::new(message);
    if let Some(above) = playbook_above(root) {
        let above = above.display();
        return failure.hint(format!(
            "`{above}` may be the playbook: run it there, or with `--root {above}`"
        ));
    }
    let failure = match folder_with_markdown(root) {
        Some(name) => failure.hint(format!(
            "`{name}` holds markdown: if it is the content, write `src = \"{name}\"` below `[book]` \
             in book.toml"
        )),
        None if holds_markdown(root) => failure.hint(
            "markdown lies in the root itself: if it is the content, write `src = \".\"` below \
             `[book]` in book.toml, and `build-dir = \"../book\"` below `[build]`",
        ),
        None => failure.hint("`playbook init` makes a small playbook to begin with"),
    };
    failure.hint("`--root DIR` names another place, and `src` in book.toml another folder")
}

/// The playbook in some folder of which a root seems to lie.
fn playbook_above(root: &Path) -> Option<PathBuf> {
    let has_settings = |folder: &Path| folder.join("book.toml").is_file();
    let whole = root.canonicalize().ok().filter(|root| !has_settings(root))?;
    let is_above =
        |folder: &Path| has_settings(folder) || whole.starts_with(folder.join("content"));
    let steps = 1 + whole.ancestors().skip(1).position(is_above)?;
    let up = vec![".."; steps].join("/");
    Some(if root == Path::new(".") { up.into() } else { root.join(up) })
}

/// The folder of a root in which other generators, or nobody, keep the markdown: `docs` before
/// all others.
fn folder_with_markdown(root: &Path) -> Option<String> {
    let holds = |name: &str| {
        let all = WalkDir::new(root.join(name)).max_depth(3).into_iter().take(1_000);
        all.flatten().any(|entry| is_markdown(&entry.file_name().to_string_lossy()))
    };
    let mut names: Vec<String> = std::fs::read_dir(root)
        .ok()?
        .flatten()
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| !is_passed_over(name) && !NOBODYS.contains(&&**name))
        .collect();
    names.sort_by_key(|name| (name != "docs", name.clone()));
    names.into_iter().find(|name| holds(name))
}

/// Whether pages lie in a root itself. What every repository has there is no sign of it.
fn holds_markdown(root: &Path) -> bool {
    const EVERYBODYS: [&str; 4] = ["readme.md", "changelog.md", "contributing.md", "license.md"];
    let names = std::fs::read_dir(root).into_iter().flatten().flatten();
    names
        .map(|entry| entry.file_name().to_string_lossy().to_lowercase())
        .any(|name| is_markdown(&name) && !is_passed_over(&name) && !EVERYBODYS.contains(&&*name))
}

/// Folders whose markdown nobody at hand wrote.
const NOBODYS: [&str; 5] = ["node_modules", "target", "vendor", "venv", "themes"];

/// The ends of files in which other generators keep pages, and playbook does not.
const OTHER_MARKUP: [&str; 4] = ["mdx", "rst", "adoc", "asciidoc"];

fn walk_all(
    root: &Path,
    folder: &Path,
    files: &mut Files,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Found, Failure> {
    let project = root.canonicalize().map_err(|error| Failure::io("read", root, &error))?;
    let missing = || no_content(root, folder);
    let inside = folder.canonicalize().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => missing(),
        _ => Failure::io("read", folder, &error),
    })?;
    if !inside.is_dir() {
        return Err(missing());
    }
    if !inside.starts_with(&project) {
        return Err(Failure::new(format!(
            "the content folder `{}` lies outside the root",
            folder.display()
        ))
        .hint("`src` in book.toml names a folder inside the playbook"));
    }
    let mut walk = Walk {
        root,
        folder,
        project: &project,
        content: &inside,
        linked: None,
        files,
        diagnostics,
        links: Links::default(),
    };
    let own = folder.strip_prefix(root).unwrap_or(folder);
    if let Ok(below) = inside.strip_prefix(&project)
        && below != own
    {
        walk.links.add(own.to_owned(), below.to_owned());
    }
    let mut found = Found { pages: Vec::new(), assets: Vec::new(), links: Links::default() };
    let mut entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) if entry.depth() == 0 => {}
            Ok(entry) => {
                if !walk.take(&entry, &mut found) && entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
            }
            Err(error) => walk.fault(&error),
        }
    }
    found.links = std::mem::take(&mut walk.links);
    Ok(found)
}

struct Walk<'a> {
    root: &'a Path,
    folder: &'a Path,
    project: &'a Path,
    /// The content folder without links.
    content: &'a Path,
    /// The folder behind a link that the walk is in, or was in last.
    linked: Option<PathBuf>,
    files: &'a mut Files,
    diagnostics: &'a mut Vec<Diagnostic>,
    links: Links,
}

impl Walk<'_> {
    /// Takes one thing that was found; `false` where it is passed over with all it holds.
    fn take(&mut self, entry: &DirEntry, found: &mut Found) -> bool {
        let name = entry.file_name().to_string_lossy();
        // Where the whole root is the content, its settings still are not.
        let is_settings = name == "book.toml" && entry.path() == self.root.join("book.toml");
        if is_passed_over(&name) || is_settings {
            return false;
        }
        let kind = entry.file_type();
        if let Some(fault) = name_fault(entry.file_name(), kind.is_dir()) {
            self.say(entry.path(), Code::FileName, &fault, Some("rename it"));
            // A page stays one all the same, so that what is wrong stands on it too.
            if !kind.is_dir() && !is_markdown(&name) {
                return false;
            }
        }
        if entry.path_is_symlink() && !self.may_follow(entry.path(), kind) {
            return false;
        }
        if kind.is_dir() {
            return true;
        }
        if !kind.is_file() {
            let message = format!("{} is passed over", what(kind));
            self.say(entry.path(), Code::SpecialFile, &message, None);
            return false;
        }
        let Some(path) = address_path(self.folder, entry.path()) else { return false };
        let source = entry.path().to_owned();
        if is_markdown(&name) {
            let file = self.add(entry.path());
            found.pages.push(FoundPage { file, path: path.into(), source });
        } else {
            self.note_turning(entry.path(), &name);
            let end = name.rsplit_once('.').map_or("", |(_, end)| end).to_lowercase();
            if OTHER_MARKUP.contains(&&*end) {
                let message = format!("`.{end}` is no markdown: the file is copied as it is");
                let hint =
                    "rewrite it as markdown, in a file that ends in `.md`, to make it a page";
                self.say(entry.path(), Code::OtherMarkup, &message, Some(hint));
            }
            found.assets.push(Asset { path: path.into(), source });
        }
        true
    }

    /// Says of a file that is copied that its name is not what one reads.
    fn note_turning(&mut self, path: &Path, name: &str) {
        if let Some(turning) = name.chars().find(|c| turns_direction(*c)) {
            let code = u32::from(turning);
            let message = format!(
                "the file's name holds U+{code:04X}, which turns the direction of what follows"
            );
            self.say(path, Code::HiddenDirection, &message, Some("rename it"));
        }
    }

    /// Whether a link leads to something of the project that may be published; says why not.
    fn may_follow(&mut self, path: &Path, kind: FileType) -> bool {
        let target = path.canonicalize().ok();
        let inside = target.as_deref().and_then(|target| target.strip_prefix(self.project).ok());
        let Some(inside) = inside else {
            let message = "a link leads out of the project and is not followed";
            self.say(path, Code::LinkLeavesProject, message, Some("copy what it leads to"));
            return false;
        };
        if inside.components().any(|part| is_passed_over(&part.as_os_str().to_string_lossy())) {
            let message = "a link leads to what is hidden and is not followed";
            self.say(path, Code::LinkLeavesProject, message, Some("copy what it leads to"));
            return false;
        }
        if !kind.is_dir() {
            self.note_link(path, inside);
            return true;
        }
        let target = self.project.join(inside);
        if self.content.starts_with(&target) {
            let message = "a link leads back to a folder that holds it and is not followed";
            self.say(path, Code::SpecialFile, message, None);
            return false;
        }
        // Folders that link to each other would be walked in every order that there is.
        if self.linked.as_ref().is_some_and(|linked| path.starts_with(linked)) {
            let message = "a link to a folder inside a linked folder is not followed";
            self.say(path, Code::SpecialFile, message, Some("link to the folder itself"));
            return false;
        }
        self.linked = Some(path.to_owned());
        self.note_link(path, inside);
        true
    }

    /// Remembers what a link leads to, from the root of the project.
    fn note_link(&mut self, path: &Path, target: &Path) {
        if let Ok(at) = path.strip_prefix(self.root) {
            self.links.add(at.to_owned(), target.to_owned());
        }
    }

    /// The same of a link to what is not there, and may yet come.
    fn note_dangling(&mut self, path: &Path) {
        let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
        let target = folder.zip(path.read_link().ok()).map(|(folder, to)| folder.join(to));
        let target = target.map(|target| crate::config::without_dots(&target));
        if let Some(inside) = target.as_deref().and_then(|to| to.strip_prefix(self.project).ok()) {
            self.note_link(path, inside);
        }
    }

    fn fault(&mut self, error: &walkdir::Error) {
        let path = error.path().unwrap_or(self.folder).to_owned();
        if is_passed_over(&path.file_name().unwrap_or_default().to_string_lossy()) {
            return;
        }
        if error.loop_ancestor().is_some() {
            let message = "a link leads back to a folder that holds it and is not followed";
            self.say(&path, Code::SpecialFile, message, None);
            return;
        }
        let dangling = path.symlink_metadata().is_ok_and(|found| found.file_type().is_symlink());
        let why = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
        if dangling {
            self.note_dangling(&path);
        }
        let (message, hint) = if dangling {
            (format!("a link leads nowhere: {why}"), "remove it, or mend where it leads")
        } else {
            (format!("it cannot be read: {why}"), "check its permissions")
        };
        self.say(&path, Code::UnreadableFile, &message, Some(hint));
    }

    fn say(&mut self, path: &Path, code: Code, message: &str, hint: Option<&str>) {
        let file = self.add(path);
        let diagnostic = Diagnostic::new(code, Span::start_of(file), message);
        self.diagnostics.push(diagnostic.maybe_hint(hint.map(str::to_owned)));
    }

    fn add(&mut self, path: &Path) -> FileId {
        let shown = relative(self.root, path)
            .unwrap_or_else(|| printable(path.strip_prefix(self.root).unwrap_or(path)));
        // A file that was known before keeps its id, which spans in what was kept carry.
        self.files.id(&shown).unwrap_or_else(|| self.files.add(shown, ""))
    }
}

/// What tells, without reading a file, whether it is still the one that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    /// Which file it is and when the system last touched it, where it says so.
    node: (u64, i64, i64),
}

/// The stamp of a file; `None` where there is no file to read.
pub fn stamp(path: &Path) -> Option<Stamp> {
    let found = path.metadata().ok().filter(std::fs::Metadata::is_file)?;
    #[cfg(unix)]
    let node = {
        use std::os::unix::fs::MetadataExt;
        (found.ino(), found.ctime(), found.ctime_nsec())
    };
    #[cfg(not(unix))]
    let node = (0, 0, 0);
    Some(Stamp { modified: found.modified().ok(), length: found.len(), node })
}

/// Whether there is anything at a path, and whether it is a file by itself and no link.
pub fn what_is_at(path: &Path) -> Option<bool> {
    path.symlink_metadata().ok().map(|found| found.is_file())
}

/// The bytes of a file: at most one more than `limit`, so that a file beyond it is known
/// without being read.
pub fn read(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let file = std::fs::File::open(path)?;
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
    let mut bytes = Vec::with_capacity(length.min(limit).saturating_add(1));
    let beyond = limit.saturating_add(1) as u64;
    // The length that was told is not trusted: a file may grow while it is read.
    io::Read::read_to_end(&mut io::Read::take(file, beyond), &mut bytes)?;
    Ok(bytes)
}

pub fn unreadable(file: FileId, error: &io::Error) -> Diagnostic {
    let message = format!("the file cannot be read: {error}");
    Diagnostic::new(Code::UnreadableFile, Span::start_of(file), message)
        .hint("check its permissions")
}

/// The path below a folder, with `/`; `None` where it cannot be written as text.
pub fn relative(folder: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(folder).ok()?;
    let parts: Option<Vec<&str>> =
        below.components().map(|part| part.as_os_str().to_str()).collect();
    let path = parts?.join("/");
    (!path.chars().any(char::is_control)).then_some(path)
}

/// The same with a name for each that no address can have.
fn address_path(folder: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(folder).ok()?;
    let mut names: Vec<String> = Vec::new();
    let mut parts = below.iter().peekable();
    while let Some(name) = parts.next() {
        names.push(address_name(name, parts.peek().is_some()));
    }
    Some(names.join("/"))
}

fn printable(path: &Path) -> String {
    path.to_string_lossy().chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

fn what(kind: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return "a pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
    }
    let _ = kind;
    "a device"
}
