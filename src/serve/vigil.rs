//! Pages of the preview that never end.
//!
//! In: the sites that pages are rendered of. Out: word of a page that does not end, once: a
//! thread cannot be ended, and its memory and its core are gone until the program is.
//! Must not: keep a site in memory that nobody asks anything of.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::Tell;
use super::shelf::Shelf;
use crate::diagnostic::Failure;
use crate::site::{Site, Vigil};

/// How often the pages at work are looked at.
const EVERY: Duration = Duration::from_millis(250);

/// Begins to look. `memory` tells what the program takes, in bytes.
pub fn begin(shelf: Arc<Shelf>, memory: fn() -> u64, tell: Arc<dyn Tell>) -> Result<(), Failure> {
    let keep = move || {
        let mut sites: Vec<(Arc<Site>, Vigil)> = Vec::new();
        loop {
            thread::sleep(EVERY);
            // A page may outlive its site on the shelf.
            sites.retain(|(site, _)| !site.work.is_idle());
            if let Some(site) = shelf.shown().site.as_ref().filter(|site| !site.work.is_idle())
                && !sites.iter().any(|(known, _)| Arc::ptr_eq(known, site))
            {
                sites.push((Arc::clone(site), Vigil::new(EVERY)));
            }
            for (site, vigil) in &mut sites {
                if let Some(endless) = vigil.look(&site.work, memory()) {
                    let mut files = site.playbook.linked.playbook.files.clone();
                    let found = site.endless(&endless).diagnostic(&mut files);
                    tell.endless(&found, &files);
                }
            }
        }
    };
    let cannot = |error| Failure::new(format!("cannot start a thread: {error}"));
    thread::Builder::new().name("vigil".into()).spawn(keep).map_err(cannot)?;
    Ok(())
}
