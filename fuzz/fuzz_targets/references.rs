//! Any body and any reference on a small playbook, from files to links: no panic, spans in
//! their texts, addresses inside the site.
#![no_main]

use libfuzzer_sys::fuzz_target;
use playbook::model::Date;
use playbook::pipeline::{self, Request};

const GROUND: &str = "---\ntitle: Ground\nsummary: A ritual.\n---\n## Steps\n";

fuzz_target!(|input: (String, String)| {
    let (reference, body) = input;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let rituals = folder.path().join("content/rituals");
    std::fs::create_dir_all(&rituals).expect("a folder");
    std::fs::write(rituals.join("ground.md"), GROUND).expect("a file");
    let quoted = reference.replace('\'', "''").replace(['\n', '\r'], " ");
    let page = format!("---\ntitle: T\nsummary: S.\nsee_also: '{quoted}'\n---\n{body}");
    std::fs::write(rituals.join("fuzz.md"), page).expect("a file");
    let request = Request { as_of: Date::parse("2026-06-01"), ..Request::default() };
    let configured = pipeline::configure(folder.path(), &request).expect("a configuration");
    let (run, _) = pipeline::run(folder.path(), configured, &request).expect("a run");
    let playbook = &run.playbook.linked.playbook;
    for fault in &run.diagnostics {
        let text = &playbook.files.get(fault.span.file).text;
        assert!(text.get(fault.span.range()).is_some(), "{fault:?}");
    }
    for page in &playbook.pages {
        assert!(!page.address.starts_with('/') && !page.address.contains(".."));
    }
});
