//! Work that is the same each time, for `cargo xtask instructions` to count its instructions: one thread, no network, no clock, no chance.
//!
//! ```text
//! instructions generate strict|lenient DOCUMENT    a client, from the document's text in memory to files in memory
//! instructions decode                              a page of a hundred visits, 20 times
//! instructions encode                              the same page, 20 times
//! ```

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "what is not understood or does not fit stops"
)]

use std::env;
use std::hint::black_box;
use std::path::Path;

use brogue_generator::check::NameLock;
use brogue_generator::diagnostic::Strictness;
use brogue_generator::{generate_with, load};
use brogue_runtime::codec;
use letsjobit::types::Visit;

/// A page as the fixtures have it: two visits in the vendor's different forms.
const PAGE: &str = include_str!("../../../tests/fixtures/letsjobit/list-page.json");

/// So often that reading the page beforehand does not count.
const RUNS: usize = 20;

fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["generate", "strict", path] => generate(path, Strictness::Strict),
        ["generate", "lenient", path] => generate(path, Strictness::Lenient),
        ["decode"] => {
            let text = page();
            for _ in 0..RUNS {
                black_box(decode(black_box(&text)));
            }
        }
        ["encode"] => {
            let visits = decode(&page());
            for _ in 0..RUNS {
                let shape = &codec::Shape::PLAIN;
                black_box(codec::encode(black_box(&visits), shape).expect("it encodes"));
            }
        }
        _ => panic!("say `generate strict|lenient DOCUMENT`, `decode` or `encode`"),
    }
}

fn generate(path: &str, strictness: Strictness) {
    let mut source = load::read_file(Path::new(path)).expect("a document");
    // What a document is called goes into the files: the same wherever it stands.
    "document".clone_into(&mut source.path);
    let outcome = generate_with(&source, &NameLock::default(), strictness);
    assert!(outcome.api.is_some(), "the document is refused");
    black_box(outcome.files);
}

fn page() -> String {
    let page: serde_json::Value = serde_json::from_str(PAGE).expect("JSON");
    let visits = page
        .get("data")
        .and_then(serde_json::Value::as_array)
        .expect("a list");
    let hundred: Vec<_> = visits.iter().cycle().take(100).collect();

    serde_json::to_string(&hundred).expect("JSON")
}

fn decode(text: &str) -> Vec<Visit> {
    codec::decode(text, &codec::Shape::PLAIN, codec::Strictness::Tolerant)
        .expect("it decodes")
        .value
}
