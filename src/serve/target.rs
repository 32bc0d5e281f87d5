//! Request lines as they come, before they are parsed.
//!
//! In: the bytes of a connection. Out: the same bytes, but for a `#` in a request line: no target
//! of a request has a fragment (RFC 9112, section 3.2), and the parser behind would cut one off
//! without a word. A sign that it refuses stands in its place. Must not: hold bytes back.

use std::io::Result;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::lines::Line;

/// No target holds it unencoded (RFC 3986), and no parser lets it through.
const REFUSED: u8 = b'<';

/// A connection whose request lines are looked at.
pub struct RequestLines {
    stream: TcpStream,
    place: Place,
    line: Arc<Line>,
}

/// Where in a connection the next byte stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Where a request begins.
    Between,
    RequestLine,
    /// At the beginning of a header line, and within one.
    HeaderStart,
    Header,
    /// No request begins as the last bytes did: a live channel, or a stranger.
    Beyond,
}

impl Place {
    /// Goes over bytes that came.
    fn pass(mut self, bytes: &mut [u8]) -> Place {
        for byte in bytes {
            self = match (self, *byte) {
                (Place::Beyond, _) => return Place::Beyond,
                (Place::Between, b'\r' | b'\n') => Place::Between,
                (Place::Between, own) if own.is_ascii_graphic() => Place::RequestLine,
                (Place::Between, _) => Place::Beyond,
                (Place::HeaderStart, b'\r') => Place::HeaderStart,
                // What has a body is answered without it, and a `#` there hurts nobody.
                (Place::HeaderStart, b'\n') => Place::Between,
                (Place::RequestLine | Place::Header, b'\n') => Place::HeaderStart,
                (Place::HeaderStart | Place::Header, _) => Place::Header,
                (Place::RequestLine, own) => {
                    if own == b'#' {
                        *byte = REFUSED;
                    }
                    Place::RequestLine
                }
            };
        }
        self
    }
}

impl RequestLines {
    pub fn new(stream: TcpStream, line: Arc<Line>) -> RequestLines {
        RequestLines { stream, place: Place::Between, line }
    }
}

impl AsyncRead for RequestLines {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        let before = into.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, into))?;
        self.line.hear();
        self.place = self.place.pass(&mut into.filled_mut()[before..]);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for RequestLines {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<Result<usize>> {
        let written = ready!(Pin::new(&mut self.stream).poll_write(context, bytes));
        self.line.hear();
        Poll::Ready(written)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[std::io::IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let written = ready!(Pin::new(&mut self.stream).poll_write_vectored(context, parts));
        self.line.hear();
        Poll::Ready(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same in whatever pieces it comes.
    fn passed(bytes: &[u8]) -> Vec<u8> {
        let mut whole = bytes.to_vec();
        let end = Place::Between.pass(&mut whole);
        for size in [1, 3] {
            let mut pieces = bytes.to_vec();
            let place = pieces.chunks_mut(size).fold(Place::Between, Place::pass);
            assert_eq!((place, &pieces), (end, &whole));
        }
        whole
    }

    #[test]
    fn request_lines_lose_their_fragments_and_nothing_else_does() {
        let two = b"GET /#a HTTP/1.1\r\nX: #\r\n\r\n\r\nGET /#b HTTP/1.1\nX: #\n\n";
        let wanted = b"GET /<a HTTP/1.1\r\nX: #\r\n\r\n\r\nGET /<b HTTP/1.1\nX: #\n\n";
        assert_eq!(passed(two), wanted);
        let channel = b"GET / HTTP/1.1\r\n\r\n\x81\x85#\n#\nG#\n";
        assert_eq!(passed(channel), channel);
        assert_eq!(passed(b"\0#GET /# HTTP/1.1"), b"\0#GET /# HTTP/1.1");
    }
}
