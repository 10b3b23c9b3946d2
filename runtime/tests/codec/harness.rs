//! Short ways to read and write in tests.

use brogue_runtime::codec::{self, DecodeError, Shape, Slot, Strictness, Tolerated};

/// Reads a text, tolerant.
pub(crate) fn tolerated<T: Slot>(text: &str) -> Result<Tolerated<T>, DecodeError> {
    codec::decode(text, &Shape::PLAIN, Strictness::Tolerant)
}

/// Reads a text that must fit.
pub(crate) fn read<T: Slot>(text: &str) -> T {
    match tolerated(text) {
        Ok(read) => read.value,
        Err(error) => panic!("{error} in {text}"),
    }
}

/// The findings of a text, one a line.
pub(crate) fn findings<T: Slot>(text: &str) -> Vec<String> {
    match tolerated::<T>(text) {
        Ok(read) => read.findings.iter().map(ToString::to_string).collect(),
        Err(error) => panic!("{error} in {text}"),
    }
}

/// The error of a text that must not fit.
pub(crate) fn error<T: Slot>(text: &str) -> DecodeError {
    match tolerated::<T>(text) {
        Ok(_) => panic!("it was taken: {text}"),
        Err(error) => error,
    }
}

/// The error of a text where drift is not tolerated.
pub(crate) fn strict_error<T: Slot>(text: &str) -> String {
    match codec::decode::<T>(text, &Shape::PLAIN, Strictness::Strict) {
        Ok(_) => panic!("it was taken: {text}"),
        Err(error) => error.to_string(),
    }
}

/// A value as JSON.
pub(crate) fn written(value: &dyn Slot) -> String {
    codec::encode(value, &Shape::PLAIN).unwrap()
}

/// A text, read and written again.
pub(crate) fn again<T: Slot>(text: &str) -> String {
    written(&read::<T>(text))
}

/// A list in a list, so deep.
pub(crate) fn nested(depth: usize) -> String {
    format!("{}{}", "[".repeat(depth), "]".repeat(depth))
}
