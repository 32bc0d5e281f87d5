//! The explorer: choose values, see what fits.

use super::{Html, render};
use crate::site::here::Here;
use crate::site::part::{self, Plain};
use crate::site::view::{ExplorerView, FactorField, FieldValue, PresetView};
use crate::validate::EntryId;

/// How many contexts and how many teams one can start from.
const PRESETS: usize = 40;

pub fn page(here: Here<'_>) -> Html {
    let playbook = here.playbook();
    let mut plain = Plain::new("explorer", "Explorer");
    plain.section = "explorer";
    plain.description =
        "Say what you know of your team, and see which practices fit it and why.".into();
    let mut shell = plain.shell(here);
    shell.data = vec!["data.js".into()];
    shell.scripts = vec!["explorer-fit.js".into(), "explorer.js".into()];
    let factors = playbook.linked.factors.iter().map(|(id, factor)| FactorField {
        id: (&*factor.id).into(),
        factor: here.link(factor.entry),
        question: (&*factor.question).into(),
        ordered: factor.ordered,
        values: factor
            .values
            .iter()
            .enumerate()
            .map(|(value, own)| FieldValue {
                id: (&*own.id).into(),
                label: (&*own.label).into(),
                looks_like: own.looks_like.as_deref().unwrap_or_default().into(),
                url: here.value(id, value).url,
            })
            .collect(),
    });
    let view = ExplorerView {
        contexts: playbook.contexts().take(PRESETS).map(|id| preset(here, id)).collect(),
        teams: playbook.teams().take(PRESETS).map(|id| preset(here, id)).collect(),
        factors: factors.collect(),
        practices: playbook.practices().len(),
    };
    render(here, &shell, &view)
}

/// A context's or a team's values as answers: `coupling=tangled&work-shape=steady,bursts`.
fn preset(here: Here<'_>, place: EntryId) -> PresetView<'_> {
    PresetView { link: here.link(place), query: part::answers(here, place).into() }
}
