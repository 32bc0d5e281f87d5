//! The parts of pages that many pages show alike: a condition of a line, a verdict, a context.
//!
//! In: what stands in the part, and the way to the root of the page that asks, since links are
//! relative. Out: the part, made when it is first asked for. There are as many as a book has
//! conditions, contexts and verdicts, at each depth of its pages: few beside its pages.
//! Must not: keep what one page shows only.

use std::hash::Hash;
use std::ops::Deref;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use foldhash::HashMap;
use serde::{Serialize, Serializer};

use super::here::Here;
use super::view::{ConditionView, Link, Text, VerdictView};
use super::words;
use crate::fit::{Flags, Judgement, Verdict};
use crate::link::{FactorId, Mask};
use crate::theme::PartValue;
use crate::validate::EntryId;

/// A part that many pages show alike. Templates see what it holds; it is made for them once.
#[derive(Debug, Default)]
pub struct Shared<T>(Arc<Kept<T>>);

#[derive(Debug, Default)]
struct Kept<T> {
    view: T,
    /// None if there is no such value, which no view can cause.
    value: OnceLock<Option<PartValue>>,
}

impl<T> From<T> for Shared<T> {
    fn from(view: T) -> Shared<T> {
        Shared(Arc::new(Kept { view, value: OnceLock::new() }))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Shared<T> {
        Shared(Arc::clone(&self.0))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.view
    }
}

impl<T: PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Shared<T>) -> bool {
        **self == **other
    }
}

impl<T: Serialize> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let made = self.0.value.get_or_init(|| PartValue::of(&**self));
        match made {
            Some(value) => value.serialize(serializer),
            None => (**self).serialize(serializer),
        }
    }
}

/// Which condition: of which factor, which of its values, and whether the place at hand leaves
/// the factor unknown.
type Condition = (FactorId, Mask, bool);

/// The way from a page to the root; pages of one depth share it.
type Root = &'static str;

/// What the pages of one site share.
#[derive(Default)]
pub struct SharedParts {
    conditions: Parts<(Root, Condition), ConditionView<'static>>,
    places: Parts<(Root, EntryId), Link<'static>>,
    verdicts: Parts<(Verdict, Flags), VerdictView<'static>>,
}

/// Parts by what they are made from.
struct Parts<K, V>(RwLock<HashMap<K, Shared<V>>>);

impl<K, V> Default for Parts<K, V> {
    fn default() -> Self {
        Parts(RwLock::default())
    }
}

impl<K: Eq + Hash, V> Parts<K, V> {
    fn get(&self, key: K, make: impl FnOnce() -> V) -> Shared<V> {
        // Whatever panicked while it held the lock left the parts as they were.
        if let Some(known) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return known.clone();
        }
        let made = Shared::from(make());
        let mut parts = self.0.write().unwrap_or_else(PoisonError::into_inner);
        parts.entry(key).or_insert(made).clone()
    }
}

impl<'a> Here<'a> {
    /// A condition of a line, with links.
    pub fn condition(
        self,
        factor: FactorId,
        mask: Mask,
        unknown: bool,
    ) -> Shared<ConditionView<'static>> {
        let parts = &self.site.gathered.parts.conditions;
        parts.get((self.root(), (factor, mask, unknown)), || {
            let def = self.playbook().linked.factors.get(factor);
            ConditionView {
                factor: owned(self.link(def.entry)),
                values: self.values(factor, mask).into_iter().map(owned).collect(),
                words: words::condition(def, mask).into(),
                unknown,
            }
        })
    }

    /// A link to a context or a team.
    pub fn place(self, id: EntryId) -> Shared<Link<'static>> {
        self.site.gathered.parts.places.get((self.root(), id), || owned(self.link(id)))
    }

    /// A verdict with its flags in words.
    pub fn verdict(self, judgement: &Judgement) -> Shared<VerdictView<'static>> {
        let Judgement { verdict, flags, .. } = *judgement;
        self.site.gathered.parts.verdicts.get((verdict, flags), || words::flagged(verdict, flags))
    }
}

fn owned(link: Link<'_>) -> Link<'static> {
    let text = |text: Text<'_>| Text::Owned(text.into_owned());
    Link {
        url: text(link.url),
        title: text(link.title),
        kind: text(link.kind),
        kind_title: text(link.kind_title),
        summary: link.summary.map(text),
        state: link.state.map(text),
    }
}
