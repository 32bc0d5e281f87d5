//! Stylesheets and scripts without what they say to those who read their source.
//!
//! In: a file of the built-in theme. Out: the same without its comments and without the blanks
//! that begin its lines: a twentieth of what a page loads. Each line stays on its own, so that a
//! browser's messages name the right one. Must not: touch a site's own files, whose author may
//! need them as they are; understand scripts. The built-in ones keep to what is asked of them
//! here, and a test holds them to it.

/// What is written to the site of a built-in file, by its name.
pub fn trimmed(name: &str, content: Vec<u8>) -> Vec<u8> {
    let trim = match name.rsplit_once('.') {
        Some((_, "css")) => style,
        Some((_, "js")) => script,
        _ => return content,
    };
    match String::from_utf8(content) {
        Ok(text) => trim(&text).into_bytes(),
        Err(error) => error.into_bytes(),
    }
}

/// A stylesheet: comments may stand anywhere but in a string.
fn style(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match rest.as_bytes() {
            [b'/', b'*', ..] => {
                let length = rest.find("*/").map_or(rest.len(), |end| end + 2);
                out.extend(rest[..length].matches('\n'));
                rest = &rest[length..];
                continue;
            }
            [b'/', ..] => 1,
            [quote, ..] => string(rest, *quote),
            [] => break,
        };
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out.push_str(rest);
    without_margins(&out, |_| true)
}

/// How long a string is that begins here, its quotes included.
fn string(text: &str, quote: u8) -> usize {
    let mut escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let ends = byte == quote && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |end| end + 2)
}

/// A script: comments that have a line of their own.
fn script(text: &str) -> String {
    without_margins(text, |line| !line.starts_with("//"))
}

/// The lines that are kept without the blanks around them, and empty ones for the others.
fn without_margins(text: &str, is_kept: impl Fn(&str) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let line_text = line.trim_ascii();
        if is_kept(line_text) {
            out.push_str(line_text);
        }
        if line.ends_with('\n') {
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded;

    #[test]
    fn comments_and_margins_go_and_lines_stay() {
        let css =
            "/* For\n   all. */\na::after {\n  content: \"/* it's */\\\"\"; /* x */ top: 1px;\n}\n";
        assert_eq!(style(css), "\n\na::after {\ncontent: \"/* it's */\\\"\";  top: 1px;\n}\n");
        assert_eq!(style("a { b: url(x/y) } /* never closed"), "a { b: url(x/y) }");
        let js = "// Of pages.\n(function () {\n  // One.\n  go(\"//x\"); // two\n})();";
        assert_eq!(script(js), "\n(function () {\n\ngo(\"//x\"); // two\n})();");
        assert_eq!(trimmed("a.svg", b" <svg/>".to_vec()), b" <svg/>");
        assert_eq!(trimmed("a.css", vec![b' ', 0xff]), vec![b' ', 0xff]);
    }

    /// A line of a script means the same without its margins as long as no text goes on from one
    /// line to the next.
    #[test]
    fn no_text_of_a_built_in_script_goes_over_its_line() {
        let mut scripts = 0;
        for file in embedded::THEME.files() {
            if file.path.ends_with(".js") {
                scripts += 1;
                let text = String::from_utf8(embedded::THEME.file(&file.path).unwrap()).unwrap();
                for (line, number) in text.lines().zip(1..) {
                    let place = format!("{}:{number}", file.path);
                    assert!(!line.contains('`') || line.trim().starts_with("//"), "{place}");
                    assert!(!line.ends_with('\\'), "{place}");
                }
            }
        }
        assert!(scripts > 5, "{scripts}");
    }

    /// What goes is comments and blanks, and nothing else.
    #[test]
    fn built_in_stylesheets_keep_their_rules() {
        let squeezed = |text: &str| {
            let mut left = String::new();
            let mut rest = text;
            while let Some((before, after)) = rest.split_once("/*") {
                left.push_str(before);
                rest = after.split_once("*/").unwrap().1;
            }
            left.push_str(rest);
            left.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        for file in embedded::THEME.files() {
            if file.path.ends_with(".css") {
                let text = String::from_utf8(embedded::THEME.file(&file.path).unwrap()).unwrap();
                let kept = style(&text);
                assert!(!kept.contains("/*"), "{}", file.path);
                assert_eq!(squeezed(&kept), squeezed(&text), "{}", file.path);
                assert_eq!(kept.lines().count(), text.lines().count(), "{}", file.path);
            }
        }
    }
}
