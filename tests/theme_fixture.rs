//! Every template, rendered over data filled by hand, into `target/theme-fixture/`: to be
//! opened in a browser while the theme is worked on, and proof that no template asks for
//! what the contract does not give.
//!
//! `cargo test --test theme_fixture` then open `target/theme-fixture/index.html`.

#[path = "theme_fixture/larkspur.rs"]
mod larkspur;

use std::path::{Path, PathBuf};

use playbook::site::view::{Shell, TEMPLATES, View};
use playbook::theme::{SiteValue, Theme};

/// Renders pages and remembers which templates were used.
pub struct Pages {
    theme: Theme,
    site: SiteValue,
    out: PathBuf,
    used: Vec<&'static str>,
}

impl Pages {
    pub fn page<V: View>(&mut self, path: &str, shell: Shell<'_>, view: &V) {
        let root = "../".repeat(path.matches('/').count());
        let shell = Shell {
            root: if root.is_empty() { "./".into() } else { root.into() },
            path: path.to_owned().into(),
            page_type: V::TEMPLATE.trim_end_matches(".html").into(),
            ..shell
        };
        let bytes = self
            .theme
            .render(V::TEMPLATE, &self.site, &shell, view)
            .unwrap_or_else(|error| panic!("{}: {error:#?}", V::TEMPLATE));
        if std::env::var_os("BENCH").is_some() {
            bench(V::TEMPLATE, || {
                let _ = self.theme.render(V::TEMPLATE, &self.site, &shell, view);
            });
        }
        check(path, &String::from_utf8_lossy(&bytes));
        write(&self.out.join(path).join("index.html"), &bytes);
        self.poisoned(V::TEMPLATE, &shell, view);
        self.used.push(V::TEMPLATE);
    }
}

impl Pages {
    /// The same page with a mischievous text wherever a text stands: none gets through.
    fn poisoned(&self, template: &str, shell: &Shell<'_>, view: &impl View) {
        let site = self.theme.site(&poison(larkspur::site())).expect("the site serialises");
        let bytes = self
            .theme
            .render(template, &site, &poison(shell), &poison(view))
            .unwrap_or_else(|error| panic!("{template}: {error:#?}"));
        let page = String::from_utf8_lossy(&bytes);
        assert!(page.contains("&lt;x-evil"), "{template} shows no text at all");
        assert!(!page.contains("<x-evil"), "{template} lets a tag through");
    }
}

/// Puts mischief in the place of every text but safe HTML and names of assets.
fn poison(data: impl serde::Serialize) -> serde_json::Value {
    fn walk(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::String(text) => *text = "\"></title><x-evil a='&".to_owned(),
            serde_json::Value::Array(items) => items.iter_mut().for_each(walk),
            serde_json::Value::Object(fields) => fields
                .iter_mut()
                .filter(|(name, _)| !["body", "svg", "scripts"].contains(&name.as_str()))
                .for_each(|(_, value)| walk(value)),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(data).expect("views serialise");
    walk(&mut value);
    value
}

#[test]
fn every_template_renders() {
    let theme = Theme::builtin().unwrap_or_else(|errors| panic!("{errors:#?}"));
    let site = theme.site(&larkspur::site()).expect("the site serialises");
    let out = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/theme-fixture");
    let _ = std::fs::remove_dir_all(&out);
    for asset in theme.assets() {
        write(&out.join(&asset.path), &asset.content);
    }
    let mut pages = Pages { theme, site, out, used: Vec::new() };
    larkspur::pages(&mut pages);
    let missing: Vec<_> = TEMPLATES.iter().filter(|name| !pages.used.contains(name)).collect();
    assert!(missing.is_empty(), "no page of the fixture uses {missing:?}");
}

/// Prints what one page costs: `BENCH=1 cargo test --release --test theme_fixture -- --nocapture`.
fn bench(name: &str, render: impl Fn()) {
    const TIMES: u32 = 200;
    let start = std::time::Instant::now();
    (0..TIMES).for_each(|_| render());
    println!("{:8.1} µs  {name}", start.elapsed().as_secs_f64() * 1e6 / f64::from(TIMES));
}

/// What must hold for every page, whatever it shows.
fn check(path: &str, page: &str) {
    assert_eq!(page.matches("<h1").count(), 1, "{path} has one h1");
    for forbidden in [
        "<style",
        " style=\"",
        " onclick=",
        "javascript:",
        "http-equiv=\"refresh\" content=\"0; url=http",
    ] {
        assert!(!page.contains(forbidden), "{path} has `{forbidden}`");
    }
    let ids: Vec<&str> =
        page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    for id in &ids {
        assert_eq!(ids.iter().filter(|other| *other == id).count(), 1, "{path} has `{id}` twice");
    }
    for link in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.contains(&link), "{path} links to `#{link}`, which is not on it");
    }
    let mut level = 0;
    for heading in page.split("<h").skip(1).filter_map(|rest| rest.chars().next()?.to_digit(10)) {
        if page.contains("http-equiv=\"refresh\"") {
            break;
        }
        assert!(heading <= level + 1, "{path} goes from h{level} to h{heading}");
        level = heading;
    }
    let opened = |name: &str| {
        page.matches(&format!("<{name}>")).count() + page.matches(&format!("<{name} ")).count()
    };
    for name in [
        "ul", "ol", "li", "p", "div", "section", "details", "dl", "table", "a", "span", "nav",
        "aside", "article", "figure",
    ] {
        assert_eq!(
            opened(name),
            page.matches(&format!("</{name}>")).count(),
            "{path} closes every {name}"
        );
    }
}

fn write(path: &Path, bytes: &[u8]) {
    let folder = path.parent().expect("a file in a folder");
    std::fs::create_dir_all(folder).expect("the folder can be made");
    std::fs::write(path, bytes).expect("the file can be written");
}
