//! Turns OpenAPI documents into typed Rust clients.
//!
//! ```text
//! specs/*.yaml ──load──► Sources ──parse─► ast::Spec ──check─► model::Api ──emit──► Vec<File> ──sync──► disk
//! ```

pub mod emit;
pub mod model;
pub mod source;
pub mod sync;
