//! Small pictures in a box of 16 by 16: statuses and kinds.
//!
//! In: a name such as `seedling`, `ritual`. Out: shapes for a drawing to place.
//! Must not: tell two things apart by colour alone: every status and kind has a picture.

mod kind;
mod status;

pub use kind::kind_shape;
pub use status::status_shape;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_picture_is_well_formed_and_its_own() {
        let kinds = "ritual artifact framework exercise team context factor need role principle \
                     anti-pattern cycle none";
        let statuses = "seedling growing established freight-train composting scaffold none";
        let kinds = kinds.split_whitespace().map(kind_shape);
        let shapes: Vec<&str> =
            kinds.chain(statuses.split_whitespace().map(status_shape)).collect();
        for (at, shape) in shapes.iter().enumerate() {
            roxmltree::Document::parse(&format!("<svg>{shape}</svg>")).expect(shape);
            assert!(!shapes[..at].contains(shape), "{shape}");
        }
    }
}
