//! A disk that fails at the n-th call, for every n until the build succeeds: the output is
//! the old site or the new one, and the next build finds nothing in its way.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use playbook::write::Stopped;

use crate::disk::{Fault, Faulty};
use crate::world::{Page, Site, World, message};

/// What the n-th call may fail with; each is treated in its own way somewhere.
const KINDS: [ErrorKind; 5] = [
    ErrorKind::StorageFull,
    ErrorKind::ReadOnlyFilesystem,
    ErrorKind::PermissionDenied,
    ErrorKind::NotFound,
    ErrorKind::AlreadyExists,
];

/// What stands at the output before the build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    /// Nothing, and no folder to put it in either.
    NoParent,
    Empty,
    Repository,
    Site,
}

struct Scene {
    before: Before,
    exchanges: bool,
    links: bool,
}

impl Scene {
    fn prepare(&self) -> World {
        let mut world = World::quick();
        match self.before {
            Before::Nothing => {}
            Before::NoParent => world.out = world.root.join("new/er/book"),
            Before::Empty => fs::create_dir(&world.out).unwrap(),
            Before::Repository => keep(&world.out),
            Before::Site => {
                world.publish(&Site::version("old", 2)).unwrap();
                keep(&world.out);
            }
        }
        world
    }

    fn disk(&self, at: usize, fault: Fault) -> Faulty {
        Faulty { exchanges: self.exchanges, links: self.links, ..Faulty::new(at, fault) }
    }

    /// Runs the scene with a fault at every call.
    fn play(&self, fault: Fault) {
        let new = Site::version("new", 2);
        let wanted = {
            let world = self.prepare();
            world.publish(&new_with_asset(&world, &new)).unwrap();
            world.tree()
        };
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        for at in 1.. {
            let world = self.prepare();
            let old = world.tree();
            let site = new_with_asset(&world, &new);
            let disk = self.disk(at, fault);
            let result = one.install(|| world.publish_on(&disk, &site));
            let case = format!(
                "{:?} {fault:?} at call {at} ({:?}), exchanges {}, links {}: {result:?}",
                self.before,
                disk.failed(),
                self.exchanges,
                self.links
            );
            let forever = matches!(fault, Fault::Forever(_));
            // While a stage is made, these two look like another build's doing: the folder
            // is left to it, and another one is made.
            let others = [ErrorKind::NotFound, ErrorKind::AlreadyExists];
            let mut may_stay = forever || others.iter().any(|&kind| fault == Fault::Once(kind));
            match &result {
                Ok(written) => {
                    assert!(world.tree() == wanted, "{case}");
                    // An old site, or a leftover, that could not be removed.
                    may_stay |= written.leftover.is_some();
                }
                // Both renames failed, the one back as well.
                Err(Stopped::Failed(_)) if forever && !self.exchanges && world.tree().is_none() => {
                }
                Err(Stopped::Failed(_)) => assert!(world.tree() == old, "{case}"),
                Err(other) => panic!("{other:?}: {case}"),
            }
            if !may_stay {
                assert_eq!(world.beside_out(), [""; 0], "{case}");
                assert_eq!(
                    world.root.join("new").exists(),
                    world.out.exists() && self.before == Before::NoParent,
                    "{case}"
                );
            }
            world.publish(&site).unwrap_or_else(|error| panic!("then {error:?}: {case}"));
            assert!(world.tree() == wanted, "then: {case}");
            assert_eq!(world.beside_out(), [""; 0], "then: {case}");
            if disk.failed().is_none() {
                assert!(at > 20, "{case}");
                return;
            }
        }
    }
}

/// The new site, with a file to be copied and one that is streamed.
fn new_with_asset(world: &World, site: &Site) -> Site {
    let site = site.clone().with("all.json", Page::Stream(b"{\"entries\": []}\n".to_vec()));
    site.with("asset.md", Page::CopyOf(world.content.join("index.md")))
}

/// What is carried over.
fn keep(out: &Path) {
    fs::create_dir_all(out.join(".git/refs")).unwrap();
    fs::write(out.join(".git/refs/main"), "0123\n").unwrap();
    fs::write(out.join("CNAME"), "handbook.example\n").unwrap();
}

impl World {
    /// The hidden folders beside the output.
    fn beside_out(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.out.parent().unwrap()) else { return Vec::new() };
        entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|name| name.starts_with('.'))
            .collect()
    }
}

fn play_all(exchanges: bool, links: bool, befores: &[Before]) {
    for &before in befores {
        let scene = Scene { before, exchanges, links };
        scene.play(Fault::Once(ErrorKind::Other));
        scene.play(Fault::Forever(ErrorKind::StorageFull));
    }
}

#[test]
fn a_fault_of_any_kind_leaves_the_old_site_or_the_new() {
    for kind in KINDS {
        Scene { before: Before::Site, exchanges: true, links: true }.play(Fault::Once(kind));
    }
}

#[test]
fn a_fault_at_any_call_leaves_the_old_site_or_the_new() {
    play_all(true, true, &[Before::Site, Before::Repository]);
}

#[test]
fn a_fault_at_any_call_of_a_first_build_leaves_nothing() {
    play_all(true, true, &[Before::Nothing, Before::NoParent, Before::Empty]);
}

#[test]
fn a_fault_at_any_call_without_exchange_and_links_leaves_the_old_site_or_the_new() {
    play_all(false, false, &[Before::Site, Before::Repository, Before::Empty]);
}

/// On one thread, so that the same call is the same each time, and each of them meets the fault.
#[test]
fn a_full_disk_and_a_read_only_one_say_so() {
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let said = alone.install(full_and_read_only_disks);
    assert!(said.len() >= 8, "{said:#?}");
}

/// What is said where the rest of a file cannot be written.
fn full_and_read_only_disks() -> Vec<String> {
    let world = World::quick();
    world.publish(&Site::version("first", 2)).unwrap();
    let before = world.tree();
    let probe = Faulty::sound();
    world.publish_on(&probe, &Site::version("second", 2)).unwrap();
    world.publish(&Site::version("first", 2)).unwrap();
    let mut said = Vec::new();
    for (kind, words) in [
        (ErrorKind::StorageFull, "no storage space"),
        (ErrorKind::ReadOnlyFilesystem, "read-only filesystem"),
    ] {
        for at in 1..probe.calls() {
            let disk = Faulty::new(at, Fault::Once(kind));
            let result = world.publish_on(&disk, &Site::version("second", 2));
            if disk.failed() == Some("write the rest") && result.is_err() {
                let message = message(result);
                assert!(message.contains(words), "{message}");
                assert!(message.ends_with("nothing was published"), "{message}");
                said.push(message);
            } else if result.is_ok() {
                world.publish(&Site::version("first", 2)).unwrap();
            }
            assert!(world.tree() == before);
        }
    }
    said
}

#[test]
fn a_folder_that_takes_the_outputs_place_in_the_last_moment_goes_back_there() {
    /// As fast as nobody is: the output is gone, and somebody's work is in its place.
    fn meddle(out: &Path) {
        if fs::read(out.join("index.html")).is_ok_and(|page| page.starts_with(b"old")) {
            fs::remove_dir_all(out).unwrap();
            fs::create_dir(out).unwrap();
            fs::write(out.join("thesis.txt"), "years of work").unwrap();
        }
    }
    for exchanges in [true, false] {
        let world = World::quick();
        world.publish(&Site::version("old", 2)).unwrap();
        let disk = Faulty { exchanges, meddler: Some(meddle), ..Faulty::sound() };
        let said = message(world.publish_on(&disk, &Site::version("new", 2)));
        assert!(said.contains("another folder took its place during the build"), "{said}");
        assert_eq!(fs::read(world.out.join("thesis.txt")).unwrap(), b"years of work");
        assert_eq!(world.beside_out(), [""; 0]);
    }
}

#[test]
fn an_output_that_another_build_replaces_while_it_is_looked_through_is_looked_through_anew() {
    /// Another build, which waited beside the output and is there when its record has been read.
    fn meddle(out: &Path) {
        let other = out.with_file_name("other");
        if out.file_name().is_some_and(|name| name == "book") && other.exists() {
            fs::rename(out, out.with_file_name("gone")).unwrap();
            fs::rename(&other, out).unwrap();
        }
    }
    let world = World::quick();
    world.publish(&Site::version("other", 3).text("of/another/build", "")).unwrap();
    fs::rename(&world.out, world.out.with_file_name("other")).unwrap();
    world.publish(&Site::version("old", 2)).unwrap();
    let disk = Faulty { reader: Some(meddle), ..Faulty::sound() };
    let site = Site::version("new", 2);
    world.publish_on(&disk, &site).unwrap();
    assert!(world.out.with_file_name("gone").exists());
    assert!(world.tree() == Some(world.tree_of(&site)));
}
