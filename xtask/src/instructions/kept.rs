//! The numbers that are kept in the project, and how new ones stand to them.

use std::collections::BTreeMap;
use std::env::consts::{ARCH, OS};
use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::say;

/// What all work took once.
#[derive(Debug)]
pub(super) struct Kept {
    /// With which compiler, and where.
    pub(super) toolchain: String,
    pub(super) entries: BTreeMap<String, Entry>,
}

/// What one work took.
#[derive(Debug)]
pub(super) struct Entry {
    /// What the document comes to that was read.
    pub(super) input: String,
    pub(super) instructions: u64,
    /// The heaviest functions, each without what it calls.
    pub(super) functions: BTreeMap<String, u64>,
}

/// How much more, in thousandths, is taken for nothing: the order of a hash table, another processor's copying of memory.
const TOLERANCE: u64 = 30;

/// The compiler that is used here.
pub(super) fn toolchain() -> Result<String, Failure> {
    let output = Command::new("rustc").arg("--version").output();
    let output = output
        .map_err(|error| Failure::Impossible(format!("cannot run `rustc --version`: {error}")))?;
    let version = String::from_utf8_lossy(&output.stdout);

    Ok(format!("{} on {ARCH}-{OS}", version.trim()))
}

impl Kept {
    /// Nothing yet.
    pub(super) fn of(toolchain: String) -> Self {
        Self {
            toolchain,
            entries: BTreeMap::new(),
        }
    }

    /// What the file says; nothing where there is none.
    pub(super) fn read(path: &Path) -> Result<Option<Self>, Failure> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                let message = format!("cannot read `{}`: {error}", path.display());
                return Err(Failure::Impossible(message));
            }
        };

        parse(&text).map(Some).ok_or_else(|| {
            Failure::Impossible(format!(
                "`{}` is not as it was written: cargo xtask instructions --update",
                path.display()
            ))
        })
    }

    /// Writes the file.
    pub(super) fn write(&self, path: &Path) -> Result<(), Failure> {
        let work: BTreeMap<&String, Value> = self
            .entries
            .iter()
            .map(|(name, entry)| {
                let value = json!({
                    "input": entry.input,
                    "instructions": entry.instructions,
                    "functions": entry.functions,
                });
                (name, value)
            })
            .collect();
        let value = json!({"toolchain": self.toolchain, "work": work});

        fs::write(path, format!("{value:#}\n")).map_err(|error| super::unwritable(path, &error))
    }

    /// What was counted, a line each.
    pub(super) fn told(&self) -> String {
        let lines: Vec<String> = self
            .entries
            .iter()
            .map(|(name, entry)| format!("{name}: {}", shown(entry.instructions)))
            .collect();

        lines.join("\n")
    }

    /// Tells how new numbers stand to these, and gives what is too much.
    pub(super) fn compare(&self, found: &Self) -> Vec<String> {
        let mut faults = Vec::new();
        for (name, new) in &found.entries {
            let Some(old) = self.entries.get(name) else {
                say::line(&format!("{name}: {} (new)", shown(new.instructions)));
                continue;
            };
            let told = format!(
                "{name}: {}, kept {}",
                shown(new.instructions),
                shown(old.instructions)
            );
            if old.input != new.input {
                say::line(&format!(
                    "{told}: of another document, so not compared; cargo xtask instructions --update"
                ));
            } else if new.instructions * 1000 > old.instructions * (1000 + TOLERANCE) {
                faults.push(format!("{told}\n{}", grown(old, new)));
            } else if new.instructions * (1000 + TOLERANCE) < old.instructions * 1000 {
                say::line(&format!(
                    "{told}: better; keep that with cargo xtask instructions --update"
                ));
            } else {
                say::line(&told);
            }
        }

        faults
    }
}

/// The functions that take more than they did.
fn grown(old: &Entry, new: &Entry) -> String {
    // What is not among the heaviest took less than the lightest of them.
    let least = old.functions.values().min().copied().unwrap_or_default();
    let mut grown: Vec<(u64, &str)> = new
        .functions
        .iter()
        .map(|(name, count)| {
            let before = old.functions.get(name).copied().unwrap_or(least);
            (count.saturating_sub(before), name.as_str())
        })
        .filter(|(more, _)| *more * 200 > new.instructions.abs_diff(old.instructions))
        .collect();
    grown.sort_by(|one, other| other.cmp(one));
    let lines: Vec<String> = grown
        .iter()
        .take(8)
        .map(|(more, name)| format!("    {:>9} more in {name}", shown(*more)))
        .collect();

    lines.join("\n")
}

/// `12.345 M`
fn shown(instructions: u64) -> String {
    format!(
        "{}.{:03} M",
        instructions / 1_000_000,
        instructions / 1000 % 1000
    )
}

fn parse(text: &str) -> Option<Kept> {
    let value: Value = serde_json::from_str(text).ok()?;
    let mut kept = Kept::of(value.get("toolchain")?.as_str()?.to_owned());
    for (name, entry) in value.get("work")?.as_object()? {
        let functions = entry.get("functions")?.as_object()?;
        let entry = Entry {
            input: entry.get("input")?.as_str()?.to_owned(),
            instructions: entry.get("instructions")?.as_u64()?,
            functions: functions
                .iter()
                .map(|(name, count)| Some((name.clone(), count.as_u64()?)))
                .collect::<Option<_>>()?,
        };
        kept.entries.insert(name.clone(), entry);
    }

    Some(kept)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Entry, Kept};

    fn kept(pick: u64, carry: u64) -> Kept {
        let functions = [("orchard::pick", pick), ("orchard::carry", carry)];
        let entry = Entry {
            input: "f".to_owned(),
            instructions: pick + carry,
            functions: functions
                .map(|(name, count)| (name.to_owned(), count))
                .into(),
        };

        Kept {
            toolchain: "rustc".to_owned(),
            entries: BTreeMap::from([("harvest".to_owned(), entry)]),
        }
    }

    #[test]
    fn who_takes_more_is_named() {
        let faults = kept(1_000_000, 500_000).compare(&kept(1_000_000, 560_000));
        assert_eq!(
            faults,
            ["harvest: 1.560 M, kept 1.500 M\n      0.060 M more in orchard::carry"]
        );
    }

    #[test]
    fn a_little_more_and_any_less_is_taken() {
        for carry in [100_000, 500_000, 544_000] {
            let faults = kept(1_000_000, 500_000).compare(&kept(1_000_000, carry));
            assert!(faults.is_empty(), "{faults:?}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("instructions.json");
        kept(9_000_000, 1).write(&path).expect("it is written");
        let read = Kept::read(&path).expect("it is read").expect("a file");
        assert_eq!(read.told(), "harvest: 9.000 M");
        assert_eq!(read.compare(&kept(9_900_000, 1)).len(), 1);
    }
}
