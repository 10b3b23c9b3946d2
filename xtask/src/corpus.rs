//! `cargo xtask corpus DIR`: clients for all documents of a folder, read leniently: what each of them can do, and whether it compiles.

mod compile;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use brogue_generator::check::NameLock;
use brogue_generator::diagnostic::{Diagnostics, Strictness};
use brogue_generator::emit::File;
use brogue_generator::model::{Census, CensusPlace};
use brogue_generator::{Support, capabilities, generate_with, load};
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::say;

/// Where the documents are, where no folder is named.
const VARIABLE: &str = "BROGUE_CORPUS";

/// How it is asked for.
pub(crate) struct Options<'a> {
    /// The folder; that of the variable where none is named.
    pub(crate) folder: Option<&'a Path>,
    /// Whether each client is compiled.
    pub(crate) check: bool,
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
    census: Census,
    took: Duration,
    warnings: usize,
    same: bool,
    compiled: Option<compile::Outcome>,
}

/// Makes a client of every document, and prints a table.
pub(crate) fn corpus(options: &Options<'_>) -> Result<(), Failure> {
    let folder = match options.folder {
        Some(folder) => folder.to_owned(),
        None => env::var_os(VARIABLE).map(PathBuf::from).ok_or_else(|| {
            Failure::Impossible(format!("name a folder of documents, or set {VARIABLE}"))
        })?,
    };
    let documents = documents(&folder)?;
    if documents.is_empty() {
        return Err(Failure::Impossible(format!(
            "there is no YAML and no JSON in {}",
            folder.display()
        )));
    }
    let mut rows = generate_all(&documents, options.jobs.max(1));
    if options.check {
        compile::compile_all(&mut rows, options.jobs.max(1))?;
    }
    print(&rows, options.check);
    if let Some(path) = options.json {
        let table: Vec<Value> = rows.iter().map(Row::to_json).collect();
        let text = format!("{:#}\n", Value::from(table));
        fs::write(path, text).map_err(|error| {
            Failure::Impossible(format!("cannot write {}: {error}", path.display()))
        })?;
    }

    verdict(&rows)
}

/// The documents of a folder, by name.
fn documents(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder)
        .map_err(|error| Failure::Impossible(format!("{}: {error}", folder.display())))?;
    let mut documents: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| {
            let extension = path.extension().and_then(|extension| extension.to_str());
            matches!(extension, Some("yaml" | "yml" | "json"))
        })
        .collect();
    documents.sort();

    Ok(documents)
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
        census: Census::default(),
        took: Duration::ZERO,
        warnings: 0,
        same: true,
        compiled: None,
    };
    let Ok(mut source) = load::read_file(path) else {
        return row;
    };
    source.path.clone_from(&row.document);
    let lock = NameLock::default();
    let began = Instant::now();
    let outcome = generate_with(&source, &lock, Strictness::Lenient);
    row.took = began.elapsed();
    let again = generate_with(&source, &lock, Strictness::Lenient);
    row.same = again.files == outcome.files;
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
            "values": {
                "typed": self.census.typed,
                "untyped": self.census.untyped,
                "raw": places(&self.census.raw),
                "undecided": places(&self.census.undecided),
            },
            "generate_ms": self.took.as_millis(),
            "warnings": self.warnings,
            "same_twice": self.same,
            "check": self.compiled.as_ref().map(|outcome| json!({
                "passed": outcome.errors == 0,
                "errors": outcome.errors,
                "warnings": outcome.warnings,
            })),
        })
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
        "{:width$}  supported  approximated  left out   typed  untyped   raw  undecided  generate ms  reports{last}",
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
            "{:width$}  {supported:>9}  {approximated:>12}  {left_out:>8}  {:>6}  {:>7}  {raw:>4}  {undecided:>9}  {:>11}  {:>7}{last}",
            row.document,
            census.typed,
            census.untyped,
            row.took.as_millis(),
            row.warnings
        );
        say::line(&line);
    }
    let [supported, approximated, left_out] = sums;
    let documents = say::count(rows.len(), "document");
    say::line(&format!(
        "{documents}: {supported} operations supported, {approximated} approximated, {left_out} left out"
    ));
    let [typed, untyped, raw, undecided] = values;
    say::line(&format!(
        "values: {typed} typed, {untyped} of which nothing is said, {raw} raw although their type is said, {undecided} of a union that is not decided"
    ));
}

/// What is not as it has to be, all at once.
fn verdict(rows: &[Row]) -> Result<(), Failure> {
    let refused = rows.iter().filter(|row| row.crate_name.is_none());
    let changing = rows.iter().filter(|row| !row.same);
    let broken = rows.iter().filter(|row| {
        let compiled = row.compiled.as_ref();
        compiled.is_some_and(|outcome| outcome.errors + outcome.warnings > 0)
    });
    let faults: Vec<String> = refused
        .map(|row| format!("{} is refused", row.document))
        .chain(changing.map(|row| format!("{} gives other files the second time", row.document)))
        .chain(broken.map(|row| format!("{}: {}", row.document, row.checked())))
        .collect();

    if faults.is_empty() {
        Ok(())
    } else {
        Err(Failure::Found(faults.join("\n       ")))
    }
}
