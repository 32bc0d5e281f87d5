//! Paths in links: joined to where they stand, without `.` and `..`.

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
}
