//! Texts that are compared with files. `UPDATE=1 cargo test -p brogue-tests` writes the files anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use similar::TextDiff;

/// Whether expected files are written instead of compared.
pub(crate) fn updating() -> bool {
    std::env::var_os("UPDATE").is_some()
}

/// Collects what is not as expected, so that one run shows all of it.
#[derive(Default)]
pub(crate) struct Faults {
    list: String,
    count: usize,
}

impl Faults {
    /// Something is wrong with a case.
    pub(crate) fn add(&mut self, case: &str, fault: &str) {
        self.count += 1;
        let _ = write!(self.list, "\n--- {case}: {fault}\n");
    }

    /// Compares a text with a file, or writes the file.
    pub(crate) fn compare(&mut self, case: &str, expected: &Path, text: &str) {
        let there = fs::read_to_string(expected).ok();
        if there.as_deref() == Some(text) {
            return;
        }
        if updating() {
            let folder = expected
                .parent()
                .expect("an expected file stands in a folder");
            fs::create_dir_all(folder).expect("fixtures are writable");
            fs::write(expected, text).expect("fixtures are writable");
            return;
        }
        let Some(there) = there else {
            let fault = format!(
                "there is no {}; UPDATE=1 writes it:\n{text}",
                expected.display()
            );
            self.add(case, &fault);
            return;
        };
        let diff = TextDiff::from_lines(there.as_str(), text)
            .unified_diff()
            .header("expected", "got")
            .to_string();
        self.add(case, &diff);
    }

    /// Fails with everything that is wrong.
    pub(crate) fn settle(self) {
        assert!(
            self.count == 0,
            "{} faults; UPDATE=1 writes expected files anew\n{}",
            self.count,
            self.list
        );
    }
}
