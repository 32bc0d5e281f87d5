//! Very many events, events that mean nothing, and events that were lost.

use std::time::{Duration, Instant};

use super::world::{Book, Server, ritual};

/// Row 89.
#[test]
fn five_thousand_events_in_a_second_are_three_makings_at_most() {
    let book = Book::small();
    let server = Server::start(&book);
    server.until("/", "Welcome");
    std::thread::sleep(Duration::from_millis(1_300));
    let before = server.makings();
    let begun = Instant::now();
    for number in 0..1_000 {
        // Made, written, closed, and written over: five events and more.
        let path = book.path(&format!("content/rituals/storm-{}.md", number % 50));
        std::fs::write(&path, ritual(&format!("Storm {number}"), "See [[review]].")).unwrap();
        let next = Duration::from_micros(number * 1_000);
        std::thread::sleep(next.saturating_sub(begun.elapsed()));
    }
    // On a busy machine the storm lasts longer, and each further second may cost one more.
    let most = 3 + (begun.elapsed().as_secs_f64() - 0.9).floor() as usize;
    server.settles(&book, "a storm");
    std::thread::sleep(Duration::from_millis(600));
    let makings = server.makings() - before;
    assert!((1..=most).contains(&makings), "{makings} makings, at most {most}\n{}", server.log());
}

/// A search, a backup or a browser that asks for a picture again and again.
#[test]
fn reading_without_end_holds_no_edit_back() {
    let book = Book::small();
    let server = Server::start(&book);
    server.until("/", "Welcome");
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                std::fs::read(book.path("content/picture.svg")).unwrap();
                std::thread::sleep(Duration::from_micros(500));
            }
        });
        for words in ["One.", "Two.", "Three."] {
            book.put("content/rituals/review.md", &ritual("Review", words));
            let begun = Instant::now();
            while !server.get("/rituals/review/").text().contains(words) {
                let seen = begun.elapsed() < Duration::from_secs(10);
                if !seen {
                    done.store(true, std::sync::atomic::Ordering::Relaxed);
                }
                assert!(seen, "{words} was never shown\n{}", server.log());
                std::thread::sleep(Duration::from_millis(5));
            }
        }
        done.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}

/// Row 94, and what editors leave behind.
#[test]
fn what_is_not_content_makes_nothing() {
    let book = Book::small();
    let server = Server::start(&book);
    server.until("/", "Welcome");
    std::thread::sleep(Duration::from_millis(1_300));
    let before = server.makings();
    for number in 0..5 {
        book.put(&format!("book/page-{number}.html"), "built");
        book.put(".git/index", &number.to_string());
        book.put("content/.obsidian/workspace.json", &number.to_string());
        book.put("content/rituals/.review.md.swp", &number.to_string());
        book.put("content/rituals/review.md~", &number.to_string());
        book.put("content/rituals/4913", "x");
        book.remove("content/rituals/4913");
        // Saved, but not changed; read, and touched.
        book.put("content/rituals/review.md", &ritual("Review", "Look back, see [[bet-table]]."));
        std::fs::read(book.path("content/rituals/review.md")).unwrap();
        std::thread::sleep(Duration::from_millis(120));
    }
    std::thread::sleep(Duration::from_millis(1_500));
    assert_eq!(server.makings(), before, "{}", server.log());
    // One save, one making, also as vim does it.
    book.rename("content/rituals/review.md", "content/rituals/review.md~");
    book.put("content/rituals/review.md", &ritual("Review", "Saved as vim does."));
    server.until("/rituals/review/", "Saved as vim does.");
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(server.makings(), before + 1, "{}", server.log());
}
