//! Practices ranked in a context or a team, with the reasons that decide.

use std::borrow::Cow;

use crate::fit::{Judgement, Verdict};
use crate::link::Values;
use crate::site::here::Here;
use crate::site::part::would::would_change;
use crate::site::view::{RankedView, VerdictGroup};
use crate::site::words;
use crate::validate::EntryId;

/// How many practices of one verdict a page shows.
const GROUP_LENGTH: usize = 30;

/// One practice with its reasons. `team` is the team at hand.
pub fn ranked<'a>(
    here: Here<'a>,
    judgement: &Judgement,
    values: &Values,
    team: Option<EntryId>,
) -> RankedView<'a> {
    let practice = judgement.practice;
    let playbook = here.playbook();
    let mut lines = here.lines(practice, Some(values));
    lines.retain(|line| line.applies != "no");
    let (unknown, lines): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|line| line.applies == "unknown");
    let row = team.and_then(|team| playbook.running(team).find(|row| row.practice == practice));
    let requires = playbook.entry(practice).practice.as_ref().map_or(&[][..], |own| &own.requires);
    RankedView {
        practice: here.link(practice),
        verdict: here.verdict(judgement),
        facts: here.facts(practice).into(),
        runs: team.map(|_| row.is_some()),
        local_name: row
            .and_then(|row| row.row.local_name.as_ref())
            .map(|name| Cow::Borrowed(&*name.value)),
        lines,
        unknown,
        requires: requires
            .iter()
            .filter_map(|reason| {
                let required = playbook.linked.target(practice, reason.target.reference)?;
                let mut link = here.reasoned(required, &reason.because.value);
                link.met = team.map(|team| playbook.runs(team, required));
                Some(link)
            })
            .collect(),
        would_change: would_change(here, judgement, values),
    }
}

/// Every practice by verdict, those that help first open.
pub fn verdict_groups<'a>(
    here: Here<'a>,
    place: EntryId,
    values: &Values,
    team: Option<EntryId>,
) -> Vec<VerdictGroup<'a>> {
    let judged = here.playbook().judged(place);
    Verdict::ALL
        .iter()
        .filter_map(|&verdict| {
            let all = judged.with(verdict);
            if all.is_empty() {
                return None;
            }
            let practices = all.iter().take(GROUP_LENGTH);
            Some(VerdictGroup {
                verdict: words::verdict(verdict),
                meaning: words::legend(verdict).meaning.clone(),
                count: all.len(),
                open: matches!(verdict, Verdict::Fits | Verdict::LeansFor | Verdict::Mixed),
                practices: practices
                    .map(|judgement| ranked(here, judgement, values, team))
                    .collect(),
                more_url: (all.len() > GROUP_LENGTH)
                    .then(|| here.url_if("matrix/practice-context/"))
                    .flatten(),
            })
        })
        .collect()
}
