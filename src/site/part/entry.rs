//! What every entry's page has: names, needs, the site's own fields, sources, backlinks.

use std::borrow::Cow;

use foldhash::HashSet;

use crate::link::RelationName;
use crate::model::{DeclaredValue, KindId, Relation, capital, in_words};
use crate::site::here::Here;
use crate::site::part;
use crate::site::view::{EntryView, FactView, Link, LinkGroup};
use crate::site::words;
use crate::validate::EntryId;

/// How many links a group of backlinks lists before it is folded.
const GROUP_LENGTH: usize = 24;

/// `shown` are the relations that the page shows elsewhere, which its backlinks leave out.
pub fn entry_view<'a>(here: Here<'a>, id: EntryId, shown: &[Relation]) -> EntryView<'a> {
    EntryView {
        backlinks: backlinks(here, id, shown),
        body: part::body(here, id),
        ..own_text(here, id)
    }
}

/// The same of the own text of a page that shows more than it, home or the list of a kind:
/// without its body, and without what points here, which mostly means that page.
pub fn own_text(here: Here<'_>, id: EntryId) -> EntryView<'_> {
    let entry = here.entry(id);
    let kind = here.playbook().linked.playbook.kinds.get(entry.kind);
    let linked = &here.playbook().linked;
    let mut see_also: Vec<EntryId> = linked.graph.outgoing_by(id, Relation::SeeAlso).collect();
    see_also.extend(linked.graph.incoming_by(id, Relation::SeeAlso));
    see_also.sort_unstable();
    see_also.dedup();
    EntryView {
        id: Cow::Borrowed(&entry.id),
        kind: Cow::Borrowed(&kind.name),
        kind_title: Cow::Borrowed(if entry.is_page() {
            ""
        } else {
            words::singular(entry.kind, kind)
        }),
        title: Cow::Borrowed(&entry.title.value),
        summary: entry.common.summary.as_ref().map_or("", |text| &text.value).into(),
        aka: entry.common.aka.iter().map(|name| Cow::Borrowed(&*name.value)).collect(),
        needs: here.links(linked.graph.outgoing_by(id, Relation::Needs)),
        tags: entry.common.tags.iter().map(|tag| here.tag(&tag.value)).collect(),
        fields: fields(here, id),
        sources: here.sources(&entry.common.sources),
        see_also: see_also.into_iter().map(|id| here.link_with_summary(id)).collect(),
        ..EntryView::default()
    }
}

/// Who names the entry, by relation. A mention stands last, and only of those who do not
/// name it otherwise.
fn backlinks<'a>(here: Here<'a>, id: EntryId, shown: &[Relation]) -> Vec<LinkGroup<'a>> {
    let linked = &here.playbook().linked;
    let incoming = linked.graph.incoming(id);
    // Relations of several kinds may have one name, and are read as one.
    let mut groups: Vec<(Cow<'a, str>, Vec<EntryId>)> = Vec::new();
    let mut start = 0;
    while start < incoming.len() {
        let relation = incoming[start].relation;
        let length = incoming[start..].iter().take_while(|edge| edge.relation == relation).count();
        let edges = &incoming[start..start + length];
        start += length;
        let built_in = relation.built_in();
        if built_in.is_some_and(|own| own == Relation::SeeAlso || shown.contains(&own)) {
            continue;
        }
        let mut from: Vec<EntryId> = edges.iter().map(|edge| edge.from).collect();
        if relation == RelationName::Mention {
            let others = &incoming[..incoming.len() - length];
            let elsewhere: HashSet<EntryId> = others.iter().map(|edge| edge.from).collect();
            from.retain(|from| !elsewhere.contains(from));
        }
        // What it replaced is retired, and is told all the same.
        if built_in.is_none_or(|own| own != Relation::ReplacedBy) {
            from.retain(|from| !here.entry(*from).is_retired());
        }
        if from.is_empty() {
            continue;
        }
        let title: Cow<'a, str> = match (built_in, relation) {
            (Some(own), _) => Cow::Owned(capital(own.inverse())),
            (None, RelationName::Declared(kind, field)) => {
                let declared = linked.playbook.kinds.get(kind).declared.get(usize::from(field));
                match declared.and_then(|declared| declared.inverse.as_deref()) {
                    Some(inverse) => Cow::Owned(capital(inverse)),
                    None => Cow::Borrowed("Named by"),
                }
            }
            (None, _) => Cow::Borrowed("Mentioned in"),
        };
        match groups.iter_mut().find(|(known, _)| *known == title) {
            Some((_, known)) => known.extend(from),
            None => groups.push((title, from)),
        }
    }
    let groups = groups.into_iter().map(|(title, mut from)| {
        from.sort_unstable();
        from.dedup();
        let more = from.len().saturating_sub(GROUP_LENGTH);
        from.truncate(GROUP_LENGTH);
        LinkGroup { title, links: here.links(from), more, ..LinkGroup::default() }
    });
    groups.collect()
}

/// Entries by their kinds, at most so many of each.
pub fn by_kind<'a>(here: Here<'a>, ids: &[EntryId], most: usize) -> Vec<LinkGroup<'a>> {
    let kinds = here.playbook().linked.playbook.kinds.iter();
    let groups = kinds.map(|(kind, def)| {
        let own = || ids.iter().copied().filter(|id| here.entry(*id).kind == kind);
        LinkGroup {
            title: words::plural(kind, def).into(),
            kind: if kind == KindId::PAGE { "".into() } else { Cow::Borrowed(&*def.name) },
            links: here.links(own().take(most)),
            more: own().count().saturating_sub(most),
            ..LinkGroup::default()
        }
    });
    groups.filter(|group| !group.links.is_empty()).collect()
}

/// The fields that the site declares.
pub fn fields<'a>(here: Here<'a>, id: EntryId) -> Vec<FactView<'a>> {
    let entry = here.entry(id);
    let linked = &here.playbook().linked;
    let declared = &linked.playbook.kinds.get(entry.kind).declared;
    let facts = entry.declared.iter().map(|own| {
        let definition = &declared[own.field];
        let mut fact = FactView {
            id: Cow::Borrowed(&definition.key),
            title: Cow::Owned(in_words(&definition.key)),
            ..FactView::default()
        };
        match &own.value {
            DeclaredValue::Text(text) => fact.text = Some(Cow::Borrowed(&*text.value)),
            DeclaredValue::Date(day) => fact.text = Some(words::date(day.value).words),
            DeclaredValue::Duration(length) => {
                fact.text = Some(Cow::Owned(length.value.in_words()));
            }
            DeclaredValue::List(items) => {
                fact.items = items.iter().map(|item| Cow::Borrowed(&*item.value)).collect();
            }
            DeclaredValue::Refs(refs) => {
                let targets = refs.iter().filter_map(|reference| linked.target(id, *reference));
                fact.links = targets.map(|id| here.link(id)).collect();
            }
        }
        fact
    });
    facts.collect()
}

/// The entries of a kind that are not retired as links, up to a number.
pub fn some_of<'a>(here: Here<'a>, kind: KindId, most: usize) -> Vec<Link<'a>> {
    let entries = here.playbook().linked.playbook.in_use(kind);
    entries.take(most).map(|(id, _)| here.link(id)).collect()
}
