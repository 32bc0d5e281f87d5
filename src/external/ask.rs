//! One address, asked until it is settled.
//!
//! In: an address. Out: its [`Answer`]. The head of an answer is enough; of a body not a byte is
//! waited for. Must not: follow a way from the internet into a private network.

use std::error::Error as _;
use std::io::ErrorKind;
use std::time::Duration;

use ureq::http::{HeaderMap, Response, header};
use ureq::{Agent, Body, Error};

use super::address::{self, Parts};
use super::answer::{Answer, Lost};

/// How often an address may lead on.
const MAX_REDIRECTS: usize = 8;

/// Longer heads are none of an honest host.
const MAX_HEAD: usize = 64 * 1024;

/// What asking once came to.
pub enum Asked {
    Answer(Answer),
    /// It wants to be asked later, in so many seconds where it says.
    Later(Option<u64>),
}

/// What asks; one for all threads.
pub fn agent(timeout: Duration) -> Agent {
    let config = Agent::config_builder()
        .timeout_global(Some(timeout))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .max_response_header_size(MAX_HEAD)
        .max_idle_connections_per_host(1)
        .user_agent(concat!("playbook/", env!("CARGO_PKG_VERSION"), " (checks links)"));
    config.build().new_agent()
}

/// Asks an address, which has no `#`, and those that it leads on to.
pub fn ask(agent: &Agent, asked: &str) -> Asked {
    let mut at = asked.to_owned();
    // Where it has moved for good: as far as every step so far was for good.
    let mut moved: Option<String> = None;
    let mut is_for_good = true;
    for _ in 0..=MAX_REDIRECTS {
        let answer = match head_or_get(agent, &at) {
            Ok(answer) => answer,
            // That a name means no host is told like any other trouble.
            Err(Lost::Broken) if !Parts::of(&at).is_some_and(Parts::is_found) => {
                return Asked::Answer(Answer::Lost(Lost::NoHost));
            }
            Err(lost) => return Asked::Answer(Answer::Lost(lost)),
        };
        let status = answer.status().as_u16();
        let location = match status {
            301 | 302 | 303 | 307 | 308 => text(answer.headers(), header::LOCATION),
            _ => None,
        };
        let Some(location) = location else {
            return settled(status, &answer, (at != asked).then_some(at), moved);
        };
        let Some(next) = address::join(&at, location) else {
            return Asked::Answer(Answer::Lost(Lost::NoAddress));
        };
        let inside = |url: &str| Parts::of(url).is_some_and(Parts::is_inside);
        // What an author names may be anywhere; what a host on the internet names may not.
        if inside(&next) && !inside(asked) {
            return Asked::Answer(Answer::Inside(next));
        }
        is_for_good &= matches!(status, 301 | 308);
        if is_for_good {
            moved = Some(next.clone());
        }
        if next == at {
            break;
        }
        at = next;
    }
    Asked::Answer(Answer::Lost(Lost::Circle))
}

fn settled(
    status: u16,
    answer: &Response<Body>,
    at: Option<String>,
    moved: Option<String>,
) -> Asked {
    Asked::Answer(match status {
        200..=399 => moved.map_or(Answer::There, Answer::Moved),
        429 => {
            let wait = text(answer.headers(), header::RETRY_AFTER);
            return Asked::Later(wait.and_then(|wait| wait.trim().parse().ok()));
        }
        // A login, a rule against programs, the law: it is there, for somebody.
        401 | 403 | 407 | 451 | 999 => Answer::KeptOut(status),
        _ => Answer::Status(status, at),
    })
}

/// Asks for the head of an answer; where that is refused, for all of it, and takes the head.
fn head_or_get(agent: &Agent, url: &str) -> Result<Response<Body>, Lost> {
    let answer = agent.head(url).call();
    let is_settled = |answer: &Response<Body>| matches!(answer.status().as_u16(), 200..=399 | 429);
    match answer {
        Ok(answer) if is_settled(&answer) => Ok(answer),
        // Hosts that do not know the question answer it with anything: 405, 501, 403, 404, 500.
        Ok(_) => agent.get(url).call().map_err(|error| lost(&error)),
        Err(error) => match lost(&error) {
            Lost::Broken => agent.get(url).call().map_err(|error| lost(&error)),
            lost => Err(lost),
        },
    }
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn lost(error: &Error) -> Lost {
    match error {
        Error::BadUri(_) | Error::Http(_) => Lost::NoAddress,
        Error::HostNotFound => Lost::NoHost,
        Error::Timeout(_) => Lost::Late,
        Error::ConnectionFailed => Lost::Refused,
        Error::Tls(_) | Error::Rustls(_) => Lost::Untrusted,
        Error::Io(error) => match error.kind() {
            ErrorKind::ConnectionRefused
            | ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::AddrNotAvailable => Lost::Refused,
            ErrorKind::TimedOut | ErrorKind::WouldBlock => Lost::Late,
            // What a certificate is found wrong by, inside of what was read.
            ErrorKind::InvalidData if error.source().is_some() => Lost::Untrusted,
            _ => Lost::Broken,
        },
        _ => Lost::Broken,
    }
}
