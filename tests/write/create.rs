//! Authors' own files on a disk that fails at the n-th call, for every n until it succeeds: a
//! new playbook is whole or not there, a changed file is the old one or the new one.

use std::borrow::Cow;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
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

fn made_new(path: &Path) -> Rewrite<'_> {
    Rewrite { path: path.to_owned(), edit: Box::new(|text| Some(text.replace("old", "new"))) }
}

/// Two files and a third name: what a rename changes and where it moves to.
fn three() -> (tempfile::TempDir, [PathBuf; 3]) {
    let world = tempfile::tempdir().unwrap();
    let paths = ["a.md", "b.md", "c.md"].map(|name| world.path().join(name));
    fs::write(&paths[0], "old a").unwrap();
    fs::write(&paths[1], "old b").unwrap();
    (world, paths)
}

#[test]
fn all_files_are_the_old_ones_or_the_new_ones() {
    for at in 1.. {
        let (world, [a, b, moved]) = three();
        let disk = Faulty::new(at, Fault::Once(ErrorKind::StorageFull));
        let result = rewrite(&disk, &[made_new(&a), made_new(&b)], Some((&b, &moved)));
        let case = format!("{at} ({:?}): {result:?}", disk.failed());
        assert_eq!(moved.exists(), result.is_ok(), "{case}");
        let b = if moved.exists() { &moved } else { &b };
        let begin = if result.is_ok() { "new " } else { "old " };
        for path in [&a, b] {
            let text = fs::read_to_string(path).unwrap();
            assert!(text.starts_with(begin), "{case}: {text}");
        }
        assert_eq!(fs::read_dir(world.path()).unwrap().count(), 2, "{case}: no leftovers");
        if disk.calls() < at {
            break;
        }
    }
}

#[test]
fn what_cannot_go_back_to_its_old_text_is_told() {
    let mut told = 0;
    for at in 1.. {
        let (_world, [a, b, moved]) = three();
        let disk = Faulty::new(at, Fault::Forever(ErrorKind::StorageFull));
        let result = rewrite(&disk, &[made_new(&a), made_new(&b)], Some((&b, &moved)));
        let Err(failure) = result else { break };
        assert!(!moved.exists(), "{at}");
        for path in [&a, &b] {
            let is_new = fs::read_to_string(path).unwrap().starts_with("new ");
            let named = failure.hints.iter().any(|hint| {
                hint.contains("the old text could not be put back")
                    && hint.contains(&path.display().to_string())
            });
            assert_eq!(is_new, named, "{at}: {failure}");
            told += usize::from(named);
        }
    }
    assert!(told >= 3, "the second text's place, and the move: {told}");
}

#[cfg(unix)]
#[test]
fn a_file_of_two_names_is_changed_once() {
    let (world, [a, b, link]) = three();
    std::os::unix::fs::symlink("a.md", &link).unwrap();
    rewrite(&System, &[made_new(&a), made_new(&b), made_new(&link)], None).unwrap();
    assert_eq!(fs::read_to_string(&a).unwrap(), "new a");
    assert_eq!(fs::read_link(&link).unwrap(), Path::new("a.md"));
    assert_eq!(fs::read_dir(world.path()).unwrap().count(), 3);
    let other = Rewrite { path: link, edit: Box::new(|_| Some("another".to_owned())) };
    let failure = rewrite(&System, &[made_new(&a), other], None).unwrap_err();
    assert!(failure.message.contains("are one file"), "{failure}");
    assert_eq!(fs::read_to_string(&a).unwrap(), "new a");
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

#[test]
fn what_could_not_be_generated_stands_in_no_ones_way() {
    for at in 1.. {
        let world = tempfile::tempdir().unwrap();
        let folder = world.path().join("out");
        let files =
            ["a", "b"].map(|name| (name.to_owned(), b"a long text, and then MARK".to_vec()));
        let disk = Faulty::new(at, Fault::Once(ErrorKind::StorageFull));
        let result = generated(&disk, &folder, &files, "MARK");
        for (name, bytes) in &files {
            let there = fs::read(folder.join(name)).ok();
            assert!(there.is_none_or(|there| there == *bytes), "{at}: {result:?}");
        }
        generated(&System, &folder, &files, "MARK").unwrap();
        if disk.calls() < at {
            break;
        }
    }
}
