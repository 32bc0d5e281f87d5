//! Authors' own files on a disk that fails at the n-th call, for every n until it succeeds: a
//! new playbook is whole or not there, a changed file is the old one or the new one.

use std::borrow::Cow;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use playbook::write::{Rewrite, System, generated, new_file, new_project, rewrite};

use crate::disk::{Fault, Faulty};

const KINDS: [ErrorKind; 3] =
    [ErrorKind::StorageFull, ErrorKind::PermissionDenied, ErrorKind::AlreadyExists];

fn files() -> Vec<(String, Cow<'static, [u8]>)> {
    let file = |path: &str, text: &'static str| (path.to_owned(), Cow::Borrowed(text.as_bytes()));
    vec![
        file(".gitignore", "/book/\n"),
        file("book.toml", "[book]\n"),
        file("content/index.md", "# Home\n"),
        file("content/rituals/a.md", "---\ntitle: A\n---\n"),
    ]
}

/// What a person sees in a folder: every file, apart from hidden stages.
fn seen(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.contains(".playbook-new-") {
            continue;
        }
        if entry.path().is_dir() {
            found.extend(seen(&entry.path()).into_iter().map(|below| format!("{name}/{below}")));
        } else {
            found.push(name);
        }
    }
    found.sort();
    found
}

#[test]
fn a_new_project_is_whole_or_not_there() {
    let wanted: Vec<String> = files().into_iter().map(|(path, _)| path).collect();
    for (place, exists) in [("new", false), ("deep/er/new", false), ("empty", true)] {
        for kind in KINDS {
            for at in 1.. {
                let world = tempfile::tempdir().unwrap();
                let folder = world.path().join(place);
                if exists {
                    fs::create_dir(&folder).unwrap();
                }
                let disk = Faulty::new(at, Fault::Once(kind));
                let result = new_project(&disk, &folder, &files(), &AtomicBool::new(false));
                let case = format!("{place} {kind:?} at {at} ({:?})", disk.failed());
                let there = seen(&folder);
                assert!(there.is_empty() || there == wanted, "{case}: {there:?}");
                if result.is_ok() {
                    assert_eq!(there, wanted, "{case}");
                } else {
                    assert!(there.is_empty(), "{case}: {result:?}");
                    // And nothing stands in the way of another try.
                    new_project(&System, &folder, &files(), &AtomicBool::new(false)).unwrap();
                    assert_eq!(seen(&folder), wanted, "{case}");
                }
                if disk.calls() < at {
                    break;
                }
            }
        }
    }
}

#[test]
fn an_interrupted_project_leaves_nothing() {
    let world = tempfile::tempdir().unwrap();
    let folder = world.path().join("a/b");
    assert!(new_project(&System, &folder, &files(), &AtomicBool::new(true)).is_err());
    assert_eq!(fs::read_dir(world.path()).unwrap().count(), 0);
}

#[test]
fn a_new_file_is_never_written_over_another() {
    for at in 1.. {
        let world = tempfile::tempdir().unwrap();
        let path = world.path().join("content/rituals/a.md");
        let disk = Faulty::new(at, Fault::Once(ErrorKind::StorageFull));
        let result = new_file(&disk, &path, b"text");
        assert_eq!(path.exists(), result.is_ok(), "{at}");
        if result.is_ok() {
            assert!(new_file(&System, &path, b"other").is_err());
            assert_eq!(fs::read(&path).unwrap(), b"text");
        }
        if disk.calls() < at {
            break;
        }
    }
}

#[test]
fn a_changed_file_is_the_old_one_or_the_new_one() {
    for at in 1.. {
        let world = tempfile::tempdir().unwrap();
        let (a, b) = (world.path().join("a.md"), world.path().join("b.md"));
        fs::write(&a, "old a").unwrap();
        fs::write(&b, "old b").unwrap();
        let disk = Faulty::new(at, Fault::Once(ErrorKind::StorageFull));
        let edit = |path: &Path| Rewrite {
            path: path.to_owned(),
            edit: Box::new(|text| Some(text.replace("old", "new"))),
        };
        let moved = world.path().join("c.md");
        let result = rewrite(&disk, &[edit(&a), edit(&b)], Some((&b, &moved)));
        let b = if moved.exists() { &moved } else { &b };
        for path in [&a, b] {
            let text = fs::read_to_string(path).unwrap();
            assert!(text.starts_with("old ") || text.starts_with("new "), "{at}: {text}");
            assert!(result.is_err() || text.starts_with("new "), "{at}: {text}");
        }
        assert_eq!(fs::read_dir(world.path()).unwrap().count(), 2, "{at}: no leftovers");
        if disk.calls() < at {
            break;
        }
    }
}

#[test]
fn nothing_is_changed_where_one_text_is_not_the_one_that_was_meant() {
    let world = tempfile::tempdir().unwrap();
    let (a, b) = (world.path().join("a.md"), world.path().join("b.md"));
    fs::write(&a, "old a").unwrap();
    fs::write(&b, "other").unwrap();
    let edit = |path: &Path| Rewrite {
        path: path.to_owned(),
        edit: Box::new(|text| text.starts_with("old").then(|| "new".to_owned())),
    };
    assert!(rewrite(&System, &[edit(&a), edit(&b)], None).is_err());
    assert_eq!(fs::read_to_string(&a).unwrap(), "old a");
    let one = [edit(&a)];
    assert!(rewrite(&System, &one, Some((&a, &b))).is_err(), "`b.md` is there already");
    assert_eq!(fs::read_to_string(&a).unwrap(), "old a");
}

#[test]
fn what_is_generated_replaces_only_its_own() {
    let world = tempfile::tempdir().unwrap();
    let folder = world.path().join("out");
    let files = |text: &str| {
        vec![
            ("a".to_owned(), format!("MARK {text}").into_bytes()),
            ("b".to_owned(), format!("MARK {text}").into_bytes()),
        ]
    };
    generated(&System, &folder, &files("one"), "MARK").unwrap();
    generated(&System, &folder, &files("two"), "MARK").unwrap();
    assert_eq!(fs::read_to_string(folder.join("b")).unwrap(), "MARK two");
    fs::write(folder.join("b"), "somebody's").unwrap();
    assert!(generated(&System, &folder, &files("three"), "MARK").is_err());
    assert_eq!(fs::read_to_string(folder.join("a")).unwrap(), "MARK two");
    assert_eq!(fs::read_to_string(folder.join("b")).unwrap(), "somebody's");
}
