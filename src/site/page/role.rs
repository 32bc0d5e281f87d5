//! A role: which rituals it is in, and what they cost it.

use std::borrow::Cow;

use super::team::name_of;
use super::{Html, render};
use crate::link::{Owner, RelationName};
use crate::model::{Detail, Relation, Team, Text};
use crate::site::here::Here;
use crate::site::part::{self, EntryShell};
use crate::site::view::{Link, LinkGroup, RoleRitual, RoleView};
use crate::site::words;
use crate::validate::EntryId;

/// How many rituals the table lists; the hours are those of all.
const RITUALS: usize = 60;

/// How many teams are listed that name a role for something of their own.
const TEAMS: usize = 40;

/// How many entries of a kind are listed among what a role looks after.
const OWNED: usize = 24;

pub fn page(here: Here<'_>, id: EntryId) -> Html {
    let shell = EntryShell { id, page_type: "role", dated: true }.shell(here);
    let playbook = here.playbook();
    let mut sum = 0.0;
    let mut counted = false;
    let mut optional = 0;
    let mut uncounted = 0;
    let mut unlisted = 0;
    let mut rituals = Vec::new();
    for own in playbook.role_hours(id) {
        let Detail::Ritual(ritual) = &here.entry(own.ritual).detail else { continue };
        let mut teams: Vec<EntryId> =
            playbook.run_by(own.ritual).filter(|(_, row)| row.runs).map(|(team, _)| team).collect();
        teams.dedup();
        // Nobody is in what is retired, but where a team runs it still.
        if teams.is_empty() && playbook.is_retired(own.ritual) {
            continue;
        }
        match own.hours {
            Some(_) if own.optional => optional += 1,
            Some(hours) => {
                sum += hours;
                counted = true;
            }
            None => uncounted += 1,
        }
        if rituals.len() == RITUALS {
            unlisted += 1;
            continue;
        }
        let facts = here.facts(own.ritual);
        let length = ritual.duration.map(|length| length.value.in_words()).unwrap_or_default();
        let rhythm = facts.strip_suffix(&length).unwrap_or(&facts).trim_end_matches(", ");
        rituals.push(RoleRitual {
            ritual: here.link(own.ritual),
            part: own.parts.join(", ").into(),
            optional: own.optional,
            rhythm: rhythm.to_owned().into(),
            duration: length.into(),
            hours: own.hours.map(|hours| words::hours(hours).into()),
            teams: here.links(teams),
        });
    }
    let mut apart = Vec::new();
    if unlisted > 0 {
        apart.push(format!("and {}", words::count(unlisted, "more ritual")).into());
    }
    if optional > 0 {
        let rituals = words::count(optional, "ritual");
        apart.push(format!("Not counted: {rituals} in which the role is optional.").into());
    }
    if uncounted > 0 {
        let rituals = words::count(uncounted, "ritual");
        let when = format!("Not counted: {rituals} held when needed, or of unknown length.");
        apart.push(when.into());
    }
    let view = RoleView {
        entry: part::entry_view(here, id, &[Relation::Participants, Relation::Owner]),
        rituals,
        hours: counted.then(|| words::hours(sum).into()),
        apart,
        owns: owns(here, id),
        tends: tends(here, id),
        told: told(here, id),
    };
    render(here, &shell, &view)
}

/// What a role owns, by kind.
fn owns<'a>(here: Here<'a>, id: EntryId) -> Vec<LinkGroup<'a>> {
    let owned: Vec<EntryId> =
        here.playbook().linked.graph.incoming_by(id, Relation::Owner).collect();
    part::by_kind(here, &owned, OWNED)
}

/// The teams that name the role beside a practice or in their context.
fn naming<'a>(here: Here<'a>, id: EntryId) -> impl Iterator<Item = (EntryId, &'a Team)> {
    let edges = here.playbook().linked.graph.incoming(id);
    let naming = edges.iter().filter(|edge| edge.relation == RelationName::Mention);
    naming.filter_map(move |edge| Some((edge.from, here.playbook().team(edge.from)?)))
}

/// The texts that mean the role where an owner or a speaker is named.
fn names(here: Here<'_>, id: EntryId) -> Vec<String> {
    let linked = &here.playbook().linked;
    let mut names = vec![linked.playbook.reference(id), here.entry(id).id.to_string()];
    names.retain(|name| linked.party(name) == Owner::Entry(id));
    names
}

/// What the role looks after in teams, by the teams' own names.
fn tends<'a>(here: Here<'a>, id: EntryId) -> Vec<LinkGroup<'a>> {
    let names = names(here, id);
    let groups = naming(here, id).map(|(team, _)| {
        let running = here.playbook().running(team);
        let own: Vec<_> = running.filter(|row| is_among(&names, row.row.owner.as_ref())).collect();
        let links = own.iter().take(OWNED).map(|row| Link {
            title: Cow::Borrowed(name_of(here, row)),
            ..here.link(row.practice)
        });
        LinkGroup {
            title: Cow::Borrowed(&*here.entry(team).title.value),
            links: links.collect(),
            more: own.len().saturating_sub(OWNED),
            ..LinkGroup::default()
        }
    });
    groups.filter(|group| !group.links.is_empty()).take(TEAMS).collect()
}

/// The teams of whose context the role said something.
fn told<'a>(here: Here<'a>, id: EntryId) -> Vec<Link<'a>> {
    let names = names(here, id);
    let said = naming(here, id).filter(|(_, team)| {
        let mut claims = team.context.claims.iter();
        claims.any(|claim| is_among(&names, claim.said_by.as_ref()))
    });
    here.links(said.map(|(team, _)| team).take(TEAMS))
}

fn is_among(names: &[String], text: Option<&Text>) -> bool {
    text.is_some_and(|text| names.iter().any(|name| **name == *text.value))
}
