//! What machines read: the whole graph with all verdicts, the sitemap, the word to robots.

use std::io::{self, BufWriter, Write};

use serde::{Serialize, Serializer};

use super::Site;
use super::here::encode;
use super::json::{self, Each, Pairs};
use super::route::Route;
use crate::fit::{Applies, Judgement, applies};
use crate::link::{Edge, FactorDef, Line, Owner, RelationName, Values};
use crate::model::{Entry, FitLine, State, Text};
use crate::validate::EntryId;

/// `playbook.json`: entries, relations, and for each context and team the verdicts, each with
/// the indexes of its applying and unknown lines; the reasons stand once, with the practice.
///
/// # Errors
/// Those of `out`.
pub fn playbook_json(site: &Site, out: &mut dyn Write) -> io::Result<()> {
    let playbook = &site.playbook;
    let places = || playbook.contexts().chain(playbook.teams());
    let whole = Whole {
        generator: concat!("playbook ", env!("CARGO_PKG_VERSION")),
        title: &site.config.title,
        as_of: playbook.as_of.to_string(),
        factors: Each(|| playbook.linked.factors.iter().map(|(_, def)| factor(def))),
        entries: Each(|| {
            let entries = playbook.linked.playbook.entries();
            entries.map(|(id, own)| entry(site, id, own))
        }),
        relations: Each(|| playbook.linked.graph.edges().iter().map(|edge| relation(site, edge))),
        verdicts: Pairs(|| places().map(|place| (Name(site, place), verdicts(site, place)))),
    };
    // Signs are written one by one; whoever takes them is asked once for many.
    let mut out = BufWriter::new(out);
    json::write(&whole, &mut out)?;
    out.write_all(b"\n")?;
    out.flush()
}

/// An entry as `kind/id`.
struct Name<'a>(&'a Site, EntryId);

impl Serialize for Name<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Name(site, id) = *self;
        let entry = site.playbook.entry(id);
        let kind = &site.playbook.linked.playbook.kinds.get(entry.kind).name;
        to.serialize_str(&[kind, "/", &entry.id].concat())
    }
}

#[derive(Serialize)]
struct Whole<'a, F, E, R, V> {
    generator: &'static str,
    title: &'a str,
    as_of: String,
    factors: F,
    entries: E,
    relations: R,
    verdicts: V,
}

#[derive(Serialize)]
struct FactorData<'a> {
    id: &'a str,
    question: &'a str,
    ordered: bool,
    values: Vec<ValueData<'a>>,
}

#[derive(Serialize)]
struct ValueData<'a> {
    id: &'a str,
    label: &'a str,
    looks_like: Option<&'a str>,
}

fn factor(def: &FactorDef) -> FactorData<'_> {
    let values = def.values.iter().map(|value| ValueData {
        id: &value.id,
        label: &value.label,
        looks_like: value.looks_like.as_deref(),
    });
    FactorData {
        id: &def.id,
        question: &def.question,
        ordered: def.ordered,
        values: values.collect(),
    }
}

/// What is said of an entry; what is not said has no key.
#[derive(Serialize)]
struct EntryData<'a, L, C> {
    #[serde(rename = "ref")]
    name: Name<'a>,
    title: &'a str,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aka: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    owners: Vec<OwnerData<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    then: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lines: Option<L>,
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<C>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum OwnerData<'a> {
    Entry(Name<'a>),
    Text(&'a str),
}

fn entry<'a>(site: &'a Site, id: EntryId, own: &'a Entry) -> impl Serialize + use<'a> {
    let linked = &site.playbook.linked;
    let mut url = String::new();
    encode(site.routes.entry(id), &mut url);
    let owners = linked.owners(id).iter().map(|owner| match owner {
        Owner::Entry(id) => OwnerData::Entry(Name(site, *id)),
        Owner::Text(text) => OwnerData::Text(text),
    });
    EntryData {
        name: Name(site, id),
        title: &own.title.value,
        url,
        summary: own.common.summary.as_ref().map(|text| &*text.value),
        state: (own.state() != State::Active).then(|| own.state().word()),
        aka: texts(&own.common.aka),
        tags: texts(&own.common.tags),
        owners: owners.collect(),
        expires: own.common.expires.map(|day| day.value.to_string()),
        then: own.common.then.as_ref().map(|then| &*then.value),
        lines: own.practice.as_ref().map(|practice| {
            Each(move || {
                let lines = practice.fit.iter().zip(linked.lines(id));
                lines.map(|(written, own)| line(site, written, own.as_ref()))
            })
        }),
        context: linked.values(id).map(|said| values(site, &said.values)),
    }
}

fn texts(texts: &[Text]) -> Vec<&str> {
    texts.iter().map(|text| &*text.value).collect()
}

#[derive(Serialize)]
struct LineData<'a, W> {
    when: W,
    lean: &'static str,
    strength: &'static str,
    basis: &'static str,
    because: &'a str,
}

/// A fit line, with the accepted values of each factor written out.
fn line<'a>(
    site: &'a Site,
    written: &'a FitLine,
    line: Option<&'a Line>,
) -> impl Serialize + use<'a> {
    let factors = &site.playbook.linked.factors;
    let when = Pairs(move || {
        let when = line.into_iter().flat_map(|line| &line.when);
        when.map(|(factor, mask)| {
            let def = factors.get(*factor);
            (&*def.id, Each(move || def.values_of(*mask).map(|value| &*value.id)))
        })
    });
    LineData {
        when,
        lean: written.lean.value.word(),
        strength: written.strength().word(),
        basis: written.basis().word(),
        because: &written.because.value,
    }
}

/// Every factor with its known values, or null.
fn values<'a>(site: &'a Site, values: &'a Values) -> impl Serialize + use<'a> {
    Pairs(move || {
        site.playbook.linked.factors.iter().map(move |(id, def)| {
            let known = values.get(id);
            let known = known.map(|mask| Each(move || def.values_of(mask).map(|value| &*value.id)));
            (&*def.id, known)
        })
    })
}

/// Who names whom, and as what.
fn relation<'a>(site: &'a Site, edge: &'a Edge) -> (Name<'a>, &'a str, Name<'a>) {
    let linked = &site.playbook.linked;
    let name = match edge.relation {
        RelationName::BuiltIn(relation) => relation.key(),
        RelationName::Declared(kind, field) => {
            let declared = &linked.playbook.kinds.get(kind).declared;
            declared.get(usize::from(field)).map_or("", |field| &*field.key)
        }
        RelationName::Mention => "mentions",
    };
    (Name(site, edge.from), name, Name(site, edge.to))
}

#[derive(Serialize)]
struct VerdictData<'a> {
    #[serde(rename = "ref")]
    name: Name<'a>,
    verdict: &'static str,
    flags: Vec<&'static str>,
    applies: Vec<usize>,
    unknown: Vec<usize>,
}

/// Every practice in one place, ranked; null where nothing is known of the place.
fn verdicts<'a>(site: &'a Site, place: EntryId) -> impl Serialize + use<'a> {
    let playbook = &site.playbook;
    playbook.linked.values(place).map(|said| {
        Each(move || {
            let judged = playbook.judged(place).ranked().iter();
            judged.map(|judgement| verdict(site, judgement, &said.values))
        })
    })
}

fn verdict<'a>(site: &'a Site, judgement: &Judgement, values: &Values) -> VerdictData<'a> {
    let mut applying = Vec::new();
    let mut unknown = Vec::new();
    let lines = site.playbook.linked.lines(judgement.practice);
    for (index, line) in lines.iter().enumerate() {
        match line.as_ref().map(|line| applies(line, values)) {
            Some(Applies::Yes | Applies::Partly) => applying.push(index),
            Some(Applies::Unknown) => unknown.push(index),
            _ => {}
        }
    }
    VerdictData {
        name: Name(site, judgement.practice),
        verdict: judgement.verdict.word(),
        flags: judgement.flags.words().collect(),
        applies: applying,
        unknown,
    }
}

/// `sitemap.xml`, for sites that know their own address.
pub fn sitemap(site: &Site, out: &mut Vec<u8>) {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (address, route) in site.routes.iter() {
        // Pages are folders; files are what they load.
        let is_page = address.is_empty() || address.ends_with('/');
        let is_page = is_page && !matches!(route, Route::Redirect(_) | Route::RedirectValue { .. });
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
