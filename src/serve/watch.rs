//! Events of the disk: folders are watched, never files.
//!
//! In: the folders that a preview depends on. Out: paths at which something changed, or the
//! word that events were lost. Where the system has no more watches to give, the folders are
//! looked through once a second instead.
//! Must not: decide what a change means.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecursiveMode, Watcher};

use crate::diagnostic::Failure;
use crate::pipeline::Scope;

/// What was heard.
#[derive(Debug)]
pub enum Heard {
    /// Something changed here.
    Paths(Vec<PathBuf>),
    /// More than could be told, or an error: anything may have changed.
    Lost,
    /// Nothing within the time.
    Nothing,
}

/// How often folders are looked through where there are no events.
const POLL: Duration = Duration::from_secs(1);

/// Ears.
pub struct Watch {
    /// As the system names it, so that paths of events can be taken apart.
    root: PathBuf,
    send: Sender<notify::Result<Event>>,
    events: Receiver<notify::Result<Event>>,
    watcher: Option<Box<dyn Watcher + Send>>,
    polls: bool,
}

impl Watch {
    /// Hears nothing yet.
    pub fn new(root: &Path) -> Watch {
        let (send, events) = channel();
        let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        Watch { root, send, events, watcher: None, polls: false }
    }

    /// Listens anew to what a preview depends on. Folders that are not there are listened for
    /// in those that hold them.
    pub fn aim(&mut self, scope: &Scope) -> Result<(), Failure> {
        let folders = self.folders(scope);
        if !self.polls {
            // The old watches stay until the new ones stand, so that nothing is missed between
            // the two; only where there is no room for both do they go first.
            let heard = self.listen(&folders, false).or_else(|error| {
                self.watcher = None;
                if is_full(&error) { self.listen(&folders, false) } else { Err(error) }
            });
            match heard {
                Ok(watcher) => {
                    self.watcher = Some(watcher);
                    return Ok(());
                }
                Err(error) if is_full(&error) => self.polls = true,
                Err(error) => return Err(cannot(&error)),
            }
            self.watcher = Some(self.listen(&folders, true).map_err(|error| cannot(&error))?);
            return Err(Failure::new("the system has no more watches to give: files are looked through once a second instead")
                .hint("`sysctl fs.inotify.max_user_watches` and `fs.inotify.max_user_instances` say how many there are"));
        }
        self.watcher = Some(self.listen(&folders, true).map_err(|error| cannot(&error))?);
        Ok(())
    }

    /// What is heard next, within a time.
    pub fn hear(&self, within: Duration) -> Heard {
        let until = Instant::now() + within;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            return match self.events.recv_timeout(left) {
                Ok(Ok(event)) if event.need_rescan() => Heard::Lost,
                // Reading a file is an event too, and would start what reads it again. However
                // much is read, the wait is not longer for it.
                Ok(Ok(Event { kind: EventKind::Access(_), .. })) if left.is_zero() => {
                    Heard::Nothing
                }
                Ok(Ok(Event { kind: EventKind::Access(_), .. })) => continue,
                Ok(Ok(event)) => {
                    let below =
                        |path: PathBuf| path.strip_prefix(&self.root).ok().map(Path::to_owned);
                    Heard::Paths(event.paths.into_iter().filter_map(below).collect())
                }
                Ok(Err(_)) => Heard::Lost,
                // The sender is our own, so it is never gone.
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => Heard::Nothing,
            };
        }
    }

    /// The folders, with all that they hold or by themselves.
    fn folders(&self, scope: &Scope) -> Vec<(PathBuf, RecursiveMode)> {
        let mut folders = vec![(self.root.clone(), RecursiveMode::NonRecursive)];
        for folder in std::iter::once(&scope.content).chain(&scope.theme) {
            let mut above = folder.parent();
            while let Some(held) = above.filter(|held| !held.as_os_str().is_empty()) {
                folders.push((self.root.join(held), RecursiveMode::NonRecursive));
                above = held.parent();
            }
            folders.push((self.root.join(folder), RecursiveMode::Recursive));
        }
        // A file is heard of in its folder, also once another is put in its place.
        let is_heard = |target: &&Path| {
            std::iter::once(&scope.content).chain(&scope.theme).any(|own| target.starts_with(own))
        };
        for target in scope.links.targets().filter(|target| !is_heard(target)) {
            let at = self.root.join(target);
            match at.parent() {
                Some(folder) if !at.is_dir() => {
                    folders.push((folder.to_owned(), RecursiveMode::NonRecursive));
                }
                _ => folders.push((at, RecursiveMode::Recursive)),
            }
        }
        folders.retain(|(folder, _)| folder.is_dir());
        // Of two watches of one folder the later one counts.
        folders.sort_by_key(|(_, mode)| *mode == RecursiveMode::Recursive);
        folders
    }

    fn listen(
        &self,
        folders: &[(PathBuf, RecursiveMode)],
        polls: bool,
    ) -> notify::Result<Box<dyn Watcher + Send>> {
        let send = self.send.clone();
        // Nobody hears where the preview has ended.
        let handler = move |event| drop(send.send(event));
        let config = notify::Config::default().with_poll_interval(POLL);
        let mut watcher: Box<dyn Watcher + Send> = if polls {
            Box::new(notify::PollWatcher::new(handler, config)?)
        } else {
            Box::new(notify::RecommendedWatcher::new(handler, config)?)
        };
        for (folder, mode) in folders {
            match watcher.watch(folder, *mode) {
                // It went between the look and the watch; whoever removed it makes an event.
                Err(error) if matches!(error.kind, notify::ErrorKind::PathNotFound) => {}
                watched => watched?,
            }
        }
        Ok(watcher)
    }
}

fn is_full(error: &notify::Error) -> bool {
    const TOO_MANY_FILES: i32 = 24;
    const NO_SPACE: i32 = 28;
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => true,
        notify::ErrorKind::Io(error) => {
            matches!(error.raw_os_error(), Some(TOO_MANY_FILES | NO_SPACE))
        }
        _ => false,
    }
}

fn cannot(error: &notify::Error) -> Failure {
    Failure::new(format!("changes of files cannot be watched: {error}"))
}
