//! An entry: one markdown file's front matter, typed.

use crate::diagnostic::{Code, Diagnostic, did_you_mean, nearest};
use crate::model::choice::choices;
use crate::model::declared::{self, Declared};
use crate::model::detail::{
    AntiPattern, Artifact, Context, Cycle, Detail, Exercise, Factor, Framework, Principle, Ritual,
};
use crate::model::field::{Field, FieldSpec, Fields, Mapping, Shape, Text, fields};
use crate::model::key::keys;
use crate::model::reading::{MapReader, Reading};
use crate::model::reference::{To, targets};
use crate::model::{Date, Duration, KindId, Kinds, Practice, RefText, Team};
use crate::source::{FileId, Located, Span};
use crate::yaml::{Map, Node, Value};

choices! {
    /// Whether an entry is shown, and how.
    pub enum State {
        /// Not shown without `--drafts`.
        Draft = "draft",
        /// In use.
        Active = "active",
        /// No longer recommended; keeps its page.
        Retired = "retired",
    }
}

fields! {
    /// The fields that every entry may have.
    pub struct Common {
        /// What it is called.
        title: Option<Text>,
        /// What it is, in a sentence of at most 200 characters.
        summary: Option<Text>,
        /// Other names for it.
        #[example = "another name"]
        aka: Vec<Text>,
        /// Who looks after it: a role, a team or a plain text, or several.
        #[example = "role/facilitator"]
        owner: Vec<Text>,
        /// The needs that it answers.
        needs: Vec<To<targets::Need>>,
        /// Words to find it by.
        #[example = "planning"]
        tags: Vec<Text>,
        /// The day on which somebody last read it and found it true.
        reviewed: Option<Located<Date>>,
        /// How often it should be read again.
        #[example = "1y"]
        review_every: Option<Located<Duration>>,
        /// The day until which it holds.
        expires: Option<Located<Date>>,
        /// What was meant to follow when it expires.
        #[example = "We decide whether to keep it."]
        then: Option<Text>,
        /// Whether it is a draft, active or retired.
        #[example = "active"]
        state: Option<State>,
        /// What replaced it, where it is retired.
        replaced_by: Option<To<targets::Any>>,
        /// Why it was retired.
        #[example = "What it was for is done."]
        because: Option<Text>,
        /// Where its ideas can be read.
        sources: Vec<SourceNote>,
        /// Other entries worth reading.
        see_also: Vec<To<targets::Any>>,
        /// Old addresses that lead here.
        #[example = "/old/address/"]
        aliases: Vec<Text>,
        /// Its place among its kind, lowest first; 0 where nothing is said.
        #[example = "10"]
        weight: Option<Located<i64>>,
        /// Checks that are silenced for this entry, each with the reason.
        allow: Allow,
        /// The kind, where the folder does not name it.
        kind: Option<Text>,
    }
}

/// The common keys that every entry of a kind must have. A plain page has its title from
/// elsewhere, and needs no summary.
pub const REQUIRED: [&str; 2] = ["title", "summary"];

fields! {
    /// A public source of an idea.
    pub struct SourceNote {
        /// Its title.
        #[example = "The title of a book or an article"]
        title: Option<Text>,
        /// Who wrote it.
        #[example = "Its author"]
        by: Option<Text>,
        /// The year in which it appeared.
        #[example = "2024"]
        year: Option<Text>,
        /// Where it can be read.
        #[example = "https://example.org/"]
        url: Option<Text>,
    }
}

/// The `allow` field: codes that are silenced for an entry.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Allow {
    pub codes: Vec<(Located<Code>, Text)>,
}

impl Field for Allow {
    const REQUIRED: bool = false;

    fn shape() -> Shape {
        Shape::Allow
    }

    fn read(node: &Node, reading: &mut Reading<'_>) -> Option<Self> {
        let Value::Map(map) = &node.value else {
            let hint = "write it as `{code: \"the reason\"}`";
            reading.wrong_type(node, "a mapping").hints.push(hint.into());
            return None;
        };
        let mut codes = Vec::new();
        let mut whole = true;
        for (name, value) in map {
            let Some(code) = Code::from_name(&name.value) else {
                let message = format!("`{}` is not the code of a check", name.value);
                let hint = did_you_mean(&name.value, Code::ALL.iter().map(|code| code.name()));
                let diagnostic = Diagnostic::new(Code::BadValue, name.span, message);
                reading.report(diagnostic.maybe_hint(hint));
                whole = false;
                continue;
            };
            if code.is_fixed() {
                let message = format!("`{}` cannot be silenced", name.value);
                let hint = "nothing right could be built over it: mend what it speaks of";
                reading.fault(Code::BadValue, name.span, message).hints.push(hint.into());
                whole = false;
                continue;
            }
            let reason: Option<Text> =
                reading.at_key(&name.value, |reading| Field::read(value, reading));
            match reason {
                Some(reason) if reason.value.is_empty() => {
                    let message = format!("`{}` is silenced without a reason", name.value);
                    let hint = "write down why, for whoever reads it next";
                    reading.fault(Code::MissingKey, reason.span, message).hints.push(hint.into());
                    whole = false;
                }
                Some(reason) => codes.push((Located::new(code, name.span), reason)),
                None => whole = false,
            }
        }
        whole.then_some(Allow { codes })
    }

    fn absent() -> Option<Self> {
        Some(Allow::default())
    }
}

/// One markdown file, typed. A plain page is one of kind [`KindId::PAGE`].
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub kind: KindId,
    /// Unique within the kind; for a plain page its path without `.md`.
    pub id: Box<str>,
    pub file: FileId,
    pub title: Text,
    pub common: Common,
    /// What every practice may have; there for kinds that are practices.
    pub practice: Option<Box<Practice>>,
    pub detail: Detail,
    pub declared: Vec<Declared>,
    /// The texts of the references in its fields, by [`Ref`](crate::model::Ref).
    pub refs: Vec<RefText>,
    /// `draft: true`, or the state.
    pub draft: bool,
}

impl Entry {
    /// Whether the front matter was faulty: its page can still be shown.
    pub fn is_faulty(&self) -> bool {
        matches!(self.detail, Detail::Faulty)
    }

    pub fn is_page(&self) -> bool {
        self.kind == KindId::PAGE
    }

    pub fn state(&self) -> State {
        match self.common.state {
            Some(state) => state,
            None if self.draft => State::Draft,
            None => State::Active,
        }
    }

    pub fn weight(&self) -> i64 {
        self.common.weight.map_or(0, |weight| weight.value)
    }

    pub fn allows(&self, code: Code) -> bool {
        self.common.allow.codes.iter().any(|(allowed, _)| allowed.value == code)
    }

    /// Where to point for what concerns the entry as a whole.
    pub fn span(&self) -> Span {
        self.title.span
    }
}

/// What typed front matter is read into, before the file's name and body complete it.
#[derive(Debug, Clone)]
pub struct PageFront {
    pub common: Common,
    pub practice: Option<Box<Practice>>,
    pub detail: Detail,
    pub declared: Vec<Declared>,
    pub refs: Vec<RefText>,
    pub draft: bool,
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
        let known: Vec<&str> = keys.iter().map(|key| key.name).collect();
        fields.warn_unknown(&known, &def.one(), &mut reading);
        let faulty = reading.faults() > 0;
        let refs = reading.refs;
        match (common, practice, detail, declared) {
            (Some(common), practice, Some(detail), Some(declared))
                if !faulty && !matches!(practice, Some(None)) =>
            {
                let draft = draft || common.state == Some(State::Draft);
                PageFront { practice: practice.flatten(), common, detail, declared, refs, draft }
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
    pub fn read_page(map: &Map, span: Span) -> (PageFront, Vec<Text>) {
        let mut front = PageFront::empty(Detail::Plain);
        let mut passed_over = Vec::new();
        let mut common_keys = Vec::new();
        for (key, node) in map {
            let pair = vec![(key.clone(), node.clone())];
            let known = Common::specs().iter().any(|spec| spec.key == &*key.value);
            let mut faults = Vec::new();
            if &*key.value == "draft" {
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
                if read.is_some() && faults.is_empty() {
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

/// `draft: true`, which other generators know: it must never publish what its author held
/// back, so it counts, with a word about how it is written here.
fn read_draft(fields: &mut MapReader<'_>, reading: &mut Reading<'_>) -> bool {
    let Some((name, node)) = fields.unknown().find(|(name, _)| &*name.value == "draft") else {
        return false;
    };
    fields.take("draft");
    let message = "`draft` is a key of plain pages";
    let warning = Diagnostic::new(Code::UnknownKey, name.span, message);
    reading.report(warning.hint("write `state: draft`"));
    !matches!(&node.value, Value::Scalar { text, .. } if &**text == "false")
}

/// Whether faulty front matter was meant to be a draft's: what cannot be read for sure is
/// rather held back than published.
fn nearly_draft(map: &Map) -> bool {
    let state = map.iter().find(|(name, _)| &*name.value == "state").map(|(_, node)| &node.value);
    match state {
        Some(Value::Scalar { text, .. }) => {
            let words = State::CHOICES.iter().map(|choice| choice.word);
            nearest(text, words) == Some(State::Draft.word())
        }
        _ => false,
    }
}

/// Says that a required text is missing or blank.
fn require(key: &str, value: Option<&Text>, fields: &mut MapReader<'_>, reading: &mut Reading<'_>) {
    let hint = match key {
        "title" => "add `title:` with what it is called",
        _ => "add `summary:` with one sentence that says what it is",
    };
    match value {
        Some(text) if !text.value.is_empty() => {}
        Some(text) => {
            let message = format!("the `{key}` is blank");
            reading.fault(Code::MissingKey, text.span, message).hints.push(hint.into());
        }
        None => fields.missing(key, hint.into(), reading),
    }
}

fn read_detail(
    kind: KindId,
    fields: &mut MapReader<'_>,
    reading: &mut Reading<'_>,
) -> Option<Detail> {
    fn of<T: Fields>(
        fields: &mut MapReader<'_>,
        reading: &mut Reading<'_>,
        detail: impl FnOnce(Box<T>) -> Detail,
    ) -> Option<Detail> {
        T::read_fields(fields, reading).map(|fields| detail(Box::new(fields)))
    }
    match kind {
        KindId::RITUAL => of::<Ritual>(fields, reading, Detail::Ritual),
        KindId::ARTIFACT => of::<Artifact>(fields, reading, Detail::Artifact),
        KindId::FRAMEWORK => of::<Framework>(fields, reading, Detail::Framework),
        KindId::EXERCISE => of::<Exercise>(fields, reading, Detail::Exercise),
        KindId::CYCLE => of::<Cycle>(fields, reading, Detail::Cycle),
        KindId::FACTOR => of::<Factor>(fields, reading, Detail::Factor),
        KindId::CONTEXT => of::<Context>(fields, reading, Detail::Context),
        KindId::TEAM => of::<Team>(fields, reading, Detail::Team),
        KindId::PRINCIPLE => of::<Principle>(fields, reading, Detail::Principle),
        KindId::ANTI_PATTERN => of::<AntiPattern>(fields, reading, Detail::AntiPattern),
        _ => Some(Detail::Plain),
    }
}

/// What a kind adds to the common keys, where that is anything.
pub fn detail(kind: KindId) -> Option<&'static Mapping> {
    Some(match kind {
        KindId::RITUAL => Ritual::MAPPING,
        KindId::ARTIFACT => Artifact::MAPPING,
        KindId::FRAMEWORK => Framework::MAPPING,
        KindId::EXERCISE => Exercise::MAPPING,
        KindId::CYCLE => Cycle::MAPPING,
        KindId::FACTOR => Factor::MAPPING,
        KindId::CONTEXT => Context::MAPPING,
        KindId::TEAM => Team::MAPPING,
        KindId::PRINCIPLE => Principle::MAPPING,
        KindId::ANTI_PATTERN => AntiPattern::MAPPING,
        _ => return None,
    })
}

/// The fields that a kind adds to the common ones.
pub fn detail_specs(kind: KindId) -> &'static [FieldSpec] {
    detail(kind).map_or(&[], |mapping| mapping.specs)
}
