//! The words and shapes of verdicts and statuses, so that every page says the same.

use std::borrow::Cow;

use super::{LegendView, StatusView};

const fn verdict(
    id: &'static str,
    glyph: &'static str,
    letter: &'static str,
    word: &'static str,
    meaning: &'static str,
) -> LegendView<'static> {
    LegendView {
        id: Cow::Borrowed(id),
        glyph: Cow::Borrowed(glyph),
        letter: Cow::Borrowed(letter),
        word: Cow::Borrowed(word),
        meaning: Cow::Borrowed(meaning),
    }
}

/// The verdicts in the order of the fit rules.
pub static VERDICTS: [LegendView<'static>; 8] = [
    verdict("fits", "●", "F", "Fits", "There are clear reasons for it, and none against."),
    verdict(
        "leans-for",
        "◐",
        "f",
        "Leans for",
        "There are slight reasons for it, and none against.",
    ),
    verdict("mixed", "◆", "M", "Mixed", "There are reasons for it and reasons against."),
    verdict(
        "cant-tell",
        "◇",
        "?",
        "Can’t tell",
        "It depends on something that nobody has said yet.",
    ),
    verdict("nothing-said", "–", "", "Nothing said", "No reason applies here."),
    verdict(
        "leans-against",
        "◧",
        "b",
        "Leans against",
        "There are slight reasons against it, and none for.",
    ),
    verdict(
        "fits-badly",
        "■",
        "B",
        "Fits badly",
        "There are clear reasons against it, and none for.",
    ),
    verdict("avoid", "✕", "A", "Avoid", "There is a reason to keep away, whatever speaks for it."),
];

const fn status(id: &'static str, glyph: &'static str, word: &'static str) -> StatusView<'static> {
    StatusView { id: Cow::Borrowed(id), word: Cow::Borrowed(word), glyph: Cow::Borrowed(glyph) }
}

/// The statuses of a team's practice in the order of a life, then what is not running yet
/// or any more, then what is meant to come down.
pub static STATUSES: [StatusView<'static>; 8] = [
    status("seedling", "○", "Seedling"),
    status("growing", "◔", "Growing"),
    status("established", "●", "Established"),
    status("freight-train", "▶", "Freight train"),
    status("composting", "◌", "Composting"),
    status("planned", "△", "Planned"),
    status("ended", "□", "Ended"),
    status("scaffold", "▦", "Scaffold"),
];
