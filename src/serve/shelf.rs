//! What is shown: one value, exchanged in whole.
//!
//! In: the newest site or what is wrong. Out: the same, to whoever asks and whoever waits.
//! A request that began before an exchange ends with what it began with.
//! Must not: make anything.

use std::sync::Arc;

use tokio::sync::watch;

use crate::site::Site;

/// What the preview shows at a moment.
#[derive(Default, Clone)]
pub struct Shown {
    /// Grows with everything that a page could show differently.
    pub version: u64,
    /// The newest site without errors; where there has been none yet, the newest one, if there
    /// could be one.
    pub site: Option<Arc<Site>>,
    /// Whether the site has no errors.
    pub is_good: bool,
    /// Whether it is older than what is wrong.
    pub is_stale: bool,
    /// What is wrong now, as JSON; `[]` where nothing is.
    pub problems: Arc<str>,
    /// Files that authors put there, each with the version in which it last changed.
    pub files: Arc<Vec<(String, u64)>>,
}

/// Where it lies.
pub struct Shelf {
    shown: watch::Sender<Arc<Shown>>,
    /// Tells the versions of this process from those of one before it.
    pub process: String,
}

impl Default for Shelf {
    fn default() -> Shelf {
        let (shown, _) = watch::channel(Arc::default());
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let process = format!("{:x}", since.map_or(0, |since| since.as_micros()));
        Shelf { shown, process }
    }
}

impl Shelf {
    /// Exchanges what is shown.
    pub fn put(&self, shown: Arc<Shown>) {
        self.shown.send_replace(shown);
    }

    /// What is shown now.
    pub fn shown(&self) -> Arc<Shown> {
        Arc::clone(&self.shown.borrow())
    }

    /// What is shown now and whatever will be.
    pub fn watch(&self) -> watch::Receiver<Arc<Shown>> {
        self.shown.subscribe()
    }

    /// What a live channel says of it, as JSON.
    pub fn message(&self, shown: &Shown) -> String {
        let files = serde_json::to_string(&*shown.files).unwrap_or_else(|_| "[]".into());
        format!(
            r#"{{"process":"{}","version":{},"files":{files},"stale":{},"problems":{}}}"#,
            self.process, shown.version, shown.is_stale, shown.problems
        )
    }

    /// The name of a version, as pages carry it.
    pub fn name(&self, shown: &Shown) -> String {
        format!("{}.{}", self.process, shown.version)
    }
}
