//! The nouns: kinds, entries, their fields, factors, dates and durations.
//!
//! In: YAML trees. Out: typed front matter in which every value knows its place. Each field
//! is defined once, with its documentation; reading, the JSON Schema, scaffolds, hints and
//! the field reference are derived from that definition.
//! Must not: read the disk, know other entries (a reference here is text with a place).

mod choice;
mod date;
mod declared;
mod detail;
mod duration;
mod entry;
mod field;
mod front;
mod generated;
mod id;
mod key;
mod kind;
mod practice;
mod reading;
mod reference;
mod relation;
mod team;
mod title;
mod zone;

pub use choice::Choice;
pub use date::Date;
pub use declared::{Declared, DeclaredValue};
pub use detail::{
    AntiPattern, Artifact, Context, Cycle, CycleSpan, Detail, Exercise, Factor, FactorValue,
    ForcingFunction, Framework, FrameworkUses, Headcount, Job, Keeping, Participant, Principle,
    Ritual, detail, detail_specs,
};
pub use duration::Duration;
pub use entry::{Common, Entry, SourceNote, State};
pub use field::{Field, FieldSpec, Fields, KeyName, Mapping, Shape, Text, Vec1, meant_key};
pub use front::PageFront;
pub use generated::is_filled_by_site;
pub use id::id_fault;
pub use key::{Group, Key, Takes, keys};
pub use kind::{DeclaredField, DeclaredType, KindDef, KindId, Kinds};
pub use practice::{
    Accepted, Alternative, Basis, Condition, FitLine, Lean, Practice, RangeEnds, Reach, Reason,
    Strength, Tradeoff, Trial, When,
};
pub use reading::{MapReader, Reading};
pub use reference::{Ref, RefText, Target, Targets, targets};
pub use relation::Relation;
pub use team::{
    At, Change, Claim, ClaimFields, Claims, ContextClaim, Interaction, Now, Status, Team,
    TeamContext, TeamPractice,
};
pub use title::{capital, in_words, several};
pub use zone::Zone;
