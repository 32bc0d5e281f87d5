//! Every way from one file of a site to another.

use std::collections::{BTreeMap, BTreeSet};

use scraper::{Html, Selector};

use super::{Built, SITES, hold};

/// What a page points at, with the attribute that does.
fn references(page: &Html) -> Vec<(&str, &str)> {
    let attributes = ["href", "src", "xlink:href", "poster", "action", "data-search-index"];
    let all = Selector::parse("*").expect("the selector is one");
    page.select(&all)
        .flat_map(|element| element.value().attrs())
        .filter(|(name, _)| attributes.contains(name))
        .collect()
}

fn ids(page: &Html) -> BTreeSet<String> {
    let all = Selector::parse("[id], a[name]").expect("the selector is one");
    page.select(&all)
        .flat_map(|element| [element.attr("id"), element.attr("name")])
        .flatten()
        .map(str::to_owned)
        .collect()
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at..]
            .strip_prefix(b"%")
            .and_then(|rest| std::str::from_utf8(rest.get(..2)?).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(byte.unwrap_or(bytes[at]));
        at += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The file that a relative address leads to from a page, if it stays inside the site.
fn resolve(from: &str, address: &str) -> Option<String> {
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    let folder = address.is_empty() || address.ends_with('/') || address.ends_with("..");
    let folder = folder || address == ".";
    let mut parts = folders;
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let mut file = decode(&parts.join("/"));
    if folder {
        file = if file.is_empty() { "index.html".into() } else { format!("{file}/index.html") };
    }
    Some(file)
}

fn with_scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c)).then_some(scheme)
}

/// What is wrong with a reference, and whether it was one of the site's own.
fn judge(
    built: &Built,
    ids: &BTreeMap<&str, BTreeSet<String>>,
    from: &str,
    reference: &str,
) -> Result<bool, String> {
    if let Some(scheme) = with_scheme(reference) {
        return match scheme {
            "http" | "https" | "mailto" => Ok(false),
            _ => Err(format!("`{reference}` has a scheme that is not allowed")),
        };
    }
    let (address, fragment) = match reference.split_once('#') {
        Some((address, fragment)) => (address, Some(fragment)),
        None => (reference, None),
    };
    let address = address.split('?').next().unwrap_or_default();
    let to = match address {
        "" => from.to_owned(),
        // The page for what is not found is served at any depth: it alone is rooted.
        rooted if rooted.starts_with('/') && from == "404.html" => {
            resolve("", &rooted[1..]).unwrap_or_default()
        }
        rooted if rooted.starts_with('/') => return Err(format!("`{reference}` is rooted")),
        relative => resolve(from, relative).ok_or(format!("`{reference}` leaves the site"))?,
    };
    if !built.files.contains_key(&to) {
        return Err(format!("`{reference}` leads to {to}, which is not there"));
    }
    if let Some(fragment) = fragment.map(decode).filter(|fragment| !fragment.is_empty())
        && let Some(there) = ids.get(to.as_str())
        && !there.contains(&fragment)
    {
        return Err(format!("`{reference}` names a place that {to} has not"));
    }
    Ok(true)
}

#[test]
fn every_reference_finds_its_file_and_its_place() {
    let mut breaches = Vec::new();
    for (name, built) in SITES.iter() {
        let pages: BTreeMap<&str, Html> =
            built.pages().map(|(path, text)| (path, Html::parse_document(text))).collect();
        let ids: BTreeMap<&str, BTreeSet<String>> =
            pages.iter().map(|(path, page)| (*path, ids(page))).collect();
        let mut own = 0;
        for (path, page) in &pages {
            let found: BTreeSet<(&str, &str)> = references(page).into_iter().collect();
            for (attribute, reference) in found {
                match judge(built, &ids, path, reference) {
                    Ok(inside) => own += usize::from(inside),
                    Err(why) => breaches.push(format!("{name}, {path}: {attribute} {why}")),
                }
            }
        }
        assert!(own > 1000, "only {own} references in {name} were followed");
    }
    hold(breaches);
}

#[test]
fn every_page_can_be_reached_from_the_home_page() {
    let mut breaches = Vec::new();
    for (name, built) in SITES.iter() {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut ahead = vec!["index.html".to_owned()];
        while let Some(path) = ahead.pop() {
            if !path.ends_with(".html") || !seen.insert(path.clone()) {
                continue;
            }
            let Some(bytes) = built.files.get(&path) else { continue };
            let page = Html::parse_document(&String::from_utf8_lossy(bytes));
            for (_, reference) in references(&page) {
                let address = reference.split(['#', '?']).next().unwrap_or_default();
                if with_scheme(reference).is_none() && !address.is_empty() {
                    ahead.extend(resolve(&path, address));
                }
            }
        }
        for (path, _) in built.pages().filter(|(path, _)| *path != "404.html") {
            if !seen.contains(path) {
                breaches.push(format!("{name}, {path}: no link leads here"));
            }
        }
    }
    hold(breaches);
}

#[test]
fn a_broken_reference_would_be_found() {
    let html = "<a href='../b/?x#y'></a><a href='javascript:1'></a><a href='/c'></a>";
    let built = Built {
        files: [("a/index.html", html), ("b/index.html", "<p id=z>")]
            .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
            .into(),
        data: Vec::new(),
    };
    let ids: BTreeMap<&str, BTreeSet<String>> =
        built.pages().map(|(path, text)| (path, ids(&Html::parse_document(text)))).collect();
    let judge = |reference| judge(&built, &ids, "a/index.html", reference);
    assert_eq!(judge("../b/#z"), Ok(true));
    assert_eq!(judge("https://example.org/"), Ok(false));
    for broken in ["../b/#y", "../b", "../../b/", "/b/", "javascript:1", "../%62/?x#y", "c.png"] {
        assert!(judge(broken).is_err(), "{broken}");
    }
}
