//! Whatever is edited, what is served ends as a clean build would make it.

use super::world::{Book, Server, ritual};

#[test]
fn every_edit_ends_in_what_a_clean_build_gives() {
    let book = Book::small();
    let server = Server::start(&book);
    server.settles(&book, "the start");

    book.put("content/rituals/bet-table.md", &ritual("Bet table", "Other words.\n\n## How\n\nSo."));
    server.settles(&book, "an edit of a body");

    book.put("content/rituals/bet-table.md", &ritual("The great bet", "Other words."));
    server.settles(&book, "another title");

    book.put("content/rituals/zeal.md", &ritual("A new one", "See [[review]]."));
    server.settles(&book, "a new file");

    book.put(
        "content/artifacts/deep/down/note.md",
        "---\ntitle: Note\nsummary: N.\nowner: us\n---\nSee [[bet]].\n",
    );
    server.settles(&book, "a file in fresh folders");

    book.put(
        "content/artifacts/deep/down/note.md",
        "---\ntitle: Noted\nsummary: N.\nowner: us\n---\nSee [[bet]] again.\n",
    );
    server.settles(&book, "an edit in fresh folders");

    book.rename("content/rituals/zeal.md", "content/rituals/early.md");
    server.settles(&book, "a new name");
    assert_eq!(server.get("/rituals/zeal/").status, 404);

    book.remove("content/rituals/early.md");
    server.settles(&book, "a deleted file");
    assert_eq!(server.get("/rituals/early/").status, 404);

    book.put("content/guide/_index.md", "# The guide\n\nIts own text.\n");
    server.settles(&book, "the own text of a folder");
    book.remove("content/guide/_index.md");
    server.settles(&book, "a folder without a text of its own");

    book.put("content/picture.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>");
    server.settles(&book, "another picture");

    book.put("book.toml", "[book]\ntitle = \"Theirs\"\n[check]\norphan = \"off\"\n");
    server.settles(&book, "another book.toml");
    server.until("/", "Theirs");

    // As editors save: beside, then over it.
    book.put("content/guide/.start.md.swp", "x");
    book.put("content/guide/start.md~", "# Old\n");
    book.put("content/guide/tmp123", "# Start\n\nSaved in whole.\n");
    book.rename("content/guide/tmp123", "content/guide/start.md");
    server.settles(&book, "an atomic save");
    server.until("/guide/start/", "Saved in whole");
}

/// What an edit changes on pages other than its own.
#[test]
fn what_other_pages_show_of_an_entry_follows_it() {
    let book = Book::small();
    let stage = "---\ntitle: Stage\nsummary: How old.\nquestion: How old?\nordered: true\n\
                 values: [{id: early}, {id: late, label: Late}]\n---\n";
    let young = "---\ntitle: Young\nsummary: At first.\nvalues: {stage: early}\n---\n";
    let with = |title: &str, keys: &str, body: &str| {
        ritual(title, body).replacen("owner: us\n", &format!("owner: us\n{keys}"), 1)
    };
    let fit = "fit: [{when: {stage: late}, lean: for, because: It is slow.}]\n";
    book.put("content/factors/stage.md", stage);
    book.put("content/contexts/young.md", young);
    book.put("content/rituals/bet-table.md", &with("Bet table", fit, "## How\n\nSo."));
    book.put("content/rituals/review.md", &ritual("Review", "See [it](bet-table.md#how)."));
    let server = Server::start(&book);
    server.settles(&book, "the start");
    let mut channel = server.channel();
    let edit = |path: &str, text: &str, after: &str| {
        book.put(path, text);
        server.settles(&book, after);
    };
    let bet = "content/rituals/bet-table.md";
    edit(bet, &with("Our bets", fit, "## How\n\nSo."), "another title");
    let summary = with("Our bets", fit, "## How\n\nSo.").replace("What Our bets is", "All of it");
    edit(bet, &summary, "another summary");
    edit(bet, &with("Our bets", &format!("aka: [The table]\n{fit}"), "## How"), "another name");
    edit(bet, &with("Our bets", &format!("tags: [slow]\n{fit}"), "## How"), "a tag");
    edit(bet, &with("Our bets", &format!("aliases: [old/]\n{fit}"), "## How"), "an alias");
    edit(bet, &with("Our bets", &format!("weight: 9\n{fit}"), "## How"), "another place");
    edit(bet, &with("Our bets", &format!("state: retired\n{fit}"), "## How"), "retirement");
    let against = fit.replace("lean: for", "lean: avoid");
    edit(bet, &with("Our bets", &against, "## How"), "a line of another lean");
    edit("content/factors/stage.md", &stage.replace("label: Late", "label: Of age"), "a label");
    edit("content/contexts/young.md", &young.replace("early", "late"), "another context");
    edit("content/new/deep.md", "# Deep\n\nSee [[stage]].\n", "a page in a new folder");
    assert_eq!(server.get("/new/deep/").status, 200);

    // What becomes wrong elsewhere is said there, and the last good pages stay until it is mended.
    let mut wrong = |path: &str, text: &str, code: &str| {
        let former = std::fs::read_to_string(book.path(path)).unwrap();
        book.put(path, text);
        channel.until(code, |message| message["problems"][0]["code"] == code);
        assert_eq!(server.get("/rituals/review/").status, 200);
        book.put(path, &former);
        channel.until("mended", |message| message["problems"].as_array().unwrap().is_empty());
        server.settles(&book, code);
    };
    wrong(bet, &with("Our bets", fit, "## Why"), "broken-anchor");
    wrong(bet, &with("Our bets", &format!("draft: true\n{fit}"), "## How"), "draft-ref");
    wrong(
        "content/factors/stage.md",
        &stage.replace("id: late", "id: later"),
        "unknown-factor-value",
    );
    wrong("content/rituals/review.md", &ritual("Review", "To [it](gone.md)."), "broken-link");
}

#[test]
fn themes_are_read_again() {
    let book = Book::small();
    let server = Server::start(&book);
    book.put("book.toml", "[book]\ntitle = \"Ours\"\n[output.html]\ntheme = \"themes/ours\"\n");
    server.wait("a theme that is not there yet", || {
        server.log().contains("themes/ours").then_some(())
    });
    book.put("themes/ours/assets/brand.css", "body { color: red }\n");
    server.until("/assets/brand.css", "color: red");
    server.settles(&book, "a new theme");
    book.put("themes/ours/assets/brand.css", "body { color: green }\n");
    server.until("/assets/brand.css", "color: green");
    server.settles(&book, "another style");
    book.put(
        "themes/ours/templates/404.html",
        "{% extends \"base.html\" %}{% block main %}Nothing at all{% endblock %}",
    );
    server.wait("the new template", || {
        server.get("/none/").text().contains("Nothing at all").then_some(())
    });
    server.settles(&book, "a template over a built-in one");
    book.put(
        "themes/ours/templates/404.html",
        "{% extends \"base.html\" %}{% block main %}{% if %}",
    );
    let mut channel = server.channel();
    channel.until("the template's error", |message| {
        message["problems"][0]["code"] == "template-error"
    });
    assert!(server.get("/none/").text().contains("Nothing at all"), "the last good template stays");
    book.remove("themes/ours/templates/404.html");
    channel.until("mended", |message| message["problems"].as_array().unwrap().is_empty());
    server.settles(&book, "a template that was taken away");
    book.put("themes/ours/brand.css", "body { color: blue }\n");
    server.wait("a file that does nothing", || {
        server.get("/health/").text().contains("unused-theme-file").then_some(())
    });
    server.settles(&book, "a file that does nothing");
    book.remove("themes/ours/brand.css");
    server.wait("nothing that does nothing", || {
        (!server.get("/health/").text().contains("unused-theme-file")).then_some(())
    });
    server.settles(&book, "nothing that does nothing");
}

/// However a theme's folder is written, an edit in it is heard.
#[test]
fn folders_may_be_written_with_dots() {
    let book = Book::small();
    book.rename("content", "docs");
    let settings = "[book]\nsrc = \"./docs/\"\n[output.html]\ntheme = \"./themes/ours\"\n";
    book.put("book.toml", settings);
    book.put("themes/ours/assets/brand.css", "body { color: red }\n");
    let server = Server::start(&book);
    server.until("/assets/brand.css", "color: red");
    // The preview has looked through the folders once more after its start.
    std::thread::sleep(std::time::Duration::from_millis(300));
    book.put("themes/ours/assets/brand.css", "body { color: green }\n");
    server.until("/assets/brand.css", "color: green");
    book.put("docs/rituals/review.md", &ritual("Review", "Other words."));
    server.until("/rituals/review/", "Other words.");
}

/// One file under several names: wherever it is edited, each of its pages follows.
#[cfg(unix)]
#[test]
fn what_links_lead_to_is_heard_of() {
    use std::os::unix::fs::symlink;
    let book = Book::small();
    let words = |words: &str| format!("# Words\n\n{words}\n");
    book.put("content/a.md", &words("First."));
    book.put("notes/n.md", &words("First."));
    book.put("shared/deep/s.md", &words("First."));
    book.put("pictures/p.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    symlink("a.md", book.path("content/b.md")).unwrap();
    symlink("../notes/n.md", book.path("content/c.md")).unwrap();
    symlink("../shared", book.path("content/shelf")).unwrap();
    symlink("../pictures/p.svg", book.path("content/p.svg")).unwrap();
    let server = Server::start(&book);
    std::thread::sleep(std::time::Duration::from_millis(300));
    for now in ["Second.", "Third."] {
        book.put("content/a.md", &words(now));
        server.until("/b/", now);
        server.until("/a/", now);
        book.put("notes/n.md", &words(now));
        server.until("/c/", now);
        book.put("shared/deep/s.md", &words(now));
        server.until("/shelf/deep/s/", now);
    }
    // Through the link, and as editors save: another file in the place of the first.
    book.put("content/b.md", &words("Through the link."));
    server.until("/a/", "Through the link.");
    book.put("notes/n.new", &words("Put in its place."));
    book.rename("notes/n.new", "notes/n.md");
    server.until("/c/", "Put in its place.");
    book.remove("notes/n.md");
    let mut channel = server.channel();
    channel.until("word of it", |message| !message["problems"].as_array().unwrap().is_empty());
    book.put("notes/n.md", &words("Come back."));
    server.until("/c/", "Come back.");
    book.put("pictures/p.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>");
    channel.until("another picture", |message| {
        message["files"].as_array().unwrap().iter().any(|file| file[0] == "p.svg")
    });
    book.put("content/guide/new/folder.md", &words("In a new folder."));
    server.until("/guide/new/folder/", "In a new folder.");
    server.settles(&book, "edits through links");
}

#[test]
fn drafts_are_shown_where_they_are_asked_for() {
    let book = Book::small();
    book.put(
        "content/rituals/draft.md",
        &ritual("Draft", "Soon.").replace("owner: us", "owner: us\ndraft: true"),
    );
    let server = Server::start(&book);
    assert_eq!(server.get("/rituals/draft/").status, 404);
    book.put("content/rituals/draft.md", &ritual("Draft", "Now."));
    server.until("/rituals/draft/", "Now.");
    server.settles(&book, "a draft that was published");
    let open = Server::with(&book, &["--port", "0", "--drafts"]);
    assert_eq!(open.get("/rituals/draft/").status, 200);
}

/// A checkout: many files come, go and change at once, some within new folders.
#[test]
fn a_checkout_ends_in_what_a_clean_build_gives() {
    let book = Book::small();
    let server = Server::start(&book);
    for branch in ["other", "main", "other"] {
        if branch == "other" {
            for number in 0..60 {
                let path = format!("content/rituals/team-{}/r{number}.md", number % 7);
                book.put(&path, &ritual(&format!("R {number}"), "See [[review]]."));
            }
            book.remove("content/guide/start.md");
            std::fs::remove_dir(book.path("content/guide")).unwrap();
            book.put("content/index.md", "# Another welcome\n\nSee [[r3]].\n");
        } else {
            for folder in 0..7 {
                std::fs::remove_dir_all(book.path(&format!("content/rituals/team-{folder}")))
                    .unwrap();
            }
            book.put("content/guide/start.md", "# Start\n\nHere.\n");
            book.put("content/index.md", "# Welcome\n\nSee [[bet-table]].\n");
        }
        server.settles(&book, branch);
    }
}

#[test]
fn the_content_folder_may_go_and_come_back() {
    let book = Book::small();
    let server = Server::start(&book);
    let mut channel = server.channel();
    book.rename("content", "elsewhere");
    // Whoever read the folder just then says first that a file of it has gone.
    channel.until("word of it", |message| {
        let said = message["problems"][0]["message"].as_str();
        said.is_some_and(|said| said.contains("no content folder"))
    });
    assert_eq!(server.get("/rituals/review/").status, 200, "the last good pages stay");
    book.rename("elsewhere", "content");
    channel.until("mended", |message| message["problems"].as_array().unwrap().is_empty());
    server.settles(&book, "a folder that came back");
    book.put("content/rituals/review.md", &ritual("Review", "Heard again."));
    server.until("/rituals/review/", "Heard again.");
    std::fs::remove_dir_all(book.path("content")).unwrap();
    channel.until("word of it", |message| !message["problems"].as_array().unwrap().is_empty());
    book.put("content/index.md", "# All new\n");
    server.until("/", "All new");
    server.settles(&book, "a folder made anew");
}
