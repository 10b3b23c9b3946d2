//! The same documents make the same bytes: in one process, in any order, and in another process with another environment.

use std::collections::BTreeMap;
use std::env;
use std::process::Command;

use brogue_generator::check::NameLock;

use crate::expected::Faults;
use crate::spec::{generate, lock_beside};
use crate::workspace::{ends, files, read, root};

/// Set in the other process.
const CHILD: &str = "BROGUE_TESTS_PRINT_FINGERPRINTS";

/// Every document that there is, wrong ones too: reports are output as well.
fn documents() -> Vec<String> {
    let folders = [
        "specs",
        "tests/fixtures/golden",
        "tests/fixtures/diagnostics",
    ];
    let all: Vec<String> = folders
        .iter()
        .flat_map(|folder| files(folder, ""))
        .filter(|path| ends(path, &[".yaml", ".json"]))
        .collect();
    assert!(all.len() > 60, "only {} documents found", all.len());

    all
}

/// All that a document makes, in one text.
fn everything(path: &str) -> String {
    let place = root().join(path);
    let outcome = generate(path, &read(&place), &lock_beside(&place));
    let mut files = String::new();
    for file in &outcome.files {
        files.extend(["=== ", &file.path, "\n", &file.text]);
    }
    let lock = outcome.lock.to_text();

    format!(
        "{}{files}=== lock\n{lock}=== model\n{:?}",
        outcome.rendered, outcome.api
    )
}

/// FNV-1a, for comparing across processes.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[test]
fn twice_in_one_process_and_in_another_order() {
    let mut documents = documents();
    let first: BTreeMap<String, String> = documents
        .iter()
        .map(|path| (path.clone(), everything(path)))
        .collect();
    documents.reverse();
    let mut faults = Faults::default();
    for path in &documents {
        if everything(path) != first[path] {
            faults.add(path, "differs the second time");
        }
    }
    faults.settle();
}

#[test]
fn in_another_process_with_another_environment() {
    let lines: Vec<String> = documents()
        .iter()
        .map(|path| format!("{path} {:016x}", fingerprint(&everything(path))))
        .collect();
    if env::var_os(CHILD).is_some() {
        println!("\n{}", lines.join("\n"));
        return;
    }
    let test = "determinism::in_another_process_with_another_environment";
    let output = Command::new(env::current_exe().expect("this program has a path"))
        .args([test, "--exact", "--nocapture", "--test-threads=1"])
        .current_dir(env::temp_dir())
        .env_clear()
        .envs([
            (CHILD, "1"),
            ("LANG", "tr_TR.UTF-8"),
            ("TZ", "Pacific/Chatham"),
            ("HOME", "/nowhere"),
        ])
        .output()
        .expect("this program runs");
    let printed = String::from_utf8_lossy(&output.stdout);
    let other: Vec<&str> = printed.lines().collect();

    let mut faults = Faults::default();
    for line in &lines {
        if !other.contains(&line.as_str()) {
            faults.add(line, "differs in another process");
        }
    }
    faults.settle();
}

#[test]
fn whatever_the_line_ends_and_the_folder() {
    let mut faults = Faults::default();
    for path in files("tests/fixtures/golden", ".yaml") {
        let text = read(&root().join(&path));
        let lock = NameLock::default();
        // All but the copy of the document, which has the line ends that the document has.
        let made = |text: &str| {
            let mut files = generate(&path, text, &lock).files;
            files.retain(|file| file.text != text);
            files
        };
        if made(&text) != made(&text.replace('\n', "\r\n")) {
            faults.add(&path, "differs with Windows line ends");
        }
    }
    faults.settle();
}
