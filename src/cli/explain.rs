//! `playbook explain`: what a diagnostic means.
//!
//! In: a code. Out: its page of the documentation as plain text, or every code with its
//! sentence. Must not: read the disk (the pages are part of the program).

use super::Status;
use super::args::ExplainArgs;
use super::layout::wrap;
use super::terminal::{Stream, Terminal};
use crate::diagnostic::{Code, Failure, did_you_mean};
use crate::embedded;

pub fn run(args: &ExplainArgs, terminal: &Terminal) -> Result<Status, Failure> {
    let out = &terminal.out;
    let text = match &args.code {
        None => list(out),
        Some(name) => {
            let code = Code::from_name(name).ok_or_else(|| unknown(name))?;
            page(code, out)
        }
    };
    terminal.print(&text)?;
    Ok(Status::Clean)
}

fn unknown(name: &str) -> Failure {
    let failure = Failure::new(format!("there is no diagnostic `{name}`"));
    match did_you_mean(name, Code::ALL.iter().map(|code| code.name())) {
        Some(hint) => failure.hint(hint),
        None => failure.hint("`playbook explain` lists every code"),
    }
}

fn list(out: &Stream) -> String {
    let longest = Code::ALL.iter().map(|code| code.name().len()).max().unwrap_or(0);
    let indent = " ".repeat(longest + 11);
    let line = |code: &Code| {
        let first = format!("{:<longest$} {:<8}  ", code.name(), code.severity().name());
        wrap(code.sentence(), out.width, &first, &indent)
    };
    Code::ALL.iter().map(line).collect()
}

fn page(code: Code, out: &Stream) -> String {
    // A code without a page has its sentence.
    let page = embedded::CHECKS.file(&format!("{}.md", code.name()));
    let source = page.and_then(|page| String::from_utf8(page).ok());
    match source {
        Some(source) => plain(&source, out),
        None => {
            let name = format!("{}: {}", code.name(), code.severity().name());
            format!("{}\n\n{}", out.bold(&name), wrap(code.sentence(), out.width, "", ""))
        }
    }
}

/// Markdown of the documentation as text: front matter becomes the title, headings are
/// underlined (or bold), fences indented, links their words.
fn plain(source: &str, out: &Stream) -> String {
    let (title, body) = front(source);
    let mut text = String::new();
    if let Some(title) = title {
        heading(title, '=', out, &mut text);
    }
    let mut paragraph = String::new();
    let mut fence: Option<&str> = None;
    for line in body.lines() {
        if let Some(mark) = fence {
            if line.trim_end() == mark {
                fence = None;
                text.push('\n');
            } else {
                text.push_str(format!("    {line}").trim_end());
                text.push('\n');
            }
            continue;
        }
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        let opens = line.bytes().take_while(|byte| *byte == b'`').count();
        let item = line.starts_with("- ");
        if line.trim().is_empty() || level > 0 || opens >= 3 || item || line.starts_with('|') {
            flush(&mut paragraph, out, &mut text);
        }
        if opens >= 3 {
            fence = Some(&line[..opens]);
            let file = line.split_whitespace().find_map(|word| word.strip_prefix("file="));
            if let Some(file) = file {
                text.push_str(&format!("    {}\n", out.dim(&format!("# {file}"))));
            }
        } else if level > 0 {
            heading(line.trim_start_matches('#').trim(), '-', out, &mut text);
        } else if line.starts_with('|') {
            text.push_str(&words(line));
            text.push('\n');
        } else {
            paragraph.push_str(line);
            paragraph.push('\n');
        }
    }
    flush(&mut paragraph, out, &mut text);
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// The title of the front matter and what stands behind it.
fn front(source: &str) -> (Option<&str>, &str) {
    let Some((front, body)) =
        source.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"))
    else {
        return (None, source);
    };
    let title = front.lines().find_map(|line| line.strip_prefix("title:"));
    (title.map(|title| title.trim().trim_matches('"')), body)
}

fn heading(title: &str, rule: char, out: &Stream, text: &mut String) {
    let title = words(title);
    if !text.is_empty() && !text.ends_with("\n\n") {
        text.push('\n');
    }
    if out.color {
        text.push_str(&format!("{}\n\n", out.bold(&title)));
    } else {
        let rule = rule.to_string().repeat(title.chars().count());
        text.push_str(&format!("{title}\n{rule}\n\n"));
    }
}

fn flush(paragraph: &mut String, out: &Stream, text: &mut String) {
    if paragraph.trim().is_empty() {
        paragraph.clear();
        return;
    }
    match paragraph.strip_prefix("- ") {
        Some(item) => text.push_str(&wrap(&words(item), out.width, "- ", "  ")),
        None => {
            text.push_str(&wrap(&words(paragraph), out.width, "", ""));
            text.push('\n');
        }
    }
    paragraph.clear();
}

/// Links as their words, emphasis as nothing, code in its backticks.
fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut code = false;
    while let Some(c) = rest.chars().next() {
        if c == '`' {
            code = !code;
        }
        if !code && let Some(behind) = rest.strip_prefix("**") {
            rest = behind;
            continue;
        }
        if !code
            && c == '['
            && let Some((label, after)) = rest[1..].split_once("](")
            && !label.contains(['[', '\n'])
            && let Some((_, behind)) = after.split_once(')')
        {
            out.push_str(label);
            rest = behind;
            continue;
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PLAIN: Stream = Stream { color: false, is_terminal: false, width: 40 };

    #[test]
    fn a_page_reads_as_text() {
        let source = "---\ntitle: \"a: b\"\n---\n\nSee [the `x` page](x.md) and **y**, which goes on \
                      for a while.\n\n## The cure\n\n```yaml file=content/a.md\nowner: role/x\n```\n\n\
                      - one\n- two `[a](b)`\n";
        let wanted = "a: b\n====\n\nSee the `x` page and y, which goes on\nfor a while.\n\nThe cure\n\
                      --------\n\n    # content/a.md\n    owner: role/x\n\n- one\n- two `[a](b)`\n";
        assert_eq!(plain(source, &PLAIN), wanted);
    }

    #[test]
    fn every_code_has_something_to_say() {
        for code in Code::ALL {
            assert!(page(*code, &PLAIN).contains(code.name()), "{}", code.name());
        }
    }

    proptest! {
        #[test]
        fn any_page_can_be_shown(source in "(?s).{0,200}") {
            let text = plain(&source, &PLAIN);
            prop_assert!(text.ends_with('\n'));
        }
    }
}
