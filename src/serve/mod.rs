//! A live preview: the site over HTTP on this machine, and what an edit changes told at once.
//!
//! In: a playbook's root, what the command line settled ([`Options`]), the events of the disk
//! and requests. Out: answers, made on request from the [`Site`](crate::site::Site) in memory;
//! the number of the newest version, told to every open page; reports to whoever [`Tell`]s.
//! Must not: write anything, let a request name a file, or change anything by a request.
//!
//! Two threads and no lock that anybody waits for, and one that only looks (`vigil`):
//! - one reads events, puts those of one save together (`coalesce`), makes the next site
//!   (`keeper`) and puts it on the `shelf`;
//! - one answers requests from what lies on the shelf (`target`, `guard`, `answer`,
//!   `channel`).
//!
//! Where the new site has errors the last good one stays on the shelf with them beside it. A book
//! that has had errors since the preview began is shown as it is, with what is wrong beside it.

mod answer;
mod channel;
mod coalesce;
mod file;
mod guard;
mod keeper;
mod lines;
mod listen;
mod overlay;
mod range;
mod shelf;
mod target;
mod vigil;
mod watch;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::diagnostic::{Diagnostic, Failure};
use crate::pipeline::Request;
use crate::source::Files;

/// What the command line asks.
#[derive(Debug, Clone)]
pub struct Options {
    pub root: PathBuf,
    pub host: IpAddr,
    /// 0 for any that is free.
    pub port: u16,
    /// What the program takes of the machine's memory, in bytes; 0 where nobody knows.
    pub memory: fn() -> u64,
}

/// What is told while the preview runs.
pub trait Tell: Send + Sync {
    /// It listens, and the first site stands.
    fn listening(&self, address: SocketAddr, report: &Report<'_>);
    /// Something was edited and the site made anew.
    fn renewed(&self, report: &Report<'_>);
    /// A page that somebody asked for cannot be rendered; told once of each site.
    fn unrendered(&self, found: &Diagnostic, files: &Files);
    /// A page that somebody asked for does not end, and nothing ends it but the end of the
    /// program.
    fn endless(&self, found: &Diagnostic, files: &Files);
    /// A word about the machine: events that cannot be had, a folder that is gone.
    fn warn(&self, failure: &Failure);
}

/// One making of the site.
pub struct Report<'a> {
    /// What was edited, by path from the root; empty the first time.
    pub changed: &'a [String],
    /// From the last event of the edit until the new site was served.
    pub took: Duration,
    /// How many pages there are; none where there is no site to count them in.
    pub pages: Option<usize>,
    /// What is wrong, in order of place.
    pub diagnostics: &'a [Diagnostic],
    pub files: &'a Files,
    /// Whether the site from before the edit is still shown.
    pub stale: bool,
    /// What the machine refused, where it did.
    pub failure: Option<&'a Failure>,
}

/// Serves until the process ends.
///
/// # Errors
/// The port is in use, there is nothing to serve, or book.toml is wrong: what the preview
/// cannot begin with. Once it runs, mistakes are shown and waited out.
pub fn serve(
    options: &Options,
    request: Box<dyn Fn() -> Request + Send>,
    tell: Arc<dyn Tell>,
) -> Result<(), Failure> {
    // The port first: who has a preview running already should not wait to hear of it.
    let listener = listen::bind(options.host, options.port)?;
    let shelf = Arc::new(shelf::Shelf::default());
    let address = listen::address(&listener)?;
    keeper::begin(options, address, request, Arc::clone(&shelf), Arc::clone(&tell))?;
    vigil::begin(Arc::clone(&shelf), options.memory, Arc::clone(&tell))?;
    listen::run(listener, shelf, &options.root, tell)
}
