//! What an address answered, and what that means for an author.

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Diagnostic, Hint};
use crate::model::Text;

/// What became of asking an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// It is there.
    There,
    /// It is there, and has moved for good.
    Moved(String),
    /// It answers with this status, at this address where that is another.
    Status(u16, Option<String>),
    /// It is there, but not for programs, or not now: nothing can be told.
    KeptOut(u16),
    Lost(Lost),
    /// It leads from the internet into a private network, to this address.
    Inside(String),
}

/// Why there was no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lost {
    NoAddress,
    NoHost,
    Late,
    Refused,
    Untrusted,
    Circle,
    Broken,
}

impl Answer {
    /// Whether it will hold for a while. What may pass is asked anew each time.
    pub fn is_lasting(&self) -> bool {
        match self {
            Answer::There | Answer::Moved(_) | Answer::Inside(_) => true,
            Answer::Status(status, _) => *status < 500,
            Answer::KeptOut(status) => *status != 429,
            Answer::Lost(lost) => matches!(lost, Lost::NoAddress | Lost::Circle),
        }
    }

    pub fn is_untold(&self) -> bool {
        matches!(self, Answer::KeptOut(_))
    }

    /// What the author of a link should know, if anything.
    pub fn diagnostic(&self, link: &Text) -> Option<Diagnostic> {
        let url = &link.value;
        let (message, hint) = match self {
            Answer::There | Answer::KeptOut(_) => return None,
            Answer::Moved(to) => {
                let part = url.find('#').map_or("", |at| &url[at..]);
                let hint = Hint::proposing("write", format!("{to}{part}"));
                (format!("`{url}` has moved for good"), Some(hint))
            }
            Answer::Status(status, to) => {
                let at = match to {
                    Some(to) => format!("`{url}` leads on to `{to}`, which"),
                    None => format!("`{url}`"),
                };
                match status {
                    404 | 410 => (
                        format!("{at} is not there any more ({status})"),
                        Some("find where it went, or take the link out".into()),
                    ),
                    500.. => (
                        format!("{at} fails with {status}"),
                        Some("that may pass: ask again tomorrow".into()),
                    ),
                    status => (format!("{at} answers with {status}"), None),
                }
            }
            Answer::Inside(to) => (
                format!("`{url}` leads on to `{to}`, a private address, which was not asked"),
                Some("link to where readers should go".into()),
            ),
            Answer::Lost(lost) => {
                let (why, hint) = match lost {
                    Lost::NoAddress => ("is not an address that can be asked", None),
                    Lost::NoHost => ("names a host that cannot be found", None),
                    Lost::Late => (
                        "does not answer in time",
                        Some("ask again later, or wait longer with `--timeout`"),
                    ),
                    Lost::Refused => ("refuses the connection", None),
                    Lost::Untrusted => ("cannot prove by its certificate who it is", None),
                    Lost::Circle => ("leads on and on, and nowhere", None),
                    Lost::Broken => ("breaks off the connection", None),
                };
                (format!("`{url}` {why}"), hint.map(Hint::from))
            }
        };
        Some(Diagnostic::new(Code::ExternalLink, link.span, message).maybe_hint(hint))
    }
}
