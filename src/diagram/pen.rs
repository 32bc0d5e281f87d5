//! Writes SVG: escaped text, short numbers, classes instead of styles.
//!
//! In: shapes and labels in pixels. Out: one well-formed `<svg>` element.
//! Must not: write a style or a script, both of which the page's policy forbids.

use std::fmt::{self, Write as _};

use super::measure::Face;
use super::{Frame, text};

/// An upright rectangle, by its left upper corner.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    pub x: f64,
    pub y: f64,
    pub w: f64,
    pub h: f64,
}

impl Rect {
    pub fn new(x: f64, y: f64, w: f64, h: f64) -> Rect {
        Rect { x, y, w, h }
    }

    pub fn middle(self) -> (f64, f64) {
        (self.x + self.w / 2.0, self.y + self.h / 2.0)
    }
}

/// Where a text is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// A number with at most one decimal, never `-0`; written where it is needed.
pub fn num(value: f64) -> Num {
    Num((value * 10.0).round() as i64)
}

/// Tenths, as a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Num(i64);

impl Num {
    /// Gives the digits to `take`, from the last to the first in a corner of their own.
    fn written<T>(self, take: impl FnOnce(&str) -> T) -> T {
        // No number has more than these.
        let mut digits = [0; 24];
        let mut at = digits.len();
        let mut put = |digit: u8| {
            at -= 1;
            digits[at] = digit;
        };
        let tenths = self.0.unsigned_abs();
        if !tenths.is_multiple_of(10) {
            put(b'0' + (tenths % 10) as u8);
            put(b'.');
        }
        let mut whole = tenths / 10;
        loop {
            put(b'0' + (whole % 10) as u8);
            whole /= 10;
            if whole == 0 {
                break;
            }
        }
        if self.0 < 0 {
            put(b'-');
        }
        take(std::str::from_utf8(&digits[at..]).unwrap_or_default())
    }
}

impl fmt::Display for Num {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.written(|digits| f.write_str(digits))
    }
}

/// Text for an element or a double-quoted attribute; what XML cannot hold is left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    push_escaped(text, &mut out);
    out
}

fn push_escaped(text: &str, out: &mut String) {
    // Most labels are letters and blanks, and stand as they are.
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" -./".contains(&byte)) {
        out.push_str(text);
        return;
    }
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || u32::from(c) & 0xfffe == 0xfffe => {}
            c => out.push(c),
        }
    }
}

/// A word fit to be a class; anything else becomes a dash.
pub fn class_word(word: &str) -> String {
    word.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(40).collect()
}

/// A word fit to be an id. A dot stays: the id of a heading has none, so that they never meet.
fn id_word(word: &str) -> String {
    word.split('.').map(class_word).collect::<Vec<_>>().join(".")
}

/// An SVG in the making.
#[derive(Debug, Default)]
pub struct Pen {
    out: String,
    links: usize,
}

impl Pen {
    pub fn new() -> Pen {
        Pen::default()
    }

    fn attr(&mut self, name: &str, value: &str) {
        self.begin_attr(name);
        self.out.push_str(value);
        self.out.push('"');
    }

    fn number(&mut self, name: &str, value: f64) {
        num(value).written(|digits| self.attr(name, digits));
    }

    fn escaped(&mut self, name: &str, value: &str) {
        self.begin_attr(name);
        push_escaped(value, &mut self.out);
        self.out.push('"');
    }

    fn begin_attr(&mut self, name: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
    }

    pub fn rect(&mut self, class: &str, r: Rect, radius: f64) {
        self.out.push_str("<rect");
        self.attr("class", class);
        self.number("x", r.x);
        self.number("y", r.y);
        self.number("width", r.w);
        self.number("height", r.h);
        if radius > 0.0 {
            self.number("rx", radius);
        }
        self.out.push_str("/>");
    }

    pub fn circle(&mut self, class: &str, x: f64, y: f64, r: f64) {
        self.round(class, "", (x, y), r);
    }

    /// A circle's line, not filled.
    pub fn ring(&mut self, class: &str, middle: (f64, f64), r: f64) {
        self.round(class, " fill=\"none\" stroke=\"currentColor\"", middle, r);
    }

    fn round(&mut self, class: &str, more: &str, (x, y): (f64, f64), r: f64) {
        self.out.push_str("<circle");
        self.attr("class", class);
        self.out.push_str(more);
        self.number("cx", x);
        self.number("cy", y);
        self.number("r", r);
        self.out.push_str("/>");
    }

    /// A path; open ones say so by a class whose fill is none (`dg-edge`, `dg-rule`).
    pub fn path(&mut self, class: &str, d: &str) {
        self.out.push_str("<path");
        self.attr("class", class);
        self.attr("d", d);
        self.out.push_str("/>");
    }

    /// A thin line, not filled.
    pub fn line(&mut self, class: &str, (x0, y0): (f64, f64), (x1, y1): (f64, f64)) {
        let d = format!("M{} {}L{} {}", num(x0), num(y0), num(x1), num(y1));
        self.stroke(class, &d);
    }

    /// A path that is never filled, even where no stylesheet is at hand.
    pub fn stroke(&mut self, class: &str, d: &str) {
        self.out.push_str("<path");
        self.attr("class", class);
        self.attr("fill", "none");
        self.attr("stroke", "currentColor");
        self.attr("d", d);
        self.out.push_str("/>");
    }

    /// Adds what another pen has drawn.
    pub fn append(&mut self, other: Pen) {
        self.out.push_str(&other.out);
        self.links += other.links;
    }

    /// A glyph drawn in a box of 16, its left upper corner at `x`, `y`.
    pub fn glyph(&mut self, class: &str, inner: &str, x: f64, y: f64, size: f64) {
        self.out.push_str("<g");
        self.attr("class", class);
        let _ = write!(self.out, " transform=\"translate({} {})", num(x), num(y));
        let scale = size / 16.0;
        if (scale - 1.0).abs() >= 0.001 {
            let _ = write!(self.out, "scale({})", (scale * 1000.0).round() / 1000.0);
        }
        self.out.push('"');
        // Width and ends of the strokes are the stylesheet's; without it they stay lines.
        self.out.push_str(" fill=\"none\" stroke=\"currentColor\"");
        self.out.push('>');
        self.out.push_str(inner);
        self.out.push_str("</g>");
    }

    /// One line of text on its baseline. Empty text is not written.
    pub fn text(&mut self, class: &str, face: Face, anchor: Anchor, x: f64, y: f64, line: &str) {
        if line.is_empty() {
            return;
        }
        self.out.push_str("<text");
        self.attr("class", class);
        self.number("x", x);
        self.number("y", y);
        self.number("font-size", face.size);
        if face.bold {
            self.attr("font-weight", "600");
        }
        match anchor {
            Anchor::Start => {}
            Anchor::Middle => self.attr("text-anchor", "middle"),
            Anchor::End => self.attr("text-anchor", "end"),
        }
        self.out.push('>');
        push_escaped(line, &mut self.out);
        self.out.push_str("</text>");
    }

    /// Lines of text, the first with its top at `top`.
    pub fn lines(
        &mut self,
        class: &str,
        face: Face,
        anchor: Anchor,
        (x, top): (f64, f64),
        lines: &[String],
    ) {
        for (row, line) in lines.iter().enumerate() {
            let base = top + face.line_height() * row as f64 + face.size * 0.97;
            self.text(class, face, anchor, x, base, line);
        }
    }

    /// Opens a link, or a plain group where there is no address. The title is what a
    /// pointer shows and what a screen reader says; `data` are further attributes.
    pub fn open(&mut self, class: &str, url: Option<&str>, title: &str, data: &[(&str, String)]) {
        self.out.push_str(if url.is_some() { "<a" } else { "<g" });
        self.attr("class", class);
        for (name, value) in data {
            self.escaped(name, value);
        }
        if let Some(url) = url {
            self.links += 1;
            self.escaped("href", url);
        }
        self.out.push('>');
        if !title.is_empty() {
            self.out.push_str("<title>");
            push_escaped(title, &mut self.out);
            self.out.push_str("</title>");
        }
    }

    /// Closes what [`Pen::open`] opened with the same address.
    pub fn close(&mut self, url: Option<&str>) {
        self.out.push_str(if url.is_some() { "</a>" } else { "</g>" });
    }

    /// The finished drawing, named and described.
    ///
    /// A drawing that holds links is a `group`, because an `img` hides what is inside it
    /// from assistive technology and its links could then be focused but not read.
    pub fn finish(
        self,
        frame: &Frame,
        class: &str,
        (title, description): (&str, &str),
        (width, height): (f64, f64),
    ) -> String {
        let (w, h) = (num(width.ceil()), num(height.ceil()));
        let id = id_word(&frame.id);
        let role = if self.links > 0 { "group" } else { "img" };
        format!(
            "<svg class=\"dg {class}\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {h}\" \
             width=\"{w}\" height=\"{h}\" role=\"{role}\" aria-labelledby=\"{id}-t\" \
             aria-describedby=\"{id}-d\" direction=\"ltr\" fill=\"currentColor\" \
             font-family=\"system-ui, sans-serif\"><title id=\"{id}-t\">{}</title>\
             <desc id=\"{id}-d\">{}</desc>{}</svg>",
            escape(&text::clean(title)),
            escape(&text::clean(description)),
            self.out
        )
    }
}
