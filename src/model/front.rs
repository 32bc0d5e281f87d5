//! Front matter, read: what an entry of a kind has to say, and what a plain page may.
//!
//! Where it is faulty, what must not be lost of it is saved: its title, its summary, and that its
//! author held it back.

use crate::diagnostic::{Code, Diagnostic, Hint, nearest};
use crate::model::declared::{self, Declared};
use crate::model::detail::{Detail, read_detail};
use crate::model::entry::{Allow, Common, REQUIRED, State};
use crate::model::field::{Field, Fields, KeyName, Shape, Text};
use crate::model::key::{Key, keys};
use crate::model::reading::{MapReader, Reading};
use crate::model::{KindId, Kinds, Practice, RefText};
use crate::source::Span;
use crate::yaml::{Map, Value};

/// What typed front matter is read into, before the file's name and body complete it.
#[derive(Debug, Clone)]
pub struct PageFront {
    pub common: Common,
    pub practice: Option<Box<Practice>>,
    pub detail: Detail,
    pub declared: Vec<Declared>,
    pub refs: Vec<RefText>,
    pub draft: bool,
    /// The keys that unknown ones were probably meant to be.
    pub meant: Box<[Box<str>]>,
}

impl PageFront {
    /// Nothing but the defaults: a page without front matter.
    pub fn empty(detail: Detail) -> PageFront {
        PageFront {
            common: Common::empty(),
            practice: None,
            detail,
            declared: Vec::new(),
            refs: Vec::new(),
            draft: false,
            meant: Box::default(),
        }
    }

    /// Reads the front matter of an entry of a kind that is not a plain page.
    ///
    /// Every fault goes to `diagnostics`; where one sets the entry aside, what remains is its
    /// title, summary and [`Detail::Faulty`].
    pub fn read(
        map: &Map,
        span: Span,
        kind: KindId,
        kinds: &Kinds,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> PageFront {
        let def = kinds.get(kind);
        let mut reading = Reading::new(diagnostics);
        let mut fields = MapReader::new(map, span);
        let common = Common::read_fields(&mut fields, &mut reading);
        let draft = read_draft(&mut fields, &mut reading);
        let practice =
            def.practice.then(|| Practice::read_fields(&mut fields, &mut reading).map(Box::new));
        let detail = read_detail(kind, &mut fields, &mut reading);
        let declared = declared::read(&def.declared, &mut fields, &mut reading);
        // Last, so that a key of another field is never taken for a misspelt one.
        if let Some(common) = &common {
            for (key, value) in REQUIRED.iter().zip([&common.title, &common.summary]) {
                require(key, value.as_ref(), &mut fields, &mut reading);
            }
        }
        let keys = keys(kind, kinds);
        let known: Vec<KeyName<'_>> = keys.iter().map(Key::names).collect();
        let within = |key: &str| within(key, &keys);
        let meant = fields.warn_unknown(&known, &def.one(), within, &mut reading);
        let meant: Box<[Box<str>]> = meant.into_iter().map(Into::into).collect();
        let faulty = reading.faults() > 0;
        let refs = reading.refs;
        match (common, practice, detail, declared) {
            (Some(common), practice, Some(detail), Some(declared))
                if !faulty && !matches!(practice, Some(None)) =>
            {
                let draft = draft || common.state == Some(State::Draft);
                let practice = practice.flatten();
                PageFront { practice, common, detail, declared, refs, draft, meant }
            }
            _ => PageFront {
                common: Common::salvage(map, span),
                draft: draft || nearly_draft(map),
                ..PageFront::empty(Detail::Faulty)
            },
        }
    }

    /// Reads the front matter of a plain page: every key is optional, and what does not fit
    /// is passed over. The keys that mean nothing here are returned, for one grouped warning.
    /// Of what is wrong with the others only warnings are told, and those to `told`.
    pub fn read_page(map: &Map, span: Span, told: &mut Vec<Diagnostic>) -> (PageFront, Vec<Text>) {
        let mut front = PageFront::empty(Detail::Plain);
        let mut passed_over = Vec::new();
        let mut common_keys = Vec::new();
        for (key, node) in map {
            let pair = vec![(key.clone(), node.clone())];
            let known = Common::specs().iter().any(|spec| spec.key == &*key.value);
            let mut faults = Vec::new();
            if key.value.eq_ignore_ascii_case("draft") {
                let mut reading = Reading::new(&mut faults);
                match bool::read(node, &mut reading) {
                    Some(draft) => front.draft |= draft,
                    // What its author may have held back is not published.
                    None => {
                        front.draft = true;
                        passed_over.push(key.clone());
                    }
                }
            } else if known {
                let mut reading = Reading::new(&mut faults);
                let read = Common::read_fields(&mut MapReader::new(&pair, span), &mut reading);
                if read.is_some() && !faults.iter().any(Diagnostic::is_error) {
                    told.append(&mut faults);
                    common_keys.push(pair);
                } else {
                    passed_over.push(key.clone());
                }
            } else {
                passed_over.push(key.clone());
            }
        }
        let fitting: Map = common_keys.into_iter().flatten().collect();
        let mut none = Vec::new();
        let mut reading = Reading::new(&mut none);
        if let Some(common) = Common::read_fields(&mut MapReader::new(&fitting, span), &mut reading)
        {
            front.refs = reading.refs;
            front.draft |= common.state == Some(State::Draft);
            front.common = common;
        }
        (front, passed_over)
    }
}

impl Common {
    fn empty() -> Common {
        Common {
            title: None,
            summary: None,
            aka: Vec::new(),
            owner: Vec::new(),
            needs: Vec::new(),
            tags: Vec::new(),
            reviewed: None,
            review_every: None,
            expires: None,
            then: None,
            state: None,
            replaced_by: None,
            because: None,
            sources: Vec::new(),
            see_also: Vec::new(),
            aliases: Vec::new(),
            weight: None,
            allow: Allow::default(),
            kind: None,
        }
    }

    /// The title and the summary of front matter that is faulty elsewhere, and whether it says
    /// that it is a draft.
    fn salvage(map: &Map, span: Span) -> Common {
        let mut faults = Vec::new();
        let mut reading = Reading::new(&mut faults);
        let mut fields = MapReader::new(map, span);
        let mut text = |key: &str| -> Option<Text> {
            fields.take(key).and_then(|node| Field::read(node, &mut reading))
        };
        let (title, summary) = (text("title"), text("summary"));
        let state = fields.take("state").filter(|node| match &node.value {
            Value::Scalar { text, .. } => &**text == State::Draft.word(),
            _ => false,
        });
        Common { title, summary, state: state.map(|_| State::Draft), ..Common::empty() }
    }
}

/// Where a key that stands outside of its mapping belongs.
fn within(key: &str, keys: &[Key<'_>]) -> Option<Hint> {
    let parents = keys.iter().filter_map(|parent| {
        let (mapping, of) = match parent.takes.shape()? {
            Shape::Fields(mapping) => (mapping, ""),
            Shape::List(item) => match *item {
                Shape::Fields(mapping) => (mapping, "an item of "),
                _ => return None,
            },
            _ => return None,
        };
        let has_key = mapping.specs.iter().any(|spec| spec.key == key);
        has_key.then(|| format!("{of}`{}`", parent.name))
    });
    let parents: Vec<String> = parents.collect();
    (!parents.is_empty()).then(|| format!("write it within {}", parents.join(" or ")).into())
}

/// `draft: true`, which other generators know: it must never publish what its author held
/// back, so it counts, with a word about how it is written here.
fn read_draft(fields: &mut MapReader<'_>, reading: &mut Reading<'_>) -> bool {
    let Some((name, node)) =
        fields.unknown().find(|(name, _)| name.value.eq_ignore_ascii_case("draft"))
    else {
        return false;
    };
    fields.take(&name.value);
    let message = "`draft` is a key of plain pages";
    let warning = Diagnostic::new(Code::UnknownKey, name.span, message);
    reading.report(warning.hint("write `state: draft`"));
    !matches!(&node.value, Value::Scalar { text, .. } if &**text == "false")
}

/// Whether faulty front matter was meant to be a draft's: what cannot be read for sure is
/// rather held back than published.
fn nearly_draft(map: &Map) -> bool {
    let is_state = |name: &str| nearest(&name.to_lowercase(), ["state"]).is_some();
    map.iter().filter(|(name, _)| is_state(&name.value)).any(|(_, node)| match &node.value {
        Value::Scalar { text, .. } => {
            let words = State::CHOICES.iter().map(|choice| choice.word);
            nearest(&text.to_lowercase(), words) == Some(State::Draft.word())
        }
        _ => false,
    })
}

/// Says that a required text is missing or blank, where it is.
fn require(key: &str, value: Option<&Text>, fields: &mut MapReader<'_>, reading: &mut Reading<'_>) {
    if value.is_some() {
        return;
    }
    let what = match key {
        "title" => "what it is called",
        _ => "one sentence that says what it is",
    };
    fields.missing(key, format!("add `{key}:` with {what}"), &format!("write {what}"), reading);
}
