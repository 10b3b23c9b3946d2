//! What may be written in a spec, for people and for editors: all of it made from the tables that the stages work with.

mod diagnostics;
pub(crate) mod lines;
mod lookup;
mod payload;
mod schema;
mod shape;
mod text;
mod vocabulary;

pub use diagnostics::page as diagnostics_page;
pub use lookup::{Topic, lookup, topics};
pub use schema::quirks_schema;
pub use text::{listed, of_code, of_word};
pub use vocabulary::page as vocabulary_page;

/// The first line of a page that is made from a table.
const BANNER: &str =
    "<!-- Made by `cargo xtask regen`. Do not edit: change the table that it says. -->";

/// The first two sentences of a rule's manual are apart: what it means, and how to write it wrong and right.
fn parts_of(manual: &str) -> (&str, Option<&str>, Option<&str>) {
    let (meaning, examples) = match manual.split_once(" Wrong: ") {
        Some((meaning, examples)) => (meaning, Some(examples)),
        None => (manual, None),
    };
    let (wrong, right) = match examples.and_then(|examples| examples.split_once(" Right: ")) {
        Some((wrong, right)) => (Some(wrong), Some(right)),
        None => (examples, None),
    };

    (meaning, wrong, right)
}
