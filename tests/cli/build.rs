//! `playbook build`.

use super::world::{broken, clean, folder, larkspur, put, run};

#[test]
fn a_build_writes_the_site_and_says_how_much_it_was() {
    let folder = clean();
    let ran = run(folder.path(), &["build"]);
    assert_eq!((ran.status, &*ran.out), (0, ""), "{}", ran.err);
    assert!(ran.err.contains("in `./book` from 2 pages, 1 link checked"), "{}", ran.err);
    assert!(folder.path().join("book/index.html").is_file());
    let quiet = run(folder.path(), &["build", "-q", "--out", "public"]);
    assert_eq!((quiet.status, &*quiet.out, &*quiet.err), (0, "", ""));
    assert!(folder.path().join("public/rituals/huddle/index.html").is_file());
}

#[test]
fn errors_leave_nothing_behind_unless_told_to_keep_going() {
    let folder = broken();
    let ran = run(folder.path(), &["build"]);
    assert_eq!((ran.status, &*ran.out), (1, ""));
    assert!(ran.err.contains("error[broken-link]") && ran.err.contains("no site was written"));
    assert!(!folder.path().join("book").exists());
    let ran = run(folder.path(), &["build", "--keep-going"]);
    assert_eq!((ran.status, &*ran.out), (1, ""), "{}", ran.err);
    assert!(folder.path().join("book/index.html").is_file());
}

/// A file whose name no address can have is a page all the same, at one as near as can be; so is
/// what lies in such a folder.
#[test]
fn a_page_with_an_impossible_name_is_kept_too() {
    let folder = clean();
    for path in ["guide/aux.md", "com1. /a.md", "guide/b\\c.md", "guide/d\n.md"] {
        put(&folder, &format!("content/{path}"), "# Words\n\nOf it.\n");
    }
    put(&folder, "content/guide/nul.txt", "no page");
    let ran = run(folder.path(), &["build", "--keep-going"]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert_eq!(ran.err.matches("error[file-name]").count(), 5, "{}", ran.err);
    for page in ["guide/aux-/", "com1-/a/", "guide/b-c/", "guide/d-/"] {
        let path = folder.path().join("book").join(page).join("index.html");
        let html = std::fs::read_to_string(path).expect("a page");
        assert!(html.contains("Of it."), "{page}");
        assert!(page.starts_with("com1") || html.contains("file-name"), "{page}");
    }
    assert!(!folder.path().join("book/guide/nul.txt").exists());
}

/// A vault or a repository whose pages lie at its top: all of it is content, but for the settings.
#[test]
fn a_whole_folder_can_be_the_content() {
    let folder = folder(&[
        ("book.toml", "[book]\nsrc = \".\"\n"),
        ("README.md", "# Ours\n\nSee the [rules](notes/rules.md).\n"),
        ("notes/rules.md", "# Rules\n"),
    ]);
    let ran = run(folder.path(), &["build"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("outside of the content, such as `../book`"), "{}", ran.err);
    let site = clean();
    let out = site.path().join("site");
    let ran = run(folder.path(), &["build", "--out", out.to_str().expect("a path that is text")]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(out.join("notes/rules/index.html").is_file());
    assert!(!out.join("book.toml").exists());
}

#[test]
fn strict_stops_at_warnings() {
    let folder = clean();
    let out = folder.path().join("site");
    let out = out.to_str().expect("a path that is text");
    let ran = run(&larkspur(), &["build", "--strict", "--out", out]);
    assert_eq!(ran.status, 1);
    assert!(!folder.path().join("site").exists());
}

#[test]
fn an_output_that_is_not_ours_is_refused() {
    let folder = clean();
    put(&folder, "book/precious.txt", "mine");
    for out in ["book", ".", "content", "/"] {
        let ran = run(folder.path(), &["build", "--out", out]);
        assert_eq!(ran.status, 2, "{out}: {}", ran.err);
        assert!(ran.err.contains("error: "), "{}", ran.err);
    }
    assert_eq!(std::fs::read_dir(folder.path().join("book")).map(Iterator::count).ok(), Some(1));
}

/// A draft has what lies beside its `index.md`; where a page of the folder is published, nobody
/// can tell whose the files are.
#[test]
fn the_files_of_a_draft_are_not_published_before_it_is() {
    let folder = clean();
    let draft = "---\ntitle: Plan\nsummary: A plan.\nstate: draft\n---\n![](map.svg)\n";
    put(&folder, "content/rituals/plan/index.md", draft);
    put(&folder, "content/rituals/plan/map.svg", "<svg/>");
    put(&folder, "content/rituals/plan/more/notes.pdf", "notes");
    put(&folder, "content/guide/index.md", "---\ntitle: Guide\ndraft: true\n---\nText.\n");
    put(&folder, "content/guide/other.md", "# Other\n\n![A map](map.svg)\n");
    put(&folder, "content/guide/map.svg", "<svg/>");
    let ran = run(folder.path(), &["build", "-q"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let has = |path: &str| folder.path().join("book").join(path).exists();
    assert!(has("guide/map.svg"));
    assert!(!has("rituals/plan/map.svg") && !has("rituals/plan/more/notes.pdf"));
    put(&folder, "content/link.md", "# Link\n\n![A map](rituals/plan/map.svg)\n");
    let ran = run(folder.path(), &["check", "--format", "short"]);
    assert!(ran.out.contains("error[missing-image]: there is no image `rituals/plan/map.svg` (it lies in the folder of a draft"), "{}", ran.out);
    let ran = run(folder.path(), &["build", "-q", "--drafts"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(has("rituals/plan/map.svg") && has("rituals/plan/more/notes.pdf"));
}

/// A limit on the size of files would end the program at once, and leave what it began.
#[cfg(unix)]
#[test]
fn a_file_that_may_not_grow_is_an_error_that_leaves_nothing_behind() {
    let folder = clean();
    let program = env!("CARGO_BIN_EXE_playbook");
    let limited = std::process::Command::new("sh")
        .args(["-c", &format!("ulimit -f 4; exec '{program}' build")])
        .current_dir(folder.path())
        .output()
        .expect("a shell");
    let told = String::from_utf8_lossy(&limited.stderr);
    assert_eq!(limited.status.code(), Some(2), "{told}");
    assert!(told.contains("cannot write"), "{told}");
    let left = std::fs::read_dir(folder.path()).expect("a readable folder");
    let left = left.filter_map(Result::ok).map(|entry| entry.file_name());
    assert!(!left.into_iter().any(|name| name.to_string_lossy().contains("book.playbook")));
}

#[test]
fn what_is_no_address_of_a_site_is_refused_before_anything_is_built() {
    let folder = clean();
    for (url, hint) in [
        ("work.example.org", "help: write `https://work.example.org/`"),
        ("https://x y", "help: write a path like `/handbook/`"),
        ("ftp://x", "help: a site is served by `https://`"),
    ] {
        let ran = run(folder.path(), &["build", "--base-url", url]);
        assert_eq!(ran.status, 2, "{url}");
        assert!(ran.err.contains(&format!("`--base-url`: `{url}`")), "{}", ran.err);
        assert!(ran.err.contains(hint), "{}", ran.err);
        assert!(!folder.path().join("book").exists(), "{url}");
    }
    assert_eq!(run(folder.path(), &["build", "--base-url", "hb"]).status, 0);
    let lost = std::fs::read_to_string(folder.path().join("book/404.html")).expect("a page");
    assert!(lost.contains("\"/hb/"), "{lost}");
    put(&folder, "book.toml", "[output.html]\nsite-url = \"http://\"\n");
    let ran = run(folder.path(), &["build"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("book.toml:2:12") && ran.err.contains("name the host"), "{}", ran.err);
}

/// What a check lets pass can be built: a file of the site's own gives way where an author's page
/// needs its name for a folder.
#[test]
fn names_of_the_sites_own_files_stop_no_build() {
    let folder = clean();
    put(&folder, "content/robots.txt.md", "# Robots\n\nText.\n");
    put(&folder, "content/tagged.md", "---\ntags: [index.html, con, x.]\n---\n# Tagged\n\nText.\n");
    let old = "aliases: [/playbook.json, /tags/x.html/more]\n";
    put(&folder, "content/old.md", &format!("---\ntitle: Old\n{old}---\n# Old\n\nText.\n"));
    let checked = run(folder.path(), &["check", "-q"]);
    let built = run(folder.path(), &["build", "-q"]);
    assert_eq!((checked.status, built.status), (0, 0), "{}{}", checked.err, built.err);
    let has = |path: &str| folder.path().join("book").join(path).is_file();
    assert!(has("robots.txt/index.html") && has("playbook.json/index.html"));
    assert!(has("tags/index.html") && has("tags/index.html-/index.html"));
    assert!(has("tags/con-/index.html") && has("tags/x/index.html"));
    // But for the one that every folder has, and that links lead to.
    for path in ["content/index.html.md", "content/rituals/index.html.md"] {
        put(&folder, path, "# Index\n\nText.\n");
        let checked = run(folder.path(), &["check", "--format", "short"]);
        let told = format!("{path}:1:1: error[file-name]: `index.html` is the page of the folder");
        assert!(checked.status == 1 && checked.out.contains(&told), "{}", checked.out);
        std::fs::remove_file(folder.path().join(path)).expect("to be removed");
    }
    for (alias, told) in [
        ("[/old.html, /old.html/x]", "the alias `/old.html` is a folder of other pages"),
        ("[/.git/hooks/x]", "`/.git/hooks/x` is not a path within the site"),
        ("[/.playbook]", "`/.playbook` is not a path within the site"),
    ] {
        let need = format!("---\ntitle: A\nsummary: A.\naliases: {alias}\n---\n");
        put(&folder, "content/needs/a.md", &need);
        let checked = run(folder.path(), &["check", "--format", "short"]);
        assert_eq!(checked.status, 1, "{alias}");
        assert!(checked.out.contains(told), "{alias}: {}", checked.out);
    }
}

/// A mistake in a template shows on many pages, and on some that it does not speak of.
#[test]
fn a_template_at_fault_is_told_once_with_the_pages_that_met_it() {
    let folder = clean();
    put(&folder, "book.toml", "[output.html]\ntheme = \"themes/ours\"\n");
    let template = "{% extends \"default/prose.html\" %}\n{% block end %}{{ page.entry.titel }}\
                    {% endblock %}";
    put(&folder, "themes/ours/templates/prose.html", template);
    for (pages, said) in
        [("bc", "2 pages met it, the first is `/b/`"), ("a", "3 pages met it, the first is `/a/`")]
    {
        for page in pages.chars() {
            put(&folder, &format!("content/{page}.md"), "# A page\n\nText.\n");
        }
        let ran = run(folder.path(), &["build", "-q"]);
        assert_eq!(ran.status, 1, "{}", ran.err);
        assert_eq!(ran.err.matches("field `titel` is not defined").count(), 1, "{}", ran.err);
        assert!(ran.err.contains("help: did you mean `title`?"), "{}", ran.err);
        assert!(ran.err.contains(said), "{}", ran.err);
    }
}
