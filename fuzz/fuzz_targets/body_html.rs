//! Any body to HTML: no panic, spans inside the text, and HTML that is balanced and harmless.
#![no_main]

#[path = "../../tests/harmless/mod.rs"]
mod harmless;

use libfuzzer_sys::fuzz_target;
use playbook::markdown::{self, Href, Input, Target};
use playbook::source::Files;

fuzz_target!(|text: &str| {
    let mut files = Files::new();
    let file = files.add("fuzz.md", text);
    let input = Input {
        text,
        body: 0..text.len(),
        file,
        title: None,
        unsafe_html: false,
        // Both are to hold; which, hangs on nothing that the text says.
        smart_punctuation: text.len() % 2 == 1,
        image_hosts: &[],
    };
    let outcome = markdown::parse(input);
    for fault in &outcome.diagnostics {
        assert!(text.get(fault.span.range()).is_some(), "{fault:?}");
    }
    let document = outcome.value;
    let mut resolve = |link: usize| match link % 3 {
        0 => Target::Missing,
        _ if document.links[link].is_external() => Target::External,
        _ => Target::Href(Href::new("../x/\"<&>")),
    };
    let mut html = String::new();
    document.render(&markdown::Colours::default(), &mut resolve, &mut html);
    if let Err(fault) = harmless::check_html(&html) {
        panic!("{fault}");
    }
});
