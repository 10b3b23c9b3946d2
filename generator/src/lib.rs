//! Turns OpenAPI documents into typed Rust clients.
//!
//! ```text
//! Source ──load──► Tree ──parse─► ast::Spec ──check─► model::Api ──emit──► Vec<File> ──sync──► disk
//! ```
//!
//! The stages, in the order the data goes through them: [`load`] makes one tree of a document's text, [`parse`] reads the tree into
//! what the author wrote, [`check`] settles what will be built, a [`model::Api`]. Every stage reports into
//! [`diagnostic::Diagnostics`] and goes on. [`emit`] prints the model as the files of a crate, and [`sync`] brings a folder to where
//! they say. [`generate`] is the way from a document to the files in one call. [`manual`] tells people and editors what may be written.

pub mod check;
pub mod diagnostic;
pub mod emit;
pub mod explain;
mod generate;
pub mod load;
pub mod manual;
pub mod model;
pub mod parse;
pub mod source;
pub mod sync;

pub use generate::{Outcome, generate};
