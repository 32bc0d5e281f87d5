//! `playbook build`: the site, in whole or not at all.
//!
//! In: arguments. Out: the site on disk; diagnostics, progress and a summary on standard
//! error. Must not: make a page (`site` does), or touch the disk (`write` does).

use std::path::{Path, PathBuf};
use std::time::Instant;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::BuildArgs;
use super::open::{self, Opened};
use super::signal::Interrupt;
use super::terminal::Terminal;
use super::{Status, layout, report};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Failure, Format};
use crate::pipeline::{self, Laid, SiteContent};
use crate::write::{Content, Guarded, Output, Stopped, Written};

pub fn run(
    args: &BuildArgs,
    terminal: &Terminal,
    interrupt: &Interrupt,
) -> Result<Status, Failure> {
    let started = Instant::now();
    let request = open::request(&args.common, args.strict, args.base_url.as_deref())?;
    let (run, config) = match open::open(&args.common, &request)? {
        Opened::Ready(ready) => *ready,
        Opened::Misconfigured { diagnostics, files } => {
            report::errors(terminal, &diagnostics, &files);
            return Ok(Status::CouldNotRun);
        }
    };
    let files = &run.playbook.linked.playbook.files;
    terminal.note(&report::print(Format::Human, &run.diagnostics, files, &terminal.err));
    let failed = run.diagnostics.iter().any(Diagnostic::is_error);
    if failed && !args.keep_going {
        let counts = report::counts(&run.diagnostics);
        terminal.note(&format!("{counts}: no site was written\n"));
        return Ok(Status::ContentErrors);
    }
    let summary = report::summary(&run);
    let site = match pipeline::lay_out(&args.common.root, run, config)? {
        Laid::Site(site) => site,
        Laid::Faulty(diagnostics, files) => {
            report::errors(terminal, &diagnostics, &files);
            return Ok(Status::ContentErrors);
        }
    };
    let out = match &args.out {
        Some(out) => out.clone(),
        None => args.common.root.join(&site.config.build_dir),
    };
    let place = Place { root: &args.common.root, config: &site.config, out: &out };
    let show = terminal.err.is_terminal && !args.common.quiet;
    let written = match publish(&place, &SiteContent { site: &site }, show, interrupt) {
        Ok(written) => written,
        Err(Stopped::Interrupted) => return Ok(interrupt.status()),
        Err(Stopped::Refused) => {
            let (diagnostics, files) = pipeline::template_diagnostics(&site);
            report::errors(terminal, &diagnostics, &files);
            return Ok(Status::ContentErrors);
        }
        Err(Stopped::Failed(failure)) => return Err(failure),
    };
    if !args.common.quiet {
        if let Some(leftover) = &written.leftover {
            let leftover = leftover.display();
            terminal.note(&format!("the next build will remove the old site, `{leftover}`\n"));
        }
        let files = layout::counted(written.files, "file");
        let time = report::seconds(started.elapsed());
        let index = out.join("index.html");
        terminal.note(&format!("{summary}; {files} in {time}\nopen {}\n", index.display()));
    }
    Ok(if failed { Status::ContentErrors } else { Status::Clean })
}

/// Where a site goes, and what it must not harm.
struct Place<'a> {
    root: &'a Path,
    config: &'a Config,
    out: &'a Path,
}

fn publish(
    place: &Place<'_>,
    content: &dyn Content,
    show: bool,
    interrupt: &Interrupt,
) -> Result<Written, Stopped> {
    let flag = interrupt.watch();
    let cwd = std::env::current_dir()
        .map_err(|error| Failure::new(format!("cannot tell the working directory: {error}")))?;
    let home = std::env::home_dir();
    let folder = place.root.join(&place.config.content);
    let theme: Option<PathBuf> = place.config.theme.as_ref().map(|theme| place.root.join(theme));
    let guarded = Guarded {
        root: place.root,
        content: &folder,
        theme: theme.as_deref(),
        home: home.as_deref(),
        cwd: &cwd,
    };
    let output = Output::claim(place.out, &guarded, flag)?;
    let bar = progress(content.len(), show);
    let written = output.publish(content, &|done| bar.set_position(done as u64), flag);
    bar.finish_and_clear();
    written
}

/// A bar for long work on a terminal; nothing elsewhere.
fn progress(length: usize, show: bool) -> ProgressBar {
    let target = if show { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(length as u64), target);
    match ProgressStyle::with_template("{bar:30} {human_pos} of {human_len} files, {elapsed}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
