//! Paths in links: decoded, joined to where they stand, without `.` and `..`.

/// A path within the content folder, without slashes at its ends; `None` where it climbs out.
pub fn join(folder: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    let rooted = link.starts_with('/');
    let base = if rooted { "" } else { folder };
    for part in base.split('/').chain(link.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Undoes percent signs. What does not come out as UTF-8 stays as it was written.
pub fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |byte: u8| char::from(byte).to_digit(16);
        if bytes[at] == b'%'
            && let [high, low] = bytes.get(at + 1..at + 3).unwrap_or(&[])
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            out.push((high * 16 + low) as u8);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_join_and_never_climb_out() {
        assert_eq!(join("rituals", "../teams/till.md").as_deref(), Some("teams/till.md"));
        assert_eq!(join("rituals", "/a/./b/").as_deref(), Some("a/b"));
        assert_eq!(join("rituals", "../..").as_deref(), None);
        assert_eq!(join("", "x").as_deref(), Some("x"));
    }

    #[test]
    fn percent_signs_are_undone_where_they_mean_text() {
        assert_eq!(decode("a%20b%C3%A9"), "a bé");
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%FF%2"), "%FF%2");
        assert_eq!(decode("%é"), "%é");
    }
}
