//! A sign for each verdict.
//!
//! In: a verdict. Out: round shapes speak for, square ones against, an octagon says stop;
//! a capital letter is clear, a small one only leans. Blue against orange and brown.
//! Must not: rely on the hue: lightness, shape and letter each suffice.

/// In the product's order.
pub const VERDICTS: [&str; 8] = [
    "fits",
    "leans-for",
    "mixed",
    "cant-tell",
    "nothing-said",
    "leans-against",
    "fits-badly",
    "avoid",
];

/// The letter that a verdict's sign shows.
pub fn verdict_letter(verdict: &str) -> &'static str {
    match verdict {
        "fits" => "F",
        "leans-for" => "f",
        "mixed" => "M",
        "cant-tell" => "?",
        "leans-against" => "b",
        "fits-badly" => "B",
        "avoid" => "A",
        _ => "–",
    }
}

/// Its shapes. The letters of the dark signs are white where no stylesheet is at hand.
pub fn verdict_shape(verdict: &str) -> &'static str {
    match verdict {
        "fits" => {
            "<circle class=\"dg-v-fits\" fill=\"currentColor\" cx=\"8\" cy=\"8\" r=\"6.8\"/>\
             <path class=\"dg-v-on\" stroke=\"#fff\" d=\"M6.3 11.4V4.7h4M6.3 8h3.3\"/>"
        }
        "leans-for" => {
            "<circle class=\"dg-v-leans-for\" cx=\"8\" cy=\"8\" r=\"6.6\"/>\
             <path class=\"dg-v-for\" d=\"M10 4.9c-1.5-.6-2.4 0-2.4 1.5v5M6 7.7h3.4\"/>"
        }
        "mixed" => {
            "<path class=\"dg-v-fits\" fill=\"currentColor\" stroke=\"none\" d=\"M8 1a7 7 0 0 0 0 14z\"/>\
             <path class=\"dg-v-badly\" fill=\"currentColor\" stroke=\"none\" d=\"M8 1.5h6.5v13H8z\"/>\
             <path class=\"dg-v-on\" stroke=\"#fff\" d=\"M4.7 11.2V5L8 9.2 11.3 5v6.2\"/>"
        }
        "cant-tell" => {
            "<circle class=\"dg-v-open\" cx=\"8\" cy=\"8\" r=\"6.5\" stroke-dasharray=\"1.9 2.18\"/>\
             <path d=\"M6.1 6.3a1.9 1.9 0 1 1 2.8 1.7c-.6.3-.9.7-.9 1.3M8 11.5v.1\"/>"
        }
        "leans-against" => {
            "<rect class=\"dg-v-leans-against\" x=\"1.8\" y=\"1.8\" width=\"12.4\" height=\"12.4\"/>\
             <path class=\"dg-v-against\" d=\"M6.1 4.3v7.1M8.2 7.2a2.1 2.1 0 1 1 0 4.2 2.1 2.1 0 1 1 0-4.2z\"/>"
        }
        "fits-badly" => {
            "<rect class=\"dg-v-badly\" fill=\"currentColor\" x=\"1.8\" y=\"1.8\" width=\"12.4\" height=\"12.4\"/>\
             <path class=\"dg-v-on\" stroke=\"#fff\" d=\"M6.2 4.6h2.1a1.6 1.6 0 0 1 0 3.2H6.2zM6.2 7.8h2.5\
             a1.8 1.8 0 0 1 0 3.6H6.2z\"/>"
        }
        "avoid" => {
            "<path class=\"dg-v-avoid\" fill=\"currentColor\" d=\"M5.1 1.1h5.8l4 4v5.8l-4 4H5.1l-4-4V5.1z\"/>\
             <path class=\"dg-v-on\" stroke=\"#fff\" d=\"M5.2 11.5 8 4.5l2.8 7M6.2 9.2h3.6\"/>"
        }
        _ => "<path class=\"dg-v-open\" d=\"M5.4 8h5.2\"/>",
    }
}
