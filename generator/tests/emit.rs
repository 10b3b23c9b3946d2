//! What is emitted: rustfmt leaves it alone, it is the same every time, and no text of a spec gets out of its place.

#[path = "emit/sample.rs"]
mod sample;

use std::io::Write as _;
use std::process::{Command, Stdio};

use brogue_generator::emit::{BANNER, File, emit};

/// What rustfmt would change, as a diff; empty where it is content.
fn rustfmt_diff(text: &str) -> String {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024", "--check", "--config", "skip_children=true", "--color", "never"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    rustfmt.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = rustfmt.wait_with_output().unwrap();

    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn rust_files(files: &[File]) -> impl Iterator<Item = &File> {
    files.iter().filter(|file| file.path.ends_with(".rs"))
}

#[test]
fn rustfmt_has_nothing_to_change() {
    if let Ok(folder) = std::env::var("DUMP") { for file in emit(&sample::api()) { let p = std::path::Path::new(&folder).join(&file.path); std::fs::create_dir_all(p.parent().unwrap()).unwrap(); std::fs::write(p, file.text).unwrap(); } }
    for file in rust_files(&emit(&sample::api())) {
        let diff = rustfmt_diff(&file.text);
        assert!(diff.is_empty(), "{}:\n{diff}", file.path);
    }
}

#[test]
fn every_file_carries_the_banner_in_its_first_line() {
    for file in emit(&sample::api()) {
        assert!(file.text.lines().next().unwrap().contains(BANNER), "{}", file.path);
    }
}
