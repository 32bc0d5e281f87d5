//! The addresses that a playbook links to.
//!
//! In: a linked playbook. Out: for each address the links that lead there, in order. Only
//! `http` and `https` can be asked: mail, telephones and the rest stay unasked.

use std::collections::BTreeMap;

use crate::link::LinkedPlaybook;
use crate::model::Text;
use crate::source::Span;

/// The links to each address. What stands behind `#` is never sent, so that links to many parts
/// of a page ask for one address.
pub fn links(playbook: &LinkedPlaybook) -> BTreeMap<String, Vec<Text>> {
    let mut found: BTreeMap<String, Vec<Text>> = BTreeMap::new();
    let mut add = |text: &str, span: Span| {
        if let Some(url) = whole(text) {
            let asked = url.split('#').next().unwrap_or("").to_owned();
            found.entry(asked).or_default().push(Text::new(url.into(), span));
        }
    };
    for page in &playbook.playbook.pages {
        for link in page.body.links.iter().filter(|link| link.is_external()) {
            add(&link.destination, link.span);
        }
        let entry = &page.entry;
        let sources = entry.common.sources.iter().filter_map(|source| source.url.as_ref());
        let lines = entry.practice.iter().flat_map(|practice| &practice.fit);
        let evidence = lines.filter_map(|line| line.source.as_ref());
        for Text { value, span } in sources.chain(evidence) {
            add(value, *span);
        }
    }
    found
}

/// The address that a text is, with its scheme; `None` where it cannot be asked.
fn whole(text: &str) -> Option<String> {
    let text = text.trim();
    let is =
        |scheme: &str| text.get(..scheme.len()).is_some_and(|own| own.eq_ignore_ascii_case(scheme));
    if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return None;
    }
    if is("http://") || is("https://") {
        return Some(text.to_owned());
    }
    // Without a scheme it is the site's own, which is `https` wherever it matters.
    text.strip_prefix("//").map(|rest| format!("https://{rest}"))
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn what_can_be_asked() {
        assert_eq!(whole("https://a.example/x#y").as_deref(), Some("https://a.example/x#y"));
        assert_eq!(whole("HTTP://a.example").as_deref(), Some("HTTP://a.example"));
        assert_eq!(whole("//a.example/x").as_deref(), Some("https://a.example/x"));
        for other in
            ["mailto:a@b.example", "tel:1", "a.md", "two teams, since spring", "https://a b"]
        {
            assert_eq!(whole(other), None, "{other}");
        }
    }
}
