//! "did you mean": the nearest of the names that would have been right.

use super::Hint;
use crate::source::fold;

/// The candidate nearest to `wrong`, where one is near enough to be a slip of the hand: at
/// most a third of its characters differ. Ties go to the first in order.
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = Shape::of_wrong(wrong)?;
    // Each character too many costs a change at least: most candidates end here.
    let candidates = candidates.into_iter().filter(|name| {
        let count = name.chars().count();
        // A letter may be two in the other case.
        count.abs_diff(wrong.count) <= wrong.allowed(count) + 2
    });
    let near = candidates.filter_map(|name| {
        let shape = Shape::of(name);
        Some((wrong.distance(&shape, wrong.allowed(shape.count))?, name))
    });
    near.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// Names among which the nearest is looked for over and over: what can be known of each is
/// made out once, so that a book of many broken links takes no longer than it must.
#[derive(Debug)]
pub struct Names<T> {
    names: Vec<(Shape, T)>,
}

impl<T: Copy> Names<T> {
    /// Names, each with what it stands for.
    pub fn new<'a>(names: impl Iterator<Item = (&'a str, T)>) -> Names<T> {
        Names { names: names.map(|(name, goal)| (Shape::of(name), goal)).collect() }
    }

    /// What the nearest names stand for, among those that fit: more than one where several are
    /// as near, in order.
    pub fn nearest(&self, wrong: &str, fits: impl Fn(T) -> bool) -> Vec<T> {
        let Some(wrong) = Shape::of_wrong(wrong) else { return Vec::new() };
        // Most slips are small, and the less is allowed the sooner the others are told apart.
        let small = self.within(&wrong, SMALL, &fits);
        if small.is_empty() { self.within(&wrong, usize::MAX, &fits) } else { small }
    }

    /// The nearest that are at most `most` changes away.
    fn within(&self, wrong: &Shape, mut most: usize, fits: &impl Fn(T) -> bool) -> Vec<T> {
        let mut found = Vec::new();
        for (name, goal) in &self.names {
            let allowed = wrong.allowed(name.count).min(most);
            let Some(distance) = wrong.distance(name, allowed).filter(|_| fits(*goal)) else {
                continue;
            };
            if distance < most {
                most = distance;
                found.clear();
            }
            found.push(*goal);
        }
        found
    }
}

/// The changes of a slip that is looked for before all others.
const SMALL: usize = 2;

/// What tells names apart quickly.
#[derive(Debug)]
struct Shape {
    folded: Box<str>,
    /// Characters, folded.
    count: usize,
    letters: Letters,
}

/// How often each letter occurs; letters that share a place only make the count coarser.
type Letters = [u8; 32];

impl Shape {
    fn of(name: &str) -> Shape {
        let folded = fold(name);
        let mut letters = Letters::default();
        let mut count = 0;
        for letter in folded.chars() {
            let place = &mut letters[letter as usize % letters.len()];
            *place = place.saturating_add(1);
            count += 1;
        }
        Shape { folded: folded.into(), count, letters }
    }

    /// None for a text so long that it is no name; comparing it would cost more than it tells.
    fn of_wrong(wrong: &str) -> Option<Shape> {
        // Quotes that are none to YAML, and brackets of the text, are no part of a name.
        let wrong = wrong.trim_matches(|c| "“”„‘’‚«»\"'`[]".contains(c));
        (wrong.len() <= 200).then(|| Shape::of(wrong))
    }

    /// How many changes a candidate of a length may be away.
    fn allowed(&self, count: usize) -> usize {
        (count.max(self.count) / 3).max(1)
    }

    /// How far a candidate is away, where that is no more than allowed.
    fn distance(&self, other: &Shape, allowed: usize) -> Option<usize> {
        // Each character too many costs a change, and so does each letter that one of the two
        // has more often.
        if other.count.abs_diff(self.count) > allowed
            || excess(&self.letters, &other.letters) > allowed
            || excess(&other.letters, &self.letters) > allowed
        {
            return None;
        }
        Some(strsim::osa_distance(&self.folded, &other.folded)).filter(|far| *far <= allowed)
    }
}

/// How many letters one has more than the other.
fn excess(one: &Letters, other: &Letters) -> usize {
    one.iter().zip(other).map(|(one, other)| usize::from(one.saturating_sub(*other))).sum()
}

/// "did you mean `x`?", where something is near enough.
pub fn did_you_mean<'a>(
    wrong: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<Hint> {
    nearest(wrong, candidates).map(|name| hint_at(wrong, name))
}

/// What to say of the name that is near to `wrong`.
pub fn hint_at(wrong: &str, name: &str) -> Hint {
    if looks_the_same(wrong, name) { Hint::alike(name) } else { Hint::meant(name) }
}

/// Whether two names differ, and in nothing that anyone sees: `ä` may be one character or two.
pub fn looks_the_same(one: &str, other: &str) -> bool {
    !one.is_ascii() && fold(one) == fold(other) && one.to_lowercase() != other.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_found_and_a_stranger_is_not() {
        let names = ["bet-table", "learning-review"];
        assert_eq!(nearest("bet-tabel", names), Some("bet-table"));
        assert_eq!(nearest("Bet-Table", names), Some("bet-table"));
        assert_eq!(nearest("”for”", ["for", "against"]), Some("for"));
        assert_eq!(nearest("incident", names), None);
        assert_eq!(nearest("", names), None);
    }

    #[test]
    fn a_name_of_other_characters_that_looks_the_same_is_near() {
        for (wrong, name) in [("e\u{301}", "\u{e9}"), ("\u{e9}", "e\u{301}")] {
            assert_eq!(nearest(wrong, ["a", name]), Some(name));
            let hint = did_you_mean(wrong, [name]).map(String::from).unwrap_or_default();
            assert!(hint.contains("looks the same"), "{hint}");
        }
        assert!(!looks_the_same("\u{e9}", "\u{c9}") && !looks_the_same("a", "a"));
    }

    /// Whatever is passed over early, the nearest is what comparing with every name finds.
    #[test]
    fn the_nearest_of_many_is_the_nearest_of_all() {
        let parts = ["early", "circle", "Ärger", "map", "of-430", "x", "ẞß", "walk-4", "43"];
        let all: Vec<String> = (0..9 * 9 * 9)
            .map(|n| [n % 9, n / 9 % 9, n / 81].map(|at| parts[at]).join("-"))
            .collect();
        let names = Names::new(all.iter().map(String::as_str).zip(0..));
        let cut =
            |text: &str, at: usize| text.chars().skip(at).step_by(1 + at % 2).collect::<String>();
        for (nth, name) in all.iter().enumerate().step_by(7) {
            for wrong in
                [cut(name, nth % 5), format!("{name}{}", &all[nth / 3]), name.to_uppercase()]
            {
                let found = names.nearest(&wrong, |at| at % 2 == 0);
                let fits = || all.iter().step_by(2).map(String::as_str);
                assert_eq!(found.first().map(|at| &*all[*at]), nearest(&wrong, fits()), "{wrong}");
            }
        }
    }
}
