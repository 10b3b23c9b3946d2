//! Turns OpenAPI documents into typed Rust clients.
//!
//! ```text
//! Source ──load──► Tree ──parse─► ast::Spec ──check─► model::Api ──emit──► Vec<File> ──sync──► disk
//! ```
//!
//! The stages, in the order the data goes through them: [`load`] makes one tree of a document's text, [`parse`] reads the tree into
//! what the author wrote, [`check`] settles what will be built, a [`model::Api`]. Every stage reports into
//! [`diagnostic::Diagnostics`] and goes on. [`emit`] prints the model as the files of a crate, and [`sync`] brings a folder to where
//! they say. [`manual`] tells people and editors what may be written, and [`explain`] what came of it.
//!
//! Two ways lead through them in one call: [`read()`] from a document to the model, [`generate()`] from a document to the files.
//!
//! # Features
//!
//! - `emit` (on by default): what prints, [`emit`], [`explain`], [`generate()`] and [`sync`]. Without it remain reading and checking, and
//!   none of the crates that are needed to print Rust.

mod capabilities;
pub mod check;
pub mod diagnostic;
#[cfg(feature = "emit")]
pub mod emit;
#[cfg(feature = "emit")]
pub mod explain;
#[cfg(feature = "emit")]
mod generate;
mod hash;
pub mod load;
pub mod manual;
pub mod model;
mod options;
pub mod parse;
mod read;
pub mod source;
#[cfg(feature = "emit")]
pub mod sync;

pub use capabilities::{Capability, Support, capabilities};
#[cfg(feature = "emit")]
pub use generate::{Outcome, generate, generate_for, generate_with};
pub use options::Options;
pub use read::{Reading, read, read_for, read_with};
