//! Readers that leave, disks that are full, signals.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use super::world::{clean, folder, larkspur, program, ran, run};

#[test]
fn a_reader_who_leaves_is_no_failure() {
    for arguments in [
        &["fit", "--all", "--format", "json"][..],
        &["check", "--format", "sarif"],
        &["ask", "--all"],
        &["explain"],
        &["fit", "--help"],
    ] {
        let mut child = program(&larkspur(), arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        let mut reader = BufReader::with_capacity(64, child.stdout.take().expect("a pipe"));
        reader.read_line(&mut line).expect("a line");
        drop(reader);
        let ran = ran(child.wait_with_output().expect("an end"));
        assert_eq!((ran.status, &*ran.err), (0, ""), "{arguments:?}");
        assert!(!line.is_empty());
    }
}

#[test]
fn a_closed_standard_output_is_no_panic() {
    let folder = clean();
    for arguments in ["check --format json", "fit", "ask", "explain", "--help", "build"] {
        let script = format!("exec {} {arguments} >&- 2>&-", env!("CARGO_BIN_EXE_playbook"));
        let status = Command::new("sh").arg("-c").arg(script).current_dir(&folder).status();
        assert_eq!(status.expect("a shell").code(), Some(0), "{arguments}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_behind_standard_output_exits_2() {
    let folder = clean();
    for arguments in
        [&["fit"][..], &["ask"], &["explain"], &["check", "--format", "sarif"], &["--help"]]
    {
        let full = File::options().write(true).open("/dev/full").expect("/dev/full");
        let output = program(folder.path(), arguments).stdout(full).output();
        let ran = ran(output.expect("the program starts"));
        assert_eq!(ran.status, 2, "{arguments:?}");
        assert!(ran.err.starts_with("error: cannot write to standard output"), "{}", ran.err);
    }
    let full = File::options().write(true).open("/dev/full").expect("/dev/full");
    let output = program(folder.path(), &["check"]).stderr(full).output();
    assert_eq!(output.expect("the program starts").status.code(), Some(0));
}

/// A program that waits for its reader is ended by a signal, with the status of shells.
#[test]
fn signals_end_it_with_the_status_of_shells() {
    use rustix::process::{Pid, Signal, kill_process};
    for (signal, status) in [(Signal::INT, 130), (Signal::TERM, 143)] {
        let mut child = program(&larkspur(), &["fit", "--format", "json"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut pipe = child.stdout.take().expect("a pipe");
        // It has begun to write more than a pipe holds, so it waits for us from here on.
        pipe.read_exact(&mut [0]).expect("a byte");
        let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw).expect("a process");
        kill_process(pid, signal).expect("a signal");
        assert_eq!(child.wait().expect("an end").code(), Some(status));
    }
}

#[test]
fn colour_is_for_those_who_see_it() {
    let folder = super::world::broken();
    let plain = run(folder.path(), &["check"]);
    assert!(!plain.out.contains('\u{1b}'));
    let mut command = program(folder.path(), &["check"]);
    let forced = ran(command.env("CLICOLOR_FORCE", "1").output().expect("the program starts"));
    assert!(forced.out.contains('\u{1b}'));
    let both = command.env("NO_COLOR", "1").output().expect("the program starts");
    assert!(!ran(both).out.contains('\u{1b}'));
}

/// Whatever an author writes is shown and not obeyed: a terminal is not cleared, and no line of
/// the short form is forged.
#[test]
fn control_characters_of_authors_do_not_reach_a_terminal() {
    let folder = folder(&[(
        "content/rituals/r.md",
        "---\ntitle: \"Clear \\u009b2J\\x7f\\nand more\"\nsummary: S.\n\
         \"forged\\ncontent/a.md:1:1: error[broken-link]: no\": 1\nfit:\n  - lean: for\n    \
         because: \"See \\u009b31m\\x7f\"\n---\nSee [it](gone\u{9b}2J\u{7f}.md).\n",
    )]);
    let is_obeyed = |c: char| c.is_control() && c != '\n';
    let runs: [&[&str]; 6] = [
        &["check"],
        &["check", "--format", "short"],
        &["check", "--format", "github"],
        &["fit"],
        &["fit", "ritual/r"],
        &["ask"],
    ];
    for arguments in runs {
        let ran = run(folder.path(), arguments);
        let text = ran.out + &ran.err;
        assert!(text.contains("Clear"), "{arguments:?}: {text}");
        assert!(!text.contains(is_obeyed), "{arguments:?}: {text:?}");
        assert!(
            !text.lines().any(|line| line.starts_with("content/a.md")),
            "{arguments:?}: {text}"
        );
    }
}
