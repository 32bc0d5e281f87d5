//! Which HTML of an author's passes.
//!
//! In: names of elements and attributes, in lower case. Out: what happens to them, and why.
//! Must not: let through what could run, fetch, submit, or draw over the page.

/// What happens to an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    /// It passes, with the attributes that pass.
    Passes,
    /// It passes and has no end tag.
    Void,
    /// Its tags go, its content stays.
    Goes,
    /// It goes with all that is in it.
    GoesWhole,
    /// No element of HTML: a placeholder like `<name>`, which is shown as it is written.
    Text,
}

/// Elements that pass. `sanitize` lets the same ones through, and those of our own.
pub(super) const PASSING: [&str; 69] = [
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
    "center",
];

/// Elements that only hold others, and pass as a `div` or a `span`: a page has one `main`, and its
/// landmarks are the theme's to give.
const HOLDING: [&str; 7] = ["footer", "header", "hgroup", "main", "nav", "picture", "search"];

const GOING: [&str; 55] = [
    "animate",
    "area",
    "audio",
    "base",
    "basefont",
    "bgsound",
    "big",
    "blink",
    "body",
    "button",
    "circle",
    "clippath",
    "data",
    "datalist",
    "defs",
    "dialog",
    "dir",
    "ellipse",
    "embed",
    "fieldset",
    "filter",
    "font",
    "foreignobject",
    "form",
    "frame",
    "frameset",
    "g",
    "head",
    "html",
    "image",
    "input",
    "keygen",
    "label",
    "legend",
    "line",
    "link",
    "map",
    "marquee",
    "menu",
    "menuitem",
    "meta",
    "meter",
    "nobr",
    "optgroup",
    "option",
    "output",
    "param",
    "path",
    "portal",
    "progress",
    "slot",
    "source",
    "track",
    "use",
    "video",
];

const GOING_WHOLE: [&str; 18] = [
    "applet",
    "canvas",
    "fencedframe",
    "iframe",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "plaintext",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "xmp",
];

/// Elements that go because they could run or fetch something. The others merely do not pass.
const ACTING: [&str; 25] = [
    "animate",
    "applet",
    "audio",
    "base",
    "bgsound",
    "button",
    "embed",
    "fencedframe",
    "foreignobject",
    "form",
    "frame",
    "frameset",
    "iframe",
    "image",
    "input",
    "object",
    "param",
    "portal",
    "script",
    "source",
    "style",
    "svg",
    "track",
    "use",
    "video",
];

/// Whether an element that goes could run or fetch something; `has` tells its attributes.
pub(super) fn acts(element: &str, has: impl Fn(&str) -> bool) -> bool {
    match element {
        // Most of them only describe what they stand in.
        "link" => has("rel"),
        "meta" => has("http-equiv"),
        name => ACTING.contains(&name),
    }
}

/// The element that is shown for one of the author's.
pub(super) fn shown(name: &str) -> &str {
    match name {
        "h1" => "h2",
        "center" => "div",
        "tt" => "code",
        "strike" => "s",
        "picture" => "span",
        name if HOLDING.contains(&name) => "div",
        name => name,
    }
}

pub(super) fn element(name: &str) -> Element {
    match name {
        "br" | "col" | "hr" | "img" | "wbr" => Element::Void,
        name if PASSING.contains(&name) || HOLDING.contains(&name) => Element::Passes,
        name if GOING.contains(&name) => Element::Goes,
        name if GOING_WHOLE.contains(&name) => Element::GoesWhole,
        _ => Element::Text,
    }
}

/// Attributes that every element may have.
pub(super) const EVERYWHERE: [&str; 7] =
    ["aria-hidden", "aria-label", "class", "dir", "id", "lang", "title"];

/// Attributes of some elements. Addresses are not among them: they become holes.
pub(super) const SOMEWHERE: [(&str, &[&str]); 12] = [
    ("bdo", &["dir"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("del", &["datetime"]),
    ("details", &["open"]),
    ("img", &["alt", "height", "width"]),
    ("ins", &["datetime"]),
    ("li", &["value"]),
    ("ol", &["reversed", "start", "type"]),
    ("td", &["colspan", "headers", "rowspan"]),
    ("th", &["abbr", "colspan", "headers", "rowspan", "scope"]),
    ("time", &["datetime"]),
];

/// Whether an attribute passes as it is. `href`, `src`, `id` and `align` are the caller's.
pub(super) fn passes(element: &str, attribute: &str) -> bool {
    EVERYWHERE.contains(&attribute)
        || SOMEWHERE
            .iter()
            .any(|(name, attributes)| *name == element && attributes.contains(&attribute))
}

/// Whether an attribute could run or fetch something, so that taking it out is worth saying.
pub(super) fn is_harmful(attribute: &str) -> bool {
    attribute.starts_with("on")
        || matches!(
            attribute,
            "style"
                | "srcset"
                | "srcdoc"
                | "action"
                | "formaction"
                | "background"
                | "ping"
                | "http-equiv"
                | "xlink:href"
                | "poster"
                | "data"
                | "manifest"
                | "is"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_or_fetches_never_passes() {
        for name in ACTING.into_iter().chain(["link", "meta"]) {
            assert!(matches!(element(name), Element::Goes | Element::GoesWhole), "{name}");
            assert!(acts(name, |_| true), "{name}");
        }
        assert!(!acts("font", |_| true) && !acts("link", |_| false) && !acts("meta", |_| false));
        assert_eq!(element("title-of-it"), Element::Text);
        assert!(!passes("a", "onclick") && !passes("div", "style") && passes("td", "colspan"));
    }

    #[test]
    fn what_is_shown_passes_the_second_wall_too() {
        for name in PASSING.into_iter().chain(HOLDING) {
            assert!(PASSING.contains(&shown(name)) && !HOLDING.contains(&shown(name)), "{name}");
        }
    }
}
