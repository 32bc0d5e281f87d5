//! `playbook ask`: the questions that the playbook raises, in the terminal.
//!
//! In: arguments. Out: the questions by topic, or as JSON, on standard output; the content's
//! errors on standard error. Must not: decide what is worth asking (the `ask` room does).

use serde_json::{Value, json};

use super::args::{AskArgs, DataFormat};
use super::open::{self, Opened};
use super::terminal::{Stream, Terminal};
use super::{Status, layout, report};
use crate::ask::{self, Question, Topic};
use crate::diagnostic::{Failure, printable_json};
use crate::fit::FittedPlaybook;

/// How many questions of one topic are shown.
const FEW: usize = 5;

pub fn run(args: &AskArgs, terminal: &Terminal) -> Result<Status, Failure> {
    let request = open::request(&args.common, false, None)?;
    let (run, _) = match open::open(&args.common, &request)? {
        Opened::Ready(ready) => *ready,
        Opened::Misconfigured { diagnostics, files } => {
            return Ok(report::misconfigured(terminal, &diagnostics, &files));
        }
    };
    let playbook = &run.playbook;
    let status = report::errors(terminal, &run.diagnostics, &playbook.linked.playbook.files);
    let questions = ask::ask(playbook);
    let text = match args.format {
        DataFormat::Json => printable_json(format!("{:#}\n", object(playbook, &questions))),
        DataFormat::Human => {
            let few = if args.all { usize::MAX } else { FEW };
            text(playbook, &questions, few, &terminal.out)
        }
    };
    terminal.print(&text)?;
    Ok(status)
}

/// `{"as_of", "questions": [{"kind", "question", "why", "entries": [refs]}]}`.
fn object(playbook: &FittedPlaybook, questions: &[Question]) -> Value {
    let questions: Vec<Value> = questions
        .iter()
        .map(|question| {
            let entries: Vec<String> = question
                .entries(playbook)
                .into_iter()
                .map(|id| playbook.linked.playbook.reference(id))
                .collect();
            json!({
                "kind": question.topic().name(),
                "question": question.sentence(playbook),
                "why": question.topic().why(),
                "entries": entries,
            })
        })
        .collect();
    json!({ "as_of": playbook.as_of.to_string(), "questions": questions })
}

fn text(playbook: &FittedPlaybook, questions: &[Question], few: usize, out: &Stream) -> String {
    let mut text = String::new();
    let mut folded = false;
    for topic in Topic::ALL {
        let of_topic: Vec<&Question> =
            questions.iter().filter(|question| question.topic() == topic).collect();
        if of_topic.is_empty() {
            continue;
        }
        text.push_str(&format!("{} ({})\n", out.bold(topic.title()), of_topic.len()));
        text.push_str(&layout::wrap(topic.why(), out.width, "", ""));
        for question in of_topic.iter().take(few) {
            let sentence = question.sentence(playbook);
            text.push_str(&layout::wrap(&sentence, out.width, "  - ", "    "));
        }
        if of_topic.len() > few {
            folded = true;
            let more = layout::thousands(of_topic.len() - few);
            text.push_str(&format!("  and {more} more of `{}`\n", topic.name()));
        }
        text.push('\n');
    }
    if questions.is_empty() {
        text.push_str("Nothing to ask\n\n");
    }
    let all = if folded { "; `--all` shows every question" } else { "" };
    text.push_str(&out.dim(&format!("as of {}{all}", playbook.as_of)));
    text.push('\n');
    text
}
