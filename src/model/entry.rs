//! An entry: one markdown file's front matter, typed.

use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::choice::choices;
use crate::model::declared::Declared;
use crate::model::detail::Detail;
use crate::model::field::{Field, Shape, Text, fields};
use crate::model::reading::Reading;
use crate::model::reference::{To, targets};
use crate::model::{Date, Duration, KindId, Practice, RefText};
use crate::source::{FileId, Located, Span};
use crate::yaml::{Node, Value};

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
        #[also = "name | heading"]
        title: Option<Text>,
        /// What it is, in a sentence of at most 200 characters.
        #[also = "description | abstract | excerpt"]
        summary: Option<Text>,
        /// Other names for it.
        #[example = "another name"]
        #[also = "also_known_as | synonyms"]
        aka: Vec<Text>,
        /// Who looks after it: a role, a team or a plain text, or several.
        #[example = "role/facilitator"]
        #[also = "maintainer | maintainers | owned_by"]
        owner: Vec<Text>,
        /// The needs that it answers.
        needs: Vec<To<targets::Need>>,
        /// Words to find it by.
        #[example = "planning"]
        #[also = "keywords | labels | categories | topics"]
        tags: Vec<Text>,
        /// The day on which somebody last read it and found it true.
        #[also = "last_reviewed | reviewed_on"]
        reviewed: Option<Located<Date>>,
        /// How often it should be read again.
        #[example = "1y"]
        #[also = "review_cycle | review_interval"]
        review_every: Option<Located<Duration>>,
        /// The day until which it holds.
        #[also = "expiry | valid_until"]
        expires: Option<Located<Date>>,
        /// What was meant to follow when it expires.
        #[example = "We decide whether to keep it."]
        then: Option<Text>,
        /// Whether it is a draft, active or retired.
        #[example = "active"]
        #[also = "status | lifecycle"]
        state: Option<State>,
        /// What replaced it, where it is retired.
        #[also = "superseded_by | successor"]
        replaced_by: Option<To<targets::Any>>,
        /// Why it was retired.
        #[example = "What it was for is done."]
        because: Option<Text>,
        /// Where its ideas can be read.
        #[also = "references | bibliography | further_reading"]
        sources: Vec<SourceNote>,
        /// Other entries worth reading.
        #[also = "related | related_to"]
        see_also: Vec<To<targets::Any>>,
        /// Old addresses that lead here.
        #[example = "/old/address/"]
        #[also = "redirect_from | redirects"]
        aliases: Vec<Text>,
        /// Its place among its kind, lowest first; 0 where nothing is said.
        #[example = "10"]
        #[also = "order | nav_order | sidebar_position | position"]
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
        #[also = "name"]
        title: Option<Text>,
        /// Who wrote it.
        #[example = "Its author"]
        #[also = "author | authors | who"]
        by: Option<Text>,
        /// The year in which it appeared.
        #[example = "2024"]
        #[also = "date"]
        year: Option<Text>,
        /// Where it can be read.
        #[example = "https://example.org/"]
        #[also = "link | href"]
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
    /// Whether it is held back, by `draft: true` or by its state.
    pub draft: bool,
    /// The keys that unknown ones were probably meant to be, which has been said.
    pub meant: Box<[Box<str>]>,
}

impl Entry {
    /// Whether the front matter was faulty: its page can still be shown.
    pub fn is_faulty(&self) -> bool {
        matches!(self.detail, Detail::Faulty)
    }

    /// Whether it is a factor whose values are known.
    pub fn is_factor(&self) -> bool {
        matches!(self.detail, Detail::Factor(_))
    }

    pub fn is_page(&self) -> bool {
        self.kind == KindId::PAGE
    }

    /// A draft before all else: `draft: true` beside another state holds the entry back.
    pub fn state(&self) -> State {
        match self.common.state {
            _ if self.draft => State::Draft,
            Some(state) => state,
            None => State::Active,
        }
    }

    /// Whether it is no longer recommended: it keeps its page, and lists, rankings and questions
    /// leave it out.
    pub fn is_retired(&self) -> bool {
        self.state() == State::Retired
    }

    pub fn weight(&self) -> i64 {
        self.common.weight.map_or(0, |weight| weight.value)
    }

    /// Whether a key was probably meant by one that is misspelt: that it is absent is no second
    /// mistake.
    pub fn meant(&self, key: &str) -> bool {
        self.meant.iter().any(|meant| &**meant == key)
    }

    pub fn allows(&self, code: Code) -> bool {
        self.common.allow.codes.iter().any(|(allowed, _)| allowed.value == code)
    }

    /// Where to point for what concerns the entry as a whole.
    pub fn span(&self) -> Span {
        self.title.span
    }
}
