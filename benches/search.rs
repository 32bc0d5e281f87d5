//! The search's index: `cargo bench --bench search [-- SIZE | FOLDER …]`.
//!
//! In: books of 100, 1,000 and 10,000 entries, or playbooks on disk. Out: how long the index
//! takes beyond the pages, how long writing its scripts takes on one core, and what
//! `benches/search/ask.cjs` says of them in node: bytes, the time to the first answer and of
//! one more, and how often a title is found by its words, its beginning and a misspelling.
//! With `MINISEARCH` (the folder of the npm package) the same questions go to MiniSearch.

#[allow(dead_code, reason = "each bench takes of the book what it needs")]
mod book;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use playbook::model::Date;
use playbook::pipeline::{self, Laid, Request};

fn main() {
    let given: Vec<String> =
        std::env::args().skip(1).filter(|own| !own.starts_with("--")).collect();
    let given =
        if given.is_empty() { ["100", "1000", "10000"].map(String::from).to_vec() } else { given };
    let folder = tempfile::tempdir().expect("a folder");
    for own in given {
        let root = match own.parse() {
            Ok(size) => {
                let root = folder.path().join(&own);
                book::write(&root, &book::playbook(size));
                root
            }
            Err(_) => PathBuf::from(&own),
        };
        measure(&own, &root, &folder.path().join(format!("out-{}", own.replace('/', "_"))));
    }
}

fn measure(name: &str, root: &Path, out: &Path) {
    let request = Request { as_of: Date::parse("2026-06-01"), ..Request::default() };
    let configured = pipeline::configure(root, &request).expect("a playbook");
    let (run, config) = pipeline::run(root, configured, &request).expect("it runs");
    let Ok(Laid::Site(site)) = pipeline::lay_out(root, run, config) else { panic!("no site") };
    std::fs::create_dir_all(out).expect("a folder");
    let find = |address: &str| site.routes().index(address).expect("the search has an index");
    let mut bytes = Vec::new();
    let start = Instant::now();
    site.produce(find("search/index.js"), &mut bytes).expect("data needs no template");
    let index = start.elapsed();
    let start = Instant::now();
    let mut files = 0;
    let mut total = 0;
    for (at, (address, _)) in site.routes().iter().enumerate() {
        let Some(name) = address.strip_prefix("search/").filter(|name| name.ends_with(".js"))
        else {
            continue;
        };
        bytes.clear();
        site.produce(at, &mut bytes).expect("data needs no template");
        files += 1;
        total += bytes.len();
        std::fs::write(out.join(name), &bytes).expect("a file");
    }
    println!(
        "{name}: {} pages, index in {:.0} ms, {files} scripts of {:.1} MB in {:.0} ms on one core",
        site.playbook.linked.playbook.pages.len(),
        index.as_secs_f64() * 1000.0,
        total as f64 / 1e6,
        start.elapsed().as_secs_f64() * 1000.0,
    );
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/search/ask.cjs");
    let node = Command::new("node").arg(script).arg(out).status();
    assert!(node.is_ok_and(|status| status.success()), "node asks the index");
}
