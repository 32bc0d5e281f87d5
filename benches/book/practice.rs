//! Rituals, artifacts and frameworks with all that authors write about them.

use super::ground::{CYCLES, FACTORS, NEEDS, ROLES, words};
use super::{Dice, File, Shape, prose};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Ritual,
    Artifact,
    Framework,
}

const FIRST: &[&str] = &["open", "quiet", "early", "plain", "shared", "honest", "slow", "narrow"];
const SECOND: &[&str] =
    &["review", "table", "walk", "board", "circle", "ladder", "letter", "map", "hour", "swap"];

pub fn id(kind: Kind, number: usize) -> String {
    let seed = number * 3 + kind as usize;
    format!("{}-{}-{number}", FIRST[seed % FIRST.len()], SECOND[seed / 7 % SECOND.len()])
}

pub fn reference(kind: Kind, number: usize) -> String {
    format!("{}/{}", name(kind), id(kind, number))
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Ritual => "ritual",
        Kind::Artifact => "artifact",
        Kind::Framework => "framework",
    }
}

pub fn file(kind: Kind, number: usize, shape: &Shape) -> File {
    let mut dice = Dice::new(number as u64 * 4 + kind as u64 + 2);
    let id = id(kind, number);
    let mut text = format!(
        "---\ntitle: {}\nsummary: \"{} (the {} numbered {number})\"\nowner: role/{}\nneeds: [need/{}, need/{}]\ntags: [{}]\nreviewed: 2026-0{}-14\nreview_every: 1y\n",
        words(&id),
        prose::plain(&mut dice, 14).trim_end_matches('.'),
        name(kind),
        dice.one(&ROLES),
        NEEDS[number % NEEDS.len()],
        NEEDS[(number + 3) % NEEDS.len()],
        dice.one(&["planning", "learning", "flow", "people", "money"]),
        1 + number % 5,
    );
    own(kind, number, shape, &mut dice, &mut text);
    fit(&mut dice, &mut text);
    if number > 3 && number.is_multiple_of(4) {
        text.push_str(&format!(
            "requires: {{ref: {}, because: \"{}\"}}\n",
            reference(kind, number - 1 - dice.below(3)),
            prose::plain(&mut dice, 12)
        ));
    }
    if number.is_multiple_of(3) {
        let other = (number + 1) % shape.count(kind);
        text.push_str(&format!(
            "alternatives:\n  - ref: {}\n    choose_it_when: {}\n",
            reference(kind, other),
            prose::plain(&mut dice, 10)
        ));
        text.push_str(&format!(
            "tradeoffs:\n  - good: {}\n    risk: {}\n    watch_for: {}\n",
            prose::plain(&mut dice, 8),
            prose::plain(&mut dice, 8),
            prose::plain(&mut dice, 8)
        ));
    }
    text.push_str("---\n");
    let links = links(kind, number, shape, &mut dice);
    prose::body(&mut dice, number, &links, &mut text);
    (format!("content/{}s/{id}.md", name(kind)), text)
}

/// What only one kind has.
fn own(kind: Kind, number: usize, shape: &Shape, dice: &mut Dice, text: &mut String) {
    match kind {
        Kind::Ritual => {
            let cycle = CYCLES[number % CYCLES.len()].0;
            text.push_str(&format!("cycle: cycle/{cycle}\nduration: 45m\nparticipants:\n"));
            for _ in 0..3 {
                let part = prose::plain(dice, 7);
                text.push_str(&format!("  - {{role: role/{}, part: {part}}}\n", dice.one(&ROLES)));
            }
            let artifact = |at: usize| reference(Kind::Artifact, at % shape.artifacts);
            text.push_str(&format!(
                "consumes: {}\nproduces: {}\ndecides: {}\n",
                artifact(number),
                artifact(number + shape.artifacts / 2),
                prose::plain(dice, 8)
            ));
        }
        Kind::Artifact => {
            text.push_str("form: A page on the wall\nkept: living\nlives: Beside the board\n");
        }
        Kind::Framework => {
            let ritual = reference(Kind::Ritual, number % shape.rituals);
            text.push_str(&format!("job: [scaffold]\nuses: {{rituals: [{ritual}]}}\n"));
            text.push_str(&format!("drop_when: {}\n", prose::plain(dice, 9)));
        }
    }
}

/// Four fit lines: two for, one against, one against or to avoid.
fn fit(dice: &mut Dice, text: &mut String) {
    text.push_str("fit:\n");
    for at in 0..4 {
        let (factor, ordered, values) = FACTORS[dice.below(FACTORS.len())];
        let value = dice.one(values);
        let when = match dice.below(3) {
            0 if ordered => format!("{{{factor}: {{at_least: {value}}}}}"),
            1 => format!("{{{factor}: [{}, {}]}}", values[0], values[values.len() - 1]),
            _ => format!("{{{factor}: {value}}}"),
        };
        let lean = match at {
            0 | 1 => "for",
            2 => "against",
            _ => dice.one(&["against", "avoid"]),
        };
        text.push_str(&format!(
            "  - when: {when}\n    lean: {lean}\n    strength: {}\n    because: {}\n    basis: {}\n",
            dice.one(&["slight", "clear", "strong"]),
            prose::plain(dice, 16),
            dice.one(&["opinion", "experience", "measured"]),
        ));
    }
}

/// Five links: three by reference, two by path.
fn links(kind: Kind, number: usize, shape: &Shape, dice: &mut Dice) -> Vec<String> {
    let next = |kind: Kind, dice: &mut Dice| dice.below(shape.count(kind));
    let near = (number + 1) % shape.count(kind);
    let artifact = next(Kind::Artifact, dice);
    let framework = next(Kind::Framework, dice);
    vec![
        format!("[[{}]]", reference(kind, near)),
        format!("[[{}|a ritual]]", reference(Kind::Ritual, next(Kind::Ritual, dice))),
        format!("[the artifact](../artifacts/{}.md)", id(Kind::Artifact, artifact)),
        format!("[a framework](../frameworks/{}.md)", id(Kind::Framework, framework)),
        format!("[[factor/{}]]", FACTORS[dice.below(FACTORS.len())].0),
    ]
}
