//! How far long work has come.
//!
//! In: what is counted, and whether somebody is there to see it. Out: a bar on standard error;
//! nothing anywhere else. Must not: do the work, or say how it ended.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar that counts `what` ("files"). Whoever works sets its length, and clears it.
pub fn bar(what: &str, show: bool) -> ProgressBar {
    let target = if show { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(0), target);
    let template = format!("{{bar:30}} {{human_pos}} of {{human_len}} {what}, {{elapsed}}");
    match ProgressStyle::with_template(&template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
