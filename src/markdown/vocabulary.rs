//! Which HTML of an author's passes.
//!
//! In: names of elements and attributes, in lower case. Out: what happens to them.
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

const GOING: [&str; 62] = [
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
    "footer",
    "foreignobject",
    "form",
    "frame",
    "frameset",
    "g",
    "head",
    "header",
    "hgroup",
    "html",
    "image",
    "input",
    "keygen",
    "label",
    "legend",
    "line",
    "link",
    "main",
    "map",
    "marquee",
    "menu",
    "menuitem",
    "meta",
    "meter",
    "nav",
    "nobr",
    "optgroup",
    "option",
    "output",
    "param",
    "path",
    "picture",
    "portal",
    "progress",
    "search",
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

pub(super) fn element(name: &str) -> Element {
    match name {
        "br" | "col" | "hr" | "img" | "wbr" => Element::Void,
        name if PASSING.contains(&name) => Element::Passes,
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
        for name in ["script", "iframe", "base", "meta", "form", "svg", "link", "object", "video"] {
            assert!(matches!(element(name), Element::Goes | Element::GoesWhole), "{name}");
        }
        assert_eq!(element("title-of-it"), Element::Text);
        assert!(!passes("a", "onclick") && !passes("div", "style") && passes("td", "colspan"));
    }
}
