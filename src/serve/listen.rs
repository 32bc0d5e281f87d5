//! The port: taken, listened on, and shared fairly.
//!
//! In: an address; connections. Out: each request handed to `answer`. Must not: let one slow
//! or huge request keep another waiting: heads are short and soon, connections end, and where
//! there is no room the longest quiet one ends at once.

use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};

use super::Tell;
use super::answer;
use super::lines::{Line, Lines};
use super::shelf::Shelf;
use super::target::RequestLines;
use crate::diagnostic::Failure;

/// A request's head comes within this time.
const HEAD: Duration = Duration::from_secs(8);

/// A connection takes no further requests after this time, and ends after [`LONGEST`].
const SERVES: Duration = Duration::from_secs(20);

/// No connection but a live channel lasts longer.
const LONGEST: Duration = Duration::from_secs(28);

/// The longest head, the address included, in bytes.
const HEAD_BYTES: usize = 64 * 1024;

/// The most headers of a request.
const HEADERS: usize = 100;

/// The most connections at once, live channels aside.
const CONNECTIONS: usize = 640;

/// How often another is asked to end, where one that was asked did not make room.
const AGAIN: Duration = Duration::from_millis(50);

/// Takes the port.
pub fn bind(host: IpAddr, port: u16) -> Result<TcpListener, Failure> {
    let address = SocketAddr::new(host, port);
    TcpListener::bind(address).map_err(|error| {
        let failure = Failure::new(format!("cannot listen on `{address}`: {error}"));
        match error.kind() {
            ErrorKind::AddrInUse => match free(host, port) {
                Some(free) => Failure::new(format!("port {port} is in use"))
                    .hint(format!("`--port {free}` is free"))
                    .hint("`--port 0` takes any that is"),
                None => failure,
            },
            ErrorKind::AddrNotAvailable => {
                failure.hint("`--host` takes an address of this machine, such as `127.0.0.1`")
            }
            ErrorKind::PermissionDenied => {
                failure.hint("ports below 1024 belong to the system: take another")
            }
            _ => failure,
        }
    })
}

/// The next port that is free.
fn free(host: IpAddr, port: u16) -> Option<u16> {
    let near = (port.saturating_add(1)..=port.saturating_add(50)).filter(|near| *near != port);
    near.chain([0]).find_map(|port| {
        let listener = TcpListener::bind(SocketAddr::new(host, port)).ok()?;
        listener.local_addr().ok().map(|address| address.port())
    })
}

/// The address that was taken.
pub fn address(listener: &TcpListener) -> Result<SocketAddr, Failure> {
    listener
        .local_addr()
        .map_err(|error| Failure::new(format!("cannot tell the address of the server: {error}")))
}

/// Answers until the process ends.
pub fn run(
    listener: TcpListener,
    shelf: Arc<Shelf>,
    root: &Path,
    tell: Arc<dyn Tell>,
) -> Result<(), Failure> {
    let bound = address(&listener)?.ip();
    let cannot = |error| Failure::new(format!("cannot listen: {error}"));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .max_blocking_threads(4)
        .build()
        .map_err(cannot)?;
    runtime.block_on(async move {
        listener.set_nonblocking(true).map_err(cannot)?;
        let listener = tokio::net::TcpListener::from_std(listener).map_err(cannot)?;
        accept(&listener, answer::Desk::new(shelf, root, bound, tell)).await;
        Ok(())
    })
}

async fn accept(listener: &tokio::net::TcpListener, desk: answer::Desk) {
    let desk = Arc::new(desk);
    let router: Router = Router::new().fallback(move |request: Request| {
        let desk = Arc::clone(&desk);
        async move { desk.answer(request).await }
    });
    let slots = Arc::new(Semaphore::new(CONNECTIONS));
    let lines = Arc::new(Lines::default());
    for number in 0.. {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(_) => {
                // Out of descriptors, or gone before it was taken: others may end meanwhile.
                lines.end_quietest();
                sleep(Duration::from_millis(20)).await;
                continue;
            }
        };
        let slot = room(&slots, &lines).await;
        let _ = stream.set_nodelay(true);
        let (router, lines) = (router.clone(), Arc::clone(&lines));
        let line = lines.add(number);
        tokio::spawn(async move {
            tokio::select! {
                () = connection(stream, router, &line) => {}
                () = line.ended() => {}
            }
            lines.remove(number);
            drop(slot);
        });
    }
}

/// Room for one more connection, soon: another ends for it where it must.
async fn room(slots: &Arc<Semaphore>, lines: &Lines) -> Option<OwnedSemaphorePermit> {
    let mut wait = Duration::ZERO;
    loop {
        match timeout(wait, Arc::clone(slots).acquire_owned()).await {
            // Never closed, so there always is one in the end.
            Ok(slot) => return slot.ok(),
            Err(_) => lines.end_quietest(),
        }
        wait = AGAIN;
    }
}

/// One connection, until it ends or becomes a live channel.
async fn connection(stream: tokio::net::TcpStream, router: Router, line: &Arc<Line>) {
    let service = TowerToHyperService::new(router);
    let answering = service_fn(|request| {
        line.answers(true);
        let answer = service.call(request);
        async move {
            let answer = answer.await;
            line.answers(false);
            answer
        }
    });
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_BYTES)
        .max_headers(HEADERS)
        .serve_connection(TokioIo::new(RequestLines::new(stream, Arc::clone(line))), answering)
        .with_upgrades();
    tokio::pin!(serving);
    // A connection that breaks is nobody's mistake.
    if timeout(SERVES, serving.as_mut()).await.is_err() {
        serving.as_mut().graceful_shutdown();
        let _ = timeout(LONGEST - SERVES, serving).await;
    }
}
