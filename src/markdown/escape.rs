//! Text into HTML.
//!
//! In: any text. Out: the same text, harmless between tags, inside an attribute's double
//! quotes, or as an address there. Must not: change what a reader sees.

use memchr::{memchr, memchr3};

/// What each byte becomes between tags and inside attributes; empty where it stays.
const ENTITIES: [&str; 256] = {
    let mut table = [""; 256];
    table[b'&' as usize] = "&amp;";
    table[b'<' as usize] = "&lt;";
    table[b'>' as usize] = "&gt;";
    table[b'"' as usize] = "&quot;";
    table
};

/// Bytes that never stand as they are in an address.
const ADDRESS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte <= 0x20 {
        table[byte] = true;
        byte += 1;
    }
    table[b'"' as usize] = true;
    table[b'<' as usize] = true;
    table[b'>' as usize] = true;
    table[b'\\' as usize] = true;
    table[b'^' as usize] = true;
    table[b'`' as usize] = true;
    table[b'{' as usize] = true;
    table[b'|' as usize] = true;
    table[b'}' as usize] = true;
    table[0x7f] = true;
    table
};

/// Text between tags. Quotes stay.
pub(super) fn text(out: &mut String, text: &str) {
    escape(out, text, |byte| byte != b'"');
}

/// Text inside an attribute that stands in double quotes.
pub(super) fn attribute(out: &mut String, text: &str) {
    escape(out, text, |_| true);
}

fn escape(out: &mut String, text: &str, counts: impl Fn(u8) -> bool) {
    // Most texts are plain.
    if memchr3(b'&', b'<', b'>', text.as_bytes()).is_none()
        && (!counts(b'"') || memchr(b'"', text.as_bytes()).is_none())
    {
        return out.push_str(text);
    }
    let mut plain = 0;
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        let entity = ENTITIES[byte as usize];
        if !entity.is_empty() && counts(byte) {
            // Only ASCII bytes have entities, so both cuts are on character boundaries.
            out.push_str(&text[plain..at]);
            out.push_str(entity);
            plain = at + 1;
        }
    }
    out.push_str(&text[plain..]);
}

/// An address inside an attribute: blanks and quotes are percent-encoded, the rest stays as
/// it was written.
pub(super) fn address(out: &mut String, address: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut plain = 0;
    for (at, &byte) in address.as_bytes().iter().enumerate() {
        let amp = byte == b'&';
        if !amp && !ADDRESS[byte as usize] {
            continue;
        }
        out.push_str(&address[plain..at]);
        plain = at + 1;
        if amp {
            out.push_str("&amp;");
        } else {
            out.push('%');
            out.push(HEX[usize::from(byte >> 4)] as char);
            out.push(HEX[usize::from(byte & 15)] as char);
        }
    }
    out.push_str(&address[plain..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_has_its_own_escapes() {
        let told = |escape: fn(&mut String, &str), written: &str| {
            let mut out = String::new();
            escape(&mut out, written);
            out
        };
        assert_eq!(told(text, "\"é<&>\""), "\"é&lt;&amp;&gt;\"");
        assert_eq!(told(attribute, "\"é<&>\""), "&quot;é&lt;&amp;&gt;&quot;");
        assert_eq!(told(address, "a b/é?x=1&y=\"%20"), "a%20b/é?x=1&amp;y=%22%20");
    }
}
