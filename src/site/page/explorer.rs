//! The explorer: choose values, see what fits.

use super::{Html, render};
use crate::site::here::Here;
use crate::site::part::Plain;
use crate::site::view::ExplorerView;

pub fn page(here: Here<'_>) -> Html {
    render(here, &Plain::new("explorer", "Explorer").shell(here), &ExplorerView::default())
}
