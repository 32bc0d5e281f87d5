//! What a page says would change a verdict, and the way to try it in the explorer.

#[path = "support/mod.rs"]
mod support;

use support::{Shelf, page, site};

fn shelf() -> Shelf {
    let entry = |front: &str| format!("---\n{front}---\n");
    Shelf::with([
        ("book.toml", "[book]\ntitle = \"Would\"\n"),
        (
            "content/factors/coupling.md",
            &*entry(
                "title: Coupling\nsummary: s\nquestion: How?\nvalues:\n\
                 - {id: alone, label: Alone}\n- {id: light, label: Light}\n\
                 - {id: tangled, label: Tangled}\n",
            ),
        ),
        (
            "content/factors/stage.md",
            &entry(
                "title: Team stage\nsummary: s\nquestion: Which?\nvalues:\n\
                 - {id: new, label: New & eager}\n- {id: old, label: Old}\n",
            ),
        ),
        (
            "content/contexts/here.md",
            &entry("title: Here\nsummary: s\nvalues: {stage: [new, old]}\n"),
        ),
        (
            "content/contexts/whole.md",
            &entry("title: Whole\nsummary: s\nvalues: {coupling: light}\n"),
        ),
        (
            "content/artifacts/board.md",
            &entry(
                "title: Board\nsummary: s\nowner: us\nfit:\n\
                 - {when: {coupling: [alone, light]}, lean: for, because: It helps.}\n\
                 - {when: {coupling: tangled}, lean: avoid, because: It harms.}\n",
            ),
        ),
        (
            "content/artifacts/note.md",
            &entry(
                "title: Note\nsummary: s\nowner: us\nfit:\n\
                 - {when: {stage: old}, lean: for, because: It helps.}\n",
            ),
        ),
    ])
}

#[test]
fn what_an_answer_would_change_is_said_where_it_is_unknown() {
    let shelf = shelf();
    let site = site(shelf.root());
    let here = page(&site, "contexts/here/");
    assert!(here.contains("If coupling is “alone” or “light”, it fits."), "{here}");
    assert!(here.contains("If coupling is “tangled”, it is to be avoided."), "{here}");
    // The note's factor is known here: nothing is open.
    assert_eq!(here.matches("would-change").count(), 2, "{here}");
    let whole = page(&site, "contexts/whole/");
    assert!(whole.contains("If team stage is “old”, it fits."), "{whole}");
    assert!(whole.contains("If team stage is “new &amp; eager”, no reason applies."), "{whole}");
    assert!(!whole.contains("If coupling"), "{whole}");
}

#[test]
fn the_explorer_opens_with_the_answers_of_the_page() {
    let shelf = shelf();
    let site = site(shelf.root());
    let here = page(&site, "contexts/here/");
    assert!(
        here.contains("href=\"../../explorer/?stage=new,old\">Open in the explorer<"),
        "{here}"
    );
}
