//! The time zones that a book may name, each with the rule that its clocks keep.
//!
//! The program reads no tz database of the machine on which it runs: the same book gives the
//! same bytes anywhere. `zones.txt` holds what a calendar needs, the rule for the years to come.

/// A zone of the tz database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone {
    /// Such as `Europe/London`.
    pub name: &'static str,
    /// The rule as POSIX writes it: `GMT0BST,M3.5.0/1,M10.5.0`.
    pub rule: &'static str,
}

impl Zone {
    /// The zone of a name, which is matched to the letter.
    pub fn named(name: &str) -> Option<Zone> {
        Zone::all().find(|zone| zone.name == name)
    }

    /// Every zone, those of one rule together.
    pub fn all() -> impl Iterator<Item = Zone> {
        let lines = include_str!("zones.txt").lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(|line| {
            let (rule, names) = line.split_once(' ').unwrap_or((line, ""));
            names.split(' ').map(move |name| Zone { name, rule })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_found_by_their_names() {
        let rule = |name| Zone::named(name).map(|zone| zone.rule);
        assert_eq!(rule("Europe/London"), Some("GMT0BST,M3.5.0/1,M10.5.0"));
        assert_eq!(rule("Asia/Kolkata"), Some("IST-5:30"));
        assert_eq!(rule("Europe/Lonodn"), None);
        assert_eq!(rule(""), None);
        assert_eq!(Zone::all().count(), 597);
    }
}
