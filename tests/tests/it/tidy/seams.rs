//! Time and chance have one way into the runtime each: a clock that a user sets must not be bypassed.

use super::none;
use crate::workspace::{files, read, root};

/// Where the real things are taken from, and the files that may.
const TAKEN_FROM: &[(&str, &[&str])] = &[
    ("Instant::now", &["clock.rs"]),
    // A webhook is verified at a time that the caller gives, or now.
    ("SystemTime::now", &["clock.rs", "webhook/verifier.rs"]),
    ("Timestamp::now", &[]),
    ("Zoned::now", &[]),
    ("tokio::time", &["clock.rs"]),
    ("thread::sleep", &[]),
    ("RandomState", &["clock.rs"]),
    // What an attacker must not guess comes from the system alone.
    (
        "getrandom",
        &["credentials/authorization.rs", "src/source.rs"],
    ),
];

#[test]
fn time_and_chance_come_from_the_clock() {
    let sources = files("runtime/src", ".rs");
    assert!(sources.len() > 40, "only {} files found", sources.len());
    let bypasses = sources
        .into_iter()
        .filter(|path| !path.ends_with("/tests.rs") && !path.contains("/tests/"))
        .flat_map(|path| {
            let text = read(&root().join(&path));
            let code: String = text
                .split("#[cfg(test)]")
                .next()
                .unwrap_or_default()
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect();

            TAKEN_FROM
                .iter()
                .filter(|(name, _)| code.contains(name))
                .filter(|(_, allowed)| !allowed.iter().any(|allowed| path.ends_with(allowed)))
                .map(|(name, _)| format!("{path}: {name}"))
                .collect::<Vec<_>>()
        });
    none("ways around the client's `Clock`", bypasses);
}
