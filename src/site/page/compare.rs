//! Two teams side by side, and the way to each pair.

use super::{Html, render};
use crate::site::here::Here;
use crate::site::part::Plain;
use crate::site::view::{CompareHubView, CompareView};
use crate::validate::EntryId;

pub fn hub(here: Here<'_>) -> Html {
    render(
        here,
        &Plain::new("compare-hub", "Compare teams").shell(here),
        &CompareHubView::default(),
    )
}

pub fn page(here: Here<'_>, _one: EntryId, _other: EntryId) -> Html {
    render(here, &Plain::new("compare", "Compare").shell(here), &CompareView::default())
}
