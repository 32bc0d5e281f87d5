//! Packs the files that are part of the program, each folder into one deflated file, and has the
//! linker pack the program's own addresses.
//!
//! In: the folders below. Out: for each a file in `OUT_DIR` that `src/embedded/mod.rs` reads: a
//! line of JSON with the path and the length of every file, and then what they hold, one after
//! another.

use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use walkdir::WalkDir;

/// The name of a pack, and the folder that it holds.
const PACKS: [(&str, &str); 4] = [
    ("theme", "themes/default"),
    ("checks", "docs/content/checks"),
    ("starter", "src/author/starter"),
    ("larkspur", "content"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let out = std::env::var("OUT_DIR")?;
    println!("cargo::rerun-if-changed=build.rs");
    for (name, folder) in PACKS {
        println!("cargo::rerun-if-changed={folder}");
        let packed = pack(Path::new(folder)).map_err(|error| format!("{folder}: {error}"))?;
        fs::write(Path::new(&out).join(format!("{name}.pack")), packed)?;
    }
    if is_linux_with_glibc() {
        // Half a megabyte less: addresses to be moved when the program is loaded are told by bits
        // instead of 24 bytes each (glibc 2.36). A linker that does not know it says so and goes on.
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    Ok(())
}

fn is_linux_with_glibc() -> bool {
    let is = |name: &str, wanted: &str| std::env::var(name).is_ok_and(|value| value == wanted);
    is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu")
}

fn pack(folder: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut index: Vec<(String, usize)> = Vec::new();
    let mut contents = Vec::new();
    // Editors' leftovers are no part of the program, should it be built beside some.
    let is_leftover = |name: &str| name.starts_with('.') || name.ends_with('~');
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(|entry| {
        entry.depth() == 0 || !entry.file_name().to_str().is_some_and(is_leftover)
    });
    for entry in entries {
        let entry = entry?;
        if entry.file_type().is_dir() {
            continue;
        }
        let path = entry.path().strip_prefix(folder)?;
        let path = path.to_str().ok_or("a name is not UTF-8")?.replace('\\', "/");
        let content = fs::read(entry.path())?;
        index.push((path, content.len()));
        contents.extend(content);
    }
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
    serde_json::to_writer(&mut packed, &index)?;
    packed.write_all(b"\n")?;
    packed.write_all(&contents)?;
    Ok(packed.finish()?)
}
