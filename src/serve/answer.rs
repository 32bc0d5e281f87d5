//! Requests to answers.
//!
//! In: a request, and what lies on the shelf. Out: a response. A path is looked up in the
//! site's table of addresses and nowhere else, so that no path leads to the disk.
//! Must not: answer what `guard` refuses, or remember anything.

use std::borrow::Cow;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRequestParts, Request, WebSocketUpgrade};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use tokio::sync::Semaphore;

use super::file::Opened;
use super::guard::{self, Refused};
use super::range::{self, Wanted};
use super::shelf::{Shelf, Shown};
use super::{Tell, channel, file, overlay};
use crate::pipeline;
use crate::site::{Product, Site};
use crate::source::read_uri_strictly;

/// Where the live channel is. Nothing in a folder that begins with a dot is ever published,
/// so no author's page is here.
const LIVE: &str = "/.playbook/live";

/// The script, for pages of this server's own making.
const SCRIPT: &str = "/.playbook/live.js";

/// The most live channels at once.
const CHANNELS: usize = 256;

/// What the pages say of themselves, said by the server too, and that nobody may frame them.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data: https: http:; \
     media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Who answers.
pub struct Desk {
    shelf: Arc<Shelf>,
    /// The playbook's root, which no file that is answered lies outside of.
    root: Arc<Path>,
    /// The same for links that open files, where nobody on another machine may look.
    opens: Option<Arc<Path>>,
    bound: IpAddr,
    channels: Arc<Semaphore>,
    tell: Arc<dyn Tell>,
}

/// An answer before it is a response.
struct Answer {
    status: StatusCode,
    content_type: &'static str,
    body: Made,
    location: Option<String>,
}

enum Made {
    Bytes(Vec<u8>),
    File(Opened),
}

impl Desk {
    pub fn new(shelf: Arc<Shelf>, root: &Path, bound: IpAddr, tell: Arc<dyn Tell>) -> Desk {
        let channels = Arc::new(Semaphore::new(CHANNELS));
        let opens = root.canonicalize().ok().filter(|_| bound.is_loopback()).map(Arc::from);
        Desk { shelf, root: root.into(), opens, bound, channels, tell }
    }

    /// The answer to a request.
    pub async fn answer(&self, request: Request) -> Response {
        let (mut parts, _body) = request.into_parts();
        let is_head = parts.method == Method::HEAD;
        let asked = Asked { is_head, headers: parts.headers.clone() };
        let shown = self.shelf.shown();
        if let Err(refused) = guard::check(&parts.method, &parts.uri, &parts.headers, self.bound) {
            return self.respond(Answer::refused(refused), &shown, &asked);
        }
        let path = parts.uri.path().to_owned();
        let query = parts.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        if path == LIVE {
            let Ok(slot) = Arc::clone(&self.channels).try_acquire_owned() else {
                let refused = Refused(StatusCode::SERVICE_UNAVAILABLE, "too many pages are open");
                return self.respond(Answer::refused(refused), &shown, &asked);
            };
            return match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
                Ok(upgrade) => {
                    let shelf = Arc::clone(&self.shelf);
                    upgrade.max_message_size(1024).max_frame_size(1024).on_upgrade(
                        move |socket| async move {
                            channel::speak(socket, shelf).await;
                            drop(slot);
                        },
                    )
                }
                Err(_) => {
                    let why = "this address speaks WebSocket";
                    let refused = Refused(StatusCode::UPGRADE_REQUIRED, why);
                    self.respond(Answer::refused(refused), &shown, &asked)
                }
            };
        }
        // Pages are rendered beside, so that a long one keeps no short one waiting.
        let (seen, root) = (Arc::clone(&shown), Arc::clone(&self.root));
        let (tell, opens) = (Arc::clone(&self.tell), self.opens.clone());
        let look =
            move || look_up(&path, &seen, &Places { root: &root, opens: opens.as_deref() }, &*tell);
        let made = tokio::task::spawn_blocking(look).await;
        let mut answer = made.unwrap_or_else(|_| {
            Answer::refused(Refused(
                StatusCode::INTERNAL_SERVER_ERROR,
                "the page could not be made",
            ))
        });
        // What a page is asked goes with it.
        answer.location = answer.location.map(|to| to + &query);
        self.respond(answer, &shown, &asked)
    }

    fn respond(&self, mut answer: Answer, shown: &Shown, asked: &Asked) -> Response {
        let mut of_file = Vec::new();
        let (length, body) = match answer.body {
            Made::Bytes(bytes) => (Some(bytes.len() as u64), Body::from(bytes)),
            Made::File(opened) => {
                let whole = opened.length;
                of_file.push((header::ACCEPT_RANGES, "bytes".to_owned()));
                of_file.push((header::ETAG, opened.tag.clone()));
                let mut part = 0..whole;
                let is_found = answer.status == StatusCode::OK;
                match if is_found { asked.wanted(&opened) } else { Wanted::Whole } {
                    Wanted::Whole => {}
                    Wanted::Part(from, to) => {
                        answer.status = StatusCode::PARTIAL_CONTENT;
                        let place = format!("bytes {from}-{}/{whole}", to - 1);
                        of_file.push((header::CONTENT_RANGE, place));
                        part = from..to;
                    }
                    Wanted::Kept => {
                        answer.status = StatusCode::NOT_MODIFIED;
                        part = 0..0;
                    }
                    Wanted::Beyond => {
                        answer.status = StatusCode::RANGE_NOT_SATISFIABLE;
                        of_file.push((header::CONTENT_RANGE, format!("bytes */{whole}")));
                        part = 0..0;
                    }
                }
                let length =
                    (answer.status != StatusCode::NOT_MODIFIED).then(|| part.end - part.start);
                let body = match part.is_empty() || asked.is_head {
                    true => Body::empty(),
                    false => file::body(opened, part),
                };
                (length, body)
            }
        };
        let body = if asked.is_head { Body::empty() } else { body };
        let mut response = Response::new(body);
        *response.status_mut() = answer.status;
        let headers = response.headers_mut();
        let fixed = [
            (header::CONTENT_TYPE, answer.content_type),
            (header::CACHE_CONTROL, "no-cache"),
            (header::CONTENT_SECURITY_POLICY, POLICY),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::REFERRER_POLICY, "same-origin"),
        ];
        for (name, value) in fixed {
            headers.insert(name, HeaderValue::from_static(value));
        }
        headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
        if let Some(length) = length {
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
        }
        for (name, value) in of_file {
            if let Ok(value) = HeaderValue::try_from(value) {
                headers.insert(name, value);
            }
        }
        if answer.status == StatusCode::METHOD_NOT_ALLOWED {
            headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        }
        // A page's script reads here which version it belongs to.
        let version = format!("version;desc=\"{}\"", self.shelf.name(shown));
        if let Ok(version) = HeaderValue::try_from(version) {
            headers.insert("server-timing", version);
        }
        if let Some(location) = answer.location.and_then(|to| HeaderValue::try_from(to).ok()) {
            headers.insert(header::LOCATION, location);
        }
        response
    }
}

/// What of a request decides how much of an answer is sent.
struct Asked {
    is_head: bool,
    headers: HeaderMap,
}

impl Asked {
    fn wanted(&self, opened: &Opened) -> Wanted {
        range::wanted(&self.headers, self.is_head, opened.length, &opened.tag)
    }
}

impl Answer {
    fn bytes(status: StatusCode, content_type: &'static str, bytes: Vec<u8>) -> Answer {
        Answer { status, content_type, body: Made::Bytes(bytes), location: None }
    }

    fn refused(refused: Refused) -> Answer {
        let text = format!("{}\n", refused.1).into_bytes();
        Answer::bytes(refused.0, "text/plain; charset=utf-8", text)
    }
}

/// Where the files lie.
struct Places<'a> {
    root: &'a Path,
    opens: Option<&'a Path>,
}

/// What stands at a path.
fn look_up(path: &str, shown: &Shown, places: &Places<'_>, tell: &dyn Tell) -> Answer {
    if path == SCRIPT {
        let script = pipeline::live_script();
        return Answer::bytes(StatusCode::OK, "text/javascript; charset=utf-8", script);
    }
    let Some(address) = decode(path) else {
        return Answer::refused(Refused(StatusCode::BAD_REQUEST, "the path is not readable"));
    };
    let Some(site) = &shown.site else {
        return failed(StatusCode::INTERNAL_SERVER_ERROR, &shown.problems);
    };
    let routes = site.routes();
    let address = address.strip_prefix('/').unwrap_or(&address);
    let page =
        address.strip_suffix("index.html").filter(|page| page.is_empty() || page.ends_with('/'));
    let found = routes.index(address).or_else(|| routes.index(page?));
    match found {
        Some(index) => produce(site, places, index, StatusCode::OK, tell),
        None if routes.has(&format!("{address}/")) => Answer {
            location: Some(format!("{}/", path.trim_end_matches('/'))),
            ..Answer::refused(Refused(
                StatusCode::PERMANENT_REDIRECT,
                "the page has a slash at its end",
            ))
        },
        None => match routes.index("404.html") {
            Some(index) => produce(site, places, index, StatusCode::NOT_FOUND, tell),
            None => Answer::refused(Refused(StatusCode::NOT_FOUND, "there is no such page")),
        },
    }
}

fn produce(
    site: &Site,
    places: &Places<'_>,
    index: usize,
    status: StatusCode,
    tell: &dyn Tell,
) -> Answer {
    let content_type = content_type(&site.routes().file(index));
    let mut bytes = Vec::new();
    match site.produce(index, &mut bytes) {
        Ok(Product::Bytes) => Answer::bytes(status, content_type, bytes),
        Ok(Product::CopyOf(path)) => match file::open(places.root, &path) {
            Some(opened) => {
                Answer { status, content_type, body: Made::File(opened), location: None }
            }
            None => Answer::refused(Refused(StatusCode::NOT_FOUND, "the file is gone")),
        },
        Err(error) => {
            let mut texts = site.playbook.linked.playbook.files.clone();
            let found = [error.diagnostic(&mut texts)];
            if site.note(error, None) {
                tell.unrendered(&found[0], &texts);
            }
            let problems = overlay::problems(&found, &texts, places.opens);
            failed(StatusCode::INTERNAL_SERVER_ERROR, &problems)
        }
    }
}

/// A page that holds nothing but what is wrong; the script shows it and waits.
fn failed(status: StatusCode, problems: &str) -> Answer {
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Not yet</title>\n\
         <script type=\"application/json\" id=\"s.problems\">{problems}</script>\n\
         <script defer src=\"{SCRIPT}\"></script>\n<main id=\"s.main\"><h1>This page cannot be shown yet</h1>\
         <p>It appears as soon as what is wrong is mended.</p></main>\n</html>\n"
    );
    Answer::bytes(status, "text/html; charset=utf-8", page.into_bytes())
}

/// A path without its `%41`; `None` where it is none that a browser would send.
fn decode(path: &str) -> Option<Cow<'_, str>> {
    let text = read_uri_strictly(path)?;
    let slashes = |text: &str| text.matches('/').count();
    // A browser takes a slash that is encoded for a part of a name, and every link of the page that
    // were shown would lead from another place.
    if slashes(&text) != slashes(path) {
        return None;
    }
    let is_odd = |c: char| c.is_control() || c == '\\';
    (text.starts_with('/') && !text.chars().any(is_odd)).then_some(text)
}

/// What a file holds, by the end of its name.
fn content_type(path: &str) -> &'static str {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    let end = name.rsplit_once('.').map_or("", |(_, end)| end).to_ascii_lowercase();
    match end.as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" | "webmanifest" => "application/json; charset=utf-8",
        "md" | "txt" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "pdf" => "application/pdf",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_or_refused() {
        assert_eq!(decode("/a%20b/%C3%A9").as_deref(), Some("/a b/é"));
        for bad in ["/%", "/%4", "/%zz", "/%00", "/a%0a", "/%ff", "/a%5Cb", "/a%2Fb", "a"] {
            assert_eq!(decode(bad), None, "{bad}");
        }
    }

    #[test]
    fn names_tell_what_files_hold() {
        assert_eq!(content_type("a/index.html"), "text/html; charset=utf-8");
        assert_eq!(content_type("a/b.PNG"), "image/png");
        assert_eq!(content_type("a.html/LICENSE"), "application/octet-stream");
    }
}
