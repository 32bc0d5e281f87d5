//! What machines read: the whole graph with all verdicts, the sitemap, the word to robots.

use serde_json::{Map, Value, json};

use super::Site;
use super::here::encode;
use super::route::Route;
use crate::fit::{Applies, applies};
use crate::link::{Owner, RelationName, Values};
use crate::model::State;
use crate::validate::EntryId;

/// `playbook.json`: entries, relations, and for each context and team the verdicts, each with
/// the indexes of its applying and unknown lines; the reasons stand once, with the practice.
/// `<` is written as `\u003c`, so that the text is safe in any page.
pub fn playbook_json(site: &Site, out: &mut Vec<u8>) {
    let playbook = &site.playbook;
    let whole = json!({
        "generator": concat!("playbook ", env!("CARGO_PKG_VERSION")),
        "title": site.config.title,
        "as_of": playbook.as_of.to_string(),
        "factors": factors(site),
        "entries": entries(site),
        "relations": relations(site),
        "verdicts": playbook
            .contexts()
            .chain(playbook.teams())
            .map(|place| (reference(site, place), verdicts(site, place)))
            .collect::<Map<String, Value>>(),
    });
    let text = whole.to_string();
    out.extend_from_slice(text.replace('<', "\\u003c").as_bytes());
    out.push(b'\n');
}

fn reference(site: &Site, id: EntryId) -> String {
    site.playbook.linked.playbook.reference(id)
}

fn factors(site: &Site) -> Vec<Value> {
    let factors = site.playbook.linked.factors.iter();
    factors
        .map(|(_, factor)| {
            let values: Vec<Value> = factor
                .values
                .iter()
                .map(|value| json!({ "id": value.id, "label": value.label, "looks_like": value.looks_like }))
                .collect();
            json!({
                "id": factor.id,
                "question": factor.question,
                "ordered": factor.ordered,
                "values": values,
            })
        })
        .collect()
}

fn entries(site: &Site) -> Vec<Value> {
    let playbook = &site.playbook;
    let entries = playbook.linked.playbook.entries();
    entries
        .map(|(id, entry)| {
            let mut value = json!({
                "ref": reference(site, id),
                "title": &*entry.title.value,
                "url": url(site, id),
            });
            let fields = [
                ("summary", entry.common.summary.as_ref().map(|text| json!(&*text.value))),
                ("state", (entry.state() != State::Active).then(|| json!(entry.state().word()))),
                ("aka", texts(&entry.common.aka)),
                ("tags", texts(&entry.common.tags)),
                ("owners", owners(site, id)),
                ("lines", lines(site, id)),
                ("context", context(site, id)),
            ];
            if let Value::Object(object) = &mut value {
                for (key, field) in fields {
                    if let Some(field) = field {
                        object.insert(key.to_owned(), field);
                    }
                }
            }
            value
        })
        .collect()
}

fn url(site: &Site, id: EntryId) -> String {
    let mut url = String::new();
    encode(site.routes.entry(id), &mut url);
    url
}

fn texts(texts: &[crate::model::Text]) -> Option<Value> {
    let list: Vec<&str> = texts.iter().map(|text| &*text.value).collect();
    (!list.is_empty()).then(|| json!(list))
}

fn owners(site: &Site, id: EntryId) -> Option<Value> {
    let owners: Vec<String> = site
        .playbook
        .linked
        .owners(id)
        .iter()
        .map(|owner| match owner {
            Owner::Entry(id) => reference(site, *id),
            Owner::Text(text) => text.to_string(),
        })
        .collect();
    (!owners.is_empty()).then(|| json!(owners))
}

/// The fit lines, with the accepted values of each factor written out.
fn lines(site: &Site, id: EntryId) -> Option<Value> {
    let linked = &site.playbook.linked;
    let practice = site.playbook.entry(id).practice.as_ref()?;
    let lines: Vec<Value> = practice
        .fit
        .iter()
        .zip(linked.lines(id))
        .map(|(written, line)| {
            let when: Map<String, Value> = line
                .iter()
                .flat_map(|line| &line.when)
                .map(|(factor, mask)| {
                    let def = linked.factors.get(*factor);
                    let values: Vec<&str> = def.values_of(*mask).map(|value| &*value.id).collect();
                    (def.id.to_string(), json!(values))
                })
                .collect();
            json!({
                "when": when,
                "lean": written.lean.value.word(),
                "strength": written.strength().word(),
                "basis": written.basis().word(),
                "because": &*written.because.value,
            })
        })
        .collect();
    Some(json!(lines))
}

fn context(site: &Site, id: EntryId) -> Option<Value> {
    let said = site.playbook.linked.values(id)?;
    Some(values(site, &said.values))
}

/// Every factor with its known values, or null.
fn values(site: &Site, values: &Values) -> Value {
    let factors = &site.playbook.linked.factors;
    let known: Map<String, Value> = factors
        .iter()
        .map(|(id, def)| {
            let value = values
                .get(id)
                .map(|mask| def.values_of(mask).map(|value| &*value.id).collect::<Vec<&str>>());
            (def.id.to_string(), json!(value))
        })
        .collect();
    Value::Object(known)
}

fn relations(site: &Site) -> Vec<Value> {
    let linked = &site.playbook.linked;
    let edges = linked.graph.edges().iter();
    edges
        .map(|edge| {
            let name = match (edge.relation, edge.relation.built_in()) {
                (_, Some(relation)) => relation.name,
                (RelationName::Declared(field), _) => {
                    let kind = linked.playbook.kinds.get(linked.entry(edge.from).kind);
                    kind.declared.get(usize::from(field)).map_or("", |field| &*field.key)
                }
                _ => "mentions",
            };
            json!([reference(site, edge.from), name, reference(site, edge.to)])
        })
        .collect()
}

fn verdicts(site: &Site, place: EntryId) -> Value {
    let playbook = &site.playbook;
    let Some(said) = playbook.linked.values(place) else { return Value::Null };
    let judged = playbook.judged(place).ranked().iter().map(|judgement| {
        let mut applying = Vec::new();
        let mut unknown = Vec::new();
        for (index, line) in playbook.linked.lines(judgement.practice).iter().enumerate() {
            match line.as_ref().map(|line| applies(line, &said.values)) {
                Some(Applies::Yes | Applies::Partly) => applying.push(index),
                Some(Applies::Unknown) => unknown.push(index),
                _ => {}
            }
        }
        let flags: Vec<&str> = judgement.flags.words().collect();
        json!({
            "ref": reference(site, judgement.practice),
            "verdict": judgement.verdict.word(),
            "flags": flags,
            "applies": applying,
            "unknown": unknown,
        })
    });
    Value::Array(judged.collect())
}

/// `sitemap.xml`, for sites that know their own address.
pub fn sitemap(site: &Site, out: &mut Vec<u8>) {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (address, route) in site.routes.iter() {
        let is_page = !matches!(
            route,
            Route::Asset(_)
                | Route::ThemeAsset(_)
                | Route::PlaybookJson
                | Route::ExplorerData
                | Route::SearchIndex
                | Route::SearchWords(_)
                | Route::SearchPages(_)
                | Route::ExplorerReasons(_)
                | Route::Sitemap
                | Route::Robots
                | Route::NotFound
                | Route::Redirect(_)
        );
        if is_page {
            let mut url = site.config.site_url.clone();
            encode(address, &mut url);
            let url = url.replace('&', "&amp;").replace('<', "&lt;").replace('\'', "&apos;");
            text.push_str(&format!("<url><loc>{url}</loc></url>\n"));
        }
    }
    text.push_str("</urlset>\n");
    out.extend_from_slice(text.as_bytes());
}

/// `robots.txt`: an internal site asks not to be indexed unless book.toml says otherwise.
pub fn robots(site: &Site, out: &mut Vec<u8>) {
    let rule = if site.config.indexing { "Allow: /" } else { "Disallow: /" };
    out.extend_from_slice(format!("User-agent: *\n{rule}\n").as_bytes());
    if site.config.indexing && site.config.site_url.contains("://") {
        let url = &site.config.site_url;
        out.extend_from_slice(format!("Sitemap: {url}sitemap.xml\n").as_bytes());
    }
}
