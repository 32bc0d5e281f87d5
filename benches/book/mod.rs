//! A playbook of any size, the same on every machine: what the benches measure with.
//!
//! In: how many entries. Out: files as paths and texts, or a folder on disk. The ground (9
//! factors, 7 contexts, 8 cycles, 11 needs, 10 roles, 6 teams) stays as it is in every book,
//! so that a larger book is one with more practices. A practice has front matter of about a
//! kilobyte with fit lines, and a body of about 600 words with headings, five links, and a
//! code block in every fifth. Nothing in it is an error.

mod ground;
mod practice;
mod prose;

use std::fs;
use std::path::Path;

pub use practice::Kind;

/// A path below the root of a playbook, and its text.
pub type File = (String, String);

/// Numbers that look random and never change (splitmix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `count`, which is not 0.
    pub fn below(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }

    pub fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

/// How the practices of a book are shared out among the kinds.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    pub rituals: usize,
    pub artifacts: usize,
    pub frameworks: usize,
}

impl Shape {
    /// A book of so many entries, the ground included; at least 60.
    pub fn of(entries: usize) -> Shape {
        let practices = entries.max(60) - ground::COUNT;
        let artifacts = practices * 35 / 100;
        let frameworks = practices / 5;
        Shape { rituals: practices - artifacts - frameworks, artifacts, frameworks }
    }

    pub fn count(&self, kind: Kind) -> usize {
        match kind {
            Kind::Ritual => self.rituals,
            Kind::Artifact => self.artifacts,
            Kind::Framework => self.frameworks,
        }
    }
}

/// Every file of a playbook of so many entries.
pub fn playbook(entries: usize) -> Vec<File> {
    let shape = Shape::of(entries);
    let mut files = ground::files(&shape);
    for kind in [Kind::Ritual, Kind::Artifact, Kind::Framework] {
        files.extend((0..shape.count(kind)).map(|number| practice::file(kind, number, &shape)));
    }
    files
}

/// One ritual of such a book, for benches of a single file.
pub fn ritual(number: usize, entries: usize) -> File {
    practice::file(Kind::Ritual, number, &Shape::of(entries))
}

/// So many blocks of code, one after another.
#[allow(dead_code, reason = "not every bench asks for it")]
pub fn blocks(count: usize) -> String {
    let mut out = String::new();
    (0..count).for_each(|number| prose::block(number * 5, &mut out));
    out
}

/// Writes files below a root, in folders that are made.
pub fn write(root: &Path, files: &[File]) {
    for (path, text) in files {
        let path = root.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).unwrap();
        }
        fs::write(path, text).unwrap();
    }
}

/// A book of plain pages with the same bodies, without anything that must be linked or judged.
#[allow(dead_code, reason = "only the bench of whole books asks for it")]
pub fn plain(pages: usize) -> Vec<File> {
    let mut files = vec![ground::config()];
    files.extend((0..pages).map(|number| {
        let mut text = format!("# Page {number}\n\n");
        prose::body(&mut Dice::new(number as u64), number, &[], &mut text);
        (format!("content/pages/page-{number}.md"), text)
    }));
    files
}
