//! Turns OpenAPI documents into typed Rust clients.
//!
//! The stages, in the order the data goes through them: [`load`] makes one tree of a document's text, [`parse`] reads the tree into
//! what the author wrote, [`check`] settles what will be built, a [`model::Api`]. Every stage reports into [`diagnostic::Diagnostics`] and goes on.

pub mod check;
pub mod diagnostic;
pub mod load;
pub mod model;
pub mod parse;
pub mod source;
