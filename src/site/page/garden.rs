//! The garden: what teams run, by where it stands in its life, and what to ask of each.

use std::cmp::Reverse;

use super::team::name_of;
use super::{Html, render};
use crate::diagram::{self, Bed, Garden, Plant};
use crate::fit::Row;
use crate::model::{Date, Status};
use crate::site::here::Here;
use crate::site::part::{self, Plain, Side};
use crate::site::view::{BedView, DiagramView, GardenView, Text};
use crate::site::words;
use crate::validate::EntryId;

/// How many plants a bed lists.
const PLANTS: usize = 60;

/// How many plants of a bed the drawing is given; it shows fewer by name.
const DRAWN: usize = 24;

/// How wide the drawing is: what a page without a margin column leaves on a small desk.
const DRAWING: u32 = 880;

pub fn page(here: Here<'_>) -> Html {
    let mut plain = Plain::new("garden", "Garden");
    plain.section = "garden";
    plain.description = "Practices by where they stand in their life, across all teams.".into();
    plain.dated = true;
    let beds = beds(here);
    let view = GardenView {
        diagram: drawing(here, &beds),
        beds: beds.into_iter().map(|bed| bed_view(here, bed)).collect(),
    };
    render(here, &plain.shell(here), &view)
}

/// How much grows in each bed, by the id of its status.
pub fn counts(here: Here<'_>) -> Vec<(&'static str, usize)> {
    beds(here).into_iter().map(|bed| (bed.id, bed.plants.len())).collect()
}

/// A bed: what it is called, what it means, what to ask, and what grows in it.
struct Bedding<'a> {
    /// The id of its status; `scaffold` for what is meant to come down.
    id: &'static str,
    title: &'static str,
    meaning: &'static str,
    ask: &'static [&'static str],
    plants: Vec<(EntryId, Row<'a>)>,
}

fn bedding<'a>(status: Status) -> Bedding<'a> {
    let (meaning, ask): (&str, &[&str]) = match status {
        Status::Seedling => (
            "Just planted. A seedling looks worse than what it replaces, and needs somebody who \
             stands in front of it until its trial is over.",
            &[
                "Who protects it, and until when?",
                "What would make us keep it, and what would make us pull it out?",
            ],
        ),
        Status::Growing => (
            "Taking hold. People still talk about how to do it, and that is a good sign.",
            &["What have we changed since it began, and why?", "Who else could do with a cutting?"],
        ),
        Status::Established => (
            "Part of how a team works. Nobody has to be reminded.",
            &["When did we last look at it?", "What would be missed first if it stopped?"],
        ),
        Status::FreightTrain => (
            "It runs because it ran. It may carry something, but nobody asks what any more.",
            &[
                "Who reads what it makes, and what do they do then?",
                "If we did not have it, would we begin it today?",
            ],
        ),
        Status::Composting => (
            "Taken down. What it taught feeds what grows now.",
            &["What did it teach us?", "Is anybody still doing it out of habit?"],
        ),
    };
    Bedding {
        id: status.word(),
        title: words::status_plural(status),
        meaning,
        ask,
        plants: Vec::new(),
    }
}

/// The beds in the order of a life, each with the plant that has waited longest for a look
/// first. Scaffolds stand between what runs and what is over, and are in no other bed.
fn beds<'a>(here: Here<'a>) -> Vec<Bedding<'a>> {
    let mut beds: Vec<Bedding<'a>> = Status::ALL.iter().map(|status| bedding(*status)).collect();
    let scaffolds = Bedding {
        id: "scaffold",
        title: "Scaffolds",
        meaning: "Put up on purpose, to come down by a day that was named when they went up.",
        ask: &[
            "Does the wall stand by itself now?",
            "If it stays, who says so, and what is the new day?",
        ],
        plants: Vec::new(),
    };
    let place = Status::Composting as usize;
    beds.insert(place, scaffolds);
    let playbook = here.playbook();
    for team in playbook.teams() {
        for row in playbook.rows(team) {
            let status = row.row.standing();
            let composting = status == Status::Composting;
            // What has ended lies on the compost; what has not begun is not planted yet.
            let ended = playbook.has_ended(row.row);
            let bed = if composting || ended {
                place + 1
            } else if !row.runs {
                continue;
            } else if row.row.expires.is_some() {
                place
            } else {
                status as usize
            };
            beds[bed].plants.push((team, row));
        }
    }
    for bed in &mut beds {
        match bed.id {
            "scaffold" => bed.plants.sort_by_key(|(_, row)| row.row.expires.map(|day| day.value)),
            "composting" => {
                bed.plants.sort_by_key(|(_, row)| Reverse(row.row.until.map(|day| day.value)));
            }
            _ => bed.plants.sort_by_key(|(_, row)| tended(row)),
        }
    }
    beds
}

/// When somebody last looked at it: nothing said comes first.
fn tended(row: &Row<'_>) -> Option<Date> {
    row.row.last_tended.or(row.row.since).map(|day| day.value)
}

fn bed_view<'a>(here: Here<'a>, bed: Bedding<'a>) -> BedView<'a> {
    let shown = bed.plants.iter().take(PLANTS);
    BedView {
        status: words::status(bed.id),
        title: bed.title.into(),
        meaning: bed.meaning.into(),
        ask: bed.ask.iter().map(|question| Text::Borrowed(*question)).collect(),
        count: bed.plants.len(),
        plants: shown.map(|(team, row)| part::run_view(here, *team, row, Side::Neither)).collect(),
    }
}

fn drawing<'a>(here: Here<'a>, beds: &[Bedding<'a>]) -> Option<DiagramView<'a>> {
    if beds.iter().all(|bed| bed.plants.is_empty()) {
        return None;
    }
    let beds = beds.iter().map(|bed| Bed {
        status: bed.id.to_owned(),
        label: bed.title.to_owned(),
        url: Some(format!("{}#s.{}", here.url("garden/"), bed.id)),
        more: bed.plants.len().saturating_sub(DRAWN),
        plants: bed
            .plants
            .iter()
            .take(DRAWN)
            .map(|(team, row)| Plant {
                label: name_of(here, row).to_owned(),
                note: Some(here.entry(*team).title.value.to_string()),
                url: Some(here.entry_url(row.practice).into_owned()),
            })
            .collect(),
    });
    let garden = Garden { title: "The garden".to_owned(), beds: beds.collect() };
    let drawing = diagram::responsive("d.garden", DRAWING, |frame| diagram::garden(&garden, frame));
    part::diagram("d.garden", drawing)
}
