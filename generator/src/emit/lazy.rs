//! Functions of types and calls are compiled where they are used. What is generic is so by nature; everything else is marked for it, or the
//! crate would compile the codec for each type of the API, and the few that a program uses once more.

/// The mark.
pub(super) const INLINE: &str = "#[inline]";

/// The mark of a function with these arguments, unless it is generic.
pub(super) fn mark(arguments: &[impl AsRef<str>]) -> Option<&'static str> {
    let is_generic = arguments
        .iter()
        .any(|argument| argument.as_ref().contains("impl "));

    (!is_generic).then_some(INLINE)
}

#[cfg(test)]
mod tests {
    use super::{INLINE, mark};

    #[test]
    fn what_is_generic_needs_no_mark() {
        assert_eq!(mark(&["id: i64", "visit: &Visit"]), Some(INLINE));
        assert_eq!(mark(&["id: i64", "name: impl Into<String>"]), None);
    }
}
