//! Parts of a file, and whether whoever asks has it already.
//!
//! In: the headers of a request for a file that authors put there. Out: what of it to send. A
//! player asks for a film in parts, and Safari plays none that comes in whole.
//! Must not: be asked of pages. Each is made anew, says which version of the playbook it is from,
//! and a browser that showed one it kept would take itself for out of date.

use axum::http::{HeaderMap, header};

/// What to send of a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Wanted {
    Whole,
    /// From a byte to before another.
    Part(u64, u64),
    /// Nothing: whoever asks has it.
    Kept,
    /// A part that it does not have.
    Beyond,
}

/// What is wanted of a file of that length, which `tag` tells from what it was before.
pub fn wanted(headers: &HeaderMap, is_head: bool, length: u64, tag: &str) -> Wanted {
    let said = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(kept) = said(header::IF_NONE_MATCH) {
        let is_it = |kept: &str| kept == "*" || kept.strip_prefix("W/").unwrap_or(kept) == tag;
        if kept.split(',').any(|kept| is_it(kept.trim())) {
            return Wanted::Kept;
        }
    }
    let Some(range) = said(header::RANGE).filter(|_| !is_head) else { return Wanted::Whole };
    // The rest of another state of the file would not go with what is there.
    if headers.contains_key(header::IF_RANGE) && said(header::IF_RANGE) != Some(tag) {
        return Wanted::Whole;
    }
    part(range, length).unwrap_or(Wanted::Whole)
}

/// The one part that `bytes=1-2` names; `None` where it says anything else, which a server may
/// pass over (RFC 9110, section 14.2).
fn part(range: &str, length: u64) -> Option<Wanted> {
    let (first, last) = range.strip_prefix("bytes=")?.trim().split_once('-')?;
    let number = |text: &str| {
        let is_one = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        // What is too large for a number lies behind the end of any file.
        is_one.then(|| text.parse::<u64>().unwrap_or(u64::MAX))
    };
    let (first, end) = match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => (first, last.saturating_add(1).min(length)),
        (Some(first), None) if last.is_empty() => (first, length),
        (None, Some(count)) if first.is_empty() => (length.saturating_sub(count), length),
        _ => return None,
    };
    Some(if first < end { Wanted::Part(first, end) } else { Wanted::Beyond })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(headers: &[(&'static str, &str)]) -> Wanted {
        let headers = headers
            .iter()
            .map(|(name, value)| ((*name).try_into().unwrap(), value.parse().unwrap()));
        wanted(&headers.collect(), false, 100, "\"a\"")
    }

    #[test]
    fn one_part_is_read_and_whatever_else_is_the_whole() {
        for (range, wanted) in [
            ("bytes=0-0", Wanted::Part(0, 1)),
            ("bytes=0-1", Wanted::Part(0, 2)),
            ("bytes=10-", Wanted::Part(10, 100)),
            ("bytes=-10", Wanted::Part(90, 100)),
            ("bytes=-1000", Wanted::Part(0, 100)),
            ("bytes=99-18446744073709551616", Wanted::Part(99, 100)),
            ("bytes=100-", Wanted::Beyond),
            ("bytes=18446744073709551616-", Wanted::Beyond),
            ("bytes=-0", Wanted::Beyond),
            ("bytes=2-1", Wanted::Whole),
            ("bytes=0-1,5-6", Wanted::Whole),
            ("bytes=-", Wanted::Whole),
            ("bytes=+1-2", Wanted::Whole),
            ("bytes=a-b", Wanted::Whole),
            ("lines=1-2", Wanted::Whole),
            ("", Wanted::Whole),
        ] {
            assert_eq!(of(&[("range", range)]), wanted, "{range}");
        }
    }

    #[test]
    fn what_is_kept_is_not_sent_and_what_has_changed_is_sent_in_whole() {
        for kept in ["\"a\"", "W/\"a\"", "\"b\", \"a\"", "*"] {
            assert_eq!(of(&[("if-none-match", kept), ("range", "bytes=0-1")]), Wanted::Kept);
        }
        assert_eq!(of(&[("if-none-match", "\"b\"")]), Wanted::Whole);
        assert_eq!(of(&[("if-range", "\"a\""), ("range", "bytes=0-1")]), Wanted::Part(0, 2));
        assert_eq!(of(&[("if-range", "\"b\""), ("range", "bytes=0-1")]), Wanted::Whole);
    }
}
