//! book.toml, key by key.

use std::cell::RefCell;

use toml_edit::Document;

use super::kinds::read_kinds;
use super::table::Table;
use super::{Config, base_url, settled_folder};
use crate::diagnostic::{Code, Diagnostic, Hint, Levels, Severity, did_you_mean};
use crate::model::{Date, Zone};
use crate::source::{FileId, Located, SETTLE_CONFLICT, Span, merge_conflicts};

pub fn read(text: &str, file: FileId, diagnostics: &mut Vec<Diagnostic>) -> Config {
    let mut config = Config::default();
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => {
            let place = error.span().unwrap_or(0..0);
            let message = format!("book.toml is not valid TOML: {}", one_line(error.message()));
            let span = Span::new(file, place.start, place.end);
            let fault = Diagnostic::new(Code::ConfigValue, span, message);
            let is_conflict = !merge_conflicts(text).is_empty();
            let settle = || format!("settle the merge conflict: {SETTLE_CONFLICT}").into();
            let quoted = || without_quotes(text, file, place.start);
            let hint = is_conflict.then(settle).or_else(quoted);
            diagnostics.push(fault.maybe_hint(hint));
            return config;
        }
    };
    let faults = RefCell::new(Vec::new());
    let root = Table::new(document.as_table(), String::new(), file, &faults);
    if let Some(book) = root.table("book") {
        read_book(&book, &mut config);
    }
    if let Some(build) = root.table("build") {
        if let Some(folder) = build.text("build-dir") {
            config.build_dir = settled_folder(&folder.value);
        }
        build.ignore(&["create-missing", "use-default-preprocessors", "extra-watch-dirs"]);
        build.refuse_unknown();
    }
    if let Some(output) = root.table("output") {
        if let Some(html) = output.table("html") {
            read_html(&html, &mut config);
        }
        output.ignore(&["markdown", "linkcheck", "epub", "pdf", "man"]);
        output.refuse_unknown();
    }
    if let Some(check) = root.table("check") {
        read_levels(&check, &mut config.levels);
    }
    if let Some(kinds) = root.table("kinds") {
        read_kinds(&kinds, &mut config.kinds);
    }
    root.ignore(&["rust", "preprocessor"]);
    root.refuse_unknown();
    diagnostics.append(&mut faults.borrow_mut());
    config
}

fn read_book(book: &Table<'_>, config: &mut Config) {
    if let Some(title) = book.text("title") {
        config.title = title.value;
    }
    let authors = book.texts("authors").unwrap_or_default();
    config.authors = authors.into_iter().map(|author| author.value).collect();
    config.description = book.text("description").map(|text| text.value).unwrap_or_default();
    if let Some(language) = book.text("language") {
        if !is_language(&language.value) {
            let message = format!("`{}` is no tag of a language", language.value);
            let tag = language.value.trim().replace('_', "-");
            let hint = match is_language(&tag) {
                true => Hint::meant(&tag),
                false => "write a tag such as `en`, `en-GB` or `de`".into(),
            };
            book.bad_value(language.span, message, Some(hint));
        }
        config.language = language.value;
    }
    if let Some(folder) = book.text("src") {
        config.content = settled_folder(&folder.value);
    }
    if let Some(day) = book.text("as-of") {
        config.as_of = Date::parse(&day.value);
        if config.as_of.is_none() {
            let message = format!("`{}` is not a day of the calendar", day.value);
            let hint = "write the day as `YYYY-MM-DD`, for example `2026-06-01`";
            book.bad_value(day.span, message, Some(hint.into()));
        }
    }
    if let Some(name) = book.text("time-zone") {
        config.time_zone = Zone::named(&name.value);
        if config.time_zone.is_none() {
            let message = format!("there is no time zone `{}`", name.value);
            let hint = did_you_mean(&name.value, Zone::all().map(|zone| zone.name));
            let hint = hint.unwrap_or_else(|| {
                "write the name of the tz database, for example `Europe/London`".into()
            });
            book.bad_value(name.span, message, Some(hint));
        }
    }
    book.ignore(&["multilingual", "text-direction"]);
    book.refuse_unknown();
}

/// Whether a text may be the `lang` of a page: a language's two or three letters, and what follows
/// them (RFC 5646; a longer name of a language has never been given).
fn is_language(tag: &str) -> bool {
    let (language, rest) = tag.split_once('-').unwrap_or((tag, "x"));
    matches!(language.len(), 2 | 3)
        && language.bytes().all(|byte| byte.is_ascii_alphabetic())
        && rest.split('-').all(|part| {
            matches!(part.len(), 1..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// What to write where a text lacks its quotes, as it may in front matter.
fn without_quotes(text: &str, file: FileId, at: usize) -> Option<Hint> {
    let at = text.floor_char_boundary(at);
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let (key, rest) = text[start..].lines().next()?.split_once('=')?;
    let value = rest.trim();
    let is_bare = value.starts_with(char::is_alphabetic) && !value.contains(['"', '\'', '#']);
    let begin = start + key.len() + 1 + (rest.len() - rest.trim_start().len());
    let place = Span::new(file, begin, begin + value.len());
    let quoted = format!("\"{value}\"");
    let words = format!("a text stands between quotes: `{} = {quoted}`", key.trim());
    is_bare.then(|| Hint::saying(words, quoted).at(place))
}

/// Whether a link may lead to an address: to a page of the web, or to one of the same host.
fn leads_somewhere(url: &str) -> bool {
    let url = url.trim().to_ascii_lowercase();
    url.starts_with("https://") || url.starts_with("http://") || url.starts_with('/')
}

/// The host in what may be a whole address; `None` where there is none.
fn host_of(written: &str) -> Option<&str> {
    let rest = written.trim().split_once("//").map_or(written.trim(), |(_, rest)| rest);
    rest.split(['/', '?', '#', ':']).next().filter(|host| !host.is_empty())
}

fn read_html(html: &Table<'_>, config: &mut Config) {
    config.theme = html.text("theme").map(|text| text.map(|text| settled_folder(&text)));
    if let Some(url) = html.text("site-url") {
        match base_url(&url.value) {
            Ok(settled) => config.site_url = settled,
            Err((message, hint)) => html.bad_value(url.span, message, Some(hint.into())),
        }
    }
    config.logo = html.text("logo");
    let repository = html.text("git-repository-url");
    let template = html.text("edit-url-template");
    let has_path = |text: &Located<String>| text.value.contains("{path}");
    // Every page links there.
    let links = repository.iter().chain(template.iter().filter(|text| has_path(text)));
    for text in links.filter(|text| !leads_somewhere(&text.value)) {
        let message = format!("`{}` is no address that a page can link to", text.value);
        html.bad_value(text.span, message, Some("write it with `https://` before it".into()));
    }
    config.repository_url = repository.map(|text| text.value);
    if let Some(template) = template.as_ref().filter(|text| !has_path(text)) {
        let message = "an `edit-url-template` without `{path}` leads every page to one address";
        let hint = "write `{path}` where the file's path belongs, like `…/edit/main/{path}`";
        html.bad_value(template.span, message.to_owned(), Some(hint.into()));
    }
    config.edit_url_template = template.map(|text| text.value);
    config.indexing = html.flag("indexing").unwrap_or(false);
    for host in html.texts("image-hosts").unwrap_or_default() {
        match host_of(&host.value) {
            Some(own) if own != host.value => {
                let message =
                    format!("`{}` is more than a host, and no image comes from it", host.value);
                let hint = Hint::proposing("write the host alone:", format!("\"{own}\""));
                html.bad_value(host.span, message, Some(hint));
            }
            _ => config.image_hosts.push(host.value),
        }
    }
    config.markdown = html.flag("markdown").unwrap_or(true);
    config.raw_html = html.flag("raw-html").unwrap_or(false);
    // The second is what mdBook called it before.
    let smart = ["smart-punctuation", "curly-quotes"].map(|key| html.flag(key));
    config.smart_punctuation = smart.into_iter().flatten().any(|smart| smart);
    if let Some(search) = html.table("search") {
        config.search = search.flag("enable").unwrap_or(true);
        search.ignore(&[
            "limit-results",
            "teaser-word-count",
            "use-boolean-and",
            "boost-title",
            "boost-hierarchy",
            "boost-paragraph",
            "expand",
            "heading-split-level",
            "copy-js",
            "chapter",
        ]);
        search.refuse_unknown();
    }
    html.ignore(&[
        "default-theme",
        "preferred-dark-theme",
        "mathjax-support",
        "copy-fonts",
        "additional-css",
        "additional-js",
        "no-section-label",
        "git-repository-icon",
        "input-404",
        "cname",
        "hash-files",
        "fold",
        "playground",
        "code",
        "print",
        "redirect",
        "sidebar-header-nav",
        "admonitions",
        "definition-lists",
    ]);
    html.refuse_unknown();
}

fn read_levels(check: &Table<'_>, levels: &mut Levels) {
    for (name, item) in check.entries() {
        let span = item.span().map_or(name.span, |place| check.span(Some(place)));
        let Some(code) = Code::from_name(&name.value) else {
            let hint = did_you_mean(&name.value, Code::ALL.iter().map(|code| code.name()));
            check.bad_value(name.span, format!("there is no check `{}`", name.value), hint);
            continue;
        };
        let level = match item.as_str() {
            Some("error") => Some(Severity::Error),
            Some("warning") => Some(Severity::Warning),
            Some("off") => None,
            _ => {
                let message = format!("the level of `{}` is not a level", name.value);
                let hint = "levels are `error`, `warning` and `off`";
                check.bad_value(span, message, Some(hint.into()));
                continue;
            }
        };
        if code.is_fixed() && level != Some(Severity::Error) {
            let message = format!("`{}` stays an error", name.value);
            let hint = "nothing right could be built over it: remove the line";
            check.bad_value(span, message, Some(hint.into()));
            continue;
        }
        levels.set(code, level);
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Files;

    fn faults(text: &str) -> Vec<(String, Vec<String>)> {
        let mut files = Files::new();
        let outcome = crate::config::parse(text, &mut files);
        outcome
            .diagnostics
            .into_iter()
            .map(|found| (found.message, found.hints.into_iter().map(String::from).collect()))
            .collect()
    }

    #[test]
    fn a_misspelt_key_is_named_with_the_right_one() {
        let found = faults("[book]\ntilte = \"x\"\n");
        assert_eq!(
            found,
            [("`[book]` has no key `tilte`".into(), vec!["did you mean `title`?".into()])]
        );
        let found = faults("[chekc]\n");
        assert_eq!(found[0].1, ["did you mean `check`?"]);
    }

    #[test]
    fn mdbooks_own_keys_are_warned_of_once() {
        let mut files = Files::new();
        let outcome = crate::config::parse(
            "[output.html]\nmathjax-support = true\n[rust]\nedition = \"2021\"\n",
            &mut files,
        );
        assert_eq!(outcome.diagnostics.len(), 2);
        assert!(outcome.diagnostics.iter().all(|found| found.code == Code::ConfigIgnored));
    }

    #[test]
    fn levels_are_set_and_fixed_codes_refuse() {
        let mut files = Files::new();
        let text = "[check]\norphan = \"off\"\nbroken-link = \"warning\"\nduplicate-id = \"off\"\n";
        let outcome = crate::config::parse(text, &mut files);
        assert_eq!(outcome.value.levels.of(Code::Orphan), None);
        assert_eq!(outcome.value.levels.of(Code::BrokenLink), Some(Severity::Warning));
        assert_eq!(outcome.value.levels.of(Code::DuplicateId), Some(Severity::Error));
        assert_eq!(outcome.diagnostics.len(), 1);
    }

    #[test]
    fn folders_are_settled_once() {
        let mut files = Files::new();
        let text = "[book]\nsrc = \"./content/\"\n[build]\nbuild-dir = \"out/./site\"\n\
                    [output.html]\ntheme = \"./themes/x/../ours\"\n";
        let config = crate::config::parse(text, &mut files).value;
        assert_eq!(config.content, "content");
        assert_eq!(config.build_dir, "out/site");
        assert_eq!(config.theme.as_ref().map(|theme| theme.as_str()), Some("themes/ours"));
        for (written, settled) in [(".", "."), ("../other", "../other"), ("/tmp/x/", "/tmp/x/")] {
            let text = format!("[book]\nsrc = \"{written}\"\n");
            assert_eq!(crate::config::parse(&text, &mut files).value.content, settled);
        }
    }

    #[test]
    fn a_blank_name_of_a_kind_is_none() {
        let text = "[kinds.metric]\ntitle = \"\"\nplural = \" \"\n\
                    [kinds.metric.fields.of]\ntype = \"ref:need\"\ninverse = \"\"\n";
        let outcome = crate::config::parse(text, &mut Files::new());
        assert_eq!(outcome.diagnostics.len(), 0);
        let kinds = &outcome.value.kinds;
        let metric = kinds.get(kinds.named("metric").expect("it is declared"));
        assert_eq!((&*metric.title, &*metric.plural), ("Metric", "Metrics"));
        assert_eq!(metric.declared[0].inverse, None);
    }

    #[test]
    fn a_kind_that_says_only_its_name_has_words_for_several() {
        let outcome = crate::config::parse("[kinds.policy]\n", &mut Files::new());
        assert_eq!(outcome.diagnostics.len(), 0);
        let kinds = &outcome.value.kinds;
        let policy = kinds.get(kinds.named("policy").expect("it is declared"));
        let said = (&*policy.folder, &*policy.title, &*policy.plural);
        assert_eq!(said, ("policies", "Policy", "Policies"));
    }

    #[test]
    fn a_base_url_gets_its_slash() {
        let mut files = Files::new();
        let outcome = crate::config::parse("[output.html]\nsite-url = \"/handbook\"\n", &mut files);
        assert_eq!(outcome.value.site_url, "/handbook/");
        for (written, settled) in [
            ("", "/"),
            ("/", "/"),
            ("hb", "/hb/"),
            (" /a/b// ", "/a/b/"),
            ("https://example.org", "https://example.org/"),
            ("http://localhost:3000/v1.0", "http://localhost:3000/v1.0/"),
            ("/v1.0", "/v1.0/"),
        ] {
            assert_eq!(base_url(written).as_deref(), Ok(settled), "{written}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused_with_what_was_meant() {
        for (written, hint) in [
            ("work.example.org", "`https://work.example.org/`"),
            ("localhost:3000", "`https://localhost:3000/`"),
            ("//example.org", "`https://example.org`"),
            ("https://x y", "`/handbook/`"),
            ("http://", "`http://example.org/`"),
            ("?", "`/handbook/`"),
            ("..", "`/handbook/`"),
            ("ftp://x", "`https://`"),
        ] {
            let (message, found) = base_url(written).expect_err(written);
            assert!(message.contains(written) && found.contains(hint), "{written}: {found}");
        }
        let found = faults("[output.html]\nsite-url = \"a.b\"\nedit-url-template = \"e/{file}\"\n");
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[1].1[0].contains("{path}"));
    }
}
