//! What mends a mistake at one stroke, where a hint says to the letter what to write.
//!
//! In: a diagnostic, and the text that it speaks of. Out: what to write where. Must not: read the
//! words of a hint; what they propose stands beside them.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Proposal};

/// A place in the file, and what to write there.
pub type Mend = (Range<usize>, String);

/// The change that a hint proposes, if one does.
pub fn mend(found: &Diagnostic, text: &str) -> Option<Mend> {
    let proposal = found.hints.iter().find_map(|hint| hint.proposal())?;
    Some((place(proposal, found, text)?, proposal.text.clone()))
}

/// What the proposed text takes the place of.
fn place(proposal: &Proposal, found: &Diagnostic, text: &str) -> Option<Range<usize>> {
    if let Some(place) = proposal.place {
        return Some(place.range());
    }
    let mut whole = found.span.range();
    let is_quoted = |written: &str| {
        written.len() > 1 && written.starts_with(['"', '\'']) && written.ends_with(['"', '\''])
    };
    // A name in quotes stays in them; a list or mapping takes their place.
    if is_quoted(text.get(whole.clone())?) && !proposal.text.starts_with(['[', '{', '"', '\'']) {
        whole = whole.start + 1..whole.end - 1;
    }
    let written = text.get(whole.clone())?;
    let before = |signs: &[char]| whole.start + written.find(signs).unwrap_or(written.len());
    Some(match found.code {
        // An address is mended, and the place on its page stays.
        Code::BrokenLink | Code::MissingImage => whole.start..before(&['#', '?']),
        Code::BrokenAnchor => whole.start + written.find('#')? + 1..whole.end,
        Code::BrokenRef => {
            let end = before(&['#']);
            let own = &written[..end - whole.start];
            // Of the value of a factor only its own name is told.
            let is_value = own.matches('/').count() > proposal.text.matches('/').count() + 1;
            let start = own.rfind('/').filter(|_| is_value).map_or(0, |slash| slash + 1);
            whole.start + start..end
        }
        _ => whole,
    })
}
