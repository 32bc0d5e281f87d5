//! What the security policy of the pages keeps a template's HTML from doing: scripts and styles
//! within a page, and such as come from elsewhere.
//!
//! In: the text of a template. Out: where in it each sort stands first, with what to do instead.
//! A browser tells it on its console alone, where few look. Must not: look into what templates
//! insert, or speak of a theme that has a policy of its own.

use std::ops::Range;

use super::recursion::tag_end;

/// Something that does nothing.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Blocked {
    pub range: Range<usize>,
    pub message: String,
    pub hint: &'static str,
}

/// What is blocked, by what its author has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Script,
    Handler,
    Style,
    Elsewhere,
}

impl Sort {
    fn hint(self) -> &'static str {
        match self {
            Sort::Script => {
                "put it into a file in `assets/`, and load that: \
                 `<script defer src=\"{{ shell.root }}{{ assets[\"ours.js\"] }}\"></script>`"
            }
            Sort::Handler => {
                "listen in a script in `assets/`: `element.addEventListener(\"click\", …)`"
            }
            Sort::Style => "give the element a class, and say the rest in `assets/brand.css`",
            Sort::Elsewhere => "put the file into `assets/`, and load it from there",
        }
    }
}

/// Whether a template is a page with a policy of its own, or with none.
pub(super) fn is_own(text: &str) -> bool {
    let is_page = text.contains("<html") || text.contains("<head");
    (is_page && !text.contains("Content-Security-Policy")) || text.contains("unsafe-inline")
}

/// What is blocked in a template, each sort once.
pub(super) fn blocked(text: &str) -> Vec<Blocked> {
    let mut found: Vec<(Sort, Blocked)> = Vec::new();
    let mut tell = |sort: Sort, range: Range<usize>, message: String| {
        if found.iter().all(|(told, _)| *told != sort) {
            found.push((sort, Blocked { range, message, hint: sort.hint() }));
        }
    };
    let mut at = 0;
    while let Some(next) = text[at..].find(['<', '{']) {
        at += next;
        if let Some(end) = insertion(text, at) {
            at = end;
            continue;
        }
        if text[at..].starts_with("<!--") {
            at = text[at..].find("-->").map_or(text.len(), |end| at + end);
            continue;
        }
        let Some(tag) = Tag::read(text, at) else {
            at += 1;
            continue;
        };
        at = tag.end;
        let whole = || tag.start..tag.start + 1 + tag.name.len();
        let says = |name: &str| tag.attributes.iter().find(|(own, _)| own == name);
        let value = |name: &str| says(name).map_or("", |(_, value)| text[value.clone()].trim());
        match tag.name.as_str() {
            "script" => {
                let (source, kind) = (value("src"), value("type"));
                // Data, which nothing runs.
                let is_data = !(kind.is_empty() || kind == "module" || kind.contains("javascript"));
                if is_elsewhere(source) {
                    tell(Sort::Elsewhere, whole(), not_loaded(source));
                } else if says("src").is_none() && !is_data {
                    let message = "a script within a page does not run: the pages' security policy \
                                   allows those in files alone";
                    tell(Sort::Script, whole(), message.to_owned());
                }
            }
            "style" => {
                let message = "styles within a page do nothing: the pages' security policy allows \
                               those in files alone";
                tell(Sort::Style, whole(), message.to_owned());
            }
            "link" if value("rel") == "stylesheet" && is_elsewhere(value("href")) => {
                tell(Sort::Elsewhere, whole(), not_loaded(value("href")));
            }
            _ => {}
        }
        if matches!(tag.name.as_str(), "script" | "style") {
            let close = format!("</{}", tag.name);
            at = text[at..].find(&close).map_or(text.len(), |end| at + end);
        }
        for (name, place) in &tag.attributes {
            let range = place.start..place.end;
            if name == "style" {
                let message = "a `style` attribute does nothing: the pages' security policy allows \
                               styles in files alone";
                tell(Sort::Style, range, message.to_owned());
            } else if name.len() > 4 && name.starts_with("on") && !name.contains('-') {
                let message = format!(
                    "`{name}` does nothing: the pages' security policy allows scripts in files alone"
                );
                tell(Sort::Handler, range, message);
            } else if name == "href"
                && text[place.clone()].trim().to_ascii_lowercase().starts_with("javascript:")
            {
                let message = "a link to a script does nothing: the pages' security policy allows \
                               scripts in files alone";
                tell(Sort::Handler, range, message.to_owned());
            }
        }
    }
    found.into_iter().map(|(_, blocked)| blocked).collect()
}

fn is_elsewhere(address: &str) -> bool {
    ["https://", "http://", "//"].iter().any(|start| address.starts_with(start))
}

fn not_loaded(address: &str) -> String {
    let host = address.trim_start_matches(|letter| letter != '/').trim_start_matches('/');
    let host = host.split('/').next().unwrap_or(host);
    format!(
        "nothing is loaded from `{host}`: the pages' security policy allows files of the site alone"
    )
}

/// The end of what a template inserts at a place, or of a comment of its.
fn insertion(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    if rest.starts_with("{#") {
        return Some(rest.find("#}").map_or(text.len(), |end| at + end + 2));
    }
    let close = match rest.as_bytes() {
        [b'{', b'{', ..] => "}}",
        [b'{', b'%', ..] => "%}",
        _ => return None,
    };
    Some((tag_end(text, at + 2, close) + 2).min(text.len()))
}

/// The start of an element.
struct Tag {
    start: usize,
    end: usize,
    /// In lower case.
    name: String,
    /// Names in lower case, with the place of the value; of the name where there is none.
    attributes: Vec<(String, Range<usize>)>,
}

impl Tag {
    fn read(text: &str, start: usize) -> Option<Tag> {
        let bytes = text.as_bytes();
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_:.@".contains(byte);
        let word =
            |from: usize| from + bytes[from..].iter().take_while(|byte| is_name(byte)).count();
        if bytes.get(start) != Some(&b'<') || !bytes.get(start + 1)?.is_ascii_alphabetic() {
            return None;
        }
        let mut at = word(start + 1);
        let name = text[start + 1..at].to_ascii_lowercase();
        let mut attributes = Vec::new();
        while let Some(byte) = bytes.get(at) {
            if let Some(end) = insertion(text, at) {
                at = end;
                continue;
            }
            if *byte == b'>' {
                return Some(Tag { start, end: at + 1, name, attributes });
            }
            let end = word(at);
            if end == at {
                at += 1;
                continue;
            }
            let own = text[at..end].to_ascii_lowercase();
            let mut place = at..end;
            let skip = |from: usize| {
                from + bytes[from..].iter().take_while(|byte| byte.is_ascii_whitespace()).count()
            };
            at = end;
            if bytes.get(skip(end)) == Some(&b'=') {
                let from = skip(skip(end) + 1);
                let quote = bytes.get(from).filter(|byte| b"\"'".contains(byte));
                let begin = from + usize::from(quote.is_some());
                let mut to = begin;
                while let Some(byte) = bytes.get(to) {
                    let ends = match quote {
                        Some(quote) => byte == quote,
                        None => byte.is_ascii_whitespace() || *byte == b'>',
                    };
                    if ends {
                        break;
                    }
                    to = insertion(text, to).unwrap_or(to + 1);
                }
                // A letter of several bytes ends where the next one begins.
                place = begin..to;
                at = to + usize::from(quote.is_some());
            }
            attributes.push((own, place));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<&str> {
        blocked(text).into_iter().map(|blocked| &text[blocked.range]).collect()
    }

    #[test]
    fn what_a_browser_would_block_is_found_where_it_stands() {
        assert_eq!(told("<p onclick=\"go()\">é</p><a ONCLICK=x>"), ["go()"]);
        assert_eq!(
            told("<p style=\"color: {{ page[\"x\"] }}; a\">"),
            ["color: {{ page[\"x\"] }}; a"]
        );
        assert_eq!(told("<script>let a = '<p style=x>';</script>"), ["<script"]);
        assert_eq!(told("<style>p { a: b }</style>"), ["<style"]);
        assert_eq!(told("<script src='https://e.example/x.js'></script>"), ["<script"]);
        assert_eq!(told("<link rel=stylesheet href=//e.example/x.css>"), ["<link"]);
        assert_eq!(told("<a href=\" JavaScript:x()\">"), [" JavaScript:x()"]);
        assert_eq!(told("<p {% if a > b %}class=\"c\"{% endif %} onfocus>"), ["onfocus"]);
        let many =
            "<p style=a><b style=c onclick=d><i onkeyup=e><script>f</script><script>g</script>";
        assert_eq!(told(many), ["a", "d", "<script"]);
    }

    #[test]
    fn what_it_allows_is_not_told() {
        for text in [
            "<script defer src=\"{{ shell.root }}{{ assets[\"a.js\"] }}\"></script>",
            "<script type=\"application/json\">{}</script>",
            "<link rel=\"stylesheet\" href=\"{{ shell.root }}{{ assets[\"a.css\"] }}\">",
            "<link rel=canonical href=https://e.example/>",
            "{# <p style=a> #}<!-- <p style=a> -->{{ \"<p style=a>\" }}",
            "{% if a < b %}{{ <ui.ref style=\"a\" onclick=\"b\" /> }}{% endif %}",
            "<p data-style=a on=b once=c class=\"style=d\">a < b style=c</p>",
            "<a href=https://e.example/>",
            "<p",
            "<p style=\"",
            "{{ <p style=a",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }
}
