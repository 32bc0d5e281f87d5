//! From events to the next site.
//!
//! In: what was heard, and what the last making kept. Out: what lies on the shelf, and a
//! report of each making. Must not: answer requests, or end because something is wrong.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::coalesce::Coalescer;
use super::overlay;
use super::shelf::{Shelf, Shown};
use super::watch::{Heard, Watch};
use super::{Options, Report, Tell};
use crate::diagnostic::{Diagnostic, Failure};
use crate::pipeline::{self, Changes, Kept, Made, Request, Scope};
use crate::site::Site;
use crate::source::Files;

/// More paths than these are looked through as a whole.
const MANY_PATHS: usize = 500;

/// When to look again after folders came or went: a file that came before its folder was
/// watched made no event.
const LOOK_AGAIN: [Duration; 2] = [Duration::from_millis(150), Duration::from_millis(1_000)];

/// How often to look for a folder that is gone.
const LOOK_FOR: Duration = Duration::from_millis(250);

/// How long to wait where nothing is expected.
const LONG: Duration = Duration::from_secs(3_600);

/// How many files of authors' are remembered as changed.
const FILES: usize = 200;

struct Keeper {
    /// As the user gave it, for messages and reading.
    root: PathBuf,
    /// In full, for links that open files; none where others may look.
    opens: Option<PathBuf>,
    request: Box<dyn Fn() -> Request + Send>,
    scope: Scope,
    kept: Option<Kept>,
    shown: Shown,
    shelf: Arc<Shelf>,
    tell: Arc<dyn Tell>,
}

/// Makes the first site, and begins to listen for what changes it.
pub fn begin(
    options: &Options,
    address: SocketAddr,
    request: Box<dyn Fn() -> Request + Send>,
    shelf: Arc<Shelf>,
    tell: Arc<dyn Tell>,
) -> Result<(), Failure> {
    let started = Instant::now();
    let opens = options.root.canonicalize().ok().filter(|_| options.host.is_loopback());
    let root = options.root.clone();
    let (made, kept) = pipeline::preview(&root, &request(), None, &Changes::Unknown, &mut |_| ());
    let Some(made) = made? else { return Ok(()) };
    if let Some(failure) = made.failure {
        return Err(failure);
    }
    let mut keeper = Keeper {
        root,
        opens,
        request,
        scope: made.scope.clone(),
        kept,
        shown: Shown { problems: "[]".into(), ..Shown::default() },
        shelf,
        tell,
    };
    let mut watch = Watch::new(&keeper.root);
    if let Err(failure) = watch.aim(&keeper.scope) {
        keeper.tell.warn(&failure);
    }
    let tell = Arc::clone(&keeper.tell);
    keeper.show(Ok(made), &[], started, |report| tell.listening(address, report));
    let cannot = |error| Failure::new(format!("cannot start a thread: {error}"));
    let name = std::thread::Builder::new().name("keeper".into());
    // What was edited since the first reading began has to be looked for once.
    name.spawn(move || keeper.run(&mut watch)).map_err(cannot)?;
    Ok(())
}

impl Keeper {
    fn run(&mut self, watch: &mut Watch) {
        let mut coalescer = Coalescer::default();
        let mut batch = Batch::default();
        let mut looks: Vec<Instant> = vec![Instant::now()];
        loop {
            let now = Instant::now();
            let is_missing = !self.root.join(&self.scope.content).is_dir();
            let due = coalescer.due().into_iter().chain(looks.iter().min().copied()).min();
            let wait = due.map_or(LONG, |due| due.saturating_duration_since(now));
            let wait = if is_missing { wait.min(LOOK_FOR) } else { wait };
            match watch.hear(wait) {
                Heard::Paths(paths) => {
                    let paths: Vec<PathBuf> =
                        paths.into_iter().filter(|path| self.scope.holds(path)).collect();
                    if !paths.is_empty() {
                        batch.paths.extend(paths);
                        coalescer.add(Instant::now());
                    }
                }
                Heard::Lost => {
                    batch.is_lost = true;
                    coalescer.add(Instant::now());
                }
                Heard::Nothing => {
                    let now = Instant::now();
                    if is_missing && self.root.join(&self.scope.content).is_dir() {
                        batch.is_lost = true;
                        batch.moved = true;
                        coalescer.add(now);
                    }
                    if looks.iter().any(|look| *look <= now) {
                        looks.retain(|look| *look > now);
                        batch.looks = true;
                        coalescer.add(now);
                    }
                }
            }
            if coalescer.due().is_some_and(|due| due <= Instant::now()) {
                coalescer.take();
                let moved = self.act(std::mem::take(&mut batch), Instant::now());
                coalescer.done(Instant::now());
                if moved {
                    if let Err(failure) = watch.aim(&self.scope) {
                        self.tell.warn(&failure);
                    }
                    looks.extend(LOOK_AGAIN.map(|wait| Instant::now() + wait));
                }
            }
        }
    }

    /// Makes the next site; `true` where the folders have to be listened to anew.
    fn act(&mut self, batch: Batch, started: Instant) -> bool {
        let structural = |path: &PathBuf| {
            let at = self.root.join(path);
            self.scope.content.starts_with(path)
                || self.scope.theme.as_ref().is_some_and(|theme| theme.starts_with(path))
                || self.scope.links.targets().any(|target| target.starts_with(path))
                || at.is_dir()
        };
        let mut moved = batch.moved || batch.paths.iter().any(structural);
        let changed: Vec<String> =
            batch.paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();
        let changes = if batch.is_lost || batch.paths.len() > MANY_PATHS {
            Changes::Unknown
        } else {
            // The folders as a whole: what lies in them is looked at, and read where it is new.
            let folders = std::iter::once(&self.scope.content).chain(&self.scope.theme);
            let looks = folders.filter(|_| batch.looks).cloned();
            Changes::Paths(batch.paths.into_iter().chain(looks).collect())
        };
        let mut seen = None;
        let mut early = |site: &Arc<Site>| {
            self.shown.version += 1;
            self.shown.site = Some(Arc::clone(site));
            self.shown.problems = "[]".into();
            (self.shown.is_good, self.shown.is_stale) = (true, false);
            note_files(&mut self.shown, &changed, &self.scope);
            self.shelf.put(Arc::new(self.shown.clone()));
            seen = Some(started.elapsed());
        };
        let request = (self.request)();
        let (made, kept) =
            pipeline::preview(&self.root, &request, self.kept.take(), &changes, &mut early);
        self.kept = kept;
        let made = match made {
            Ok(Some(made)) => Ok(made),
            Ok(None) => return moved,
            Err(failure) => Err(failure),
        };
        if let Ok(made) = &made
            && made.scope != self.scope
        {
            self.scope = made.scope.clone();
            moved = true;
        }
        let tell = Arc::clone(&self.tell);
        self.show(made, &changed, started, |report| {
            tell.renewed(&Report { took: seen.unwrap_or(report.took), ..*report });
        });
        moved
    }

    /// Puts on the shelf what was made, or what is wrong beside the last good site.
    fn show(
        &mut self,
        made: Result<Made, Failure>,
        changed: &[String],
        started: Instant,
        report: impl FnOnce(&Report<'_>),
    ) {
        let (site, diagnostics, files, failure) = match made {
            Ok(made) => (made.site, made.diagnostics, made.files, made.failure),
            Err(failure) => (None, Vec::new(), Files::new(), Some(failure)),
        };
        let is_good = failure.is_none() && !diagnostics.iter().any(Diagnostic::is_error);
        let problems = match &failure {
            Some(failure) => overlay::failure(failure),
            None => overlay::problems(&diagnostics, &files, self.opens.as_deref()),
        };
        // A book that was never without errors has no last good site, and each is shown as it is.
        let is_newest = site.is_some() && (is_good || !self.shown.is_good);
        let stale = !is_newest && self.shown.site.is_some();
        // What was shown early and found without fault is shown already.
        let is_shown = |site: &Arc<Site>| {
            self.shown.site.as_ref().is_some_and(|shown| Arc::ptr_eq(shown, site))
        };
        let is_shown = is_good && site.as_ref().is_some_and(is_shown);
        self.shown.version += u64::from(!is_shown);
        self.shown.problems = problems.into();
        self.shown.is_stale = stale;
        if is_newest {
            self.shown.site = site;
            self.shown.is_good = is_good;
        }
        note_files(&mut self.shown, changed, &self.scope);
        self.shelf.put(Arc::new(self.shown.clone()));
        let took = started.elapsed();
        let pages = self.shown.site.as_ref();
        report(&Report {
            changed,
            took,
            pages: pages.map(|site| site.playbook.linked.playbook.pages.len()),
            diagnostics: &diagnostics,
            files: &files,
            stale,
            failure: failure.as_ref(),
        });
    }
}

/// Remembers which files that are copied have changed, so that pages can fetch them again.
fn note_files(shown: &mut Shown, changed: &[String], scope: &Scope) {
    let Some(site) = &shown.site else { return };
    let below = |path: PathBuf| {
        let path = path.strip_prefix(&scope.content).ok()?;
        let path = path.to_str()?;
        (site.routes().has(path)).then(|| path.to_owned())
    };
    let names = changed.iter().flat_map(|path| scope.links.names(Path::new(path)));
    let files: Vec<String> = names.filter_map(below).collect();
    if files.is_empty() {
        return;
    }
    let mut list = (*shown.files).clone();
    list.retain(|(path, _)| !files.contains(path));
    list.extend(files.into_iter().map(|path| (path, shown.version)));
    let over = list.len().saturating_sub(FILES);
    list.drain(..over);
    shown.files = Arc::new(list);
}

/// What was heard since the last making.
#[derive(Default)]
struct Batch {
    paths: BTreeSet<PathBuf>,
    /// Events were lost.
    is_lost: bool,
    /// It is time to look again.
    looks: bool,
    /// The folders have to be listened to anew.
    moved: bool,
}
