//! The live channel: from this server to its own pages, one message a version.
//!
//! In: what lies on the shelf. Out: text frames; the first one at once, so that a page that
//! slept learns what it missed. A WebSocket rather than an event stream: browsers open six
//! connections a host, and the seventh tab would wait for ever.
//! Must not: act on anything that comes in.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{Message, WebSocket};
use tokio::time::{Instant, interval_at, timeout};

use super::shelf::Shelf;

/// How often the other side is asked whether it is still there.
const PING: Duration = Duration::from_secs(20);

/// Who takes longer to read a message is gone.
const SEND: Duration = Duration::from_secs(10);

/// Speaks until the page goes.
pub async fn speak(mut socket: WebSocket, shelf: Arc<Shelf>) {
    let mut shown = shelf.watch();
    let mut pings = interval_at(Instant::now() + PING, PING);
    let mut silent = 0;
    shown.mark_changed();
    loop {
        let message = tokio::select! {
            changed = shown.changed() => {
                if changed.is_err() {
                    return;
                }
                let now = Arc::clone(&shown.borrow_and_update());
                Message::Text(shelf.message(&now).into())
            }
            _ = pings.tick() => {
                silent += 1;
                if silent > 2 {
                    return;
                }
                Message::Ping(Default::default())
            }
            heard = socket.recv() => match heard {
                Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                Some(Ok(_)) => {
                    silent = 0;
                    continue;
                }
            },
        };
        match timeout(SEND, socket.send(message)).await {
            Ok(Ok(())) => {}
            _ => return,
        }
    }
}
