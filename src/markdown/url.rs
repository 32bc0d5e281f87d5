//! Which addresses a page may carry.
//!
//! In: an address with its entities decoded. Out: whether it is safe, whether it leads out
//! of the site, its host. Must not: follow it.

/// The schemes that an address may have. Everything else with a scheme is taken out.
const SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "ftp"];

/// The scheme of an address in lower case, as a browser would read it: blanks and control
/// characters in front of it and tabs, newlines and invisible characters inside it do not
/// count. `None` for a relative address.
pub fn scheme(url: &str) -> Option<String> {
    let mut scheme = String::new();
    for letter in url.trim_start_matches(|c: char| c <= ' ' || is_invisible(c)).chars() {
        match letter {
            ':' => return (!scheme.is_empty()).then_some(scheme),
            'a'..='z' => scheme.push(letter),
            'A'..='Z' => scheme.push(letter.to_ascii_lowercase()),
            '0'..='9' | '+' | '-' | '.' if !scheme.is_empty() => scheme.push(letter),
            letter if is_invisible(letter) => {}
            _ => return None,
        }
    }
    None
}

/// Characters that readers do not see and browsers may pass over.
fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Whether a page may carry the address: it is relative, or its scheme is one of `http`,
/// `https`, `mailto`, `tel` and `ftp`.
pub fn is_safe(url: &str) -> bool {
    scheme(url).is_none_or(|scheme| SCHEMES.contains(&scheme.as_str()))
}

/// Whether it is the whole address of a page of the web.
pub fn is_web(url: &str) -> bool {
    is_safe(url) && matches!(scheme(url).as_deref(), Some("http" | "https"))
}

/// Whether the address leads out of the site: it has a scheme, or it begins with `//`.
pub fn is_external(url: &str) -> bool {
    is_protocol_relative(url) || scheme(url).is_some()
}

/// `//host/…`, with the backslashes that browsers take for slashes.
fn is_protocol_relative(url: &str) -> bool {
    let mut letters = url.chars().filter(|&c| c > ' ' && !is_invisible(c));
    let mut slash = || matches!(letters.next(), Some('/' | '\\'));
    slash() && slash()
}

/// The host of an `http`, `https` or protocol-relative address, in lower case, without its
/// port and user.
pub(super) fn host(url: &str) -> Option<String> {
    let rest = match scheme(url).as_deref() {
        Some("http" | "https") => &url[url.find(':')? + 1..],
        Some(_) => return None,
        None if is_protocol_relative(url) => url,
        None => return None,
    };
    let rest = rest.trim_start_matches(|c: char| c == '/' || c == '\\' || c <= ' ');
    let authority = rest.split(['/', '\\', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = match host.strip_prefix('[') {
        Some(six) => six.split(']').next()?,
        None => host.split(':').next()?,
    };
    (!host.is_empty()).then(|| host.to_lowercase())
}

/// Whether `host` is one of `hosts`, or lies below one written as `*.example.org`.
pub(super) fn is_listed(host: &str, hosts: &[String]) -> bool {
    hosts.iter().any(|listed| match listed.strip_prefix("*.") {
        Some(above) => {
            host.strip_suffix(above).is_some_and(|below| below.len() > 1 && below.ends_with('.'))
        }
        None => listed.eq_ignore_ascii_case(host),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn disguised_schemes_are_seen() {
        for bad in [
            "javascript:x",
            "JaVaScRiPt:x",
            " javascript:x",
            "java\tscript:x",
            "java\nscript:x",
            "\u{1}javascript:x",
            "java\u{200b}script:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "x:y",
        ] {
            assert!(!is_safe(bad), "{bad:?}");
        }
        for good in ["a.md", "a/b:c", "#x:y", "?a:b", "mailto:a@b", "HTTPS://x", "tel:+1", ""] {
            assert!(is_safe(good), "{good:?}");
        }
    }

    #[test]
    fn hosts_are_read_as_browsers_read_them() {
        assert_eq!(host("https://u:p@Example.org:80/x").as_deref(), Some("example.org"));
        assert_eq!(host("//cdn.example.org\\x").as_deref(), Some("cdn.example.org"));
        assert_eq!(host("http:\\\\evil.example/x").as_deref(), Some("evil.example"));
        assert_eq!(host("/rooted"), None);
        let hosts = ["a.example".to_string(), "*.b.example".to_string()];
        assert!(is_listed("a.example", &hosts) && is_listed("x.b.example", &hosts));
        assert!(!is_listed("b.example", &hosts) && !is_listed("xb.example", &hosts));
        assert!(is_external("//x") && is_external("\\/x") && !is_external("/x"));
    }
}
