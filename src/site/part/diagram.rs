//! A drawing as pages show it: the picture and its twin in words.

use crate::diagram::{Drawing, Leaf};
use crate::site::view::{DiagramView, Html, TwinItem, TwinLeaf};

/// `None` where there is nothing to draw and nothing to list. The id has a dot in it, as no
/// heading's has.
pub fn diagram<'a>(id: &'static str, drawing: Drawing) -> Option<DiagramView<'a>> {
    if drawing.svg.is_empty() && drawing.items.is_empty() {
        return None;
    }
    let leaf = |leaf: Leaf| TwinLeaf { text: leaf.text.into(), url: leaf.url.map(Into::into) };
    Some(DiagramView {
        id: id.into(),
        svg: Html(drawing.svg.into()),
        title: drawing.title.into(),
        description: drawing.description.into(),
        items: drawing
            .items
            .into_iter()
            .map(|item| TwinItem {
                text: item.text.into(),
                url: item.url.map(Into::into),
                children: item.children.into_iter().map(leaf).collect(),
            })
            .collect(),
        ordered: drawing.ordered,
    })
}

/// The picture alone, where the page lists all that it shows right below it.
pub fn diagram_over_list<'a>(id: &'static str, mut drawing: Drawing) -> Option<DiagramView<'a>> {
    drawing.items.clear();
    diagram(id, drawing)
}
