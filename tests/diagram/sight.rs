//! Reads a drawing back: its boxes, texts and lines, as a browser would place them.

use playbook::diagram::Face;

#[derive(Debug, Clone)]
pub struct Seen {
    pub width: f64,
    pub height: f64,
    /// Boxes of nodes and chips: x, y, width, height, and the texts inside the same group.
    pub boxes: Vec<([f64; 4], Vec<Line>)>,
    pub plates: Vec<[f64; 4]>,
    /// Every text.
    pub texts: Vec<Line>,
    /// Points along every edge, and which nodes it ties.
    pub wires: Vec<Wire>,
}

/// The nodes an edge ties, where it says so, and points along it.
pub type Wire = (Option<(usize, usize)>, Vec<(f64, f64)>);

#[derive(Debug, Clone)]
pub struct Line {
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

pub fn numbers(text: &str) -> Vec<f64> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'))
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().expect("a number"))
        .collect()
}

fn attr(node: roxmltree::Node, name: &str) -> f64 {
    node.attribute(name).map_or(0.0, |value| value.parse().expect(name))
}

fn class<'a>(node: &roxmltree::Node<'a, 'a>) -> &'a str {
    node.attribute("class").unwrap_or("").split(' ').next().unwrap_or("")
}

fn line(node: roxmltree::Node) -> Line {
    let text = node.text().unwrap_or("").to_owned();
    let size = attr(node, "font-size");
    let face = if node.has_attribute("font-weight") { Face::bold(size) } else { Face::plain(size) };
    let (width, x, y) = (face.width(&text), attr(node, "x"), attr(node, "y"));
    let left = match node.attribute("text-anchor") {
        Some("middle") => x - width / 2.0,
        Some("end") => x - width,
        _ => x,
    };
    Line { text, left, right: left + width, top: y - size * 0.8, bottom: y + size * 0.22 }
}

fn boxed(node: roxmltree::Node) -> [f64; 4] {
    if node.has_tag_name(("http://www.w3.org/2000/svg", "rect")) {
        return ["x", "y", "width", "height"].map(|name| attr(node, name));
    }
    // A page: M x y h(w - fold) l fold fold v(h - fold) h-w z
    let n = numbers(node.attribute("d").expect("d"));
    [n[0], n[1], n[2] + n[3], n[4] + n[5]]
}

/// Points along a path of M, L, C, Q, H and V, absolute.
fn points(d: &str) -> Vec<(f64, f64)> {
    let mut out: Vec<(f64, f64)> = Vec::new();
    let mut rest = d;
    while let Some(letter) = rest.chars().next() {
        let end = rest[1..].find(|c: char| c.is_ascii_alphabetic()).map_or(rest.len(), |at| at + 1);
        let n = numbers(&rest[1..end]);
        let from = out.last().copied().unwrap_or((0.0, 0.0));
        let to = match letter {
            'H' => (n[0], from.1),
            'V' => (from.0, n[0]),
            _ => (n[n.len() - 2], n[n.len() - 1]),
        };
        for step in 1..=24 {
            let t = f64::from(step) / 24.0;
            let u = 1.0 - t;
            let at = |a: f64, b: f64, nth: usize| match letter {
                'C' => {
                    u * u * u * a
                        + 3.0 * u * u * t * n[nth]
                        + 3.0 * u * t * t * n[2 + nth]
                        + t * t * t * b
                }
                'Q' => u * u * a + 2.0 * u * t * n[nth] + t * t * b,
                'M' => b,
                _ => u * a + t * b,
            };
            out.push((at(from.0, to.0, 0), at(from.1, to.1, 1)));
        }
        rest = &rest[end..];
    }
    out
}

/// Parses a single `<svg>`; panics where it is not well-formed.
pub fn look(svg: &str) -> Seen {
    let document = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{error}\n{svg}"));
    let root = document.root_element();
    let view = numbers(root.attribute("viewBox").expect("viewBox"));
    let mut seen = Seen {
        width: view[2],
        height: view[3],
        boxes: vec![],
        plates: vec![],
        texts: vec![],
        wires: vec![],
    };
    for node in root.descendants().filter(roxmltree::Node::is_element) {
        for attribute in node.attributes() {
            assert!(attribute.name() != "style" && !attribute.name().starts_with("on"), "{svg}");
        }
        let name = node.tag_name().name();
        assert!(!["script", "style", "foreignObject", "image"].contains(&name), "{svg}");
        match class(&node) {
            "dg-box" => {
                let texts =
                    node.next_siblings().filter(|it| it.tag_name().name() == "text").map(line);
                seen.boxes.push((boxed(node), texts.collect()));
            }
            "dg-plate" => seen.plates.push(boxed(node)),
            "dg-wire" => {
                let parent = node.parent().expect("a group");
                let end = |name: &str| parent.attribute(name).and_then(|at| at.parse().ok());
                let ends = end("data-from").zip(end("data-to"));
                seen.wires.push((ends, points(node.attribute("d").expect("d"))));
            }
            _ => {}
        }
        if name == "text" {
            seen.texts.push(line(node));
        }
    }
    seen
}

fn apart(a: &[f64; 4], b: &[f64; 4]) -> bool {
    a[0] + a[2] <= b[0] + 0.11
        || b[0] + b[2] <= a[0] + 0.11
        || a[1] + a[3] <= b[1] + 0.11
        || b[1] + b[3] <= a[1] + 0.11
}

impl Seen {
    /// No two boxes touch, no plate lies on a box, every text stays in its box and on the
    /// sheet, no two texts overlap, and no edge runs through a box that is not its end.
    pub fn judge(&self) {
        let sheet = |left: f64, top: f64, right: f64, bottom: f64| {
            left >= -0.1 && top >= -0.1 && right <= self.width + 0.1 && bottom <= self.height + 0.1
        };
        for (at, (one, texts)) in self.boxes.iter().enumerate() {
            assert!(
                sheet(one[0], one[1], one[0] + one[2], one[1] + one[3]),
                "off the sheet: {one:?} of {} {}",
                self.width,
                self.height
            );
            for (two, _) in &self.boxes[..at] {
                assert!(apart(one, two), "boxes overlap: {one:?} {two:?}");
            }
            for plate in &self.plates {
                assert!(apart(one, plate), "a label on a box: {one:?} {plate:?}");
            }
            for text in texts {
                let inside = text.left >= one[0]
                    && text.right <= one[0] + one[2] + 0.1
                    && text.top >= one[1]
                    && text.bottom <= one[1] + one[3];
                assert!(inside, "out of its box: {text:?} {one:?}");
            }
        }
        for (at, one) in self.texts.iter().enumerate() {
            assert!(!one.text.chars().any(char::is_control), "a control character: {one:?}");
            assert!(
                sheet(one.left, one.top, one.right, one.bottom),
                "off the sheet: {one:?} of {} {}",
                self.width,
                self.height
            );
            for two in &self.texts[..at] {
                let (a, b) = (one.area(), two.area());
                assert!(apart(&a, &b), "texts overlap: {one:?} {two:?}");
            }
        }
        for (ends, points) in &self.wires {
            for (node, (it, _)) in self.boxes.iter().enumerate() {
                if ends.is_none_or(|(from, to)| node == from || node == to) {
                    continue;
                }
                for (x, y) in points {
                    let through = *x > it[0] + 0.2
                        && *x < it[0] + it[2] - 0.2
                        && *y > it[1] + 0.2
                        && *y < it[1] + it[3] - 0.2;
                    assert!(!through, "an edge runs through a box: {ends:?} at {x},{y} in {it:?}");
                }
            }
            for (x, y) in points {
                assert!(sheet(*x, *y, *x, *y), "an edge off the sheet: {x},{y}");
            }
        }
    }
}

impl Line {
    fn area(&self) -> [f64; 4] {
        [self.left, self.top, self.right - self.left, self.bottom - self.top]
    }
}
