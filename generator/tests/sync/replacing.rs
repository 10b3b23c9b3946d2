//! `replace`: a folder of somebody else's gets a new crate as a whole.

use std::fs;

use brogue_generator::sync::{LOCK, SyncError, replace};

use super::{Project, contents, expected, file, files, told};

impl Project {
    fn replaced() -> Self {
        let project = Self::new();
        replace(&project.folder(), &files()).unwrap();

        project
    }
}

#[test]
fn a_folder_that_is_missing_or_empty_gets_the_crate() {
    for is_there in [false, true] {
        let project = Project::new();
        if is_there {
            fs::create_dir_all(project.folder()).unwrap();
        }
        let report = replace(&project.folder(), &files()).unwrap();
        assert_eq!(report.changes.len(), 3);
        assert_eq!(contents(&project.folder()), expected(&files()));
        let beside = fs::read_dir(project.folder().parent().unwrap()).unwrap();
        assert_eq!(beside.count(), 1, "something is left beside the crate");
    }
}

#[test]
fn what_is_made_no_more_goes_and_what_is_somebodys_own_stays() {
    let project = Project::replaced();
    project.put("Cargo.lock", "locked");
    project.put("src/mine.rs", "mine");
    project.put(LOCK, "names");
    let now = vec![file("Cargo.toml", "a\n"), file("src/lib.rs", "changed\n")];
    let report = replace(&project.folder(), &now).unwrap();

    assert_eq!(
        told(&report),
        [
            "remove brogue.lock",
            "update src/lib.rs",
            "remove src/types/visit.rs"
        ]
    );
    let mut wanted = expected(&now);
    wanted.push(("Cargo.lock".to_owned(), "locked".to_owned()));
    wanted.push(("src/mine.rs".to_owned(), "mine".to_owned()));
    wanted.sort();
    assert_eq!(contents(&project.folder()), wanted);
}

#[test]
fn a_folder_with_something_else_in_it_is_refused() {
    for path in ["Cargo.toml", "notes.txt", "src/lib.rs"] {
        let project = Project::new();
        project.put(path, "mine");
        let error = replace(&project.folder(), &files()).unwrap_err();
        assert!(matches!(error, SyncError::NotOurs(_)), "{path}: {error}");
        assert_eq!(contents(&project.folder()).len(), 1, "{path}");
    }
}

#[test]
fn what_stands_in_the_way_is_named_and_nothing_is_touched() {
    for (path, told) in [
        ("src/types/new.rs", "does not carry the banner"),
        (
            "src/types/new.rs/deep.rs",
            "is a folder, where a file belongs",
        ),
        ("src/things", "is no folder, where one belongs"),
    ] {
        let project = Project::replaced();
        project.put(path, "mine");
        let before = contents(&project.folder());
        let mut now = files();
        now.push(file("src/types/new.rs", "d\n"));
        now.push(file("src/things/list.rs", "e\n"));
        let error = replace(&project.folder(), &now).unwrap_err().to_string();
        assert!(error.contains(told), "{path}: {error}");
        assert_eq!(contents(&project.folder()), before, "{path}");
    }
}

#[test]
fn what_an_interrupted_run_has_left_goes_with_the_next_one() {
    let project = Project::replaced();
    let left = project
        .folder()
        .parent()
        .unwrap()
        .join(".brogue-acme-x1.tmp");
    fs::create_dir_all(left.join("new/src")).unwrap();
    let others = project
        .folder()
        .parent()
        .unwrap()
        .join(".brogue-other-x1.tmp");
    fs::create_dir_all(&others).unwrap();
    replace(&project.folder(), &[file("Cargo.toml", "new\n")]).unwrap();

    assert!(!left.exists() && others.exists());
}
