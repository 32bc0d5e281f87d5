//! What the browser compares any teams from: one script that all comparisons share, and one
//! for each team, so that a comparison loads no more than the teams it shows.
//!
//! In: the site. Out: `compare/data.js` and `compare/team-N.js`, as `compare.js` reads them.
//! The sentences are made there by the rules of `differs`; tests/browser holds the two against
//! each other on every pair that has a page.

use serde_json::{Value, json};

use super::Team;
use crate::fit::FittedPlaybook;
use crate::link::{FactorId, Mask};
use crate::model::{Duration, KindId, Lean};
use crate::site::Site;
use crate::site::here::Here;
use crate::site::json::script;
use crate::site::part;
use crate::site::view::VERDICTS;
use crate::site::words;
use crate::validate::{COMPARED_TEAMS, EntryId, LIST_LENGTH, compare_address};

/// The address of what all comparisons share.
pub const ADDRESS: &str = "compare/data.js";

/// The address of what one team says and runs, by its place among the teams.
pub fn team_address(place: usize) -> String {
    format!("compare/team-{place}.js")
}

/// The practices that teams name, in the site's order: all that sentences and tables can speak of.
pub fn practices(playbook: &FittedPlaybook) -> Vec<EntryId> {
    let rows = playbook.teams().flat_map(|team| playbook.rows(team));
    let mut named: Vec<EntryId> = rows.map(|row| row.practice).collect();
    named.sort_unstable();
    named.dedup();
    named
}

/// What all comparisons share.
pub fn shared(site: &Site) -> Vec<u8> {
    let here = Here::new(site, "compare/");
    let playbook = here.playbook();
    let kinds = &playbook.linked.playbook.kinds;
    let practices: Vec<Value> = site
        .compared_practices()
        .iter()
        .map(|&id| {
            let entry = here.entry(id);
            let ritual = u8::from(entry.kind == KindId::RITUAL);
            json!([entry.title.value, here.entry_url(id), kinds.get(entry.kind).name, ritual])
        })
        .collect();
    let turning = turning(here);
    let factors: Vec<Value> = playbook
        .linked
        .factors
        .iter()
        .map(|(factor, def)| {
            let labels: Vec<Value> = def
                .values
                .iter()
                .map(|value| json!([value.label, words::inside(&value.label)]))
                .collect();
            json!([def.title, here.entry_url(def.entry), labels, turning[factor.index()]])
        })
        .collect();
    let cycles: Vec<String> =
        playbook.ladder().iter().map(|id| words::inside(&here.entry(*id).title.value)).collect();
    let teams: Vec<Value> = playbook
        .teams()
        .map(|id| json!([here.entry(id).id, here.entry(id).title.value, here.entry_url(id)]))
        .collect();
    let mut value = json!({
        "pages": teams.len() <= COMPARED_TEAMS,
        "rows": LIST_LENGTH,
        "teams": teams,
        "practices": practices,
        "factors": factors,
        "cycles": cycles,
        "verdicts": VERDICTS
            .iter()
            .map(|own| json!([own.id, own.glyph, own.word]))
            .collect::<Vec<Value>>(),
    });
    let apart = apart(here);
    if !apart.is_empty() {
        value["apart"] = json!(apart);
    }
    script("playbookCompare=", &value)
}

/// The pairs whose page does not have the address that is made of their two ids alone.
fn apart(here: Here<'_>) -> Vec<[&str; 2]> {
    let book = &here.playbook().linked.playbook;
    let teams: Vec<EntryId> = here.playbook().teams().collect();
    if teams.len() > COMPARED_TEAMS {
        return Vec::new();
    }
    let pairs = teams.iter().enumerate();
    let pairs = pairs.flat_map(|(at, one)| teams[at + 1..].iter().map(|other| (*one, *other)));
    pairs
        .map(|(one, other)| (compare_address(book, one, other), [one, other]))
        .filter(|(address, _)| address.matches('/').count() > 2)
        .map(|(_, pair)| pair.map(|id| &*book.entry(id).id))
        .collect()
}

/// For each factor the sets of values that lines accept, in two halves, and what turns on each.
fn turning(here: Here<'_>) -> Vec<Vec<[u64; 3]>> {
    let playbook = here.playbook();
    let mut turning: Vec<std::collections::BTreeMap<Mask, u64>> =
        vec![Default::default(); playbook.linked.factors.iter().count()];
    let lines = playbook.practices().iter().flat_map(|id| playbook.linked.lines(*id)).flatten();
    for line in lines {
        // As `differs::turning` does, a factor is asked once of each line.
        let mut asked: Vec<FactorId> = Vec::new();
        for (factor, mask) in &line.when {
            if !asked.contains(factor) {
                asked.push(*factor);
                let weight = if line.lean == Lean::Avoid { 2 } else { 1 };
                *turning[factor.index()].entry(*mask).or_default() += weight;
            }
        }
    }
    let sets = turning.into_iter().map(|sets| {
        let sets = sets.into_iter();
        sets.map(|(mask, weight)| [mask & 0xffff_ffff, mask >> 32, weight]).collect()
    });
    sets.collect()
}

/// What one team says and runs.
pub fn team(site: &Site, place: usize) -> Vec<u8> {
    let here = Here::new(site, "compare/");
    let playbook = here.playbook();
    let Some(id) = playbook.teams().nth(place) else { return Vec::new() };
    let team = Team::new(here, id);
    let named = site.compared_practices();
    let ladder = playbook.ladder();
    let says: Vec<Value> = playbook
        .linked
        .factors
        .iter()
        .map(|(factor, _)| match team.says(here, factor) {
            (Some(mask), assumed) => json!([mask & 0xffff_ffff, mask >> 32, u8::from(assumed)]),
            (None, _) => json!(0),
        })
        .collect();
    let rows: Vec<Value> = team
        .rows
        .iter()
        .map(|row| {
            let best = team.row(row.practice).is_some_and(|best| std::ptr::eq(best, row));
            let cycle = playbook.cycle_of(id, row);
            let cycle = cycle.and_then(|own| ladder.iter().position(|cycle| *cycle == own));
            let status = part::status_of(here, row);
            json!([
                named.binary_search(&row.practice).unwrap_or(0),
                u8::from(row.runs),
                u8::from(best),
                row.row.local_name.as_ref().map(|name| &*name.value),
                cycle,
                playbook.length_of(row).map(Duration::in_words),
                [status.id, status.glyph, status.word],
            ])
        })
        .collect();
    let load = playbook.load(id);
    let hours = (!load.items.is_empty()).then(|| json!([load.hours, words::hours(load.hours)]));
    // A digit for each practice; a blank where nothing is known of the team or the practice.
    let verdicts: String = named
        .iter()
        .map(|practice| {
            let verdict = playbook.judgement(id, *practice).map(|found| found.verdict.word());
            let place = VERDICTS.iter().position(|own| Some(&*own.id) == verdict);
            place.and_then(|place| char::from_digit(place as u32, 10)).unwrap_or(' ')
        })
        .collect();
    let value = json!({
        "title": team.title,
        "summary": here.entry(id).common.summary.as_ref().map_or("", |text| &text.value),
        "says": says,
        "rows": rows,
        "hours": hours,
        "verdicts": verdicts,
    });
    script(&format!("(self.playbookTeams=self.playbookTeams||{{}})[{place}]="), &value)
}
