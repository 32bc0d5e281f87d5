//! `playbook build`: the site, in whole or not at all.
//!
//! In: arguments. Out: the site on disk; diagnostics, progress and a summary on standard
//! error. Must not: make a page (`site` does), or touch the disk (`write` does).

use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::time::Instant;

use super::args::BuildArgs;
use super::open::{self, Opened};
use super::report::{self, Totals};
use super::signal::Interrupt;
use super::terminal::Terminal;
use super::watch::Watched;
use super::{Status, layout, progress};
use crate::config::{Config, FILE_NAME};
use crate::diagnostic::{Diagnostic, Failure, Format};
use crate::pipeline::{self, Laid, SiteContent};
use crate::site::Site;
use crate::write::{Content, Guarded, Output, Stopped, Written};

pub fn run(
    args: &BuildArgs,
    terminal: &Terminal,
    interrupt: &Interrupt,
) -> Result<Status, Failure> {
    let started = Instant::now();
    let request = open::request(&args.common, args.strict, args.base_url.as_deref())?;
    let (mut run, config) = match open::open(&args.common, &request)? {
        Opened::Ready(ready) => *ready,
        Opened::Misconfigured { diagnostics, files } => {
            return Ok(report::misconfigured(terminal, &diagnostics, &files));
        }
    };
    let theme = pipeline::theme(&args.common.root, &mut run, &config);
    let failed = run.diagnostics.iter().any(Diagnostic::is_error);
    let files = &run.playbook.linked.playbook.files;
    if args.common.quiet {
        report::errors(terminal, &run.diagnostics, files);
    } else {
        terminal.note(&report::print(Format::Human, &run.diagnostics, files, &terminal.err));
    }
    // What was found is told before what the machine refused.
    let Some(theme) = theme? else {
        terminal.note("no site was written, because the theme has errors\n");
        return Ok(report::status(&run.diagnostics));
    };
    if failed && !args.keep_going {
        terminal.note("no site was written, because the content has errors\n");
        return Ok(Status::ContentErrors);
    }
    let totals = Totals::of(&run);
    let place = Place::settle(args, &config);
    let site = match pipeline::lay_out_in(theme, run, config) {
        // The program ends soon after, and gives all its memory back at once.
        Laid::Site(site) => ManuallyDrop::new(site),
        Laid::Faulty(found, files) => {
            report::errors(terminal, &found, &files);
            return Ok(report::status(&found));
        }
    };
    let show = terminal.err.is_terminal && !args.common.quiet;
    let written = match publish(&place, &site, show, terminal, interrupt) {
        Ok(written) => written,
        Err(Stopped::Interrupted) => return Ok(interrupt.status()),
        Err(Stopped::Refused) => return Ok(refused(&site, terminal)),
        Err(Stopped::Failed(failure)) => return Err(failure),
    };
    if !args.common.quiet {
        if let Some(leftover) = &written.leftover {
            let leftover = leftover.display();
            terminal.note(&format!("the next build will remove the old site, `{leftover}`\n"));
        }
        let files = layout::counted(written.files, "file");
        let out = place.out.display();
        let summary = totals.summary(started.elapsed());
        terminal.note(&format!("{files} in `{out}` from {summary}\n"));
    }
    Ok(if failed { Status::ContentErrors } else { Status::Clean })
}

/// Says which templates failed while pages were rendered.
fn refused(site: &Site, terminal: &Terminal) -> Status {
    let (found, files) = pipeline::template_diagnostics(site);
    report::errors(terminal, &found, &files);
    terminal.note("no site was written, because a template has errors\n");
    Status::ContentErrors
}

/// Where a site goes, and what it must not harm.
struct Place {
    root: PathBuf,
    content: PathBuf,
    config: PathBuf,
    theme: Option<PathBuf>,
    out: PathBuf,
}

impl Place {
    /// `--out` starts at the working directory, `build-dir` at the root.
    fn settle(args: &BuildArgs, config: &Config) -> Place {
        let root = &args.common.root;
        Place {
            root: root.clone(),
            content: root.join(&config.content),
            config: root.join(FILE_NAME),
            theme: config.theme.as_ref().map(|theme| root.join(&theme.value)),
            out: match &args.out {
                Some(out) => out.clone(),
                None => root.join(&config.build_dir),
            },
        }
    }
}

fn publish(
    place: &Place,
    site: &Site,
    show: bool,
    terminal: &Terminal,
    interrupt: &Interrupt,
) -> Result<Written, Stopped> {
    let flag = interrupt.watch();
    let cwd = std::env::current_dir()
        .map_err(|error| Failure::new(format!("cannot tell the working directory: {error}")))?;
    let home = std::env::home_dir();
    let guarded = Guarded {
        root: &place.root,
        content: &place.content,
        config: &place.config,
        theme: place.theme.as_deref(),
        home: home.as_deref(),
        cwd: &cwd,
    };
    let output = Output::claim(&place.out, &guarded, flag)?;
    let content = SiteContent { site };
    let bar = progress::bar("files", show);
    bar.set_length(content.len() as u64);
    let begun = output.begun();
    let say = || {
        bar.finish_and_clear();
        refused(site, terminal)
    };
    let watched = Watched { site, begun: &begun, interrupt, say: &say };
    let written =
        watched.during(|| output.publish(&content, &|done| bar.set_position(done as u64), flag));
    bar.finish_and_clear();
    written
}
