//! What is wrong is shown, and what was good stays until it is mended.

use std::sync::atomic::{AtomicBool, Ordering};

use super::world::{Book, Server, command, ritual};

#[test]
fn the_last_good_page_stays_until_an_error_is_mended() {
    let book = Book::small();
    let server = Server::start(&book);
    let mut channel = server.channel();
    let first = channel.hear();
    assert_eq!(first["problems"], serde_json::json!([]), "a new connection hears how it stands");
    let path = "content/rituals/bet-table.md";
    book.put(path, &ritual("Bet table", "See [[</script><b>nowhere]]."));
    let message =
        channel.until("the error", |message| !message["problems"].as_array().unwrap().is_empty());
    let problem = &message["problems"][0];
    assert_eq!(problem["code"], "broken-ref");
    assert_eq!(problem["place"], "content/rituals/bet-table.md:8:7");
    assert!(problem["picture"].as_str().unwrap().contains('^'), "{problem}");
    assert!(problem["open"].as_str().unwrap().starts_with("vscode://file/"), "{problem}");
    server.until("/rituals/bet-table/", "The first words.");
    // The terminal hears of it after the pages do.
    server.wait("said on the terminal", || {
        server.log().contains("the last good pages stay").then_some(())
    });

    // Who comes now, or wakes up, hears of it at once.
    assert_eq!(server.channel().hear()["problems"], message["problems"]);

    book.put(path, &ritual("Bet table", "Mended."));
    let mended =
        channel.until("mended", |message| message["problems"].as_array().unwrap().is_empty());
    assert!(mended["version"].as_u64() > message["version"].as_u64());
    server.until("/rituals/bet-table/", "Mended.");
    server.settles(&book, "an error that was mended");
}

#[test]
fn broken_settings_and_half_written_files_are_waited_out() {
    let book = Book::small();
    let server = Server::start(&book);
    let mut channel = server.channel();
    let whole = "[book]\ntitle = \"Ours\"\n";
    for (path, broken, whole) in [
        ("book.toml", "[book]\ntitel = \"Ours\"\n", whole.to_owned()),
        ("book.toml", "[book\n", whole.to_owned()),
        ("content/rituals/review.md", "---\ntitle: Rev", ritual("Review", "Whole again.")),
        ("content/rituals/review.md", "---\ntitle: [\n---\n", ritual("Review", "Whole again.")),
    ] {
        book.put(path, broken);
        channel.until("the error", |message| !message["problems"].as_array().unwrap().is_empty());
        assert_eq!(server.get("/rituals/review/").status, 200, "{broken}");
        assert!(server.get("/").text().contains("Ours"), "{broken}");
        book.put(path, &whole);
        channel.until("mended", |message| message["problems"].as_array().unwrap().is_empty());
    }
    server.settles(&book, "mended files");
}

/// What was edited while nothing could be made of it is there once something can.
#[test]
fn edits_beside_broken_settings_are_caught_up_with() {
    let book = Book::small();
    let settings = "[book]\ntitle = \"Ours\"\n[output.html]\ntheme = \"themes/ours\"\n";
    book.put("book.toml", settings);
    book.put("themes/ours/assets/brand.css", "body { color: red }\n");
    let server = Server::start(&book);
    let mut channel = server.channel();
    // The preview has looked through the folders once more after its start.
    std::thread::sleep(std::time::Duration::from_millis(300));
    book.put("book.toml", &format!("{settings}[chekc]\n"));
    channel.until("the error", |message| !message["problems"].as_array().unwrap().is_empty());
    book.put("content/rituals/review.md", &ritual("Review", "Written meanwhile."));
    book.put("content/rituals/newer.md", &ritual("Newer", "Made meanwhile."));
    book.put("themes/ours/assets/brand.css", "body { color: green }\n");
    book.remove("content/artifacts/bet.md");
    // Longer than an edit is waited for: each was heard while the settings were wrong.
    std::thread::sleep(std::time::Duration::from_millis(300));
    book.put("book.toml", settings);
    channel.until("mended", |message| message["problems"].as_array().unwrap().is_empty());
    server.until("/rituals/review/", "Written meanwhile.");
    server.settles(&book, "edits beside broken settings");
    assert_eq!(server.get("/artifacts/bet/").status, 404);
}

/// Words that settle nothing still move what is said of the lines below them.
#[test]
fn what_is_said_of_the_settings_follows_their_words() {
    let book = Book::small();
    let toml = "[book]\ntitle = \"Ours\"\n[rust]\nedition = \"2021\"\n";
    book.put("book.toml", toml);
    let server = Server::start(&book);
    server.settles(&book, "the start");
    book.put("book.toml", &format!("# What it is called.\n{toml}"));
    server.settles(&book, "a comment above a warning");
    book.put("content/rituals/review.md", &ritual("Review", "Other words."));
    server.settles(&book, "an edit below other words of the settings");
    book.put("book.toml", "[book]\ntitle = \"Ours\"\n");
    server.settles(&book, "a warning that was mended");

    let mut channel = server.channel();
    let toml = format!("{toml}[check]\nconfig-ignored = \"error\"\n");
    let is_at = |place: &'static str| {
        move |message: &serde_json::Value| message["problems"][0]["place"] == place
    };
    book.put("book.toml", &toml);
    channel.until("the error", is_at("book.toml:3:2"));
    book.put("book.toml", &format!("# What it is called.\n{toml}"));
    channel.until("the error below a comment", is_at("book.toml:4:2"));
}

#[test]
fn a_book_that_begins_with_errors_is_served_with_them() {
    let book = Book::small();
    book.put("content/rituals/bad.md", "---\ntitle: Bad\n---\nNo summary.\n");
    let server = Server::start(&book);
    assert_eq!(server.get("/rituals/review/").status, 200);
    let heard = server.channel().hear();
    assert!(!heard["problems"].as_array().unwrap().is_empty());
    assert_eq!(heard["stale"], false, "nothing better was ever shown");
    // What is written meanwhile is seen, with what is wrong beside it.
    book.put("content/rituals/review.md", &ritual("Review", "Written beside an error."));
    server.until("/rituals/review/", "Written beside an error.");
    let heard = server.channel().hear();
    assert!(!heard["problems"].as_array().unwrap().is_empty());
    assert_eq!(heard["stale"], false);
    book.put("content/rituals/bad.md", &ritual("Bad", "Good."));
    server.until("/rituals/bad/", "Good.");
    server.settles(&book, "a first mending");
    // From now on there is a last good page.
    let mut channel = server.channel();
    book.put("content/rituals/bad.md", "---\ntitle: Bad\n---\nNo summary.\n");
    let heard =
        channel.until("the error", |message| !message["problems"].as_array().unwrap().is_empty());
    assert_eq!(heard["stale"], true);
    server.until("/rituals/bad/", "Good.");

    let book = Book::small();
    book.put("book.toml", "[output.html]\ntheme = \"themes/x\"\n");
    book.put("themes/x/templates/home.html", "{% if %}");
    let server = Server::start(&book);
    let page = server.get("/");
    assert_eq!(page.status, 500);
    assert!(page.text().contains("s.problems"), "{}", page.text());
    assert!(!server.get("/.playbook/live.js").body.is_empty());
    book.remove("themes/x/templates/home.html");
    server.until("/", "<h1");
}

/// A template that fails while it renders is an error of the page that was asked for.
#[test]
fn a_page_that_cannot_be_rendered_says_why() {
    let book = Book::small();
    book.put("book.toml", "[output.html]\ntheme = \"themes/x\"\n");
    book.put("themes/x/templates/prose.html", "{{ page.nothing.at.all }}");
    let server = Server::start(&book);
    let page = server.get("/guide/start/");
    assert_eq!(page.status, 500, "{}", page.text());
    assert!(page.text().contains("template-error"), "{}", page.text());
    let link = "themes/x/templates/prose.html:1:9\",\"picture\"";
    assert!(
        page.text().contains("vscode://file/") && page.text().contains(link),
        "{}",
        page.text()
    );
    assert_eq!(server.get("/rituals/review/").status, 200);
    // Whoever looks at the terminal hears of it, once.
    assert_eq!(server.get("/guide/start/").status, 500);
    let told = server.wait("the error", || {
        let log = server.log();
        log.contains("themes/x/templates/prose.html:1:").then_some(log)
    });
    assert_eq!(told.matches("error[template-error]").count(), 1, "{told}");
}

/// The folders are looked through again for a while after one has gone; what is still wrong then
/// is no news.
#[test]
fn what_is_wrong_with_a_theme_is_told_once() {
    let book = Book::small();
    book.put("book.toml", "[output.html]\ntheme = \"themes/x\"\n");
    book.put("themes/x/assets/brand.css", "body { color: red }\n");
    let server = Server::start(&book);
    std::fs::rename(book.path("themes/x"), book.path("themes/y")).unwrap();
    let told = || server.log().matches("`themes/x` does not exist").count();
    server.wait("the error", || (told() > 0).then_some(()));
    std::thread::sleep(std::time::Duration::from_millis(1_500));
    assert_eq!(told(), 1, "{}", server.log());
    std::fs::rename(book.path("themes/y"), book.path("themes/x")).unwrap();
    server.wait("its mending", || {
        let log = server.log();
        let last = log.lines().last().unwrap_or_default().to_owned();
        (last.contains("no errors") || last.contains("warning")).then_some(())
    });
    server.settles(&book, "a theme that came back");
}

/// Row 97: a request during a swap is never lost.
#[test]
fn requests_during_edits_are_all_answered() {
    let book = Book::small();
    let server = Server::start(&book);
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let asks = scope.spawn(|| {
            let mut count = 0;
            while !done.load(Ordering::Relaxed) {
                for page in ["/", "/rituals/bet-table/", "/rituals/review/", "/assets/playbook.css"]
                {
                    let answer = server.get(page);
                    assert_eq!(answer.status, 200, "{page}");
                    count += 1;
                }
            }
            count
        });
        for number in 0..30 {
            book.put(
                "content/rituals/bet-table.md",
                &ritual("Bet table", &format!("Words {number}.")),
            );
            book.put(&format!("content/rituals/more-{number}.md"), &ritual("More", "And more."));
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        done.store(true, Ordering::Relaxed);
        assert!(asks.join().unwrap() > 4);
    });
    for number in 1..30 {
        book.remove(&format!("content/rituals/more-{number}.md"));
    }
    server.settles(&book, "many edits");
}

#[test]
fn what_it_cannot_begin_with_is_said() {
    let book = Book::small();
    let server = Server::start(&book);
    let port = server.port.to_string();
    let taken = command(book.root()).args(["--port", &port]).output().unwrap();
    let told = String::from_utf8_lossy(&taken.stderr).into_owned();
    assert_eq!(taken.status.code(), Some(2), "{told}");
    assert!(told.contains(&format!("port {port} is in use")), "{told}");
    assert!(told.contains("is free"), "{told}");

    let empty = tempfile::tempdir().unwrap();
    let none = command(empty.path()).args(["--port", "0"]).output().unwrap();
    let told = String::from_utf8_lossy(&none.stderr).into_owned();
    assert_eq!(none.status.code(), Some(2), "{told}");
    assert!(told.contains("playbook init"), "{told}");

    let odd = command(book.root()).args(["--host", "nowhere.example"]).output().unwrap();
    assert_eq!(odd.status.code(), Some(2));

    let open = Server::with(&book, &["--port", "0", "--host", "0.0.0.0"]);
    assert!(open.log().contains("WARNING"), "{}", open.log());
    assert_eq!(open.get("/").status, 200);
}
