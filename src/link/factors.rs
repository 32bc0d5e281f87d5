//! Factors as one table, and conditions and contexts as sets of values in it.
//!
//! Sets are bits: value `n` of a factor is bit `n` of a [`Mask`], in the order in which the
//! factor lists its values, lowest first.

use foldhash::HashMap;

use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::{Accepted, Condition, Detail, Entry, KindId, Lean, Strength, Text};
use crate::source::Span;
use crate::validate::{EntryId, Playbook};

/// A set of values of one factor.
pub type Mask = u64;

/// A factor of one [`Factors`] table, in the site's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactorId(pub u16);

impl FactorId {
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// Every factor of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Factors {
    pub list: Vec<FactorDef>,
    by_name: HashMap<Box<str>, FactorId>,
    /// The ids of factors whose file is faulty: whoever names one says nothing wrong.
    silent: Vec<Box<str>>,
    /// The ids of factors that are drafts, and left out.
    drafts: Vec<Box<str>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactorDef {
    pub entry: EntryId,
    pub id: Box<str>,
    pub title: Box<str>,
    pub question: Box<str>,
    pub ordered: bool,
    pub values: Vec<ValueDef>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueDef {
    pub id: Box<str>,
    /// The label; the id in words where none is given.
    pub label: Box<str>,
    pub looks_like: Option<Box<str>>,
}

/// A fit line whose conditions are sets. All conditions must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// In the order of factors, each factor once, no set empty.
    pub when: Vec<(FactorId, Mask)>,
    pub lean: Lean,
    pub strength: Strength,
}

/// What is known of each factor; `None` is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Values(pub Vec<Option<Mask>>);

impl Values {
    /// Nothing is known.
    pub fn unknown(factors: &Factors) -> Values {
        Values(vec![None; factors.list.len()])
    }

    pub fn get(&self, factor: FactorId) -> Option<Mask> {
        self.0.get(factor.index()).copied().flatten()
    }

    pub fn set(&mut self, factor: FactorId, mask: Option<Mask>) {
        if let Some(slot) = self.0.get_mut(factor.index()) {
            *slot = mask;
        }
    }
}

/// A context's or a team's values, and which of them it has from the context it is like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamValues {
    pub values: Values,
    /// Whether the context or team spoke of the factor itself (also to say `unknown`).
    pub said: Vec<bool>,
    /// Whether the value comes from the context that the team is like.
    pub assumed: Vec<bool>,
}

impl TeamValues {
    /// Takes over the values of factors of which nothing was said.
    pub fn assume(&mut self, other: &TeamValues) {
        for (index, value) in other.values.0.iter().enumerate() {
            if !self.said[index] && value.is_some() {
                self.values.0[index] = *value;
                self.assumed[index] = true;
            }
        }
    }
}

impl Factors {
    pub fn gather(playbook: &Playbook) -> Factors {
        let mut factors = Factors::default();
        let drafts = playbook.drafts.iter().filter(|draft| draft.kind == KindId::FACTOR);
        factors.drafts = drafts.map(|draft| draft.id.clone()).collect();
        for (entry, found) in playbook.of_kind(KindId::FACTOR) {
            let Detail::Factor(factor) = &found.detail else {
                factors.silent.push(found.id.clone());
                continue;
            };
            let id = FactorId(u16::try_from(factors.list.len()).unwrap_or(u16::MAX));
            factors.by_name.insert(found.id.clone(), id);
            factors.list.push(FactorDef {
                entry,
                id: found.id.clone(),
                title: found.title.value.clone(),
                question: factor.question.value.clone(),
                ordered: factor.ordered.unwrap_or(false),
                values: factor
                    .values
                    .iter()
                    .map(|value| ValueDef {
                        id: value.id.value.clone(),
                        label: value.label.as_ref().map_or_else(
                            || value.id.value.replace('-', " ").into(),
                            |label| label.value.clone(),
                        ),
                        looks_like: value.looks_like.as_ref().map(|text| text.value.clone()),
                    })
                    .collect(),
            });
        }
        factors
    }

    pub fn get(&self, id: FactorId) -> &FactorDef {
        &self.list[id.index()]
    }

    /// Every factor with its id, in the site's order.
    pub fn iter(&self) -> impl Iterator<Item = (FactorId, &FactorDef)> {
        (0..).map(FactorId).zip(&self.list)
    }

    /// The factor of a bare id, or of `factor/id`.
    pub fn named(&self, name: &str) -> Option<FactorId> {
        self.by_name.get(bare(name)).copied()
    }

    /// The factor that an entry is.
    pub fn of(&self, entry: EntryId) -> Option<(FactorId, &FactorDef)> {
        let at = self.list.binary_search_by_key(&entry, |def| def.entry).ok()?;
        Some((FactorId(u16::try_from(at).ok()?), &self.list[at]))
    }
}

impl FactorDef {
    /// The values of a set, in order.
    pub fn values_of(&self, mask: Mask) -> impl Iterator<Item = &ValueDef> {
        self.values
            .iter()
            .enumerate()
            .filter(move |(index, _)| mask >> index & 1 == 1)
            .map(|(_, value)| value)
    }

    pub fn value(&self, id: &str) -> Option<usize> {
        self.values.iter().position(|value| &*value.id == id)
    }

    /// The set of every value.
    pub fn all(&self) -> Mask {
        if self.values.len() >= 64 { Mask::MAX } else { (1 << self.values.len()) - 1 }
    }
}

/// The lines of a practice; `None` for a line one of whose conditions was reported.
pub fn lines(
    entry: &Entry,
    factors: &Factors,
    faults: &mut Vec<Diagnostic>,
) -> Box<[Option<Line>]> {
    let Some(practice) = &entry.practice else { return Box::default() };
    let lines = practice.fit.iter().map(|line| {
        let mut when: Vec<(FactorId, Mask)> = Vec::with_capacity(line.when.conditions.len());
        let mut whole = true;
        for condition in &line.when.conditions {
            match accepted(condition, factors, faults) {
                Some((factor, _)) if when.iter().any(|(known, _)| *known == factor) => {
                    faults.push(stands_twice(&condition.factor));
                    whole = false;
                }
                Some(set) => when.push(set),
                None => whole = false,
            }
        }
        when.sort();
        whole.then(|| Line { when, lean: line.lean.value, strength: line.strength() })
    });
    lines.collect()
}

/// What a context or a team says of each factor.
pub fn own_values(
    entry: &Entry,
    factors: &Factors,
    faults: &mut Vec<Diagnostic>,
) -> Option<TeamValues> {
    if !matches!(entry.detail, Detail::Context(_) | Detail::Team(_)) {
        return None;
    }
    let count = factors.list.len();
    let mut own = TeamValues {
        values: Values::unknown(factors),
        said: vec![false; count],
        assumed: vec![false; count],
    };
    for claim in entry.detail.claims() {
        let Some(factor) = factor(&claim.factor, factors, faults) else { continue };
        if own.said[factor.index()] {
            faults.push(stands_twice(&claim.factor));
            continue;
        }
        own.said[factor.index()] = true;
        if let Some(mask) =
            set(&claim.values, factor, &["unknown"], factors, faults).filter(|mask| *mask != 0)
        {
            own.values.set(factor, Some(mask));
        }
    }
    Some(own)
}

/// The id in `factor/id`, which may stand alone.
fn bare(name: &str) -> &str {
    name.strip_prefix("factor/").unwrap_or(name)
}

/// `stage` and `factor/stage` are two spellings of one key.
fn stands_twice(name: &Text) -> Diagnostic {
    let message = format!("the factor `{}` stands twice", name.value);
    Diagnostic::new(Code::DuplicateKey, name.span, message).hint("keep one of the two")
}

fn accepted(
    condition: &Condition,
    factors: &Factors,
    faults: &mut Vec<Diagnostic>,
) -> Option<(FactorId, Mask)> {
    let id = factor(&condition.factor, factors, faults)?;
    let mask = match &condition.accepted {
        Accepted::OneOf(values) => {
            if let Some(unknown) = values.iter().find(|value| &*value.value == "unknown") {
                let message =
                    "a line cannot ask for `unknown`: what is not known is never a reason";
                faults.push(
                    Diagnostic::new(Code::UnknownFactorValue, unknown.span, message)
                        .hint("name the values that the line speaks of"),
                );
                return None;
            }
            set(values, id, &[], factors, faults)?
        }
        Accepted::Range { at_least, at_most } => {
            range(at_least.as_ref(), at_most.as_ref(), condition.span, id, factors, faults)?
        }
    };
    Some((id, mask))
}

fn range(
    at_least: Option<&Text>,
    at_most: Option<&Text>,
    span: Span,
    id: FactorId,
    factors: &Factors,
    faults: &mut Vec<Diagnostic>,
) -> Option<Mask> {
    let factor = factors.get(id);
    if !factor.ordered {
        let message =
            format!("`{}` has no order, so it has no `at_least` and no `at_most`", factor.id);
        faults.push(
            Diagnostic::new(Code::UnorderedRange, span, message)
                .hint("list the values, or say `ordered: true` in the factor"),
        );
        return None;
    }
    let mut end = |text: Option<&Text>, otherwise: usize| match text {
        Some(text) => value(text, id, &[], factors, faults),
        None => Some(otherwise),
    };
    let lowest = end(at_least, 0);
    let highest = end(at_most, factor.values.len().saturating_sub(1));
    let (lowest, highest) = (lowest?, highest?);
    if lowest > highest {
        let message = format!("no value of `{}` lies between the two", factor.id);
        faults.push(
            Diagnostic::new(Code::EmptyRange, span, message)
                .hint("the order is that of the factor's values, lowest first"),
        );
        return None;
    }
    Some((lowest..=highest).fold(0, |mask, index| mask | 1 << index))
}

/// The set of some values; `words` may stand there too, and are no values.
fn set(
    values: &[Text],
    id: FactorId,
    words: &[&str],
    factors: &Factors,
    faults: &mut Vec<Diagnostic>,
) -> Option<Mask> {
    let mut mask = 0;
    let mut whole = true;
    for text in values {
        match value(text, id, words, factors, faults) {
            Some(index) => mask |= 1 << index,
            None => whole = false,
        }
    }
    whole.then_some(mask)
}

fn factor(name: &Text, factors: &Factors, faults: &mut Vec<Diagnostic>) -> Option<FactorId> {
    let found = factors.named(&name.value);
    let is_among = |ids: &[Box<str>]| ids.iter().any(|id| **id == *bare(&name.value));
    if found.is_none() && is_among(&factors.drafts) {
        let message = format!("`{}` is a draft, which the site does not show", name.value);
        faults.push(
            Diagnostic::new(Code::DraftRef, name.span, message)
                .hint("publish it, take the condition out, or build with `--drafts`"),
        );
    } else if found.is_none() && !is_among(&factors.silent) {
        let message = format!("there is no factor `{}`", name.value);
        let known: Vec<&str> = factors.list.iter().map(|factor| &*factor.id).collect();
        let hint = did_you_mean(&name.value, known.iter().copied()).or_else(|| {
            (!known.is_empty()).then(|| format!("factors are `{}`", known.join("`, `")).into())
        });
        faults.push(Diagnostic::new(Code::UnknownFactor, name.span, message).maybe_hint(hint));
    }
    found
}

fn value(
    text: &Text,
    id: FactorId,
    words: &[&str],
    factors: &Factors,
    faults: &mut Vec<Diagnostic>,
) -> Option<usize> {
    let factor = factors.get(id);
    let found = factor.value(&text.value);
    if found.is_none() {
        let message = format!("`{}` is not a value of `{}`", text.value, factor.id);
        let known: Vec<&str> = factor.values.iter().map(|value| &*value.id).collect();
        let hint = did_you_mean(&text.value, known.iter().chain(words).copied())
            .unwrap_or_else(|| format!("its values are `{}`", known.join("`, `")).into());
        faults.push(Diagnostic::new(Code::UnknownFactorValue, text.span, message).hint(hint));
    }
    found
}
