//! The dependency table: every dependency is taken from it, none lies unused in it, and the stated `rust-version` holds for all of them.

use std::process::Command;

use serde_json::Value;

use super::none;
use crate::workspace::{files, read, root};

fn manifests() -> Vec<String> {
    let all: Vec<String> = [
        "cli",
        "generator",
        "runtime",
        "simulator",
        "xtask",
        "tests",
        "benchmarks",
        "generated",
    ]
    .iter()
    .flat_map(|folder| files(folder, "Cargo.toml"))
    .filter(|path| !path.contains("/fixtures/"))
    .collect();
    assert!(all.len() >= 5, "only {} manifests found", all.len());

    all
}

/// The dependencies of the table in the root manifest.
fn table() -> Vec<String> {
    let text = read(&root().join("Cargo.toml"));
    let section = text
        .split("[workspace.dependencies]")
        .nth(1)
        .expect("a dependency table");

    section
        .lines()
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once(" = ").map(|(name, _)| name.to_owned()))
        .filter(|name| !name.starts_with('#'))
        .collect()
}

#[test]
fn every_dependency_is_in_the_one_table() {
    let own = manifests().into_iter().flat_map(|path| {
        let text = read(&root().join(&path));
        let mut in_dependencies = false;
        let mut own = Vec::new();
        for line in text.lines() {
            if line.starts_with('[') {
                in_dependencies = line.trim_end_matches(']').ends_with("dependencies");
            } else if in_dependencies && line.contains('=') && !is_of_the_table(line) {
                own.push(format!("{path}: {line}"));
            }
        }
        own
    });
    none("dependencies with a version of their own", own);
}

/// A crate that its own examples take with a feature is in no need of the table.
fn is_of_the_table(line: &str) -> bool {
    line.contains("workspace = true") || line.contains("path = \".\"")
}

#[test]
fn no_dependency_lies_unused_in_the_table() {
    let named: Vec<String> = manifests()
        .iter()
        .map(|path| read(&root().join(path)))
        .collect();
    let unused = table().into_iter().filter(|name| {
        !named.iter().any(|text| {
            text.lines().any(|line| {
                line.starts_with(&format!("{name}.")) || line.starts_with(&format!("{name} "))
            })
        })
    });
    none("dependencies in the table that no member takes", unused);
}

#[test]
fn every_dependency_that_is_taken_is_used() {
    let unused = manifests()
        .into_iter()
        .filter(|path| !path.starts_with("generated/"))
        .flat_map(|path| {
            let folder = path.trim_end_matches("Cargo.toml").to_owned();
            let code: String = files(&folder, ".rs")
                .iter()
                .map(|path| read(&root().join(path)))
                .collect();
            let text = read(&root().join(&path));
            let taken: Vec<String> = text
                .lines()
                .filter(|line| line.contains("workspace = true") && !line.starts_with('#'))
                .filter_map(|line| line.split(['.', ' ']).next().map(str::to_owned))
                .filter(|name| table().contains(name))
                .collect();

            taken
                .into_iter()
                .filter(move |name| {
                    !code.contains(&format!("{}::", name.replace('-', "_"))) && name != "tokio"
                })
                .map(move |name| format!("{path}: {name}"))
                .collect::<Vec<_>>()
        });
    none("dependencies that no code names", unused);
}

#[test]
fn the_rust_version_holds_for_every_dependency() {
    let version = output("rustc", &["-vV"]);
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("rustc names its host");
    // Only what this machine builds: a fresh one has not fetched the others.
    let metadata = output(
        env!("CARGO"),
        &[
            "metadata",
            "--format-version=1",
            "--offline",
            "--filter-platform",
            host,
        ],
    );
    let metadata: Value = serde_json::from_str(&metadata).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let version = |text: &str| {
        text.trim_end_matches(".0")
            .split('.')
            .map(|part| part.parse::<u32>().unwrap_or(0))
            .collect::<Vec<_>>()
    };
    let stated = packages
        .iter()
        .find(|package| package["name"] == "brogue-runtime")
        .and_then(|package| package["rust_version"].as_str())
        .expect("a stated rust-version");

    let newer = packages.iter().filter_map(|package| {
        let wanted = package["rust_version"].as_str()?;

        (version(wanted) > version(stated))
            .then(|| format!("{} needs {wanted}, we state {stated}", package["name"]))
    });
    none("dependencies that need a newer compiler", newer);
}

#[test]
fn what_can_be_published_carries_what_people_look_for() {
    let missing = manifests().into_iter().flat_map(|path| {
        let text = read(&root().join(&path));
        let folder = root().join(path.trim_end_matches("Cargo.toml"));
        let has = |name: &str| folder.join(name).exists();
        let is_copied =
            |name: &str| has(name) && read(&folder.join(name)) == read(&root().join(name));
        let wanted = [
            ("a description", text.contains("\ndescription = \"")),
            ("`readme`", text.contains("\nreadme = \"README.md\"")),
            ("a README.md", has("README.md")),
            ("a copy of LICENSE-APACHE", is_copied("LICENSE-APACHE")),
            ("a copy of LICENSE-MIT", is_copied("LICENSE-MIT")),
        ];
        let is_published = !text.contains("\npublish = false");

        wanted
            .into_iter()
            .filter(move |(_, is_there)| is_published && !is_there)
            .map(move |(what, _)| format!("{path} lacks {what}"))
    });
    none("packages that are not fit to be published", missing);
}

/// What only printing needs: whoever reads a spec, as the simulator does, shall not wait for it.
const FOR_PRINTING: &[&str] = &[
    "prettyplease",
    "proc-macro2",
    "pulldown-cmark",
    "quote",
    "similar",
    "syn",
    "tempfile",
];

#[test]
fn a_spec_is_read_without_what_prints() {
    assert_eq!(
        for_printing(&["--features=emit"]),
        FOR_PRINTING,
        "the suite does not see what the feature `emit` brings"
    );
    none(
        "dependencies of brogue-generator without its feature `emit`",
        for_printing(&[]),
    );
}

/// The dependencies of the generator that are for printing, with these features only. Those of derive macros are not its own.
fn for_printing(features: &[&str]) -> Vec<String> {
    let mut arguments = vec![
        "tree",
        "--offline",
        "--package=brogue-generator",
        "--no-default-features",
        "--edges=normal",
        "--depth=1",
        "--prefix=none",
        "--format={p}",
    ];
    arguments.extend(features);
    let mut names: Vec<String> = output(env!("CARGO"), &arguments)
        .lines()
        .filter_map(|line| line.split(' ').next())
        .filter(|name| FOR_PRINTING.contains(name))
        .map(str::to_owned)
        .collect();
    names.sort();

    names
}

fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("it runs");
    assert!(
        output.status.success(),
        "{program} {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );

    String::from_utf8(output.stdout).expect("UTF-8")
}
