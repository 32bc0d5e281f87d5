//! `playbook check --external`: whether what a playbook links to still answers.
//!
//! In: arguments, the environment and the clock. Out: diagnostics beside those of the run,
//! progress and a summary on standard error. Must not: ask anybody by itself.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use super::args::CheckArgs;
use super::progress;
use super::terminal::Terminal;
use crate::check;
use crate::config::Config;
use crate::diagnostic::{Code, thousands};
use crate::external::{self, Asking, Checked};
use crate::pipeline::Run;

/// Asks every address, and adds what is wrong to the run. Progress and a summary go to the
/// terminal, where one is given.
pub fn check(args: &CheckArgs, run: &mut Run, config: &Config, terminal: Option<&Terminal>) {
    if config.levels.of(Code::ExternalLink).is_none() {
        return;
    }
    let asking = Asking {
        timeout: Duration::from_secs(args.timeout),
        cache: cache(),
        fresh: args.fresh,
        now: SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .map_or(0, |since| since.as_secs()),
    };
    let show = terminal.is_some_and(|terminal| terminal.err.is_terminal);
    let bar = progress::bar("addresses", show);
    let tell = |done: usize, of: usize| {
        bar.set_length(of as u64);
        bar.set_position(done as u64);
    };
    let checked = external::check(&run.playbook.linked, &asking, &tell);
    bar.finish_and_clear();
    if let Some(terminal) = terminal {
        terminal.note(&summary(&checked));
        if let Some(failure) = &checked.failure {
            let word = terminal.err.paint("1;33", "warning");
            terminal.note(&format!("{word}: {failure}\n"));
        }
    }
    let mut found = checked.diagnostics;
    check::silence(&run.playbook, &mut found);
    let mut all = std::mem::take(&mut run.diagnostics);
    all.extend(found);
    run.diagnostics = config.levels.apply(all);
}

/// "31 addresses asked, 12 of them remembered from the last day; 3 let no program in".
fn summary(checked: &Checked) -> String {
    let addresses = checked.addresses;
    let noun = if addresses == 1 { "external address" } else { "external addresses" };
    let mut out = format!("{} {noun}", thousands(addresses));
    if checked.remembered > 0 {
        let count = thousands(checked.remembered);
        out.push_str(&format!(", {count} remembered from the last day"));
    }
    if checked.untold > 0 {
        let count = thousands(checked.untold);
        out.push_str(&format!(", {count} that let no program in"));
    }
    out.push('\n');
    out
}

/// Where answers are remembered: where this system keeps what may be lost.
fn cache() -> Option<PathBuf> {
    let absolute = |name: &str| {
        let path = PathBuf::from(std::env::var_os(name)?);
        path.is_absolute().then_some(path)
    };
    let folder = absolute("XDG_CACHE_HOME").or_else(|| {
        if cfg!(windows) {
            return absolute("LOCALAPPDATA");
        }
        let home = std::env::home_dir()?;
        Some(home.join(if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" }))
    })?;
    Some(folder.join("playbook").join("external-links.json"))
}
