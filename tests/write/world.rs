//! A playbook in a temporary folder, sites to publish, and ways to look at the result.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use playbook::write::{Content, Disk, Guarded, Output, Produced, Stopped, System, Written};

/// One file of a test site.
#[derive(Clone)]
pub enum Page {
    Text(Vec<u8>),
    /// A file that is written piece by piece.
    Stream(Vec<u8>),
    CopyOf(PathBuf),
    Stops(Stopped),
}

/// A site that is written out.
#[derive(Clone, Default)]
pub struct Site(pub Vec<(String, Page)>);

impl Site {
    /// A site of `pages` pages that differ from version to version, with a few files that
    /// only this version has.
    pub fn version(name: &str, pages: usize) -> Site {
        let text = |path: &str| Page::Text(format!("{name} {path}\n").repeat(40).into_bytes());
        let mut paths: Vec<String> =
            (0..pages).map(|page| format!("rituals/page-{page}/index.html")).collect();
        paths.push("index.html".into());
        paths.push(format!("only/in/{name}/index.html"));
        Site(paths.into_iter().map(|path| (path.clone(), text(&path))).collect())
    }

    pub fn with(mut self, path: &str, page: Page) -> Site {
        self.0.push((path.into(), page));
        self
    }

    pub fn text(self, path: &str, text: &str) -> Site {
        self.with(path, Page::Text(text.into()))
    }
}

impl Content for Site {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn path(&self, index: usize) -> Cow<'_, str> {
        Cow::Borrowed(&self.0[index].0)
    }

    fn produce(&self, index: usize, buffer: &mut Vec<u8>) -> Result<Produced, Stopped> {
        assert!(buffer.is_empty(), "a buffer comes empty");
        match &self.0[index].1 {
            Page::Text(text) => {
                buffer.extend_from_slice(text);
                Ok(Produced::Bytes)
            }
            Page::Stream(_) => Ok(Produced::Streamed),
            Page::CopyOf(path) => Ok(Produced::CopyOf(path.clone())),
            Page::Stops(stopped) => Err(stopped.clone()),
        }
    }

    fn stream(&self, index: usize, out: &mut dyn io::Write) -> io::Result<()> {
        let Page::Stream(text) = &self.0[index].1 else { panic!("it is not streamed") };
        text.chunks(7).try_for_each(|piece| out.write_all(piece))
    }
}

/// A temporary folder in memory, where there is such a place.
pub fn quick_folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let mut builder = tempfile::Builder::new();
    let builder = builder.prefix("playbook-write-");
    if memory.is_dir() { builder.tempdir_in(memory) } else { builder.tempdir() }.unwrap()
}

/// What a folder holds: path to (mode, bytes or target). Folders end in `/`.
pub type Tree = BTreeMap<String, (u32, Vec<u8>)>;

/// Everything below a folder; `None` where there is none.
pub fn tree(folder: &Path) -> Option<Tree> {
    let metadata = fs::symlink_metadata(folder).ok()?;
    let mut found = Tree::new();
    found.insert("/".into(), (mode(&metadata), Vec::new()));
    walk(folder, "", &mut found);
    Some(found)
}

fn walk(folder: &Path, prefix: &str, found: &mut Tree) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let metadata = entry.metadata().unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if metadata.is_dir() {
            found.insert(format!("{path}/"), (mode(&metadata), Vec::new()));
            walk(&entry.path(), &format!("{path}/"), found);
        } else if metadata.is_symlink() {
            let target = fs::read_link(entry.path()).unwrap();
            found.insert(path, (0, target.to_string_lossy().into_owned().into_bytes()));
        } else {
            found.insert(path, (mode(&metadata), fs::read(entry.path()).unwrap_or_default()));
        }
    }
}

fn mode(metadata: &fs::Metadata) -> u32 {
    #[cfg(unix)]
    return std::os::unix::fs::MetadataExt::mode(metadata) & 0o7777;
    #[cfg(not(unix))]
    return u32::from(metadata.permissions().readonly());
}

/// A playbook's folders: `home/project/{content,theme}`, to be written to
/// `home/project/book`.
pub struct World {
    _folder: Option<tempfile::TempDir>,
    pub home: PathBuf,
    pub root: PathBuf,
    pub content: PathBuf,
    pub config: PathBuf,
    pub theme: PathBuf,
    pub out: PathBuf,
}

impl World {
    pub fn new() -> World {
        World::within(tempfile::Builder::new().prefix("playbook-write-").tempdir().unwrap())
    }

    /// The same in memory, where there is such a place: for thousands of builds (ext4 looks
    /// for a number that was not free a moment ago whenever it makes a file).
    pub fn quick() -> World {
        World::within(quick_folder())
    }

    fn within(folder: tempfile::TempDir) -> World {
        let path = folder.path().canonicalize().unwrap();
        World { _folder: Some(folder), ..World::at(&path) }
    }

    /// The same in a folder that somebody else removes.
    pub fn at(path: &Path) -> World {
        let home = path.join("home");
        let root = home.join("project");
        let (content, theme, out) = (root.join("content"), root.join("theme"), root.join("book"));
        fs::create_dir_all(&content).unwrap();
        fs::create_dir_all(&theme).unwrap();
        fs::write(content.join("index.md"), "# Source\n").unwrap();
        let config = root.join("book.toml");
        World { _folder: None, home, root, content, config, theme, out }
    }

    pub fn guarded(&self) -> Guarded<'_> {
        Guarded {
            root: &self.root,
            content: &self.content,
            config: &self.config,
            theme: Some(&self.theme),
            home: Some(&self.home),
            cwd: &self.root,
        }
    }

    pub fn claim(&self, out: impl AsRef<Path>) -> Result<Output<'static>, Stopped> {
        Output::claim(out.as_ref(), &self.guarded(), &AtomicBool::new(false))
    }

    pub fn publish(&self, site: &Site) -> Result<Written, Stopped> {
        self.publish_on(&System, site)
    }

    pub fn publish_on(&self, disk: &dyn Disk, site: &Site) -> Result<Written, Stopped> {
        let going = AtomicBool::new(false);
        let patience = Duration::from_secs(10);
        Output::claim_on(disk, patience, &self.out, &self.guarded(), &going)?.publish(
            site,
            &|_| {},
            &going,
        )
    }

    pub fn tree(&self) -> Option<Tree> {
        tree(&self.out)
    }

    /// The tree that a site has, by publishing it elsewhere.
    pub fn tree_of(&self, site: &Site) -> Tree {
        let elsewhere = World::new();
        elsewhere.publish(site).unwrap();
        elsewhere.tree().unwrap()
    }

    /// What lies beside the output and does not belong there.
    pub fn beside(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.out.parent().unwrap())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|name| !["content", "theme", "book"].contains(&name.as_str()))
            .collect();
        names.sort();
        names
    }
}

/// The message of a failure; panics at anything else.
pub fn message<T>(result: Result<T, Stopped>) -> String {
    match result {
        Err(Stopped::Failed(failure)) => failure.to_string(),
        Err(other) => panic!("stopped otherwise: {other:?}"),
        Ok(_) => panic!("nothing failed"),
    }
}
