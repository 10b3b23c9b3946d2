//! From text to one tree with places: YAML 1.2 and JSON, told apart here and alike ever after.
//!
//! [`load`] takes a document and yields its [`Tree`], or reports why there is none. The tree knows nothing of OpenAPI. What YAML
//! offers beyond JSON is refused where it would hide what a document says: duplicate keys, merge keys, unknown tags, several
//! documents in one file. Aliases are followed, within bounds.

mod build;
mod files;
mod json;
mod pointer;
mod scalar;
mod slips;
mod tree;
mod value;
mod yaml;

pub use files::{ReadError, list_specs, read_file};
pub use pointer::{percent_decoded, split_pointer};
pub use tree::{Entry, Kind, NodeId, Tree};
pub use value::Value;

use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Source, Span};

/// How deep mappings and lists may nest. Every later stage that follows the tree down relies on this bound.
pub const MAX_NESTING: usize = 128;

/// How large a document may be: several times the largest API description that is known, and far from where places in it overflow.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// What to write into an empty document.
const EMPTY_HELP: &str = "begin with `openapi: 3.1.0`, `info`, `servers` and `paths`";
/// What to do about endless nesting.
const NESTING_HELP: &str = "give inner schemas a name under `components` and refer to them";

/// Reads a document into a tree; `None` where the text is no document, which is then reported.
pub fn load<'s>(source: &'s Source, diagnostics: &mut Diagnostics) -> Option<Tree<'s>> {
    if source.text.len() > MAX_BYTES {
        let message = "the document is larger than 64 MiB";
        diagnostics.report(
            Diagnostic::new(Code::DocumentSize, Span::default(), message)
                .help("keep to what the client needs: leave out paths, schemas and examples"),
        );
        return None;
    }
    if Path::new(&source.path)
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
    {
        return json::load(&source.text, diagnostics);
    }
    if source.text.trim_start().starts_with(['{', '[']) {
        // Most likely JSON under another name. A flow mapping of YAML may look alike, so a failure here says nothing yet.
        let mut attempt = Diagnostics::default();
        if let Some(tree) = json::load(&source.text, &mut attempt) {
            diagnostics.append(attempt);
            return Some(tree);
        }
    }

    yaml::load(&source.text, diagnostics)
}
