//! Entries in words: what a completion or a hover says of one.

use crate::link::{FactorDef, LinkedPlaybook, Lookup, ValueDef};
use crate::markdown::push_literal;
use crate::model::{KindId, State};
use crate::validate::EntryId;

/// Title, kind, summary and what else decides whether it is the one that is meant.
pub fn card(playbook: &LinkedPlaybook, id: EntryId) -> String {
    let entry = playbook.entry(id);
    let kind = playbook.playbook.kinds.get(entry.kind);
    let mut out = heading(&entry.title.value, &kind.title);
    match entry.state() {
        State::Active => {}
        state => out.push_str(&format!(" · {}", state.word())),
    }
    if let Some(summary) = &entry.common.summary {
        out.push_str("\n\n");
        push_literal(&summary.value, &mut out);
    }
    if let Some((_, factor)) = playbook.factors.of(id) {
        out.push_str("\n\n");
        push_literal(&factor.question, &mut out);
        out.push('\n');
        for value in &factor.values {
            out.push_str(&format!("\n- `{}`: ", value.id));
            push_literal(words(value), &mut out);
        }
    }
    let name = match entry.is_page() {
        true => playbook.page(id).path.to_string(),
        false => playbook.playbook.reference(id),
    };
    out.push_str(&format!("\n\n`{name}`"));
    out
}

/// A value of a factor.
pub fn value_card(factor: &FactorDef, at: usize) -> String {
    let Some(value) = factor.values.get(at) else { return String::new() };
    let mut out = heading(&value.label, &factor.title);
    out.push_str("\n\n");
    push_literal(words(value), &mut out);
    out.push_str(&format!("\n\n`factor/{}/{}`", factor.id, value.id));
    out
}

/// The line above all else: a name, and what it is one of.
fn heading(name: &str, of: &str) -> String {
    let mut out = String::from("**");
    push_literal(name, &mut out);
    out.push_str("** · ");
    push_literal(of, &mut out);
    out
}

/// How a value is known, else its name.
fn words(value: &ValueDef) -> &str {
    value.looks_like.as_ref().unwrap_or(&value.label)
}

/// What a reference means, also where the page that it stands in cannot be read as a whole.
pub fn meant(text: &str, kinds: &[KindId], lookup: &Lookup<'_>) -> Option<EntryId> {
    if let Some((kind, id)) = text.split_once('/') {
        return lookup.entry(lookup.playbook.kinds.named(kind)?, id);
    }
    let belongs =
        |id: &&EntryId| kinds.is_empty() || kinds.contains(&lookup.playbook.entry(**id).kind);
    let mut fitting = lookup.with_id(text).iter().filter(belongs);
    match (fitting.next(), fitting.next()) {
        (Some(only), None) => Some(*only),
        _ => None,
    }
}
