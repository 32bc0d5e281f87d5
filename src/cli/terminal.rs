//! The two streams that people and programs read.
//!
//! In: text. Out: the same on standard output or standard error, with colour where the
//! reader can see it. Must not: panic or fail because nobody reads any more; a full disk
//! behind standard output is a failure, since a result was lost.

use std::io::{self, ErrorKind, IsTerminal, Write};

use crate::diagnostic::Failure;

/// Columns where no terminal says how many it has: the same everywhere, so that what goes to
/// a file does not depend on the window it was started from.
const DEFAULT_WIDTH: usize = 100;

/// Wider lines are hard to read back.
const WIDEST: usize = 120;

/// What is known of a stream.
#[derive(Debug, Clone, Copy)]
pub struct Stream {
    /// By `NO_COLOR`, `CLICOLOR`, `CLICOLOR_FORCE`, `TERM`, and whether it is a terminal.
    pub color: bool,
    pub is_terminal: bool,
    /// Columns.
    pub width: usize,
}

#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    pub out: Stream,
    pub err: Stream,
}

impl Terminal {
    pub fn detect() -> Terminal {
        let (out, err) = (io::stdout(), io::stderr());
        let sees = |choice| choice != anstream::ColorChoice::Never;
        let size = terminal_size::terminal_size();
        let width = |is_terminal: bool| match size {
            Some((terminal_size::Width(columns), _)) if is_terminal => {
                usize::from(columns).clamp(40, WIDEST)
            }
            _ => DEFAULT_WIDTH,
        };
        let stream = |color, is_terminal| Stream { color, is_terminal, width: width(is_terminal) };
        Terminal {
            out: stream(sees(anstream::AutoStream::choice(&out)), out.is_terminal()),
            err: stream(sees(anstream::AutoStream::choice(&err)), err.is_terminal()),
        }
    }

    /// Writes a result to standard output. A reader who left has enough, which is no failure.
    pub fn print(&self, text: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(Failure::new(format!("cannot write to standard output: {error}")))
            }
            _ => Ok(()),
        }
    }

    /// Writes to standard error. If even that fails there is nobody left to tell.
    pub fn note(&self, text: &str) {
        let mut err = io::stderr().lock();
        let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
    }

    /// Says why the program could not run.
    pub fn failure(&self, failure: &Failure) {
        let word = self.err.paint("1;31", "error");
        self.note(&format!("{word}: {failure}\n"));
    }
}

impl Stream {
    /// Text with the codes of ECMA-48 around it, where colour is wanted.
    pub fn paint(&self, codes: &str, text: &str) -> String {
        if self.color && !text.is_empty() {
            format!("\u{1b}[{codes}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    pub fn bold(&self, text: &str) -> String {
        self.paint("1", text)
    }

    pub fn dim(&self, text: &str) -> String {
        self.paint("2", text)
    }
}
