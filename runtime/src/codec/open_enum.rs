//! Texts out of a list that may grow.

/// An enum of texts that keeps values nobody has listed yet.
///
/// Implemented by [`open_enums!`](crate::open_enums) for types with `as_str` and `From<String>`.
pub trait OpenEnum: From<String> {
    /// The text on the wire.
    fn as_str(&self) -> &str;
}
