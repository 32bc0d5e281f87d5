//! Entries in words: what a completion or a hover says of one.

use crate::link::{FactorDef, LinkedPlaybook, Lookup};
use crate::markdown::literal;
use crate::model::{KindId, State};
use crate::validate::EntryId;

/// Title, kind, summary and what else decides whether it is the one that is meant.
pub fn card(playbook: &LinkedPlaybook, id: EntryId) -> String {
    let entry = playbook.entry(id);
    let kind = playbook.playbook.kinds.get(entry.kind);
    let mut out = format!("**{}** · {}", literal(&entry.title.value), literal(&kind.title));
    match entry.state() {
        State::Active => {}
        state => out.push_str(&format!(" · {}", state.word())),
    }
    if let Some(summary) = &entry.common.summary {
        out.push_str(&format!("\n\n{}", literal(&summary.value)));
    }
    if let Some(factor) = playbook.factors.list.iter().find(|factor| factor.entry == id) {
        out.push_str(&format!("\n\n{}\n", literal(&factor.question)));
        for (at, _) in factor.values.iter().enumerate() {
            out.push_str(&format!("\n- `{}`: {}", factor.values[at].id, value_words(factor, at)));
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
    format!(
        "**{}** · {}\n\n{}\n\n`factor/{}/{}`",
        literal(&value.label),
        literal(&factor.title),
        value_words(factor, at),
        factor.id,
        value.id
    )
}

fn value_words(factor: &FactorDef, at: usize) -> String {
    let Some(value) = factor.values.get(at) else { return String::new() };
    literal(value.looks_like.as_ref().unwrap_or(&value.label))
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
