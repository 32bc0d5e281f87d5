//! Texts that markdown shows as they are.
//!
//! In: a text of one line, and the markdown that stands before it. Out: the same in markdown,
//! with no more backslashes than it takes: people and machines read it unrendered too.
//! Must not: make a line of its own.

/// A text that shows as it is wherever it is put.
pub fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_literal(text, &mut out);
    out
}

/// Adds a text that shows as it is behind what stands in `out`. Signs that mean something only
/// at the start of a block are left alone elsewhere.
pub fn push_literal(text: &str, out: &mut String) {
    let starts_block = starts_block(out);
    let text = if starts_block { text.trim_start() } else { text };
    let block_sign = if starts_block { block_sign(text) } else { None };
    // A heading loses the signs that close it.
    let body = text.trim_end().trim_end_matches('#');
    let closes = body.is_empty() || body.ends_with(char::is_whitespace);
    let closing_sign = closes.then_some(body.len());
    // One alone, as in "~5" or "$5", means itself.
    let pairs = |sign: char| text.matches(sign).count() > 1;
    let (tildes, dollars) = (pairs('~'), pairs('$'));
    for (at, letter) in text.char_indices() {
        let is_sign = match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' => true,
            '~' => tildes,
            '$' => dollars,
            '&' => begins_entity(&text[at..]),
            '#' if closing_sign == Some(at) => true,
            _ => block_sign == Some(at),
        };
        if is_sign {
            out.push('\\');
        }
        out.push(if letter.is_whitespace() || letter.is_control() { ' ' } else { letter });
    }
}

/// Whether a block begins where a text ends: behind nothing but the signs of lists and quotes.
fn starts_block(out: &str) -> bool {
    let line = out.rsplit('\n').next().unwrap_or("");
    line.bytes().all(|byte| matches!(byte, b' ' | b'>' | b'-'))
}

/// Where in a text the sign stands that would make it a heading, a quote, a list, a rule, or
/// the line below a heading.
fn block_sign(text: &str) -> Option<usize> {
    let is_free = |rest: &str| rest.chars().next().is_none_or(char::is_whitespace);
    let consists_of = |sign: char| text.chars().all(|c| c == sign || c.is_whitespace());
    let begins = match text.chars().next()? {
        '>' => true,
        '#' => is_free(text.trim_start_matches('#')),
        '-' => is_free(&text[1..]) || consists_of('-'),
        '+' | ':' => is_free(&text[1..]),
        '=' => consists_of('='),
        _ => false,
    };
    if begins {
        return Some(0);
    }
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let at = text.len() - rest.len();
    let numbers = at > 0 && rest.strip_prefix(['.', ')']).is_some_and(is_free);
    numbers.then_some(at)
}

/// Whether a text begins with what may be an entity: `&amp;`, `&#38;`.
fn begins_entity(text: &str) -> bool {
    text[1..].split_once(';').is_some_and(|(name, _)| {
        let name = name.strip_prefix('#').unwrap_or(name);
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Input, Target, parse};
    use crate::source::FileId;

    fn shown(markdown: &str) -> String {
        let (body, file) = (0..markdown.len(), FileId(0));
        let input = Input {
            text: markdown,
            body,
            file,
            title: Some("Title"),
            unsafe_html: false,
            image_hosts: &[],
        };
        let mut html = String::new();
        parse(input).value.render(&mut |_| Target::Missing, &mut html);
        html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    }

    #[test]
    fn a_text_shows_as_it_is_wherever_it_stands() {
        for text in [
            "# a",
            "#",
            "a #",
            "##",
            "> a",
            "- a",
            "-",
            "---",
            "- - -",
            "+ a",
            "* a",
            "***",
            "===",
            "1. a",
            "12) a",
            "1.",
            ": a",
            "[ ] a",
            "[a](b)",
            "[[a]]",
            "[^1]: a",
            "<b>a</b>",
            "*a* _b_ `c` ~~d~~ ~e~ $f$ $$g$$",
            "a | b",
            "a\\",
            "\\*",
            "```",
            "~~~",
            "&amp; &#38;",
            "<!-- a -->",
            "![a](b)",
        ] {
            let html = format!("<p>{text}</p>\n");
            assert_eq!(shown(&literal(text)), html, "alone: {}", literal(text));
            let mut quoted = String::from("Before.\n\n> ");
            push_literal(text, &mut quoted);
            let html = format!("<p>Before.</p>\n<blockquote>\n<p>{text}</p>\n</blockquote>\n");
            assert_eq!(shown(&quoted), html, "quoted: {quoted}");
            let mut item = String::from("- ");
            push_literal(text, &mut item);
            assert_eq!(shown(&item), format!("<ul>\n<li>{text}</li>\n</ul>\n"), "item: {item}");
            let mut heading = String::from("## ");
            push_literal(text, &mut heading);
            let html = shown(&heading);
            assert!(html.contains(&format!(">{text} <a")), "heading: {heading}\n{html}");
        }
    }

    #[test]
    fn what_means_nothing_where_it_stands_has_no_backslash() {
        for text in ["C# and F#", "~5 of $6", "a - b + c > d = e: f.", "1.5 a", "-5", "R&D", "#a"] {
            assert_eq!(literal(text), text);
        }
        let mut link = String::from("- [");
        push_literal("1. First > # last", &mut link);
        assert_eq!(link, "- [1. First > # last");
    }

    #[test]
    fn it_stays_one_line() {
        assert_eq!(literal("a\nb\tc\u{7}"), "a b c ");
        assert_eq!(literal("    a"), "a");
    }
}
