//! `llms.txt`: what the site holds, by kind, for language models and those who feed them.

use super::{destination, plain};
use crate::model::KindId;
use crate::site::Site;
use crate::site::here::{Here, encode};
use crate::validate::EntryId;

/// Every entry that is not retired, with its summary; whole addresses where the site knows
/// its own.
pub fn llms(site: &Site) -> String {
    let here = Here::new(site, "");
    let book = &site.playbook.linked.playbook;
    let config = &site.config;
    let mut out = String::from("# ");
    plain(&config.title, &mut out);
    out.push_str("\n\n");
    if !config.description.is_empty() {
        out.push_str("> ");
        plain(&config.description, &mut out);
        out.push_str("\n\n");
    }
    out.push_str(
        "Which practices fit which team contexts, and why. The whole graph with every verdict \
         stands in [playbook.json](",
    );
    destination(&address(site, "playbook.json"), &mut out);
    out.push_str(").\n\n");
    for (kind, def) in book.kinds.iter() {
        let entries = book.in_use(kind);
        let mut first = true;
        for (id, entry) in entries {
            if std::mem::take(&mut first) {
                out.push_str("## ");
                plain(if kind == KindId::PAGE { "Pages" } else { &def.plural }, &mut out);
                out.push_str("\n\n");
            }
            out.push_str("- ");
            super::link(&entry.title.value, &page_address(here, id), &mut out);
            if let Some(summary) = &entry.common.summary {
                out.push_str(": ");
                plain(&summary.value, &mut out);
            }
            out.push('\n');
        }
        if !first {
            out.push('\n');
        }
    }
    while out.ends_with("\n\n") {
        out.pop();
    }
    out
}

fn address(site: &Site, address: &str) -> String {
    let known = site.config.site_url.contains("://");
    let mut url = if known { site.config.site_url.clone() } else { String::new() };
    encode(address, &mut url);
    url
}

/// The twin of an entry's page, else the page.
fn page_address(here: Here<'_>, id: EntryId) -> String {
    let page = here.site.routes().entry(id);
    let twin = crate::validate::twin_address(page);
    address(here.site, if here.site.routes().has(&twin) { &twin } else { page })
}
