//! `cargo xtask corpus --examples`: every example and default of a document, decoded into the type that is generated for its place and
//! encoded again.
//!
//! What comes back is another value only by somebody's mistake: the document's, where its own schema does not allow the example, or
//! else the client's.

mod gather;
mod judge;
mod program;
mod run;
mod same;

use std::path::{Path, PathBuf};

use brogue_generator::check::{self, NameLock, Placed};
use brogue_generator::diagnostic::{Diagnostics, Strictness};
use brogue_generator::emit::File;
use brogue_generator::model::Api;
use brogue_generator::model::contract::Contract;
use brogue_generator::source::Source;
use brogue_generator::{load, parse};
use serde_json::{Value, json};

use self::gather::{Example, Gathered};
use self::judge::Judge;
use self::run::Said;
use self::same::{Same, same};
use super::Row;
use crate::failure::Failure;
use crate::say;

/// What came of the examples of a document.
#[derive(Default)]
pub(super) struct Outcome {
    /// How many came back equal.
    equal: usize,
    /// How many of these have a time that is written in another way.
    in_time: usize,
    /// How many have no type of their own to be tried with.
    without_type: usize,
    /// What the document's own schemas do not allow.
    wrong: Vec<Fault>,
    /// What they allow, and came back equal only because no type was found for a part of it.
    undecided: Vec<Fault>,
    /// What they allow, and did not come back equal.
    ours: Vec<Fault>,
    /// What the compiler or the program says, where it could not be done.
    pub(super) failed: Option<String>,
}

/// An example that did not come back equal.
struct Fault {
    pointer: String,
    line: usize,
    column: usize,
    /// What does not fit.
    reason: String,
    /// Whether a tolerant reader gives it back equal all the same.
    is_kept: bool,
}

/// A document that is read, with what is needed to try its examples.
struct Document {
    source: Source,
    package: String,
    api: Api,
    contract: Contract,
    placed: Vec<Placed>,
    gathered: Gathered,
}

/// Tries the examples of all documents.
pub(super) fn try_all(documents: &[PathBuf], rows: &mut [Row], jobs: usize) -> Result<(), Failure> {
    let mut read: Vec<Option<Document>> = Vec::new();
    for (path, row) in documents.iter().zip(rows.iter()) {
        let document = row.crate_name.as_ref().and_then(|name| {
            let package = super::compile::package(&row.document, name);
            read_document(path, format!("{package}-examples"))
        });
        read.push(document);
    }
    let programs: Vec<(&Document, &[File])> = read
        .iter()
        .zip(rows.iter())
        .filter_map(|(document, row)| Some((document.as_ref()?, row.files.as_slice())))
        .collect();
    say::step(&format!(
        "examples: {} are compiled",
        say::count(programs.len(), "program")
    ));
    let built = run::build(&programs, jobs)?;
    for (document, row) in read.iter().zip(rows.iter_mut()) {
        if let Some(document) = document {
            row.examples = Some(try_document(document, &built));
        }
    }

    Ok(())
}

fn read_document(path: &Path, package: String) -> Option<Document> {
    let source = load::read_file(path).ok()?;
    let mut diagnostics = Diagnostics::new(Strictness::Lenient);
    let tree = load::load(&source, &mut diagnostics)?;
    let spec = parse::parse(&tree, &mut diagnostics);
    let lock = NameLock::default();
    let (checked, placed) = check::check_and_place(&spec, &source, &lock, &mut diagnostics)?;
    let contract = check::contract(&spec, &source);
    let gathered = gather::gather(&tree, &checked.api, &contract, &placed);

    Some(Document {
        package,
        api: checked.api,
        contract,
        placed,
        gathered,
        source: source.clone(),
    })
}

fn try_document(document: &Document, built: &run::Built) -> Outcome {
    let mut outcome = Outcome {
        without_type: document.gathered.without_type,
        ..Outcome::default()
    };
    let examples = &document.gathered.examples;
    let said = match built.run(&document.package, examples) {
        Ok(said) => said,
        Err(failed) => {
            outcome.failed = Some(failed);
            return outcome;
        }
    };
    let mut judge = Judge::new(&document.contract);
    for (example, said) in examples.iter().zip(said) {
        let written: Value = serde_json::from_str(&example.json).unwrap_or_default();
        let came_back = said
            .written
            .as_deref()
            .and_then(|text| serde_json::from_str(text).ok());
        let how = came_back
            .as_ref()
            .map_or(Same::Not, |back| same(&written, back));
        let is_kept = how != Same::Not;
        let came_back_typed = said.fault.is_none() && said.unlisted.is_none() && is_kept;
        if came_back_typed {
            outcome.equal += 1;
            outcome.in_time += usize::from(how == Same::InTime);
            continue;
        }
        let wrong = judge.fault(&example.schema, example.is_sent, &written);
        let fault = |reason: String| fault(&document.source, example, reason, is_kept);
        match wrong {
            // Tools write it where there is no example.
            Some(_) if written.is_null() => {}
            Some(reason) => outcome.wrong.push(fault(reason)),
            None if said.fault.is_none() && is_kept => {
                outcome.undecided.push(fault(reason(example, said)));
            }
            None => outcome.ours.push(fault(reason(example, said))),
        }
    }

    outcome
}

/// What a client makes of an example that it should have given back.
fn reason(example: &Example, said: Said) -> String {
    let cut = |text: &str| text.chars().take(300).collect::<String>();

    match (said.fault, said.unlisted, said.written) {
        (Some(fault), _, _) => fault,
        (None, Some(part), _) => format!("no case of a union takes {}", cut(&part)),
        (None, None, Some(written)) => {
            format!("{} came back as {}", cut(&example.json), cut(&written))
        }
        (None, None, None) => "it came back as nothing".to_owned(),
    }
}

fn fault(source: &Source, example: &Example, reason: String, is_kept: bool) -> Fault {
    let before = source.text.get(..example.start).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    let column = before.get(line_start..).unwrap_or_default().chars().count();

    Fault {
        pointer: example.pointer.clone(),
        line: before.matches('\n').count() + 1,
        column: column + 1,
        reason,
        is_kept,
    }
}

impl Outcome {
    /// How many were tried.
    fn tried(&self) -> usize {
        self.equal + self.wrong.len() + self.undecided.len() + self.ours.len()
    }

    /// Why the whole is not as it has to be: at most one example of a hundred may be lost by the client.
    pub(super) fn fault(&self) -> Option<String> {
        if let Some(failed) = &self.failed {
            return Some(format!("its examples could not be tried: {failed}"));
        }
        let (ours, tried) = (self.ours.len() + self.undecided.len(), self.tried());

        (ours * 100 > tried)
            .then(|| format!("{ours} of {tried} examples do not come back equal and typed"))
    }

    /// For machines.
    pub(super) fn to_json(&self) -> Value {
        let faults = |faults: &[Fault]| -> Vec<Value> {
            faults
                .iter()
                .map(|fault| {
                    json!({
                        "pointer": fault.pointer,
                        "line": fault.line,
                        "column": fault.column,
                        "reason": fault.reason,
                        "kept_by_a_tolerant_reader": fault.is_kept,
                    })
                })
                .collect()
        };

        json!({
            "tried": self.tried(),
            "equal": self.equal,
            "equal_but_for_the_form_of_a_time": self.in_time,
            "without_a_type_of_their_own": self.without_type,
            "wrong_in_the_document": faults(&self.wrong),
            "undecided_by_the_client": faults(&self.undecided),
            "lost_by_the_client": faults(&self.ours),
            "failed": self.failed,
        })
    }
}

/// So many wrong examples of a document are shown; the file for machines has all.
const SHOWN: usize = 3;

/// The table of examples, and what is wrong with them.
pub(super) fn print(rows: &[Row]) {
    let width = rows.iter().map(|row| row.document.len()).max().unwrap_or(8);
    say::line(&format!(
        "\n{:width$}  examples    equal  wrong in the document  undecided  lost by the client  without a type",
        "document"
    ));
    let mut sums = [0; 6];
    let mut kept = 0;
    for row in rows {
        let Some(outcome) = &row.examples else {
            continue;
        };
        let counts = [
            outcome.tried(),
            outcome.equal,
            outcome.wrong.len(),
            outcome.undecided.len(),
            outcome.ours.len(),
            outcome.without_type,
        ];
        for (sum, count) in sums.iter_mut().zip(counts) {
            *sum += count;
        }
        kept += outcome.wrong.iter().filter(|fault| fault.is_kept).count();
        let [tried, equal, wrong, undecided, ours, without] = counts;
        say::line(&format!(
            "{:width$}  {tried:>8}  {equal:>7}  {wrong:>21}  {undecided:>9}  {ours:>18}  {without:>14}",
            row.document
        ));
    }
    let [tried, equal, wrong, undecided, ours, _] = sums;
    say::line(&format!(
        "{tried} examples: {equal} come back equal, {wrong} are not what their schema allows (of which {kept} come back \
         equal all the same, once the reader is tolerant), {undecided} are kept as they are since no case of a union takes a \
         part of them, {ours} are lost by the client"
    ));
    for row in rows {
        let Some(outcome) = &row.examples else {
            continue;
        };
        for fault in &outcome.ours {
            say::line(&shown(row, fault, "lost"));
        }
        for fault in &outcome.undecided {
            say::line(&shown(row, fault, "undecided"));
        }
        for fault in outcome.wrong.iter().take(SHOWN) {
            say::line(&shown(row, fault, "wrong"));
        }
        if outcome.wrong.len() > SHOWN {
            let more = outcome.wrong.len() - SHOWN;
            say::line(&format!("{}: {more} more are wrong", row.document));
        }
    }
}

fn shown(row: &Row, fault: &Fault, what: &str) -> String {
    format!(
        "{}:{}:{}: {what}: {}: {}",
        row.document, fault.line, fault.column, fault.pointer, fault.reason
    )
}
