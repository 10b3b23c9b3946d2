//! Imports point one way, and some crates are named in one place only.

use super::none;
use crate::workspace::{files, read, root};

/// For each stage of the generator, what of `crate::` it may name.
const ALLOWED: &[(&str, &[&str])] = &[
    ("source", &["source"]),
    ("diagnostic", &["source", "diagnostic"]),
    ("load", &["source", "diagnostic", "load"]),
    ("parse", &["source", "diagnostic", "load", "parse"]),
    (
        "check",
        &["source", "diagnostic", "load", "parse", "check", "model"],
    ),
    ("model", &["model"]),
    ("emit", &["model", "emit"]),
    ("sync", &["emit", "sync"]),
    (
        "explain",
        &[
            "source",
            "diagnostic",
            "load",
            "parse",
            "check",
            "model",
            "emit",
            "manual",
            "explain",
        ],
    ),
    ("manual", &["diagnostic", "load", "parse", "manual"]),
];

/// The stages named behind `crate::` in a text, comments aside.
fn named_stages(text: &str) -> Vec<String> {
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");

    code.split("crate::")
        .skip(1)
        .flat_map(|rest| {
            let group = rest
                .strip_prefix('{')
                .and_then(|rest| rest.split('}').next());
            group.map_or_else(|| vec![rest], |group| group.split(',').collect())
        })
        .map(|path| {
            path.trim()
                .chars()
                .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
                .collect()
        })
        .collect()
}

#[test]
fn imports_point_one_way() {
    let wrong = ALLOWED.iter().flat_map(|(stage, allowed)| {
        let folder = files(&format!("generator/src/{stage}"), ".rs");
        let entry = format!("generator/src/{stage}.rs");
        let all: Vec<String> = std::iter::once(entry)
            .chain(folder)
            .filter(|path| root().join(path).exists())
            .collect();
        assert!(!all.is_empty(), "no file of the stage {stage}");

        all.into_iter().flat_map(move |path| {
            let stages: Vec<&str> = ALLOWED.iter().map(|(stage, _)| *stage).collect();
            named_stages(&read(&root().join(&path)))
                .into_iter()
                .filter(move |named| {
                    stages.contains(&named.as_str()) && !allowed.contains(&named.as_str())
                })
                .map(move |named| format!("{path} names crate::{named}"))
        })
    });
    none("imports against the way of the data", wrong);
}

/// Crates that only some files may name.
const CONFINED: &[(&str, &str)] = &[
    ("granit_parser", "generator/src/load/yaml"),
    ("quote", "generator/src/emit"),
    ("syn", "generator/src/emit"),
    ("prettyplease", "generator/src/emit"),
    ("proc_macro2", "generator/src/emit"),
    ("pulldown_cmark", "generator/src/emit/pages/prose"),
    ("reqwest", "runtime/src/transport"),
    ("annotate_snippets", "generator/src/diagnostic/render"),
];

#[test]
fn crates_are_named_where_they_belong() {
    let sources: Vec<String> = ["cli/src", "generator/src", "runtime/src", "simulator/src"]
        .iter()
        .flat_map(|folder| files(folder, ".rs"))
        .collect();
    let wrong = CONFINED.iter().flat_map(|(krate, place)| {
        sources
            .iter()
            .filter(move |path| !path.starts_with(place))
            .filter_map(move |path| {
                let text = read(&root().join(path));
                let named = text
                    .lines()
                    .filter(|line| !line.trim_start().starts_with("//"))
                    .any(|line| names(line, krate));

                named.then(|| format!("{path} names {krate}; only {place}* may"))
            })
    });
    none("crates outside their place", wrong);
}

/// Whether a line of code uses a crate by path: `quote::`, `use quote;`.
fn names(line: &str, krate: &str) -> bool {
    line.match_indices(krate).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = &line[at + krate.len()..];
        let starts = before.is_none_or(|letter| {
            !letter.is_alphanumeric() && letter != '_' && letter != ':' && letter != '.'
        });

        starts
            && (after.starts_with("::")
                || after.starts_with(';') && line.trim_start().starts_with("use "))
    })
}

#[test]
fn the_suite_sees_what_it_looks_for() {
    assert_eq!(
        named_stages("use crate::model::Api;\nuse crate::{emit, check::x};\n// crate::load"),
        ["model", "emit", "check"]
    );
    assert!(names("use quote::quote;", "quote") && names("    syn::parse_quote!()", "syn"));
    assert!(
        !names("let quoted = unquote(x);", "quote")
            && !names("use crate::emit::quote::x;", "quote")
    );
}
