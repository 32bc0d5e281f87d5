//! Any front matter, as each kind: no panic, and spans inside the text on its boundaries.
#![no_main]

use libfuzzer_sys::fuzz_target;
use playbook::model::{Kinds, PageFront};
use playbook::source::Files;
use playbook::yaml::{self, Value};

fuzz_target!(|text: &str| {
    let mut files = Files::new();
    let file = files.add("fuzz.md", text);
    let node = match yaml::parse(text, text.len(), file) {
        Ok(node) => node,
        Err(fault) => {
            assert!(text.get(fault.span.range()).is_some());
            return;
        }
    };
    let Value::Map(map) = &node.value else { return };
    let kinds = Kinds::builtin();
    for (kind, _) in kinds.iter() {
        let mut found = Vec::new();
        PageFront::read(map, node.span, kind, &kinds, &mut found);
        for fault in found {
            assert!(text.get(fault.span.range()).is_some(), "{fault:?}");
        }
    }
    PageFront::read_page(map, node.span, &mut Vec::new());
});
