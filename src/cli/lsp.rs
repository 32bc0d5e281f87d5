//! `playbook lsp`: what an editor shows while somebody writes.
//!
//! In: arguments; the conversation is the editor's, on standard input and output.
//! Must not: print anything else.

use super::Status;
use super::args::{Common, LspArgs};
use super::open;
use crate::diagnostic::Failure;
use crate::lsp::{self, Options};

pub fn run(args: &LspArgs) -> Result<Status, Failure> {
    let root = match &args.root {
        Some(root) => {
            open::must_be_folder(root)?;
            Some(std::path::absolute(root).map_err(|error| Failure::io("find", root, &error))?)
        }
        None => None,
    };
    let common = Common {
        root: root.clone().unwrap_or_default(),
        as_of: args.as_of.clone(),
        drafts: args.drafts,
        quiet: true,
    };
    let first = open::request(&common, false, None)?;
    let request = Box::new(move || {
        // The day goes on; what the arguments say was right at the beginning.
        open::request(&common, false, None).unwrap_or_else(|_| first.clone())
    });
    match lsp::serve(Options { root, request })? {
        true => Ok(Status::Clean),
        false => Ok(Status::Abandoned),
    }
}
