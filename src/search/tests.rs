//! What can be found, and what stands first: laws of the index, over small books.

use std::borrow::Cow;

use proptest::prelude::*;

use super::*;

fn split(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    words(text, &mut |word| found.push(word.to_owned()));
    found
}

fn titled(title: &str, text: &str) -> Page<'static> {
    Page {
        title: Cow::Owned(title.to_owned()),
        sections: vec![Section { text: text.to_owned(), ..Section::default() }],
        ..Page::default()
    }
}

fn of<'a>(pages: &'a [Page<'a>], threads: usize) -> Index {
    index(pages.len(), &|at| pages[at].clone(), threads)
}

/// The pages of a word with their weights, heaviest first.
fn weights(index: &Index, word: &str) -> Vec<(u32, u32)> {
    let Ok(at) = index.words.binary_search_by(|own| (**own).cmp(word)) else { return Vec::new() };
    let mut found: Vec<(u32, u32)> =
        index.postings[at].iter().map(|own| (own.page, own.code % 64)).collect();
    found.sort_by_key(|own| std::cmp::Reverse(own.1));
    found
}

#[test]
fn words_are_folded_runs_of_letters_and_digits() {
    assert_eq!(split("Don’t — Ämter, naïve CAFÉ_2"), ["dont", "amter", "naive", "cafe", "2"]);
    assert_eq!(split("朝会 stand-up"), ["朝", "会", "stand", "up"]);
    assert_eq!(split("Straße İSTANBUL"), ["straße", "istanbul"]);
    assert_eq!(split("  "), Vec::<String>::new());
    assert_eq!(split(&"x".repeat(90))[0].len(), 32);
}

#[test]
fn a_title_weighs_more_than_a_name_a_heading_and_text() {
    let page = |title: &str, names: Vec<&'static str>, heading: &'static str, text: &str| Page {
        names,
        sections: vec![Section::default(), Section { id: "a", heading, text: text.to_owned() }],
        ..titled(title, "")
    };
    let pages = [
        page("Other", vec![], "", "bets bets bets bets"),
        page("Another", vec![], "Bets", ""),
        page("A third", vec!["Bets"], "", ""),
        page("Bets", vec![], "", ""),
        page("Bets of a long title", vec![], "", ""),
    ];
    let order: Vec<u32> = weights(&of(&pages, 1), "bets").into_iter().map(|own| own.0).collect();
    assert_eq!(order, [3, 2, 4, 1, 0]);
}

#[test]
fn a_hit_leads_to_the_section_that_says_it_best() {
    let section = |id: &'static str, heading: &'static str, text: &str| Section {
        id,
        heading,
        text: text.to_owned(),
    };
    let page = Page {
        sections: vec![
            section("", "", "queue"),
            section("a", "Steps", "queue and queue"),
            section("b", "Triage", "queue"),
        ],
        ..titled("Harness", "")
    };
    let index = of(&[page], 1);
    let section = |word: &str| {
        let at = index.words.binary_search_by(|own| (**own).cmp(word)).unwrap();
        index.postings[at][0].code / 64
    };
    assert_eq!(section("queue"), 1);
    assert_eq!(section("triage"), 2);
    assert_eq!(section("harness"), 0);
}

#[test]
fn neighbours_in_a_title_are_one_word_too() {
    let index = of(&[titled("Season look-back", "")], 1);
    assert_eq!(weights(&index, "lookback").len(), 1);
}

#[test]
fn what_stands_everywhere_is_kept_only_where_it_is_more_than_text() {
    let mut pages: Vec<Page<'_>> = (0..200).map(|_| titled("Page", "the end")).collect();
    pages.push(titled("The ladder", ""));
    let index = of(&pages, 2);
    assert_eq!(weights(&index, "the"), [(200, weights(&index, "the")[0].1)]);
    let at = index.words.binary_search_by(|own| (**own).cmp("the")).unwrap();
    assert!(index.common[at]);
    assert!(!index.common[index.words.binary_search_by(|own| (**own).cmp("ladder")).unwrap()]);
}

proptest! {
    #[test]
    fn every_title_is_found_by_each_of_its_words(
        titles in proptest::collection::vec("[a-zäßéø]{1,8}( [A-Z][a-z]{0,6}){0,3}", 1..40),
        text in "[a-z ]{0,60}",
    ) {
        let pages: Vec<Page<'_>> = titles.iter().map(|title| titled(title, &text)).collect();
        let index = of(&pages, 3);
        for (at, title) in titles.iter().enumerate() {
            for word in split(title) {
                let found = weights(&index, &word);
                prop_assert!(found.iter().any(|own| own.0 == at as u32), "{} of {}", word, title);
            }
        }
    }

    #[test]
    fn the_number_of_threads_does_not_show(
        texts in proptest::collection::vec("[a-f ]{0,40}", 0..30), threads in 2usize..6,
    ) {
        let pages: Vec<Page<'_>> = texts.iter().map(|text| titled("t", text)).collect();
        prop_assert_eq!(of(&pages, 1), of(&pages, threads));
    }

    #[test]
    fn words_never_panic_and_are_stable(text in "\\PC*") {
        for word in split(&text) {
            prop_assert!(!word.is_empty());
            prop_assert_eq!(split(&word).concat(), word);
        }
    }
}
