//! Publishing 10,000 pages of 16 KB, each in a folder of its own, beside what `cp -r` needs
//! for the same tree: `cargo bench --bench write`. The aim is 1.5 times `cp -r` at most, on
//! one thread.
//!
//! In memory (`/dev/shm`), so that it is the calls that are measured and not the disk.

#[allow(dead_code, reason = "each bench takes of the timing what it needs")]
mod timing;

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::AtomicBool;

use divan::Bencher;
use playbook::write::{Content, Guarded, Output, Produced, Stopped};
use timing::folder;

fn main() {
    divan::main();
}

const PAGES: usize = 10_000;
const PAGE: [u8; 16 * 1024] = [b'x'; 16 * 1024];

struct Pages;

impl Content for Pages {
    fn len(&self) -> usize {
        PAGES
    }

    fn path(&self, index: usize) -> Cow<'_, str> {
        Cow::Owned(format!("rituals/page-{index}/index.html"))
    }

    fn produce(&self, _: usize, buffer: &mut Vec<u8>) -> Result<Produced, Stopped> {
        buffer.extend_from_slice(&PAGE);
        Ok(Produced::Bytes)
    }
}

fn publish(cwd: &Path, out: &str) {
    let root = cwd.join("project");
    let content = root.join("content");
    let config = root.join("book.toml");
    let (root, content, config) = (&*root, &*content, &*config);
    let guarded = Guarded { root, content, config, theme: None, home: None, cwd };
    let going = AtomicBool::new(false);
    let output = Output::claim(Path::new(out), &guarded, &going).unwrap();
    output.publish(&Pages, &|_| {}, &going).unwrap();
}

#[divan::bench(args = [1, 2], sample_count = 10, sample_size = 1)]
fn first_build(bencher: Bencher, threads: usize) {
    let folder = folder();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    bencher
        .with_inputs(|| {
            let _ = fs::remove_dir_all(folder.path().join("out"));
        })
        .bench_local_values(|()| pool.install(|| publish(folder.path(), "out")));
}

/// The old site is looked through twice and removed as well.
#[divan::bench(args = [1, 2], sample_count = 10, sample_size = 1)]
fn build_over_an_old_site(bencher: Bencher, threads: usize) {
    let folder = folder();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    publish(folder.path(), "out");
    bencher.bench_local(|| pool.install(|| publish(folder.path(), "out")));
}

fn run(program: &str, flag: &str, paths: &[PathBuf]) {
    assert!(Command::new(program).arg(flag).args(paths).status().unwrap().success());
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn cp_r(bencher: Bencher) {
    let folder = folder();
    publish(folder.path(), "from");
    let paths = ["from", "to"].map(|name| folder.path().join(name));
    bencher
        .with_inputs(|| {
            let _ = fs::remove_dir_all(&paths[1]);
        })
        .bench_local_values(|()| run("cp", "-r", &paths));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn rm_r_and_cp_r(bencher: Bencher) {
    let folder = folder();
    publish(folder.path(), "from");
    let paths = ["from", "to"].map(|name| folder.path().join(name));
    run("cp", "-r", &paths);
    bencher.bench_local(|| {
        run("rm", "-r", &paths[1..]);
        run("cp", "-r", &paths);
    });
}
