//! The parts that pages share: the shell, the body, an entry's head and tail, a team's rows,
//! drawings.

mod body;
mod calendar;
mod diagram;
mod entry;
mod explorer;
mod grounds;
mod near;
mod ranked;
mod run;
mod shell;
mod site;
mod would;

pub use body::{OnPage, body, body_among, toc};
pub use calendar::{calendar, dated, subscribe_url};
pub use diagram::{diagram, diagram_over_list};
pub use entry::{by_kind, entry_view, fields, own_text, some_of};
pub use explorer::{answers, explorer_url};
pub use grounds::{grounds, row_anchor};
pub use near::{in_folder, in_folders, is_read};
pub use ranked::{ranked, verdict_groups};
pub use run::{Side, TEAMS, history, run_view, status_of};
pub use shell::{EntryShell, Plain, canonical, folders, problem, section_title};
pub use site::{READING, site_view};
