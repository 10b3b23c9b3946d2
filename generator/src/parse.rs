//! What the author wrote: from the tree of a document to [`ast::Spec`], one tree shaped like OpenAPI 3.2 whatever version was read,
//! Swagger 2.0 as well.
//!
//! [`parse`] never fails: it reports what is wrong, leaves it out and goes on, so that one run says everything. It resolves no
//! reference, applies no quirk and judges no meaning; that is the work of `check`.

pub mod ast;
mod body;
mod callback;
mod dialect;
mod document;
mod homes;
mod implied;
mod input;
mod mended;
mod narrow;
mod node_reader;
mod operation;
mod parameter;
pub mod payload;
pub mod quirk;
mod quirk_reader;
mod reader;
mod schema;
mod security;
mod swagger;
mod target;
mod template;
mod vocabulary;
mod webhook;

pub use narrow::{UnknownCalls, narrow};
pub(crate) use operation::PATHS;
pub use vocabulary::{Place, VOCABULARY, Word};

use crate::diagnostic::Diagnostics;
use crate::load::Tree;

/// Reads a document. What could not be read is reported and left out.
pub fn parse(tree: &Tree<'_>, diagnostics: &mut Diagnostics) -> ast::Spec {
    match dialect::read(tree, diagnostics) {
        None => ast::Spec {
            servers_lost: true,
            ..ast::Spec::default()
        },
        Some(dialect) => {
            let input = input::Input::new(tree, dialect, diagnostics);
            let mut spec = match dialect {
                dialect::Dialect::V2_0 => swagger::read(&input),
                dialect::Dialect::V3_0 | dialect::Dialect::V3_1 => document::read(&input),
            };
            if input.is_lenient() {
                implied::say(&input, &mut spec);
            }

            spec
        }
    }
}
