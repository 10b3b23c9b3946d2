//! What each call of each document at hand does, as it was understood, beside the documents. `UPDATE=1 cargo test` writes it anew.

use std::fs;
use std::path::{Path, PathBuf};

use brogue_simulator::Simulator;

#[test]
fn each_call_is_understood_as_written_down() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pairs: Vec<(PathBuf, PathBuf)> = documents_in(&home.join("../specs"))
        .into_iter()
        .map(|path| (path, home.join("../tests/fixtures/plans")))
        .collect();
    for fixture in ["workshop.yaml", "pages.yaml"] {
        pairs.push((
            home.join("fixtures").join(fixture),
            home.join("fixtures/plans"),
        ));
    }
    assert!(pairs.len() > 2, "the specs were not found");
    for (path, plans) in pairs {
        let name = path.file_stem().expect("a name").to_string_lossy();
        let golden = plans.join(format!("{name}.txt"));
        let text = fs::read_to_string(&path).expect("it can be read");
        let vendor = Simulator::from_spec(&text).expect("it can be simulated");
        if std::env::var_os("UPDATE").is_some() {
            fs::create_dir_all(&plans).expect("a folder");
            fs::write(&golden, vendor.plan()).expect("it can be written");
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        let path = path.display();
        assert_eq!(
            vendor.plan(),
            expected,
            "{path}: is it so? UPDATE=1 writes it down"
        );
    }
}

fn documents_in(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .collect();
    found.sort();

    found
}
