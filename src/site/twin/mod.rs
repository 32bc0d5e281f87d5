//! Pages in markdown: a twin beside each page that an author wrote, and `llms.txt`, which lists
//! them.
//!
//! In: the site and an entry. Out: text. No template is asked: a twin is the body as it is
//! written, its links led to other twins, beneath what front matter says in a list.
//! Must not: tell what the page does not (comments, addresses that were taken out).

mod body;
mod facts;
mod llms;

pub use llms::llms;

use super::here::Here;
use crate::markdown::push_literal as plain;
use crate::validate::EntryId;

/// The twin of an entry's page.
pub fn twin(here: Here<'_>, id: EntryId) -> String {
    let entry = here.entry(id);
    let mut out = String::new();
    out.push_str("# ");
    plain(&entry.title.value, &mut out);
    out.push_str("\n\n");
    if let Some(summary) = &entry.common.summary {
        out.push_str("> ");
        plain(&summary.value, &mut out);
        out.push_str("\n\n");
    }
    facts::write(here, id, &mut out);
    body::write(here, id, &mut out);
    facts::write_evidence(here, id, &mut out);
    facts::write_rows(here, id, &mut out);
    while out.ends_with("\n\n") {
        out.pop();
    }
    out
}

/// A link in a line.
fn link(title: &str, url: &str, out: &mut String) {
    out.push('[');
    plain(title, out);
    out.push_str("](");
    destination(url, out);
    out.push(')');
}

/// An address between the parentheses of a link.
fn destination(url: &str, out: &mut String) {
    for letter in url.chars() {
        match letter {
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            letter if letter.is_whitespace() => out.push_str("%20"),
            letter => out.push(letter),
        }
    }
}

/// The twin of an entry's page, from here; the page itself where there is none.
fn url(here: Here<'_>, id: EntryId) -> String {
    let page = here.site.routes().entry(id);
    let twin = crate::validate::twin_address(page);
    here.url_if(&twin).unwrap_or_else(|| here.url(page)).into_owned()
}

fn entry_link(here: Here<'_>, id: EntryId, out: &mut String) {
    link(&here.entry(id).title.value, &url(here, id), out);
}
