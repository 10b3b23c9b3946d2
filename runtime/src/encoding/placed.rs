//! What a parameter's value must be able to do: most are one text, number or flag, and a program that sends no others does without what
//! writes lists and objects into a URL.

use super::Encoding;
use crate::codec::{EncodeError, Slot};

/// A value of the path, the query, a header or a cookie: any [`Slot`].
pub trait Placed: Slot {
    /// What writes lists and objects, where a value of this type may be one. Named here, so that other programs are not linked with it.
    #[doc(hidden)]
    fn nested(&self) -> Option<Nested>;
}

impl<T: Slot> Placed for T {
    #[inline]
    fn nested(&self) -> Option<Nested> {
        (!T::is_single()).then_some(Nested(Encoding::pairs_of_json))
    }
}

/// Writes names and values of a JSON text.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Nested(pub(super) PairsOfJson);

type PairsOfJson = fn(&Encoding, &str, String) -> Result<Vec<(String, String)>, EncodeError>;
