//! Characters that nobody sees, and what they do to the text around them.

/// Whether a character shows nothing, or turns the direction of what follows.
pub fn is_invisible(c: char) -> bool {
    matches!(c as u32, 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0xFEFF | 0xAD
        | 0x115F | 0x1160 | 0x2800 | 0x3164 | 0xFFA0)
}

/// Whether a text shows nothing.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

/// Whether a character turns the direction of what follows, so that what one reads is not what
/// stands there. Marks that only say of which direction they are (U+200E, U+200F) do not.
pub fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
