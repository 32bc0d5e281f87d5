//! Lists across kinds: tags, one tag, the glossary of names.

use super::{Html, render};
use crate::site::here::Here;
use crate::site::part::Plain;
use crate::site::view::{GlossaryView, TagView, TagsView};

pub fn tags_page(here: Here<'_>) -> Html {
    render(here, &Plain::new("tags", "Tags").shell(here), &TagsView::default())
}

pub fn tag_page<'a>(here: Here<'a>, tag: &'a str) -> Html {
    render(here, &Plain::new("tag", tag).shell(here), &TagView::default())
}

pub fn glossary(here: Here<'_>) -> Html {
    render(here, &Plain::new("glossary", "Names").shell(here), &GlossaryView::default())
}
