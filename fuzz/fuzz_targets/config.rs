//! Any book.toml: no panic, and spans inside its text on its boundaries.
#![no_main]

use libfuzzer_sys::fuzz_target;
use playbook::source::Files;

fuzz_target!(|text: &str| {
    let mut files = Files::new();
    let outcome = playbook::config::parse(text, &mut files);
    for fault in &outcome.diagnostics {
        let text = &files.get(fault.span.file).text;
        assert!(text.get(fault.span.range()).is_some(), "{fault:?}");
    }
    assert!(outcome.value.site_url.ends_with('/'));
});
