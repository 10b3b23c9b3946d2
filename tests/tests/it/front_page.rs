//! What the first page of README.md shows of a program stands in an example, which is compiled and run by other suites; and its output
//! is what the example prints.

use crate::workspace::{read, root};

const EXAMPLE: &str = "generated/letsjobit/examples/plan_a_day.rs";
const OUTPUT: &str = "tests/fixtures/examples/letsjobit/plan_a_day.txt";

/// The text of the first block of this kind.
fn block<'a>(readme: &'a str, kind: &str) -> &'a str {
    let (_, after) = readme
        .split_once(&format!("```{kind}\n"))
        .unwrap_or_else(|| panic!("README.md has a block of {kind}"));

    after.split("```").next().unwrap()
}

/// As the formatter would have it at any depth.
fn flat(text: &str) -> String {
    text.split_whitespace()
        .collect::<String>()
        .replace(",)", ")")
}

#[test]
fn its_code_is_that_of_an_example() {
    let readme = read(&root().join("README.md"));
    let example = flat(&read(&root().join(EXAMPLE)));
    // Between its paragraphs the example has more.
    let mut rest = example.as_str();
    for paragraph in block(&readme, "rust,ignore").split("\n\n") {
        let Some((_, after)) = rest.split_once(&flat(paragraph)) else {
            panic!("{EXAMPLE} does not have this, or not in this order:\n{paragraph}");
        };
        rest = after;
    }
}

#[test]
fn its_output_is_that_of_the_example() {
    let readme = read(&root().join("README.md"));
    let (command, shown) = block(&readme, "console").split_once('\n').unwrap();

    assert_eq!(command, "$ cargo run -q -p letsjobit --example plan_a_day");
    assert_eq!(shown, read(&root().join(OUTPUT)));
}
