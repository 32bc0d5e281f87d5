//! Who looks after what, and when it was last looked at.

use super::{living, promising, warn};
use crate::diagnostic::{Code, Diagnostic};
use crate::fit::FittedPlaybook;
use crate::model::KindId;

pub fn check(playbook: &FittedPlaybook, found: &mut Vec<Diagnostic>) {
    owners(playbook, found);
    reviews(playbook, found);
    expiry(playbook, found);
}

/// Practices and teams have an owner.
fn owners(playbook: &FittedPlaybook, found: &mut Vec<Diagnostic>) {
    let kinds = &playbook.linked.playbook.kinds;
    for (_, entry) in living(playbook) {
        let needs_one = kinds.is_practice(entry.kind) || entry.kind == KindId::TEAM;
        if needs_one && entry.common.owner.is_empty() && !entry.meant("owner") {
            let message = format!("`{}` has no owner", entry.title.value);
            let hint = "add `owner:` with a role, a team or a plain text";
            warn(found, entry, Code::NoOwner, entry.span(), message, hint);
        }
    }
}

/// What should be read again by now.
fn reviews(playbook: &FittedPlaybook, found: &mut Vec<Diagnostic>) {
    for (_, entry) in promising(playbook) {
        let (Some(reviewed), Some(every)) = (entry.common.reviewed, entry.common.review_every)
        else {
            continue;
        };
        let due = reviewed.value.plus(every.value);
        if due < playbook.as_of {
            let message = format!("the review of `{}` was due on {due}", entry.title.value);
            let hint = "read it, mend what is no longer true, and set `reviewed` to that day";
            warn(found, entry, Code::ReviewOverdue, reviewed.span, message, hint);
        }
    }
}

/// What was meant to be over by now.
fn expiry(playbook: &FittedPlaybook, found: &mut Vec<Diagnostic>) {
    for (_, entry) in promising(playbook) {
        let Some(expires) = entry.common.expires else { continue };
        if expires.value < playbook.as_of {
            let message = format!("`{}` expired on {}", entry.title.value, expires.value);
            let hint = match &entry.common.then {
                Some(then) => format!("what was meant to follow: {}", then.value),
                None => "retire it, or give it another day".to_owned(),
            };
            warn(found, entry, Code::EntryExpired, expires.span, message, hint);
        }
    }
}
