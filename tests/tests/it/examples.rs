//! The examples of the generated crates, run as people run them: each ends well and prints, every time, what `fixtures/examples/VENDOR/NAME.txt`
//! holds.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::LazyLock;

use crate::expected::Faults;
use crate::workspace::{files, fixture, read, root};

/// All examples, as vendor and name.
fn examples() -> Vec<(String, String)> {
    files("generated", ".rs")
        .iter()
        .filter_map(|path| {
            let inside = path.strip_prefix("generated/")?.strip_suffix(".rs")?;
            let (vendor, name) = inside.split_once("/examples/")?;

            Some((vendor.to_owned(), name.to_owned()))
        })
        .collect()
}

/// Builds them, with the whole workspace, which in a run of all tests has them already.
static BUILT: LazyLock<&Path> = LazyLock::new(|| {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .expect("the target directory");
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--offline", "--workspace", "--examples"])
        .current_dir(root())
        .env("CARGO_TARGET_DIR", target)
        .status()
        .expect("cargo runs");
    assert!(status.success(), "the examples are not built");

    target
});

/// Runs an example, with these variables in its environment and no others of its vendor.
fn run(vendor: &str, name: &str, variables: &[(String, &str)]) -> Output {
    let program = BUILT
        .join("debug/examples")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let prefix = prefix(vendor);
    let mut command = Command::new(program);
    for (variable, _) in std::env::vars_os() {
        if variable.to_string_lossy().starts_with(&prefix) {
            command.env_remove(variable);
        }
    }
    for (variable, value) in variables {
        command.env(variable, value);
    }

    command.output().expect("the example runs")
}

/// How the variables of a vendor's examples begin.
fn prefix(vendor: &str) -> String {
    format!("{}_", vendor.to_uppercase().replace('-', "_"))
}

#[test]
fn every_example_prints_what_it_should() {
    let mut faults = Faults::default();
    let examples = examples();
    let names: BTreeSet<&String> = examples.iter().map(|(_, name)| name).collect();
    assert!(!examples.is_empty(), "there are no examples");
    assert_eq!(
        names.len(),
        examples.len(),
        "examples share one folder when they are built, so each needs a name of its own"
    );
    for (vendor, name) in &examples {
        let output = run(vendor, name, &[]);
        let case = format!("{vendor}/{name}");
        let said = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() || !output.stderr.is_empty() {
            let complaint = String::from_utf8_lossy(&output.stderr);
            faults.add(&case, &format!("{}\n{said}{complaint}", output.status));
            continue;
        }
        let expected = fixture("examples").join(format!("{case}.txt"));
        faults.compare(&case, &expected, &said);
    }
    faults.settle();
}

/// The credentials of a vendor, after which an example asks the vendor itself.
const GIVEN: &[(&str, &str, &[&str])] = &[
    ("jobbers", "first_request", &["API_KEY", "API_SECRET"]),
    ("letsjobit", "plan_a_day", &["API_KEY"]),
    (
        "nicejob",
        "sync_people",
        &["CLIENT_ID", "CLIENT_SECRET", "REFRESH_TOKEN"],
    ),
];

#[test]
fn credentials_in_the_environment_lead_to_the_vendor_itself() {
    let mut faults = Faults::default();
    for (vendor, name, variables) in GIVEN {
        let prefix = prefix(vendor);
        let mut given: Vec<(String, &str)> = variables
            .iter()
            .map(|variable| (format!("{prefix}{variable}"), "made-up-credential"))
            .collect();
        // Nobody listens there.
        given.push((format!("{prefix}BASE_URL"), "http://127.0.0.1:9"));
        let output = run(vendor, name, &given);
        let complaint = String::from_utf8_lossy(&output.stderr);
        if output.status.success() || !complaint.contains("http://127.0.0.1:9/") {
            faults.add(name, &format!("{}\n{complaint}", output.status));
        }
        if complaint.contains("made-up-credential") {
            faults.add(name, "it tells the credential");
        }
    }
    faults.settle();
}

#[test]
fn an_example_says_how_it_is_run() {
    let mut faults = Faults::default();
    for (vendor, name) in examples() {
        let path = format!("generated/{vendor}/examples/{name}.rs");
        let text = read(&root().join(&path));
        for wanted in [
            "//! ".to_owned(),
            format!("cargo run -p {vendor} --example {name}\n"),
            format!("`{}BASE_URL`", prefix(&vendor)),
        ] {
            if !text.contains(&wanted) {
                faults.add(&path, &format!("does not hold {wanted:?}"));
            }
        }
        for unwanted in [".unwrap()", ".expect(", "panic!("] {
            if text.contains(unwanted) {
                faults.add(&path, &format!("holds {unwanted:?}"));
            }
        }
    }
    faults.settle();
}
