//! The one place where the preview reads a file: one that an author put into the content
//! folder, at the path that `load` found it at.
//!
//! In: that path. Out: its bytes, in pieces. Must not: be given a path from a request.

use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::UNIX_EPOCH;

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::Frame;
use tokio::sync::mpsc;

/// How much is read at once.
const PIECE: usize = 64 * 1024;

/// A file to be sent.
pub struct Opened {
    file: std::fs::File,
    /// In bytes.
    pub length: u64,
    /// What tells it from what it was before, in quotes.
    pub tag: String,
}

/// Opens a file that must lie under `root` after links are followed.
pub fn open(root: &Path, path: &Path) -> Option<Opened> {
    let root = root.canonicalize().ok()?;
    let path: PathBuf = path.canonicalize().ok()?;
    if !path.starts_with(root) {
        return None;
    }
    let file = std::fs::File::open(path).ok()?;
    let found = file.metadata().ok()?;
    if !found.is_file() {
        return None;
    }
    let length = found.len();
    let since = found.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let tag = format!("\"{length:x}.{:x}\"", since.unwrap_or_default().as_nanos());
    Some(Opened { file, length, tag })
}

/// A part of the file as a body: read piece by piece, as fast as the other side takes it.
pub fn body(opened: Opened, part: Range<u64>) -> Body {
    let (send, pieces) = mpsc::channel(1);
    tokio::spawn(async move {
        let mut file = opened.file;
        // A file that cannot be read from there cannot be read at all, which is told below.
        let _ = file.seek(SeekFrom::Start(part.start));
        let mut reader = file.take(part.end - part.start);
        loop {
            let read = tokio::task::spawn_blocking(move || {
                let mut piece = Vec::with_capacity(PIECE);
                let found = reader.by_ref().take(PIECE as u64).read_to_end(&mut piece);
                (reader, found.map(|_| piece))
            });
            let Ok((back, found)) = read.await else { break };
            reader = back;
            let last = match &found {
                Ok(piece) if piece.is_empty() => break,
                found => found.is_err(),
            };
            if send.send(found.map(Bytes::from)).await.is_err() || last {
                break;
            }
        }
    });
    Body::new(Pieces(pieces))
}

struct Pieces(mpsc::Receiver<std::io::Result<Bytes>>);

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<std::io::Result<Frame<Bytes>>>> {
        self.0.poll_recv(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}
