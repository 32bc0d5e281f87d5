//! book.toml: as written, then settled.
//!
//! In: the root of a playbook, and what the command line overrides. Out: a [`Config`] in
//! which every question has an answer.
//! Must not: read anything but book.toml; look at the clock or the environment (the day is
//! an argument).

mod disk;
mod kinds;
mod read;
mod table;

use std::path::{Component, Path, PathBuf};

use crate::diagnostic::{Levels, Outcome};
use crate::model::{Date, Kinds, Zone};
use crate::source::{Files, Located};

pub use disk::read_book_toml;

/// The name of the configuration's file at the root of a playbook.
pub const FILE_NAME: &str = "book.toml";

/// A settled configuration. Paths are relative to the root, with `/`.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// What the book is called.
    pub title: String,
    pub authors: Vec<String>,
    pub description: String,
    /// A BCP 47 tag, for the pages' `lang`.
    pub language: String,
    /// The folder of the content.
    pub content: String,
    /// The folder of the output, where the command line names none.
    pub build_dir: String,
    /// A folder over the built-in theme.
    pub theme: Option<Located<String>>,
    /// The path (or whole address) under which the site is served; ends in `/`.
    pub site_url: String,
    /// A picture in the content folder that stands for the company.
    pub logo: Option<Located<String>>,
    pub repository_url: Option<String>,
    /// `{path}` stands for the file's path.
    pub edit_url_template: Option<String>,
    /// Whether search engines may index the site.
    pub indexing: bool,
    /// Hosts from which images may be shown.
    pub image_hosts: Vec<String>,
    /// Whether pages have a twin in markdown.
    pub markdown: bool,
    /// Whether raw HTML in markdown passes as it is.
    pub raw_html: bool,
    /// Whether straight quotes, `--`, `---` and `...` of bodies are shown as printers set them.
    pub smart_punctuation: bool,
    /// Whether the site has a search.
    pub search: bool,
    /// The day on which the book stands still, where it does.
    pub as_of: Option<Date>,
    /// For calendars; hours float where there is none.
    pub time_zone: Option<Zone>,
    /// Whether the site is a preview, which tells its pages to listen for changes. Never
    /// written in book.toml: the command line settles it.
    pub preview: bool,
    pub levels: Levels,
    pub kinds: Kinds,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            title: "How we work".into(),
            authors: Vec::new(),
            description: String::new(),
            language: "en".into(),
            content: "content".into(),
            build_dir: "book".into(),
            theme: None,
            site_url: "/".into(),
            logo: None,
            repository_url: None,
            edit_url_template: None,
            indexing: false,
            image_hosts: Vec::new(),
            markdown: true,
            raw_html: false,
            smart_punctuation: false,
            search: true,
            as_of: None,
            time_zone: None,
            preview: false,
            levels: Levels::default(),
            kinds: Kinds::builtin(),
        }
    }
}

impl Config {
    /// What the paths of content begin with, from the root; empty where it is the root.
    pub fn content_path(&self) -> PathBuf {
        without_dots(Path::new(&self.content))
    }
}

/// A path without the `.` in it, and without a folder that `..` leaves again: an author may write
/// `./content`, and no path that is found has it.
pub fn without_dots(path: &Path) -> PathBuf {
    let mut settled = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(settled.components().next_back(), Some(Component::Normal(_))) =>
            {
                settled.pop();
            }
            part => settled.push(part),
        }
    }
    settled
}

/// A folder as it is settled: as paths name it, with `/` and none at its end.
fn settled_folder(written: &str) -> String {
    let settled = without_dots(Path::new(written));
    let parts: Vec<_> = settled.iter().map(|part| part.to_string_lossy()).collect();
    match parts.first().map(|part| &**part) {
        None => ".".to_owned(),
        // An absolute one stays as it is written.
        Some("/") => written.to_owned(),
        Some(_) => parts.join("/"),
    }
}

/// Reads the text of a book.toml, which is added to `files` under its name.
pub fn parse(text: &str, files: &mut Files) -> Outcome<Config> {
    let file = files.add(FILE_NAME, text);
    let mut diagnostics = Vec::new();
    let config = read::read(text, file, &mut diagnostics);
    Outcome::new(config, diagnostics)
}

/// The path or the whole address that a site is served under, with the slashes around it that
/// people leave out; what is wrong with it and the way out, where it can be neither.
pub fn base_url(written: &str) -> Result<String, (String, String)> {
    let url = written.trim();
    let wrong = |hint: String| Err((format!("`{written}` is no address of a site"), hint));
    let usual =
        || "write a path like `/handbook/`, or all of it like `https://example.org/`".into();
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || "?#\\\"<>".contains(c);
    if url.contains(is_odd) {
        return wrong(usual());
    }
    let with_slash = |url: &str| format!("{}/", url.trim_end_matches('/'));
    if let Some((scheme, rest)) = url.split_once("://") {
        let host = rest.split('/').next().unwrap_or("");
        if host.contains('@') {
            return wrong(
                "leave out the name and the password: every reader would see them".into(),
            );
        }
        return match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" if !host.is_empty() && !host.starts_with(':') => Ok(with_slash(url)),
            "http" | "https" => wrong(format!("name the host: `{scheme}://example.org/`")),
            _ => wrong("a site is served by `https://` or `http://`".to_owned()),
        };
    }
    let first = url.trim_start_matches('/').split('/').next().unwrap_or("");
    match url.strip_prefix('/') {
        Some(rest) if rest.starts_with('/') => wrong(format!("write `https:{url}`")),
        Some(_) => Ok(with_slash(url)),
        None if first.trim_matches('.').is_empty() && !first.is_empty() => wrong(usual()),
        // `work.example.org` and `localhost:3000` are hosts, whatever they are to a path.
        None if first.contains(['.', ':']) => wrong(format!("write `https://{}`", with_slash(url))),
        None => Ok(with_slash(&format!("/{url}"))),
    }
}
