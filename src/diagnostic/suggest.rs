//! "did you mean": the nearest of the names that would have been right.

/// The candidate nearest to `wrong`, where one is near enough to be a slip of the hand: at
/// most a third of its characters differ. Ties go to the first in order.
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = Shape::of_wrong(wrong)?;
    // Each character too many costs a change at least: most candidates end here.
    let candidates = candidates.into_iter().filter(|name| wrong.is_as_long(name.chars().count()));
    let near = candidates.filter_map(|name| Some((wrong.distance(&Shape::of(name))?, name)));
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

    /// What all names near enough stand for, each with its distance, in order.
    pub fn near(&self, wrong: &str) -> Vec<(usize, T)> {
        let Some(wrong) = Shape::of_wrong(wrong) else { return Vec::new() };
        let near = self.names.iter().filter(|(name, _)| wrong.is_as_long(name.count));
        near.filter_map(|(name, goal)| Some((wrong.distance(name)?, *goal))).collect()
    }

    /// What [`nearest`] stands for, among those that fit.
    pub fn nearest(&self, wrong: &str, fits: impl Fn(T) -> bool) -> Option<T> {
        let near = self.near(wrong).into_iter().filter(|(_, goal)| fits(*goal));
        near.min_by_key(|(distance, _)| *distance).map(|(_, goal)| goal)
    }
}

/// What tells names apart quickly.
#[derive(Debug)]
struct Shape {
    folded: Box<str>,
    /// Characters, as they are written.
    count: usize,
    letters: u64,
}

impl Shape {
    fn of(name: &str) -> Shape {
        let folded = name.to_lowercase();
        let letters = letters(&folded);
        Shape { folded: folded.into(), count: name.chars().count(), letters }
    }

    /// None for a text so long that it is no name; comparing it would cost more than it tells.
    fn of_wrong(wrong: &str) -> Option<Shape> {
        let shape = (wrong.len() <= 200).then(|| Shape::of(wrong))?;
        Some(Shape { count: shape.folded.chars().count(), ..shape })
    }

    /// How many changes a candidate of a length may be away.
    fn allowed(&self, count: usize) -> usize {
        (count.max(self.count) / 3).max(1)
    }

    fn is_as_long(&self, count: usize) -> bool {
        count.abs_diff(self.count) <= self.allowed(count) + 2
    }

    /// How far a candidate is away, where it is near enough.
    fn distance(&self, other: &Shape) -> Option<usize> {
        let allowed = self.allowed(other.count);
        // Each letter that only one of the two has costs a change.
        let (own, others) = (self.letters, other.letters);
        let apart = (own & !others).count_ones().max((others & !own).count_ones());
        if apart as usize > allowed {
            return None;
        }
        Some(strsim::osa_distance(&self.folded, &other.folded)).filter(|far| *far <= allowed)
    }
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
