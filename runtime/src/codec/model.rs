//! Types with a table.

use super::member::Member;
use super::slot::Slot;

/// An object type: a plain struct with a table of its members, in field order.
///
/// Implemented by generated types, beside [`slots!`](crate::slots), which lists the fields.
pub trait Model: Slot + Sized {
    /// The name of the type, for messages.
    const NAME: &'static str;

    /// Its members, in the order of the fields.
    const MEMBERS: &'static [Member];
}
