//! What front matter says of an entry, in lists: what it is, where it fits, what a team runs.

use super::{entry_link, plain};
use crate::link::{Owner, RelationName};
use crate::model::{DeclaredValue, Detail, Relation, State, capital};
use crate::site::here::Here;
use crate::site::part::{self, Side};
use crate::site::words;
use crate::validate::EntryId;

/// Lines of a list: a name and what it is.
struct Facts<'o> {
    out: &'o mut String,
    any: bool,
}

impl Facts<'_> {
    fn name(&mut self, name: &str) {
        self.any = true;
        self.out.push_str("- ");
        self.out.push_str(&capital(name));
        self.out.push_str(": ");
    }

    /// Several things, each written by itself.
    fn list<T>(&mut self, name: &str, items: &[T], write: impl Fn(&T, &mut String)) {
        for (at, item) in items.iter().enumerate() {
            if at == 0 {
                self.name(name);
            } else {
                self.out.push_str(", ");
            }
            write(item, self.out);
        }
        if !items.is_empty() {
            self.out.push('\n');
        }
    }

    fn say(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.name(name);
            plain(text, self.out);
            self.out.push('\n');
        }
    }
}

/// What the entry is.
pub fn write(here: Here<'_>, id: EntryId, out: &mut String) {
    let entry = here.entry(id);
    let linked = &here.playbook().linked;
    let mut facts = Facts { out, any: false };
    if !entry.is_page() {
        facts.say("kind", &linked.playbook.kinds.get(entry.kind).title);
    }
    if entry.state() != State::Active {
        let why = entry.common.because.as_ref().map_or("", |why| &why.value);
        let gap = if why.is_empty() { "" } else { ". " };
        facts.say("state", &format!("{}{gap}{why}", entry.state().word()));
    }
    facts.say("in short", &here.facts(id));
    let names: Vec<&str> = entry.common.aka.iter().map(|name| &*name.value).collect();
    facts.say("also called", &names.join(", "));
    facts.list("looked after by", linked.owners(id), |owner, out| match owner {
        Owner::Entry(id) => entry_link(here, *id, out),
        Owner::Text(text) => plain(text, out),
    });
    details(here, id, &mut facts);
    relations(here, id, &mut facts);
    for (fact, own) in part::fields(here, id).iter().zip(&entry.declared) {
        if let DeclaredValue::Refs(refs) = &own.value {
            let targets: Vec<EntryId> =
                refs.iter().filter_map(|reference| linked.target(id, *reference)).collect();
            facts.list(&fact.title, &targets, |id, out| entry_link(here, *id, out));
        } else {
            let all: Vec<&str> = fact.text.iter().chain(&fact.items).map(|text| &**text).collect();
            facts.say(&fact.title, &all.join(", "));
        }
    }
    let tags: Vec<&str> = entry.common.tags.iter().map(|tag| &*tag.value).collect();
    facts.say("tags", &tags.join(", "));
    if let Some(reviewed) = entry.common.reviewed {
        facts.say("reviewed", &words::date(reviewed.value).words);
    }
    if let Some(expires) = entry.common.expires {
        let passed = expires.value < here.playbook().as_of;
        let name = if passed { "held until" } else { "holds until" };
        facts.say(name, &words::date(expires.value).words);
        facts.say("then", entry.common.then.as_ref().map_or("", |then| &then.value));
    }
    if facts.any {
        out.push('\n');
    }
}

/// What only one kind has.
fn details(here: Here<'_>, id: EntryId, facts: &mut Facts<'_>) {
    match &here.entry(id).detail {
        Detail::Factor(factor) => {
            facts.say("question", &factor.question.value);
            if let Some((_, def)) = here.playbook().linked.factors.of(id) {
                let labels: Vec<&str> = def.values.iter().map(|value| &*value.label).collect();
                facts.say("values", &labels.join(", "));
            }
        }
        Detail::Ritual(ritual) => {
            facts.say("when", ritual.trigger.as_ref().map_or("", |text| &text.value));
        }
        Detail::AntiPattern(trap) => {
            let sounds: Vec<String> =
                trap.sounds_like.iter().map(|text| format!("“{}”", text.value)).collect();
            facts.say("sounds like", &sounds.join(" "));
            facts.say("seen when", trap.seen_when.as_ref().map_or("", |text| &text.value));
        }
        Detail::Context(_) | Detail::Team(_) => {
            let Some(said) = here.playbook().linked.values(id) else { return };
            for (factor, def) in here.playbook().linked.factors.iter() {
                let known = said.values.get(factor);
                let labels =
                    known.map(|mask| words::labels(def.values_of(mask).map(|value| &*value.label)));
                facts.say(&def.title, labels.as_deref().unwrap_or("nobody knows"));
            }
        }
        _ => {}
    }
}

/// Whom the entry names, by relation.
fn relations(here: Here<'_>, id: EntryId, facts: &mut Facts<'_>) {
    let edges = here.playbook().linked.graph.outgoing(id);
    for group in edges.chunk_by(|one, other| one.relation == other.relation) {
        let RelationName::BuiltIn(relation) = group[0].relation else { continue };
        // Told elsewhere: who looks after it, and the rows of a team.
        if matches!(relation, Relation::Owner | Relation::Practices) {
            continue;
        }
        facts.list(relation.forward(), group, |edge, out| entry_link(here, edge.to, out));
    }
}

/// Where a practice fits and where not, with the reasons.
pub fn write_evidence(here: Here<'_>, id: EntryId, out: &mut String) {
    let lines = here.lines(id, None);
    if lines.is_empty() {
        return;
    }
    out.push_str("## Where it fits, and where not\n\n");
    for line in lines {
        let when: Vec<&str> = line.conditions.iter().map(|own| &*own.words).collect();
        let when = match when.is_empty() {
            true => "everywhere".to_owned(),
            false => format!("when {}", words::and_list(&when)),
        };
        out.push_str("- **");
        out.push_str(&capital(&line.lean));
        out.push_str("** ");
        plain(&when, out);
        out.push_str(&format!(" ({}, {}): ", line.strength, line.basis));
        plain(&line.because, out);
        out.push('\n');
    }
    out.push('\n');
}

/// What a team runs and ran, by its own names.
pub fn write_rows(here: Here<'_>, team: EntryId, out: &mut String) {
    let rows: Vec<_> = here.playbook().rows(team).collect();
    if rows.is_empty() {
        return;
    }
    out.push_str("## What it runs and ran\n\n");
    for row in rows {
        let run = part::run_view(here, team, &row, Side::Team);
        out.push_str("- ");
        if !run.local_name.is_empty() {
            plain(&run.local_name, out);
            out.push_str(": ");
        }
        entry_link(here, row.practice, out);
        let since = run.since.as_ref().map(|day| format!("since {}", day.words));
        let until = run.until.as_ref().map(|day| format!("until {}", day.words));
        let status = words::inside(&run.status.word);
        let said = [
            Some(&*status),
            Some(&*run.rhythm),
            Some(&*run.duration),
            since.as_deref(),
            until.as_deref(),
        ];
        for fact in said.into_iter().flatten().filter(|fact| !fact.is_empty()) {
            out.push_str(", ");
            plain(fact, out);
        }
        out.push('\n');
        for change in &run.changed {
            out.push_str("  - ");
            plain(&change.what, out);
            if !change.because.is_empty() {
                out.push(' ');
                plain(&change.because, out);
            }
            out.push('\n');
        }
    }
    out.push('\n');
}
