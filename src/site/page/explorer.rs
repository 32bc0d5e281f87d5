//! The explorer: choose values, see what fits. Without JavaScript each answer and each preset
//! is a link to the page that shows what it comes to.

use super::{Html, render};
use crate::site::here::Here;
use crate::site::part::Plain;
use crate::site::view::{ExplorerView, FactorField, FieldValue, PresetView};
use crate::validate::EntryId;

/// How many contexts and how many teams one can start from.
const PRESETS: usize = 40;

pub fn page(here: Here<'_>) -> Html {
    let mut plain = Plain::new("explorer", "Explorer");
    plain.section = "explorer";
    plain.description =
        "Say what you know of your team, and see which practices fit it and why.".into();
    let playbook = here.playbook();
    let factors = playbook.linked.factors.iter().map(|(factor, def)| FactorField {
        id: (&*def.id).into(),
        factor: here.link(def.entry),
        question: (&*def.question).into(),
        ordered: def.ordered,
        values: (0..def.values.len())
            .map(|at| {
                let value = &def.values[at];
                FieldValue {
                    id: (&*value.id).into(),
                    label: (&*value.label).into(),
                    looks_like: value.looks_like.as_deref().unwrap_or("").into(),
                    url: here.value(factor, at).url,
                }
            })
            .collect(),
    });
    let view = ExplorerView {
        contexts: playbook.contexts().take(PRESETS).map(|id| preset(here, id)).collect(),
        teams: playbook.teams().take(PRESETS).map(|id| preset(here, id)).collect(),
        factors: factors.collect(),
        practices: playbook.practices().len(),
    };
    render(here, &plain.shell(here), &view)
}

fn preset<'a>(here: Here<'a>, id: EntryId) -> PresetView<'a> {
    PresetView { link: here.link(id), query: query(here, id).into() }
}

/// What a context or a team says of itself, as the explorer's address has it.
fn query(here: Here<'_>, id: EntryId) -> String {
    let linked = &here.playbook().linked;
    let Some(said) = linked.values(id) else { return String::new() };
    let known = linked.factors.iter().filter_map(|(factor, def)| {
        let mask = said.values.get(factor)?;
        let values: Vec<&str> = def.values_of(mask).map(|value| &*value.id).collect();
        let mut pair = String::new();
        percent(&def.id, &mut pair);
        pair.push('=');
        percent(&values.join(","), &mut pair);
        Some(pair)
    });
    known.collect::<Vec<String>>().join("&")
}

/// Ids may hold letters of any script and signs that mean something in a query.
fn percent(text: &str, out: &mut String) {
    let mut encoded = String::new();
    crate::site::here::encode(text, &mut encoded);
    for sign in encoded.chars() {
        match sign {
            '+' => out.push_str("%2B"),
            '=' => out.push_str("%3D"),
            ';' => out.push_str("%3B"),
            sign => out.push(sign),
        }
    }
}
