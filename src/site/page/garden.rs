//! The garden: what teams run, by where it stands in its life.

use super::{Html, render};
use crate::site::here::Here;
use crate::site::part::Plain;
use crate::site::view::GardenView;

pub fn page(here: Here<'_>) -> Html {
    render(here, &Plain::new("garden", "Garden").shell(here), &GardenView::default())
}
