//! The stages by themselves: `cargo bench --bench stages`. One ritual for what is done for
//! each file, a book of 1,000 entries for what is done once for all.

#[allow(dead_code, reason = "each bench takes of the book what it needs")]
mod book;

use std::hint::black_box;
use std::path::Path;

use divan::Bencher;
use playbook::config::{self, Config};
use playbook::fit::{self, FittedPlaybook};
use playbook::link::{self, LinkedPlaybook};
use playbook::load::{self, Listing, RawPage};
use playbook::markdown;
use playbook::model::{Date, KindId, Kinds, PageFront};
use playbook::site::Site;
use playbook::source::Files;
use playbook::theme::Theme;
use playbook::validate::{self, Playbook};
use playbook::yaml::{self, Value};
use playbook::{check, source};

const ENTRIES: usize = 1_000;

fn main() {
    // One thread: what a stage costs is what is told, not how well it is spread.
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().unwrap();
    divan::main();
}

fn ritual() -> (String, usize) {
    let (_, text) = book::ritual(5, ENTRIES);
    let end = text[3..].find("\n---\n").unwrap() + 4;
    (text, end)
}

#[divan::bench]
fn yaml_of_a_ritual(bencher: Bencher) {
    let (text, end) = ritual();
    bencher.bench_local(|| yaml::parse(black_box(&text), end, source::FileId(0)));
}

#[divan::bench]
fn front_matter_of_a_ritual(bencher: Bencher) {
    let (text, end) = ritual();
    let node = yaml::parse(&text, end, source::FileId(0)).unwrap();
    let Value::Map(map) = &node.value else { panic!("front matter is a mapping") };
    let kinds = Kinds::default();
    bencher.bench_local(|| {
        let mut found = Vec::new();
        PageFront::read(black_box(map), node.span, KindId::RITUAL, &kinds, &mut found)
    });
}

#[divan::bench]
fn markdown_of_a_ritual(bencher: Bencher) {
    let (text, end) = ritual();
    bencher.bench_local(|| {
        let (body, file, title) = (end + 4..text.len(), source::FileId(0), Some("A ritual"));
        let text = black_box(&text);
        markdown::parse(markdown::Input {
            text,
            body,
            file,
            title,
            unsafe_html: false,
            smart_punctuation: false,
            image_hosts: &[],
        })
    });
}

/// A book on disk, and the stages up to each.
struct Stages {
    folder: tempfile::TempDir,
    config: Config,
}

impl Stages {
    fn new() -> Stages {
        let memory = Path::new("/dev/shm");
        let mut builder = tempfile::Builder::new();
        let builder = builder.prefix("playbook-stages-");
        let folder =
            if memory.is_dir() { builder.tempdir_in(memory) } else { builder.tempdir() }.unwrap();
        book::write(folder.path(), &book::playbook(ENTRIES));
        let text = config::read_book_toml(folder.path()).unwrap();
        let config = config::parse(&text, &mut Files::new()).value;
        Stages { folder, config }
    }

    fn list(&self) -> Listing {
        load::list(self.folder.path(), &self.config, Files::new()).unwrap()
    }

    fn load(&self) -> Vec<RawPage> {
        self.list().read(&self.config, |page| page).value.pages
    }

    fn validate(&self) -> Playbook {
        validate::validate(self.list(), &self.config, false).value
    }

    fn link(&self) -> LinkedPlaybook {
        let outcome = link::link(self.validate());
        assert!(outcome.diagnostics.is_empty(), "the book of the benches has no errors");
        outcome.value
    }

    fn fit(&self) -> FittedPlaybook {
        fit::fit(self.link(), Date::EPOCH)
    }

    fn site(&self) -> Site {
        let theme = Theme::builtin().unwrap();
        Site::new(self.fit(), self.config.clone(), theme, Vec::new()).unwrap()
    }
}

#[divan::bench]
fn load_1000(bencher: Bencher) {
    let stages = Stages::new();
    bencher.bench_local(|| stages.load());
}

/// Read, and judged as it is read.
#[divan::bench]
fn load_and_validate_1000(bencher: Bencher) {
    let stages = Stages::new();
    bencher.bench_local(|| stages.validate());
}

#[divan::bench]
fn link_1000(bencher: Bencher) {
    let stages = Stages::new();
    bencher.with_inputs(|| stages.validate()).bench_local_values(link::link);
}

/// Every context and every team judged.
#[divan::bench]
fn judge_1000(bencher: Bencher) {
    let stages = Stages::new();
    bencher.with_inputs(|| stages.fit()).bench_local_values(|playbook| {
        for place in playbook.contexts().chain(playbook.teams()) {
            black_box(playbook.judged(place));
        }
        playbook
    });
}

#[divan::bench]
fn check_1000(bencher: Bencher) {
    let stages = Stages::new();
    bencher.with_inputs(|| stages.fit()).bench_local_values(|playbook| {
        let found = check::check(&playbook, true);
        (playbook, found)
    });
}

#[divan::bench]
fn lay_out_1000(bencher: Bencher) {
    let stages = Stages::new();
    let theme = Theme::builtin().unwrap();
    bencher.with_inputs(|| stages.fit()).bench_local_values(|playbook| {
        Site::new(playbook, stages.config.clone(), theme.clone(), Vec::new())
    });
}

#[divan::bench]
fn read_the_theme(bencher: Bencher) {
    bencher.bench_local(Theme::builtin);
}

#[divan::bench]
fn render_a_ritual(bencher: Bencher) {
    let site = Stages::new().site();
    let (path, _) = book::ritual(5, ENTRIES);
    let address = path.trim_start_matches("content/").trim_end_matches(".md");
    let index = site.routes().index(&format!("{address}/")).unwrap();
    let mut page = Vec::new();
    site.produce(index, &mut page).unwrap();
    println!("{} bytes", page.len());
    bencher.bench_local(|| {
        page.clear();
        site.produce(index, &mut page).unwrap();
    });
}

/// Every page, as a build makes them, without writing them.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn produce_1000(bencher: Bencher) {
    let stages = Stages::new();
    bencher.with_inputs(|| stages.site()).bench_local_values(|site| {
        let mut page = Vec::new();
        for index in 0..site.routes().len() {
            page.clear();
            site.produce(index, &mut page).unwrap();
            black_box(&page);
        }
        site
    });
}
