//! What came of each operation that was asked for.

use std::collections::BTreeSet;

use brogue_generator::diagnostic::{Diagnostics, Strictness};
use brogue_generator::load::load;
use brogue_generator::parse::{narrow, parse};
use brogue_generator::source::Source;
use brogue_generator::{Capability, Outcome, capabilities};

/// All of them, in the order of the document; none where nothing could be read.
pub(super) fn operations(source: &Source, outcome: &Outcome, only: &[String]) -> Vec<Capability> {
    // What there is to say about the document was said already.
    let mut heard = Diagnostics::new(Strictness::Lenient);
    let (Some(api), Some(tree)) = (&outcome.api, load(source, &mut heard)) else {
        return Vec::new();
    };
    let mut all = capabilities(&tree, api, &outcome.diagnostics);
    if !only.is_empty() {
        let mut spec = parse(&tree, &mut heard);
        // Names that nothing answers to have ended the run before.
        let _ = narrow(&mut spec, only);
        let asked: BTreeSet<_> = spec
            .paths
            .iter()
            .flat_map(|(_, item)| &item.operations)
            .map(|(method, _)| method.span)
            .collect();
        all.retain(|one| asked.contains(&one.span));
    }

    all
}
