//! `cargo xtask corpus DIR`: clients for all documents of a folder, read leniently: what each of them can do, and whether it compiles.

mod alone;
mod choose;
mod compile;
mod examples;
mod programs;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use brogue_generator::check::NameLock;
use brogue_generator::diagnostic::{Diagnostics, Strictness};
use brogue_generator::emit::File;
use brogue_generator::model::{Census, CensusPlace};
use brogue_generator::{Support, capabilities, generate_with, load};
use serde_json::{Value, json};

use self::alone::Alone;
pub(crate) use self::alone::generate_alone;
pub(crate) use self::choose::VARIABLE;
use crate::failure::Failure;
use crate::say;

/// How it is asked for.
pub(crate) struct Options<'a> {
    /// The folder; that of the variable where none is named.
    pub(crate) folder: Option<&'a Path>,
    /// The documents that are wanted, by their files' names; all where none is named.
    pub(crate) only: &'a [String],
    /// How many documents are wanted, of different sizes, none of them large.
    pub(crate) sample: Option<usize>,
    /// Whether each client is compiled.
    pub(crate) check: bool,
    /// Whether the examples of each document are tried.
    pub(crate) examples: bool,
    /// Whether the programs of `examples/corpus/` are compiled and run.
    pub(crate) programs: bool,
    /// How many documents are read at once, and crates compiled.
    pub(crate) jobs: usize,
    /// Where the table goes for machines.
    pub(crate) json: Option<&'a Path>,
}

/// What came of one document.
struct Row {
    document: String,
    crate_name: Option<String>,
    files: Vec<File>,
    counts: [usize; 3],
    /// How large the document is.
    bytes: u64,
    /// What it takes in a process of its own; nothing where that breaks down.
    alone: Option<Alone>,
    census: Census,
    warnings: usize,
    same: bool,
    compiled: Option<compile::Outcome>,
    examples: Option<examples::Outcome>,
}

/// Makes a client of every document, and prints a table.
pub(crate) fn corpus(options: &Options<'_>) -> Result<(), Failure> {
    let documents = choose::documents(options)?;
    let mut rows = generate_all(&documents, options.jobs.max(1));
    if options.check {
        compile::compile_all(&mut rows, options.jobs.max(1))?;
    }
    if options.examples {
        examples::try_all(&documents, &mut rows, options.jobs.max(1))?;
    }
    print(&rows, options.check);
    if options.examples {
        examples::print(&rows);
    }
    if let Some(path) = options.json {
        let table: Vec<Value> = rows.iter().map(Row::to_json).collect();
        let text = format!("{:#}\n", Value::from(table));
        fs::write(path, text).map_err(|error| {
            Failure::Impossible(format!("cannot write {}: {error}", path.display()))
        })?;
    }

    let mut faults = verdict(&rows);
    if options.programs {
        faults.extend(programs::run_all(&documents, options.jobs.max(1))?);
    }

    if faults.is_empty() {
        Ok(())
    } else {
        Err(Failure::Found(faults.join("\n       ")))
    }
}

/// Several at once, in the order of the documents.
fn generate_all(documents: &[PathBuf], jobs: usize) -> Vec<Row> {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Row)>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..jobs.min(documents.len()) {
            scope.spawn(|| {
                while let Some((index, path)) = {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    documents.get(index).map(|path| (index, path))
                } {
                    let row = generate(path);
                    let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
                    done.push((index, row));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(index, _)| *index);

    done.into_iter().map(|(_, row)| row).collect()
}

fn generate(path: &Path) -> Row {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut row = Row {
        document: name.to_string(),
        crate_name: None,
        files: Vec::new(),
        counts: [0; 3],
        bytes: fs::metadata(path).map_or(0, |found| found.len()),
        alone: alone::measure(path, &name),
        census: Census::default(),
        warnings: 0,
        same: false,
        compiled: None,
        examples: None,
    };
    let Ok(mut source) = load::read_file(path) else {
        return row;
    };
    source.path.clone_from(&row.document);
    // What breaks down alone would take all the others with it here.
    let Some(alone) = row.alone else {
        return row;
    };
    let outcome = generate_with(&source, &NameLock::default(), Strictness::Lenient);
    row.same = alone.digest == alone::digest(&outcome.files);
    row.warnings = outcome.diagnostics.sorted().len();
    if let Some(api) = &outcome.api {
        row.crate_name = Some(api.crate_name.to_string());
        row.census = api.census.clone();
        let tree = load::load(&source, &mut Diagnostics::new(Strictness::Lenient));
        for capability in tree
            .iter()
            .flat_map(|tree| capabilities(tree, api, &outcome.diagnostics))
        {
            let place = match capability.support {
                Support::Supported => 0,
                Support::Approximated => 1,
                Support::LeftOut => 2,
            };
            if let Some(count) = row.counts.get_mut(place) {
                *count += 1;
            }
        }
    }
    row.files = outcome.files;

    row
}

impl Row {
    fn to_json(&self) -> Value {
        let [supported, approximated, left_out] = self.counts;

        json!({
            "document": self.document,
            "crate": self.crate_name,
            "operations": {
                "supported": supported,
                "approximated": approximated,
                "left_out": left_out,
            },
            "bytes": self.bytes,
            "generate_ms": self.alone.map(|alone| alone.milliseconds),
            "peak_bytes": self.alone.and_then(|alone| alone.peak_bytes),
            "values": {
                "typed": self.census.typed,
                "untyped": self.census.untyped,
                "raw": places(&self.census.raw),
                "undecided": places(&self.census.undecided),
            },
            "warnings": self.warnings,
            "same_twice": self.same,
            "examples": self.examples.as_ref().map(examples::Outcome::to_json),
            "check": self.compiled.as_ref().map(|outcome| json!({
                "passed": outcome.errors == 0,
                "errors": outcome.errors,
                "warnings": outcome.warnings,
            })),
        })
    }

    /// How long it takes alone.
    fn milliseconds(&self) -> String {
        self.alone
            .map_or("-".to_owned(), |alone| alone.milliseconds.to_string())
    }

    /// How many megabytes it takes alone.
    fn peak(&self) -> String {
        let peak = self.alone.and_then(|alone| alone.peak_bytes);

        peak.map_or("-".to_owned(), |bytes| bytes.div_ceil(1 << 20).to_string())
    }

    fn checked(&self) -> String {
        match &self.compiled {
            None => "-".to_owned(),
            Some(outcome) => match (outcome.errors, outcome.warnings) {
                (0, 0) => "passes".to_owned(),
                (0, warnings) => say::count(warnings, "warning"),
                (errors, _) => say::count(errors, "error"),
            },
        }
    }
}

fn places(places: &[CensusPlace]) -> Vec<Value> {
    places
        .iter()
        .map(|place| json!({"pointer": place.pointer, "line": place.line}))
        .collect()
}

fn print(rows: &[Row], check: bool) {
    let width = rows.iter().map(|row| row.document.len()).max().unwrap_or(8);
    let last = if check { "  check" } else { "" };
    say::line(&format!(
        "{:width$}  supported  approximated  left out   typed  untyped   raw  undecided  generate ms  peak MB  reports{last}",
        "document"
    ));
    let mut sums = [0; 3];
    let mut values = [0; 4];
    for row in rows {
        let [supported, approximated, left_out] = row.counts;
        for (sum, count) in sums.iter_mut().zip(row.counts) {
            *sum += count;
        }
        let census = &row.census;
        let (raw, undecided) = (census.raw.len(), census.undecided.len());
        for (sum, count) in values
            .iter_mut()
            .zip([census.typed, census.untyped, raw, undecided])
        {
            *sum += count;
        }
        let last = if check {
            format!("  {}", row.checked())
        } else {
            String::new()
        };
        let line = format!(
            "{:width$}  {supported:>9}  {approximated:>12}  {left_out:>8}  {:>6}  {:>7}  {raw:>4}  {undecided:>9}  {:>11}  {:>7}  {:>7}{last}",
            row.document,
            census.typed,
            census.untyped,
            row.milliseconds(),
            row.peak(),
            row.warnings
        );
        say::line(&line);
    }
    let [supported, approximated, left_out] = sums;
    let documents = say::count(rows.len(), "document");
    say::line(&format!(
        "{documents}: {supported} operations supported, {approximated} approximated, {left_out} left out"
    ));
    if let Some(row) = rows.iter().max_by_key(|row| row.bytes) {
        say::line(&format!(
            "the largest, {} ({} KB), takes {} ms and {} MB",
            row.document,
            row.bytes / 1000,
            row.milliseconds(),
            row.peak()
        ));
    }
    let [typed, untyped, raw, undecided] = values;
    say::line(&format!(
        "values: {typed} typed, {untyped} of which nothing is said, {raw} raw although their type is said, {undecided} of a union that is not decided"
    ));
}

/// What is not as it has to be, all at once.
fn verdict(rows: &[Row]) -> Vec<String> {
    let down = rows.iter().filter(|row| row.alone.is_none());
    let refused = rows
        .iter()
        .filter(|row| row.alone.is_some() && row.crate_name.is_none());
    let changing = rows.iter().filter(|row| row.alone.is_some() && !row.same);
    let broken = rows.iter().filter(|row| {
        let compiled = row.compiled.as_ref();
        compiled.is_some_and(|outcome| outcome.errors + outcome.warnings > 0)
    });
    down.map(|row| format!("{} breaks the generator down", row.document))
        .chain(refused.map(|row| format!("{} is refused", row.document)))
        .chain(changing.map(|row| format!("{} gives other files the second time", row.document)))
        .chain(broken.map(|row| format!("{}: {}", row.document, row.checked())))
        .chain(rows.iter().filter_map(|row| {
            let fault = row.examples.as_ref()?.fault()?;
            Some(format!("{}: {fault}", row.document))
        }))
        .collect()
}
