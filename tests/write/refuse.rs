//! Outputs that must not be written: refused before anything is rendered, nothing changed.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use playbook::write::{Guarded, MARKER, Output};

use crate::world::{Site, Tree, World, message, tree};

/// The whole world, to see that nothing in it changed.
fn everything(world: &World) -> Tree {
    tree(world.home.parent().unwrap()).unwrap()
}

/// Expects a refusal with these words, and nothing changed.
#[track_caller]
fn refused(world: &World, out: impl AsRef<Path>, words: &str) {
    let before = everything(world);
    let said = message(world.claim(out.as_ref()).map(|_| ()));
    assert!(said.contains(words), "{}: {said}", out.as_ref().display());
    assert!(everything(world) == before, "{} changed something", out.as_ref().display());
}

#[test]
fn folders_that_hold_the_sources_or_the_user_are_refused() {
    let world = World::new();
    refused(&world, "", "it has no name");
    refused(&world, "/", "root of the file system");
    refused(&world, ".", "it is the working directory");
    refused(&world, "book/..", "`..` follows a folder that does not exist");
    refused(&world, "..", "your home folder");
    refused(&world, "../..", "it holds your home folder");
    refused(&world, &world.home, "it is your home folder");
    refused(&world, &world.root, "it is the working directory");
    refused(&world, "content", "it is the content");
    refused(&world, "content/", "it is the content");
    refused(&world, "content/book", "it lies inside the content");
    refused(&world, "content/new/deeper", "it lies inside the content");
    refused(&world, "theme", "it is the theme");
    refused(&world, "theme/x", "it lies inside the theme");
    refused(&world, "content/../theme/../content", "it is the content");
    refused(&world, "nowhere/../book", "`..` follows a folder that does not exist");
    refused(&world, "bo\0ok", "cannot write the site");
}

#[test]
fn the_roots_are_refused_wherever_one_stands() {
    let world = World::new();
    let elsewhere = world.home.join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    let guarded = Guarded { cwd: &elsewhere, ..world.guarded() };
    let going = AtomicBool::new(false);
    let claim = |out: &str, guarded: &Guarded| {
        message(Output::claim(Path::new(out), guarded, &going).map(|_| ()))
    };
    assert!(claim("../project", &guarded).contains("it is the playbook's root"));
    // Relative paths start at the working directory, and no marker makes a folder ours.
    let guarded = Guarded {
        root: Path::new("../project"),
        content: Path::new("../project/content"),
        config: Path::new("../project/book.toml"),
        theme: None,
        home: None,
        cwd: &elsewhere,
    };
    for folder in [&world.root, &world.content, &elsewhere] {
        fs::write(folder.join(MARKER), "").unwrap();
    }
    assert!(claim("../project", &guarded).contains("it is the playbook's root"));
    assert!(claim("../project/content", &guarded).contains("it is the content"));
    assert!(claim("..", &guarded).contains("it holds the working directory"));
    // A theme that does not exist yet is guarded as well.
    let theme = Path::new("../project/themes/mine");
    let guarded = Guarded { theme: Some(theme), ..guarded };
    assert!(claim("../project/themes/mine/book", &guarded).contains("it lies inside the theme"));
    assert!(claim("../project/themes", &guarded).contains("it holds the theme"));
}

#[test]
fn links_are_followed_and_their_targets_refused_or_written() {
    let mut world = World::new();
    for (name, target) in [
        ("to-root", "/"),
        ("to-home", ".."),
        ("to-here", "."),
        ("to-content", "content"),
        ("into-content", "content/sub"),
        ("to-nothing", "gone"),
        ("to-itself", "to-itself"),
        ("to-file", "file"),
        ("to-site", "elsewhere/site"),
    ] {
        symlink(target, world.root.join(name)).unwrap();
    }
    fs::write(world.root.join("file"), "text").unwrap();
    refused(&world, "to-root", "root of the file system");
    refused(&world, "to-home", "your home folder");
    refused(&world, "to-here", "the working directory");
    refused(&world, "to-content", "it is the content");
    refused(&world, "to-content/book", "it lies inside the content");
    refused(&world, "into-content", "leads to nothing");
    refused(&world, "to-nothing", "leads to nothing");
    refused(&world, "to-nothing/book", "leads to nothing");
    refused(&world, "to-itself", "cannot write the site");
    refused(&world, "to-file", "it is not a folder");

    // The target is the output; the link stays.
    let site = world.root.join("elsewhere/site");
    fs::create_dir_all(&site).unwrap();
    world.out = world.root.join("to-site");
    for version in ["first", "second"] {
        world.publish(&Site::version(version, 3)).unwrap();
        assert!(fs::symlink_metadata(&world.out).unwrap().is_symlink());
        assert!(site.join("only/in").join(version).exists());
    }
    assert_eq!(fs::read_dir(world.root.join("elsewhere")).unwrap().count(), 1);
}

#[test]
fn files_and_folders_of_others_are_refused() {
    let world = World::new();
    fs::write(world.root.join("file"), "text").unwrap();
    refused(&world, "file", "it is not a folder");
    refused(&world, "file", "help: name a folder of its own");
    refused(&world, "file/", "`file/`: it is not a folder");
    refused(&world, "file/book", "`file/book`: `file` is not a folder");
    refused(&world, "file/new/book", "`file/new/book`: `file` is not a folder");
    refused(&world, "content/index.md/book", "`content/index.md` is not a folder");
    symlink("file", world.root.join("to-file")).unwrap();
    refused(&world, "to-file/book", "`to-file` is not a folder");
    // It would be a folder in the place of the configuration, and the next build would not run.
    refused(&world, "book.toml", "it is the playbook's configuration");
    refused(&world, "./book.toml/site", "it lies inside the playbook's configuration");
    fs::write(&world.config, "").unwrap();
    refused(&world, "book.toml", "it is the playbook's configuration");
    refused(&world, "book.toml/", "it is not a folder");
    fs::create_dir(&world.out).unwrap();
    fs::write(world.out.join("thesis.txt"), "years of work").unwrap();
    refused(&world, "book", "is not empty, and playbook did not write it");
    // Neither a stranger's file of that name, nor one of another kind, is a marker.
    fs::write(world.out.join(MARKER), "some other tool's\n").unwrap();
    refused(&world, "book", "that cannot be read");
    fs::write(world.out.join(MARKER), "").unwrap();
    refused(&world, "book", "that cannot be read");
    fs::remove_file(world.out.join(MARKER)).unwrap();
    fs::create_dir(world.out.join(MARKER)).unwrap();
    refused(&world, "book", "that cannot be read");
}

#[test]
fn strangers_in_an_output_are_refused_by_name_and_missing_files_are_not() {
    let world = World::new();
    let site = Site::version("first", 3);
    type Make = fn(&Path);
    let strangers: [(&str, Make); 6] = [
        ("notes.txt", |path| fs::write(path, "mine").unwrap()),
        ("rituals/page-1/notes.txt", |path| fs::write(path, "mine").unwrap()),
        ("rituals/drafts", |path| fs::create_dir(path).unwrap()),
        ("rituals/page-9", |path| symlink("page-1", path).unwrap()),
        (".DS_Store", |path| fs::write(path, "mine").unwrap()),
        ("rituals/.git", |path| fs::create_dir(path).unwrap()),
    ];
    for (name, make) in strangers {
        world.publish(&site).unwrap();
        make(&world.out.join(name));
        refused(&world, "book", &format!("holds `{name}`, which playbook did not write"));
        let path = world.out.join(name);
        fs::remove_file(&path).or_else(|_| fs::remove_dir(&path)).unwrap();
    }
    // A page that became something else is somebody's doing.
    let page = world.out.join("index.html");
    fs::remove_file(&page).unwrap();
    symlink("rituals/page-1/index.html", &page).unwrap();
    refused(&world, "book", "holds `index.html`, which playbook did not write");
    fs::remove_file(&page).unwrap();
    fs::create_dir(world.out.join("CNAME")).unwrap();
    refused(&world, "book", "holds `CNAME`, which playbook did not write");
    fs::remove_dir(world.out.join("CNAME")).unwrap();
    for name in ["z", "a", "m"] {
        fs::write(world.out.join(name), "").unwrap();
    }
    refused(&world, "book", "holds `a` and 2 more, which playbook did not write");
    for name in ["z", "a", "m"] {
        fs::remove_file(world.out.join(name)).unwrap();
    }
    // What is gone was ours to lose: pages, folders, all of them.
    fs::remove_dir_all(world.out.join("rituals")).unwrap();
    world.publish(&site).unwrap();
    assert!(world.tree() == Some(world.tree_of(&site)));
}

#[test]
fn a_mount_point_is_refused_and_the_hint_names_a_folder_inside() {
    let world = World::new();
    // Every Linux has one; small disks of our own are mounted in `processes`.
    if cfg!(target_os = "linux") {
        let said = message(world.claim("/proc").map(|_| ()));
        assert!(said.contains("it is a mount point") && said.contains("`/proc/site`"), "{said}");
    }
}

#[test]
fn an_output_outside_the_project_is_fine() {
    let mut world = World::new();
    let outside: PathBuf = world.home.parent().unwrap().join("srv/handbook");
    world.out = PathBuf::from("../../srv/handbook");
    // `..` after folders that exist is followed, as a shell would.
    let output = world.claim(&world.out).unwrap();
    assert_eq!(output.path(), outside);
    world.out = outside;
    world.publish(&Site::version("first", 3)).unwrap();
}
