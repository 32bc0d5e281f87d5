//! Verdicts, flags and conditions in words, with the site's words and signs.
//!
//! In: what the fit room says. Out: words. Must not: add a judgement.

use super::Fitting;
use crate::cli::layout;
use crate::fit::{Applies, Verdict, applies, unknown_factors};
use crate::link::{FactorDef, Factors, Line, Mask};
use crate::model::{Basis, Lean};
use crate::site::view::VERDICTS;

/// What the site calls a verdict, and its sign, told apart by shape alone: (sign, word,
/// meaning).
pub fn verdict(verdict: Verdict) -> (&'static str, &'static str, &'static str) {
    match VERDICTS.iter().find(|legend| legend.id == verdict.word()) {
        Some(legend) => (&legend.glyph, &legend.word, &legend.meaning),
        None => ("", verdict.word(), ""),
    }
}

/// The sign of a line.
pub fn lean_sign(lean: Lean) -> &'static str {
    match lean {
        Lean::For => "+",
        Lean::Against => "-",
        Lean::Avoid => "✕",
    }
}

/// What a line rests on.
pub fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Opinion => "an opinion",
        Basis::Experience => "from experience",
        Basis::Measured => "measured",
        Basis::Research => "from research",
    }
}

/// "Path to value is Direct or One hop, and Interruptions is at least Some"; `None` where a
/// line speaks everywhere.
pub fn conditions(line: &Line, factors: &Factors) -> Option<String> {
    let said: Vec<String> = line
        .when
        .iter()
        .map(|(id, mask)| {
            let factor = factors.get(*id);
            format!("{} is {}", factor.title, accepted(factor, *mask))
        })
        .collect();
    match said.split_last() {
        None => None,
        Some((last, [])) => Some(last.clone()),
        Some((last, rest)) => Some(format!("{}, and {last}", rest.join(", "))),
    }
}

/// The accepted values; a run of three or more up to an end of an ordered factor as a range.
fn accepted(factor: &FactorDef, mask: Mask) -> String {
    let labels: Vec<&str> = factor.values_of(mask).map(|value| &*value.label).collect();
    let (low, count) = (mask.trailing_zeros() as usize, mask.count_ones() as usize);
    let in_a_run = mask >> low == Mask::MAX >> (64 - count.clamp(1, 64));
    if factor.ordered && in_a_run && count > 1 && count < factor.values.len() {
        if low == 0 {
            return format!("at most {}", labels.last().copied().unwrap_or_default());
        }
        if low + count == factor.values.len() {
            return format!("at least {}", labels.first().copied().unwrap_or_default());
        }
    }
    layout::listed(&labels, "or")
}

/// How a line applies, with what leaves it unknown.
pub fn applying(line: Option<&Line>, fitting: &Fitting<'_>) -> (Applies, String) {
    let Some(line) = line else {
        return (Applies::Unknown, "its conditions have errors".to_owned());
    };
    let applies = applies(line, &fitting.values);
    let words = match applies {
        Applies::Yes => "applies".to_owned(),
        Applies::Partly => "applies for part of the work".to_owned(),
        Applies::No => "does not apply".to_owned(),
        Applies::Unknown => {
            let factors = &fitting.playbook.linked.factors;
            let unknown: Vec<&str> = unknown_factors(line, &fitting.values)
                .into_iter()
                .map(|factor| &*factors.get(factor).title)
                .collect();
            let verb = if unknown.len() == 1 { "is" } else { "are" };
            format!("can’t tell: {} {verb} unknown", layout::listed(&unknown, "and"))
        }
    };
    (applies, words)
}
