//! No reference is a string any more.
//!
//! In: a `Playbook`. Out: a [`LinkedPlaybook`]: for every reference, owner, fit condition and
//! link the thing that is meant; the inverse of every relation; the factors as one table.
//! Broken and ambiguous references, broken links and anchors, and loops are found here.
//! Must not: judge fit, or make HTML.

mod body;
mod factors;
mod graph;
mod lookup;
mod loops;
mod path;
mod places;
mod refs;

use std::borrow::Cow;
use std::sync::Arc;

use foldhash::HashSet;
use rayon::prelude::*;

pub use body::BodyTarget;
pub use factors::{FactorDef, FactorId, Factors, Line, Mask, TeamValues, ValueDef, Values};
pub use graph::{Edge, Graph, RelationName};
pub use lookup::{Lookup, is_party};
pub use path::join as join_path;
pub use refs::Owner;

use self::lookup::Parties;
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::model::{Detail, Entry, Ref};
use crate::validate::{EntryId, Page, Playbook};

/// A playbook in which everything that names something else knows what it means.
///
/// Entries are shared with the [`Playbook`]: linking again copies none of them.
#[derive(Debug, Clone)]
pub struct LinkedPlaybook {
    pub playbook: Playbook,
    pub factors: Arc<Factors>,
    pub graph: Arc<Graph>,
    parties: Arc<Parties>,
    links: Vec<Arc<EntryLinks>>,
    /// What was wrong in which pages, in order.
    faults: Vec<(EntryId, Arc<[Diagnostic]>)>,
    has_loops: bool,
}

/// What one entry's references and links mean.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryLinks {
    /// For each reference of the entry's table; `None` where it was reported.
    refs: Box<[Option<EntryId>]>,
    /// For each link of the body.
    body: Box<[BodyTarget]>,
    owners: Box<[Owner]>,
    /// The roles and teams that a team names beside its practices and its context.
    named: Box<[EntryId]>,
    /// For each fit line; `None` where a condition was reported.
    lines: Box<[Option<Line>]>,
    /// What a context or team says of each factor.
    values: Option<TeamValues>,
}

impl LinkedPlaybook {
    pub fn entry(&self, id: EntryId) -> &Entry {
        self.playbook.entry(id)
    }

    pub fn page(&self, id: EntryId) -> &Page {
        self.playbook.page(id)
    }

    /// What a reference in a field of `from` means; `None` where that has been reported.
    pub fn target(&self, from: EntryId, reference: Ref) -> Option<EntryId> {
        self.links[from.index()].refs.get(reference.index as usize).copied().flatten()
    }

    /// What the links of an entry's body mean, by their index in its document.
    pub fn body_targets(&self, id: EntryId) -> &[BodyTarget] {
        &self.links[id.index()].body
    }

    pub fn owners(&self, id: EntryId) -> &[Owner] {
        &self.links[id.index()].owners
    }

    /// An owner or speaker that a text names: a role, a team or plain words.
    pub fn party(&self, text: &str) -> Owner {
        let find = |kind, id: &str| self.parties.find(kind, id);
        lookup::party(text, &self.playbook.kinds, find).unwrap_or_else(|| Owner::Text(text.into()))
    }

    /// The fit lines of a practice, in the order of its front matter.
    pub fn lines(&self, practice: EntryId) -> &[Option<Line>] {
        &self.links[practice.index()].lines
    }

    /// What a context or a team says of each factor, its own over those it is like.
    pub fn values(&self, id: EntryId) -> Option<&TeamValues> {
        self.links[id.index()].values.as_ref()
    }

    /// The value of each factor in a context or a team: nothing is known where it says nothing.
    pub fn known(&self, place: EntryId) -> Cow<'_, Values> {
        match self.values(place) {
            Some(said) => Cow::Borrowed(&said.values),
            None => Cow::Owned(Values::unknown(&self.factors)),
        }
    }
}

/// Resolves everything that names something else.
pub fn link(playbook: Playbook) -> Outcome<LinkedPlaybook> {
    relink(playbook, None)
}

/// The same over a former result. In a playbook of the same shape a page that is the same
/// value means what it meant, and what is wrong with it is the same; only what was edited is
/// resolved again, and what was faulty where a name that may have been meant is another.
pub fn relink(playbook: Playbook, former: Option<&LinkedPlaybook>) -> Outcome<LinkedPlaybook> {
    let former = former.filter(|former| former.playbook.shape.is(&playbook.shape));
    let (factors, parties) = match former {
        Some(former) => (Arc::clone(&former.factors), Arc::clone(&former.parties)),
        None => (Arc::new(Factors::gather(&playbook)), Arc::new(Parties::gather(&playbook))),
    };
    let mut links = Vec::with_capacity(playbook.pages.len());
    let mut faults = Vec::new();
    let linked = link_pages(&playbook, &factors, former);
    for (id, (entry_links, own)) in (0..).map(EntryId).zip(linked) {
        links.push(entry_links);
        if !own.is_empty() {
            faults.push((id, own));
        }
    }
    let mut diagnostics = told(&faults);
    inherit(&playbook, &mut links);
    // Who names whom is mostly as it was, however much is written.
    let kept = former.filter(|former| former.has_edges_of(&playbook, &links));
    let graph = match kept {
        Some(former) => Arc::clone(&former.graph),
        None => Arc::new(Graph::derive(&playbook, &links)),
    };
    let before = diagnostics.len();
    if kept.is_none_or(|former| former.has_loops) {
        loops::find(&playbook, &links, &graph, &mut diagnostics);
    }
    let has_loops = diagnostics.len() > before;
    let linked = LinkedPlaybook { playbook, factors, graph, parties, links, faults, has_loops };
    if cfg!(debug_assertions) && former.is_some() {
        linked.assert_holds(&diagnostics);
    }
    Outcome::new(linked, diagnostics)
}

/// What each page's references and links mean, and what is wrong with them, in the site's order:
/// of a former result where that holds.
fn link_pages(
    playbook: &Playbook,
    factors: &Factors,
    former: Option<&LinkedPlaybook>,
) -> Vec<(Arc<EntryLinks>, Arc<[Diagnostic]>)> {
    let hints_stand = former.is_some_and(|former| former.has_names_of(playbook));
    let lookup = Lookup::new(playbook);
    let link_page = |index: usize| {
        let id = EntryId(index as u32);
        let kept =
            former.and_then(|former| former.kept(id, playbook.pages.get(index)?, hints_stand));
        kept.unwrap_or_else(|| {
            let mut faults = Vec::new();
            let links = link_entry(id, playbook, &lookup, factors, &mut faults);
            (Arc::new(links), faults.into())
        })
    };
    (0..playbook.pages.len()).into_par_iter().map(link_page).collect()
}

/// Every fault of every page, but one warning a key for the whole run, as for the keys that plain
/// pages do not have.
fn told(faults: &[(EntryId, Arc<[Diagnostic]>)]) -> Vec<Diagnostic> {
    let mut keys: HashSet<&str> = HashSet::default();
    let all = faults.iter().flat_map(|(_, own)| own.iter());
    all.filter(|found| found.code != Code::PageKey || keys.insert(&found.message))
        .cloned()
        .collect()
}

impl LinkedPlaybook {
    /// What the links of a page meant and what was wrong with them, where it is the same page now.
    /// What may have been meant by a wrong one depends on what other pages are called.
    fn kept(
        &self,
        id: EntryId,
        page: &Arc<Page>,
        hints_stand: bool,
    ) -> Option<(Arc<EntryLinks>, Arc<[Diagnostic]>)> {
        if !Arc::ptr_eq(&self.playbook.pages[id.index()], page) {
            return None;
        }
        let links = Arc::clone(&self.links[id.index()]);
        match self.faults.binary_search_by_key(&id, |(faulty, _)| *faulty) {
            Ok(at) if hints_stand => Some((links, Arc::clone(&self.faults[at].1))),
            Ok(_) => None,
            Err(_) => Some((links, Arc::default())),
        }
    }

    /// Panics where something that was kept is not what linking anew gives; for debug builds, so
    /// that every test of a preview holds the two together.
    fn assert_holds(&self, diagnostics: &[Diagnostic]) {
        let anew = link(self.playbook.clone());
        assert_eq!(self.links, anew.value.links, "a shape tells what links mean");
        assert_eq!(self.graph, anew.value.graph, "and whom entries name");
        assert_eq!(self.factors, anew.value.factors, "and what the factors are");
        assert_eq!(self.parties, anew.value.parties, "and who owns and speaks");
        assert_eq!(diagnostics, anew.diagnostics, "and what is wrong");
    }

    /// Whether every page of a playbook of the same shape is called what it is called here.
    fn has_names_of(&self, playbook: &Playbook) -> bool {
        let mut pages = self.playbook.pages.iter().zip(&playbook.pages);
        pages.all(|(old, new)| {
            Arc::ptr_eq(old, new)
                || (old.entry.title.value == new.entry.title.value
                    && old.entry.common.aka.len() == new.entry.common.aka.len()
                    && (old.entry.common.aka.iter().zip(&new.entry.common.aka))
                        .all(|(old, new)| old.value == new.value))
        })
    }

    /// Whether every entry says what it says there, and means the same by it, whatever their bodies
    /// say: then all that follows from entries alone follows here too.
    pub fn says_what(&self, other: &LinkedPlaybook) -> bool {
        let alike = |(own, other): (&EntryLinks, &EntryLinks)| {
            own.refs == other.refs
                && own.owners == other.owners
                && own.named == other.named
                && own.lines == other.lines
                && own.values == other.values
        };
        let is_alike = |at: usize| {
            let (own, other_page) = (&self.playbook.pages[at], &other.playbook.pages[at]);
            let is_same = Arc::ptr_eq(own, other_page) || own.entry == other_page.entry;
            is_same && alike((&self.links[at], &other.links[at]))
        };
        self.playbook.shape.is(&other.playbook.shape)
            && Arc::ptr_eq(&self.factors, &other.factors)
            && (0..self.playbook.pages.len()).all(is_alike)
    }

    /// Whether every page of a playbook of the same shape names what it names here.
    fn has_edges_of(&self, playbook: &Playbook, links: &[Arc<EntryLinks>]) -> bool {
        let mut pages = (0..).map(EntryId).zip(self.links.iter().zip(links));
        pages.all(|(id, (old, new))| {
            Arc::ptr_eq(old, new)
                || graph::edges_of(id, self.entry(id), old)
                    == graph::edges_of(id, playbook.entry(id), new)
        })
    }
}

fn link_entry(
    id: EntryId,
    playbook: &Playbook,
    lookup: &Lookup<'_>,
    factors: &Factors,
    faults: &mut Vec<Diagnostic>,
) -> EntryLinks {
    let page = playbook.page(id);
    let body = body::resolve(id, lookup, faults);
    if page.entry.is_faulty() {
        return EntryLinks { body, ..EntryLinks::default() };
    }
    let refs = refs::resolve(&page.entry, lookup, faults);
    let (owners, named) = refs::owners(&page.entry, lookup, faults);
    EntryLinks {
        refs,
        body,
        owners,
        named,
        lines: factors::lines(&page.entry, factors, faults),
        values: factors::own_values(&page.entry, factors, faults),
    }
}

/// Gives each team the values of the context that it is like, where it says nothing itself.
fn inherit(playbook: &Playbook, links: &mut [Arc<EntryLinks>]) {
    for (id, entry) in playbook.entries() {
        let Detail::Team(team) = &entry.detail else { continue };
        let Some(like) = &team.like else { continue };
        let target = links[id.index()].refs.get(like.reference.index as usize).copied().flatten();
        let Some(assumed) = target.and_then(|context| links[context.index()].values.clone()) else {
            continue;
        };
        if let Some(values) = &mut Arc::make_mut(&mut links[id.index()]).values {
            values.assume(&assumed);
        }
    }
}
