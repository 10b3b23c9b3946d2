//! Runs programs under benchmarks/measured.py, and reads what they took.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::project;

/// What a program took, or the median of several runs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cost {
    /// Seconds of all processors.
    pub(super) processor: f64,
    /// Seconds of the clock, which others on the machine lengthen.
    pub(super) wall: f64,
    /// The most memory, in bytes.
    pub(super) peak: f64,
}

impl Cost {
    /// What both take, one after the other.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            processor: self.processor + other.processor,
            wall: self.wall + other.wall,
            peak: self.peak.max(other.peak),
        }
    }
}

/// The program that stands before what is measured.
pub(super) fn wrapper() -> PathBuf {
    project::root().join("benchmarks/measured.py")
}

/// Runs a program that writes down what it and those below it take.
///
/// The error holds what the program said.
pub(super) fn run(command: &mut Command, log: &Path) -> Result<Result<(), String>, Failure> {
    drop(fs::remove_file(log));
    let output = command.env("BENCH_LOG", log).output().map_err(|error| {
        let program = command.get_program().display();
        Failure::Impossible(format!("cannot run `{program}`: {error}"))
    })?;
    if output.status.success() {
        return Ok(Ok(()));
    }
    let said =
        [output.stderr, output.stdout].map(|text| String::from_utf8_lossy(&text).into_owned());

    Ok(Err(said.concat()))
}

/// What the log says of programs or crates of this name; nothing where there is none.
pub(super) fn read(log: &Path, name: &str) -> Option<Cost> {
    let text = fs::read_to_string(log).ok()?;
    let costs = text.lines().filter_map(|line| {
        let mut words = line.split('\t');
        if words.next() != Some(name) {
            return None;
        }
        let mut number = || words.next()?.parse().ok();
        Some(Cost {
            processor: number()?,
            wall: number()?,
            peak: number()?,
        })
    });

    costs.reduce(Cost::and)
}

/// The median of each number.
pub(super) fn median(costs: &[Cost]) -> Cost {
    let of = |number: fn(&Cost) -> f64| {
        let mut numbers: Vec<f64> = costs.iter().map(number).collect();
        numbers.sort_by(f64::total_cmp);
        let (low, high) = (numbers.len().saturating_sub(1) / 2, numbers.len() / 2);
        let at = |place| numbers.get(place).copied().unwrap_or_default();
        f64::midpoint(at(low), at(high))
    };

    Cost {
        processor: of(|cost| cost.processor),
        wall: of(|cost| cost.wall),
        peak: of(|cost| cost.peak),
    }
}

#[cfg(test)]
mod tests {
    use super::{Cost, median};

    #[test]
    fn medians_are_of_each_number_alone() {
        let cost = |processor, peak| Cost {
            processor,
            wall: 1.0,
            peak,
        };
        let found = median(&[cost(3.0, 1.0), cost(1.0, 9.0), cost(2.0, 2.0)]);
        assert!((found.processor - 2.0).abs() < f64::EPSILON);
        assert!((found.peak - 2.0).abs() < f64::EPSILON);
        let found = median(&[cost(3.0, 1.0), cost(1.0, 9.0)]);
        assert!((found.processor - 2.0).abs() < f64::EPSILON);
        assert!((found.peak - 5.0).abs() < f64::EPSILON);
    }
}
