//! The parts that pages share: the shell, the body, an entry's head and tail, a team's rows,
//! drawings.

mod body;
mod calendar;
mod diagram;
mod entry;
mod explorer;
mod ranked;
mod run;
mod shell;
mod site;
mod would;

pub use body::{OnPage, body, body_among, toc};
pub use calendar::{calendar, dated, subscribe_url};
pub use diagram::diagram;
pub use entry::{by_kind, entry_view, fields, own_text, some_of};
pub use explorer::{answers, explorer_url};
pub use ranked::{ranked, verdict_groups};
pub use run::{Side, history, run_view, status_of};
pub use shell::{EntryShell, Plain, canonical, problem, section_title};
pub use site::site_view;
