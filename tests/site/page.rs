//! Rules that a page keeps by itself.

use std::collections::BTreeMap;

use scraper::{ElementRef, Html, Selector};

use super::{SITES, hold};

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
     img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'";

/// Holds every framed page of every site to a rule that tells what breaks it.
fn on_each_page(rule: impl Fn(&Html) -> Vec<String>) {
    let mut breaches = Vec::new();
    let mut held = 0;
    for (name, built) in SITES.iter() {
        for (path, text) in built.pages() {
            let page = Html::parse_document(text);
            held += 1;
            let found = rule(&page);
            breaches.extend(found.into_iter().map(|what| format!("{name}, {path}: {what}")));
        }
    }
    assert!(held > 100, "only {held} pages were held");
    hold(breaches);
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).expect("the selector is one");
    page.select(&selector).collect()
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The whole of a start tag, to find a place by.
fn tag(element: ElementRef<'_>) -> String {
    let html = element.html();
    html[..=html.find('>').unwrap_or(html.len() - 1)].to_owned()
}

#[test]
fn pages_parse_without_an_error() {
    on_each_page(|page| {
        let mut found: Vec<String> = page.errors.iter().map(ToString::to_string).collect();
        if format!("{:?}", page.quirks_mode) != "NoQuirks" {
            found.push("would be shown in quirks mode".into());
        }
        found
    });
}

#[test]
fn pages_have_a_language_a_title_and_one_main_heading() {
    on_each_page(|page| {
        let mut found = Vec::new();
        if page.root_element().attr("lang").is_none_or(str::is_empty) {
            found.push("has no language".into());
        }
        let titles: Vec<String> = all(page, "head > title").into_iter().map(text).collect();
        if titles.len() != 1 || titles[0].is_empty() {
            found.push(format!("has the titles {titles:?}"));
        }
        let main: Vec<String> = all(page, "h1").into_iter().map(text).collect();
        if main.len() != 1 || main[0].is_empty() {
            found.push(format!("has the main headings {main:?}"));
        }
        found
    });
}

#[test]
fn headings_skip_no_level_downwards() {
    on_each_page(|page| {
        let mut found = Vec::new();
        let mut level = 0;
        for heading in all(page, "h1, h2, h3, h4, h5, h6") {
            let next = heading.value().name().as_bytes()[1] - b'0';
            if next > level + 1 {
                found.push(format!("goes from h{level} to h{next} at `{}`", text(heading)));
            }
            if text(heading).is_empty() {
                found.push(format!("has an empty h{next}"));
            }
            level = next;
        }
        found
    });
}

#[test]
fn ids_are_unique_and_what_names_one_finds_it() {
    on_each_page(|page| {
        let mut found = Vec::new();
        let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
        for element in all(page, "[id]") {
            *ids.entry(element.attr("id").unwrap_or_default()).or_default() += 1;
        }
        for (id, count) in &ids {
            if *count > 1 {
                found.push(format!("has the id `{id}` {count} times"));
            }
            if id.is_empty() || id.contains(char::is_whitespace) {
                found.push(format!("has the id `{id}`, which no one can name"));
            }
        }
        for attribute in ["aria-labelledby", "aria-describedby", "aria-controls", "for", "list"] {
            for element in all(page, &format!("[{attribute}]")) {
                for id in element.attr(attribute).unwrap_or_default().split_whitespace() {
                    if !ids.contains_key(id) {
                        found.push(format!("{attribute} names `{id}`, which is not there"));
                    }
                }
            }
        }
        for element in all(page, "[popovertarget], [headers], [data-filter]") {
            for attribute in ["popovertarget", "headers", "data-filter"] {
                for id in element.attr(attribute).unwrap_or_default().split_whitespace() {
                    if !ids.contains_key(id) {
                        found.push(format!("{attribute} names `{id}`, which is not there"));
                    }
                }
            }
        }
        found
    });
}

#[test]
fn landmarks_are_there_and_have_names() {
    on_each_page(|page| {
        let mut found = Vec::new();
        let main = all(page, "main").len();
        if main != 1 {
            found.push(format!("has {main} `main`"));
        }
        let mut names: Vec<String> = Vec::new();
        for element in
            all(page, "nav, aside, section[aria-label], [role=region], [role=navigation]")
        {
            let labelled = element.attr("aria-labelledby").and_then(|id| {
                all(page, &format!("[id=\"{id}\"]")).first().map(|element| text(*element))
            });
            let name = element.attr("aria-label").map(str::to_owned).or(labelled);
            match name {
                Some(name) if !name.trim().is_empty() => names.push(name),
                _ => found.push(format!("has a landmark without a name: {}", tag(element))),
            }
        }
        names.sort();
        for pair in names.windows(2).filter(|pair| pair[0] == pair[1]) {
            found.push(format!("has two landmarks called `{}`", pair[0]));
        }
        found
    });
}

#[test]
fn nothing_is_inline_and_the_policy_comes_first() {
    on_each_page(|page| {
        let mut found = Vec::new();
        for element in all(page, "style, script:not([src]), [style], base, iframe, object, embed") {
            found.push(format!("has {}", tag(element)));
        }
        for element in all(page, "*") {
            for (name, value) in element.value().attrs() {
                let value = value.trim_start().to_ascii_lowercase();
                if name.starts_with("on")
                    || value.starts_with("javascript:")
                    || value.starts_with("vbscript:")
                    || value.starts_with("data:text")
                {
                    found.push(format!("has the attribute {name}={value}"));
                }
            }
        }
        let head: Vec<ElementRef<'_>> = all(page, "head > *");
        let policy = head.iter().position(|element| {
            element.attr("http-equiv") == Some("Content-Security-Policy")
                && element.attr("content") == Some(POLICY)
        });
        let fetched = head
            .iter()
            .position(|element| matches!(element.value().name(), "script" | "link" | "style"));
        match (policy, fetched) {
            (Some(policy), Some(fetched)) if policy > fetched => {
                found.push("fetches something before its policy".into());
            }
            (Some(_), _) => {}
            (None, _) => found.push("has not the policy".into()),
        }
        found
    });
}

#[test]
fn pictures_have_their_words() {
    on_each_page(|page| {
        let mut found = Vec::new();
        for image in all(page, "img:not([alt])") {
            found.push(format!("has a picture without words: {}", tag(image)));
        }
        for svg in all(page, "svg") {
            let hidden = svg.attr("aria-hidden") == Some("true");
            let titled = svg.child_elements().any(|child| child.value().name() == "title");
            let named = svg.attr("aria-label").is_some() || svg.attr("aria-labelledby").is_some();
            if !hidden && !titled && !named {
                found.push(format!("has a drawing without a name: {}", tag(svg)));
            }
        }
        found
    });
}

#[test]
fn tables_say_what_they_show() {
    on_each_page(|page| {
        let mut found = Vec::new();
        for table in all(page, "main table") {
            if !table.descendent_elements().any(|cell| cell.value().name() == "th") {
                found.push(format!("has a table without headings: {}", tag(table)));
            }
        }
        for table in all(page, "table.matrix") {
            if !table.child_elements().any(|child| child.value().name() == "caption") {
                found.push(format!("has a matrix without a caption: {}", tag(table)));
            }
        }
        for heading in all(page, "table.matrix th:not([scope])") {
            found.push(format!("has a heading in a matrix without its scope: {}", tag(heading)));
        }
        found
    });
}
