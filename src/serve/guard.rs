//! Who may ask: a page of this server's own, or somebody who typed its address.
//!
//! In: a request's head. Out: whether to answer, and if not, the status to refuse with. What
//! a browser sends along tells a page of this server from one of another site: `Host` (a name
//! that was made to point here has another), `Origin` and `Sec-Fetch-Site`.
//! Must not: look at anything but the head.

use std::net::IpAddr;

use axum::http::{HeaderMap, Method, StatusCode, Uri, header};

/// Why a request is refused.
#[derive(Debug, PartialEq, Eq)]
pub struct Refused(pub StatusCode, pub &'static str);

/// Whether a request may be answered by a server bound to `bound`.
pub fn check(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    bound: IpAddr,
) -> Result<(), Refused> {
    let bad = |why| Refused(StatusCode::BAD_REQUEST, why);
    let foreign = |why| Refused(StatusCode::FORBIDDEN, why);
    if method != Method::GET && method != Method::HEAD {
        return Err(Refused(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD are answered"));
    }
    if uri.scheme().is_some() || uri.authority().is_some() {
        return Err(bad("the request names a whole address"));
    }
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return Err(bad("the request has not one host"));
    };
    let host = host.to_str().map_err(|_| bad("the host is no text"))?;
    let name = name_of(host).ok_or_else(|| bad("the host is no name"))?;
    if !is_ours(name, bound) {
        return Err(foreign("the host is not this server"));
    }
    let mut origins = headers.get_all(header::ORIGIN).iter();
    if let Some(origin) = origins.next() {
        let own = |origin: &str| {
            let origin = origin
                .get(..7)
                .filter(|scheme| scheme.eq_ignore_ascii_case("http://"))
                .map(|_| &origin[7..]);
            origin.is_some_and(|origin| origin.eq_ignore_ascii_case(host))
        };
        if origins.next().is_some() || !origin.to_str().is_ok_and(own) {
            return Err(foreign("the request comes from another site"));
        }
    }
    let fetch = |name: &str| headers.get(name).map(|value| value.as_bytes());
    if matches!(fetch("sec-fetch-site"), Some(b"cross-site" | b"same-site"))
        && fetch("sec-fetch-mode") != Some(b"navigate")
    {
        return Err(foreign("the request comes from another site"));
    }
    Ok(())
}

/// The name in `name:port`, in brackets where it is an IPv6 address.
fn name_of(host: &str) -> Option<&str> {
    let end = if host.starts_with('[') {
        host.find(']')? + 1
    } else {
        host.find(':').unwrap_or(host.len())
    };
    let (name, port) = host.split_at(end);
    let port_is_right = match port.strip_prefix(':') {
        Some(port) => {
            !port.is_empty()
                && port.parse::<u16>().is_ok()
                && port.bytes().all(|b| b.is_ascii_digit())
        }
        None => port.is_empty(),
    };
    (port_is_right && !name.is_empty()).then_some(name)
}

/// `localhost`, a loopback address, or the address that it is bound to; where it is bound to
/// all, any address, which unlike a name nobody can make point elsewhere.
fn is_ours(name: &str, bound: IpAddr) -> bool {
    if name.eq_ignore_ascii_case("localhost") {
        return true;
    }
    let address = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    address
        .parse::<IpAddr>()
        .is_ok_and(|address| address.is_loopback() || address == bound || bound.is_unspecified())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(headers: &[(&'static str, &str)], bound: &str) -> Option<u16> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        let found = check(&Method::GET, &Uri::from_static("/"), &map, bound.parse().unwrap());
        found.err().map(|refused| refused.0.as_u16())
    }

    #[test]
    fn hosts_are_names_of_this_server() {
        for own in ["localhost", "LOCALHOST:3000", "127.0.0.1:3000", "[::1]:1"] {
            assert_eq!(asked(&[("host", own)], "127.0.0.1"), None, "{own}");
        }
        for foreign in
            ["evil.example", "localhost.evil.example", "xlocalhost", "10.0.0.1", "localhost."]
        {
            assert_eq!(asked(&[("host", foreign)], "127.0.0.1"), Some(403), "{foreign}");
        }
        for bad in
            ["", ":3000", "localhost:", "localhost:x", "localhost:+1", "a@localhost:1:2", "[::1"]
        {
            assert_eq!(asked(&[("host", bad)], "127.0.0.1"), Some(400), "{bad}");
        }
        assert_eq!(asked(&[], "127.0.0.1"), Some(400));
        assert_eq!(asked(&[("host", "localhost"), ("host", "localhost")], "127.0.0.1"), Some(400));
        assert_eq!(asked(&[("host", "10.0.0.1:3000")], "10.0.0.1"), None);
        assert_eq!(asked(&[("host", "10.0.0.1:3000")], "0.0.0.0"), None);
        assert_eq!(asked(&[("host", "evil.example")], "0.0.0.0"), Some(403));
    }

    #[test]
    fn origins_are_this_server() {
        let host = ("host", "localhost:3000");
        assert_eq!(asked(&[host, ("origin", "http://LOCALHOST:3000")], "127.0.0.1"), None);
        for foreign in
            ["null", "http://localhost:3001", "https://localhost:3000", "http://evil", "http", "é"]
        {
            let status = asked(&[host, ("origin", foreign)], "127.0.0.1");
            assert_eq!(status, Some(403), "{foreign}");
        }
    }

    #[test]
    fn pages_of_other_sites_get_nothing_but_a_visit() {
        let host = ("host", "localhost:3000");
        let site = ("sec-fetch-site", "cross-site");
        assert_eq!(asked(&[host, site, ("sec-fetch-mode", "no-cors")], "127.0.0.1"), Some(403));
        assert_eq!(asked(&[host, site, ("sec-fetch-mode", "navigate")], "127.0.0.1"), None);
        let own = ("sec-fetch-site", "same-origin");
        assert_eq!(asked(&[host, own, ("sec-fetch-mode", "no-cors")], "127.0.0.1"), None);
    }
}
