//! Crates that stand alone: what they depend on, and the runtime that they carry.

use brogue_generator::emit::{Runtime, Target, emit_for};

use super::{assert_formatted, sample};

fn alone(runtime: Runtime) -> Target {
    Target::Alone { runtime }
}

/// A line of the runtime that names an item by its whole path may become too long: import the item there.
#[test]
fn rustfmt_has_nothing_to_change_in_a_crate_that_carries_its_runtime() {
    let files = emit_for(&sample::api(), &alone(Runtime::Embedded));
    assert!(files.iter().any(|file| file.path == "src/runtime/codec.rs"));
    assert_formatted(&files);
}

#[test]
fn a_runtime_that_is_carried_has_no_tests_and_leads_into_itself() {
    for file in emit_for(&sample::api(), &alone(Runtime::Embedded)) {
        for gone in [
            "cfg(test)",
            "cfg(all(test",
            "\nmod tests",
            "brogue_runtime",
            "feature = \"client\"",
            "feature = \"source\"",
            "cargo xtask",
        ] {
            assert!(!file.text.contains(gone), "{}: {gone}", file.path);
        }
        let own = file.path.starts_with("src/runtime");
        for (index, _) in file.text.match_indices("crate::").filter(|_| own) {
            let rest = &file.text[index..];
            let leads = rest.starts_with("crate::runtime::") || rest.starts_with("crate::{\n");
            assert!(leads, "{}: {}", file.path, rest.lines().next().unwrap());
        }
    }
}

#[test]
fn a_crate_that_stands_alone_says_where_its_runtime_comes_from() {
    let manifest = |target: &Target| {
        let files = emit_for(&sample::api(), target);
        let manifest = files.into_iter().find(|file| file.path == "Cargo.toml");
        manifest.map(|file| file.text).unwrap_or_default()
    };
    for (runtime, line) in [
        (
            Runtime::Path("../runtime \"a\"".to_owned()),
            "brogue-runtime = { path = \"../runtime \\\"a\\\"\", default-features = false, features = [\"client\"] }",
        ),
        (
            Runtime::Version("0.1".to_owned()),
            "brogue-runtime = { version = \"0.1\", default-features = false, features = [\"client\"] }",
        ),
        (Runtime::Embedded, "rustls = [\"reqwest/rustls\"]"),
    ] {
        let text = manifest(&alone(runtime));
        assert!(text.lines().any(|known| known == line), "{line}\n{text}");
        assert!(
            !text.contains(".workspace") && !text.contains("license"),
            "{text}"
        );
        assert!(text.contains("\n[workspace]\n"), "{text}");
    }
    assert_eq!(manifest(&Target::Included), "");
}
