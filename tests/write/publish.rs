//! What a build leaves on disk, and what it carries over.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use playbook::diagnostic::Failure;
use playbook::write::{Content, MARKER, Output, Produced, Stopped};

use crate::world::{Page, Site, World, message};

#[test]
fn a_site_is_published_whole_and_replaced_whole() {
    let world = World::new();
    let first = Site::version("first", 20);
    let written = world.publish(&first).unwrap();
    assert_eq!(written.files, first.len());
    let bytes: usize = world
        .tree()
        .unwrap()
        .iter()
        .map(|(path, (_, bytes))| if path == MARKER { 0 } else { bytes.len() })
        .sum();
    assert_eq!(written.bytes, bytes as u64);
    assert_eq!(written.leftover, None);
    world.publish(&Site::version("second", 5)).unwrap();
    assert!(world.tree() == Some(world.tree_of(&Site::version("second", 5))));
    assert!(!world.out.join("only/in/first").exists());
    assert_eq!(world.beside(), [""; 0]);
}

#[test]
fn an_empty_site_an_empty_folder_and_missing_parents_are_fine() {
    let mut world = World::new();
    world.publish(&Site::default()).unwrap();
    assert_eq!(world.tree().unwrap().keys().collect::<Vec<_>>(), [MARKER, "/"]);
    world.out = world.root.join("deep/er/book");
    world.publish(&Site::version("first", 2)).unwrap();
    world.out = world.root.join("empty");
    fs::create_dir(&world.out).unwrap();
    world.publish(&Site::version("first", 2)).unwrap();
    assert_eq!(world.beside(), ["deep", "empty"]);
}

#[test]
fn the_same_site_is_the_same_bytes_with_one_thread_and_with_many() {
    let world = World::new();
    let site = Site::version("first", 300);
    let trees = [1, 64].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| world.publish(&site)).unwrap();
        world.tree().unwrap()
    });
    assert!(trees[0] == trees[1]);
}

#[test]
fn assets_are_copied_and_every_mode_is_ours() {
    let world = World::new();
    let asset = world.content.join("a.bin");
    let bytes: Vec<u8> = (0..1_000_000_u32).map(|number| (number * 7) as u8).collect();
    fs::write(&asset, &bytes).unwrap();
    #[cfg(unix)]
    fs::set_permissions(&asset, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let empty = world.content.join("empty");
    fs::write(&empty, "").unwrap();
    let site = Site::version("first", 1)
        .with("all.json", Page::Stream(bytes.clone()))
        .with("img/a b#?%&\"'é🌱.bin", Page::CopyOf(asset))
        .with("img/empty", Page::CopyOf(empty));
    world.publish(&site).unwrap();
    let tree = world.tree().unwrap();
    assert_eq!(tree["img/a b#?%&\"'é🌱.bin"].1, bytes);
    assert_eq!(tree["all.json"].1, bytes);
    assert_eq!(tree["img/empty"].1, b"");
    #[cfg(unix)]
    for (path, (mode, _)) in &tree {
        assert_eq!(*mode, if path.ends_with('/') { 0o755 } else { 0o644 }, "{path}");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_an_asset_is_an_error_and_no_wait() {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    let world = World::new();
    let pipe = world.content.join("pipe");
    mknodat(CWD, &pipe, FileType::Fifo, Mode::from(0o644), 0).unwrap();
    for asset in [pipe, world.content.clone(), world.content.join("gone")] {
        let site = Site::version("first", 1).with("asset", Page::CopyOf(asset.clone()));
        let message = message(world.publish(&site));
        assert!(message.contains(&*asset.to_string_lossy()), "{message}");
        assert_eq!(world.tree(), None);
        assert_eq!(world.beside(), [""; 0]);
    }
}

#[test]
fn the_repository_and_the_domain_survive_unless_the_site_has_its_own() {
    let world = World::new();
    world.publish(&Site::version("first", 2)).unwrap();
    let git = world.out.join(".git/refs/heads");
    fs::create_dir_all(&git).unwrap();
    fs::write(git.join("main"), "0123\n").unwrap();
    fs::write(world.out.join("CNAME"), "handbook.example\n").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("refs/heads", world.out.join(".git/link")).unwrap();
    for version in ["second", "third"] {
        world.publish(&Site::version(version, 2)).unwrap();
        let tree = world.tree().unwrap();
        assert_eq!(tree[".git/refs/heads/main"].1, b"0123\n");
        assert_eq!(tree["CNAME"].1, b"handbook.example\n");
        #[cfg(unix)]
        assert_eq!(tree[".git/link"].1, b"refs/heads");
    }
    // The site's own domain wins, and goes when the site drops it.
    world.publish(&Site::version("fourth", 2).text("CNAME", "own.example\n")).unwrap();
    assert_eq!(world.tree().unwrap()["CNAME"].1, b"own.example\n");
    world.publish(&Site::version("fifth", 2)).unwrap();
    assert!(!world.out.join("CNAME").exists());
    assert!(world.out.join(".git/refs/heads/main").exists());
    assert_eq!(world.beside(), [""; 0]);
}

#[test]
fn a_folder_with_only_a_repository_becomes_an_output() {
    let world = World::new();
    fs::create_dir_all(world.out.join(".git/objects")).unwrap();
    fs::write(world.out.join(".git/HEAD"), "ref: refs/heads/pages\n").unwrap();
    world.publish(&Site::version("first", 2)).unwrap();
    assert_eq!(world.tree().unwrap()[".git/HEAD"].1, b"ref: refs/heads/pages\n");
    assert_eq!(world.beside(), [""; 0]);
}

#[test]
fn a_file_put_into_the_output_while_pages_render_stops_the_build() {
    let world = World::new();
    world.publish(&Site::version("first", 2)).unwrap();
    let going = AtomicBool::new(false);
    let notes = world.out.join("rituals/notes.txt");
    let put = |_| fs::write(&notes, "mine").unwrap();
    let output = world.claim("book").unwrap();
    let message = message(output.publish(&Site::version("second", 2), &put, &going));
    assert!(message.contains("`rituals/notes.txt`"), "{message}");
    assert_eq!(fs::read(&notes).unwrap(), b"mine");
    assert!(world.out.join("only/in/first/index.html").exists());
    assert_eq!(world.beside(), [""; 0]);
}

#[test]
fn another_folder_put_in_the_outputs_place_is_left_there() {
    let world = World::new();
    let going = AtomicBool::new(false);
    let output = world.claim("book").unwrap();
    let put = |_| {
        let _ = fs::create_dir(&world.out);
        fs::write(world.out.join("thesis.txt"), "years of work").unwrap();
    };
    let message = message(output.publish(&Site::version("first", 2), &put, &going));
    assert!(message.contains("did not write"), "{message}");
    assert_eq!(fs::read(world.out.join("thesis.txt")).unwrap(), b"years of work");
    assert_eq!(world.beside(), [""; 0]);
}

#[test]
fn no_path_of_a_site_leads_out_of_the_output() {
    let world = World::new();
    world.publish(&Site::version("first", 2)).unwrap();
    let before = world.tree();
    for path in [
        "../evil",
        "/etc/evil",
        "a/../../evil",
        "",
        "a//b",
        "a/",
        "./a",
        "a\0b",
        "a\nb",
        ".git/config",
        ".GIT/config",
        ".playbook",
    ] {
        let said = message(world.publish(&Site::version("second", 2).text(path, "evil")));
        assert!(said.starts_with("cannot write `"), "{said}");
        assert!(world.tree() == before, "{path:?}");
    }
    for (one, other) in [("a/b", "a/b"), ("a", "a/b")] {
        message(world.publish(&Site::default().text(one, "").text(other, "")));
        assert!(world.tree() == before);
    }
    assert_eq!(world.beside(), [""; 0]);
}

#[test]
fn long_names_and_deep_paths_are_written_or_refused_and_leave_nothing() {
    let mut world = World::new();
    let deep = "d/".repeat(200) + "index.html";
    let name = "n".repeat(255);
    world.publish(&Site::default().text(&deep, "deep").text(&name, "long")).unwrap();
    world.publish(&Site::version("first", 1)).unwrap();
    let before = world.tree();
    message(world.publish(&Site::default().text(&"n".repeat(256), "too long")));
    message(world.publish(&Site::default().text(&("dddddddddd/".repeat(400) + "x"), "too deep")));
    assert!(world.tree() == before);
    assert_eq!(world.beside(), [""; 0]);
    // The hidden folder beside an output with the longest name is named shorter.
    world.out = world.root.join("é".repeat(127));
    world.publish(&Site::version("first", 1)).unwrap();
    world.publish(&Site::version("second", 1)).unwrap();
}

#[test]
fn an_interruption_stops_within_a_second_and_leaves_nothing() {
    struct Endless;
    impl Content for Endless {
        fn len(&self) -> usize {
            100_000
        }
        fn path(&self, index: usize) -> std::borrow::Cow<'_, str> {
            format!("{index}.html").into()
        }
        fn produce(&self, _: usize, buffer: &mut Vec<u8>) -> Result<Produced, Stopped> {
            std::thread::sleep(Duration::from_millis(5));
            buffer.push(b'x');
            Ok(Produced::Bytes)
        }
    }
    let world = World::new();
    world.publish(&Site::version("first", 2)).unwrap();
    let before = world.tree();
    let interrupted = AtomicBool::new(false);
    let since = std::sync::OnceLock::new();
    let progress = |done| {
        if done >= 50 {
            since.get_or_init(Instant::now);
            interrupted.store(true, Ordering::Relaxed);
        }
    };
    let output = world.claim("book").unwrap();
    assert_eq!(output.publish(&Endless, &progress, &interrupted), Err(Stopped::Interrupted));
    assert!(since.get().unwrap().elapsed() < Duration::from_secs(1));
    assert!(world.tree() == before);
    assert_eq!(world.beside(), [""; 0]);
}

#[test]
fn an_interruption_ends_the_copying_of_a_large_asset() {
    let world = World::new();
    let large = world.content.join("film.mp4");
    // A file with a hole: 200 GB that take no room, and minutes to copy.
    fs::File::create(&large).unwrap().set_len(200 << 30).unwrap();
    let interrupted = AtomicBool::new(false);
    let output = world.claim("book").unwrap();
    let site = Site::default().with("film.mp4", Page::CopyOf(large));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(5));
            interrupted.store(true, Ordering::Relaxed);
        });
        let start = Instant::now();
        assert_eq!(output.publish(&site, &|_| {}, &interrupted), Err(Stopped::Interrupted));
        assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    });
    assert_eq!(world.tree(), None);
    assert_eq!(world.beside(), [""; 0]);
}

#[test]
fn an_interruption_ends_a_file_that_is_streamed() {
    struct Long<'a>(&'a AtomicBool);
    impl Content for Long<'_> {
        fn len(&self) -> usize {
            1
        }
        fn path(&self, _: usize) -> std::borrow::Cow<'_, str> {
            "all.json".into()
        }
        fn produce(&self, _: usize, _: &mut Vec<u8>) -> Result<Produced, Stopped> {
            Ok(Produced::Streamed)
        }
        fn stream(&self, _: usize, out: &mut dyn io::Write) -> io::Result<()> {
            for piece in 0..1_000 {
                assert!(piece <= 10, "it was told to stop");
                out.write_all(&[b'x'; 1_000])?;
                self.0.store(piece == 9, Ordering::Relaxed);
            }
            Ok(())
        }
    }
    let world = World::new();
    world.publish(&Site::version("first", 2)).unwrap();
    let before = world.tree();
    let interrupted = AtomicBool::new(false);
    let output = world.claim("book").unwrap();
    let published = output.publish(&Long(&interrupted), &|_| {}, &interrupted);
    assert_eq!(published, Err(Stopped::Interrupted));
    assert!(world.tree() == before);
    assert_eq!(world.beside(), [""; 0]);
}

#[test]
fn a_page_that_stops_or_panics_publishes_nothing() {
    let world = World::new();
    world.publish(&Site::version("first", 2)).unwrap();
    let before = world.tree();
    let failure = Stopped::Failed(Failure::new("no"));
    for stopped in [Stopped::Refused, failure, Stopped::Interrupted] {
        let site = Site::version("second", 9).with("bad.html", Page::Stops(stopped.clone()));
        match (world.publish(&site), stopped) {
            (Err(Stopped::Failed(_)), Stopped::Failed(_)) => {}
            (got, wanted) => assert_eq!(got, Err(wanted)),
        }
        assert!(world.tree() == before);
    }
    struct Panics;
    impl Content for Panics {
        fn len(&self) -> usize {
            10
        }
        fn path(&self, index: usize) -> std::borrow::Cow<'_, str> {
            format!("{index}/index.html").into()
        }
        fn produce(&self, index: usize, _: &mut Vec<u8>) -> Result<Produced, Stopped> {
            assert!(index != 7, "a fault of ours");
            Ok(Produced::Bytes)
        }
    }
    let output = world.claim("book").unwrap();
    let going = AtomicBool::new(false);
    let publish = std::panic::AssertUnwindSafe(|| output.publish(&Panics, &|_| {}, &going));
    assert!(std::panic::catch_unwind(publish).is_err());
    assert!(world.tree() == before);
    assert_eq!(world.beside(), [""; 0]);
}

#[test]
fn a_refused_page_lets_every_other_page_be_produced() {
    struct Refuses(AtomicUsize);
    impl Content for Refuses {
        fn len(&self) -> usize {
            500
        }
        fn path(&self, index: usize) -> std::borrow::Cow<'_, str> {
            format!("{index}.html").into()
        }
        fn produce(&self, index: usize, _: &mut Vec<u8>) -> Result<Produced, Stopped> {
            self.0.fetch_add(1, Ordering::Relaxed);
            if index.is_multiple_of(2) { Err(Stopped::Refused) } else { Ok(Produced::Bytes) }
        }
    }
    let world = World::new();
    let site = Refuses(AtomicUsize::new(0));
    let going = AtomicBool::new(false);
    assert_eq!(world.claim("book").unwrap().publish(&site, &|_| {}, &going), Err(Stopped::Refused));
    assert_eq!(site.0.into_inner(), 500);
    assert_eq!(world.tree(), None);
    assert_eq!(world.beside(), [""; 0]);
}

#[test]
fn a_second_build_waits_for_the_first_and_gives_up_in_the_end() {
    let world = World::new();
    world.publish(&Site::version("first", 2)).unwrap();
    let held = world.claim("book").unwrap();
    let going = AtomicBool::new(false);
    let claim = |patience, interrupted: &AtomicBool| {
        let disk = &playbook::write::System;
        let out = Path::new("book");
        Output::claim_on(disk, patience, out, &world.guarded(), interrupted).map(|_| ())
    };
    let said = message(claim(Duration::from_millis(60), &going));
    assert!(said.starts_with("another build is still writing `"), "{said}");
    let hour = Duration::from_secs(3600);
    assert_eq!(claim(hour, &AtomicBool::new(true)), Err(Stopped::Interrupted));
    std::thread::scope(|scope| {
        let second = scope.spawn(|| {
            let disk = &playbook::write::System;
            let out = Path::new("book");
            let output = Output::claim_on(disk, hour, out, &world.guarded(), &going).unwrap();
            output.publish(&Site::version("third", 2), &|_| {}, &going)
        });
        std::thread::sleep(Duration::from_millis(50));
        held.publish(&Site::version("second", 2), &|_| {}, &going).unwrap();
        second.join().unwrap().unwrap();
    });
    assert!(world.tree() == Some(world.tree_of(&Site::version("third", 2))));
    assert_eq!(world.beside(), [""; 0]);
}

#[test]
fn many_builds_at_once_leave_one_whole_site() {
    for existing in [false, true] {
        let world = World::new();
        if existing {
            world.publish(&Site::version("old", 3)).unwrap();
        }
        std::thread::scope(|scope| {
            for number in 0..8 {
                let world = &world;
                scope.spawn(move || {
                    world.publish(&Site::version(&format!("v{number}"), 30)).unwrap();
                });
            }
        });
        let tree = world.tree();
        let whole = (0..8)
            .any(|number| tree == Some(world.tree_of(&Site::version(&format!("v{number}"), 30))));
        assert!(whole);
        assert_eq!(world.beside(), [""; 0]);
    }
}
