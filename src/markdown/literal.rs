//! Texts that markdown shows as they are.
//!
//! In: a text of one line, and the markdown that stands before it on that line. Out: the same in
//! markdown, with no more backslashes than it takes: people and machines read it unrendered too.
//! Whoever puts texts side by side parts them, so that no sign is made of two (`!` and a link).
//! Must not: make a line of its own.

/// A text that shows as it is, alone on its line.
pub fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_literal(text, &mut out);
    out
}

/// Adds a text that shows as it is behind what stands in `out`. Signs that mean something only
/// at the start of a block are left alone elsewhere, and signs that mean something in pairs
/// where they have no other on the line.
pub fn push_literal(text: &str, out: &mut String) {
    let line = out.rsplit('\n').next().unwrap_or("");
    let starts_block = starts_block(line);
    let text = if starts_block { text.trim_start() } else { text };
    let block_sign = if starts_block { block_sign(text) } else { None };
    // A heading loses the signs that close it.
    let body = text.trim_end().trim_end_matches('#');
    let closes = body.is_empty() || body.ends_with(char::is_whitespace);
    let closing_sign = closes.then_some(body.len());
    // And what stands in braces at its end, which no backslash saves.
    let end = text.trim_end();
    let heads = line.trim_start_matches([' ', '>', '-']).starts_with('#');
    let brace = (heads && end.ends_with('}')).then(|| end.len() - 1);
    // One alone, as in "~5" or "$5", means itself.
    let pairs = |sign: char| match text.matches(sign).count() {
        0 => false,
        1 => has_bare(line, sign),
        _ => true,
    };
    let (tildes, dollars) = (pairs('~'), pairs('$'));
    let mut plain = 0;
    for (at, letter) in text.char_indices() {
        // Most letters mean nothing, and are copied together.
        if letter.is_ascii_alphanumeric() || letter == ' ' {
            continue;
        }
        out.push_str(&text[plain..at]);
        plain = at + letter.len_utf8();
        if brace == Some(at) {
            out.push_str("&#125;");
            continue;
        }
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
    out.push_str(&text[plain..]);
}

/// Whether a sign stands in a line without a backslash.
fn has_bare(line: &str, sign: char) -> bool {
    let mut escaped = false;
    line.chars().any(|letter| {
        let is_bare = letter == sign && !escaped;
        escaped = letter == '\\' && !escaped;
        is_bare
    })
}

/// Whether a block begins where a line ends: behind nothing but the signs of lists and quotes.
fn starts_block(line: &str) -> bool {
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let behind = match number.len() == rest.len() {
            true => rest.strip_prefix(['-', '*', '+', ':']),
            false => number.strip_prefix(['.', ')']),
        };
        rest = match (behind, rest.strip_prefix('>')) {
            (Some(behind), _) if behind.starts_with(char::is_whitespace) => behind.trim_start(),
            (_, Some(quoted)) => quoted.trim_start(),
            _ => return false,
        };
    }
    true
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
    use crate::markdown::{Colours, Input, Target, parse};
    use crate::source::FileId;

    fn shown(markdown: &str) -> String {
        let (body, file) = (0..markdown.len(), FileId(0));
        let input = Input {
            text: markdown,
            body,
            file,
            title: Some("Title"),
            unsafe_html: false,
            smart_punctuation: false,
            image_hosts: &[],
        };
        let mut html = String::new();
        parse(input).value.render(&Colours::default(), &mut |_| Target::Missing, &mut html);
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
            "a {#b}",
        ] {
            let html = format!("<p>{text}</p>\n");
            assert_eq!(shown(&literal(text)), html, "alone: {}", literal(text));
            let mut quoted = String::from("Before.\n\n> ");
            push_literal(text, &mut quoted);
            let html = format!("<p>Before.</p>\n<blockquote>\n<p>{text}</p>\n</blockquote>\n");
            assert_eq!(shown(&quoted), html, "quoted: {quoted}");
            for (sign, list) in
                [("- ", "ul"), ("* ", "ul"), ("+ ", "ul"), ("1. ", "ol"), ("1) ", "ol")]
            {
                let mut item = String::from(sign);
                push_literal(text, &mut item);
                let html = format!("<{list}>\n<li>{text}</li>\n</{list}>\n");
                assert_eq!(shown(&item), html, "item: {item}");
            }
            let mut heading = String::from("## ");
            push_literal(text, &mut heading);
            let html = shown(&heading);
            assert!(html.contains(&format!(">{text} <a")), "heading: {heading}\n{html}");
        }
    }

    #[test]
    fn texts_on_one_line_do_not_make_a_pair() {
        for (first, second) in [("costs $5", "6$"), ("~5", "6~"), ("a $", "$ b"), ("\\$a", "b$ $c")]
        {
            let mut line = String::from("- ");
            push_literal(first, &mut line);
            line.push_str(": ");
            push_literal(second, &mut line);
            let html = format!("<ul>\n<li>{first}: {second}</li>\n</ul>\n");
            assert_eq!(shown(&line), html, "{line}");
        }
        // Those of another line or with a backslash do not count.
        let mut lines = String::from("- $5 ~5\n- \\$5 \\~5: ");
        push_literal("$6 ~6", &mut lines);
        assert!(lines.ends_with(": $6 ~6"), "{lines}");
    }

    #[test]
    fn what_means_nothing_where_it_stands_has_no_backslash() {
        for text in ["C# and F#", "~5 of $6", "a - b + c > d = e: f.", "1.5 a", "-5", "R&D", "#a"] {
            assert_eq!(literal(text), text);
        }
        let mut link = String::from("- [");
        push_literal("1. First > # last", &mut link);
        assert_eq!(link, "- [1. First > # last");
        let mut sharp = String::from("- In C# ");
        push_literal("{a}", &mut sharp);
        assert_eq!(sharp, "- In C# {a}");
        let mut strong = String::from("1. **");
        push_literal("- First", &mut strong);
        assert_eq!(strong, "1. **- First");
    }

    #[test]
    fn it_stays_one_line() {
        assert_eq!(literal("a\nb\tc\u{7}"), "a b c ");
        assert_eq!(literal("    a"), "a");
    }
}
