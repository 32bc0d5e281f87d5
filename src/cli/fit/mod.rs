//! `playbook fit`: what fits where, and why, in the terminal.
//!
//! In: arguments. Out: the ranking on standard output, for people or as JSON; the content's
//! errors on standard error. Must not: judge (the `fit` room does), or show a number where
//! there is a reason.

mod human;
mod json;
mod select;
mod words;

use super::args::{DataFormat, FitArgs};
use super::open::{self, Opened};
use super::terminal::Terminal;
use super::{Status, report};
use crate::diagnostic::{Failure, printable_json};
use crate::fit::{FittedPlaybook, Judgement, NextQuestion, Place};
use crate::link::Values;
use crate::validate::EntryId;

/// What is to be shown, settled and judged.
struct Fitting<'a> {
    playbook: &'a FittedPlaybook,
    place: Place,
    values: Values,
    /// The practices in order, or the one that was asked for.
    judgements: Vec<Judgement>,
    /// The practice, where one was asked for.
    practice: Option<EntryId>,
    next: Option<NextQuestion>,
}

impl Fitting<'_> {
    /// The team, where it is one that is asked about.
    fn team(&self) -> Option<EntryId> {
        match self.place {
            Place::Team(team) => Some(team),
            _ => None,
        }
    }

    /// The team or context.
    fn entry(&self) -> Option<EntryId> {
        entry_of(&self.place)
    }

    /// Whether the place runs a practice; `None` where only a team could.
    fn runs(&self, practice: EntryId) -> Option<bool> {
        self.team().map(|team| self.playbook.runs(team, practice))
    }
}

fn entry_of(place: &Place) -> Option<EntryId> {
    match place {
        Place::Team(id) | Place::Context(id) => Some(*id),
        Place::Given(_) => None,
    }
}

pub fn run(args: &FitArgs, terminal: &Terminal) -> Result<Status, Failure> {
    let request = open::request(&args.common, false, None)?;
    let (run, _) = match open::open(&args.common, &request)? {
        Opened::Ready(ready) => *ready,
        Opened::Misconfigured { diagnostics, files } => {
            return Ok(report::misconfigured(terminal, &diagnostics, &files));
        }
    };
    let playbook = &run.playbook;
    let status = report::errors(terminal, &run.diagnostics, &playbook.linked.playbook.files);
    let place = select::place(args, playbook)?;
    let practice = match &args.practice {
        Some(text) => Some(select::practice(text, playbook)?),
        None => None,
    };
    let selected = [entry_of(&place), practice];
    if let Some(id) = selected.into_iter().flatten().find(|id| playbook.entry(*id).is_faulty()) {
        terminal.failure(&select::faulty(id, playbook));
        return Ok(Status::ContentErrors);
    }
    let fitting = settle(playbook, place, practice)?;
    let text = match args.format {
        DataFormat::Json => printable_json(format!("{:#}\n", json::object(&fitting))),
        DataFormat::Human => human::text(&fitting, args.all, &terminal.out),
    };
    terminal.print(&text)?;
    Ok(status)
}

fn settle(
    playbook: &FittedPlaybook,
    place: Place,
    practice: Option<EntryId>,
) -> Result<Fitting<'_>, Failure> {
    let given;
    let (values, judged, next) = match &place {
        Place::Team(id) | Place::Context(id) => (
            playbook.linked.known(*id).into_owned(),
            playbook.judged(*id),
            playbook.next_question(*id),
        ),
        Place::Given(values) => {
            given = playbook.judged_with(values);
            (values.clone(), &given, playbook.next_question_with(values))
        }
    };
    let judgements = match practice {
        None => judged.ranked().to_vec(),
        Some(practice) => match judged.of(practice) {
            Some(judgement) => vec![*judgement],
            None => return Err(select::retired(practice, playbook)),
        },
    };
    Ok(Fitting { playbook, place, values, judgements, practice, next })
}
