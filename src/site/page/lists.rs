//! Tags, and one tag.

use std::cmp::Reverse;

use super::{Html, render};
use crate::model::KindId;
use crate::site::here::Here;
use crate::site::part::Plain;
use crate::site::view::{LinkGroup, TagCount, TagView, TagsView};
use crate::site::words;
use crate::validate::{EntryId, tag_key};

/// How many tags are listed, and how many entries of a kind under a tag.
const TAGS: usize = 400;
const GROUP: usize = 60;

pub fn tags_page(here: Here<'_>) -> Html {
    let mut plain = Plain::new("tags", "Tags");
    plain.description = "Every tag, and how many entries have it.".into();
    let mut tags: Vec<(&str, usize)> =
        here.site.tags().values().map(|tag| (&*tag.name, tag.entries.len())).collect();
    tags.sort_unstable();
    let more = tags.len().saturating_sub(TAGS);
    if more > 0 {
        tags.sort_by_key(|(tag, count)| (Reverse(*count), *tag));
        tags.truncate(TAGS);
        tags.sort_unstable();
    }
    let tags = tags.into_iter().map(|(tag, count)| TagCount { tag: here.tag(tag), count });
    render(here, &plain.shell(here), &TagsView { tags: tags.collect(), more })
}

pub fn tag_page<'a>(here: Here<'a>, tag: &'a str) -> Html {
    let mut plain = Plain::new("tag", tag);
    plain.description = format!("What has the tag “{tag}”.").into();
    plain.crumbs = vec![("tags/".into(), "Tags".into())];
    let book = &here.playbook().linked.playbook;
    let tagged = here.site.tags().get(&tag_key(tag)).map_or(&[][..], |tag| &tag.entries);
    let groups = book.kinds.iter().filter_map(|(kind, def)| {
        let own: Vec<EntryId> =
            tagged.iter().copied().filter(|id| book.entry(*id).kind == kind).collect();
        let index = format!("{}/", def.folder);
        (!own.is_empty()).then(|| LinkGroup {
            title: words::plural(kind, def).into(),
            kind: if kind == KindId::PAGE { "".into() } else { (&*def.name).into() },
            links: own.iter().take(GROUP).map(|id| here.link_with_summary(*id)).collect(),
            more: own.len().saturating_sub(GROUP),
            more_url: (own.len() > GROUP && kind != KindId::PAGE).then(|| here.url(&index)),
        })
    });
    let view = TagView { tag: tag.into(), groups: groups.collect(), count: tagged.len() };
    render(here, &plain.shell(here), &view)
}
