//! What the HTML of any body must be, for the property tests and for `fuzz/`.

/// Elements without an end.
const VOID: [&str; 7] = ["br", "col", "hr", "img", "input", "wbr", "!"];

/// Walks the tags of a page: each end meets its start, each attribute stands in quotes, and
/// none runs or fetches.
pub fn check_html(html: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let mut quoted = false;
        let end = rest
            .bytes()
            .position(|byte| {
                quoted ^= byte == b'"';
                byte == b'>' && !quoted
            })
            .ok_or_else(|| format!("a tag never ends: {rest:.60}"))?;
        let tag = &rest[..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> has no start in {html}"));
            }
            continue;
        }
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
            return Err(format!("<{tag}> is no tag"));
        }
        if ["script", "style", "iframe", "svg", "form", "base", "meta"].contains(&name) {
            return Err(format!("<{name}> passed"));
        }
        while !attributes.trim().is_empty() {
            let attribute = attributes.trim_start();
            let (name, value) = match attribute.find(['=', ' ']) {
                Some(at) if attribute.as_bytes()[at] == b'=' => {
                    let value = attribute[at + 1..]
                        .strip_prefix('"')
                        .and_then(|value| value.split_once('"'))
                        .ok_or_else(|| format!("an attribute without quotes in <{tag}>"))?;
                    attributes = value.1;
                    (&attribute[..at], value.0)
                }
                Some(at) => {
                    attributes = &attribute[at..];
                    (&attribute[..at], "")
                }
                None => {
                    attributes = "";
                    (attribute, "")
                }
            };
            if name.starts_with("on") || name == "style" || name == "srcset" {
                return Err(format!("the attribute {name} passed in <{tag}>"));
            }
            if matches!(name, "href" | "src") && scheme(value).ends_with("script") {
                return Err(format!("the address {value} passed"));
            }
            if value.starts_with("hole:") {
                return Err(format!("a hole was not filled in <{tag}>"));
            }
        }
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    match open.is_empty() {
        true => Ok(()),
        false => Err(format!("{open:?} never end in {html}")),
    }
}

/// What a browser takes for the scheme of an address, in lower case: it passes over blanks and
/// controls before it, and over tabs and ends of lines within. Nothing where there is none.
fn scheme(address: &str) -> String {
    let address = address.trim_start_matches(|letter: char| letter <= ' ');
    let address = address.replace(['\t', '\n', '\r'], "").to_lowercase();
    let Some((scheme, _)) = address.split_once(':') else { return String::new() };
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    if is_scheme { scheme.to_owned() } else { String::new() }
}
