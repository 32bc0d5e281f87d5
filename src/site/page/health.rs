//! How the playbook itself is doing: diagnostics, reviews, owners.

use super::{Html, render};
use crate::site::here::Here;
use crate::site::part::Plain;
use crate::site::view::HealthView;

pub fn page(here: Here<'_>) -> Html {
    render(here, &Plain::new("health", "Health").shell(here), &HealthView::default())
}
