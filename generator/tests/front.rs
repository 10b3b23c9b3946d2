//! Loader and parser from outside: documents in; trees, specs and rendered reports out.
//!
//! Documents that break a rule stand elsewhere, with the reports they yield: in the suite `diagnostics` of the package of tests.

#![expect(
    clippy::expect_used,
    reason = "helpers of tests stop the test where what they need is not there"
)]

#[path = "front/loading.rs"]
mod loading;
#[path = "front/parsing.rs"]
mod parsing;
#[path = "front/reports.rs"]
mod reports;
#[path = "front/robustness.rs"]
mod robustness;
#[path = "front/swagger.rs"]
mod swagger;

use brogue_generator::diagnostic::{Diagnostics, render};
use brogue_generator::load::load;
use brogue_generator::parse::ast::Spec;
use brogue_generator::parse::parse;
use brogue_generator::source::Source;

/// Loads and parses a document; the reports are rendered without color.
fn read(path: &str, text: &str) -> (Option<Spec>, String) {
    let source = Source::new(path, text);
    let mut diagnostics = Diagnostics::default();
    let spec = load(&source, &mut diagnostics).map(|tree| parse(&tree, &mut diagnostics));

    (spec, render(&source, &diagnostics, false))
}

/// Reads a document in which nothing is wrong.
fn read_well(text: &str) -> Spec {
    let (spec, reports) = read("well.yaml", text);
    assert_eq!(reports, "");

    spec.expect("a document without reports has a spec")
}
