//! How wide a text is at most, in whichever sans font a reader's system has.
//!
//! In: text and a size. Out: a width in pixels that is never too small by much, because
//! it follows the widest of the common system fonts (DejaVu Sans, Verdana's sister).
//! Must not: ask any font. The drawing is made long before a browser chooses one.

/// A size and weight of text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Face {
    /// Pixels, in the drawing's own units.
    pub size: f64,
    /// Bold letters are about an eighth wider.
    pub bold: bool,
}

impl Face {
    pub const fn plain(size: f64) -> Face {
        Face { size, bold: false }
    }

    pub const fn bold(size: f64) -> Face {
        Face { size, bold: true }
    }

    /// From one baseline to the next.
    pub fn line_height(self) -> f64 {
        (self.size * 1.25).ceil()
    }

    /// The width of a text, in pixels.
    pub fn width(self, text: &str) -> f64 {
        self.pixels(thousandths(text))
    }

    /// A width in thousandths of the size, in pixels.
    pub fn pixels(self, thousandths: u32) -> f64 {
        let bold = if self.bold { 1.15 } else { 1.0 };
        f64::from(thousandths) * self.size * bold / 1000.0
    }
}

/// The width of a text, in thousandths of the size of its letters.
pub fn thousandths(text: &str) -> u32 {
    let mut sum = 0;
    let mut joined = false;
    for c in text.chars() {
        if !joined {
            sum += of_letter(c);
        }
        joined = c == '\u{200d}';
    }
    sum
}

/// Marks that sit on the letter before them, and joiners: they take no room of their own.
pub fn is_mark(c: char) -> bool {
    // The first of them; most text ends here.
    c >= '\u{300}'
        && matches!(u32::from(c),
        0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5bd | 0x5bf | 0x5c1..=0x5c7 | 0x610..=0x61a
        | 0x64b..=0x65f | 0x670 | 0x6d6..=0x6dc | 0x6df..=0x6ed | 0x711 | 0x730..=0x74a
        | 0x7a6..=0x7b0 | 0x900..=0x902 | 0x93a | 0x93c | 0x941..=0x948 | 0x94d
        | 0xe31 | 0xe34..=0xe3a | 0xe47..=0xe4e | 0xeb1 | 0xeb4..=0xebc | 0x1ab0..=0x1aff
        | 0x1dc0..=0x1dff | 0x200b..=0x200d | 0x20d0..=0x20ff | 0x3099..=0x309a
        | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f | 0x1f3fb..=0x1f3ff | 0xe0100..=0xe01ef
        | 0xe0020..=0xe007f)
}

/// Scripts written without spaces, which may break after any character.
pub fn breaks_anywhere(c: char) -> bool {
    matches!(u32::from(c), 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff
        | 0xff00..=0xff60 | 0x20000..=0x3ffff)
}

fn of_letter(c: char) -> u32 {
    let code = u32::from(c);
    if is_mark(c) {
        return 0;
    }
    match code {
        0x20..=0x7e => u32::from(ASCII[(code - 0x20) as usize]),
        0xa0 => 317,
        0xa9 | 0xae | 0x152 | 0x153 | 0xc6 | 0xe6 => 1070,
        0xa1..=0xbf => 840,
        0xc0..=0xde => 790,
        0xdf..=0xff => 640,
        0x100..=0x17f if code % 2 == 1 => 700,
        0x100..=0x17f => 830,
        0x1c4..=0x1cc | 0x1f1..=0x1f3 => 1430,
        0x180..=0x24f | 0x1e00..=0x1eff => 1000,
        0x250..=0x2ff => 850,
        0x370..=0x3ff => 930,
        0x400..=0x42f => 1100,
        0x430..=0x45f => 920,
        0x460..=0x52f => 1180,
        0x5d0..=0x5ff => 760,
        0x600..=0x6ff => 960,
        0x2010..=0x2015 | 0x2018..=0x201f | 0x2022 | 0x2026 => 1000,
        0x2039 | 0x203a => 500,
        0x2190..=0x21ff => 1000,
        // One character that fonts draw as a whole sentence, and the longest dashes.
        0xfdfd => 12_000,
        0xfdf0..=0xfdfc => 4_000,
        0x2e3a | 0x2e3b => 3_100,
        0x12000..=0x123ff => 6_000,
        0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xff00..=0xff60 => 1050,
        0x20000..=0x3ffff => 1050,
        _ => 1450,
    }
}

/// Widths of the printable ASCII characters, in thousandths of the size: the wider of
/// DejaVu Sans and Liberation Sans (which has Arial's widths).
#[rustfmt::skip]
const ASCII: [u16; 95] = [
    317, 400, 459, 837, 636, 950, 779, 274, 390, 390, 500, 837, 317, 360, 317, 336,
    636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 336, 336, 837, 837, 837, 556,
    1015, 684, 686, 722, 770, 666, 610, 777, 751, 294, 500, 666, 557, 862, 748, 787,
    666, 787, 722, 666, 610, 731, 684, 988, 685, 666, 685, 390, 336, 390, 837, 556,
    500, 612, 634, 549, 634, 615, 352, 634, 633, 277, 277, 579, 277, 974, 633, 611,
    634, 634, 411, 520, 392, 633, 591, 817, 591, 591, 524, 636, 336, 636, 837,
];
