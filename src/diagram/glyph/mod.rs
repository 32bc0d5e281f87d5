//! Small symbols of 16 by 16: verdicts, statuses, kinds.
//!
//! In: a name such as `verdict-fits`, `status-seedling`, `kind-ritual`. Out: a `<symbol>`
//! for a page's sprite, a `<use>` of it, or a small `<svg>` that stands alone.
//! Must not: tell two things apart by colour alone: every verdict has a shape, a lightness
//! and a letter of its own, every status and kind a picture.

mod kind;
mod status;
mod verdict;

pub use kind::{KINDS, kind_shape};
pub use status::{STATUSES, status_shape};
pub use verdict::{VERDICTS, verdict_letter, verdict_shape};

use super::pen::{class_word, escape};

/// What every glyph is drawn with unless it says otherwise.
const STROKE: &str = "fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.4\" \
                      stroke-linecap=\"round\" stroke-linejoin=\"round\"";

/// Every name there is, verdicts first, in the order of the product's pages.
pub fn names() -> Vec<String> {
    let of = |group: &str, names: &[&str]| -> Vec<String> {
        names.iter().map(|name| format!("{group}-{name}")).collect()
    };
    [of("verdict", &VERDICTS), of("status", &STATUSES), of("kind", &KINDS)].concat()
}

/// The shapes of a glyph, to stand in a box of 16 by 16. An unknown kind is a ring, an
/// unknown status or verdict a dot.
pub fn shape(name: &str) -> &'static str {
    match name.split_once('-') {
        Some(("verdict", verdict)) => verdict_shape(verdict),
        Some(("status", status)) => status_shape(status),
        Some(("kind", kind)) => kind_shape(kind),
        _ => kind_shape(""),
    }
}

/// A hidden sprite with the named glyphs, once at the top of a page.
pub fn sprite<S: AsRef<str>>(names: &[S]) -> String {
    let mut out = String::from(
        "<svg class=\"dg-sprite\" xmlns=\"http://www.w3.org/2000/svg\" width=\"0\" height=\"0\" \
         aria-hidden=\"true\" focusable=\"false\">",
    );
    for name in names {
        let name = name.as_ref();
        out += &format!(
            "<symbol id=\"dg-{}\" viewBox=\"0 0 16 16\"><g {STROKE}>{}</g></symbol>",
            class_word(name),
            shape(name)
        );
    }
    out + "</svg>"
}

/// Uses a glyph of the page's sprite. With a label it is an image of that name, without
/// one it is hidden from assistive technology (where words stand beside it).
pub fn mark(name: &str, label: Option<&str>) -> String {
    let name = class_word(name);
    format!("{}<use href=\"#dg-{name}\"/></svg>", open(&name, label))
}

/// A glyph that needs no sprite.
pub fn inline(name: &str, label: Option<&str>) -> String {
    format!("{}<g {STROKE}>{}</g></svg>", open(&class_word(name), label), shape(name))
}

fn open(name: &str, label: Option<&str>) -> String {
    let heard = match label {
        Some(label) => format!("role=\"img\" aria-label=\"{}\"", escape(label)),
        None => "aria-hidden=\"true\" focusable=\"false\"".to_owned(),
    };
    format!(
        "<svg class=\"dg-mark {name}\" xmlns=\"http://www.w3.org/2000/svg\" \
         viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" {heard}>"
    )
}
