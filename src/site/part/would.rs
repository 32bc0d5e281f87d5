//! What would change a verdict: the answers to what nobody has said yet, and what each would
//! bring about.

use crate::fit::{Applies, Judgement, Verdict, applies, decide};
use crate::link::{FactorId, Values};
use crate::site::here::Here;
use crate::site::view::Text;
use crate::site::words;

/// How many sentences a practice gets.
const SENTENCES: usize = 3;

/// For each unknown factor of the practice's unknown lines, what its answers would make of the
/// verdict: "If coupling is “alone”, it fits." Factors in the order of the site, verdicts in
/// that of rankings.
pub fn would_change<'a>(here: Here<'a>, judgement: &Judgement, values: &Values) -> Vec<Text<'a>> {
    let linked = &here.playbook().linked;
    let lines = || linked.lines(judgement.practice).iter().flatten();
    let mut open: Vec<FactorId> = lines()
        .filter(|line| applies(line, values) == Applies::Unknown)
        .flat_map(|line| line.when.iter().map(|(factor, _)| *factor))
        .filter(|factor| values.get(*factor).is_none())
        .collect();
    open.sort_unstable_by_key(|factor| factor.index());
    open.dedup();
    let mut said: Vec<Text<'a>> = Vec::new();
    let mut answered = values.clone();
    for factor in open {
        let def = linked.factors.get(factor);
        let mut then: Vec<(Verdict, Vec<String>)> = Vec::new();
        for (at, value) in def.values.iter().enumerate() {
            answered.set(factor, Some(1 << at));
            let verdict = decide(lines(), &answered).0;
            if verdict == judgement.verdict {
                continue;
            }
            let label = format!("“{}”", words::inside(&value.label));
            match then.iter_mut().find(|(known, _)| *known == verdict) {
                Some((_, labels)) => labels.push(label),
                None => then.push((verdict, vec![label])),
            }
        }
        answered.set(factor, None);
        then.sort_by_key(|(verdict, _)| *verdict);
        said.extend(then.into_iter().map(|(verdict, labels)| {
            let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
            let factor = words::inside(&def.title);
            Text::Owned(format!(
                "If {factor} is {}, {}.",
                words::or_list(&labels),
                comes_to(verdict)
            ))
        }));
    }
    said.truncate(SENTENCES);
    said
}

fn comes_to(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Fits => "it fits",
        Verdict::LeansFor => "there are slight reasons for it",
        Verdict::Mixed => "there are reasons for it and against it",
        Verdict::CantTell => "it cannot be told yet",
        Verdict::NothingSaid => "no reason applies",
        Verdict::LeansAgainst => "there are slight reasons against it",
        Verdict::FitsBadly => "it fits badly",
        Verdict::Avoid => "it is to be avoided",
    }
}
