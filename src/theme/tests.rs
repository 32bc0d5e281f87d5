//! What a theme must withstand, and how a site's files stand over the built-in ones.

use super::disk::PassedOver;
use super::*;
use crate::source::Files;

fn with(templates: &[(&str, &str)]) -> Result<Theme, Vec<TemplateError>> {
    Theme::build(ThemeFiles {
        folder: "themes/ours".to_owned(),
        templates: templates.iter().map(|(n, t)| ((*n).to_owned(), (*t).to_owned())).collect(),
        ..ThemeFiles::default()
    })
}

fn render(template: &str) -> Result<String, TemplateError> {
    let theme = with(&[("x.html", template)]).map_err(|errors| errors[0].clone())?;
    let none = BTreeMap::<String, String>::new();
    let site = theme.site(&none)?;
    let page = BTreeMap::from([("bad", "<script>\"'&")]);
    let bytes = theme.render("x.html", &site, &none, &page)?;
    Ok(String::from_utf8(bytes).expect("templates write UTF-8"))
}

#[test]
fn the_builtin_theme_is_sound() {
    let theme = Theme::builtin().unwrap_or_else(|errors| panic!("{errors:#?}"));
    assert!(theme.asset("playbook.css").is_some());
    assert!(theme.has_template("practice.html"));
}

#[test]
fn values_are_escaped() {
    let out = render("<a title=\"{{ page.bad }}\">").expect("renders");
    assert!(
        !out.contains("<script>") && !out.contains("\"<") && out.contains("&lt;script&gt;&quot;")
    );
}

#[test]
fn a_site_can_extend_what_it_overrides() {
    let theme = with(&[(
        "404.html",
        "{% extends \"default/404.html\" %}{% block main %}ours{% endblock %}",
    )]);
    assert!(theme.is_ok(), "{theme:?}");
}

#[test]
fn nothing_runs_without_end() {
    let error = render("{{ range(end=1000000000) }}").expect_err("a cap");
    assert_eq!(error.message, "`range` gives more than 1000 numbers");
    assert_eq!((error.line, error.column), (1, 4));

    let nested = "{% for a in range(end=1000) %}{% for b in range(end=1000) %}{% for c in range(end=1000) %}xxxxxxxxxx{% endfor %}{% endfor %}{% endfor %}";
    assert!(render(nested).expect_err("a cap").message.contains("more than 24 MB"));
}

#[test]
fn loops_are_refused_where_they_begin() {
    let itself = with(&[("x.html", "a\n{% component c() %}{{ <c /> }}{% endcomponent %}")]);
    let error = &itself.expect_err("a loop")[0];
    assert_eq!(error.message, "the component `c` calls itself: c → c");
    assert_eq!((error.line, error.column), (2, 23));

    let around = with(&[
        ("x.html", "{% component c() %}{% include \"y.html\" %}{% endcomponent %}"),
        ("y.html", "{{ < c /> }}"),
    ]);
    assert!(around.expect_err("a loop")[0].message.contains("calls itself"));

    let extends =
        with(&[("x.html", "{% extends \"y.html\" %}"), ("y.html", "{% extends \"x.html\" %}")]);
    assert!(extends.expect_err("a loop")[0].message.contains("extends itself"));

    let includes =
        with(&[("x.html", "{% include \"y.html\" %}"), ("y.html", "{% include \"x.html\" %}")]);
    assert!(includes.expect_err("a loop")[0].message.contains("includes itself"));
}

#[test]
fn no_chain_is_longer_than_anybody_reads() {
    for (opens, closes) in [("{% extends \"", "\" %}"), ("{% include \"", "\" %}")] {
        let files: Vec<(String, String)> = (0..100)
            .map(|at| (format!("a{at}.html"), format!("{opens}a{}.html{closes}", at + 1)))
            .chain([("a100.html".to_owned(), "end".to_owned())])
            .collect();
        let files: Vec<(&str, &str)> =
            files.iter().map(|(name, text)| (&**name, &**text)).collect();
        let error = &with(&files).expect_err("a chain of a hundred")[0];
        assert!(error.message.contains("go more than 64 deep"), "{}", error.message);
    }
}

#[test]
fn errors_know_their_place() {
    let error = render("one\ntwo {{ page.none }}").expect_err("undefined");
    assert_eq!((error.line, error.column), (2, 13));
    assert_eq!(&*error.template, "themes/ours/templates/x.html");
    assert_eq!(error.excerpt, "two {{ page.none }}");

    let error = render("{{ page.bad | nothing }}").expect_err("an unknown filter");
    assert_eq!(error.message, "unknown filter `nothing`");
    assert_eq!((error.line, error.column), (1, 15));

    assert!(render("{% include \"gone.html\" %}").is_err());
    assert!(render("{% if %}").is_err());
    assert!(render(&format!("{{{{ {}1 }}}}", "(".repeat(20_000))).is_err());
    assert!(render(&"{% if page %}".repeat(5_000)).is_err());
}

#[test]
fn what_is_not_there_is_told_with_what_is() {
    let told = |template: &str| {
        let error = render(template).expect_err("something is not there");
        (error.message, error.hint.map(String::from).unwrap_or_default())
    };
    let not = |message: &str, hint: &str| (message.to_owned(), hint.to_owned());
    assert_eq!(told("{{ page.other }}"), not("field `other` is not defined", "there is `bad`"));
    assert_eq!(
        told("{{ pgae.bad }}"),
        not("variable `pgae` is not defined", "did you mean `page`?")
    );
    assert_eq!(
        told("{{ assets[\"brnad.css\"] }}"),
        not("the theme has no asset `brnad.css`", "did you mean `brand.css`?")
    );
    assert_eq!(told("{{ page[\"no\"] }}"), not("`page[\"no\"]` is not defined", ""));
    assert_eq!(told("{{ no[\"x\"] }}"), not("`no` is not defined", ""));
    assert_eq!(told("{{ assets[no] }}"), not("`no` is not defined", ""));
}

#[test]
fn only_bodies_and_drawings_pass_unescaped() {
    for (name, text) in Builtin::read().templates {
        for (at, _) in text.match_indices("| safe") {
            let before = text[..at].trim_end();
            let bare = before.ends_with(".body") || before.ends_with(".svg");
            assert!(bare, "{name} writes something else than `.body` or `.svg` with `safe`");
        }
    }
}

/// The built-in files leave their comments behind, and so does a copy that nobody has changed; a
/// site's own are written as they are.
#[test]
fn only_the_files_of_a_site_keep_their_comments() {
    let whole = Theme::builtin_file("assets/playbook.css").expect("it is built in");
    assert!(whole.windows(2).any(|two| two == b"/*"), "it explains itself");
    let changed = [whole.as_slice(), b"/* ours */\n".as_slice()].concat();
    let written = |own: Option<&Vec<u8>>| {
        let assets = own.map(|own| ("playbook.css".to_owned(), own.clone()));
        let theme = Theme::build(ThemeFiles {
            folder: "themes/ours".to_owned(),
            assets: assets.into_iter().collect(),
            ..ThemeFiles::default()
        });
        theme.expect("a theme").asset("playbook.css").expect("an asset").content.clone()
    };
    let light = written(None);
    assert!(light.len() < whole.len() && !light.windows(2).any(|two| two == b"/*"));
    assert_eq!(written(Some(&whole)), light);
    assert_eq!(written(Some(&changed)), changed);
}

#[test]
fn assets_are_known_by_a_fingerprint() {
    let ours = ThemeFiles {
        folder: "themes/ours".to_owned(),
        assets: BTreeMap::from([("brand.css".to_owned(), b":root{}".to_vec())]),
        ..ThemeFiles::default()
    };
    let (built_in, ours) = (Theme::builtin().expect("sound"), Theme::build(ours).expect("sound"));
    let url = |theme: &Theme, name: &str| theme.asset(name).expect("an asset").url.clone();
    assert!(url(&ours, "brand.css").starts_with("assets/brand.css?v="));
    assert_ne!(url(&ours, "brand.css"), url(&built_in, "brand.css"));
    assert_eq!(url(&ours, "playbook.css"), url(&built_in, "playbook.css"));

    let odd = ThemeFiles {
        folder: "themes/ours".to_owned(),
        assets: BTreeMap::from([("a #1?/50%.css".to_owned(), b":root{}".to_vec())]),
        ..ThemeFiles::default()
    };
    let odd = Theme::build(odd).expect("sound");
    assert!(url(&odd, "a #1?/50%.css").starts_with("assets/a%20%231%3F/50%25.css?v="));
    assert_eq!(odd.asset("a #1?/50%.css").expect("an asset").path, "assets/a #1?/50%.css");
}

#[test]
fn a_folder_is_read_as_it_lies() {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    };
    put("templates/parts/x.html", "\u{feff}one\r\ntwo");
    put("templates/.hidden.html", "{% no %}");
    put("templates/old.html~", "{% no %}");
    put("templates/Thumbs.db", "{% no %}");
    put("assets/logo.svg.swp", "");
    put("desktop.ini", "");
    put("assets/pictures/logo.svg", "<svg/>");
    put("notes.md", "not a theme's");
    let files = ThemeFiles::read(folder.path(), "themes/ours").expect("readable");
    let templates: Vec<_> = files.templates.iter().collect();
    assert_eq!(templates, [(&"parts/x.html".to_owned(), &"one\ntwo".to_owned())]);
    assert_eq!(files.assets.keys().collect::<Vec<_>>(), ["pictures/logo.svg"]);
    assert_eq!(files.passed_over, BTreeMap::from([("notes.md".to_owned(), PassedOver::File)]));

    #[cfg(unix)]
    {
        put("assets/a\nb.css", "");
        let failure = ThemeFiles::read(folder.path(), "themes/ours").expect_err("no such name");
        assert!(failure.message.ends_with("has a control character in its name"), "{failure}");
    }

    let failure = ThemeFiles::read(&folder.path().join("gone"), "themes/gone").expect_err("gone");
    assert_eq!(failure.message, "the theme's folder `themes/gone` does not exist");
}

#[test]
#[cfg(unix)]
fn links_and_pipes_are_not_read_but_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |path: &str| folder.path().join(path);
    for made in ["templates", "assets", "empty"] {
        std::fs::create_dir(at(made)).expect("a folder");
    }
    std::os::unix::fs::symlink("/etc", at("assets/etc")).expect("a link");
    std::os::unix::fs::symlink("gone.html", at("templates/home.html")).expect("a link");
    let socket = std::os::unix::net::UnixListener::bind(at("assets/socket")).expect("a socket");
    let files = ThemeFiles::read(folder.path(), "themes/ours").expect("readable");
    drop(socket);
    assert!(files.templates.is_empty() && files.assets.is_empty());
    let theme = Theme::build(files).expect("sound");
    let mut shown = Files::new();
    let told = theme.unused().iter().map(|unused| {
        let found = unused.diagnostic(&mut shown);
        (shown.get(found.span.file).path.to_string(), found.message)
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            ("themes/ours/assets/etc", "a link is passed over"),
            ("themes/ours/assets/socket", "a pipe, a socket or a device is passed over"),
            ("themes/ours/templates/home.html", "a link is passed over"),
        ]
        .map(|(path, message)| (path.to_owned(), message.to_owned()))
    );
}
