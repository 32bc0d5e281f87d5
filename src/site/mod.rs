//! Every URL of the site, and how to make it.
//!
//! In: a fitted playbook and a theme. Out: `Site`, whose pages are rendered on demand.
//! Must not: touch the disk, or let a template see anything but [`view`].

pub mod view;
