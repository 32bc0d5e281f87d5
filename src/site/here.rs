//! One page in the making: the site around it and the place where it stands, from which every
//! URL on it is written.

use std::borrow::Cow;
use std::sync::LazyLock;

use percent_encoding::AsciiSet;

use super::Site;
use super::view::{LineView, Link, MatrixLine, Party, ReasonedLink, SourceView, Text};
use super::words;
use crate::fit::{Applies, FittedPlaybook, applies};
use crate::link::{FactorId, Line, Mask, Owner, Values};
use crate::markdown::is_web;
use crate::model::{Detail, Entry, FitLine, SourceNote, State, Text as Said, capital};
use crate::source::{all_but, push_uri};
use crate::validate::{EntryId, tag_address, tag_key};

/// The page at `address`, and what it is made from.
#[derive(Clone, Copy)]
pub struct Here<'a> {
    pub site: &'a Site,
    pub address: &'a str,
    root: &'static str,
}

/// The way up from the deepest page that a path of 4,096 bytes can name; the way from any
/// other depth is a part of it.
static UP: LazyLock<String> = LazyLock::new(|| "../".repeat(2_048));

impl<'a> Here<'a> {
    pub fn new(site: &'a Site, address: &'a str) -> Here<'a> {
        let depth = address.bytes().filter(|byte| *byte == b'/').count();
        Here { site, address, root: root(depth) }
    }

    pub fn playbook(self) -> &'a FittedPlaybook {
        &self.site.playbook
    }

    pub fn entry(self, id: EntryId) -> &'a Entry {
        self.site.playbook.entry(id)
    }

    /// `../../`, or `./` at the root itself.
    pub fn root(self) -> &'static str {
        self.root
    }

    /// The URL of an address of this site, relative to this page.
    pub fn url(self, address: &str) -> Text<'a> {
        if address.is_empty() {
            return Cow::Borrowed(self.root);
        }
        let mut url = String::with_capacity(self.root.len() + address.len());
        if self.root != "./" {
            url.push_str(self.root);
        } else if first_segment_has_colon(address) {
            url.push_str("./");
        }
        encode(address, &mut url);
        Cow::Owned(url)
    }

    /// The URL of an address, where the site has a page there.
    pub fn url_if(self, address: &str) -> Option<Text<'a>> {
        self.site.routes().has(address).then(|| self.url(address))
    }

    pub fn entry_url(self, id: EntryId) -> Text<'a> {
        self.url(self.site.routes().entry(id))
    }

    /// A link to an entry, without its summary.
    pub fn link(self, id: EntryId) -> Link<'a> {
        let entry = self.entry(id);
        let kind = self.playbook().linked.playbook.kinds.get(entry.kind);
        Link {
            url: self.entry_url(id),
            title: Cow::Borrowed(&entry.title.value),
            kind: Cow::Borrowed(&kind.name),
            kind_title: Cow::Borrowed(if entry.is_page() {
                ""
            } else {
                words::singular(entry.kind, kind)
            }),
            summary: None,
            state: match entry.state() {
                State::Active => None,
                State::Draft => Some("draft".into()),
                State::Retired => Some("retired".into()),
            },
        }
    }

    /// A link to an entry with its summary.
    pub fn link_with_summary(self, id: EntryId) -> Link<'a> {
        let summary =
            self.entry(id).common.summary.as_ref().map(|text| Cow::Borrowed(&*text.value));
        Link { summary, ..self.link(id) }
    }

    /// A link to a page of the site's own making.
    pub fn page(self, address: &str, title: impl Into<Text<'a>>) -> Link<'a> {
        Link { url: self.url(address), title: title.into(), ..Link::default() }
    }

    pub fn links(self, ids: impl IntoIterator<Item = EntryId>) -> Vec<Link<'a>> {
        ids.into_iter().map(|id| self.link(id)).collect()
    }

    pub fn reasoned(self, id: EntryId, because: &'a str) -> ReasonedLink<'a> {
        ReasonedLink { link: self.link(id), because: Cow::Borrowed(because), met: None }
    }

    pub fn party(self, owner: &'a Owner) -> Party<'a> {
        match owner {
            Owner::Entry(id) => Party {
                name: Cow::Borrowed(&self.entry(*id).title.value),
                url: Some(self.entry_url(*id)),
            },
            Owner::Text(text) => Party { name: Cow::Borrowed(text), url: None },
        }
    }

    /// A party named in a text of a field.
    pub fn said_by(self, text: &'a str) -> Party<'a> {
        match self.playbook().linked.party(text) {
            Owner::Entry(id) => Party {
                name: Cow::Borrowed(&self.entry(id).title.value),
                url: Some(self.entry_url(id)),
            },
            Owner::Text(_) => Party { name: Cow::Borrowed(text), url: None },
        }
    }

    /// A link to the page of a tag, in the spelling of whoever names it.
    pub fn tag(self, tag: &'a str) -> Link<'a> {
        let own = self.site.tags().get(&tag_key(tag));
        self.page(&tag_address(own.map_or(tag, |own| &own.name)), tag)
    }

    /// A link to the page of a factor's value.
    pub fn value(self, factor: FactorId, value: usize) -> Link<'a> {
        let own = &self.playbook().linked.factors.get(factor).values[value];
        self.page(&self.value_address(factor, value), &*own.label)
    }

    /// The address of the page of a factor's value.
    pub fn value_address(self, factor: FactorId, value: usize) -> String {
        let def = self.playbook().linked.factors.get(factor);
        format!("{}{}/", self.site.routes().entry(def.entry), def.values[value].id)
    }

    pub fn values(self, factor: FactorId, mask: Mask) -> Vec<Link<'a>> {
        let count = self.playbook().linked.factors.get(factor).values.len();
        (0..count)
            .filter(|value| mask >> value & 1 == 1)
            .map(|value| self.value(factor, value))
            .collect()
    }

    /// The lines of a practice, numbered, as they apply where `values` are known.
    pub fn lines(self, practice: EntryId, values: Option<&Values>) -> Vec<LineView<'a>> {
        let own = self.entry(practice).practice.as_ref().map_or(&[][..], |own| &own.fit);
        let compiled = self.playbook().linked.lines(practice);
        own.iter()
            .zip(compiled)
            .enumerate()
            .filter_map(|(index, (written, line))| {
                let line = line.as_ref()?;
                let applies = values.map(|values| applies(line, values));
                Some(self.line(index + 1, written, line, applies, values))
            })
            .collect()
    }

    /// The lines of a practice where there is no room for their links.
    pub fn lines_in_words(self, practice: EntryId) -> Vec<MatrixLine<'a>> {
        let own = self.entry(practice).practice.as_ref().map_or(&[][..], |own| &own.fit);
        let lines = own.iter().zip(self.playbook().linked.lines(practice));
        let lines = lines.filter_map(|(written, line)| {
            let line = line.as_ref()?;
            let when = line.when.iter().map(|(factor, mask)| self.condition(*factor, *mask, false));
            let when: Vec<_> = when.collect();
            let when: Vec<&str> = when.iter().map(|condition| &*condition.words).collect();
            let when = if when.is_empty() { "everywhere".into() } else { when.join(" and ") };
            Some(MatrixLine {
                lean: words::lean(line.lean).into(),
                because: Cow::Borrowed(&written.because.value),
                when: capital(&when).into(),
                strength: line.strength.word().into(),
                basis: written.basis().word().into(),
            })
        });
        lines.collect()
    }

    fn line(
        self,
        number: usize,
        written: &'a FitLine,
        line: &'a Line,
        applies: Option<Applies>,
        values: Option<&Values>,
    ) -> LineView<'a> {
        LineView {
            number,
            lean: words::lean(line.lean).into(),
            strength: line.strength.word().into(),
            basis: written.basis().word().into(),
            because: Cow::Borrowed(&written.because.value),
            applies: applies.map_or("", Applies::word).into(),
            conditions: line
                .when
                .iter()
                .map(|(factor, mask)| {
                    let unknown = values.is_some_and(|values| values.get(*factor).is_none());
                    self.condition(*factor, *mask, unknown)
                })
                .collect(),
            source: written.source.as_ref().map(|text| source_text(&text.value)),
            as_of: written.as_of.map(|day| words::date(day).words),
        }
    }

    pub fn sources(self, sources: &'a [SourceNote]) -> Vec<SourceView<'a>> {
        sources
            .iter()
            .filter_map(|source| {
                let said = |text: &'a Option<Said>| {
                    text.as_ref().map(|text| &*text.value).filter(|text| !text.is_empty())
                };
                let (mut by, mut year) = (said(&source.by), said(&source.year));
                let title = said(&source.title).or(said(&source.url));
                // What nobody named is called by what is known of it.
                let title = title.or_else(|| by.take()).or_else(|| year.take())?;
                Some(SourceView {
                    title: title.into(),
                    by: by.map(Cow::Borrowed),
                    year: year.map(Cow::Borrowed),
                    url: said(&source.url).filter(|url| is_web(url)).map(Cow::Borrowed),
                })
            })
            .collect()
    }

    /// How often and how long, in a few words; empty where nothing is said.
    pub fn facts(self, id: EntryId) -> String {
        let linked = &self.playbook().linked;
        match &self.entry(id).detail {
            Detail::Ritual(ritual) => {
                let cycle =
                    ritual.cycle.as_ref().and_then(|cycle| linked.target(id, cycle.reference));
                let rhythm = match (cycle, &ritual.trigger) {
                    (Some(cycle), _) => words::every(&self.entry(cycle).title.value),
                    (None, Some(_)) => words::WHEN_NEEDED.to_owned(),
                    (None, None) => String::new(),
                };
                let length = ritual.duration.map(|length| length.value.in_words());
                join_facts(&[&rhythm, length.as_deref().unwrap_or("")])
            }
            Detail::Artifact(artifact) => {
                let form = artifact.form.as_ref().map_or("", |form| &form.value);
                join_facts(&[form])
            }
            Detail::Framework(framework) => {
                let jobs: Vec<&str> = framework.job.iter().map(|job| job.word()).collect();
                jobs.join(", ").replace('-', " ")
            }
            Detail::Exercise(exercise) => {
                exercise.duration.map(|length| length.value.in_words()).unwrap_or_default()
            }
            Detail::Factor(factor) => words::count(factor.values.len(), "value"),
            Detail::Team(team) => {
                let size = team.size.map(|size| words::count(size.value.max(0) as usize, "person"));
                size.unwrap_or_default().replace("persons", "people")
            }
            Detail::Cycle(cycle) => {
                cycle.nominal.map(|length| length.value.in_words()).unwrap_or_default()
            }
            _ => String::new(),
        }
    }
}

/// Facts in a line, those that are empty left out.
pub fn join_facts(facts: &[&str]) -> String {
    let said: Vec<&str> = facts.iter().copied().filter(|fact| !fact.is_empty()).collect();
    said.join(", ")
}

/// Where evidence comes from, as one writes it in a line: words, or an address.
fn source_text(text: &str) -> SourceView<'_> {
    SourceView {
        title: text.into(),
        url: is_web(text).then(|| text.into()),
        ..SourceView::default()
    }
}

fn root(depth: usize) -> &'static str {
    match depth {
        0 => "./",
        depth => &UP[..(depth * 3).min(UP.len())],
    }
}

/// `a:b/` would be read as a scheme.
fn first_segment_has_colon(address: &str) -> bool {
    address.split('/').next().is_some_and(|first| first.contains(':'))
}

/// Writes an address as part of a URL: everything but letters, digits, `/` and a few signs
/// that mean nothing in a path becomes percent signs.
pub fn encode(address: &str, url: &mut String) {
    const ADDRESS: &AsciiSet = &all_but("/-._~!()*,;=@:+$");
    push_uri(address, ADDRESS, url);
}

/// Writes a text as a part of a query: all that could part it from another becomes percent
/// signs, as `encodeURIComponent` does.
pub fn encode_query(text: &str, url: &mut String) {
    const WORD: &AsciiSet = &all_but("!()*~_-.");
    push_uri(text, WORD, url);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_urls_that_come_back() {
        let mut url = String::new();
        encode("a b/#?%&\"'é/", &mut url);
        assert_eq!(url, "a%20b/%23%3F%25%26%22%27%C3%A9/");
        assert_eq!(root(0), "./");
        assert_eq!(root(2), "../../");
    }
}
