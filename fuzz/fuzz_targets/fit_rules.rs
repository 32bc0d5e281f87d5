//! Any lines in any context: an `avoid` that applies is never outvoted, and the order of
//! lines does not matter.
#![no_main]

use libfuzzer_sys::fuzz_target;
use playbook::fit::{Verdict, applies, decide};
use playbook::link::{FactorId, Line, Values};
use playbook::model::{Lean, Strength};

/// A line's lean and strength as numbers, and its conditions.
type Written = (u8, u8, Vec<(u16, u64)>);

fuzz_target!(|input: (Vec<Written>, Vec<Option<u64>>)| {
    let (lines, values) = input;
    let values = Values(values.into_iter().map(|mask| mask.filter(|mask| *mask != 0)).collect());
    let lines: Vec<Line> = lines
        .into_iter()
        .map(|(lean, strength, when)| Line {
            when: when
                .into_iter()
                .filter(|(_, mask)| *mask != 0)
                .map(|(factor, mask)| (FactorId(factor), mask))
                .collect(),
            lean: Lean::ALL[usize::from(lean) % Lean::ALL.len()],
            strength: Strength::ALL[usize::from(strength) % Strength::ALL.len()],
        })
        .collect();
    let (verdict, flags, counts) = decide(lines.iter(), &values);
    let avoided =
        lines.iter().any(|line| line.lean == Lean::Avoid && applies(line, &values).counts());
    assert_eq!(verdict == Verdict::Avoid, avoided);
    assert!(!(avoided && flags.could_be_ruled_out));
    assert_eq!(decide(lines.iter().rev(), &values), (verdict, flags, counts));
});
