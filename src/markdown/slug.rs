//! The ids of headings, as GitHub makes them.
//!
//! In: a heading's text. Out: an id that no other element of the page has.
//! Must not: depend on anything but the texts and their order.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;
use unicode_normalization::char::is_combining_mark;

/// GitHub's slug: lower case, blanks become `-`, punctuation and pictures go; letters, marks
/// and digits of every script stay. Empty where nothing of the text can stay.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    if text.is_ascii() {
        for byte in text.trim().bytes() {
            match byte {
                b' ' => slug.push('-'),
                b'-' | b'_' => slug.push(byte as char),
                byte if byte.is_ascii_alphanumeric() => {
                    slug.push(byte.to_ascii_lowercase() as char);
                }
                _ => {}
            }
        }
        return slug;
    }
    slug.extend(text.trim().to_lowercase().chars().filter_map(|letter| match letter {
        ' ' => Some('-'),
        '-' | '_' => Some(letter),
        letter if letter.is_alphabetic() || is_combining_mark(letter) => Some(letter),
        letter if letter.is_numeric() && !is_pictured_number(letter) => Some(letter),
        _ => None,
    }));
    slug
}

/// Superscripts, fractions and circled digits: numbers to Unicode, punctuation to GitHub.
fn is_pictured_number(letter: char) -> bool {
    matches!(letter,
        '²' | '³' | '¹' | '¼'..='¾' | '\u{2070}'..='\u{2089}' | '\u{2150}'..='\u{215f}'
        | '\u{2189}' | '\u{2460}'..='\u{249b}' | '\u{24ea}'..='\u{24ff}'
        | '\u{2776}'..='\u{2793}' | '\u{3192}'..='\u{3195}' | '\u{3220}'..='\u{3229}')
}

/// Whether an id is of those that a page has by itself: `s.` and a word for its sections and parts,
/// `d.` and a word for its drawings, `fn:` and `fnref:` with a number for footnotes. No slug has a
/// dot or a colon; who writes an id may not take one of these.
pub(super) fn is_the_pages(id: &str) -> bool {
    ["s.", "d.", "fn:", "fnref:"].iter().any(|own| id.starts_with(own))
}

/// The ids of one page.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// Each id in use, with the last number that was given to a double of it.
    used: HashMap<String, u32, FixedState>,
    /// Ids that headings ask for, and which nothing else may take.
    reserved: HashSet<String>,
    /// The ids that headings asked for so far.
    asked: HashSet<String>,
    clashed: bool,
}

impl Ids {
    pub fn with_wanted(reserved: HashSet<String>) -> Self {
        let used = reserved.iter().map(|id| (id.clone(), 0)).collect();
        Ids { used, reserved, ..Ids::default() }
    }

    /// Keeps an id as it is written. False where it is in use already.
    pub fn keep(&mut self, id: &str) -> bool {
        if self.used.contains_key(id) {
            return false;
        }
        self.used.insert(id.to_string(), 0);
        true
    }

    /// The id that a heading asks for; with a number where another heading asked before.
    pub fn wanted(&mut self, id: &str) -> String {
        if !self.asked.insert(id.to_string()) {
            return self.unique(id.to_string());
        }
        // In use without having been asked for: something took it that should not have.
        if !self.keep(id) && !self.reserved.contains(id) {
            self.clashed = true;
        }
        id.to_string()
    }

    /// The ids to reserve the next time, where a heading asked for one too late.
    pub fn clash(&mut self) -> Option<HashSet<String>> {
        self.clashed.then(|| std::mem::take(&mut self.asked))
    }

    /// The id for a heading: its slug, or `section` where nothing of its text can stay; a
    /// second one gets `-1`, a third `-2`.
    pub fn of_heading(&mut self, text: &str) -> String {
        let slug = slug(text);
        // A lone variation selector or hyphen is nothing that anyone could type.
        match slug.chars().any(char::is_alphanumeric) {
            true => self.unique(slug),
            false => self.unique("section".to_string()),
        }
    }

    /// `id`, with a number behind it where it is in use.
    pub fn unique(&mut self, id: String) -> String {
        let Some(&last) = self.used.get(&id) else {
            self.used.insert(id.clone(), 0);
            return id;
        };
        let mut number = last + 1;
        let mut candidate = format!("{id}-{number}");
        while self.used.contains_key(&candidate) {
            number += 1;
            candidate = format!("{id}-{number}");
        }
        self.used.insert(id, number);
        self.used.insert(candidate.clone(), 0);
        candidate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_githubs() {
        for (text, wanted) in [
            ("Bet table", "bet-table"),
            ("What's new?  (v1.2)", "whats-new--v12"),
            ("snake_case & kebab-case", "snake_case--kebab-case"),
            ("Überblick Ä", "überblick-ä"),
            ("会議の目的", "会議の目的"),
            ("हिन्दी", "हिन्दी"),
            ("🚀 Launch", "-launch"),
            ("x² + ½", "x--"),
            ("ΣΑΣ", "σας"),
        ] {
            assert_eq!(slug(text), wanted);
        }
    }

    #[test]
    fn doubles_get_numbers_that_are_free() {
        let mut ids = Ids::default();
        let told: Vec<_> =
            ["a", "a", "a-1", "a", "🚀", "🎉"].map(|text| ids.of_heading(text)).into();
        assert_eq!(told, ["a", "a-1", "a-1-1", "a-2", "section", "section-1"]);
        assert!(!ids.keep("a-2") && ids.keep("b"));
    }
}
