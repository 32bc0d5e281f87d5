//! Front matter on its way into fields: what was met, what is wrong with it, and which keys
//! nobody took.

use std::num::NonZeroU32;

use crate::diagnostic::{Code, Diagnostic, Hint, nearest};
use crate::model::field::{Field, FieldSpec, Fields, KeyName, Shape, Text, meant_key};
use crate::model::{Duration, Ref, RefText, Relation, Targets};
use crate::source::Span;
use crate::yaml::{Map, Node, Value, in_quotes};

/// Where a reference stands, which tells how the entry is related to what it names.
#[derive(Debug, Clone, Copy)]
enum Standing {
    /// Under no key that is read by its definition.
    Top,
    /// Under a top-level key that is a relation's.
    Under(Relation),
    /// Under any other: the entry names the other one, and no more.
    Aside,
}

const QUOTE_OR_PART: &str = "quote all of the value, or put a blank behind the `#` of a comment";

/// What reading one front matter has gathered: references and faults.
pub struct Reading<'a> {
    /// The references met so far; a [`Ref`] is an index into them.
    pub refs: Vec<RefText>,
    diagnostics: &'a mut Vec<Diagnostic>,
    key: &'a str,
    standing: Standing,
    faults: usize,
}

impl<'a> Reading<'a> {
    pub fn new(diagnostics: &'a mut Vec<Diagnostic>) -> Self {
        Reading { refs: Vec::new(), diagnostics, key: "", standing: Standing::Top, faults: 0 }
    }

    /// The key whose value is being read, for messages.
    pub fn key(&self) -> &str {
        self.key
    }

    /// How many faults that set the entry aside were found.
    pub fn faults(&self) -> usize {
        self.faults
    }

    /// Adds a diagnostic, to which hints and labels may be added.
    pub fn fault(&mut self, code: Code, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.report(Diagnostic::new(code, span, message))
    }

    /// Adds a diagnostic as it is.
    pub fn report(&mut self, diagnostic: Diagnostic) -> &mut Diagnostic {
        if diagnostic.is_error() {
            self.faults += 1;
        }
        let index = self.diagnostics.len();
        self.diagnostics.push(diagnostic);
        &mut self.diagnostics[index]
    }

    /// The node's text, or a fault that says what was expected.
    pub fn scalar<'n>(&mut self, node: &'n Node, expected: &str) -> Option<&'n str> {
        match &node.value {
            Value::Scalar { text, .. } => Some(text),
            _ => {
                let hint = meant_as_scalar(node, expected == "a reference");
                self.wrong_type(node, expected).hints.extend(hint);
                None
            }
        }
    }

    /// Says that a `#` cut a value short, where that may not have been meant.
    pub fn say_cut(&mut self, node: &Node) {
        let Some(at) = node.cut.map(NonZeroU32::get) else { return };
        let place = Span { start: at, end: at + 1, ..node.span };
        let message = format!("`{}` ends before this `#`: what follows is not read", self.key());
        self.report(Diagnostic::new(Code::CutByComment, place, message).hint(QUOTE_OR_PART));
    }

    pub fn wrong_type(&mut self, node: &Node, expected: &str) -> &mut Diagnostic {
        let message = format!("`{}` takes {expected}, not {}", self.key(), node.what());
        self.fault(Code::WrongType, node.span, message)
    }

    /// Remembers a reference and hands out its index.
    pub fn reference(&mut self, text: &str, span: Span, targets: Targets) -> Ref {
        let index = u32::try_from(self.refs.len()).unwrap_or(u32::MAX);
        let relation = match self.standing {
            Standing::Under(relation) => Some(relation),
            Standing::Top | Standing::Aside => None,
        };
        self.refs.push(RefText { text: text.trim().into(), span, relation, targets });
        Ref { index }
    }

    /// Reads with another key in messages, and as its relation where no key is read yet.
    fn within<T>(&mut self, spec: &FieldSpec, read: impl FnOnce(&mut Reading<'_>) -> T) -> T {
        // A key inside a row that is a relation's name elsewhere (the `cycle` of a team's
        // practice) says something about the row: it is no relation of the entry.
        let standing = match (self.standing, Relation::of_key(spec.key)) {
            (Standing::Top, Some(relation)) => Standing::Under(relation),
            (Standing::Top, None) | (_, Some(_)) => Standing::Aside,
            (outer, None) => outer,
        };
        self.inside(spec.key, standing, read)
    }

    /// Reads one named key of a mapping that has no fixed set of keys.
    pub fn at_key<T>(&mut self, key: &str, read: impl FnOnce(&mut Reading<'_>) -> T) -> T {
        self.inside(key, self.standing, read)
    }

    fn inside<T>(
        &mut self,
        key: &str,
        standing: Standing,
        read: impl FnOnce(&mut Reading<'_>) -> T,
    ) -> T {
        let mut inner = Reading {
            refs: std::mem::take(&mut self.refs),
            diagnostics: self.diagnostics,
            key,
            standing,
            faults: self.faults,
        };
        let value = read(&mut inner);
        self.faults = inner.faults;
        self.refs = inner.refs;
        value
    }
}

/// A mapping whose keys are taken one by one, so that the rest is known to be unknown.
pub struct MapReader<'n> {
    map: &'n Map,
    /// Keys that will be asked for, and so are no misspelling of another.
    known: Vec<&'static FieldSpec>,
    span: Span,
    taken: Vec<bool>,
}

impl<'n> MapReader<'n> {
    pub fn new(map: &'n Map, span: Span) -> Self {
        MapReader { map, known: Vec::new(), span, taken: vec![false; map.len()] }
    }

    pub fn span(&self) -> Span {
        self.span
    }

    /// Says which keys are going to be asked for.
    pub fn expect(&mut self, specs: &'static [FieldSpec]) {
        self.known.extend(specs);
    }

    /// Takes the value of a key that is there and not null.
    pub fn take(&mut self, key: &str) -> Option<&'n Node> {
        let index = self.map.iter().position(|(name, _)| &*name.value == key)?;
        self.taken[index] = true;
        Some(&self.map[index].1).filter(|node| !node.is_null())
    }

    /// Reads the field of a spec; `None` where it is required and missing, or faulty.
    pub fn field<T: Field>(&mut self, spec: &FieldSpec, reading: &mut Reading<'_>) -> Option<T> {
        match self.take(spec.key) {
            Some(node) => {
                let value: T = reading.within(spec, |reading| T::read(node, reading))?;
                if value.is_blank() {
                    // What says nothing is no answer.
                    if let Some(absent) = T::absent() {
                        return Some(absent);
                    }
                    let message = format!("the `{}` is blank", spec.key);
                    let hint = spec.doc.trim().into();
                    reading.fault(Code::MissingKey, node.span, message).hints.push(hint);
                    return None;
                }
                Some(value)
            }
            None => {
                let absent = T::absent();
                if absent.is_some() {
                    self.say_cut(spec.key, reading);
                }
                if absent.is_none() {
                    let doc = spec.doc.trim();
                    self.missing(spec.key, format!("add `{}:`. {doc}", spec.key), doc, reading);
                }
                absent
            }
        }
    }

    /// Says that a `#` cut off all of a key's value, where that may not have been meant.
    pub fn say_cut(&self, key: &str, reading: &mut Reading<'_>) {
        if let Some((name, node)) = self.map.iter().find(|(name, _)| &*name.value == key) {
            reading.at_key(&name.value, |reading| reading.say_cut(node));
        }
    }

    /// Says that a required key is missing: where it stands with nothing behind it or is written
    /// wrong, if it does, which is then said once.
    /// `add` is the way out where the key is not there, and `write` where it is.
    pub fn missing(&mut self, key: &str, add: String, write: &str, reading: &mut Reading<'_>) {
        if let Some((name, node)) = self.map.iter().find(|(name, _)| &*name.value == key) {
            let message = format!("the `{key}` is blank");
            let span = if node.is_null() { name.span } else { node.span };
            let hint = if node.cut.is_some() { QUOTE_OR_PART } else { write };
            // That a comment cut it off was said when it was read, as the lesser mistake.
            let cut = node.cut.map(NonZeroU32::get);
            reading
                .diagnostics
                .retain(|one| one.code != Code::CutByComment || Some(one.span.start) != cut);
            reading.fault(Code::MissingKey, span, message).hints.push(hint.into());
            return;
        }
        let is_known = |name: &str| self.known.iter().any(|spec| spec.key == name);
        let stray = self.unknown().map(|(name, _)| &*name.value);
        let stray: Vec<&str> = stray.filter(|name| !is_known(name)).collect();
        let spec = self.known.iter().find(|spec| spec.key == key);
        let also = spec.and_then(|spec| stray.iter().find(|name| spec.name().is_also(name)));
        let near = also.copied().or_else(|| nearest(key, stray));
        let index =
            near.and_then(|near| self.map.iter().position(|(name, _)| &*name.value == near));
        let message = format!("the key `{key}` is missing");
        match index {
            Some(index) => {
                self.taken[index] = true;
                let span = self.map[index].0.span;
                let words = format!("write `{}` as `{key}`", self.map[index].0.value);
                let hint = Hint::saying(words, key);
                reading.fault(Code::MissingKey, span, message).hints.push(hint);
            }
            None => {
                let span = first_line(self.span);
                reading.fault(Code::MissingKey, span, message).hints.push(add.into());
            }
        }
    }

    /// Keys that nobody took.
    pub fn unknown(&self) -> impl Iterator<Item = &'n (Text, Node)> {
        self.map.iter().zip(&self.taken).filter(|(_, taken)| !**taken).map(|(pair, _)| pair)
    }

    /// Warns of the keys that nobody took, each with the place where it belongs or else with the key
    /// that was probably meant. Those are returned.
    pub fn warn_unknown<'k>(
        &self,
        known: &[KeyName<'k>],
        what: &str,
        belongs: impl Fn(&str) -> Option<Hint>,
        reading: &mut Reading<'_>,
    ) -> Vec<&'k str> {
        let mut meant = Vec::new();
        for (name, _) in self.unknown() {
            let message = format!("`{}` is not a key of {what}", name.value);
            let elsewhere = belongs(&name.value);
            let near =
                meant_key(&name.value, known.iter().copied()).filter(|_| elsewhere.is_none());
            let is_there = |key: &str| self.map.iter().any(|(name, _)| &*name.value == key);
            let hint_of = |key: &str| match is_there(key) {
                true => Hint::meant_twice(key),
                false => Hint::meant(key),
            };
            let hint = elsewhere.or_else(|| near.map(hint_of));
            let diagnostic = Diagnostic::new(Code::UnknownKey, name.span, message);
            reading.report(diagnostic.maybe_hint(hint));
            meant.extend(near);
        }
        meant
    }
}

/// The first key of a mapping that has keys and none of those that are known: what it says was
/// meant to be said by one of them.
pub(in crate::model) fn only_stranger<'n>(map: &'n Map, known: &[FieldSpec]) -> Option<&'n Text> {
    let is_known = |name: &Text| known.iter().any(|spec| spec.key == &*name.value);
    let (first, _) = map.first()?;
    map.iter().all(|(name, _)| !is_known(name)).then_some(first)
}

/// A span that is short enough to point with: it stays where the mapping begins.
fn first_line(span: Span) -> Span {
    Span { end: span.start, ..span }
}

/// What a list or a mapping was meant to say where one value stands: the text that a colon made a
/// mapping, the reference in too many brackets.
fn meant_as_scalar(node: &Node, is_reference: bool) -> Option<Hint> {
    let text = |node: &Node| match &node.value {
        Value::Scalar { text, .. } if text.len() <= 80 => Some(text.clone()),
        _ => None,
    };
    match &node.value {
        Value::Map(map) => {
            let [(key, value)] = &map[..] else { return None };
            let value = text(value)?;
            if is_reference {
                // Elsewhere a reference stands under `ref`, and says there what it says here.
                let name = if &*key.value == "ref" { &value } else { &key.value };
                return Some(Hint::proposing("write", &**name));
            }
            let whole = format!("{}: {value}", key.value);
            // Two lone words may be a key and its value in the wrong place.
            let is_prose = whole.split_whitespace().count() > 2;
            is_prose.then(|| Hint::proposing("quote it:", in_quotes(&whole)))
        }
        Value::List(items) if is_reference => {
            let [item] = &items[..] else { return None };
            Some(Hint::proposing("write", text(item)?))
        }
        _ => None,
    }
}

/// A text where a mapping is meant, as the mapping that it was probably meant to be.
fn meant_as_mapping(node: &Node, specs: &[FieldSpec]) -> Option<Hint> {
    let Value::Scalar { text, .. } = &node.value else { return None };
    let text = text.trim();
    if text.is_empty() || text.len() > 80 {
        return None;
    }
    // From here to there: `3-8`, `1d – 3d`.
    if let [min, max, ..] = specs
        && (min.key, max.key) == ("min", "max")
        && let Some((from, to)) = text.split_once(['-', '–'])
        && let (from, to) = (from.trim(), to.trim())
        && fits(from, &(min.shape)())
        && fits(to, &(max.shape)())
    {
        return Some(Hint::proposing("write it as", format!("{{min: {from}, max: {to}}}")));
    }
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    let own = specs
        .iter()
        .find(|spec| is_address && spec.key == "url")
        .or_else(|| specs.iter().find(|spec| spec.required))
        .or(specs.first())?;
    if !fits(text, &(own.shape)()) {
        return None;
    }
    let needs_quotes =
        text.contains([',', '[', ']', '{', '}', '"', '\'', '#']) || text.contains(": ");
    let text = if needs_quotes { in_quotes(text) } else { text.to_owned() };
    let others = specs.iter().filter(|spec| spec.required && spec.key != own.key);
    let others: String = others.map(|spec| format!(", {}: …", spec.key)).collect();
    let mapping = format!("{{{}: {text}{others}}}", own.key);
    // What stands for the others is still to be thought of.
    Some(match others.is_empty() {
        true => Hint::proposing("write it as", mapping),
        false => format!("write it as `{mapping}`").into(),
    })
}

/// Whether a text could be a value of a shape, as far as its signs tell.
fn fits(text: &str, shape: &Shape) -> bool {
    match shape {
        Shape::Ref(_) => !text.contains(','),
        Shape::Number => text.parse::<i64>().is_ok(),
        Shape::Duration => Duration::parse(text).is_some(),
        _ => true,
    }
}

/// Reads a nested mapping: its fields, then what is left over.
pub(in crate::model) fn mapping<T: Fields>(node: &Node, reading: &mut Reading<'_>) -> Option<T> {
    let Value::Map(map) = &node.value else {
        let keys: Vec<String> =
            T::specs().iter().map(|spec| format!("`{}`", spec.key)).take(4).collect();
        let hint = meant_as_mapping(node, T::specs())
            .unwrap_or_else(|| format!("write it as a mapping with {}", keys.join(", ")).into());
        reading.wrong_type(node, "a mapping").hints.push(hint);
        return None;
    };
    let mut fields = MapReader::new(map, node.span);
    let value = T::read_fields(&mut fields, reading);
    let known: Vec<KeyName<'_>> = T::specs().iter().map(FieldSpec::name).collect();
    let what = format!("`{}`", reading.key());
    fields.warn_unknown(&known, &what, |_| None, reading);
    value
}
