//! Each file in `cases/` must not compile. What the compiler says stands beside it, and is compared where the compiler is the one it was
//! recorded with (`cases/RUSTC`); elsewhere the failure itself is the test. `UPDATE=1` records anew.
//!
//! trybuild always compares a message that lies beside a case, and fails a case that has none, unless it is told to write it. So it is told,
//! for copies of the cases, in a process of its own; then a case that compiles is still a failure.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

/// Set for the process that runs trybuild: where the copies are.
const COPIES: &str = "BROGUE_COMPILE_CASES";

#[test]
fn what_is_wrong_does_not_compile() -> io::Result<()> {
    if let Some(copies) = env::var_os(COPIES) {
        trybuild::TestCases::new().compile_fail(Path::new(&copies).join("*.rs"));
        return Ok(());
    }
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let copies = copies(&cases)?;

    let run = Command::new(env::current_exe()?)
        .args(["--exact", "what_is_wrong_does_not_compile", "--nocapture"])
        .env(COPIES, &copies)
        .env("TRYBUILD", "overwrite")
        .output()?;
    let said = [run.stdout, run.stderr].concat();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&said));

    let update = env::var_os("UPDATE").is_some();
    let recorded = fs::read_to_string(cases.join("RUSTC"))?;
    let rustc = Command::new("rustc").arg("--version").output()?.stdout;
    if update {
        fs::write(cases.join("RUSTC"), &rustc)?;
    } else if recorded.as_bytes() != rustc {
        return Ok(());
    }
    for case in files(&copies, "rs")? {
        let expected = cases
            .join(case.file_name().unwrap_or_default())
            .with_extension("stderr");
        let message = fs::read_to_string(case.with_extension("stderr"))?;
        let message = message.replace(&format!("{}/", copies.display()), "");
        if update {
            fs::write(expected, message)?;
        } else {
            let place = expected.display();
            assert_eq!(
                fs::read_to_string(&expected)?,
                message,
                "{place}; UPDATE=1 records it"
            );
        }
    }

    Ok(())
}

/// The cases alone, without their messages, in a folder that was empty.
fn copies(cases: &Path) -> io::Result<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile-cases");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let found = files(cases, "rs")?;
    assert!(!found.is_empty(), "no cases in {}", cases.display());
    for case in found {
        fs::copy(&case, folder.join(case.file_name().unwrap_or_default()))?;
    }

    Ok(folder)
}

fn files(folder: &Path, ending: &str) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension() == Some(OsStr::new(ending)) {
            files.push(path);
        }
    }

    Ok(files)
}
