//! Runs a program under callgrind, and reads what it wrote.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;
use std::process::{self, Command, Stdio};

use crate::failure::Failure;

/// What a program took.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Counted {
    /// All instructions.
    pub(super) total: u64,
    /// Those of each function, without what it calls.
    functions: BTreeMap<String, u64>,
}

/// Whether it can be asked.
pub(super) fn is_there() -> bool {
    Command::new("valgrind")
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Runs a program, and counts its instructions.
pub(super) fn count(program: &Path, arguments: &[String]) -> Result<Counted, Failure> {
    let file = env::temp_dir().join(format!("brogue-callgrind-{}", process::id()));
    let output = Command::new("valgrind")
        .args([
            "--tool=callgrind",
            "--compress-strings=no",
            "--compress-pos=no",
        ])
        .arg(format!("--callgrind-out-file={}", file.display()))
        .arg(program)
        .args(arguments)
        .output()
        .map_err(|error| Failure::Impossible(format!("cannot run `valgrind`: {error}")))?;
    let text = fs::read_to_string(&file).unwrap_or_default();
    drop(fs::remove_file(&file));
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(Failure::Found(format!(
            "under valgrind the work failed:\n{said}"
        )));
    }
    let counted = parse(&text);
    if counted.total == 0 {
        return Err(Failure::Impossible(
            "callgrind wrote no total: try another version of valgrind".to_owned(),
        ));
    }

    Ok(counted)
}

impl Counted {
    /// The functions that take the most.
    pub(super) fn heaviest(self, count: usize) -> BTreeMap<String, u64> {
        let mut functions: Vec<(String, u64)> = self.functions.into_iter().collect();
        functions.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        functions.truncate(count);

        functions.into_iter().collect()
    }
}

/// Reads a file of callgrind: the lines below `fn=` are the function's own, but for the one after each `calls=`.
fn parse(text: &str) -> Counted {
    let mut counted = Counted::default();
    let mut function = String::new();
    let mut is_of_a_call = false;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("fn=") {
            function = plain(name);
        } else if line.starts_with("calls=") {
            is_of_a_call = true;
        } else if let Some(total) = line.strip_prefix("totals: ") {
            counted.total = total.trim().parse().unwrap_or_default();
        } else if line.starts_with(|first: char| first.is_ascii_digit()) && !function.is_empty() {
            let cost = line.split(' ').nth(1).and_then(|cost| cost.parse().ok());
            if !std::mem::take(&mut is_of_a_call) {
                *counted.functions.entry(function.clone()).or_default() += cost.unwrap_or(0_u64);
            }
        }
    }

    counted
}

/// The name without what changes from build to build: the hash at its end, and the number of a recursion.
fn plain(name: &str) -> String {
    let name = name.split('\'').next().unwrap_or(name);
    let is_hash =
        |tail: &str| tail.len() == 16 && tail.bytes().all(|byte| byte.is_ascii_hexdigit());
    match name.rsplit_once("::h") {
        Some((front, tail)) if is_hash(tail) => front.to_owned(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn what_is_called_is_not_counted_with_who_calls() {
        let text = "events: Ir\n\n\
            fn=orchard::pick::h0123456789abcdef\n0 40\ncfn=orchard::carry\ncalls=3 0\n0 900\n0 2\n\n\
            fn=orchard::carry\n0 300\n\nfn=orchard::carry'2\n0 600\n\ntotals: 942\n";
        let counted = parse(text);
        assert_eq!(counted.total, 942);
        let functions: Vec<(String, u64)> = counted.heaviest(9).into_iter().collect();

        assert_eq!(
            functions,
            [
                ("orchard::carry".to_owned(), 900),
                ("orchard::pick".to_owned(), 42)
            ]
        );
    }
}
