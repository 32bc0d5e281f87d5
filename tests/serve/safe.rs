//! A server that strangers' pages, and strangers on the machine, get nothing from.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use super::world::{Book, Server};

#[test]
fn no_path_leads_to_the_disk() {
    let book = Book::small();
    book.put("secret.txt", "a secret");
    book.put("content/.hidden.md", "a secret");
    let server = Server::start(&book);
    for path in [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/....//secret.txt",
        "//secret.txt",
        "/secret.txt",
        "/content/index.md",
        "/book.toml",
        "/.hidden.md",
        "/.hidden/",
        "/rituals/../../secret.txt",
        "/assets/../../../secret.txt",
        "/..;/secret.txt",
        "/picture.svg/../../secret.txt",
        "/.git/config",
        "/@fs/etc/passwd",
        "/%252e%252e/secret.txt",
        "/C:/secret.txt",
        "//evil.example/..",
        "/rituals/bet-table.md",
        "/guide/start.md",
        "/.playbook/",
    ] {
        let answer = server.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.text().contains("a secret"), "{path}");
    }
    // The twin in markdown of a page bears its source's name here, and is not its source.
    book.put("content/index.md", "# Welcome\n\n<!-- a secret -->\n\nWords.\n");
    server.until("/index.md", "Words.");
    let twin = server.get("/index.md");
    assert!(!twin.text().contains("a secret"), "{}", twin.text());
    for bad in ["/%", "/%zz", "/%00", "/a%00b", "/a\\b", "/%5c..%5csecret.txt", "/%ff", "*"] {
        let answer = server.get(bad);
        assert!((400..500).contains(&answer.status), "{bad}: {}", answer.status);
    }
    // No target has a fragment, and a slash that is part of a name is part of none here.
    for odd in ["/#", "/#s.main", "/rituals/#x", "/?a#b", "/rituals%2F", "/rituals%2fbet-table/"] {
        assert_eq!(server.get(odd).status, 400, "{odd}");
    }
    // The same on a connection that goes on, and in pieces.
    let host = format!("Host: 127.0.0.1:{}\r\n", server.port);
    let mut stream = server.connect();
    for (request, status) in [
        (format!("GET / HTTP/1.1\r\n{host}\r\n"), "200"),
        (format!("\r\nHEAD / HTTP/1.1\r\nX: #\r\n{host}\r\n"), "200"),
        (format!("GET /#x HTTP/1.1\r\n{host}\r\n"), "400"),
    ] {
        for piece in request.as_bytes().chunks(7) {
            stream.write_all(piece).unwrap();
        }
        let is_head = request.contains("HEAD");
        let head = head_and_rest(&mut stream, is_head);
        assert!(head.starts_with(&format!("HTTP/1.1 {status}")), "{request}: {head}");
    }
    for whole in ["http://evil.example/", "http://127.0.0.1/", "evil.example:80"] {
        let answer = server.get(whole);
        assert!((400..500).contains(&answer.status), "{whole}: {}", answer.status);
    }
    #[cfg(unix)]
    {
        // A file that becomes a link out of the project after it was found.
        book.remove("content/picture.svg");
        std::os::unix::fs::symlink(
            book.path("../../etc/hostname"),
            book.path("content/picture.svg"),
        )
        .unwrap();
        assert_ne!(server.get("/picture.svg").status, 200);
    }
    assert_eq!(server.get("/rituals").header("location"), Some("/rituals/"));
    // What a link asks of a page goes with it: the explorer keeps its state there.
    assert_eq!(server.get("/rituals?a=%3C&b").header("location"), Some("/rituals/?a=%3C&b"));
    assert_eq!(server.get("/rituals/index.html").status, 200);
}

/// The head of an answer, whose body is passed over.
fn head_and_rest(stream: &mut std::net::TcpStream, is_head: bool) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let length = length.map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; if is_head { 0 } else { length }];
    stream.read_exact(&mut body).unwrap();
    head
}

#[test]
fn strangers_are_refused() {
    let book = Book::small();
    let server = Server::start(&book);
    let port = server.port;
    for host in [format!("LOCALHOST:{port}"), "localhost".into(), format!("[::1]:{port}")] {
        assert_eq!(server.ask("GET", "/", &[("Host", &host)]).status, 200, "{host}");
    }
    for host in [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "xlocalhost",
        "10.1.2.3",
    ] {
        assert_eq!(server.ask("GET", "/", &[("Host", host)]).status, 403, "{host}");
    }
    assert_eq!(server.raw(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n").status, 400);
    assert_eq!(server.raw(b"GET / HTTP/1.0\r\n\r\n").status, 400);
    let double = [("Host", "localhost"), ("Host", "evil.example")];
    assert_eq!(server.ask("GET", "/", &double).status, 400);
    let host = format!("localhost:{port}");
    for origin in ["http://evil.example", "null", "http://localhost:1", "https://localhost"] {
        let upgrade = [
            ("Host", host.as_str()),
            ("Origin", origin),
            ("Connection", "Upgrade"),
            ("Upgrade", "websocket"),
            ("Sec-WebSocket-Version", "13"),
            ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
        ];
        assert_eq!(server.ask("GET", "/.playbook/live", &upgrade).status, 403, "{origin}");
        assert_eq!(server.ask("GET", "/", &[("Origin", origin)]).status, 403, "{origin}");
    }
    let foreign = [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors")];
    assert_eq!(server.ask("GET", "/playbook.json", &foreign).status, 403);
    for method in ["POST", "PUT", "DELETE", "TRACE", "OPTIONS", "PATCH", "FOO"] {
        let answer = server.ask(method, "/", &[]);
        assert_eq!(answer.status, 405, "{method}");
        assert_eq!(answer.header("allow"), Some("GET, HEAD"));
    }
    let (head, get) = (server.ask("HEAD", "/", &[]), server.get("/"));
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), get.header("content-length"));
    assert_eq!(get.header("access-control-allow-origin"), None);
    assert_eq!(get.header("x-content-type-options"), Some("nosniff"));
    assert!(get.header("content-security-policy").unwrap().contains("default-src 'none'"));
    assert_eq!(server.get("/.playbook/live").status, 426);
}

#[test]
fn huge_requests_are_refused() {
    let book = Book::small();
    let server = Server::start(&book);
    let host = format!("Host: 127.0.0.1:{}\r\n", server.port);
    let many: String = (0..5_000).map(|n| format!("X-{n}: y\r\n")).collect();
    for request in [
        format!("GET / HTTP/1.1\r\n{host}X: {}\r\n\r\n", "y".repeat(2_000_000)),
        format!("GET /{} HTTP/1.1\r\n{host}\r\n", "y".repeat(70_000)),
        format!("GET / HTTP/1.1\r\n{host}{many}\r\n"),
        "\0\u{1}\u{2} nonsense\r\n\r\n".to_owned(),
        format!("GET / HTTP/9.9\r\n{host}\r\n"),
    ] {
        let answer = server.raw(request.as_bytes());
        assert!(answer.status == 0 || (400..600).contains(&answer.status), "{}", answer.status);
        assert_eq!(server.get("/").status, 200);
    }
}

/// Row 86, and slow readers: 300 connections that never finish a request keep nobody waiting.
#[test]
fn slow_requests_keep_nobody_waiting_and_end() {
    let book = Book::small();
    let server = Server::start(&book);
    let begun = Instant::now();
    let mut slow: Vec<_> = (0..300)
        .map(|_| {
            let mut stream = server.connect();
            stream.write_all(b"GET / HTTP/1.1\r\nHost: localh").unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(32))).unwrap();
            stream
        })
        .collect();
    let asked = Instant::now();
    assert_eq!(server.get("/").status, 200);
    assert!(asked.elapsed() < Duration::from_secs(3), "{:?}", asked.elapsed());
    for stream in &mut slow {
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest);
    }
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
}

/// Safari plays no film that it cannot have in parts.
#[test]
fn files_are_sent_in_parts_and_not_twice() {
    let book = Book::small();
    book.put("content/film.mp4", "0123456789");
    let server = Server::start(&book);
    let whole = server.get("/film.mp4");
    assert_eq!((whole.status, whole.header("accept-ranges")), (200, Some("bytes")));
    let tag = whole.header("etag").unwrap();
    let part = server.ask("GET", "/film.mp4", &[("Range", "bytes=2-4")]);
    assert_eq!((part.status, part.text().as_str()), (206, "234"));
    assert_eq!(part.header("content-range"), Some("bytes 2-4/10"));
    assert_eq!(
        (part.header("content-length"), part.header("content-type")),
        (Some("3"), Some("video/mp4"))
    );
    let last = server.ask("GET", "/film.mp4", &[("Range", "bytes=-1"), ("If-Range", tag)]);
    assert_eq!((last.status, last.text().as_str()), (206, "9"));
    let beyond = server.ask("GET", "/film.mp4", &[("Range", "bytes=10-")]);
    assert_eq!((beyond.status, beyond.header("content-range")), (416, Some("bytes */10")));
    let head = server.ask("HEAD", "/film.mp4", &[("Range", "bytes=2-4")]);
    assert_eq!((head.status, head.header("content-length")), (200, Some("10")));
    let kept = server.ask("GET", "/film.mp4", &[("If-None-Match", tag)]);
    assert_eq!((kept.status, kept.body.len(), kept.header("etag")), (304, 0, Some(tag)));
    // A page says which version it is from, so it is always sent, and in whole.
    let page = server.ask("GET", "/", &[("Range", "bytes=2-4"), ("If-None-Match", "*")]);
    assert_eq!((page.status, page.header("accept-ranges")), (200, None));
    book.put("content/film.mp4", "abcdefghijk");
    let anew = server.ask("GET", "/film.mp4", &[("If-None-Match", tag)]);
    assert_eq!((anew.status, anew.text().as_str()), (200, "abcdefghijk"));
    let since = server.ask("GET", "/film.mp4", &[("Range", "bytes=2-4"), ("If-Range", tag)]);
    assert_eq!((since.status, since.body.len()), (200, 11));
}

/// Browsers keep connections that they do not use. Whoever comes then waits for none of them.
#[test]
fn idle_connections_make_room() {
    let book = Book::small();
    let server = Server::start(&book);
    let mut used = server.connect();
    let request = format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", server.port);
    used.write_all(request.as_bytes()).unwrap();
    assert!(head_and_rest(&mut used, false).starts_with("HTTP/1.1 200"));
    let idle: Vec<_> = (0..640).map(|_| server.connect()).collect();
    for _ in 0..3 {
        let asked = Instant::now();
        assert_eq!(server.get("/").status, 200);
        assert!(asked.elapsed() < Duration::from_secs(3), "{:?}", asked.elapsed());
    }
    // The one that was quiet for longest made room.
    used.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    assert_eq!(used.read(&mut [0]).unwrap(), 0);
    drop(idle);
}

/// Row 96: many tabs, all of them told, and nothing left of them.
#[test]
fn a_hundred_pages_may_be_open() {
    let book = Book::small();
    let server = Server::start(&book);
    server.get("/");
    let open = || std::fs::read_dir(format!("/proc/{}/fd", server.id())).map(Iterator::count).ok();
    for _ in 0..3 {
        let mut channels: Vec<_> = (0..100).map(|_| server.channel()).collect();
        let now = channels[0].hear()["version"].as_u64().unwrap();
        let text = super::world::ritual("Review", &format!("Version {now}."));
        book.put("content/rituals/review.md", &text);
        for channel in &mut channels {
            channel.until("told", |message| message["version"].as_u64().unwrap() > now);
        }
        assert_eq!(server.get("/").status, 200);
    }
    if cfg!(target_os = "linux") {
        server.wait("closed", || open().filter(|count| *count < 60));
    }
}
