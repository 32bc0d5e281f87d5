//! Keys of plain pages that mean nothing, one warning for each whatever the number of pages.
//!
//! In: the keys that a page's front matter passed over. Out: what is told of them all. Must not:
//! tell the keys of an entry that lies in no kind's folder one by one; that is one mistake.

use foldhash::HashMap;

use crate::diagnostic::{Code, Diagnostic, Hint};
use crate::model::{Common, FieldSpec, Fields, KindId, Kinds, Text, keys, meant_key};
use crate::source::Span;

/// So many keys of one kind make a plain page look like an entry of it.
const TELLING: usize = 2;

/// The keys of all pages, as far as they were added.
pub struct OddKeys<'a> {
    kinds: &'a Kinds,
    /// The kinds that have a key which plain pages lack.
    owners: HashMap<&'a str, Vec<KindId>>,
    /// Where each was met first, and how many pages have it.
    single: HashMap<&'a str, (Span, usize)>,
    /// Pages that look like entries of the same kinds: the keys of the first, and their number.
    alike: HashMap<Vec<KindId>, (Vec<&'a Text>, usize)>,
}

impl<'a> OddKeys<'a> {
    pub fn new(kinds: &'a Kinds) -> OddKeys<'a> {
        let mut owners: HashMap<&str, Vec<KindId>> = HashMap::default();
        for (kind, _) in kinds.iter().filter(|(kind, _)| *kind != KindId::PAGE) {
            for key in keys(kind, kinds).iter().filter(|key| !is_of_pages(key.name)) {
                owners.entry(key.name).or_default().push(kind);
            }
        }
        OddKeys { kinds, owners, single: HashMap::default(), alike: HashMap::default() }
    }

    /// Adds the odd keys of a page.
    pub fn add(&mut self, mut odd: Vec<&'a Text>) {
        let like = self.likely_kinds(&odd);
        if !like.is_empty() {
            let is_theirs = |key: &&Text| self.owners_of(key).contains(&like[0]);
            let (theirs, others) = odd.into_iter().partition(is_theirs);
            odd = others;
            self.alike.entry(like).or_insert((theirs, 0)).1 += 1;
        }
        for key in odd {
            self.single.entry(&key.value).or_insert((key.span, 0)).1 += 1;
        }
    }

    /// One warning for each.
    pub fn told(self) -> impl Iterator<Item = Diagnostic> {
        let kinds = self.kinds;
        let alike = self
            .alike
            .into_iter()
            .map(|(like, (keys, count))| misplaced(&like, &keys, count, kinds));
        let single = self.single.into_iter().map(|(key, (span, count))| page_key(key, span, count));
        alike.chain(single)
    }

    fn owners_of(&self, key: &Text) -> &[KindId] {
        self.owners.get(&*key.value).map_or(&[], Vec::as_slice)
    }

    /// The kinds that have most of the keys, where those are enough to tell.
    fn likely_kinds(&self, odd: &[&Text]) -> Vec<KindId> {
        let mut counts: HashMap<KindId, usize> = HashMap::default();
        for kind in odd.iter().flat_map(|key| self.owners_of(key)) {
            *counts.entry(*kind).or_default() += 1;
        }
        let most = counts.values().copied().max().filter(|most| *most >= TELLING);
        let mut like: Vec<KindId> = counts
            .into_iter()
            .filter(|(_, count)| Some(*count) == most)
            .map(|(kind, _)| kind)
            .collect();
        like.sort_unstable();
        like
    }
}

/// Whether a key of a plain page says that the page is a draft.
pub fn is_draft_key(key: &str) -> bool {
    key.eq_ignore_ascii_case("draft")
}

fn is_of_pages(key: &str) -> bool {
    Common::specs().iter().any(|spec| spec.key == key)
}

fn of_pages(count: usize) -> String {
    if count == 1 { "one plain page".to_owned() } else { format!("{count} plain pages") }
}

/// Pages that say what an entry says, and are none.
fn misplaced(like: &[KindId], keys: &[&Text], count: usize, kinds: &Kinds) -> Diagnostic {
    let names: Vec<String> = keys.iter().map(|key| format!("`{}`", key.value)).collect();
    let ones: Vec<String> = like.iter().map(|kind| kinds.get(*kind).one()).collect();
    let ones = in_a_row(&ones, "or");
    let message = format!(
        "{} of {} mean nothing here: they are keys of {ones}",
        in_a_row(&names, "and"),
        of_pages(count)
    );
    let hint = match like {
        [kind] => {
            let kind = kinds.get(*kind);
            format!("move the file to `{}/`, or write `kind: {}`", kind.folder, kind.name)
        }
        _ => "move the file to its kind's folder, or say its `kind:`".to_owned(),
    };
    Diagnostic::new(Code::PageKey, keys[0].span, message).hint(hint)
}

/// A key that means nothing to plain pages, or of which they cannot read what is written.
fn page_key(key: &str, span: Span, count: usize) -> Diagnostic {
    let pages = of_pages(count);
    let mut specs = Common::specs().iter();
    let takes = match is_draft_key(key) {
        true => Some("write `true` or `false`"),
        false => specs.find(|spec| spec.key == key).map(|spec| spec.doc),
    };
    // A key that plain pages have, with what it does not take.
    if let Some(takes) = takes {
        let so = if is_draft_key(key) { "counts as `true`" } else { "is passed over" };
        let message = format!("the `{key}` of {pages} cannot be read and {so}");
        return Diagnostic::new(Code::PageKey, span, message).hint(takes);
    }
    let message = format!("the key `{key}` of {pages} means nothing here");
    let known = Common::specs().iter().map(FieldSpec::name);
    let of_kinds = "a file in a kind's folder, or with `kind:`, has the keys of its kind";
    let hint = meant_key(key, known).map_or_else(|| of_kinds.into(), Hint::meant);
    Diagnostic::new(Code::PageKey, span, message).hint(hint)
}

/// "a, b and c".
fn in_a_row(words: &[String], last: &str) -> String {
    match words {
        [first @ .., end] if !first.is_empty() => format!("{} {last} {end}", first.join(", ")),
        _ => words.concat(),
    }
}
