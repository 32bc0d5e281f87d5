//! The ladder of time: which cycle is longer than which.
//!
//! In: the lengths that cycles have, and in which they nest. Out: their order, the shortest first.
//! A cycle without a length stands beside those that it has to do with: below the one that it nests
//! in, else above those that nest in it, else behind the one before it on the site.
//! Must not: ask for more than front matter says; any mixture has an order.

use super::FittedPlaybook;
use crate::model::{Cycle, Detail, KindId, Relation};
use crate::validate::EntryId;

/// What is known of a cycle, in the order of the site.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    /// In days.
    length: Option<f64>,
    /// The index of the one that it nests in.
    nests_in: Option<usize>,
}

/// Where a cycle stands: the length of one whose length is known, and how many steps of nesting
/// above or below that one.
type Height = (f64, i64);

impl FittedPlaybook {
    /// The cycles from the shortest to the longest. Every page of a team or a cycle asks for them, and
    /// they are put in order once.
    pub fn ladder(&self) -> &[EntryId] {
        self.ladder.get_or_init(|| {
            let ids: Vec<EntryId> =
                self.linked.playbook.of_kind(KindId::CYCLE).map(|(id, _)| id).collect();
            let known: Vec<Known> = ids
                .iter()
                .map(|id| {
                    let holder = self.linked.graph.outgoing_by(*id, Relation::NestsIn).next();
                    Known {
                        length: self.cycle(*id).and_then(length),
                        nests_in: holder.and_then(|holder| ids.binary_search(&holder).ok()),
                    }
                })
                .collect();
            order(&known).into_iter().map(|at| ids[at]).collect()
        })
    }

    /// A cycle's usual length in days.
    pub fn nominal_days(&self, cycle: EntryId) -> Option<f64> {
        let nominal = self.cycle(cycle)?.nominal?;
        Some(nominal.value.about_days()).filter(|days| *days > 0.0)
    }

    fn cycle(&self, id: EntryId) -> Option<&Cycle> {
        match &self.entry(id).detail {
            Detail::Cycle(cycle) => Some(cycle),
            _ => None,
        }
    }
}

/// The usual length in days, or what lies between the shortest and the longest.
fn length(cycle: &Cycle) -> Option<f64> {
    let span = cycle.span.as_ref();
    let min = span.and_then(|span| span.min).map(|min| min.value.about_days());
    let max = span.and_then(|span| span.max).map(|max| max.value.about_days());
    let nominal = cycle.nominal.map(|nominal| nominal.value.about_days());
    let middle = min.zip(max).map(|(min, max)| (min + max) / 2.0);
    nominal.or(middle).or(min).or(max).filter(|days| *days > 0.0)
}

fn order(cycles: &[Known]) -> Vec<usize> {
    let mut heights: Vec<Option<Height>> =
        cycles.iter().map(|cycle| cycle.length.map(|length| (length, 0))).collect();
    // Below what they nest in.
    for (at, height) in heights.iter_mut().enumerate().filter(|(_, height)| height.is_none()) {
        let above = holders(cycles, at);
        *height = above.filter_map(|(steps, at)| Some((cycles[at].length?, -steps))).next();
    }
    // Above what nests in them.
    for at in (0..cycles.len()).filter(|at| cycles[*at].length.is_some()) {
        let Some(height) = heights[at] else { continue };
        for (steps, holder) in holders(cycles, at) {
            let own = (height.0, steps);
            match heights[holder] {
                Some((_, held)) if held <= 0 => break,
                Some(higher) if compare(higher, own).is_ge() => {}
                _ => heights[holder] = Some(own),
            }
        }
    }
    // Behind the one before them.
    let mut before = (f64::NEG_INFINITY, i64::MAX);
    let heights: Vec<Height> = heights
        .into_iter()
        .map(|height| {
            before = height.unwrap_or((before.0, i64::MAX));
            before
        })
        .collect();
    let mut order: Vec<usize> = (0..cycles.len()).collect();
    order.sort_by(|one, two| compare(heights[*one], heights[*two]).then(one.cmp(two)));
    order
}

fn compare(one: Height, two: Height) -> std::cmp::Ordering {
    one.0.total_cmp(&two.0).then(one.1.cmp(&two.1))
}

/// What a cycle nests in, and what that nests in, with the number of steps. Loops, which are
/// errors, come to an end.
fn holders(cycles: &[Known], at: usize) -> impl Iterator<Item = (i64, usize)> {
    let next = move |(steps, at): &(i64, usize)| Some((steps + 1, cycles[*at].nests_in?));
    std::iter::successors(next(&(0, at)), next).take(cycles.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ladder(cycles: &[(&'static str, Option<f64>, Option<&str>)]) -> Vec<&'static str> {
        let place = |name: &str| cycles.iter().position(|cycle| cycle.0 == name);
        let known: Vec<Known> = cycles
            .iter()
            .map(|(_, length, holder)| Known { length: *length, nests_in: holder.and_then(place) })
            .collect();
        order(&known).into_iter().map(|at| cycles[at].0).collect()
    }

    #[test]
    fn a_cycle_without_a_length_stands_where_it_nests() {
        let cycles = [
            ("day", Some(1.0), None),
            ("month", Some(30.0), None),
            ("sprint", None, Some("month")),
            ("week", Some(7.0), Some("month")),
        ];
        assert_eq!(ladder(&cycles), ["day", "week", "sprint", "month"]);
        let cycles = [
            ("era", None, None),
            ("hour", None, Some("shift")),
            ("shift", None, Some("week")),
            ("week", Some(7.0), Some("year")),
            ("year", None, Some("era")),
        ];
        assert_eq!(ladder(&cycles), ["hour", "shift", "week", "year", "era"]);
    }

    #[test]
    fn without_any_length_nesting_or_the_site_decides() {
        let cycles = [("b", Some(10.0), None), ("c", None, None), ("a", Some(5.0), None)];
        assert_eq!(ladder(&cycles), ["a", "b", "c"]);
        let cycles = [("one", None, None), ("two", None, None), ("three", None, None)];
        assert_eq!(ladder(&cycles), ["one", "two", "three"]);
    }

    proptest! {
        /// Lengths stand in order, whatever is not known beside them, and nothing is lost.
        #[test]
        fn any_mixture_has_an_order(
            cycles in proptest::collection::vec(
                (proptest::option::of(1u8..9), proptest::option::of(0usize..40)), 0..40)
        ) {
            let known: Vec<Known> = cycles
                .iter()
                .map(|(length, holder)| Known {
                    length: length.map(f64::from),
                    nests_in: holder.filter(|holder| *holder < cycles.len()),
                })
                .collect();
            let order = order(&known);
            let lengths: Vec<f64> = order.iter().filter_map(|at| known[*at].length).collect();
            prop_assert!(lengths.is_sorted());
            let mut all = order;
            all.sort_unstable();
            prop_assert_eq!(all, (0..known.len()).collect::<Vec<_>>());
        }
    }
}
