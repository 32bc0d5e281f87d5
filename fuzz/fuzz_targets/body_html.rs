//! Any body to HTML: no panic, spans inside the text, and nothing that could run.
#![no_main]

use libfuzzer_sys::fuzz_target;
use playbook::markdown::{self, Input, Target};
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
        image_hosts: &[],
    };
    let outcome = markdown::parse(input);
    for fault in &outcome.diagnostics {
        assert!(text.get(fault.span.range()).is_some(), "{fault:?}");
    }
    let mut html = String::new();
    outcome.value.render(&markdown::Colours::default(), &mut |_| Target::External, &mut html);
    assert!(!html.contains("<script"));
});
