//! The tags of an author's that pass.
//!
//! In: one tag. Out: the same, rebuilt from its name and the attributes that pass; addresses
//! become holes, ids become anchors. Must not: copy anything that was not judged.

use crate::source::Span;

use super::document::{Anchor, Link, LinkForm};
use super::out::Kind;
use super::raw::Places;
use super::slug::is_the_pages;
use super::tag::{Attribute, Tag};
use super::vocabulary;
use super::writer::Writer;
use super::{escape, url};

impl Writer<'_> {
    pub(super) fn close_tag(&mut self, name: &str) {
        self.out.push("</");
        self.out.push(vocabulary::shown(name));
        self.out.push(">");
    }

    pub(super) fn open_tag(&mut self, tag: &Tag<'_>, places: &Places, span: Span) {
        if tag.name == "img" && self.foreign_image(tag, places) {
            return;
        }
        self.out.push("<");
        self.out.push(vocabulary::shown(&tag.name));
        let mut class = String::new();
        if tag.name == "center" {
            class.push_str("align-center");
        }
        let mut seen: Vec<&str> = Vec::new();
        for attribute in &tag.attributes {
            let name = attribute.name.as_str();
            if seen.contains(&name) || seen.len() > 32 {
                continue;
            }
            seen.push(name);
            match name {
                "href" if tag.name == "a" => self.address(attribute, LinkForm::HtmlLink, places),
                "src" if tag.name == "img" => self.address(attribute, LinkForm::HtmlImage, places),
                "id" => self.anchor(attribute, places),
                "name" if tag.attribute("id").is_none() => {
                    self.anchor(attribute, places);
                }
                "class" => class.insert_str(0, &format!("{} ", attribute.value)),
                "align" => {
                    let side = attribute.value.to_ascii_lowercase();
                    if matches!(side.as_str(), "left" | "center" | "right") {
                        class.push_str(&format!(" align-{side}"));
                    }
                }
                name if vocabulary::passes(&tag.name, name) => {
                    self.written(name, attribute.value);
                }
                name if vocabulary::is_harmful(name) => {
                    self.raw.take_out(name.to_string(), true, span);
                }
                _ => {}
            }
        }
        if !class.trim().is_empty() {
            self.written("class", class.trim());
        }
        if tag.name == "img" && tag.attribute("alt").is_none() {
            self.out.push(" alt=\"\"");
        }
        self.out.push(">");
    }

    /// An attribute with its value as written: its entities are left alone.
    fn written(&mut self, name: &str, value: &str) {
        let html = &mut self.out.html;
        html.push(' ');
        html.push_str(name);
        html.push_str("=\"");
        html.push_str(&value.replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;"));
        html.push('"');
    }

    fn anchor(&mut self, attribute: &Attribute<'_>, places: &Places) {
        let id = attribute.decoded();
        let id = id.trim();
        // `hole:` is how `sanitize` marks holes.
        if id.is_empty() || id.starts_with("hole:") || id.contains(char::is_whitespace) {
            return;
        }
        let span = self.place(places, attribute.place.clone());
        if is_the_pages(id) {
            return self.raw.take_id(id, span);
        }
        self.anchors.push(Anchor { id: id.into(), span });
        if self.ids.keep(id) {
            self.out.push(" id=\"");
            escape::attribute(&mut self.out.html, id);
            self.out.push("\"");
        }
    }

    pub(super) fn address(&mut self, attribute: &Attribute<'_>, form: LinkForm, places: &Places) {
        let span = self.place(places, attribute.place.clone());
        let destination = attribute.decoded();
        let destination = destination.trim();
        if !url::is_safe(destination) {
            return self.unsafe_url(destination, span);
        }
        let link = self.links.len() as u32;
        self.links.push(Link { form, destination: destination.into(), span, labelled: true });
        let kind = match form {
            LinkForm::HtmlImage => Kind::Src(link),
            _ => Kind::Href(link),
        };
        self.out.hole(kind, ["", ""]);
    }

    /// Makes a link of an image from a host that the book does not allow.
    fn foreign_image(&mut self, tag: &Tag<'_>, places: &Places) -> bool {
        let Some(source) = tag.attribute("src") else { return true };
        let destination = source.decoded();
        let destination = destination.trim();
        let span = self.place(places, source.place.clone());
        if !url::is_safe(destination) {
            self.unsafe_url(destination, span);
        } else if !self.is_foreign(destination) {
            return false;
        } else {
            let alt = tag.attribute("alt").map(|alt| alt.decoded().into_owned());
            self.foreign(destination, alt.as_deref().unwrap_or(""), "", span);
            return true;
        }
        if let Some(alt) = tag.attribute("alt") {
            escape::text(&mut self.out.html, &alt.decoded());
        }
        true
    }
}
