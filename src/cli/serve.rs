//! `playbook serve`: the site in a browser while it is written.
//!
//! In: arguments. Out: the address on standard output, what was made again and how long it
//! took on standard error. Must not: answer a request (`serve` does).

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use super::args::{Common, ServeArgs};
use super::terminal::Terminal;
use super::{Status, layout, open, report, watch};
use crate::diagnostic::{Diagnostic, Failure, Format};
use crate::pipeline::Request;
use crate::serve::{self, Options, Report, Tell};
use crate::source::Files;

/// How many changed files are named.
const NAMED: usize = 3;

pub fn run(args: &ServeArgs, terminal: &Terminal) -> Result<Status, Failure> {
    let host = host(&args.host)?;
    let root = &args.common.root;
    open::must_be_folder(root)?;
    let request = request(&args.common)?;
    // The day goes on while the preview runs.
    let again = args.common.clone();
    let request = Box::new(move || self::request(&again).unwrap_or_else(|_| request.clone()));
    if !host.is_loopback() {
        terminal.note(&warning(terminal, host));
    }
    let options = Options { root: root.clone(), host, port: args.port, memory: watch::memory };
    let voice = Voice { terminal: *terminal, quiet: args.common.quiet, open: args.open };
    serve::serve(&options, request, Arc::new(voice))?;
    Ok(Status::Clean)
}

/// Links in a preview lead from its own root, wherever the site will stand.
fn request(common: &Common) -> Result<Request, Failure> {
    Ok(Request { preview: true, ..open::request(common, false, Some("/"))? })
}

fn host(typed: &str) -> Result<IpAddr, Failure> {
    if typed.eq_ignore_ascii_case("localhost") {
        return Ok(IpAddr::from([127, 0, 0, 1]));
    }
    let bare = typed.strip_prefix('[').and_then(|typed| typed.strip_suffix(']')).unwrap_or(typed);
    bare.parse().map_err(|_| {
        Failure::new(format!("`--host {typed}` is not an address"))
            .hint("it takes `127.0.0.1`, `::1`, `0.0.0.0` or an address of this machine")
    })
}

fn warning(terminal: &Terminal, host: IpAddr) -> String {
    let word = terminal.err.paint("1;33", "WARNING");
    let who = if host.is_unspecified() {
        "everybody who can reach this machine".to_owned()
    } else {
        format!("everybody who can reach {host}")
    };
    format!("{word}: {who} can read this book, drafts and all, while the preview runs\n")
}

/// What the preview says, on the terminal.
struct Voice {
    terminal: Terminal,
    quiet: bool,
    open: bool,
}

impl Tell for Voice {
    fn listening(&self, address: SocketAddr, report: &Report<'_>) {
        let url = url(address);
        self.say_errors(report);
        if !self.quiet {
            let pages = layout::counted(report.pages.unwrap_or(0), "page");
            let found = report::counts(report.diagnostics);
            let ms = millis(report);
            self.terminal.note(&format!("{pages}: {found}, {ms}; Ctrl-C ends the preview\n"));
        }
        // A reader who left does not end the preview.
        let _ = self.terminal.print(&format!("{url}\n"));
        if self.open && !open_browser(&url) {
            self.terminal.note(&format!("no browser could be opened: visit {url}\n"));
        }
    }

    fn renewed(&self, report: &Report<'_>) {
        self.say_errors(report);
        if self.quiet {
            return;
        }
        let what = match report.changed {
            [] => "looked again".to_owned(),
            [one] => one.clone(),
            all if all.len() <= NAMED => all.join(", "),
            all => format!("{} and {} more", all[..NAMED].join(", "), all.len() - NAMED),
        };
        let ms = self.terminal.err.bold(&millis(report));
        let found = match report.failure {
            Some(_) => String::new(),
            None => format!(", {}", report::counts(report.diagnostics)),
        };
        let stale = if report.stale { "; the last good pages stay" } else { "" };
        self.terminal.note(&format!("{ms} {}{found}{stale}\n", layout::printable(&what)));
    }

    fn unrendered(&self, found: &Diagnostic, files: &Files) {
        let (found, err) = (std::slice::from_ref(found), &self.terminal.err);
        self.terminal.note(&report::print(Format::Human, found, files, err));
    }

    fn endless(&self, found: &Diagnostic, files: &Files) {
        self.unrendered(found, files);
        self.terminal.note("the preview ends, since nothing else ends the template\n");
        super::end(Status::ContentErrors);
    }

    fn warn(&self, failure: &Failure) {
        let word = self.terminal.err.paint("1;33", "warning");
        self.terminal.note(&format!("{word}: {failure}\n"));
    }
}

impl Voice {
    fn say_errors(&self, report: &Report<'_>) {
        if let Some(failure) = report.failure {
            self.terminal.failure(failure);
        }
        let errors: Vec<Diagnostic> =
            report.diagnostics.iter().filter(|found| found.is_error()).cloned().collect();
        if !errors.is_empty() {
            let err = &self.terminal.err;
            self.terminal.note(&report::print(Format::Human, &errors, report.files, err));
        }
    }
}

fn millis(report: &Report<'_>) -> String {
    format!("{:.1} ms", report.took.as_secs_f64() * 1_000.0)
}

/// Where a browser finds it: an address that stands for all is none to go to.
fn url(address: SocketAddr) -> String {
    let host = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::from([127, 0, 0, 1]),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(std::net::Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    format!("http://{}/", SocketAddr::new(host, address.port()))
}

/// Asks the system to open an address of our own making.
fn open_browser(url: &str) -> bool {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("explorer", &[])
    } else {
        ("xdg-open", &[])
    };
    let quiet = std::process::Stdio::null;
    std::process::Command::new(program)
        .args(arguments)
        .arg(url)
        .stdin(quiet())
        .stdout(quiet())
        .stderr(quiet())
        .spawn()
        .map(|mut child| {
            // Waited for elsewhere, so that it leaves nothing behind when it ends.
            std::thread::spawn(move || child.wait());
        })
        .is_ok()
}
