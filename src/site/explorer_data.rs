//! What the explorer knows: the fit rules' input as two kinds of script.
//!
//! In: the site. Out: `explorer/data.js`, which sets `playbookExplorer` to all that decides a
//! verdict, and `explorer/reasons-N.js`, which give the words of [`PART`] practices each and
//! are loaded when one of those is shown. Scripts, because a page opened from disk can load
//! nothing else. Must not: judge; the browser does (`explorer-fit.js`), by the same rules as
//! `fit::rules`, which `tests/vectors.rs` holds against each other.

use serde::Serialize;

use super::Site;
use super::here::Here;
use super::json::{Each, script};
use super::view::VERDICTS;
use crate::fit::FittedPlaybook;
use crate::link::{Line, Mask};
use crate::model::{Basis, FitLine, Lean, Strength};
use crate::validate::EntryId;

/// How many practices' words stand in one script.
pub const PART: usize = 250;

/// The address of the data.
pub const ADDRESS: &str = "explorer/data.js";

/// The address of the words of a part of the practices.
pub fn reasons_address(part: usize) -> String {
    format!("explorer/reasons-{part}.js")
}

/// The practices in the order that settles a tie: by title, bytewise, then as on the site.
/// The browser names them by their index in it.
pub fn practices(playbook: &FittedPlaybook) -> Vec<EntryId> {
    let mut practices = playbook.practices().to_vec();
    practices.sort_by_key(|id| (&*playbook.entry(*id).title.value, *id));
    practices
}

/// The whole of `data.js`, its lists as tuples in the order in which the browser reads them.
#[derive(Serialize)]
struct Data<'a, F, P> {
    part: usize,
    /// Id, shape, word, meaning.
    verdicts: Vec<[&'a str; 4]>,
    bases: Vec<&'static str>,
    /// Name, title.
    kinds: Vec<(&'a str, &'a str)>,
    /// Id, title, values, and whether it is retired.
    factors: F,
    /// Kind, id, title, URL, lines.
    practices: P,
}

/// All that decides a verdict.
pub fn data(site: &Site) -> Vec<u8> {
    let here = Here::new(site, "explorer/");
    let playbook = &site.playbook;
    let linked = &playbook.linked;
    let kinds = &linked.playbook.kinds;
    let used: Vec<_> = kinds.iter().filter(|(kind, _)| kinds.is_practice(*kind)).collect();
    let all = site.practices_by_title();
    let practices = Each(|| {
        all.iter().map(|&id| {
            let entry = playbook.entry(id);
            let kind = used.iter().position(|(kind, _)| *kind == entry.kind).unwrap_or(0);
            let lines = Each(move || evidence(site, id).map(|(own, line)| rule(own, line)));
            (kind, &*entry.id, &*entry.title.value, here.entry_url(id), lines)
        })
    });
    let data = Data {
        part: PART,
        verdicts: VERDICTS
            .iter()
            .map(|own| [&*own.id, &*own.glyph, &*own.word, &*own.meaning])
            .collect(),
        bases: Basis::ALL.iter().map(|basis| basis.word()).collect(),
        kinds: used.iter().map(|(_, kind)| (&*kind.name, &*kind.title)).collect(),
        factors: Each(|| {
            linked.factors.iter().map(|(_, factor)| {
                let values =
                    Each(move || factor.values.iter().map(|value| (&*value.id, &*value.label)));
                (&*factor.id, &*factor.title, values, u8::from(playbook.is_retired(factor.entry)))
            })
        }),
        practices,
    };
    script("playbookExplorer=", &data)
}

/// The words of a part of the practices: facts, summary, why each line holds, what it needs.
pub fn reasons(site: &Site, part: usize) -> Vec<u8> {
    let here = Here::new(site, "explorer/");
    let all = site.practices_by_title();
    let own = all.chunks(PART).nth(part).unwrap_or_default();
    let words = Each(|| {
        own.iter().map(|&id| {
            let entry = site.playbook.entry(id);
            let summary = entry.common.summary.as_ref().map_or("", |text| &*text.value);
            let because = Each(move || evidence(site, id).map(|(own, _)| &*own.because.value));
            let requires = entry.practice.as_ref().map_or(&[][..], |own| &own.requires);
            let requires = Each(move || {
                requires.iter().filter_map(move |reason| {
                    let required = site.playbook.linked.target(id, reason.target.reference)?;
                    let title = &*site.playbook.entry(required).title.value;
                    Some((title, here.entry_url(required), &*reason.because.value))
                })
            });
            (here.facts(id), summary, because, requires)
        })
    });
    script(&format!("(self.playbookReasons=self.playbookReasons||{{}})[{part}]="), &words)
}

/// The lines that could be read, as written and as sets.
fn evidence(site: &Site, id: EntryId) -> impl Iterator<Item = (&FitLine, &Line)> {
    let written = site.playbook.entry(id).practice.as_ref().map_or(&[][..], |own| &own.fit);
    let lines = site.playbook.linked.lines(id);
    written.iter().zip(lines).filter_map(|(own, line)| Some((own, line.as_ref()?)))
}

/// A line as numbers: lean, strength, basis, and for each condition the factor's index and
/// the accepted values in two halves, since numbers of JavaScript hold 53 bits and its
/// bitwise operators 32.
fn rule(own: &FitLine, line: &Line) -> (u8, u8, usize, Vec<u64>) {
    let lean = match line.lean {
        Lean::For => 0,
        Lean::Against => 1,
        Lean::Avoid => 2,
    };
    let strength = match line.strength {
        Strength::Slight => 0,
        Strength::Clear => 1,
        Strength::Strong => 2,
    };
    let basis = Basis::ALL.iter().position(|basis| *basis == own.basis()).unwrap_or(0);
    let when: Vec<u64> = line
        .when
        .iter()
        .flat_map(|(factor, mask)| {
            let (low, high) = halves(*mask);
            [factor.index() as u64, low, high]
        })
        .collect();
    (lean, strength, basis, when)
}

fn halves(mask: Mask) -> (u64, u64) {
    (mask & 0xffff_ffff, mask >> 32)
}
