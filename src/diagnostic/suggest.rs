//! "did you mean": the nearest of the names that would have been right.

/// The candidate nearest to `wrong`, where one is near enough to be a slip of the hand: at
/// most a third of its characters differ. Ties go to the first in order.
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A text this long is no name; comparing it would cost more than it tells.
    if wrong.len() > 200 {
        return None;
    }
    let folded = wrong.to_lowercase();
    let (letters, count) = (letters(&folded), folded.chars().count());
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let length = candidate.chars().count();
        let allowed = (length.max(count) / 3).max(1);
        // Each character too many costs a change at least.
        if length.abs_diff(count) > allowed + 2 {
            continue;
        }
        let other = candidate.to_lowercase();
        // So does each letter that only one of the two has: most candidates end here.
        let others = self::letters(&other);
        let apart = (letters & !others).count_ones().max((others & !letters).count_ones());
        if apart as usize > allowed {
            continue;
        }
        let distance = strsim::osa_distance(&folded, &other);
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The letters of a text as a set; letters that share a bit only make the set coarser.
fn letters(text: &str) -> u64 {
    text.chars().fold(0, |set, letter| set | 1 << (letter as u32 % 64))
}

/// "did you mean `x`?", where something is near enough.
pub fn did_you_mean<'a>(
    wrong: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(wrong, candidates).map(|name| format!("did you mean `{name}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_found_and_a_stranger_is_not() {
        let names = ["bet-table", "learning-review"];
        assert_eq!(nearest("bet-tabel", names), Some("bet-table"));
        assert_eq!(nearest("Bet-Table", names), Some("bet-table"));
        assert_eq!(nearest("incident", names), None);
        assert_eq!(nearest("", names), None);
    }
}
