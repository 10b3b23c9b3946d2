//! What stands in schemas and is no schema.

use super::{Entries, Schema, Text};
use crate::source::Spanned;

/// `additionalProperties`.
#[derive(Clone, Debug)]
pub enum Additional {
    /// `true` or `false`.
    Allowed(Spanned<bool>),
    /// A schema.
    Schema(Box<Schema>),
}

/// `discriminator`.
#[derive(Clone, Debug)]
pub struct Discriminator {
    /// `propertyName`.
    pub property: Text,
    /// `mapping`: value to schema name or reference.
    pub mapping: Entries<Text>,
    /// `defaultMapping`: the schema of values that lead nowhere, or have none.
    pub default: Option<Text>,
}
