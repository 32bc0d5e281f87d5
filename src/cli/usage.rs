//! What is wrong with a command line, in the words of this house.
//!
//! In: clap's error. Out: help and version on standard output; mistakes as a `Failure` with
//! "did you mean". Must not: know a command.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::Status;
use super::terminal::Terminal;
use crate::diagnostic::{Failure, Hint, nearest};

/// Answers a command line that cannot be run.
pub fn answer(error: &clap::Error, terminal: &Terminal) -> Result<Status, Failure> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let text = error.render();
            let text = if terminal.out.color { text.ansi().to_string() } else { text.to_string() };
            terminal.print(&text)?;
            Ok(Status::Clean)
        }
        ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand | ErrorKind::InvalidValue => {
            match failure(error) {
                Some(failure) => Err(failure),
                None => Ok(as_it_is(error, terminal)),
            }
        }
        _ => Ok(as_it_is(error, terminal)),
    }
}

fn as_it_is(error: &clap::Error, terminal: &Terminal) -> Status {
    let text = error.render();
    let text = if terminal.err.color { text.ansi().to_string() } else { text.to_string() };
    terminal.note(&text);
    Status::CouldNotRun
}

/// The mistakes that are slips of the hand.
fn failure(error: &clap::Error) -> Option<Failure> {
    let (message, suggested) = match error.kind() {
        ErrorKind::UnknownArgument => {
            let wrong = first(error, ContextKind::InvalidArg)?;
            let what = if wrong.starts_with('-') { "flag" } else { "argument" };
            (format!("there is no {what} `{wrong}`"), first(error, ContextKind::SuggestedArg))
        }
        ErrorKind::InvalidSubcommand => {
            let wrong = first(error, ContextKind::InvalidSubcommand)?;
            let suggested = closest(error, ContextKind::SuggestedSubcommand, &wrong);
            (format!("there is no command `{wrong}`"), suggested)
        }
        _ => {
            let wrong = first(error, ContextKind::InvalidValue)?;
            let flag = first(error, ContextKind::InvalidArg)?;
            let suggested = first(error, ContextKind::SuggestedValue);
            let flag = flag.split_whitespace().next().unwrap_or_default().to_owned();
            let message = match wrong.as_str() {
                "" => format!("`{flag}` needs a value"),
                wrong => format!("`{wrong}` is not a value of `{flag}`"),
            };
            (message, suggested)
        }
    };
    let mut failure = Failure::new(message);
    if let Some(suggested) = suggested {
        failure = failure.hint(Hint::meant(suggested));
    }
    if let Some(ContextValue::Strings(values)) = error.get(ContextKind::ValidValue)
        && !values.is_empty()
    {
        failure = failure.hint(format!("it takes `{}`", values.join("`, `")));
    }
    if let Some(ContextValue::StyledStrs(tips)) = error.get(ContextKind::Suggested) {
        for tip in tips {
            failure = failure.hint(tip.to_string().replace('\'', "`"));
        }
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        let command: Vec<&str> = usage
            .split_whitespace()
            .skip(1)
            .take_while(|word| !word.starts_with(['[', '<', '-']))
            .collect();
        failure = failure.hint(format!("`{} --help` shows what there is", command.join(" ")));
    }
    Some(failure)
}

/// Of several that clap finds alike, the one that is nearest by our own measure.
fn closest(error: &clap::Error, kind: ContextKind, wrong: &str) -> Option<String> {
    match error.get(kind)? {
        ContextValue::Strings(texts) => {
            let near = nearest(wrong, texts.iter().map(String::as_str)).map(str::to_owned);
            near.or_else(|| texts.first().cloned())
        }
        _ => first(error, kind),
    }
}

/// The first text of a kind that the error carries.
fn first(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => texts.first().cloned(),
        _ => None,
    }
}
