//! What a new entry's body asks of its author: a heading for each thing that a reader will
//! look for, and the question under it in a comment, which no page shows.

use crate::model::KindId;

/// The headings of a new entry's body, and the question under each; the first words have none.
pub fn sections(kind: KindId) -> &'static [(&'static str, &'static str)] {
    match kind {
        KindId::RITUAL => &[
            ("", "In two sentences: what happens, and what is different afterwards."),
            (
                "How it goes",
                "Minute by minute where that helps, so that somebody who has never seen it could hold it next week.",
            ),
            ("What good looks like", "How people notice that it worked."),
            ("How it goes wrong", "What you have seen, and what helped."),
            (
                "How teams changed it",
                "Each change with its reason. Refer to a team as in [[team/its-id]].",
            ),
        ],
        KindId::ARTIFACT => &[
            ("", "In two sentences: what it shows, and who looks at it to decide what."),
            ("What is in it", "Its parts, in order. An example says more than a definition."),
            (
                "How it stays true",
                "Who changes it, when, and how one notices that it has gone stale.",
            ),
            ("How it goes wrong", "What you have seen, and what helped."),
        ],
        KindId::FRAMEWORK => &[
            ("", "In two sentences: which question it answers, and for whom."),
            ("The idea", "As you would explain it at a whiteboard."),
            ("An example", "A real one from your own work."),
            ("How it goes wrong", "Where it misleads, and the sign that it has done its work."),
        ],
        KindId::EXERCISE => &[
            ("", "In two sentences: what one learns by it, and when to run it."),
            ("Before", "What to prepare, and whom to invite."),
            ("What to listen for", "The answers that matter, and what to do with them."),
        ],
        KindId::TEAM => &[
            ("", "Who they are and what they are for, as they would say it themselves."),
            ("How the work goes", "How something gets from an idea to somebody who uses it."),
            (
                "What they would tell another team",
                "What they learned, and what they are still arguing about.",
            ),
        ],
        KindId::CONTEXT => &[
            ("", "How one recognises a team in this context."),
            ("What matters here", "What a team in it cannot do without, and what it can."),
            ("How teams tend to work", "What you see again and again, with its reasons."),
        ],
        KindId::FACTOR => &[
            ("", "Why it makes a difference to how a team should work."),
            ("How to tell", "What to look at when a team is not sure of its answer."),
        ],
        KindId::NEED => &[
            (
                "",
                "The situation in which somebody comes with this need, in their own words. The title is the question.",
            ),
            ("What helps first", "Where to begin, and what not to begin with."),
        ],
        KindId::ROLE => &[
            ("", "What people in this role look after, and what they do not."),
            ("How to do it well", "What you wish somebody had told you."),
        ],
        KindId::CYCLE => &[
            ("", "What can be seen at this distance, and what only at another."),
            (
                "What it is good for",
                "What is decided on this rung, and what belongs on a longer or a shorter one.",
            ),
        ],
        KindId::PRINCIPLE => &[
            ("", "What it asks of people on a day when it is inconvenient."),
            ("Where it came from", "The story that made somebody write it down."),
        ],
        KindId::ANTI_PATTERN => &[
            ("", "What it looks like from inside, where it feels sensible."),
            ("Why it happens", "What it gives people, or they would have stopped."),
            ("The way out", "The first small step, and what it will cost."),
        ],
        _ => &[("", "What a reader should know who has never heard of it.")],
    }
}

/// What stands before and behind a question in the body, so that no page shows it.
pub const COMMENT: (&str, &str) = ("<!-- ", " -->");

/// The body of a new entry.
pub fn of(kind: KindId) -> String {
    let mut out = String::new();
    for (heading, question) in sections(kind) {
        if !heading.is_empty() {
            out.push_str(&format!("\n## {heading}\n\n"));
        }
        out.push_str(&format!("{}{question}{}\n", COMMENT.0, COMMENT.1));
    }
    out
}
