//! The new crate takes the place of the old one as a whole, and what is somebody's own stays.

use std::fmt::Write as _;
use std::fs;

use crate::folder::{Folder, THINGS};

const GENERATE: [&str; 4] = ["generate", "things.yaml", "--out", "client"];

/// A document with many more calls, so that a run takes a while.
fn grown() -> String {
    let mut more = String::new();
    for number in 0..400 {
        let _ = writeln!(
            more,
            "  /things/{number}:\n    get: {{operationId: get{number}, tags: [more{number}], responses: {{'204': {{description: Done.}}}}}}"
        );
    }

    THINGS.replace("components:\n", &format!("{more}components:\n"))
}

#[test]
fn what_is_somebodys_own_stays() {
    let folder = Folder::new();
    assert_eq!(folder.run(&GENERATE).code, Some(0));
    let own = [
        ("client/Cargo.lock", "locked"),
        ("client/target/debug/thing", "built"),
        ("client/tests/mine.rs", "tested"),
        ("client/src/bin/mine.rs", "written"),
        ("client/src/things/mine.rs", "written, too"),
    ];
    for (path, text) in own {
        folder.write(path, text);
    }
    folder.write("things.yaml", &THINGS.replace("jobs]", "tasks]"));
    let ran = folder.run(&GENERATE);
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    for (path, text) in own {
        assert_eq!(folder.read(path), text, "{path}");
    }
    // What nothing makes any more is gone.
    assert!(folder.has("client/src/tasks.rs") && !folder.has("client/src/jobs.rs"));
}

#[test]
fn what_is_in_the_way_is_told_and_nothing_is_touched() {
    let folder = Folder::new();
    assert_eq!(folder.run(&GENERATE).code, Some(0));
    folder.write("client/src/jobs.rs", "// mine");
    folder.write(
        "things.yaml",
        &THINGS.replace("info: {title: Things", "info: {title: Others"),
    );
    let before = folder.files(".");
    let ran = folder.run(&GENERATE);
    assert_eq!(ran.code, Some(1), "{}", ran.told);
    assert!(
        ran.told.contains("src/jobs.rs` does not carry the banner"),
        "{}",
        ran.told
    );
    assert_eq!(folder.files("."), before);
}

#[test]
fn a_second_run_writes_nothing() {
    let folder = Folder::new();
    folder.run(&GENERATE);
    let written = |folder: &Folder| {
        let metadata = fs::metadata(folder.path().join("client/src/lib.rs")).unwrap();
        metadata.modified().unwrap()
    };
    let before = written(&folder);
    let ran = folder.run(&GENERATE);
    assert!(ran.told.contains("nothing has changed"), "{}", ran.told);
    assert_eq!(written(&folder), before);
}

#[test]
fn a_run_that_is_killed_leaves_a_whole_crate() {
    let folder = Folder::new();
    assert_eq!(folder.run(&GENERATE).code, Some(0));
    let old = folder.files("client");
    folder.write("things.yaml", &grown());
    let mut child = folder.start(&GENERATE);
    // It has begun to write, beside the crate.
    let begun = || {
        let entries = fs::read_dir(folder.path()).unwrap();
        entries.flatten().any(|entry| {
            entry
                .file_name()
                .to_string_lossy()
                .starts_with(".brogue-client-")
        })
    };
    while !begun() && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let left = folder.files("client");

    // The next run finishes it, and takes away what the other one left.
    assert_eq!(folder.run(&GENERATE).code, Some(0));
    let new = folder.files("client");
    assert!(
        left == old || left == new,
        "neither the old crate nor the new one"
    );
    assert_ne!(old, new);
    assert!(!begun());
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let folder = Folder::new();
    assert_eq!(folder.run(&GENERATE).code, Some(0));
    folder.write("outside/lib.rs", "// theirs");
    fs::remove_dir_all(folder.path().join("client/src")).unwrap();
    std::os::unix::fs::symlink("../outside", folder.path().join("client/src")).unwrap();
    let ran = folder.run(&GENERATE);
    assert_eq!(ran.code, Some(1), "{}", ran.told);
    assert!(ran.told.contains("is a symbolic link"), "{}", ran.told);
    assert_eq!(folder.files("outside").len(), 1);
    assert_eq!(folder.read("outside/lib.rs"), "// theirs");
}
