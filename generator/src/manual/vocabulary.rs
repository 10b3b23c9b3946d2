//! `docs/vocabulary.md`: every word of the vocabulary on one page.

use std::fmt::Write as _;

use super::BANNER;
use super::payload::told;
use crate::parse::{VOCABULARY, Word};

const INTRODUCTION: &str = "\
# The quirk vocabulary

A spec is plain OpenAPI wherever OpenAPI can say it. What a vendor does differently stands in `x-quirks`: a mapping of words from
this list, each with what is written for it. The list is closed: an unknown word is an error. Which word holds: for each word the
narrowest place wins, and its value replaces that of a wider one, never merges with it. For calls that is document, path, operation,
parameter or body; for values document, schema, property, what stands beside a `$ref`. `brogue explain SPEC OPERATION` shows which lines win
and which they win over.

Editors complete the words with [`specs/quirks.schema.json`](../specs/quirks.schema.json). What a document does wrong is told by the rules of
[diagnostics.md](diagnostics.md).
";

/// The page, made of the table of words.
pub fn page() -> String {
    let mut page = format!(
        "{BANNER}\n\n{INTRODUCTION}\n## All words\n\n| word | says | stands at |\n|---|---|---|\n"
    );
    for word in VOCABULARY {
        let _ = writeln!(
            page,
            "| [`{0}`](#{0}) | {1} | {2} |",
            word.name,
            word.meaning,
            places(word)
        );
    }
    for word in VOCABULARY {
        page.push_str(&section(word));
    }
    page.push_str(EVIDENCE);

    page
}

const EVIDENCE: &str = "
## x-evidence

Beside quirks stands how sure a fact is. What carries no `x-evidence` is documented by the vendor's own document. It is one mapping or a list of them:

- `grade`, required: `vendor` (the vendor says so elsewhere), `third-party` (others have seen it), `inferred` (it follows; nobody says it), `unknown` (not to be had).
- `fact`: the fact, where the place does not say it.
- `source`: where it is said.
- `note`: what was chosen and why.

It may stand at the document, `info`, a path, an operation, a parameter, a body, a response, a schema, a webhook and a security scheme.
";

fn section(word: &Word) -> String {
    let mut section = format!(
        "\n## {}\n\n{} Stands at {}.\n\n{}\n\n",
        word.name,
        word.meaning,
        places(word),
        word.manual
    );
    section.push_str("What may be written:\n\n");
    for line in told(&word.payload) {
        let _ = writeln!(section, "{}- {}", "  ".repeat(line.depth), line.text);
    }
    let _ = write!(section, "\n```yaml\n{}```\n", word.example);

    section
}

/// The places of a word, in a sentence.
fn places(word: &Word) -> String {
    let names: Vec<&str> = word.places.iter().map(|place| place.name()).collect();

    names.join(", ")
}
