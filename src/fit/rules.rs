//! The rules of fit, exactly as the contract has them: three-valued, without scores.

use crate::link::{FactorId, Line, Values};
use crate::model::{Lean, Strength};

/// Whether a line speaks of a context.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applies {
    Yes,
    /// Only some of the context's values are accepted: "for part of the work".
    Partly,
    No,
    Unknown,
}

impl Applies {
    pub fn word(self) -> &'static str {
        match self {
            Applies::Yes => "yes",
            Applies::Partly => "partly",
            Applies::No => "no",
            Applies::Unknown => "unknown",
        }
    }

    /// Partly counts as applying.
    pub fn counts(self) -> bool {
        matches!(self, Applies::Yes | Applies::Partly)
    }
}

/// What is said of a practice in a context. The order is that of rankings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    Fits,
    LeansFor,
    Mixed,
    CantTell,
    NothingSaid,
    LeansAgainst,
    FitsBadly,
    Avoid,
}

impl Verdict {
    /// Every verdict, in the order of rankings.
    pub const ALL: [Verdict; 8] = [
        Verdict::Fits,
        Verdict::LeansFor,
        Verdict::Mixed,
        Verdict::CantTell,
        Verdict::NothingSaid,
        Verdict::LeansAgainst,
        Verdict::FitsBadly,
        Verdict::Avoid,
    ];

    /// The verdict as machines read it.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Fits => "fits",
            Verdict::LeansFor => "leans-for",
            Verdict::Mixed => "mixed",
            Verdict::CantTell => "cant-tell",
            Verdict::NothingSaid => "nothing-said",
            Verdict::LeansAgainst => "leans-against",
            Verdict::FitsBadly => "fits-badly",
            Verdict::Avoid => "avoid",
        }
    }
}

/// What should be known beside a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Flags {
    /// An `avoid` line is unknown, and none applies.
    pub could_be_ruled_out: bool,
    /// A team does not run something that the practice requires.
    pub not_yet: bool,
    /// A line that applies does so only partly.
    pub part_of_the_work: bool,
}

impl Flags {
    /// The flags that are raised, as machines read them.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        [
            (self.could_be_ruled_out, "could-be-ruled-out"),
            (self.not_yet, "not-yet"),
            (self.part_of_the_work, "part-of-the-work"),
        ]
        .into_iter()
        .filter(|(raised, _)| *raised)
        .map(|(_, word)| word)
    }
}

/// How many `for` lines of each strength apply, partly included: what orders practices of one
/// verdict, and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct LineCounts {
    pub strong: u16,
    pub clear: u16,
    pub slight: u16,
}

/// Whether a line applies. Over all its factors: any *no* is no; else any unknown is unknown;
/// else any *partly* is partly; else yes. A line without conditions applies everywhere.
pub fn applies(line: &Line, values: &Values) -> Applies {
    let mut applies = Applies::Yes;
    for (factor, accepted) in &line.when {
        match values.get(*factor) {
            None => applies = Applies::Unknown,
            Some(known) if known & accepted == 0 => return Applies::No,
            Some(known) if known & !accepted != 0 && applies == Applies::Yes => {
                applies = Applies::Partly;
            }
            Some(_) => {}
        }
    }
    applies
}

/// The factors that leave a line unknown; none where the line is not unknown.
pub fn unknown_factors(line: &Line, values: &Values) -> Vec<FactorId> {
    if applies(line, values) != Applies::Unknown {
        return Vec::new();
    }
    let unknown = |factor: &FactorId| values.get(*factor).is_none();
    line.when.iter().map(|(factor, _)| *factor).filter(unknown).collect()
}

/// The verdict of a practice's lines, its flags (but for `not-yet`, which lines do not know),
/// and what orders it among its equals.
pub fn decide<'a>(
    lines: impl Iterator<Item = &'a Line>,
    values: &Values,
) -> (Verdict, Flags, LineCounts) {
    let mut avoid = false;
    let mut avoid_unknown = false;
    let mut some_unknown = false;
    let mut partly = false;
    let mut weight_for: Option<Strength> = None;
    let mut weight_against: Option<Strength> = None;
    let mut counts = LineCounts::default();
    for line in lines {
        match applies(line, values) {
            Applies::No => continue,
            Applies::Unknown => {
                some_unknown = true;
                avoid_unknown |= line.lean == Lean::Avoid;
                continue;
            }
            Applies::Partly => partly = true,
            Applies::Yes => {}
        }
        match line.lean {
            Lean::Avoid => avoid = true,
            Lean::Against => weight_against = weight_against.max(Some(line.strength)),
            Lean::For => {
                weight_for = weight_for.max(Some(line.strength));
                match line.strength {
                    Strength::Strong => counts.strong += 1,
                    Strength::Clear => counts.clear += 1,
                    Strength::Slight => counts.slight += 1,
                }
            }
        }
    }
    let verdict = match (avoid, weight_for, weight_against) {
        (true, _, _) => Verdict::Avoid,
        (false, None, None) if some_unknown => Verdict::CantTell,
        (false, None, None) => Verdict::NothingSaid,
        (false, Some(_), Some(_)) => Verdict::Mixed,
        (false, Some(Strength::Slight), None) => Verdict::LeansFor,
        (false, Some(_), None) => Verdict::Fits,
        (false, None, Some(Strength::Slight)) => Verdict::LeansAgainst,
        (false, None, Some(_)) => Verdict::FitsBadly,
    };
    let flags = Flags {
        could_be_ruled_out: avoid_unknown && !avoid,
        not_yet: false,
        part_of_the_work: partly,
    };
    (verdict, flags, counts)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(when: &[(u16, u64)], lean: Lean, strength: Strength) -> Line {
        let when = when.iter().map(|(factor, mask)| (FactorId(*factor), *mask)).collect();
        Line { when, lean, strength }
    }

    #[test]
    fn the_contracts_example() {
        // A team that is rebuilding (bit 3) and established (bit 2) at once.
        let values = Values(vec![Some(0b01100)]);
        let avoid = line(&[(0, 0b01000)], Lean::Avoid, Strength::Clear);
        let (verdict, flags, _) = decide([&avoid].into_iter(), &values);
        assert_eq!(verdict, Verdict::Avoid);
        assert!(flags.part_of_the_work);
    }

    #[test]
    fn no_beats_unknown_and_unknown_beats_partly() {
        let values = Values(vec![Some(0b11), None, Some(0b1)]);
        let lean = |when: &[(u16, u64)]| applies(&line(when, Lean::For, Strength::Clear), &values);
        assert_eq!(lean(&[]), Applies::Yes);
        assert_eq!(lean(&[(0, 0b111)]), Applies::Yes);
        assert_eq!(lean(&[(0, 0b1)]), Applies::Partly);
        assert_eq!(lean(&[(0, 0b1), (1, 0b1)]), Applies::Unknown);
        assert_eq!(lean(&[(0, 0b1), (1, 0b1), (2, 0b10)]), Applies::No);
    }

    fn a_lean() -> impl Strategy<Value = Lean> {
        prop_oneof![Just(Lean::For), Just(Lean::Against), Just(Lean::Avoid)]
    }

    fn a_strength() -> impl Strategy<Value = Strength> {
        prop_oneof![Just(Strength::Slight), Just(Strength::Clear), Just(Strength::Strong)]
    }

    /// Lines over four factors of four values each, and a context for them.
    fn a_case() -> impl Strategy<Value = (Vec<Line>, Values)> {
        let when = proptest::collection::btree_map(0u16..4, 1u64..16, 0..4);
        let line = (when, a_lean(), a_strength()).prop_map(|(when, lean, strength)| Line {
            when: when.into_iter().map(|(factor, mask)| (FactorId(factor), mask)).collect(),
            lean,
            strength,
        });
        let values = proptest::collection::vec(proptest::option::of(1u64..16), 4);
        (proptest::collection::vec(line, 0..6), values.prop_map(Values))
    }

    proptest! {
        #[test]
        fn an_avoid_is_never_outvoted((lines, values) in a_case()) {
            let applies_avoid = lines
                .iter()
                .any(|line| line.lean == Lean::Avoid && applies(line, &values).counts());
            let (verdict, _, _) = decide(lines.iter(), &values);
            prop_assert_eq!(verdict == Verdict::Avoid, applies_avoid);
        }

        #[test]
        fn an_answer_changes_only_what_had_an_unknown_line(
            (lines, values) in a_case(), factor in 0u16..4, value in 0u32..4,
        ) {
            let had_unknown = lines.iter().any(|line| applies(line, &values) == Applies::Unknown);
            let mut answered = values.clone();
            if answered.get(FactorId(factor)).is_none() {
                answered.set(FactorId(factor), Some(1 << value));
                let before = decide(lines.iter(), &values);
                let after = decide(lines.iter(), &answered);
                prop_assert!(had_unknown || before == after);
            }
        }

        #[test]
        fn the_order_of_lines_does_not_matter((lines, values) in a_case()) {
            let forwards = decide(lines.iter(), &values);
            let backwards = decide(lines.iter().rev(), &values);
            prop_assert_eq!(forwards, backwards);
        }

        #[test]
        fn could_be_ruled_out_means_that_an_answer_could_rule_it_out((lines, values) in a_case()) {
            let (verdict, flags, _) = decide(lines.iter(), &values);
            prop_assert!(!(flags.could_be_ruled_out && verdict == Verdict::Avoid));
            if flags.could_be_ruled_out {
                // The answers that the unknown line asks for make it apply.
                let unknown = lines
                    .iter()
                    .find(|line| line.lean == Lean::Avoid && applies(line, &values) == Applies::Unknown);
                let mut answered = values.clone();
                for (factor, mask) in &unknown.unwrap().when {
                    if answered.get(*factor).is_none() {
                        answered.set(*factor, Some(mask & mask.wrapping_neg()));
                    }
                }
                prop_assert_eq!(decide(lines.iter(), &answered).0, Verdict::Avoid);
            }
        }
    }
}
