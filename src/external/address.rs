//! Addresses in parts: which host they name, where they lead on to, and whether what they name
//! is this machine or its own network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, ToSocketAddrs};

/// The parts of an `http` or `https` address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts<'a> {
    pub scheme: &'a str,
    /// The host and its port, as written; without a user's name.
    pub authority: &'a str,
    /// Begins with `/` where it is not empty; without `?` and `#`.
    pub path: &'a str,
}

impl<'a> Parts<'a> {
    pub fn of(url: &'a str) -> Option<Parts<'a>> {
        let (scheme, rest) = url.split_once("://")?;
        let is_known = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        let path = path.split(['?', '#']).next().unwrap_or("");
        (is_known && !authority.is_empty()).then_some(Parts { scheme, authority, path })
    }

    /// The host without its port and without brackets.
    pub fn host(self) -> &'a str {
        if let Some(rest) = self.authority.strip_prefix('[') {
            return rest.split(']').next().unwrap_or("");
        }
        self.authority.split(':').next().unwrap_or("")
    }

    fn port(self) -> u16 {
        let behind = self.authority.rsplit(']').next().unwrap_or("");
        let written = behind.rsplit_once(':').and_then(|(_, port)| port.parse().ok());
        written.unwrap_or(if self.scheme.eq_ignore_ascii_case("https") { 443 } else { 80 })
    }

    /// Whether its host can be found.
    pub fn is_found(self) -> bool {
        (self.host(), self.port()).to_socket_addrs().is_ok_and(|mut found| found.next().is_some())
    }

    /// Whether it names this machine, its own network, or what is no address of the internet.
    /// A name that cannot be looked up is nobody's.
    pub fn is_inside(self) -> bool {
        let host = self.host();
        if let Ok(ip) = host.parse::<IpAddr>() {
            return is_inside(ip);
        }
        let name = host.trim_end_matches('.').to_ascii_lowercase();
        let ends = [".localhost", ".local", ".internal"];
        if name == "localhost" || ends.iter().any(|end| name.ends_with(end)) {
            return true;
        }
        let found = (host, self.port()).to_socket_addrs();
        found.is_ok_and(|mut found| found.any(|at| is_inside(at.ip())))
    }
}

fn is_inside(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_inside_v4(ip),
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(ip) => is_inside_v4(ip),
            None => {
                let [first, ..] = ip.segments();
                ip == Ipv6Addr::LOCALHOST
                    || ip.is_unspecified()
                    || ip.is_multicast()
                    // Unique local, and link-local.
                    || first & 0xfe00 == 0xfc00
                    || first & 0xffc0 == 0xfe80
            }
        },
    }
}

fn is_inside_v4(ip: Ipv4Addr) -> bool {
    let [first, second, ..] = ip.octets();
    ip.is_loopback()
        || ip.is_private()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_broadcast()
        || first == 0
        // What providers share behind one address of the internet.
        || (first == 100 && (64..128).contains(&second))
}

/// Where an answer at `url` leads on to; `None` where that is no address that can be asked.
pub fn join(url: &str, location: &str) -> Option<String> {
    let location = location.trim();
    let location = location.split('#').next().unwrap_or("");
    if location.is_empty() || location.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return None;
    }
    let own = Parts::of(url)?;
    if let Some(rest) = location.strip_prefix("//") {
        return Some(format!("{}://{rest}", own.scheme));
    }
    if has_scheme(location) {
        return Parts::of(location).map(|_| location.to_owned());
    }
    let origin = format!("{}://{}", own.scheme, own.authority);
    if location.starts_with('/') {
        return Some(format!("{origin}{}", without_dots(location)));
    }
    if location.starts_with('?') {
        return Some(format!("{origin}{}{location}", own.path));
    }
    let folder = own.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    Some(format!("{origin}{}", without_dots(&format!("{folder}/{location}"))))
}

/// Whether it is a whole address (RFC 3986, section 3.1). A colon further on, as in
/// `login?next=https://a.example/`, belongs to where it leads.
fn has_scheme(location: &str) -> bool {
    location.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

/// A path without `.` and `..` in it.
fn without_dots(path: &str) -> String {
    let (path, query) = match path.find('?') {
        Some(at) => path.split_at(at),
        None => (path, ""),
    };
    let mut parts: Vec<&str> = Vec::new();
    let all: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    for (at, part) in all.iter().enumerate() {
        let is_last = at + 1 == all.len();
        match *part {
            ".." => {
                parts.pop();
            }
            "." => {}
            part => {
                parts.push(part);
                continue;
            }
        }
        if is_last {
            parts.push("");
        }
    }
    format!("/{}{query}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_leads_on() {
        let from = "https://a.example/one/two?x#y";
        for (location, wanted) in [
            ("https://b.example/z", "https://b.example/z"),
            ("//b.example/z", "https://b.example/z"),
            ("/z?q=http://c", "https://a.example/z?q=http://c"),
            ("z", "https://a.example/one/z"),
            ("z?next=https://a.example/", "https://a.example/one/z?next=https://a.example/"),
            ("./a:b", "https://a.example/one/a:b"),
            ("../z/.", "https://a.example/z/"),
            ("?q", "https://a.example/one/two?q"),
            ("/a/../b#c", "https://a.example/b"),
        ] {
            assert_eq!(join(from, location).as_deref(), Some(wanted), "{location}");
        }
        for location in ["", "#x", "ftp://b.example/", "javascript://x", "mailto:a", "a b"] {
            assert_eq!(join(from, location), None, "{location}");
        }
        assert_eq!(join("http://a.example", "z").as_deref(), Some("http://a.example/z"));
    }

    #[test]
    fn what_is_inside_is_known() {
        let is_inside = |url: &str| Parts::of(url).unwrap().is_inside();
        for url in [
            "http://localhost/",
            "http://x.localhost:80",
            "http://127.0.0.1:3000/",
            "http://u:p@10.0.0.1/",
            "http://192.168.1.1",
            "http://169.254.169.254/latest",
            "http://[::1]:80/",
            "http://[fd00::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://0.0.0.0/",
            "http://100.64.0.1/",
            "http://wiki.internal/",
        ] {
            assert!(is_inside(url), "{url}");
        }
        for url in ["http://1.1.1.1/", "http://[2606:4700::1111]/", "http://172.32.0.1/"] {
            assert!(!is_inside(url), "{url}");
        }
        assert_eq!(Parts::of("http://u:p@a.example:81/x").unwrap().host(), "a.example");
        assert_eq!(Parts::of("http:///x"), None);
    }
}
