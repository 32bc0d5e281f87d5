//! What the house keeps, read from its own files: rooms and imports, headers, reasons beside
//! an `unwrap`, who may touch the disk and the clock, and that every code has a case.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use playbook::diagnostic::Code;

/// Rooms of the table that may be on their way.
const COMING: [&str; 0] = [];

/// The only files that reach for the disk, below `src/`; folders end in `/`. All of `serve`
/// asks the disk what changed.
const DISK: [&str; 7] = [
    "config/disk.rs",
    "load/disk.rs",
    "theme/disk.rs",
    "external/disk.rs",
    "write/",
    "cli/",
    "serve/",
];

/// The only rooms that look at the clock, the environment and the terminal.
const WORLD: [&str; 3] = ["cli/", "serve/", "lsp/"];

const LONGEST: usize = 500;

/// Codes without a case, each with where it is tested instead.
const NO_CASE: [(Code, &str); 7] = [
    (Code::UnreadableFile, "tests/hostile: it takes another user"),
    (Code::FileTooLarge, "tests/hostile: a case of 100 MB is no reading"),
    (Code::LinkLeavesProject, "tests/hostile: a case holds no links"),
    (Code::SpecialFile, "tests/hostile: a case holds no pipes"),
    (Code::PageTooLarge, "tests/hostile: a case that grows beyond all measure is no reading"),
    (Code::MarkdownFault, "src/markdown/mod.rs: no text is known that makes the reader fail"),
    (Code::ExternalLink, "tests/external: a case asks no host"),
];

/// One file of `src/`.
struct Source {
    /// Below `src/`, with `/`.
    path: String,
    text: String,
}

impl Source {
    /// The first folder, or the file at the top.
    fn room(&self) -> &str {
        self.path.split('/').next().unwrap_or("")
    }

    /// How many names its module has: `cli::author` has two, so that one `super` is the room.
    fn depth(&self) -> usize {
        let path = self.path.trim_end_matches(".rs");
        path.split('/').filter(|part| *part != "mod").count()
    }

    /// Lines with their numbers, up to the unit tests at the end.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_tests = self.path.ends_with("tests.rs");
        (1..)
            .zip(self.text.lines())
            .take_while(move |(_, line)| !is_tests && !line.starts_with("#[cfg(test)]"))
    }

    fn is_in(&self, places: &[&str]) -> bool {
        places.iter().any(|place| match place.strip_suffix('/') {
            Some(_) => self.path.starts_with(place),
            None => self.path == *place,
        })
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("an entry of the folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|own| own == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn sources() -> Vec<Source> {
    let src = root().join("src");
    let sources: Vec<Source> = files_below(&src, "rs")
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a readable source");
            let path = path.strip_prefix(&src).expect("below src").to_string_lossy().into_owned();
            Source { path, text }
        })
        .collect();
    assert!(sources.len() > 50, "the sources were not found");
    sources
}

/// Room → the rooms that it may import, as ARCHITECTURE.md has them.
fn rooms() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let (_, table) = text.split_once("| room | in → out | may import |").expect("the room table");
    let mut rooms = BTreeMap::new();
    for line in table.lines().skip(2).take_while(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [room, _, imports] = cells[..] else { panic!("not a row of three cells: {line}") };
        let imports = imports.split(", ").filter(|name| !name.is_empty()).map(str::to_owned);
        let known = rooms.insert(room.trim_matches('`').to_owned(), imports.collect());
        assert!(known.is_none(), "`{room}` stands twice");
    }
    rooms
}

/// Every `crate::room` in a text, also in `use crate::{a, b::C}`.
fn imports(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let name = |text: &str| -> String {
        text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
    };
    for (at, _) in text.match_indices("crate::") {
        // `$crate::` in a macro is this crate as well; `playbook_crate::` would not be.
        let rest = &text[at + "crate::".len()..];
        let Some(group) = rest.strip_prefix('{') else {
            found.insert(name(rest));
            continue;
        };
        let mut depth = 0;
        let mut part = String::new();
        for letter in group.chars() {
            match letter {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    found.insert(name(part.trim()));
                    part.clear();
                    continue;
                }
                _ => {}
            }
            if depth == 0 {
                part.push(letter);
            }
        }
        found.insert(name(part.trim()));
    }
    found.remove("");
    found
}

fn hold(faults: Vec<String>) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn imports_are_read_in_every_form() {
    let text = "use crate::a::B;\nuse crate::{c, d::{E, F}, g::H as I};\nlet x = crate::j::k();";
    let found: Vec<String> = imports(text).into_iter().collect();
    assert_eq!(found, ["a", "c", "d", "g", "j"]);
}

#[test]
fn the_map_names_every_room_and_no_other() {
    let rooms = rooms();
    let there: BTreeSet<String> = sources()
        .iter()
        .map(|source| source.room().to_owned())
        .filter(|room| !room.ends_with(".rs"))
        .collect();
    let mut faults = Vec::new();
    for room in &there {
        if !rooms.contains_key(room) {
            faults.push(format!("`{room}` is a room without a row in ARCHITECTURE.md"));
        }
    }
    for (room, imports) in &rooms {
        if !there.contains(room) && !COMING.contains(&room.as_str()) {
            faults.push(format!("`{room}` has a row in ARCHITECTURE.md and is no room"));
        }
        for import in imports {
            if !rooms.contains_key(import) {
                faults.push(format!("`{room}` may import `{import}`, which is no room"));
            }
        }
    }
    hold(faults);
}

#[test]
fn no_two_rooms_lead_to_each_other() {
    let rooms = rooms();
    // The table is written so that a room imports rows above it, or all but pure rows below
    // would have to be sorted; so the order is found by taking away what needs nothing.
    let mut left: BTreeMap<&String, &BTreeSet<String>> = rooms.iter().collect();
    while !left.is_empty() {
        let free: Vec<&String> = left
            .iter()
            .filter(|(_, needs)| needs.iter().all(|need| !left.contains_key(need)))
            .map(|(room, _)| *room)
            .collect();
        assert!(!free.is_empty(), "these rooms import each other in a circle: {left:?}");
        for room in free {
            left.remove(room);
        }
    }
}

#[test]
fn a_room_imports_what_its_row_names() {
    let rooms = rooms();
    let mut faults = Vec::new();
    for source in sources() {
        // lib.rs and main.rs hold the rooms together.
        let Some(allowed) = rooms.get(source.room()) else { continue };
        let code: String = source
            .text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .map(|line| format!("{line}\n"))
            .collect();
        for import in imports(&code) {
            let is_room = rooms.contains_key(&import);
            if is_room && import != source.room() && !allowed.contains(&import) {
                faults.push(format!("src/{}: imports `{import}`", source.path));
            }
        }
    }
    hold(faults);
}

#[test]
fn every_file_says_what_it_is_for_and_is_short_enough_to_read() {
    let mut faults = Vec::new();
    for source in sources() {
        if !source.text.starts_with("//! ") {
            faults.push(format!("src/{}: has no header (`//! …`)", source.path));
        }
        let lines = source.code().count();
        if lines > LONGEST {
            faults.push(format!("src/{}: has {lines} lines of {LONGEST}", source.path));
        }
        for (number, line) in source.code() {
            let climbs = line.split("super::").count() - 1;
            let is_path = line.contains(&"super::".repeat(climbs.max(1)));
            if climbs > 0 && is_path && climbs >= source.depth() {
                faults.push(format!("src/{}:{number}: climbs out of its room", source.path));
            }
        }
    }
    hold(faults);
}

#[test]
fn what_could_panic_has_its_reason_beside_it() {
    let mut faults = Vec::new();
    for source in sources() {
        let mut before = "";
        for (number, line) in source.code() {
            let panics = [".unwrap()", ".expect(\"", "panic!(", "unreachable!(", "todo!("];
            let is_comment = line.trim_start().starts_with("//");
            let reason = line.contains("// ") || before.trim_start().starts_with("//");
            if !is_comment && panics.iter().any(|sign| line.contains(sign)) && !reason {
                faults.push(format!("src/{}:{number}: {}", source.path, line.trim()));
            }
            before = line;
        }
    }
    hold(faults);
}

#[test]
fn few_files_touch_the_world() {
    let disk = ["std::fs", "File::open", "WalkDir::new", ".canonicalize()", "rustix::fs"];
    let world =
        ["SystemTime::now", "Instant::now", "Zoned::now", "std::env::", "env::var", "stdin()"];
    let voice = ["println!(", "print!(", "stdout()", "stderr()"];
    let process = ["std::process::Command", "Command::new(", "TcpStream", "UdpSocket"];
    let network = ["ureq::", "to_socket_addrs"];
    let mut faults = Vec::new();
    for source in sources() {
        // The program's one line passes the exit code on.
        if source.path == "main.rs" {
            continue;
        }
        for (number, line) in source.code() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            let mut hold = |signs: &[&str], allowed: &[&str], what: &str| {
                if !source.is_in(allowed) && signs.iter().any(|sign| line.contains(sign)) {
                    faults.push(format!("src/{}:{number}: {what}: {}", source.path, line.trim()));
                }
            };
            hold(&disk, &DISK, "the disk");
            hold(&world, &WORLD, "the clock or the environment");
            hold(&voice, &WORLD, "the terminal");
            hold(&process, &["cli/", "serve/"], "a process or a socket");
            hold(&network, &["external/"], "the network");
            hold(&["static mut "], &[], "a mutable static");
        }
    }
    hold(faults);
}

#[test]
fn every_code_has_a_case() {
    let cases: String = files_below(&root().join("tests/cases"), "case")
        .iter()
        .map(|path| std::fs::read_to_string(path).expect("a readable case"))
        .collect();
    let mut faults = Vec::new();
    for code in Code::ALL {
        let has = cases.contains(&format!("[{}]", code.name()));
        let excused = NO_CASE.iter().any(|(own, _)| own == code);
        if !has && !excused {
            faults.push(format!("`{}` has no case under tests/cases", code.name()));
        }
        if has && excused {
            faults.push(format!("`{}` has a case and need not be excused", code.name()));
        }
    }
    hold(faults);
}

#[test]
fn what_has_no_case_is_tested_where_it_is_said() {
    let mut faults = Vec::new();
    for (code, place) in NO_CASE {
        let (path, _) = place.split_once(':').expect("a place and a reason");
        let path = match path {
            "tests/hostile" => "tests/hostile.rs",
            "tests/external" => "tests/external.rs",
            path => path,
        };
        let text = std::fs::read_to_string(root().join(path)).unwrap_or_default();
        let named = text.contains(&format!("{code:?}")) || text.contains(code.name());
        if !named {
            faults.push(format!("{path} does not speak of `{}`", code.name()));
        }
    }
    hold(faults);
}

#[test]
fn every_code_has_a_page() {
    let mut faults = Vec::new();
    let pages = root().join("docs/content/checks");
    for code in Code::ALL {
        if !pages.join(format!("{}.md", code.name())).is_file() {
            faults.push(format!("docs/content/checks/{}.md is missing", code.name()));
        }
    }
    for page in files_below(&pages, "md") {
        let stem = page.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let is_text = ["index", "_index", "README"].contains(&stem.as_str());
        if !is_text && Code::from_name(&stem).is_none() {
            faults.push(format!("docs/content/checks/{stem}.md is the page of no code"));
        }
    }
    hold(faults);
}
