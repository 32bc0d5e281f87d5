//! What needs another process: kills, limits, another user, small and read-only disks.
//!
//! The other process is this test program again, asked for one of the `child_…` tests
//! with what to do in the environment. Without that, those tests do nothing.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use crate::disk::{Fault, Faulty};
use crate::world::{Page, Site, World, message, quick_folder, tree};

const FOLDER: &str = "PLAYBOOK_TEST_FOLDER";
const AT: &str = "PLAYBOOK_TEST_AT";
const SWAPS: &str = "PLAYBOOK_TEST_SWAPS";

/// This program again, for one test. `before` is shell that runs first (`ulimit`, `umask`).
fn child(test: &str, folder: &Path, before: &str) -> Command {
    let mut command = Command::new("sh");
    command
        .args(["-c", &format!("{before} exec \"$0\" \"$@\"")])
        .arg(env::current_exe().unwrap())
        .args(["--exact", &format!("processes::{test}"), "--nocapture"])
        .env(FOLDER, folder)
        .stdin(Stdio::null());
    command
}

/// The world that the parent made, in a child.
fn world_of_child() -> Option<World> {
    Some(World::at(&PathBuf::from(env::var_os(FOLDER)?)))
}

#[track_caller]
fn succeeds(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}\n{said}{errors}", output.status);
    said
}

/// A large enough site that a build takes a while; with a copied file.
fn large(world: &World, version: &str) -> Site {
    let asset = Page::CopyOf(world.content.join("index.md"));
    Site::version(version, 400).with("copy.md", asset)
}

#[test]
fn child_builds_the_new_site() {
    let Some(world) = world_of_child() else { return };
    let going = AtomicBool::new(false);
    println!("\nstarted");
    let output = world.claim(&world.out).unwrap();
    output.publish(&large(&world, "new"), &|_| {}, &going).unwrap();
    println!("\ndone");
}

#[test]
fn a_kill_at_fifty_moments_leaves_the_old_site_or_the_new() {
    let folder = quick_folder();
    let world = World::at(&folder.path().canonicalize().unwrap());
    fs::create_dir_all(world.out.join(".git")).unwrap();
    fs::write(world.out.join(".git/HEAD"), "0123\n").unwrap();
    let (old_site, new_site) = (large(&world, "old"), large(&world, "new"));
    world.publish(&new_site).unwrap();
    let new = world.tree();
    world.publish(&old_site).unwrap();
    let old = world.tree();

    // Moments spread over a little more than the time that a build takes here.
    let build = || {
        let mut child = child("child_builds_the_new_site", folder.path(), "")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.by_ref().any(|line| line.unwrap().ends_with("started")));
        (child, lines)
    };
    let length = (0..3)
        .map(|_| {
            let (mut child, lines) = build();
            let start = Instant::now();
            // To the end: a program whose output is closed would complain.
            let done = |line: &String| line.ends_with("done");
            assert_eq!(lines.map(Result::unwrap).filter(done).count(), 1);
            child.wait().unwrap();
            start.elapsed()
        })
        .min()
        .unwrap();

    let (mut killed, mut olds, mut news, mut leftovers) = (0, 0, 0, 0);
    for moment in 0..50 {
        world.publish(&old_site).unwrap();
        assert_eq!(world.beside(), [""; 0]);
        let (mut child, _lines) = build();
        std::thread::sleep(length * moment / 40);
        child.kill().unwrap();
        killed += u32::from(child.wait().unwrap().signal() == Some(9));
        let now = world.tree();
        assert!(now == old || now == new, "killed at moment {moment}: a mixture");
        olds += u32::from(now == old);
        news += u32::from(now == new);
        leftovers += world.beside().len();
    }
    // The test is worth something only if kills met builds at work.
    assert!(killed >= 5 && olds >= 1 && leftovers >= 1, "{killed} {olds} {news} {leftovers}");
    world.publish(&new_site).unwrap();
    assert!(world.tree() == new);
    assert_eq!(world.beside(), [""; 0]);
}

#[test]
fn child_kills_itself_at_a_call() {
    let Some(world) = world_of_child() else { return };
    let at = env::var(AT).unwrap().parse().unwrap();
    let exchanges = env::var(SWAPS).unwrap() == "exchange";
    let disk = Faulty { exchanges, ..Faulty::new(at, Fault::Kill) };
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    one.install(|| world.publish_on(&disk, &Site::version("new", 2))).unwrap();
}

/// The kill that a clock does not hit: at every single call that changes the disk, also between two renames.
fn killed_at_every_call(swaps: &str) {
    let folder = quick_folder();
    let world = World::at(&folder.path().canonicalize().unwrap());
    fs::create_dir_all(world.out.join(".git")).unwrap();
    fs::write(world.out.join(".git/HEAD"), "0123\n").unwrap();
    world.publish(&Site::version("new", 2)).unwrap();
    let new = world.tree();
    world.publish(&Site::version("old", 2)).unwrap();
    let old = world.tree();
    let (mut between, mut olds, mut news) = (0, 0, 0);
    for at in 1.. {
        let status = child("child_kills_itself_at_a_call", folder.path(), "")
            .env(AT, at.to_string())
            .env(SWAPS, swaps)
            .stdout(Stdio::null())
            .status()
            .unwrap();
        let mut now = world.tree();
        if now.is_none() && swaps == "rename" {
            // Nothing stands there between two renames; the next build puts the old one back.
            between += 1;
            drop(world.claim(&world.out).unwrap());
            now = world.tree();
        }
        assert!(now == old || now == new, "killed at call {at}: a mixture");
        olds += u32::from(now == old);
        news += u32::from(now == new);
        world.publish(&Site::version("old", 2)).unwrap();
        assert!(world.tree() == old);
        assert_eq!(world.beside(), [""; 0], "killed at call {at}");
        if status.success() {
            assert!(olds > 15 && news > 3, "{olds} {news}");
            assert_eq!(between, u32::from(swaps == "rename"));
            return;
        }
        assert_eq!(status.signal(), Some(9), "at call {at}");
    }
}

#[test]
fn a_kill_at_every_call_leaves_the_old_site_or_the_new() {
    killed_at_every_call("exchange");
}

#[test]
fn a_kill_at_every_call_without_exchange_is_mended_by_the_next_build() {
    killed_at_every_call("rename");
}

#[test]
fn eight_processes_at_once_leave_one_whole_site() {
    let folder = quick_folder();
    let world = World::at(&folder.path().canonicalize().unwrap());
    let start =
        || child("child_builds_the_new_site", folder.path(), "").stdout(Stdio::null()).spawn();
    let children: Vec<_> = (0..8).map(|_| start().unwrap()).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert!(world.tree() == Some(world.tree_of(&large(&world, "new"))));
    assert_eq!(world.beside(), [""; 0]);
}

#[test]
fn thirty_two_open_files_are_enough_for_sixty_four_threads() {
    let folder = quick_folder();
    let world = World::at(&folder.path().canonicalize().unwrap());
    for _ in 0..2 {
        succeeds(
            child("child_builds_the_new_site", folder.path(), "ulimit -n 32;")
                .env("RAYON_NUM_THREADS", "64"),
        );
        assert!(world.tree() == Some(world.tree_of(&large(&world, "new"))));
        assert_eq!(world.beside(), [""; 0]);
    }
}

#[test]
fn the_umask_does_not_matter() {
    let trees = ["000", "022", "077", "777"].map(|umask| {
        let folder = quick_folder();
        let world = World::at(&folder.path().canonicalize().unwrap());
        // Nobody but root could even enter a folder made under 777.
        let umask =
            if umask == "777" && !rustix::process::getuid().is_root() { "077" } else { umask };
        succeeds(&mut child(
            "child_builds_the_new_site",
            folder.path(),
            &format!("umask {umask};"),
        ));
        world.tree().unwrap()
    });
    for tree in &trees {
        for (path, (mode, _)) in tree {
            assert_eq!(*mode, if path.ends_with('/') { 0o755 } else { 0o644 }, "{path}");
        }
        assert!(*tree == trees[0]);
    }
}

#[test]
fn child_meets_folders_of_others() {
    let Some(world) = world_of_child() else { return };
    if rustix::process::getuid().is_root() {
        // Root may write anywhere: this thread becomes somebody else, after the program was
        // read from wherever only root may read.
        let nobody = rustix::process::Uid::from_raw(65534);
        rustix::thread::set_thread_uid(nobody).unwrap();
    }
    let said = message(world.claim(&world.out).map(|_| ()));
    println!("\nsaid {said}");
}

#[test]
fn folders_of_others_are_refused_before_anything_is_rendered() {
    let folder = quick_folder();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let world = World::at(&folder.path().canonicalize().unwrap());
    world.publish(&Site::version("old", 2)).unwrap();
    let meets = |closed: &Path, words: &str| {
        let mode = fs::metadata(closed).unwrap().permissions();
        fs::set_permissions(closed, fs::Permissions::from_mode(0o555)).unwrap();
        let before = tree(folder.path());
        let said = succeeds(&mut child("child_meets_folders_of_others", folder.path(), ""));
        assert!(tree(folder.path()) == before);
        fs::set_permissions(closed, mode).unwrap();
        assert!(said.contains("said cannot write the site to `"), "{said}");
        assert!(said.contains(words) && said.contains("ermission denied"), "{said}");
    };
    meets(&world.out, "`: Permission denied");
    // Open to all, but what is in it cannot be exchanged.
    fs::set_permissions(&world.out, fs::Permissions::from_mode(0o777)).unwrap();
    meets(&world.root, "no folder can be made in `");
    fs::remove_dir_all(&world.out).unwrap();
    meets(&world.root, "no folder can be made in `");
}

/// Runs a child in a world of its own mounts, with `disk` mounted at its `disk` folder.
fn with_mount(test: &str, mount: &str) {
    let folder = quick_folder();
    let at = folder.path().canonicalize().unwrap();
    let _world = World::at(&at);
    fs::create_dir(at.join("disk")).unwrap();
    let root = rustix::process::getuid().is_root();
    let flags = if root { "-m" } else { "-rm" };
    let possible = Command::new("unshare").args([flags, "true"]).output();
    if !root && !possible.is_ok_and(|output| output.status.success()) {
        // A system on which only root can mount; `faults` has the same faults without disks.
        return;
    }
    let shell = mount.replace("DISK", &at.join("disk").to_string_lossy());
    let inner = child(test, &at, &format!("set -e; {shell};"));
    let mut command = Command::new("unshare");
    command.arg(flags).arg(inner.get_program()).args(inner.get_args()).env(FOLDER, &at);
    let said = succeeds(&mut command);
    assert!(said.contains("was mounted"), "{said}");
}

#[test]
fn child_fills_a_small_disk() {
    let Some(mut world) = world_of_child() else { return };
    println!("\nwas mounted");
    let disk = world.home.parent().unwrap().join("disk");
    world.out = disk.clone();
    let said = message(world.publish(&Site::version("old", 2)));
    assert!(said.contains("it is a mount point"), "{said}");
    assert!(said.contains(&*format!("`{}`", disk.join("site").display())), "{said}");
    assert_eq!(fs::read_dir(&disk).unwrap().count(), 0);

    world.out = disk.join("site");
    let big = |version: &str, megabytes: usize| {
        Site::version(version, 4).with("big", Page::Text(vec![b'x'; megabytes << 20]))
    };
    world.publish(&big("old", 1)).unwrap();
    let before = world.tree();
    let asset = world.content.join("film");
    fs::write(&asset, vec![b'x'; 4 << 20]).unwrap();
    for site in [big("new", 4), Site::version("new", 4).with("film", Page::CopyOf(asset))] {
        let said = message(world.publish(&site));
        assert!(said.contains("No space left on device"), "{said}");
        assert!(said.ends_with("nothing was published"), "{said}");
        assert!(world.tree() == before);
        assert_eq!(fs::read_dir(&disk).unwrap().count(), 1);
    }
    // The old and the new must both fit, no more.
    world.publish(&big("new", 1)).unwrap();
}

#[test]
fn a_small_disk_that_fills_up_keeps_the_old_site() {
    with_mount("child_fills_a_small_disk", "mount -t tmpfs -o size=3m small DISK");
}

#[test]
fn child_meets_a_read_only_disk() {
    let Some(mut world) = world_of_child() else { return };
    println!("\nwas mounted");
    let disk = world.home.parent().unwrap().join("disk");
    for out in ["site", "new/site", "file"] {
        world.out = disk.join(out);
        let said = message(world.claim(&world.out).map(|_| ()));
        let words = if out == "file" { "it is not a folder" } else { "Read-only file system" };
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn a_read_only_disk_is_refused_before_anything_is_rendered() {
    let fill =
        "mount -t tmpfs small DISK; mkdir DISK/site; : > DISK/file; mount -o remount,bind,ro DISK";
    with_mount("child_meets_a_read_only_disk", fill);
}

#[test]
fn child_meets_a_bind_mount() {
    let Some(mut world) = world_of_child() else { return };
    println!("\nwas mounted");
    let disk = world.home.parent().unwrap().join("disk");
    // The content by another name, on the same device.
    for out in ["", "book"] {
        world.out = disk.join(out);
        let said = message(world.claim(&world.out).map(|_| ()));
        assert!(said.contains("the content"), "{said}");
    }
}

#[test]
fn the_content_is_known_by_another_name() {
    with_mount("child_meets_a_bind_mount", "mount --bind DISK/../home/project/content DISK");
}

#[test]
fn a_repository_that_was_moved_aside_is_never_swept_away() {
    // A build was killed between two renames, and somebody made the output anew by hand.
    let world = World::quick();
    let aside = world.root.join(".book.playbook-old-1-1");
    world.publish(&Site::version("old", 2)).unwrap();
    fs::create_dir(world.out.join(".git")).unwrap();
    fs::rename(&world.out, &aside).unwrap();
    fs::create_dir(&world.out).unwrap();
    world.publish(&Site::version("new", 2)).unwrap();
    assert!(aside.join(".git").exists());
    // Once the output is gone, it comes back; then all is as ever.
    fs::remove_dir_all(&world.out).unwrap();
    world.publish(&Site::version("new", 2)).unwrap();
    assert!(world.out.join(".git").exists());
    assert_eq!(world.beside(), [""; 0]);
}

#[test]
fn folders_that_only_look_like_leftovers_stay() {
    let world = World::quick();
    let theirs = world.root.join(".book.playbook-new-mine");
    fs::create_dir(&theirs).unwrap();
    fs::write(theirs.join("notes.txt"), "mine").unwrap();
    // One of another output, and one whose build lives.
    let other = world.root.join(".book2.playbook-new-1-1");
    let copy = world.root.join(".book.playbook-new-7-1");
    for folder in [&other, &copy] {
        fs::create_dir(folder).unwrap();
        fs::write(folder.join(playbook::write::MARKER), "").unwrap();
    }
    let lock = fs::File::options().write(true).open(copy.join(playbook::write::MARKER)).unwrap();
    lock.lock().unwrap();
    world.publish(&Site::version("new", 2)).unwrap();
    assert_eq!(
        world.beside(),
        [".book.playbook-new-7-1", ".book.playbook-new-mine", ".book2.playbook-new-1-1"]
    );
    drop(lock);
    world.publish(&Site::version("new", 2)).unwrap();
    assert_eq!(world.beside(), [".book.playbook-new-mine", ".book2.playbook-new-1-1"]);
    assert_eq!(fs::read(theirs.join("notes.txt")).unwrap(), b"mine");
}
