//! Text as the words that it is found by. `words` in search-query.js does the same.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest word that is told from a longer one, in letters.
const LONGEST: usize = 32;

/// Calls `each` for the words of a text in order: runs of letters and digits, folded.
/// Apostrophes are passed over (`don’t` is `dont`), and each sign of a script that writes
/// without blanks is a word.
pub fn words(text: &str, each: &mut dyn FnMut(&str)) {
    let mut word = String::new();
    let mut letters = 0;
    let mut take = |letter: char, word: &mut String, each: &mut dyn FnMut(&str)| {
        let is_sign = is_sign(letter);
        if is_sign || !letter.is_alphanumeric() {
            if !word.is_empty() {
                each(word);
                word.clear();
                letters = 0;
            }
            if is_sign {
                each(letter.encode_utf8(&mut [0; 4]));
            }
        } else if letters < LONGEST {
            word.push(letter);
            letters += 1;
        }
    };
    if text.is_ascii() {
        for byte in text.bytes().filter(|byte| *byte != b'\'') {
            take(char::from(byte.to_ascii_lowercase()), &mut word, each);
        }
    } else {
        for letter in folded(text).filter(|letter| !matches!(letter, '\'' | '’')) {
            take(letter, &mut word, each);
        }
    }
    if !word.is_empty() {
        each(&word);
    }
}

/// A text in small letters without accents.
pub fn fold(text: &str) -> String {
    folded(text).collect()
}

fn folded(text: &str) -> impl Iterator<Item = char> {
    text.nfd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .filter(|letter| !is_combining_mark(*letter))
        .map(|letter| if letter == 'ς' { 'σ' } else { letter })
}

/// Han, Hiragana and Katakana.
fn is_sign(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
