//! From text to one tree with places: YAML 1.2 and JSON, told apart here and alike ever after.
//!
//! [`load`] takes a document and yields its [`Tree`], or reports why there is none. The tree knows nothing of OpenAPI. What YAML
//! offers beyond JSON is refused where it would hide what a document says: duplicate keys, merge keys, unknown tags, several
//! documents in one file. Aliases are followed, within bounds.

mod beside;
mod build;
mod edit;
mod files;
mod json;
mod overlay;
mod places;
mod pointer;
mod scalar;
mod settle;
mod slips;
mod tree;
mod value;
mod way;
mod yaml;

pub use files::{ReadError, list_specs, read_file, read_files};
pub use places::Pointers;
pub use pointer::{percent_decoded, split_pointer};
pub use tree::{Entry, Kind, NodeId, Tree};
pub use value::Value;
pub(crate) use way::out_of_reach;

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Role, Source, Span};

/// How deep mappings and lists may nest. Every later stage that follows the tree down relies on this bound.
pub const MAX_NESTING: usize = 128;

/// How large a document may be: several times the largest API description that is known, and far from where places in it overflow.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// What to write into an empty document.
const EMPTY_HELP: &str = "begin with `openapi: 3.1.0`, `info`, `servers` and `paths`";
/// What to do about endless nesting.
const NESTING_HELP: &str = "give inner schemas a name under `components` and refer to them";

/// Reads a document into a tree: overlays applied, references into the files beside it followed. `None` where the text is no
/// document, which is then reported.
pub fn load<'s>(source: &'s Source, diagnostics: &mut Diagnostics) -> Option<Tree<'s>> {
    if source.size() > MAX_BYTES {
        let message = "the document is larger than 64 MiB";
        diagnostics.report(
            Diagnostic::new(Code::DocumentSize, Span::default(), message)
                .help("keep to what the client needs: leave out paths, schemas and examples"),
        );
        return None;
    }
    let mut tree = text(&source.path, &source.text, diagnostics)?;
    if source
        .others
        .iter()
        .any(|other| other.role == Role::Overlay)
    {
        // What aliases share is changed in one of its places only.
        let unshared = tree.copy(tree.root());
        tree.set_root(unshared);
    }
    let mut roots = BTreeMap::new();
    for (part, other) in source.parts().skip(1).zip(&source.others) {
        let mut heard = Diagnostics::new(diagnostics.strictness());
        let read = text(part.path, part.text, &mut heard);
        // A file beside it that cannot be read leaves references that lead nowhere.
        diagnostics.append_shifted(heard, part.start, other.role != Role::Overlay);
        let Some(read) = read else {
            continue;
        };
        let root = tree.adopt(read, part.start);
        match &other.role {
            Role::Beside(way) => {
                roots.insert(way.as_str(), root);
            }
            Role::Overlay => overlay::apply(&mut tree, root, diagnostics),
        }
    }
    settle::settle(source, &mut tree, roots, diagnostics);

    Some(tree)
}

/// Reads one text alone.
fn text<'s>(path: &str, text: &'s str, diagnostics: &mut Diagnostics) -> Option<Tree<'s>> {
    if Path::new(path)
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
    {
        return json::load(text, diagnostics);
    }
    if text.trim_start().starts_with(['{', '[']) {
        // Most likely JSON under another name. A flow mapping of YAML may look alike, so a failure here says nothing yet.
        let mut attempt = Diagnostics::default();
        if let Some(tree) = json::load(text, &mut attempt) {
            diagnostics.append(attempt);
            return Some(tree);
        }
    }

    yaml::load(text, diagnostics)
}
