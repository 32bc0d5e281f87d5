//! Sentences that read like text to a parser: words, emphasis, lists, a table, code, links.

use super::Dice;

const WORDS: &[&str] = &[
    "a",
    "the",
    "team",
    "that",
    "knows",
    "what",
    "it",
    "owes",
    "can",
    "choose",
    "between",
    "work",
    "and",
    "rest",
    "when",
    "week",
    "turns",
    "over",
    "nobody",
    "asks",
    "for",
    "more",
    "than",
    "promised",
    "every",
    "bet",
    "has",
    "its",
    "price",
    "written",
    "down",
    "before",
    "anyone",
    "starts",
    "people",
    "learn",
    "faster",
    "where",
    "waiting",
    "is",
    "seen",
    "in",
    "small",
    "pieces",
    "of",
    "evidence",
    "rather",
    "plans",
    "until",
    "question",
    "changes",
    "shape",
    "then",
    "we",
    "talk",
    "again",
    "about",
    "risk",
    "time",
    "money",
    "trust",
    "to",
    "be",
    "kept",
    "with",
    "care",
    "because",
    "habit",
    "outlives",
    "reason",
    "meetings",
    "grow",
    "like",
    "ivy",
    "on",
    "old",
    "walls",
    "someone",
    "must",
    "cut",
    "them",
    "back",
    "once",
    "quarter",
    "so",
    "light",
    "gets",
    "through",
    "clinic",
    "hours",
    "show",
    "us",
    "how",
    "our",
    "customers",
    "really",
    "spend",
    "their",
    "mornings",
    "not",
    "as",
    "survey",
    "said",
    "but",
    "they",
    "do",
];

const HEADINGS: &[&str] = &[
    "What it is for",
    "How we run it",
    "What to bring",
    "What goes wrong",
    "How to tell that it works",
    "When to stop",
    "Where it came from",
];

const CODE: &[(&str, &str)] = &[
    (
        "rust",
        "/// The bets that still stand, NUMBER.\nfn standing(bets: &[Bet], today: Date) -> Vec<&Bet> {\n    \
         bets.iter().filter(|bet| bet.ends >= today && !bet.stopped).collect()\n}\n\nfn main() {\n    \
         let bets = read(\"bets.yaml\").expect(\"a list of bets\");\n    for bet in standing(&bets, Date::today()) {\n        \
         println!(\"{:>3} days left: {}\", bet.days_left(), bet.title);\n    }\n}\n",
    ),
    (
        "yaml",
        "title: Six weeks, NUMBER\nbets:\n  - title: Fewer calls\n    appetite: 6w\n    stop_if: [calls stay above 40 a day]\n  \
         - title: \"A faster till\"\n    appetite: 2w\n    owner: role/product-lead # and nobody else\nreviewed: 2026-04-14\n",
    ),
    (
        "bash",
        "#!/bin/sh\nset -eu\n# Count what waits for whom, NUMBER.\nfor board in boards/*.csv; do\n    \
         printf '%s ' \"$(basename \"$board\" .csv)\"\n    grep -c ',waiting,' \"$board\" || true\ndone | sort -k2 -nr | head\n",
    ),
];

/// A sentence of so many words, with a capital and a full stop.
pub fn sentence(dice: &mut Dice, words: usize, out: &mut String) {
    for at in 0..words {
        let word = dice.one(WORDS);
        if at == 0 {
            out.push_str(&word[..1].to_uppercase());
            out.push_str(&word[1..]);
            continue;
        }
        out.push(' ');
        match dice.below(60) {
            0 => out.push_str(&format!("**{word}**")),
            1 => out.push_str(&format!("*{word}*")),
            2 => out.push_str(&format!("`{word}`")),
            _ => out.push_str(word),
        }
        if at + 1 < words && dice.below(14) == 0 {
            out.push(',');
        }
    }
    out.push('.');
}

/// A sentence without markup, for fields.
pub fn plain(dice: &mut Dice, words: usize) -> String {
    let mut text = String::new();
    for at in 0..words {
        if at > 0 {
            text.push(' ');
        }
        text.push_str(dice.one(WORDS));
    }
    text[..1].to_uppercase() + &text[1..] + "."
}

/// About 600 words. The links are spread over the paragraphs; every fifth body has a code block.
pub fn body(dice: &mut Dice, number: usize, links: &[String], out: &mut String) {
    let mut links = links.iter();
    for section in 0..6 {
        if section > 0 {
            let heading = HEADINGS[(number + section) % HEADINGS.len()];
            out.push_str(&format!("## {heading}\n\n"));
        }
        for paragraph in 0..2 {
            for _ in 0..4 {
                let words = 8 + dice.below(9);
                sentence(dice, words, out);
                out.push(' ');
            }
            if let Some(link) = links.next().filter(|_| paragraph == 0) {
                out.push_str(&format!("See {link} for more."));
            }
            out.push_str("\n\n");
        }
        if section == 2 {
            for _ in 0..4 {
                out.push_str("- ");
                sentence(dice, 6, out);
                out.push('\n');
            }
            out.push('\n');
        }
        if section == 3 && number.is_multiple_of(5) {
            block(number, out);
        }
    }
}

/// A block of code. No two are the same: what is known of one is of no use for another.
pub fn block(number: usize, out: &mut String) {
    let (language, code) = CODE[number / 5 % CODE.len()];
    let code = code.replace("NUMBER", &number.to_string());
    out.push_str(&format!("```{language}\n{code}```\n\n"));
}
