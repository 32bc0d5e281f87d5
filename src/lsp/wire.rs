//! Messages on a stream, as the protocol frames them.
//!
//! In: bytes. Out: [`Heard`], whatever the bytes are: what is no message is told as such, and
//! what stands between messages is passed over line by line, so that the next one is found.
//! Must not: know a method, or trust a length.
//!
//! `lsp-server` ends its reader at the first body that is no message, and takes an id of any
//! other form than its own for one; hence these lines.

use std::io::{self, BufRead, Read, Write};

use serde_json::{Value, json};

/// A longer message is none: the largest page is far below.
const MAX_BYTES: u64 = 64 * 1024 * 1024;
/// A longer line is no header.
const MAX_HEADER: u64 = 4 * 1024;

/// The protocol's numbers for what went wrong.
pub const PARSE_ERROR: i64 = -32700;
pub const INVALID_REQUEST: i64 = -32600;
pub const METHOD_NOT_FOUND: i64 = -32601;
pub const INVALID_PARAMS: i64 = -32602;
pub const INTERNAL_ERROR: i64 = -32603;
pub const NOT_INITIALIZED: i64 = -32002;
pub const REQUEST_FAILED: i64 = -32803;

/// What came.
#[derive(Debug, Clone, PartialEq)]
pub enum Heard {
    Request {
        id: Value,
        method: String,
        params: Value,
    },
    Notification {
        method: String,
        params: Value,
    },
    /// An answer to something that was asked of the editor.
    Answer,
    /// No message: what to say to whoever sent it.
    Broken {
        id: Value,
        code: i64,
        message: String,
    },
}

/// Reads the next message; `None` at the end of the stream.
pub fn read(stream: &mut impl BufRead) -> io::Result<Option<Heard>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        let count = stream.by_ref().take(MAX_HEADER).read_until(b'\n', &mut line)?;
        if count == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if line.is_empty() {
            match length.take() {
                Some(length) => return body(stream, length),
                None => continue,
            }
        }
        if let Some((name, value)) = line.split_once(':')
            && name.trim().eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse::<u64>().ok().filter(|length| *length <= MAX_BYTES);
        }
    }
}

fn body(stream: &mut impl BufRead, length: u64) -> io::Result<Option<Heard>> {
    let mut bytes = Vec::new();
    stream.by_ref().take(length).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length {
        return Ok(None);
    }
    let value = serde_json::from_slice(&bytes)
        .or_else(|error| serde_json::from_slice(&whole_pairs(&bytes)).map_err(|_| error));
    Ok(Some(match value {
        Ok(value) => message(value),
        Err(error) => Heard::Broken {
            id: Value::Null,
            code: PARSE_ERROR,
            message: format!("the message is not JSON: {error}"),
        },
    }))
}

/// JSON in which every escape of half a surrogate pair is one of U+FFFD. Editors whose texts are
/// UTF-16 have such halves, and an edit that was not heard would put all later ones in wrong
/// places; the sign counts as many units as the half.
fn whole_pairs(json: &[u8]) -> Vec<u8> {
    let unit = |at: usize| {
        let escape = json.get(at..at + 6).filter(|escape| escape.starts_with(b"\\u"))?;
        u16::from_str_radix(std::str::from_utf8(&escape[2..]).ok()?, 16).ok()
    };
    let mut whole = Vec::with_capacity(json.len());
    let mut at = 0;
    while at < json.len() {
        let length = match (json[at], unit(at), unit(at + 6)) {
            (b'\\', Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (b'\\', Some(0xd800..=0xdfff), _) => {
                whole.extend(b"\\ufffd");
                at += 6;
                continue;
            }
            (b'\\', _, _) => 2,
            _ => 1,
        };
        let end = (at + length).min(json.len());
        whole.extend(&json[at..end]);
        at = end;
    }
    whole
}

fn message(value: Value) -> Heard {
    let Value::Object(mut fields) = value else {
        let message = "a message is an object, one at a time".to_owned();
        return Heard::Broken { id: Value::Null, code: INVALID_REQUEST, message };
    };
    let params = fields.remove("params").unwrap_or(Value::Null);
    let id = fields.remove("id");
    match (fields.remove("method"), id) {
        (Some(Value::String(method)), None) => Heard::Notification { method, params },
        (Some(Value::String(method)), Some(id @ (Value::String(_) | Value::Number(_)))) => {
            Heard::Request { id, method, params }
        }
        (None, Some(_)) if fields.contains_key("result") || fields.contains_key("error") => {
            Heard::Answer
        }
        (_, id) => Heard::Broken {
            id: id.filter(|id| id.is_string() || id.is_number()).unwrap_or(Value::Null),
            code: INVALID_REQUEST,
            message: "a message has a `method`, and an `id` that is a number or a text".into(),
        },
    }
}

/// Writes one message.
pub fn write(stream: &mut impl Write, message: &Value) -> io::Result<()> {
    let text = message.to_string();
    write!(stream, "Content-Length: {}\r\n\r\n{text}", text.len())?;
    stream.flush()
}

/// The answer to a request, or why there is none.
pub fn answer(id: &Value, answer: Result<Value, (i64, String)>) -> Value {
    match answer {
        Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
        Err((code, message)) => {
            json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } })
        }
    }
}

pub fn notification(method: &str, params: Value) -> Value {
    json!({ "jsonrpc": "2.0", "method": method, "params": params })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mut bytes: &[u8]) -> Vec<Heard> {
        std::iter::from_fn(|| read(&mut bytes).unwrap()).collect()
    }

    fn framed(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    #[test]
    fn what_stands_between_messages_is_passed_over() {
        let good = framed(r#"{"method":"a"}"#);
        let wanted = Heard::Notification { method: "a".into(), params: Value::Null };
        for garbage in ["", "hello\r\n", "\r\n\r\n", "Content-Length: x\r\n\r\n", "\u{1}\n: :\n"] {
            let heard = all(format!("{garbage}{good}").as_bytes());
            assert_eq!(heard, std::slice::from_ref(&wanted), "{garbage:?}");
        }
        assert_eq!(all(format!("Content-Length: {}\r\n\r\n", u64::MAX).as_bytes()), []);
        assert_eq!(all(b"Content-Length: 10\r\n\r\n{}"), []);
    }

    #[test]
    fn half_a_pair_is_a_sign_of_one_unit() {
        let params = |text: &str| match &all(framed(&format!(
            r#"{{"method":"a","params":"{text}"}}"#
        ))
        .as_bytes())[..]
        {
            [Heard::Notification { params: Value::String(text), .. }] => text.clone(),
            other => panic!("{text}: {other:?}"),
        };
        for (text, wanted) in [
            (r"\ud83e\udd89", "🦉"),
            (r"a\ud83eb", "a\u{fffd}b"),
            (r"\udd89\ud83e\ud83e\udd89\uD83E", "\u{fffd}\u{fffd}🦉\u{fffd}"),
            (r"\\ud83e\ud83e\n", "\\ud83e\u{fffd}\n"),
        ] {
            assert_eq!(params(text), wanted);
        }
    }

    #[test]
    fn what_is_no_message_is_told_as_such() {
        let code = |body: &str| match &all(framed(body).as_bytes())[..] {
            [Heard::Broken { code, .. }] => *code,
            other => panic!("{body}: {other:?}"),
        };
        for body in ["", "{", "\u{0}"] {
            assert_eq!(code(body), PARSE_ERROR, "{body}");
        }
        for body in ["[]", "1", "{}", r#"{"id":1}"#, r#"{"method":1}"#, r#"{"id":{},"method":"a"}"#]
        {
            assert_eq!(code(body), INVALID_REQUEST, "{body}");
        }
        assert_eq!(all(framed(r#"{"id":1,"result":null}"#).as_bytes()), [Heard::Answer]);
        let far = framed(r#"{"id":12345678901,"method":"a"}"#);
        assert!(matches!(all(far.as_bytes())[..], [Heard::Request { .. }]));
    }
}
