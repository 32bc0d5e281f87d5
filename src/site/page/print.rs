//! The whole book, or one team, on a page.

use super::{Html, render};
use crate::site::here::Here;
use crate::site::part::Plain;
use crate::site::view::PrintView;
use crate::validate::EntryId;

pub fn book(here: Here<'_>) -> Html {
    render(here, &Plain::new("print", "Print").shell(here), &PrintView::default())
}

pub fn team(here: Here<'_>, _id: EntryId) -> Html {
    render(here, &Plain::new("print", "Print").shell(here), &PrintView::default())
}
