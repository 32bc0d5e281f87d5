//! A language server: what an editor shows while somebody writes.
//!
//! In: an editor's messages on standard input, what the command line settled ([`Options`]),
//! the disk by way of `pipeline`. Out: diagnostics as one types, completions, documentation,
//! places and edits, on standard output. A text that an editor has open counts before its file.
//! Must not: write a file, or end because of a message.
//!
//! The way through: `wire` finds messages, `session` says what is to be done with each,
//! `workspace` knows what the editor has open, and a `book` understands its playbook anew where
//! something changed; `complete`, `hover`, `navigate`, `rename` and `outline` answer from it.
//! `cursor` says where in the front matter a place is while that is half written; `field` says
//! what the model wants there, and `mend` what mends a mistake. Positions are the editor's in
//! `position`, and bytes everywhere else.

mod address;
mod answer;
mod book;
mod complete;
mod cursor;
mod document;
mod entries;
mod field;
mod flow;
mod hover;
mod mend;
mod navigate;
mod outline;
mod position;
mod problems;
mod rename;
mod session;
mod wire;
mod workspace;

use std::io::BufReader;
use std::path::PathBuf;
use std::sync::mpsc;

use crate::diagnostic::Failure;
use crate::pipeline::Request;
use session::Session;

/// What the command line asks.
pub struct Options {
    /// The playbook, as a path from the root of the disk; else the editor's folders say.
    pub root: Option<PathBuf>,
    /// What each understanding of a playbook is asked; the day goes on in between.
    pub request: Box<dyn Fn() -> Request>,
}

/// Serves until the editor ends it. Whether it ended in the order that the protocol asks for.
pub fn serve(options: Options) -> Result<bool, Failure> {
    let (sender, receiver) = mpsc::channel();
    // The reader never waits for an answer to be taken, so that neither side waits for both.
    // It is left behind at the end: nothing wakes it from its standard input.
    let read = move || {
        let mut stream = BufReader::new(std::io::stdin());
        while let Ok(Some(heard)) = wire::read(&mut stream) {
            if sender.send(heard).is_err() {
                return;
            }
        }
    };
    let cannot = |error| Failure::new(format!("cannot start a thread: {error}"));
    std::thread::Builder::new().name("reader".into()).spawn(read).map_err(cannot)?;
    let mut session = Session::new(options, Box::new(std::io::stdout()));
    loop {
        // What an edit means is found out when nothing else waits to be heard: of many edits
        // in a row, once.
        let heard = match receiver.try_recv() {
            Ok(heard) => Some(heard),
            Err(_) => {
                session.settle();
                receiver.recv().ok()
            }
        };
        let Some(heard) = heard else { return Ok(session.may_end()) };
        if session.hear(heard).is_break() {
            return Ok(session.may_end());
        }
    }
}
