//! The matrices, and the list of them.

use super::{Html, render};
use crate::site::here::Here;
use crate::site::part::Plain;
use crate::site::route::MatrixName;
use crate::site::view::{MatrixIndexView, MatrixView};

pub fn index(here: Here<'_>) -> Html {
    render(here, &Plain::new("matrix-index", "Matrices").shell(here), &MatrixIndexView::default())
}

pub fn page(here: Here<'_>, _name: MatrixName, _part: usize) -> Html {
    render(here, &Plain::new("matrix", "Matrix").shell(here), &MatrixView::default())
}
