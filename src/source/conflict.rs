//! What a merge leaves in a text where two people changed the same lines.

use std::ops::Range;

use memchr::memmem;

/// How a conflict is settled.
pub const SETTLE_CONFLICT: &str =
    "choose what holds, and remove the lines of `<<<<<<<`, `=======` and `>>>>>>>`";

/// The lines at which unsettled conflicts begin (`<<<<<<< ours`), or, where that line is gone
/// already, end (`>>>>>>> theirs`). A conflict that is shown in a fence is an example of one.
pub fn merge_conflicts(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // Every file is asked, and hardly any has one.
    let holds = |sign: &str| memmem::find(text.as_bytes(), sign.as_bytes()).is_some();
    if !holds("<<<<<<< ") && !holds(">>>>>>> ") {
        return found;
    }
    let (mut at, mut is_fenced, mut is_open, mut is_parted) = (0, false, false, false);
    for line in text.split_inclusive('\n') {
        let shown = line.trim_end();
        let place = at..at + shown.len();
        at += line.len();
        // A fence may begin an item of a list, or stand in a quote.
        let fence =
            shown.trim_start_matches(|c: char| c.is_ascii_digit() || " \t-*+>.".contains(c));
        if fence.starts_with("```") || fence.starts_with("~~~") {
            is_fenced = !is_fenced;
        } else if is_fenced {
        } else if shown.starts_with("<<<<<<< ") {
            (is_open, is_parted) = (true, false);
            found.push(place);
        } else if shown == "=======" {
            is_parted = true;
        } else if shown.starts_with(">>>>>>> ") {
            // Seven quotes in each other are nobody's, below a line of this very length.
            if !is_open && is_parted {
                found.push(place);
            }
            (is_open, is_parted) = (false, false);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::merge_conflicts;

    #[test]
    fn a_conflict_is_told_from_an_example_of_one() {
        let conflict = "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> theirs\n";
        assert_eq!(merge_conflicts(conflict).first(), Some(&(0..12)));
        assert_eq!(merge_conflicts(&format!("é\n{conflict}\n{conflict}")).len(), 2);
        assert_eq!(merge_conflicts("a\n=======\nb\n>>>>>>> theirs").first(), Some(&(12..26)));
        for text in [
            "",
            "Title\n=======\n",
            ">>>>>>> a letter of many answers\n",
            "<<<<<<<\n",
            "a <<<<<<< b\n",
            &format!("```\n{conflict}```\n"),
            &format!("- ~~~diff\n{conflict}  ~~~\n"),
        ] {
            assert!(merge_conflicts(text).is_empty(), "{text}");
        }
    }
}
