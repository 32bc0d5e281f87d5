//! A body's HTML, with its links written for the page on which it stands.

use std::borrow::Cow;

use crate::link::BodyTarget;
use crate::markdown::{Among, Href, Target};
use crate::site::here::Here;
use crate::site::view::{Html, TocItem};
use crate::validate::EntryId;

/// The body of an entry.
pub fn body<'a>(here: Here<'a>, id: EntryId) -> Html<'a> {
    let linked = &here.playbook().linked;
    let document = &linked.page(id).body;
    let targets = linked.body_targets(id);
    let mut html = String::new();
    document.render(&here.site.colours, &mut |link| target(here, id, targets.get(link)), &mut html);
    Html(Cow::Owned(html))
}

/// Entries on one page: where each stands, for those that do.
pub trait OnPage {
    /// The id of an entry's heading, where the entry is on the page.
    fn anchor(&self, id: EntryId) -> Option<String>;
}

/// The body of an entry among others: its ids begin with that of its heading and a dot, its
/// headings stand two levels deeper, and links lead to places on the page where they can.
pub fn body_among<'a>(here: Here<'a>, id: EntryId, page: &dyn OnPage) -> Html<'a> {
    let linked = &here.playbook().linked;
    let targets = linked.body_targets(id);
    let own = page.anchor(id).unwrap_or_default();
    let prefix = format!("{own}.");
    let mut resolve = |link: usize| {
        let within = |goal: &str, anchor: Option<&str>| match anchor {
            Some(anchor) => with_anchor(Cow::Borrowed(""), &format!("{goal}.{anchor}")),
            None => with_anchor(Cow::Borrowed(""), goal),
        };
        match targets.get(link) {
            Some(BodyTarget::Entry { id: goal, anchor }) => match page.anchor(*goal) {
                Some(place) => Target::Href(Href {
                    url: within(&place, anchor.as_deref()),
                    name: Some(Cow::Borrowed(&*here.entry(*goal).title.value)),
                    ..Href::default()
                }),
                None => target(here, id, targets.get(link)),
            },
            Some(BodyTarget::Here(anchor)) => {
                let anchor = Some(&**anchor).filter(|anchor| !anchor.is_empty());
                Target::Href(Href::new(within(&own, anchor)))
            }
            other => target(here, id, other),
        }
    };
    let mut html = String::new();
    let among = Among { prefix: &prefix, deeper: 2 };
    linked.page(id).body.render_among(among, &here.site.colours, &mut resolve, &mut html);
    // Notes are a landmark of a page that has them once; here every entry may have its own.
    let landmark = " role=\"doc-endnotes\" aria-label=\"Footnotes\"";
    Html(Cow::Owned(html.replace(landmark, "")))
}

/// The headings of an entry's body, down to the third level.
pub fn toc<'a>(here: Here<'a>, id: EntryId) -> Vec<TocItem<'a>> {
    let headings = here.playbook().linked.page(id).body.headings.iter();
    headings
        .filter(|heading| heading.level <= 3)
        .map(|heading| TocItem {
            id: Cow::Borrowed(&heading.id),
            title: Cow::Borrowed(&heading.text),
            level: heading.level,
        })
        .collect()
}

fn target<'a>(here: Here<'a>, from: EntryId, target: Option<&'a BodyTarget>) -> Target<'a> {
    let href = |url: Cow<'a, str>, name: Option<Cow<'a, str>>| {
        Target::Href(Href { url, name, ..Href::default() })
    };
    match target {
        Some(BodyTarget::Entry { id, anchor }) => {
            let name = Cow::Borrowed(&*here.entry(*id).title.value);
            let url = match anchor {
                Some(anchor) if *id == from => with_anchor(Cow::Borrowed(""), anchor),
                Some(anchor) => with_anchor(here.entry_url(*id), anchor),
                None => here.entry_url(*id),
            };
            href(url, Some(name))
        }
        Some(BodyTarget::Value { factor, value }) => {
            match here.playbook().linked.factors.of(*factor) {
                Some((factor, _)) => {
                    let link = here.value(factor, *value as usize);
                    href(link.url, Some(link.title))
                }
                None => Target::Missing,
            }
        }
        Some(BodyTarget::Asset { index, suffix }) => {
            let path = &here.playbook().linked.playbook.assets[*index as usize].path;
            href(Cow::Owned(format!("{}{suffix}", here.url(path))), None)
        }
        Some(BodyTarget::Generated { address, suffix }) => match here.url_if(address) {
            Some(url) if suffix.is_empty() => href(url, None),
            Some(url) => href(Cow::Owned(format!("{url}{suffix}")), None),
            None => Target::Missing,
        },
        Some(BodyTarget::Here(anchor)) => href(with_anchor(Cow::Borrowed(""), anchor), None),
        Some(BodyTarget::External) => Target::External,
        Some(BodyTarget::Broken) | None => Target::Missing,
    }
}

fn with_anchor<'a>(url: Cow<'a, str>, anchor: &str) -> Cow<'a, str> {
    let mut url = url.into_owned();
    url.push('#');
    crate::site::here::encode(anchor, &mut url);
    Cow::Owned(url)
}
