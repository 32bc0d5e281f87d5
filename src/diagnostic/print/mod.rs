//! Diagnostics as text, in the form that the reader asked for.

mod github;
mod human;
mod json;
mod sarif;
mod short;

use std::collections::BTreeMap;

use super::{Code, Diagnostic, thousands};
use crate::source::Files;

/// The forms in which diagnostics can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// As rustc prints them: source line, caret, hint.
    #[default]
    Human,
    /// `file:line:column: severity[code]: message`, a line each.
    Short,
    /// One JSON object a line.
    Json,
    /// GitHub's workflow commands, which become annotations.
    Github,
    /// One SARIF 2.1.0 log.
    Sarif,
}

/// Prints diagnostics of one run.
#[derive(Debug, Clone, Copy)]
pub struct Printer {
    pub format: Format,
    pub color: bool,
    /// Columns of the terminal, to which long source lines are cut.
    pub width: usize,
    /// How many diagnostics of one code people are shown before the rest is folded into a count;
    /// forms for editors and other machines never fold.
    pub fold_after: usize,
}

impl Printer {
    pub fn new(format: Format) -> Self {
        Printer { format, color: false, width: 120, fold_after: 10 }
    }

    /// The text for `diagnostics`, in their order, ending in a line break unless empty.
    pub fn print(&self, diagnostics: &[Diagnostic], files: &Files) -> String {
        let mut out = String::new();
        match self.format {
            Format::Sarif => out.push_str(&sarif::log(diagnostics, files)),
            Format::Json => {
                for diagnostic in diagnostics {
                    out.push_str(&json::line(diagnostic, files));
                }
            }
            Format::Github => {
                for diagnostic in diagnostics {
                    out.push_str(&github::line(diagnostic, files));
                }
            }
            Format::Short => {
                for diagnostic in diagnostics {
                    out.push_str(&short::line(diagnostic, files));
                }
            }
            Format::Human => self.folded(diagnostics, &mut out, |diagnostic| {
                human::picture(diagnostic, files, self.color, self.width)
            }),
        }
        out
    }

    fn folded(
        &self,
        diagnostics: &[Diagnostic],
        out: &mut String,
        one: impl Fn(&Diagnostic) -> String,
    ) {
        let mut seen: BTreeMap<Code, usize> = BTreeMap::new();
        for diagnostic in diagnostics {
            let count = seen.entry(diagnostic.code).or_default();
            *count += 1;
            if *count <= self.fold_after {
                out.push_str(&one(diagnostic));
            }
        }
        for (code, count) in seen {
            if count > self.fold_after {
                let more = thousands(count - self.fold_after);
                out.push_str(&format!("and {more} more of `{}`\n", code.name()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn long_lists_are_folded() {
        let mut files = Files::new();
        let file = files.add("a.md", "text\n");
        let one = Diagnostic::new(Code::Orphan, Span::start_of(file), "nothing links to `a`");
        let many = vec![one; 3310];
        let text = Printer::new(Format::Human).print(&many, &files);
        assert_eq!(text.matches("warning[orphan]").count(), 10);
        assert!(text.ends_with("and 3,300 more of `orphan`\n"), "{text}");
        // An editor's list, and what `grep` counts, is whole.
        for format in [Format::Short, Format::Json, Format::Github] {
            assert_eq!(Printer::new(format).print(&many, &files).lines().count(), 3310);
        }
    }
}
