//! What the playbook itself wants answered.

use super::{Html, render};
use crate::site::here::Here;
use crate::site::part::Plain;
use crate::site::view::QuestionsView;

/// How many questions there are.
pub fn count(_here: Here<'_>) -> usize {
    0
}

pub fn page(here: Here<'_>) -> Html {
    render(here, &Plain::new("questions", "Questions").shell(here), &QuestionsView::default())
}
